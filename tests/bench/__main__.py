import datetime
import logging
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django
from django.conf import settings

from config.celery import app
from config.embedded import database_for_command
from tests.bench.actions import measure_actions
from tests.bench.hiding import measure_hiding
from tests.bench.quarters import measure_quarters
from tests.bench.saving import measure_saving

ROUNDS = 5
PLAINEST = "accessibility"


def main() -> None:
    django.setup()
    # Requests of a test client are answered in this process, so the time is ours and not a network's.
    logging.disable(logging.WARNING)
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.ALLOWED_HOSTS = ["testserver"]
    # What is handed to a worker is handed over, but no broker runs beside the measuring.
    app.conf.broker_url = "memory://"
    os.makedirs(settings.STATIC_ROOT, exist_ok=True)
    with database_for_command(["bench", "bench"]), empty_database():
        measure_loading()
        measure_pages()
        measure_crowds()
        measure_saving(show)
        measure_actions(show)
    measure_hiding(show)
    measure_quarters(show)


@contextmanager
def empty_database() -> Iterator[None]:
    from django.test.utils import setup_databases, teardown_databases

    started = time.perf_counter()
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        made = setup_databases(verbosity=0, interactive=False)
    print(f"\nMigrations on an empty database: {time.perf_counter() - started:.1f} s")
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)


def measure_loading() -> None:
    from django.db import connection, transaction

    import organisation.demo
    from reporting.management.commands.load_demonstration import ROOMS
    from toolkit.history import acting

    def copy_rows() -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE plain (a text, b text, c text, d text)")
            with cursor.copy("COPY plain FROM STDIN") as copy:
                for number in range(30_000):
                    copy.write_row((str(number), "Wealdshire", "not stated", "2026-11-22"))
            cursor.execute("DROP TABLE plain")

    unit = seconds(copy_rows)
    print(f"\nLoading the demonstration (1 = copying 30,000 plain rows, {unit * 1000:.0f} ms here)")
    with transaction.atomic(), acting(None, "bench"):
        council: Any = None

        def load_organisation() -> None:
            nonlocal council
            council = organisation.demo.load(datetime.date.today())  # noqa: DTZ011

        show("organisation", seconds(load_organisation) / unit)
        for room in ROOMS:
            show(room.__name__.split(".")[0], seconds(lambda room=room: room.load(council)) / unit)


def measure_pages() -> None:
    import importlib
    import pkgutil

    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import NoReverseMatch, reverse

    import tests.access
    from organisation.models import RoleHolding

    rows = [
        row
        for module in pkgutil.iter_modules(tests.access.__path__)
        for row in importlib.import_module(f"tests.access.{module.name}").ROWS
    ]
    people = {holding.role: holding.person for holding in RoleHolding.objects.select_related("person")}
    found = []
    for row in rows:
        try:
            address = reverse(row.name)
        except NoReverseMatch:
            continue
        reader = next((people[role] for role in sorted(row.opens) if role in people), None)
        if row.only_post or reader is None or row.name == "health":
            continue
        client = Client()
        client.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        asked = len(queries)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        times = [seconds(lambda client=client, address=address: client.get(address)) for _round in range(ROUNDS)]
        found.append((row.name, statistics.median(times), asked))
    unit = next(taken for name, taken, _queries in found if name == PLAINEST)
    print(f"\nPages with the demonstration loaded (1 = the plainest page, {unit * 1000:.0f} ms here)")
    for name, taken, queries in sorted(found, key=lambda each: -each[1]):
        show(name, taken / unit, f"{queries} queries")


# Each page that lists or sums assessments, with who reads it.
CROWDED = (
    ("cumulative", "/oversight/cumulative/", "equality_lead"),
    ("cumulative, as a member", "/oversight/cumulative/", "member"),
    ("cumulative, one budget round", "/oversight/cumulative/?round=2026/27", "equality_lead"),
    (
        "proposals behind a number",
        "/oversight/cumulative/proposals/?characteristic=age&measure=harmed",
        "equality_lead",
    ),
    ("register", "/eqia/", "equality_lead"),
    ("register, as a member", "/eqia/", "member"),
    ("search, one word", "/eqia/?q=library", "equality_lead"),
    ("search, two words as a member", "/eqia/?q=library+Kelston", "member"),
    ("search, misspelt", "/eqia/?q=libary", "equality_lead"),
    ("similar titles", "/eqia/start/similar/?title=Close+the+library+in+Kelston", "officer"),
)
FEW, MANY, MOST = 100, 10_000, 2.0


def measure_crowds() -> None:
    """The same pages with 100 assessments more than the demonstration's, and with 10,000 and 100,000 cards."""
    from django.test import Client

    from organisation.models import RoleHolding
    from tests.bench.crowd import grow
    from tests.bench.search import write_documents

    readers = {holding.role: holding.person for holding in RoleHolding.objects.select_related("person")}

    def taken() -> dict[str, float]:
        times = {}
        for name, address, role in CROWDED:
            client = Client()
            client.force_login(readers[role], backend="allauth.account.auth_backends.AuthenticationBackend")
            client.get(address)
            rounds = [seconds(lambda client=client, address=address: client.get(address)) for _round in range(ROUNDS)]
            times[name] = statistics.median(rounds)
        return times

    grow(FEW)
    write_documents()
    few = taken()
    grow(MANY - FEW)
    write_documents()
    many = taken()
    print(f"\nPages with {MANY:,} assessments and {MANY * 10:,} cards (1 = the same page with {FEW}; at most {MOST:g})")
    for name, time_taken in many.items():
        ratio = time_taken / few[name]
        show(name, ratio, f"{time_taken * 1000:.0f} ms here" + ("" if ratio <= MOST else ", TOO SLOW"))


def seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def show(name: str, ratio: float, more: str = "") -> None:
    print(f"  {name:34} {ratio:7.1f}  {more}".rstrip())


if __name__ == "__main__":
    main()
