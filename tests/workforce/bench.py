"""How fast staff files come in and figures go out, as ratios to the plainest way of doing the same on this machine.

Run inside a database that holds the demonstration; nothing stays in it.
"""

import csv
import datetime
import io
import time
from collections.abc import Callable

from django.db import connection, transaction

from organisation.models import Person, Unit
from workforce.counting import count
from workforce.models import Snapshot
from workforce.services import import_snapshot, keep_figures
from workforce.synthetic import SERVICES, labelled, workforce

ROWS = 30_000
AS_AT = datetime.date(2020, 3, 31)


def ratios() -> dict[str, float]:
    """Each measure divided by its plain counterpart; 1.0 is as fast as that."""
    content = _file()
    with transaction.atomic():
        plain = _seconds(lambda: _copy_as_text(content))
        analyst = Person.objects.filter(holdings__role="hr_analyst").first()
        taken = _seconds(lambda: import_snapshot(content=content, file_name="bench.csv", as_at=AS_AT, by=analyst))
        snapshot = Snapshot.objects.get(as_at=AS_AT)
        counted = _seconds(lambda: count(snapshot))
        scanned = _seconds(lambda: snapshot.staff.filter(sex=1).count())
        protected = _seconds(lambda: keep_figures(snapshot))
        transaction.set_rollback(True)
    return {
        "import of 30,000 staff / the same file read and copied as text": taken / plain,
        "eight tables by directorate / one filtered count": counted / scanned,
        "eight tables counted, protected and kept / counted": protected / counted,
    }


def _file() -> bytes:
    units = dict(Unit.objects.values_list("code", "name"))
    rows = labelled(workforce(ROWS, AS_AT), {code: units[code] for code in SERVICES})
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _copy_as_text(content: bytes) -> None:
    rows = list(csv.reader(io.StringIO(content.decode())))[1:]
    columns = ", ".join(f"c{number} text" for number in range(len(rows[0])))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE bench_rows ({columns}) ON COMMIT DROP")
        with cursor.copy("COPY bench_rows FROM STDIN") as copy:
            copy.write("".join("\t".join(row) + "\n" for row in rows))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
