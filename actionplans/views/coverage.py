"""For whom there are actions, and for whom there are none."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from actionplans.models import ActionCharacteristic
from actionplans.views.finding import find_actions
from actionplans.views.timeline import ways
from organisation.models import Characteristic
from toolkit.capped import MOST
from toolkit.fetch import demand

# Fewer open actions than this are few.
FEW = 3


def coverage(request: HttpRequest) -> HttpResponse:
    """How many open actions name each characteristic, counted up to `MOST` each, in one query."""
    demand(request, "actionplans.view_actions")
    found = find_actions(request)
    wanted = list(Characteristic.objects.in_use(timezone.localdate()))
    numbers = _numbers(found.qs.open(), [each.pk for each in wanted])
    rows = [{"characteristic": each, "number": numbers[each.pk]} for each in wanted]
    context = {
        "filter": found,
        "rows": rows,
        "none": [row["characteristic"] for row in rows if not row["number"]],
        "few": [row["characteristic"] for row in rows if 0 < row["number"] < FEW],
        "most": MOST,
        "ways": ways(request, "coverage"),
    }
    return render(request, "actionplans/coverage.html", context)


def _numbers(actions: Any, characteristics: list[int]) -> Counter[int]:
    open_ones = actions.order_by().values("pk")
    links = ActionCharacteristic.objects.filter(action__in=open_ones).order_by()
    parts = [
        links.filter(characteristic=pk).values_list("characteristic", flat=True)[: MOST + 1] for pk in characteristics
    ]
    return Counter(parts[0].union(*parts[1:], all=True) if parts else [])
