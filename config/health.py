"""The state of what the product stands on, for whoever watches over it."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse

from config.celery import app


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """JSON with the state of database, broker and worker; 503 when one is down."""
    states = {"database": _database_answers(), "broker": _broker_answers(), "worker": _worker_answers()}
    return JsonResponse(
        {name: "ok" if is_up else "down" for name, is_up in states.items()}, status=200 if all(states.values()) else 503
    )


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except Exception:
        return False


def _broker_answers() -> bool:
    try:
        with app.connection_for_read() as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
        return True
    except Exception:
        return False


def _worker_answers() -> bool:
    try:
        return bool(app.control.ping(timeout=1))
    except Exception:
        return False
