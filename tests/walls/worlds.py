"""Two worlds of which the same may be known: what is shown is equal in both, and what is hidden differs.

The staff of the second are another workforce that agrees with every number that was released; readings and the number of
those consulted differ where they are hidden. Whatever is made of them (versions, reports, packs) is made anew in each
world, at the same moment and under the same numbers, so that nothing but the hidden truth can tell the two apart.
"""

import datetime
import itertools
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from unittest import mock

import time_machine
from django.db import connection, transaction
from django.test import override_settings

from disclosure.population import name_of, published
from eqia import services as eqia
from eqia.citable import figures_for
from eqia.models import Assessment
from governance.services import move
from objectives.models import Indicator, Objective, Reading
from organisation.code_lists import CODE_LISTS
from organisation.models import Characteristic, Person
from reporting.court.keeping import keep_pack
from reporting.services.appendices import add_appendix
from reporting.services.freezing import freeze_edition, freeze_pack
from reporting.services.publishing import publish_edition
from tests.access.actionplans import action as planned_action
from tests.eqia.conftest import attest, fill, fresh, start
from tests.evidence.conftest import piece
from tests.governance.making import plan as planned_decision
from tests.reporting.documents import a_draft, a_pack, latest
from tests.workforce.making import import_rows, people
from toolkit.models import Job
from workforce.models import Release, Snapshot, StaffRow
from workforce.outputs import layouts_from_json, policy_from_json
from workforce.population import ALL, DIRECTORATE, answer_tree, staff_of

NOW = datetime.datetime(2026, 11, 22, 10, 30, tzinfo=datetime.UTC)
MARCH = datetime.date(2026, 3, 31)
YEAR = "2025-26"


@dataclass(frozen=True)
class Hidden:
    """What must not be told, where the two worlds differ: few people, under another number in each."""

    took_part: int
    few_for_everybody: int
    few_in_a_group: int
    their_companions: int


# Sums are the same, so that what is shown of them is.
TRUTHS = {"first": Hidden(3, 2, 3, 17), "second": Hidden(4, 3, 4, 16)}


@dataclass
class World:
    """What stands in both worlds before their truth is put in."""

    cast: dict[str, Person]
    release: Release
    indicator: Indicator
    everybody: Reading
    groups: dict[str, Reading]
    draft: Assessment
    arguments: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def snapshot(self) -> Snapshot:
        return self.release.snapshot


def staff() -> list[dict[str, str]]:
    """Some 300 people in two directorates, with few of some answers."""
    references = itertools.count(1)

    def some(number: int, **answers: str) -> list[dict[str, str]]:
        return [row | {"Reference": f"R{next(references)}"} for row in people(number, **answers)]

    return [
        *some(120),
        *some(60, sex="Male", ethnic_group="Indian", religion_or_belief="Hindu"),
        *some(30, directorate="Adult Social Care", sex="Male", disability="Yes"),
        *some(60, directorate="Adult Social Care", age="61"),
        *some(14, ethnic_group="White and Asian", religion_or_belief="Muslim", age="29"),
        *some(4, ethnic_group="White and Black African", religion_or_belief="Jewish", marital_status="Widowed"),
        *some(
            3, ethnic_group="White and Black Caribbean", religion_or_belief="Buddhist", sexual_orientation="Bisexual"
        ),
        *some(3, ethnic_group="Roma", sexual_orientation="Gay or lesbian", gender_identity="No"),
        *some(4, ethnic_group="Irish", sexual_orientation="Other sexual orientation", gender_identity="No"),
        *some(3, directorate="Adult Social Care", ethnic_group="Arab", religion_or_belief="Sikh"),
        *some(4, directorate="Adult Social Care", ethnic_group="Any other ethnic group", religion_or_belief="Sikh"),
        *some(12, directorate="Adult Social Care", ethnic_group="Prefer not to say"),
    ]


