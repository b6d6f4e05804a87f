import datetime
from typing import Any

import pytest

from reporting.models import Edition
from reporting.waiting import waiting_for
from tests.reporting.documents import a_frozen_edition, a_frozen_pack, a_pack, a_published_edition, a_published_pack

pytestmark = pytest.mark.django_db
D = datetime.date


def test_the_lead_is_told_to_publish_what_is_frozen(cast: dict[str, Any]) -> None:
    edition = a_frozen_edition(cast)
    (item,) = waiting_for(cast["equality_lead"], D(2026, 11, 22))
    assert item.sentence.startswith("Publish Annual equality report 2025-26")
    assert item.url == edition.get_absolute_url()


def test_the_next_report_is_due_within_a_year_of_the_last(cast: dict[str, Any]) -> None:
    a_published_edition(cast)
    Edition.objects.update(published_on=D(2026, 3, 27))
    lead = cast["equality_lead"]
    assert waiting_for(lead, D(2026, 8, 1)) == []
    (item,) = waiting_for(lead, D(2027, 3, 1))
    assert (item.due_on, item.is_overdue) == (D(2027, 3, 26), False)
    assert waiting_for(lead, D(2027, 3, 27))[0].is_overdue


def test_a_body_that_never_published_is_told_so(cast: dict[str, Any]) -> None:
    (item,) = waiting_for(cast["equality_lead"], D(2026, 11, 22))
    assert "for 2025-26: none has been published here yet" in item.sentence


def test_the_clerk_is_told_the_last_day_for_each_pack(cast: dict[str, Any]) -> None:
    a_pack(cast, item_number="8", title="Second item")
    a_frozen_pack(cast)
    first, second = waiting_for(cast["committee_clerk"], D(2026, 11, 22))
    assert (
        "Publish the pack “Equality in 2025-26” for the Equality and Inclusion Committee on 9 December 2026"
        in first.sentence
    )
    assert second.sentence.startswith("Finish and publish the pack “Second item”")
    assert (first.due_on, first.is_overdue) == (D(2026, 12, 1), False)
    assert waiting_for(cast["committee_clerk"], D(2026, 12, 2))[0].is_overdue


def test_what_is_out_or_over_waits_no_longer(cast: dict[str, Any]) -> None:
    a_published_pack(cast)
    a_pack(cast, item_number="9")
    assert waiting_for(cast["committee_clerk"], D(2026, 12, 10)) == []


def test_nothing_waits_here_for_anybody_else(cast: dict[str, Any]) -> None:
    a_frozen_edition(cast)
    a_pack(cast)
    for who in ("officer", "equality_adviser", "member", "administrator", "nobody"):
        assert waiting_for(cast[who], D(2026, 11, 22)) == []
