"""What every page is framed with: the body's name and colour, and the ways a person may go."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from organisation.models import Organisation


@dataclass(frozen=True)
class Place:
    """A way through the house: its words, the name of its address, what is there, and the permission that opens it.

    The places `under` it stand in a second line of the menu on their own pages.
    """

    words: str | Promise
    name: str
    what: str | Promise = ""
    permission: str | None = None
    is_in_menu: bool = True
    under: "tuple[Place, ...]" = ()


PLACES = (
    Place(_("Home"), "home"),
    Place(
        _("EqIAs"),
        "eqia:register",
        _("Assess what a proposal does to people before it is decided"),
        "eqia.view_register",
        under=(
            Place(_("Register"), "eqia:register", permission="eqia.view_register"),
            Place(_("Cumulative"), "oversight:cumulative", permission="oversight.view_cumulative"),
            Place(_("Programme"), "oversight:programmes", permission="oversight.view_programmes"),
            Place(_("Follow-through"), "oversight:overview", permission="oversight.view_checks"),
            Place(_("Screened out"), "eqia:screened-out", permission="eqia.view_register"),
            Place(_("Evidence"), "evidence:library", permission="evidence.view_library"),
        ),
    ),
    Place(
        _("Decisions"),
        "decisions:forward-plan",
        _("What is to be decided, whether equality was considered in time, and what was decided"),
        "governance.view_decisions",
        under=(
            Place(_("Forward plan"), "decisions:forward-plan", permission="governance.view_decisions"),
            Place(_("Decisions taken"), "decisions:taken", permission="governance.view_decisions"),
            Place(_("Overrides"), "decisions:overrides", permission="governance.view_decisions"),
            Place(_("Recommendations"), "decisions:recommendations", permission="governance.view_recommendations"),
            Place(_("Bodies and meetings"), "governance:bodies", permission="governance.manage_bodies"),
        ),
    ),
    Place(
        _("Action plans"),
        "actionplans:list",
        _("Who does what by when, and how far it has come"),
        "actionplans.view_actions",
        under=(
            Place(_("Plans"), "actionplans:list", permission="actionplans.view_actions"),
            Place(_("Actions"), "actionplans:actions", permission="actionplans.view_actions"),
            Place(_("Mine"), "actionplans:mine", permission="actionplans.view_actions"),
            Place(_("By body"), "actionplans:bodies", permission="actionplans.view_actions"),
            Place(_("Timeline"), "actionplans:timeline", permission="actionplans.view_actions"),
            Place(_("Calendar"), "actionplans:calendar", permission="actionplans.view_actions"),
            Place(_("Missing"), "actionplans:missing", permission="actionplans.view_actions"),
            Place(_("Waiting"), "actionplans:waiting", permission="actionplans.watch_answers"),
            Place(_("Imports"), "actionplans:imports", permission="actionplans.import_actions"),
        ),
    ),
    Place(
        _("Objectives"),
        "objectives:list",
        _("What was promised, and what the readings say about it"),
        "objectives.view_objectives",
    ),
    Place(
        _("Workforce"),
        "workforce:profile",
        _("Who works here, beside the people who live here"),
        "workforce.view_profile",
        under=(
            Place(_("Profile"), "workforce:profile", permission="workforce.view_profile"),
            Place(_("Try a table"), "workforce:try", permission="workforce.try_tables"),
        ),
    ),
    Place(
        _("Reports"),
        "reporting:list",
        _("Annual equality reports and packs for committees"),
        "reporting.view_reports",
        under=(
            Place(_("Reports and packs"), "reporting:list", permission="reporting.view_reports"),
            Place(_("Employer plan"), "actionplans:employer-plans", permission="actionplans.view_employer_plan"),
        ),
    ),
    Place(
        _("Organisation"),
        "organisation:overview",
        _("Directorates, people, roles and characteristics"),
        "organisation.administer",
    ),
    Place(
        _("Who signs EqIAs"),
        "eqia:chains",
        _("Who signs which kind of EqIA, in which words and by when"),
        "eqia.edit_signoff_chains",
        is_in_menu=False,
    ),
    Place(
        _("Who signs for whom"),
        "eqia:absences",
        _("Say who signs EqIAs in your place while you are away"),
        "eqia.record_absence",
        is_in_menu=False,
    ),
    Place(
        _("Words of the EqIA form"),
        "eqia:wording",
        _("What officers are asked, and questions of your own"),
        "eqia.edit_wording",
        is_in_menu=False,
    ),
    Place(_("Outbox"), "toolkit:outbox", _("Every message that was sent"), "toolkit.view_outbox", is_in_menu=False),
)


def house(request: HttpRequest) -> dict[str, Any]:
    """`places` are all that the reader may enter; those of them that are `is_in_menu` stand in the navigation."""
    return {
        "organisation": SimpleLazyObject(Organisation.the),
        "is_demonstration": settings.IS_SELF_CONTAINED,
        "places": SimpleLazyObject(lambda: _places(request)),
    }


def _places(request: HttpRequest) -> list[dict[str, Any]]:
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    # Several places are opened by one permission, which may take queries to find out.
    may_enter = cache(lambda permission: permission is None or request.user.has_perm(permission))
    here = _here(request)
    return [
        _seen(request, place, here)
        | {"under": [_seen(request, each, here) for each in place.under if may_enter(each.permission)]}
        for place in PLACES
        if may_enter(place.permission)
    ]


def _here(request: HttpRequest) -> str:
    """The address in the menu that comes nearest to the page: the longest that it begins with."""
    urls = [reverse(each.name) for place in PLACES for each in (place, *place.under)]
    return max(
        (url for url in urls if request.path == url or (url != "/" and request.path.startswith(url))),
        key=len,
        default="",
    )


def _seen(request: HttpRequest, place: Place, here: str) -> dict[str, Any]:
    urls = [reverse(each.name) for each in (place, *place.under)]
    return {
        "words": place.words,
        "what": place.what,
        "url": urls[0],
        "is_here": here in urls,
        "is_in_menu": place.is_in_menu,
        # The second line of the menu stands on the pages it names, not on every page beneath them.
        "shows_under": request.path in urls,
    }
