"""Two versions of one assessment, or a version and the working copy, with the words that changed marked."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from eqia.comparison import by_posts, compare
from eqia.content import content_of
from eqia.models import Assessment
from eqia.views.reading import fetch, readable_versions
from toolkit.templatetags.words import day

NOW = "now"


def compare_versions(request: HttpRequest, reference: str) -> HttpResponse:
    """`?before=` and `?after=` are numbers of versions, or "now" for the working copy while it is written; without them,
    the last change."""
    found = fetch(request, reference)
    choices = _choices(request, found)
    keys = list(choices)
    if not keys:
        raise Http404
    after = request.GET.get("after") or keys[0]
    before = request.GET.get("before") or (keys[keys.index(after) + 1 :] or [after])[0] if after in choices else ""
    if before not in choices or after not in choices:
        raise Http404
    parts = compare(_content(found, before, choices), _content(found, after, choices))
    context = {
        "assessment": found,
        "choices": [(key, words) for key, (words, _payload) in choices.items()],
        "before": before,
        "after": after,
        "before_words": choices[before][0],
        "after_words": choices[after][0],
        "parts": parts,
        "changed": [part for part in parts if part.is_changed],
        "unchanged": [part for part in parts if not part.is_changed],
    }
    return render(request, "eqia/compare.html", context)


def _choices(request: HttpRequest, found: Assessment) -> dict[str, tuple[str, Any]]:
    """What this person may compare, newest first: the words for each, and its content unless it is the working copy."""
    choices: dict[str, tuple[str, Any]] = {}
    follows = request.user.has_perm("eqia.follow_assessment", found)
    if follows and found.is_editable:
        choices[NOW] = (_("The working copy as it stands now"), None)
    for version in readable_versions(request, found):
        words = _("Version %(number)s, %(stage)s on %(day)s") % {
            "number": version.number,
            "stage": version.get_stage_display().lower(),
            "day": day(version.made_at),
        }
        choices[str(version.number)] = (words, version.payload if follows else by_posts(version.payload))
    return choices


def _content(found: Assessment, key: str, choices: dict[str, tuple[str, Any]]) -> dict[str, Any]:
    payload: dict[str, Any] = choices[key][1] if key != NOW else content_of(found)
    return payload
