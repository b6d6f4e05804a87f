"""What action plans cost: reading deadlines, bringing plans in, looking at many actions, and taking them away."""

import datetime
import io
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from typing import Any

from openpyxl import Workbook, load_workbook

FEW, MANY = 100, 100_000
MOST_PAGE, MOST_QUERIES = 1.5, 12
MOST_IMPORT, IMPORTED = 3.0, 10_000
MOST_PRINT, PRINTED = 2.0, 100
MOST_EXPORT_QUERIES, EXPORTED, COMMON = 10, 5_000, "Reduce"
MOST_READING = 0.050
ROUNDS = 7

# Each kind of wording that real plans have; the year differs, so that no two texts of a round are the same.
WORDINGS = ["21 June {0}", "March {0}", "By April {0}", "31/3/{0}", "Q3 {0}", "end of March {0}", "Spring {0}", "FY {0}", "by Easter {0}", "Ongoing from {0}", "On-going, see {0}", "Commenced April {0} - ongoing", "during {0}", "{0} financial year", "31 December {0}; directorates to report to the Equality Board January {0} (date TBC)", "April {0} / April {0}", "June and December meetings each year from {0}", "Progress reported to the Equality Board December {0}", "To be confirmed in {0}", "Refer to targets in the Children's Plan {0}", "within 12 months of adoption in {0}", "All relevant training of {0} includes a part on equality", "31 April {0}", "Quarterly from {0}", "Autumn term {0}"]  # fmt: skip
# Each page that lists many actions, with who reads it.
CROWDED = (
    ("actions", "/action-plans/actions/", "equality_lead"),
    ("actions, as an officer", "/action-plans/actions/", "officer"),
    ("actions, overdue", "/action-plans/actions/?overdue=on", "equality_lead"),
    ("actions, one characteristic", "/action-plans/actions/?characteristic=1", "equality_lead"),
    ("actions, by status", "/action-plans/actions/?sort=status", "member"),
    ("plans", "/action-plans/", "equality_lead"),
    ("timeline", "/action-plans/timeline/", "equality_lead"),
    ("timeline, as an officer", "/action-plans/timeline/", "officer"),
    ("calendar", "/action-plans/calendar/", "equality_lead"),
    ("what is missing", "/action-plans/missing/", "equality_lead"),
    ("what is missing, as an officer", "/action-plans/missing/", "officer"),
)


def measure_actions(show: Callable[..., None]) -> None:
    """Prints each figure beside its limit; what is over it is called too slow."""
    measure_deadlines(show)
    measure_import(show)
    measure_many_actions(show)
    measure_export(show)
    measure_print(show)


def measure_deadlines(show: Callable[..., None]) -> None:
    from actionplans.rules.deadlines import read_deadline

    written_on = datetime.date(2026, 11, 22)
    rounds = [
        [words.format(2000 + 40 * each + year) for year in range(40) for words in WORDINGS] for each in range(ROUNDS)
    ]
    taken = min(
        _busy(lambda texts=texts: [read_deadline(text, written_on) for text in texts])  # type: ignore[misc]
        for texts in rounds
    )
    print("\nReading 1,000 deadlines (1 = 50 ms, the most it may take)")
    show("1,000 deadlines", taken / MOST_READING, _said(f"{taken * 1000:.0f} ms here", taken <= MOST_READING))


def measure_import(show: Callable[..., None]) -> None:
    from django.db import connection

    from actionplans.services.imports import carry_out, receive_file
    from organisation.models import RoleHolding

    with connection.cursor() as cursor:
        # What autovacuum does within a minute of such a load: without it the planner takes every table for empty.
        cursor.execute("ANALYZE")
    by = RoleHolding.objects.filter(role="equality_lead").select_related("person")[0].person
    content = _workbook(IMPORTED)
    reading = _once(lambda: _read(content))
    brought = receive_file(title="Brought in", file=io.BytesIO(content), name="plan.xlsx", by=by, written_on=None)
    importing = _once(lambda: carry_out(brought=brought, by=by))
    ratio = importing / reading
    print(f"\nImporting {IMPORTED:,} actions from XLSX (1 = openpyxl reading the workbook alone, {reading:.1f} s here)")
    show("the import", ratio, _said(f"{importing:.1f} s here, at most {MOST_IMPORT:g}", ratio <= MOST_IMPORT))


def measure_many_actions(show: Callable[..., None]) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from organisation.models import RoleHolding
    from tests.bench.many_actions import grow_actions

    readers = {holding.role: holding.person for holding in RoleHolding.objects.select_related("person")}

    def taken() -> dict[str, tuple[float, int]]:
        found = {}
        for name, address, role in CROWDED:
            client = Client()
            client.force_login(readers[role], backend="allauth.account.auth_backends.AuthenticationBackend")
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answers {answer.status_code}")
            # Each request forgets the queries of the one before.
            asked = len(queries)
            found[name] = _least(lambda client=client, address=address: client.get(address)), asked  # type: ignore[misc]
        return found

    grow_actions(FEW)
    few = taken()
    grow_actions(MANY - FEW)
    many = taken()
    print(
        f"\nPages with {MANY:,} actions (1 = the same page with {FEW}; at most {MOST_PAGE:g}, and {MOST_QUERIES} queries)"
    )
    for name, (time_taken, queries) in many.items():
        ratio = time_taken / few[name][0]
        is_good = ratio <= MOST_PAGE and queries <= MOST_QUERIES
        show(name, ratio, _said(f"{time_taken * 1000:.0f} ms here, {queries} queries", is_good))


