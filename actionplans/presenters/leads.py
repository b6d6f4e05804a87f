"""Those who lead an action: for its page, with why they are taken to and who holds the post, and for tables."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actionplans.choices import LeadKind, LeadMatch, LeadRole
from actionplans.models import Action, Lead
from actionplans.presenters.words import in_words
from actionplans.rules.leads import LeadReading, question_about, same_name
from actionplans.services.reading import Directory
from actionplans.services.suggesting import Suggestion, suggest
from governance.choices import BodyKind
from governance.models import Seat
from organisation.models import PostHolding
from toolkit.history import events_of
from toolkit.tags import Tag

CONFIRMED = Tag(gettext_lazy("Confirmed"), "green", "tick")
READ = Tag(gettext_lazy("Read from the words"), "yellow", "half")
OPEN = Tag(gettext_lazy("Who is this?"), "orange", "ring")
KEPT_AS_WORDS = Tag(gettext_lazy("Left as words"), "grey", "bar")
VACANT = Tag(gettext_lazy("Vacant"), "red", "triangle")

KINDS = {
    LeadKind.PERSON: gettext_lazy("Person"),
    LeadKind.POST: gettext_lazy("Post"),
    LeadKind.UNIT: gettext_lazy("Directorate or service"),
    LeadKind.BODY: gettext_lazy("Body"),
    LeadKind.ALL_DIRECTORATES: gettext_lazy("Every directorate"),
    LeadKind.WORDS: gettext_lazy("Words only"),
}


@dataclass(frozen=True)
class ShownLead:
    """One lead as its action's page shows it. `held` are sentences about who holds the post, the present first."""

    lead: Lead
    role: str
    name: str
    kind: str
    tag: Tag
    why: str = ""
    held: Sequence[str] = ()
    warning: str = ""
    suggestions: Sequence[Suggestion] = ()

    @property
    def can_be_confirmed(self) -> bool:
        return not self.lead.is_confirmed and self.lead.target is not None

    @property
    def is_open(self) -> bool:
        return not self.lead.is_confirmed and self.lead.kind == LeadKind.WORDS

    @property
    def is_as_written(self) -> bool:
        """Whether the words say the name already, so that they need not stand beside it."""
        return same_name(self.lead.text) == same_name(str(self.lead))


@dataclass(frozen=True)
class Leading:
    """What the page of an action says about who leads it."""

    leads: list[ShownLead] = field(default_factory=list)
    question: str = ""
    before: list[str] = field(default_factory=list)


def leading_of(action: Action, on: datetime.date, *, may_settle: bool) -> Leading:
    """The leads of an action fetched `with_parts`; suggestions are sought only for those who may settle them."""
    leads = sorted(action.leads.all(), key=lambda lead: (lead.role != LeadRole.ACCOUNTABLE, lead.position))
    holdings = _holdings(leads)
    updates = list(action.updates.values_list("on", flat=True)) if holdings else []
    seats = _seats(leads, on)
    is_unknown = any(not lead.is_confirmed and lead.kind == LeadKind.WORDS for lead in leads)
    directory = Directory.today() if may_settle and is_unknown else None
    shown = [_shown(lead, on, holdings, updates, seats, directory) for lead in leads]
    return Leading(shown, _question(leads), _accountable_before(action, leads))


def _shown(
    lead: Lead,
    on: datetime.date,
    holdings: dict[int, list[PostHolding]],
    updates: list[datetime.date],
    seats: dict[int, list[Seat]],
    directory: Directory | None,
) -> ShownLead:
    held, warning = _held(lead, holdings.get(lead.post_id or 0, []), updates, on)
    if lead.body is not None:
        held = _answered_for(lead.body, seats.get(lead.body_id or 0, []))
    is_open = not lead.is_confirmed and lead.kind == LeadKind.WORDS
    return ShownLead(
        lead=lead,
        role=str(LeadRole(lead.role).label),
        name=_name(lead),
        kind=_kind(lead),
        tag=_tag(lead),
        why=_why(lead),
        held=held,
        warning=warning,
        suggestions=suggest(directory, lead.text) if is_open and directory is not None else (),
    )


def _name(lead: Lead) -> str:
    if lead.person and lead.person.job_title:
        return f"{lead.person}, {lead.person.job_title}"
    if lead.post and lead.post.unit:
        return f"{lead.post}, {lead.post.unit}"
    return str(lead)


def _kind(lead: Lead) -> str:
    if lead.body is not None and lead.body.kind == BodyKind.PARTNER:
        return _("Partner")
    return str(KINDS[LeadKind(lead.kind)])


def _tag(lead: Lead) -> Tag:
    if lead.is_confirmed:
        return KEPT_AS_WORDS if lead.kind == LeadKind.WORDS else CONFIRMED
    return OPEN if lead.target is None else READ


