"""What a saving of one section costs."""

import statistics
import time
from collections.abc import Callable
from typing import Any


def measure_saving(show: Callable[..., None]) -> None:
    """Saving one section of one assessment among 10,000, beside a bare update of one row."""
    from django.db import connection, transaction

    from eqia import services
    from eqia.models import Assessment

    assessment = Assessment.objects.filter(state="draft").select_related("author").order_by("pk")[0]

    def save(number: int) -> None:
        services.save_answers(
            assessment=assessment,
            section="proposal",
            revision=services.revision_of(assessment, "proposal"),
            record=assessment,
            values={"summary": f"Saved for the {number}th time"},
            by=assessment.author,
        )

    def update(number: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE eqia_referencecounter SET last = last WHERE year = %s", [2090])

    bare, saving = median(update), median(save)
    print(f"\nSaving one section (1 = a bare update of one row, {bare * 1000:.1f} ms here)")
    show("a section of the form", saving / bare, f"{saving * 1000:.0f} ms here, at most 50")


def median(work: Callable[[int], Any]) -> float:
    times = []
    for number in range(20):
        started = time.perf_counter()
        work(number)
        times.append(time.perf_counter() - started)
    return statistics.median(times)
