"""A second way to the database, for what must be written while a transaction is open."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper


@contextmanager
def side_connection() -> Iterator[CursorWrapper]:
    """A cursor outside the current transaction, closed afterwards; inside a test's own transaction, the test's cursor.

    It waits two seconds at most for a row that the open transaction has locked: waiting longer would be for ever.
    """
    if settings.CELERY_TASK_ALWAYS_EAGER:
        with connection.cursor() as cursor:
            yield cursor
        return
    side = connection.copy()
    try:
        with side.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
            yield cursor
    finally:
        side.close()
