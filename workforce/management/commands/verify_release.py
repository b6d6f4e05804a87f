import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from toolkit.history import acting
from workforce.models import Release
from workforce.services import NoProof, verify_release

SOUND, FLAWED = 0, 1


class Command(BaseCommand):
    help = (
        "Check the stored proof of released figures again, without a solver, by adding whole numbers. Each check is kept "
        "in the ledger. Ends with status 1 where a proof has flaws or figures that are shown have none."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", nargs="?", type=int, help="number of the release, as in its address")
        parser.add_argument("--all", action="store_true", help="every release that ever left")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["id"]) == options["all"]:
            raise CommandError("Name one release by its number, or all with --all.")
        found = Release.objects.select_related("snapshot__employer").order_by("snapshot__as_at", "number")
        releases = list(found.known() if options["all"] else found.filter(pk=options["id"]))
        if options["id"] and not releases:
            raise CommandError(f"There is no release with the number {options['id']}.")
        with acting(None, "command: verify_release"):
            answers = [_checked(release) for release in releases]
        if options["format"] == "json":
            self.stdout.write(json.dumps(answers, indent=2, ensure_ascii=False))
        else:
            for answer in answers:
                self.stdout.write(_sentence(answer))
            if not answers:
                self.stdout.write("No figures have left HR yet.")
        if any(answer["result"] in ("flawed", "no proof") for answer in answers):
            raise SystemExit(FLAWED)


def _checked(release: Release) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "release": release.pk,
        "name": release.name,
        "state": release.state,
        "sha256": release.sha256,
        "intact": release.is_intact,
    }
    try:
        check = verify_release(release=release, by=None)
    except NoProof:
        before = release.checks.order_by("-at", "-pk").first()
        # The law asks for the proof to go with the staff records; that it held before is on record.
        is_excused = before is not None and before.is_sound and release.is_intact
        return answer | {
            "result": "removed" if is_excused else "no proof",
            "checked_before": before.at.isoformat() if before else None,
            "version_before": before.version if before else None,
        }
    return answer | {
        "result": "sound" if check.is_sound else "flawed",
        "witnesses": check.witnesses,
        "sensitive": check.sensitive,
        "flaws": check.flaws,
        "version": check.version,
    }


def _sentence(answer: dict[str, Any]) -> str:
    name = f"{answer['release']} ({answer['name']}, {answer['state']})"
    if answer["result"] == "sound":
        return (
            f"{name}: the proof holds. {answer['witnesses']} other workforces show that {answer['sensitive']} sensitive "
            f"counts stay open. SHA-256 of the numbers {answer['sha256']}."
        )
    if answer["result"] == "flawed":
        return f"{name}: the proof does NOT hold, {answer['flaws']} flaws. Withdraw the figures and look into it."
    if answer["result"] == "removed":
        return (
            f"{name}: the proof went with the staff records. It held when it was last checked, {answer['checked_before']}, "
            f"by version {answer['version_before']}; the numbers still have the hash they left under."
        )
    return f"{name}: there is no proof, and none is on record. Nothing is known of these figures."