def measure_export(show: Callable[..., None]) -> None:
    """One in twenty of the crowd begins with the same words, which makes a file of 5,000."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from actionplans.models import Action
    from organisation.models import RoleHolding

    reader = RoleHolding.objects.filter(role="equality_lead").select_related("person")[0].person
    client = Client()
    client.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")
    count = Action.objects.filter(description__icontains=COMMON).count()
    if count < EXPORTED:
        raise RuntimeError(f"Only {count} actions of the crowd say “{COMMON}”")
    print(f"\nExporting {count:,} actions (1 = the whole file; at most {MOST_EXPORT_QUERIES} queries)")
    for kind in ("xlsx", "ods", "csv"):
        with CaptureQueriesContext(connection) as queries:
            started = time.perf_counter()
            answer: Any = client.get(f"/action-plans/actions/export/{kind}/", {"words": COMMON})
            pieces = iter(answer.streaming_content)
            size = len(next(pieces))
            first = time.perf_counter() - started
            size += sum(len(piece) for piece in pieces)
            whole = time.perf_counter() - started
        said = f"of the time to the first byte; {whole:.1f} s and {size / 1e6:.1f} MB here, {len(queries)} queries"
        show(kind.upper(), first / whole, _said(said, len(queries) <= MOST_EXPORT_QUERIES))


def measure_print(show: Callable[..., None]) -> None:
    from django.template.loader import render_to_string
    from django.utils import timezone

    from actionplans.models import Action
    from actionplans.presenters import rows_of
    from actionplans.views.exports import actions_pdf, pdf_context

    today = timezone.localdate()

    def rows() -> Any:
        return rows_of(Action.objects.filter(plan__title__startswith="Equality plan").with_words()[:PRINTED], today)

    html = render_to_string("actionplans/documents/actions.html", {**pdf_context(rows()), "title": "Actions"})
    # Both are work of this process alone.
    layout = statistics.median(_busy(lambda: _layout(html)) for _round in range(3))
    whole = statistics.median(_busy(lambda: actions_pdf(rows(), title="Actions")) for _round in range(3))
    ratio = whole / layout
    print(f"\nA PDF of {PRINTED} actions (1 = WeasyPrint's layout of the same HTML, {layout:.1f} s here)")
    show("the PDF", ratio, _said(f"{whole:.1f} s here, at most {MOST_PRINT:g}", ratio <= MOST_PRINT))


def _layout(html: str) -> None:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from toolkit.typesetting import OURS, STYLES, OwnFilesOnly, static_file

    fonts, fetcher = FontConfiguration(), OwnFilesOnly()
    styles = CSS(string=static_file(STYLES).read_text(), base_url=OURS + STYLES, font_config=fonts, url_fetcher=fetcher)
    HTML(string=html, base_url=OURS, url_fetcher=fetcher).render(stylesheets=[styles], font_config=fonts)


def _workbook(count: int) -> bytes:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Actions")
    sheet.append(
        ["Priority outcome", "No.", "Action", "Impact", "Deadline", "Lead", "Indicator", "Later years’ actions"]
    )
    for number, row in enumerate(islice(_rows(), count), start=1):
        sheet.append([f"Outcome {number % 5}", number, *row])
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _rows() -> Iterator[list[str]]:
    for number, words in enumerate(cycle(WORDINGS)):
        deadline = words.format(2026 + number % 9)
        yield [
            f"Ask the people of ward {number} what keeps them from using the service, and mend what does",
            "More people use it than last year" if number % 3 else "",
            deadline if number % 2 else "",
            f"Policy manager {number % 90} / Equality Board" if number % 4 else "",
            "Number of people who use it" if not number % 4 else "",
            "Do it in every ward" if not number % 9 else "",
        ]


def _read(content: bytes) -> int:
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return sum(1 for row in workbook.worksheets[0].iter_rows(values_only=True) for _cell in row)


def _once(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _busy(work: Callable[[], Any]) -> float:
    """Seconds of processor time, for a limit that is not a ratio: what else the machine does is not counted."""
    started = time.process_time()
    work()
    return time.process_time() - started


def _least(work: Callable[[], Any]) -> float:
    """The quickest of several rounds: what else the machine does makes a round slower and never quicker."""
    return min(_once(work) for _round in range(ROUNDS))


def _said(words: str, is_good: bool) -> str:
    return words if is_good else f"{words}, TOO SLOW"
