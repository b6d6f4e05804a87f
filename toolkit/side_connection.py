from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, connections
from django.db.backends.utils import CursorWrapper


@contextmanager
def side_connection() -> Iterator[CursorWrapper]:
    """A cursor outside the current transaction; inside a test's own transaction, the test's cursor."""
    if settings.CELERY_TASK_ALWAYS_EAGER:
        with connection.cursor() as cursor:
            yield cursor
        return
    side = connections["default"].copy()
    try:
        with side.cursor() as cursor:
            yield cursor
    finally:
        side.close()
