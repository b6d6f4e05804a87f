"""The state of what the product stands on, for whoever watches over it."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from kombu import Connection

from config.celery import app

# A watcher asks every few seconds and gives up soon, so each question is put once and not for long.
SECONDS = 2


@never_cache
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """JSON with the state of database, broker and worker; 503 when one is down."""
    is_broker_up, is_worker_up = _broker_and_worker_answer()
    states = {"database": _database_answers(), "broker": is_broker_up, "worker": is_worker_up}
    response = JsonResponse(
        {name: "ok" if is_up else "down" for name, is_up in states.items()}, status=200 if all(states.values()) else 503
    )
    # Telling the watcher is enough: Django would write a line into the log every few seconds.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except Exception:
        return False


def _broker_and_worker_answer() -> tuple[bool, bool]:
    """Asks the workers through the broker; the first answer is enough."""
    try:
        with broker() as found:
            found.ensure_connection(max_retries=1, timeout=SECONDS, interval_start=0)
            return True, bool(app.control.ping(timeout=SECONDS, limit=1, connection=found))
    except Exception:
        return False, False


def broker_url() -> str:
    return str(app.conf.broker_url)


def broker() -> Connection:
    """A connection that gives up soon."""
    url = broker_url()
    # Only the transport for Redis knows these options; the one for RabbitMQ keeps to `connect_timeout`.
    options = {
        "socket_connect_timeout": SECONDS,
        "socket_timeout": SECONDS,
        "retry_on_timeout": False,
        "max_retries": 1,
    }
    return app.connection_for_write(
        url, connect_timeout=SECONDS, transport_options={} if url.startswith("amqp") else options
    )
