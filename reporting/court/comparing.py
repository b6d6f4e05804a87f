"""A court pack beside the database it came from."""

from typing import Any

from eqia.models import Assessment, AssessmentVersion
from reporting.court.verify import PackRefused


def compare_with_database(manifest: dict[str, Any]) -> str:
    """A sentence on what was compared. Raises PackRefused where the installation holds something else."""
    reference = manifest["reference"]
    if not Assessment.objects.filter(reference=reference).exists():
        return f"This installation does not hold {reference}, so nothing was compared with its database."
    kept = {version.number: version for version in AssessmentVersion.objects.filter(assessment__reference=reference)}
    for each in manifest["payloads"]:
        version = kept.get(each["number"])
        if version is None:
            raise PackRefused(f"{each['file']}: the database holds no version {each['number']} of {reference}.")
        if version.sha256 != each["sha256"]:
            raise PackRefused(f"{each['file']}: the database holds version {each['number']} under another SHA-256.")
        if not version.is_intact:
            raise PackRefused(
                f"{each['file']}: version {each['number']} in the database was altered; the pack was not."
            )
    later = len(kept) - len(manifest["payloads"])
    more = f" {later} later versions are not in the pack." if later > 0 else ""
    return f"{len(manifest['payloads'])} versions are the same in the database of this installation.{more}"
