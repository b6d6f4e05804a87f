"""A form that could not be saved because somebody else saved first."""

from django.db.models import Model
from django.http import QueryDict

from toolkit.history import version_of


def refreshed(posted: QueryDict, record: Model) -> QueryDict:
    """The same words, now against the version that is saved, so that the person decides with a second press."""
    data = posted.copy()
    data["version"] = str(version_of(record))
    return data
