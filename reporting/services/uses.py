"""Recording which released figures about staff a frozen document shows."""

from django.utils.translation import gettext as _

from governance.errors import MoveRefused
from reporting.models import EditionVersion, PackVersion, ReleaseUse
from workforce.figures import Facts
from workforce.models import Release


def record_use(*, edition_version: EditionVersion, facts: Facts | None) -> ReleaseUse | None:
    """Keep which release the version shows. Raises MoveRefused where that was withdrawn while the report was written."""
    if facts is None:
        return None
    release = Release.objects.select_for_update(of=("self",)).get(pk=facts.release)
    if not release.is_live or release.sha256 != facts.sha256:
        raise MoveRefused(
            _(
                "The figures about staff were withdrawn while the report was made. Ask an HR analyst, then freeze it again."
            )
        )
    return ReleaseUse.objects.create(release=release, edition_version=edition_version, sha256=release.sha256)


def record_uses_of_pack(version: PackVersion) -> None:
    """A pack shows what its appendices show."""
    found = ReleaseUse.objects.filter(edition_version__in_packs__pack=version.record).values_list("release", "sha256")
    for release_id, sha256 in dict.fromkeys(found):
        ReleaseUse.objects.create(release_id=release_id, pack_version=version, sha256=sha256)
