from collections.abc import Iterator

import pytest
import rules
from django.db import connection

from organisation.models import Unit
from organisation.permissions import holds_role_for
from tests.governance.papers import MODELS, Paper


@pytest.fixture
def _papers(db: None) -> Iterator[None]:
    with connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)
    for model in MODELS:
        for trigger in getattr(model._meta, "triggers", []):
            trigger.install(model)
    rules.add_perm("papers.change", holds_role_for("officer"))
    yield
    rules.remove_perm("papers.change")
    if connection.in_atomic_block:
        return  # Rolled back with the test.
    with connection.cursor() as cursor:
        for model in reversed(MODELS):
            cursor.execute(f"DROP TABLE {model._meta.db_table} CASCADE")


@pytest.fixture
def paper(_papers: None, places: Unit) -> Paper:
    return Paper.objects.create(title="A paper", unit=places)
