"""What had been shown outside HR before there was a ledger enters it, so that it counts in every judgement from now on."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

HIDDEN = "[c]"


def enter(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    release_of = apps.get_model("workforce", "Release")
    codes = dict(apps.get_model("organisation", "Unit").objects.filter(parent=None).values_list("name", "code"))
    shown = apps.get_model("workforce", "Snapshot").objects.filter(is_shown=True).exclude(state="replaced")
    for snapshot in shown.filter(releases=None).exclude(figures={}):
        numbers = dict(numbers_in(snapshot.figures, codes))
        written = json.dumps(numbers, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        release_of.objects.create(
            snapshot=snapshot,
            number=1,
            state="released",
            numbers=numbers,
            shown=sum(seen is not None for seen in numbers.values()),
            hidden=sum(seen is None for seen in numbers.values()),
            labels={"directorate": {code_of(part, codes): part["name"] for part in snapshot.figures["directorates"]}},
            policy={"threshold": 5, "thresholds": {"religion": 10, "sexual_orientation": 10, "gender_identity": 10}},
            sha256=hashlib.sha256(written.encode()).hexdigest(),
            proposed_by=snapshot.imported_by,
            proposed_at=snapshot.imported_at,
            released_at=snapshot.imported_at,
        )


def code_of(part: dict[str, Any], codes: dict[str, str]) -> str:
    return codes.get(part["name"], "other parts")


def numbers_in(figures: dict[str, Any], codes: dict[str, str]) -> Iterator[tuple[str, int | None]]:
    """Every count of a profile as it was kept, by the id that a release gives it."""
    if figures["headcount"] == HIDDEN:
        return
    for part in (None, *figures["directorates"]):
        owner = part or figures
        row = f"directorate={code_of(part, codes)}" if part else ""
        yield row or "everybody", count(owner["headcount"])
        for one in owner["characteristics"]:
            cells = [("declared", one["declared_shown"])]
            cells += [(each["key"], each["count_shown"]) for each in (*one["categories"], *one["missing"])]
            for column, text in cells:
                yield " & ".join(filter(None, [row, f"{one['key']}={column}"])), count(text)


def count(text: str) -> int | None:
    return None if text == HIDDEN else int(text.replace(",", ""))


class Migration(migrations.Migration):
    dependencies = [("workforce", "0003_proposals")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