def _why(lead: Lead) -> str:
    match lead.match:
        case LeadMatch.SAME_NAME:
            return _("The words are the same name.")
        case LeadMatch.ANSWERED_BEFORE:
            return _("Somebody said so for the same words before.")
        case LeadMatch.FORMER_TITLE:
            return _("The words are a former title.")
        case LeadMatch.SIMILAR:
            return _("The words are similar, and a person said that they mean the same.")
    return ""


def _holdings(leads: list[Lead]) -> dict[int, list[PostHolding]]:
    held: dict[int, list[PostHolding]] = defaultdict(list)
    if posts := [lead.post_id for lead in leads if lead.post_id]:
        for holding in PostHolding.objects.filter(post__in=posts).select_related("person").order_by("-starts_on"):
            held[holding.post_id].append(holding)
    return held


def _seats(leads: list[Lead], on: datetime.date) -> dict[int, list[Seat]]:
    seats: dict[int, list[Seat]] = defaultdict(list)
    if bodies := [lead.body_id for lead in leads if lead.body_id]:
        for seat in Seat.objects.answering(on).filter(body__in=bodies).select_related("person"):
            seats[seat.body_id].append(seat)
    return seats


def _held(
    lead: Lead, holdings: list[PostHolding], updates: list[datetime.date], on: datetime.date
) -> tuple[list[str], str]:
    """Who holds the post and who held it when it was reported on; and a warning where nobody does."""
    if lead.post is None:
        return [], ""
    said = []
    serving = [holding for holding in holdings if holding.is_current(on) and holding.person.is_active]
    for holding in holdings:
        reported = sum(holding.is_current(day) for day in updates)
        if holding in serving:
            said.append(_("%(person)s holds it since %(day)s") % _of(holding) + _times(reported))
        elif reported:
            said.append(_("%(person)s held it until %(last)s") % _of(holding) + _times(reported))
    if lead.post.is_abolished(on):
        return said, _("This post was abolished. Choose who leads instead.")
    if not serving:
        ended = [holding.ends_on for holding in holdings if holding.ends_on and holding.ends_on < on]
        since = in_words(max(ended) + datetime.timedelta(days=1)) if ended else ""
        return said, _("This post is vacant since %s.") % since if since else _("This post is vacant.")
    return said, ""


def _of(holding: PostHolding) -> dict[str, Any]:
    last = in_words(holding.ends_on) if holding.ends_on else ""
    return {"person": holding.person, "day": in_words(holding.starts_on), "last": last}


def _times(reported: int) -> str:
    if not reported:
        return "."
    return ngettext("; %d update came in that time.", "; %d updates came in that time.", reported) % reported


def _answered_for(body: Any, seats: list[Seat]) -> list[str]:
    if seats:
        names = ", ".join(f"{seat.person} ({seat.post})" for seat in seats)
        return [_("%s answers for it.") % names if len(seats) == 1 else _("%s answer for it.") % names]
    if body.contact_email:
        return [_("Asked through %s.") % (body.contact_name or body.contact_email)]
    return [_("It has no chair, secretary or contact here, so the owner of the plan is asked.")]


def _question(leads: list[Lead]) -> str:
    leading = [lead for lead in leads if lead.role != LeadRole.SUPPORT]
    if any(lead.role == LeadRole.ACCOUNTABLE for lead in leading):
        return ""
    readings = [LeadReading(str(lead), lead.role, lead.kind == LeadKind.ALL_DIRECTORATES) for lead in leads]
    return question_about(readings) or ""


def _accountable_before(action: Action, leads: list[Lead]) -> list[str]:
    """Who was accountable before, the latest first, with the day on which that ended."""
    events = events_of(Lead, action=action.pk).select_related("person", "post", "unit", "body").order_by("pgh_id")
    spans: list[tuple[str, datetime.date]] = []
    for event in events:
        name = str(event.person or event.post or event.unit or event.body or event.text)
        is_end = event.pgh_label.startswith("delete") or event.role != LeadRole.ACCOUNTABLE
        if not is_end and (not spans or spans[-1][0] != name):
            spans.append((name, event.pgh_created_at.date()))
    now = next((str(lead) for lead in leads if lead.role == LeadRole.ACCOUNTABLE), "")
    ended = [
        (name, spans[place + 1][1] if place + 1 < len(spans) else None) for place, (name, _day) in enumerate(spans)
    ]
    return [
        _("%(name)s, until %(day)s") % {"name": name, "day": in_words(day)}
        for name, day in reversed(ended)
        if day is not None and name != now
    ]


def lead_in_short(action: Action) -> str:
    """Who leads, for a table: the names, or the words as written. `with_words` brings the names in the row itself."""
    names = getattr(action, "lead_names", None)
    if names is None:
        names = [str(lead) for lead in action.leads.all() if lead.role != LeadRole.SUPPORT]
    return ", ".join(names) or action.leads_text
