"""An assessment of the cast's directorate, written through the services as a person would."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from eqia import services
from eqia.models import Assessment, AssessmentVersion
from eqia.rules.gunning import TESTS
from organisation.choices import Role
from organisation.models import Person, Unit
from tests.conftest import make_person

Make = Callable[..., Assessment]


def start(cast: dict[str, Person], title: str = "New library opening hours", **more: Any) -> Assessment:
    unit = Unit.objects.get(code="libraries")
    return services.start_assessment(title=title, kind="service_change", unit=unit, by=cast["officer"], **more)


def save(assessment: Assessment, section: str, record: Any, by: Person, **values: Any) -> None:
    services.save_answers(
        assessment=assessment,
        section=section,
        revision=services.revision_of(assessment, section),
        record=record,
        values=values,
        by=by,
    )


def fill_proposal(assessment: Assessment, cast: dict[str, Person], by: Person) -> None:
    save(
        assessment,
        "proposal",
        assessment,
        by,
        summary="Six libraries will open for 24 hours a week instead of 34.",
        aims="To keep all six libraries open with less money.",
        affected="About 9,400 borrowers and 31 staff.",
        status="changed",
        populations=["users", "staff"],
        coverage="places",
        places=["Aldermere", "Millbrook"],
        alternatives="Closing two libraries, which would have hit fewer people harder.",
    )
    save(
        assessment,
        "people",
        assessment,
        by,
        owner=cast["head_of_service"],
        decision_maker="Cabinet",
        decision_expected_on=timezone.localdate() + datetime.timedelta(days=53),
        options_formed_on=timezone.localdate(),
    )
    save(
        assessment,
        "aims",
        assessment.screening,
        by,
        eliminate="no",
        advance="yes",
        foster="no",
        aims_reason="Hours decide who can come.",
    )


def answer_groups(assessment: Assessment, by: Person, answer: str = "not_relevant", **others: str) -> None:
    answers = {each.characteristic.key: answer for each in assessment.screening_answers.all()} | others
    services.save_screening_answers(
        assessment=assessment, revision=services.revision_of(assessment, "groups"), answers=answers, by=by
    )


def fill(assessment: Assessment, cast: dict[str, Person], by: Person | None = None) -> Assessment:
    """Everything a full assessment needs before it can be submitted."""
    by = by or cast["officer"]
    fill_proposal(assessment, cast, by)
    answer_groups(assessment, by, age="worse")
    save(assessment, "screening", assessment.screening, by, result="full", reasons="Older people could be worse off.")
    services.add_item(
        assessment=assessment,
        section="evidence",
        values={
            "title": "Visit counts 2025",
            "source": "Libraries",
            "shows": "Half of the visits are by people over 60.",
        },
        by=by,
    )
    services.add_item(
        assessment=assessment,
        section="consultation",
        values={
            "who": "Library users",
            "starts_on": datetime.date(2026, 6, 1),
            "heard": "Keep Saturdays.",
            **dict.fromkeys(TESTS, "yes"),
        },
        by=by,
    )
    for impact in assessment.impacts.select_related("characteristic"):
        section = f"impact/{impact.characteristic.key}"
        if impact.characteristic.key == "age":
            save(
                assessment,
                section,
                impact,
                by,
                effect="both",
                who="People over 60",
                benefit="Later evenings suit working-age readers.",
                harm="Fewer weekday mornings, when older people come.",
                residual="none",
            )
            services.add_item(
                assessment=assessment,
                section="mitigation",
                values={
                    "impact": impact,
                    "description": "Keep two mornings a week at every library",
                    "lead_person": cast["head_of_service"],
                    "due_on": datetime.date(2027, 3, 31),
                    "indicator": "Visits by people over 60 each quarter",
                },
                by=by,
            )
        elif impact.characteristic.key == "gender_reassignment":
            save(
                assessment,
                section,
                impact,
                by,
                effect="unknown",
                finding_out="The March survey will ask.",
                find_out_lead=cast["officer"],
                find_out_on=datetime.date(2027, 3, 31),
            )
        else:
            save(assessment, section, impact, by, effect="none", no_impact_reason="Visits show no difference.")
    fill_across(assessment, by)
    save(
        assessment,
        "outcome",
        assessment.conclusion,
        by,
        outcome="adjust",
        reasons="We keep two mornings.",
    )
    save(
        assessment,
        "review",
        assessment.conclusion,
        by,
        monitoring="Visits by age each quarter.",
        watched_by="Head of libraries",
        review_on=datetime.date(2027, 10, 1),
    )
    return assessment


def fill_across(assessment: Assessment, by: Person) -> None:
    """What is looked at across the groups, and what the Act asks."""
    reason = "We looked at age with disability in the branch survey; the hours touch both alike."
    save(assessment, "intersections", assessment, by, no_intersection_reason=reason)
    save(assessment, "cumulative", assessment, by, cumulative="The day centre keeps its hours; nothing else changes.")
    none = {"what": "", "response": "", "finding_out": "", "find_out_lead": None, "find_out_on": None}
    services.save_module_answers(
        assessment=assessment,
        revision=services.revision_of(assessment, "modules"),
        answers={module: none | {"relevance": "no"} for module in assessment.form.modules},
        by=by,
    )
    save(
        assessment,
        "law",
        assessment.conclusion,
        by,
        direct="no",
        indirect="no",
        harassment="no",
        adjustments="Step-free doors at all six; the home visit stays.",
        eliminate="None found.",
        advance="Mornings kept for those who need them.",
        foster="Libraries stay places where people meet.",
    )


def fresh(assessment: Assessment) -> Assessment:
    return Assessment.objects.select_related("unit").get(pk=assessment.pk)


def attest(assessment: Assessment, by: Person) -> AssessmentVersion:
    version = services.submitted_version(assessment)
    assert version is not None
    return services.attest_assessment(assessment=assessment, by=by, read_sha256=version.sha256)


def in_state(cast: dict[str, Person], state: str, title: str = "New library opening hours") -> Assessment:
    """A complete assessment brought to the state by the people whose task it is."""
    assessment = start(cast, title)
    if state == "draft":
        return assessment
    fill(assessment, cast)
    services.submit_assessment(assessment=assessment, by=cast["officer"])
    if state == "returned":
        services.return_assessment(
            assessment=assessment, by=cast["equality_adviser"], reason="Say what carers told you."
        )
    if state in ("checked", "approved", "published", "withdrawn"):
        services.check_assessment(assessment=assessment, by=cast["equality_adviser"])
    if state in ("approved", "published", "withdrawn"):
        attest(assessment, cast["head_of_service"])
    if state in ("published", "withdrawn"):
        services.publish_assessment(assessment=assessment, by=cast["committee_clerk"])
    if state == "withdrawn":
        services.withdraw_assessment(assessment=assessment, by=cast["equality_lead"], reason="The plan was dropped.")
    return fresh(assessment)


@pytest.fixture
def draft(cast: dict[str, Person]) -> Assessment:
    return start(cast)


@pytest.fixture
def second_head(cast: dict[str, Person], places: Unit) -> Person:
    return make_person("second_head", Role.HEAD_OF_SERVICE, places)
