import datetime
from decimal import Decimal

from objectives.models import Indicator, Objective, Reading
from objectives.waiting import waiting_for
from organisation.models import Person


def told(person: Person, on: str) -> list[tuple[str, str | None, bool]]:
    items = waiting_for(person, datetime.date.fromisoformat(on))
    return [(item.sentence, item.due_on.isoformat() if item.due_on else None, item.is_overdue) for item in items]


READ = "Add a reading: Residents who used a library in the last year"


def test_an_owner_is_asked_for_a_reading_a_month_before_it_is_due(
    indicator: Indicator, cast: dict[str, Person]
) -> None:
    assert told(cast["officer"], "2025-02-28") == []
    assert told(cast["officer"], "2025-03-10") == [(READ, "2025-03-31", False)]
    assert told(cast["officer"], "2025-04-01") == [(READ, "2025-03-31", True)]
    assert told(cast["other_officer"], "2025-04-01") == []


def test_a_reading_puts_the_next_one_off(indicator: Indicator, cast: dict[str, Person]) -> None:
    Reading.objects.create(
        indicator=indicator,
        taken_on=datetime.date(2025, 3, 31),
        value=Decimal(21),
        recorded_by=cast["officer"],
    )
    assert told(cast["officer"], "2025-04-01") == []


def test_owner_and_lead_are_told_that_an_objective_ends(objective: Objective, cast: dict[str, Person]) -> None:
    sentence = f"This objective ends soon; decide what follows it: {objective.title}"
    assert (sentence, "2028-03-31", False) in told(cast["officer"], "2027-11-01")
    assert (sentence, "2028-03-31", False) in told(cast["equality_lead"], "2027-11-01")
    assert told(cast["member"], "2027-11-01") == []


def test_the_lead_sees_objectives_that_end_together_in_one_line(objective: Objective, cast: dict[str, Person]) -> None:
    fields = {
        name: getattr(objective, name) for name in ("why", "owner", "starts_on", "ends_on", "published_on", "state")
    }
    Objective.objects.create(title="Another objective", **fields)
    sentence = "2 objectives end soon; decide what follows them"
    assert [item for item in told(cast["equality_lead"], "2028-01-01") if item[1] == "2028-03-31"] == [
        (sentence, "2028-03-31", False)
    ]
    assert len([item for item in told(cast["officer"], "2028-01-01") if item[1] == "2028-03-31"]) == 2


def test_the_lead_is_told_of_the_four_years_of_regulation_5(objective: Objective, cast: dict[str, Person]) -> None:
    sentence = "Publish new equality objectives: the law allows four years from the last"
    assert told(cast["equality_lead"], "2027-03-01") == []
    assert (sentence, "2028-03-19", False) in told(cast["equality_lead"], "2027-03-20")
    assert (sentence, "2028-03-19", True) in told(cast["equality_lead"], "2028-03-20")


def test_nothing_waits_for_a_closed_objective(indicator: Indicator, cast: dict[str, Person]) -> None:
    Objective.objects.update(state="closed")
    assert told(cast["officer"], "2028-01-01") == []
