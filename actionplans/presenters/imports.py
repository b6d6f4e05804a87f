"""Imports in words."""

from django.utils.translation import gettext as _

from actionplans.choices import ImportState
from actionplans.models import ActionImport
from toolkit.tags import Tag

IMPORT_TAGS = {
    ImportState.UPLOADED: Tag(ImportState.UPLOADED.label, "yellow", "disc"),
    ImportState.IMPORTED: Tag(ImportState.IMPORTED.label, "green", "tick"),
    ImportState.DISCARDED: Tag(ImportState.DISCARDED.label, "grey", "cross"),
}


def import_summary(brought: ActionImport) -> str:
    result = brought.result
    if not result:
        return ""
    return _("%(created)d new, %(updated)d changed, %(unchanged)d unchanged") % {
        name: result.get(name, 0) for name in ("created", "updated", "unchanged")
    }
