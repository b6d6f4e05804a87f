"""Gathers the facts of one assessment for its timeline, and draws them: the chart, the table and the sentences."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from eqia.models import Assessment
from eqia.timeline import LANES, Event, Facts, Lane, Taken, in_order, wrong_with
from governance.models import Decision
from toolkit.charts import Chart, Moment, timeline
from toolkit.templatetags.words import day as day_words


@dataclass(frozen=True)
class Timeline:
    """`rows` are (number, event, name of its line); `wrong` what is wrong, in sentences."""

    chart: Chart
    rows: list[tuple[int, Event, str]]
    wrong: list[str]


def timeline_of(assessment: Assessment, *, today: datetime.date, shows_names: bool) -> Timeline:
    """The whole timeline, for a reader who may see every step; `shows_names` says people, else their posts."""
    facts = facts_of(assessment, today=today, shows_names=shows_names)
    events = in_order(facts)
    wrong = wrong_with(facts)
    rows = [(number, event, str(LANES[event.lane])) for number, event in enumerate(events, start=1)]
    first = min((each.taken_on for each in facts.taken), default=None)
    title = wrong[0] if wrong else _("Nothing on this timeline came too late.")
    chart = timeline(
        title=title,
        subtitle=_("From %(first)s to %(last)s; the numbers are those of the table below")
        % {"first": day_words(events[0].day), "last": day_words(events[-1].day)},
        alt=_("%(count)s events on true dates. %(title)s") % {"count": len(events), "title": title},
        lanes=[str(words) for words in LANES.values()],
        moments=[Moment(number, lane, event.day, event.ends_on) for number, event, lane in rows],
        mark=first,
        mark_words=_("Decision") if first else "",
    )
    return Timeline(chart, rows, wrong)


def facts_of(assessment: Assessment, *, today: datetime.date, shows_names: bool) -> Facts:
    """In a fixed number of queries. What stands in rooms above is met by its reverse accessor."""

    def who(person: Any) -> str:
        return str(person.full_name if shows_names else person.job_title or person.full_name)

    decisions = list(
        assessment.decisions.select_related("body", "delegate", "meeting").prefetch_related(
            "moves", "clearances", "readings__person", "readings__clearance"
        )
    )
    papers = list(_papers(assessment))
    checks = [
        check
        for impact in assessment.impacts.select_related("characteristic").prefetch_related("effect_checks")
        for check in _checks(impact)
    ]
    events = [
        Event(assessment.started_on, Lane.WRITING, _("Equality was first considered: the assessment started"), order=1),
        *_options(assessment),
        *(
            Event(
                local(move.at), Lane.WRITING, move.words, f"{who(move.by)}. {move.reason}".rstrip(". ") + ".", order=4
            )
            for move in assessment.moves.select_related("by")
            if move.transition not in ("submit", "attest")
        ),
        *_versions(assessment),
        *_evidence(assessment),
        *_people(assessment),
        *(event for decision in decisions for event in _decision(decision, who)),
        *papers,
        *checks,
        *_reviews(assessment),
    ]
    return Facts(
        today=today,
        started_on=assessment.started_on,
        options_formed_on=assessment.options_formed_on,
        approved_on=assessment.first_approved_on,
        evidence_days=[item.dated_on for item in assessment.evidence.all() if item.dated_on],
        asked_from=[each.starts_on for each in assessment.consultations.all() if each.starts_on],
        taken=[_taken(assessment, decision) for decision in decisions if decision.is_taken],
        effect_due=[event.day for event in checks if event.order == DUE],
        review_on=assessment.conclusion.review_on if assessment.approved_on else None,
        events=events,
    )


DUE = 9


def local(moment: datetime.datetime) -> datetime.date:
    return timezone.localtime(moment).date()


def _options(assessment: Assessment) -> Iterable[Event]:
    if assessment.options_formed_on:
        yield Event(
            assessment.options_formed_on,
            Lane.DECISION,
            _("The options were drawn up"),
            is_late=assessment.options_formed_on < assessment.started_on,
            order=0,
        )


def _versions(assessment: Assessment) -> Iterable[Event]:
    for version in assessment.versions.all():
        attestations = version.payload.get("attestations") or [version.payload.get("attestation") or {}]
        names = ", ".join(each["post"] for each in attestations if each.get("post"))
        words = (
            _("Version %s signed and approved") if version.stage == "approved" else _("Version %s handed in")
        ) % version.number
        yield Event(
            local(version.made_at),
            Lane.WRITING,
            words,
            _("Signed by: %s.") % names if names else "",
            sha256=version.sha256,
            url=version.get_absolute_url(),
            is_late=bool(version.payload.get("after_decisions")),
            order=5,
        )


def _evidence(assessment: Assessment) -> Iterable[Event]:
    for item in assessment.evidence.all():
        if item.cited_on:
            detail = _("It describes things up to %s.") % day_words(item.dated_on) if item.dated_on else ""
            yield Event(item.cited_on, Lane.EVIDENCE, _("Evidence cited: %s") % item.title, detail)
        elif item.dated_on:
            yield Event(item.dated_on, Lane.EVIDENCE, _("Evidence of this day: %s") % item.title)


def _people(assessment: Assessment) -> Iterable[Event]:
    for asked in assessment.consultations.all():
        if asked.starts_on:
            yield Event(
                asked.starts_on, Lane.PEOPLE, _("Asked: %s") % asked.who, asked.method, ends_on=asked.ends_on, order=3
            )
        if asked.fed_back_on:
            yield Event(asked.fed_back_on, Lane.PEOPLE, _("Told what changed: %s") % asked.who, order=6)


def _papers(assessment: Assessment) -> Iterable[Event]:
    """What was put to a decision, what lapsed, and the packs in which a version was issued."""
    for version in assessment.versions.prefetch_related(
        "papers__decision", "papers__clearance", "in_packs__pack__meeting__body"
    ):
        for paper in version.papers.all():
            at = {"number": version.number, "decision": paper.decision.reference}
            yield Event(
                local(paper.put_at),
                Lane.DECISION,
                _("Version %(number)s put to %(decision)s") % at,
                sha256=version.sha256,
                url=version.get_absolute_url(),
                order=6,
            )
            if paper.clearance.lapsed_on:
                yield Event(
                    paper.clearance.lapsed_on,
                    Lane.DECISION,
                    _("Version %(number)s no longer clears %(decision)s") % at,
                    paper.clearance.lapse_reason,
                    order=7,
                )
        for appendix in version.in_packs.all():
            if appendix.pack.published_on:
                yield Event(
                    appendix.pack.published_on,
                    Lane.DECISION,
                    _("Version %(number)s published in the pack for %(meeting)s")
                    % {"number": version.number, "meeting": appendix.pack.meeting},
                    sha256=version.sha256,
                    order=7,
                )


def _decision(decision: Decision, who: Any) -> Iterable[Event]:
    url = decision.get_absolute_url()
    if decision.notice_on:
        yield Event(
            decision.notice_on,
            Lane.DECISION,
            _("Notice of %s in the forward plan") % decision.reference,
            url=url,
            order=2,
        )
    for move in decision.moves.all():
        if move.transition != "take":
            words = f"{decision.reference}: {move.words.lower()}"
            yield Event(local(move.at), Lane.DECISION, words, move.reason, url=url, order=7)
    for clearance in decision.clearances.all():
        if clearance.is_override:
            yield Event(
                local(clearance.given_at),
                Lane.DECISION,
                _("%s let pass without an EqIA") % decision.reference,
                clearance.reason,
                url=url,
                is_late=True,
                order=7,
            )
    for reading in decision.readings.all():
        if reading.clearance.sha256 == reading.sha256:
            yield Event(
                local(reading.at),
                Lane.DECISION,
                _("%(reference)s, version %(number)s read by %(person)s")
                % {
                    "reference": reading.clearance.reference,
                    "number": reading.clearance.number,
                    "person": who(reading.person),
                },
                sha256=reading.sha256,
                order=8,
            )
    if decision.taken_on:
        where = [decision.decider]
        where += [_("item %s") % decision.item_number] if decision.item_number else []
        where += [_("pages %s of the pack") % decision.pack_pages] if decision.pack_pages else []
        where += [decision.minute_reference] if decision.minute_reference else []
        yield Event(
            decision.taken_on,
            Lane.DECISION,
            _("%(reference)s taken: %(outcome)s")
            % {"reference": decision.reference, "outcome": decision.get_outcome_display().lower()},
            ", ".join(where) + ".",
            url=url,
            order=9,
        )
    else:
        yield Event(decision.expected_on, Lane.DECISION, _("%s to be decided") % decision.reference, url=url, order=9)


def _taken(assessment: Assessment, decision: Decision) -> Taken:
    clearances = [each for each in decision.clearances.all() if each.is_valid]
    mine = [each for each in clearances if each.reference == assessment.reference]
    return Taken(
        reference=decision.reference,
        taken_on=decision.taken_on or decision.expected_on,
        has_paper=bool(mine),
        is_overridden=any(each.is_override for each in clearances),
        readers=len({reading.person_id for reading in decision.readings.all()}),
    )


def _checks(impact: Any) -> Iterable[Event]:
    for check in impact.effect_checks.all():
        if check.checked_on:
            yield Event(check.checked_on, Lane.AFTERWARDS, _("Effect checked: %s") % impact.characteristic)
        else:
            yield Event(
                check.planned_on, Lane.AFTERWARDS, _("Effect to be checked: %s") % impact.characteristic, order=DUE
            )


def _reviews(assessment: Assessment) -> Iterable[Event]:
    if assessment.approved_on and assessment.conclusion.review_on:
        yield Event(assessment.conclusion.review_on, Lane.AFTERWARDS, _("To be looked at again"), order=9)
    for trigger in assessment.review_triggers.all():
        yield Event(trigger.noticed_on, Lane.AFTERWARDS, _("Reason to look again: %s") % trigger.what, order=6)
        if trigger.answered_on:
            yield Event(trigger.answered_on, Lane.AFTERWARDS, _("Looked at again"), trigger.reason, order=7)
