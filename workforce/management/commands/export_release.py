import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from disclosure.bundle import Bundle
from workforce.models import Proof, Release
from workforce.outputs import policy_from_json
from workforce.proving import unpack


class Command(BaseCommand):
    help = (
        "Write the numbers of a release with its proof to a file that “python -m disclosure verify FILE” checks without "
        "this product and without a solver. The file holds true counts: only its owner may read it. Keep it private."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("id", nargs="?", type=int, help="number of the release, as in its address")
        which.add_argument("--current", action="store_true", help="the release that stands for the body now")
        parser.add_argument("--output", required=True, type=Path, help="the file to write; it must not be there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        release = _release(options)
        stored = Proof.objects.filter(release=release).first()
        if stored is None:
            raise CommandError(
                "There is no proof of this release here: it was never made, or it went with the staff records."
            )
        proof = unpack(bytes(stored.content), stored.sha256)
        if proof is None:
            raise CommandError("The stored proof is not the one that was kept. Put back the database from its backup.")
        bundle = Bundle(
            str(release), release.numbers, policy_from_json(release.policy), proof, release.sha256, proof.seal
        )
        _write(options["output"], json.dumps(bundle.as_json(), ensure_ascii=False, indent=1))
        self.stdout.write(
            f"Wrote {options['output']}: {release}, {len(release.numbers):,} numbers, SHA-256 {release.sha256}.\n"
            f"It holds true counts: keep it private, and delete it after the check.\n"
            f"Check it with: python -m disclosure verify {options['output']}"
        )


def _release(options: dict[str, Any]) -> Release:
    found = Release.objects.select_related("snapshot")
    if options["current"]:
        release = found.live().of_employer(None).order_by("-snapshot__as_at", "-number").first()
    else:
        release = found.filter(pk=options["id"]).first()
    if release is None:
        raise CommandError(
            "No figures of the body are released."
            if options["current"]
            else f"There is no release with the number {options['id']}."
        )
    return release


def _write(path: Path, text: str) -> None:
    """A new file that nobody but its owner can read."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise CommandError(f"{path} is there already. Name a new file.") from error
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