def found(cast: dict[str, Person]) -> World:
    """What both worlds have in common."""
    snapshot = import_rows(staff(), by=cast["hr_analyst"], as_at=MARCH)
    objective = Objective.objects.create(
        title="Nobody is left out of training",
        why="Some never go.",
        owner=cast["officer"],
        unit=cast["officer"].unit,
        starts_on=datetime.date(2024, 4, 1),
        ends_on=datetime.date(2028, 3, 31),
        published_on=datetime.date(2024, 4, 1),
        state="open",
    )
    race = Characteristic.objects.get(key="race")
    objective.characteristics.add(race)
    common = {
        "objective": objective,
        "unit": "count",
        "source": "Training records",
        "target_on": datetime.date(2028, 3, 31),
    }
    indicator = Indicator.objects.create(name="People who were trained", target_value=Decimal(400), **common)
    grievances = Indicator.objects.create(
        name="Grievances about training", target_value=Decimal(0), direction="decrease", **common
    )

    def read(about: Indicator, value: int, **more: Any) -> Reading:
        return Reading.objects.create(
            indicator=about, taken_on=MARCH, value=Decimal(value), recorded_by=cast["officer"], **more
        )

    read(indicator, 250)
    groups = {
        name: read(indicator, value, characteristic=race, group=name)
        for name, value in (("White", 200), ("Roma", 1), ("Irish", 19), ("Black", 30))
    }
    read(grievances, 11, note="A year before").delete()
    return World(
        cast=cast,
        release=snapshot.releases.get(state="released"),
        indicator=indicator,
        everybody=read(grievances, 1),
        groups=groups,
        draft=fill(start(cast, "New library opening hours"), cast),
    )


@contextmanager
def world(base: World, name: str) -> Iterator[World]:
    """The world of that truth, with everything that is made of it; afterwards it has never been."""
    sequences = _sequences()
    with time_machine.travel(NOW, tick=False), _same_chance(), _set_once(), transaction.atomic(), _own_files():
        put_in(base, TRUTHS[name], is_other=name == "second")
        made = World(**{key: getattr(base, key) for key in vars(base)} | {"arguments": derive(base)})
        yield made
        transaction.set_rollback(True)
    _wind_back(sequences)


def put_in(base: World, truth: Hidden, *, is_other: bool) -> None:
    """The same statements in both worlds, so that histories are as long in one as in the other."""
    if is_other:
        give_other_answers(base.snapshot, base.release)
    base.draft.consultations.update(took_part=truth.took_part)
    Reading.objects.filter(pk=base.everybody.pk).update(value=Decimal(truth.few_for_everybody))
    Reading.objects.filter(pk=base.groups["Roma"].pk).update(value=Decimal(truth.few_in_a_group))
    Reading.objects.filter(pk=base.groups["Irish"].pk).update(value=Decimal(truth.their_companions))


def shown_numbers(snapshot: Snapshot, release: Release) -> dict[str, float]:
    """What is true of a snapshot, by the ids of all numbers of its release, also of those that nobody is shown."""
    population = staff_of(snapshot).population
    publication = published(population, layouts_from_json(release.layouts), policy_from_json(release.policy))
    return {number.id: number.value for number in publication.numbers}


def give_other_answers(snapshot: Snapshot, release: Release) -> int:
    """Change answers of staff so that every number that was released stays true; how many people changed theirs."""
    truth = shown_numbers(snapshot, release)
    shown = {id_ for id_, seen in release.numbers.items() if seen is not None}
    changed = 0
    for key, code_list in CODE_LISTS.items():
        trees = {category.code: set(_within(key, category.code)) for category in answer_tree(code_list).categories}
        codes = {category.key: category.code for category in code_list.categories}
        for one, other in itertools.permutations(codes, 2):
            for row in StaffRow.objects.filter(snapshot=snapshot, **{key: codes[one]}).select_related("unit__parent"):
                directorate = (row.unit.parent or row.unit).code
                touched = {
                    name_of(items)
                    for code in trees[one] ^ trees[other]
                    for items in (((key, code),), ((DIRECTORATE, directorate), (key, code)))
                }
                if touched & shown:
                    continue
                StaffRow.objects.filter(pk=row.pk).update(**{key: codes[other]})
                changed += 1
                break
            else:
                continue
            break
    after = shown_numbers(snapshot, release)
    assert {id_: after[id_] for id_ in shown} == {id_: truth[id_] for id_ in shown}
    assert any(after[id_] != truth[id_] for id_ in release.numbers)
    return changed


def _within(key: str, code: str) -> Iterator[str]:
    """A category and those it is part of."""
    parents = {category.code: category.parent for category in answer_tree(CODE_LISTS[key]).categories}
    at: str | None = code
    while at is not None and at != ALL:
        yield at
        at = parents[at]


