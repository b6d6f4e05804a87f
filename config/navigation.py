"""What every page is framed with: the body's name and colour, and the ways a person may go."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from organisation.models import Organisation

# (words, URL name, permission that opens it)
PLACES = (
    (_("Home"), "home", None),
    (_("EqIAs"), "eqia:register", "eqia.view_register"),
    (_("Action plans"), "actionplans:list", "actionplans.view_actions"),
    (_("Objectives"), "objectives:list", "objectives.view_objectives"),
    (_("Workforce"), "workforce:profile", "workforce.view_profile"),
    (_("Reports"), "reporting:list", "reporting.view_reports"),
    (_("Organisation"), "organisation:overview", "organisation.administer"),
)


def house(request: HttpRequest) -> dict[str, Any]:
    return {
        "organisation": SimpleLazyObject(Organisation.the),
        "places": SimpleLazyObject(lambda: _places(request)),
    }


def _places(request: HttpRequest) -> list[dict[str, Any]]:
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    places = []
    for words, name, permission in PLACES:
        if permission is not None and not request.user.has_perm(permission):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            # A room that is not built yet has no door.
            continue
        places.append(
            {
                "words": words,
                "url": url,
                "is_here": request.path == url or (url != "/" and request.path.startswith(url)),
            }
        )
    return places
