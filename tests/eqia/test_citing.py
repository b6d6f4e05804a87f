"""Citations: taken over as they were, unmoved by what happens to their source, and honest about what is hidden or old."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from eqia import services
from eqia.choices import FigureSource
from eqia.citable import Figure, figure_with, figures_for
from eqia.content import content_of
from eqia.models import Assessment, EvidenceItem
from eqia.presenters import cited_items, library_notes
from evidence import services as library
from evidence.models import Evidence
from governance.errors import MoveForbidden
from objectives.models import Indicator, Objective
from organisation.models import Characteristic, Organisation, Person
from tests.eqia.conftest import fill, fresh, start
from tests.evidence.conftest import PDF, checked, piece
from toolkit.editing import NotPossible
from toolkit.history import version_of

Cast = dict[str, Person]


def cited(assessment: Assessment, evidence: Evidence, by: Person) -> EvidenceItem:
    return services.cite_from_library(assessment=assessment, evidence=evidence, by=by)


def change(evidence: Evidence, by: Person, **fields: Any) -> None:
    library.change_evidence(
        evidence=evidence,
        version=version_of(evidence),
        by=by,
        characteristics=evidence.characteristics.all(),
        **fields,
    )


def test_a_citation_keeps_what_the_library_said_that_day(cast: Cast, race: Characteristic) -> None:
    survey = piece(cast["officer"], characteristics=[race], file=checked("survey.pdf", PDF))
    item = cited(start(cast), survey, cast["officer"])
    change(survey, cast["officer"], title="Another title", shows="Something else.", dated_to=datetime.date(2026, 1, 1))
    item.refresh_from_db()
    assert (item.title, item.library_shows) == (
        "Bus passenger survey 2025",
        "Two in five passengers have a disability.",
    )
    assert (item.dated, item.dated_on) == ("31 October 2025", datetime.date(2025, 10, 31))
    assert survey.file is not None
    assert item.file_sha256 == survey.file.sha256
    assert list(item.characteristics.all()) == [race]


def test_a_signed_assessment_is_unmoved_by_the_library(cast: Cast) -> None:
    assessment = fill(start(cast), cast)
    survey = piece(cast["officer"])
    item = cited(assessment, survey, cast["officer"])
    item.shows = "It decides where the ramps go."
    item.save()
    version = services.submit_assessment(assessment=assessment, by=cast["officer"])
    library.withdraw_evidence(evidence=survey, by=cast["officer"], reason="It was counted twice.")
    version.refresh_from_db()
    assert version.is_intact
    assert version.payload["evidence"]["items"][-1]["title"] == "Bus passenger survey 2025"
    assert [note.sentence for note in library_notes(fresh(assessment))] == [
        f"Withdrawn from the library on {survey_day()}: It was counted twice."
    ]


def survey_day() -> str:
    today = datetime.date.today()  # noqa: DTZ011  as a reader's calendar says
    return f"{today.day} {today:%B %Y}"


def test_what_changed_in_the_library_since_is_told_where_it_is_cited(cast: Cast) -> None:
    assessment = start(cast)
    first, second = piece(cast["officer"], "First"), piece(cast["officer"], "Second")
    cited(assessment, first, cast["officer"])
    cited(assessment, second, cast["officer"])
    assert library_notes(assessment) == []
    change(first, cast["officer"], shows="Three in five.", review_by=datetime.date(2030, 1, 1))
    change(second, cast["officer"], superseded_by=piece(cast["officer"], "Third"))
    assert [(note.title, note.sentence) for note in library_notes(assessment)] == [
        ("First", "Changed in the library since it was cited: what it shows"),
        ("Second", "Replaced in the library by “Third”"),
    ]


def test_a_withdrawn_piece_and_one_cited_already_are_refused_with_a_sentence(cast: Cast, sign_in: Any) -> None:
    assessment, survey = start(cast), piece(cast["officer"])
    url = reverse("eqia:evidence-cite", args=[assessment.reference, survey.pk])
    client = sign_in(cast["officer"])
    client.post(url)
    assert "This EqIA cites it already" in client.post(url, follow=True).content.decode()
    assert assessment.evidence.count() == 1
    gone = piece(cast["officer"], "Gone")
    library.withdraw_evidence(evidence=gone, by=cast["officer"], reason="Wrong.")
    with pytest.raises(NotPossible, match="withdrawn or replaced"):
        cited(assessment, gone, cast["officer"])


def test_only_those_who_may_write_an_assessment_cite_in_it(cast: Cast) -> None:
    with pytest.raises(MoveForbidden):
        cited(start(cast), piece(cast["officer"]), cast["officer_elsewhere"])


@pytest.mark.parametrize(
    ("decided_on", "note"),
    [
        (datetime.date(2030, 10, 30), ""),
        (datetime.date(2030, 10, 31), "Out of date: 5 years old at the decision."),
        (datetime.date(2034, 1, 1), "Out of date: 8 years old at the decision."),
    ],
)
def test_evidence_that_is_out_of_date_is_flagged_with_its_age_at_the_decision(
    cast: Cast, decided_on: datetime.date, note: str
) -> None:
    assessment = fill(start(cast), cast)
    Assessment.objects.filter(pk=assessment.pk).update(decision_expected_on=decided_on)
    cited(assessment, piece(cast["officer"]), cast["officer"])
    item = cited_items(fresh(assessment))[-1]
    assert item.age_note == note  # type: ignore[attr-defined]
    content = content_of(Assessment.objects.get(pk=assessment.pk))["evidence"]["items"][-1]
    assert content["is_stale_at_decision"] is bool(note)


def test_evidence_written_on_the_spot_can_be_kept_in_the_library(cast: Cast, sign_in: Any) -> None:
    assessment = start(cast)
    url = reverse("eqia:item-add", args=[assessment.reference, "evidence"])
    client = sign_in(cast["officer"])
    sent = {"title": "Ramp count", "keeps_in_library": "on", "shows": "Nine are too steep."}
    refused = client.post(url, sent).content.decode()
    assert "Enter who produced it, so that others can rely on it" in refused
    assert "Nine are too steep." in refused
    client.post(url, sent | {"source": "Access group", "kind": "experience"})
    kept = Evidence.objects.get()
    assert (kept.title, kept.keeper) == ("Ramp count", cast["officer"])
    assert assessment.evidence.get().library_item == kept
    assert library_notes(assessment) == []


def test_a_copy_lets_only_what_it_shows_be_written(cast: Cast, sign_in: Any) -> None:
    assessment = start(cast)
    item = cited(assessment, piece(cast["officer"]), cast["officer"])
    client = sign_in(cast["officer"])
    url = reverse("eqia:item", args=[assessment.reference, "evidence", item.pk])
    page = client.get(url).content.decode()
    assert "Two in five passengers have a disability." in page
    client.post(url, {"revision": "1", "title": "Mine", "source": "Mine", "shows": "Ramps come first."})
    item.refresh_from_db()
    assert (item.title, item.source, item.shows) == (
        "Bus passenger survey 2025",
        "Highways and Transport",
        "Ramps come first.",
    )


def census(cast: Cast, assessment: Assessment) -> list[Figure]:
    Organisation.objects.update(area="Wealdshire")
    groups = figures_for(assessment, cast["officer"], datetime.date(2026, 11, 22))[FigureSource.CENSUS]
    return [figure for group in groups for figure in group.figures]


def test_a_census_figure_is_cited_with_its_value_and_source_as_they_are(cast: Cast, sign_in: Any) -> None:
    assessment = start(cast)
    figure = next(each for each in census(cast, assessment) if each.key == "census/disability/disabled")
    client = sign_in(cast["officer"])
    url = reverse("eqia:evidence-figures", args=[assessment.reference])
    assert figure.words in client.get(url).content.decode()
    assert "Select a figure" in client.post(url, {"figure": "census/disability/99.9%"}).content.decode()
    client.post(url, {"figure": figure.key, "value": "99.9%"})
    item = assessment.evidence.get()
    assert (item.figure, item.figure_from, item.dated) == (figure.value, "census", "21 March 2021")
    assert "Census 2021" in item.source
    assert [each.key for each in item.characteristics.all()] == ["disability"]
    assert content_of(fresh(assessment)).get("evidence") is None


def test_a_reading_is_frozen_and_a_small_group_is_cited_as_hidden(cast: Cast) -> None:
    indicator = made_indicator(cast)
    assessment, on = start(cast), datetime.date(2026, 11, 22)
    everybody = figure_with(f"reading/{indicator.pk}/all", assessment, cast["officer"], on)
    small = figure_with(f"reading/{indicator.pk}/race/Roma", assessment, cast["officer"], on)
    assert everybody is not None
    assert small is not None
    assert (everybody.value, small.value) == ("41%", "[c]")
    first = services.cite_figure(assessment=assessment, figure=everybody, by=cast["officer"])
    second = services.cite_figure(assessment=assessment, figure=small, by=cast["officer"])
    indicator.readings.update(value=Decimal("55"))
    first.refresh_from_db()
    assert (first.figure, second.figure) == ("41%", "[c]")
    assert "3" not in f"{second.figure}{second.title}"


def made_indicator(cast: Cast) -> Indicator:
    objective = Objective.objects.create(
        title="Libraries for everybody",
        why="Because.",
        owner=cast["equality_lead"],
        starts_on=datetime.date(2025, 4, 1),
        ends_on=datetime.date(2029, 3, 31),
        published_on=datetime.date(2025, 4, 1),
        state="open",
    )
    indicator = Indicator.objects.create(
        objective=objective,
        name="Residents who borrowed",
        target_value=50,
        target_on=datetime.date(2029, 3, 31),
        source="Loans",
    )
    race = Characteristic.objects.get(key="race")
    for group, part, whole in (("", 410, 1000), ("White", 380, 900), ("Roma", 3, 12), ("Asian", 27, 88)):
        indicator.readings.create(
            taken_on=datetime.date(2026, 3, 31),
            value=Decimal(100 * part) / whole,
            numerator=part,
            denominator=whole,
            characteristic=race if group else None,
            group=group,
            recorded_by=cast["equality_lead"],
        )
    return indicator


def test_a_draft_objective_is_not_offered_to_be_cited(cast: Cast) -> None:
    indicator = made_indicator(cast)
    Objective.objects.filter(pk=indicator.objective_id).update(state="draft")
    groups = figures_for(start(cast), cast["equality_lead"], datetime.date(2026, 11, 22))
    assert groups[FigureSource.READING] == []


@pytest.mark.parametrize("number", [1, 25])
def test_the_pages_for_evidence_take_the_same_number_of_queries_for_one_and_for_many(
    number: int, cast: Cast, sign_in: Any, race: Characteristic, django_assert_max_num_queries: Any
) -> None:
    assessment = start(cast)
    for each in range(number):
        cited(assessment, piece(cast["officer"], f"Survey {each}", characteristics=[race]), cast["officer"])
        services.add_item(assessment=assessment, section="gap", values={"unknown": f"Gap {each}"}, by=cast["officer"])
        services.add_item(
            assessment=assessment,
            section="consultation",
            values={"who": f"Group {each}", "characteristics": [race]},
            by=cast["officer"],
        )
    client = sign_in(cast["officer"])
    client.get(reverse("eqia:register"))
    for url in (
        reverse("eqia:section", args=[assessment.reference, "evidence"]),
        reverse("eqia:section", args=[assessment.reference, "consultation"]),
        reverse("eqia:evidence-library", args=[assessment.reference]),
    ):
        with django_assert_max_num_queries(30):
            assert client.get(url).status_code == 200