def derive(base: World) -> dict[str, list[dict[str, Any]]]:
    """Everything that is made of a world's truth, and the arguments of the addresses at which it is found."""
    cast = base.cast
    draft = fresh(base.draft)
    for groups in figures_for(draft, cast["officer"], NOW.date()).values():
        hidden = [figure for group in groups for figure in group.figures if figure.is_hidden]
        for figure in hidden[-3:]:
            eqia.cite_figure(assessment=draft, figure=figure, by=cast["officer"])
    draft.evidence.update(shows="Few of them come.")
    eqia.submit_assessment(assessment=fresh(draft), by=cast["officer"])
    eqia.check_assessment(assessment=fresh(draft), by=cast["equality_adviser"])
    attest(fresh(draft), cast["head_of_service"])
    decision = planned_decision(cast)
    eqia.put_to_decision(assessment=fresh(draft), decision=decision, by=cast["officer"])
    eqia.publish_assessment(assessment=fresh(draft), by=cast["committee_clerk"])
    later = fill(start(cast, "Later library opening hours"), cast)
    later.consultations.update(took_part=draft.consultations.get().took_part)
    edition = a_draft(cast, YEAR)
    freeze_edition(edition=edition, by=cast["equality_lead"])
    edition.refresh_from_db()
    publish_edition(edition=edition, by=cast["equality_lead"])
    pack = a_pack(cast)
    add_appendix(pack=pack, by=cast["committee_clerk"], edition_version=latest(edition))
    freeze_pack(pack=pack, by=cast["committee_clerk"])
    pack.refresh_from_db()
    move(pack, "publish", by=cast["committee_clerk"])
    court = Job.objects.create(
        owner=cast["committee_clerk"],
        title="Court pack",
        task="reporting.tasks.make_court_pack",
        parameters={"reference": draft.reference},
        state="done",
        finished_at=NOW,
    )
    court.result = keep_pack(fresh(draft), str(court.pk), None)
    court.save()
    act = planned_action(cast)
    reference, document = {"reference": draft.reference}, {"pk": edition.pk}
    readings = [{"pk": each.pk} for each in (base.everybody, *base.groups.values())]
    return {
        "reference": [reference],
        "either": [reference, {"reference": later.reference}],
        "year": [{"year": YEAR}],
        "edition": [document],
        "pack": [{"pk": pack.pk}],
        "court": [reference | {"job": court.pk, "kind": kind} for kind in ("zip", "pdf")],
        "number": [{"number": number} for number in (1, 2)],
        "objective": [{"pk": base.indicator.objective_id}],
        "indicator": [{"pk": each.pk} for each in base.indicator.objective.indicators.all()],
        "reading": readings,
        "snapshot": [{"pk": base.snapshot.pk}],
        "release": [{"pk": base.release.pk}],
        "decision": [{"reference": decision.reference}],
        "plan": [{"pk": act.plan_id}],
        "action": [{"pk": act.pk}],
        "evidence": [{"pk": piece(cast["officer"]).pk}],
        "job": [{"pk": court.pk}],
        "section": [{"reference": later.reference, "section": key} for key in ("proposal", "evidence", "consultation")],
        "export": [{"kind": kind} for kind in ("csv", "xlsx", "ods")],
    }


_SET: dict[str, bytes] = {}


@contextmanager
def _set_once() -> Iterator[None]:
    """The same page is set as a PDF once: it gives the same bytes each time (tests/toolkit), and takes seconds."""
    from toolkit.typesetting import typeset

    def kept(page: str) -> bytes:
        if page not in _SET:
            _SET[page] = typeset(page)
        return _SET[page]

    with mock.patch("toolkit.typesetting.typeset", kept):
        yield


@contextmanager
def _own_files() -> Iterator[None]:
    """A storage of its own: a file's name must not tell that another world kept one of that name before."""
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        yield


@contextmanager
def _same_chance() -> Iterator[None]:
    """The same random numbers in both worlds, such as those of requests in a history."""
    chance = random.Random(20261122)
    with mock.patch("os.urandom", chance.randbytes):
        yield


def _sequences() -> list[tuple[str, int | None]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences")
        return list(cursor.fetchall())


def _wind_back(sequences: list[tuple[str, int | None]]) -> None:
    """Sequences do not take part in transactions; without this the second world would have other numbers."""
    with connection.cursor() as cursor:
        for name, last in sequences:
            cursor.execute("SELECT setval(%s, %s, %s)", [name, last or 1, last is not None])
