"""Pages that every room has in the same shape."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from toolkit.history import Change


def history_page(request: HttpRequest, record: Any, changes: list[Change], *, back: str = "") -> HttpResponse:
    """The history of one record, with the way back to it."""
    context = {"record": record, "changes": changes, "back": back or record.get_absolute_url()}
    return render(request, "toolkit/history.html", context)
