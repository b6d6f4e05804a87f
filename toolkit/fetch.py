"""Fetching through permission: a stranger gets 404, a colleague without the right 403."""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

Record = TypeVar("Record", bound=Model)


def fetch_permitted(
    request: HttpRequest, visible: QuerySet[Record], permission: str | None = None, **lookup: Any
) -> Record:
    """One record out of those the person may see; with a permission, only if they hold it for that record."""
    record = get_object_or_404(visible, **lookup)
    demand(request, permission, record)
    return record


def demand(request: HttpRequest, permission: str | None, record: Any = None) -> None:
    if permission is not None and not request.user.has_perm(permission, record):
        raise PermissionDenied
