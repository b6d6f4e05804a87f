from typing import Any

from django.db import models


def is_used(record: models.Model) -> bool:
    """Whether any row of any room refers to the record; its own history does not count."""
    for relation in record._meta.related_objects:
        model: Any = relation.related_model
        is_history = hasattr(model, "pgh_tracked_model")
        if not is_history and model._base_manager.filter(**{relation.field.name: record}).exists():
            return True
    return False
