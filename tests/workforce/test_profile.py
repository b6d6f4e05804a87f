"""No figure that could identify a person leaves the HR pages."""

import datetime
import json
import re
from collections import Counter
from html import unescape
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure import HIDDEN
from disclosure.population import Population, attributes_of
from organisation.choices import Role
from organisation.code_lists import CODE_LISTS
from organisation.models import Organisation, Person, Unit
from tests.workforce.making import AS_AT, import_rows, people
from workforce.counting import count
from workforce.figures import (
    CharacteristicProfile,
    NotReleased,
    Profile,
    as_released,
    latest_shown,
    profile,
    shown_before,
)
from workforce.models import Release, Snapshot
from workforce.outputs import usual_policy
from workforce.population import DIRECTORATE, GRADE, HOURS, answer_tree, flat
from workforce.profiles import profile_of
from workforce.protecting import plan_release
from workforce.proving import prove_numbers

LAST_YEAR = datetime.date(2025, 3, 31)
OUTSIDE_HR = [role.value for role in Role if role != Role.HR_ANALYST]


def planted() -> list[dict[str, str]]:
    """Two directorates of 137 and 211 people, with small counts whose shares occur nowhere else."""
    rows = [
        *people(3, ethnic_group="Roma"),
        *people(4, ethnic_group="Arab"),
        *people(9, religion_or_belief="Jewish"),
        *people(2, gender_identity="No"),
        *people(7, sexual_orientation="Bisexual"),
        *people(1, disability="Prefer not to say"),
        *people(111, sex="Male"),
        *people(3, directorate="Adult Social Care", ethnic_group="Roma"),
        *people(6, directorate="Adult Social Care", gender_identity="No"),
        *people(40, directorate="Adult Social Care", disability="Yes", ethnic_group="Indian"),
        *people(162, directorate="Adult Social Care"),
    ]
    return [row | {"Reference": f"R{number}"} for number, row in enumerate(rows)]


@pytest.fixture
def snapshot(analyst: Person) -> Snapshot:
    return import_rows(planted(), by=analyst)


def characteristic(found: Profile, key: str) -> CharacteristicProfile:
    return next(one for one in found.characteristics if one.key == key)


def shown_count(found: Profile, key: str, category: str) -> str:
    one = characteristic(found, key)
    return next(row.count_shown for row in (*one.categories, *one.missing) if row.key == category)


def test_counts_are_made_in_one_pass_over_the_rows(
    snapshot: Snapshot, django_assert_num_queries: Any, places: Unit, elsewhere: Unit
) -> None:
    with django_assert_num_queries(1):
        counts = count(snapshot)
    assert counts.headcounts == {places.pk: 137, elsewhere.pk: 211}
    assert counts.people["ethnicity"][places.pk] == Counter({41: 130, 51: 4, 44: 3})
    assert counts.people["sex"][places.pk] == Counter({2: 111, 1: 26})


def test_a_service_counts_with_its_directorate(analyst: Person, places: Unit) -> None:
    snapshot = import_rows([*people(20), *people(15, first=21, directorate="libraries")], by=analyst)
    assert count(snapshot).headcounts == {places.pk: 35}


def test_small_counts_are_hidden_and_what_would_give_them_back(snapshot: Snapshot) -> None:
    found = profile(snapshot)
    assert shown_count(found, "ethnicity", "arab") == HIDDEN
    assert shown_count(found, "gender_identity", "different") == HIDDEN
    assert shown_count(found, "gender_identity", "same") == HIDDEN
    assert shown_count(found, "religion", "jewish") == HIDDEN
    assert shown_count(found, "disability", "missing 91") == HIDDEN
    assert characteristic(found, "disability").declared_rate == HIDDEN
    assert shown_count(found, "sex", "female") == "237"


def test_an_unknown_answer_is_never_counted_with_a_group(analyst: Person) -> None:
    rows = [*people(60), *people(20, first=61, disability=""), *people(20, first=81, disability="Yes")]
    one = characteristic(profile(import_rows(rows, by=analyst)), "disability")
    assert (one.declared_rate, one.response_rate) == ("80.0%", "80.0%")
    disabled = one.categories[0]
    assert (disabled.percent_shown, disabled.percent_of_all) == ("25.0%", "20.0%")
    assert [(row.label, row.percent_shown) for row in one.missing] == [("Not stated", "")]


def test_prefer_not_to_say_is_a_response_but_not_a_declaration(analyst: Person) -> None:
    rows = [*people(80), *people(20, first=81, ethnic_group="Prefer not to say")]
    one = characteristic(profile(import_rows(rows, by=analyst)), "ethnicity")
    assert (one.declared_rate, one.response_rate) == ("80.0%", "100.0%")


def test_shares_stand_beside_the_population_with_its_source(snapshot: Snapshot) -> None:
    one = characteristic(profile(snapshot), "disability")
    assert one.benchmark_source == "Census 2021, TS038 disability; Kent; all usual residents"
    assert one.categories[0].benchmark_percent == "17.9%"
    assert characteristic(profile(snapshot), "marital_status").categories[0].benchmark_percent is None


def test_fewer_than_twenty_people_are_not_profiled_at_all(analyst: Person) -> None:
    found = profile(import_rows(people(19), by=analyst))
    assert (found.headcount, found.characteristics, found.directorates) == (HIDDEN, [], [])


def test_a_small_directorate_is_counted_with_the_next(analyst: Person, cast: dict[str, Person]) -> None:
    Unit.objects.create(kind="directorate", name="Office of the Leader", code="leader")
    rows = [
        *people(90),
        *people(40, first=91, directorate="Adult Social Care"),
        *people(7, first=200, directorate="leader"),
    ]
    found = profile(import_rows(rows, by=analyst))
    assert [(part.name, part.headcount) for part in found.directorates] == [("Place", "90"), ("All other parts", "47")]


class TestComparingYears:
    @pytest.fixture
    def before(self, analyst: Person) -> Snapshot:
        rows = [*people(150, sex="Male"), *people(150, first=151), *people(4, first=301, ethnic_group="Indian")]
        return import_rows(rows, by=analyst, as_at=LAST_YEAR)

    def test_changes_are_percentage_points_and_hidden_with_either_share(
        self, before: Snapshot, snapshot: Snapshot
    ) -> None:
        found = profile(snapshot, previous=before)
        assert found.compared_with == "2025-03-31"
        sex = characteristic(found, "sex")
        assert [row.change for row in sex.categories] == ["+17.4", "−17.4"]
        indian = next(row for row in characteristic(found, "ethnicity").categories if row.key == "indian")
        assert indian.change == HIDDEN

    def test_directorates_are_shown_for_the_latest_day_only(self, before: Snapshot, snapshot: Snapshot) -> None:
        assert latest_shown() == snapshot
        assert shown_before(snapshot) == before
        assert profile(snapshot).by_directorate
        assert profile(before).by_directorate == profile(before).directorates == []


def test_nothing_is_said_of_a_snapshot_without_a_live_release(analyst: Person) -> None:
    waiting = import_rows(planted(), by=analyst, released=False)
    assert latest_shown() is None
    with pytest.raises(NotReleased):
        profile(waiting)


def test_figures_are_made_from_the_numbers_of_the_release_and_nothing_else(
    snapshot: Snapshot, django_assert_num_queries: Any
) -> None:
    release = Release.objects.select_related("snapshot").get()
    snapshot.staff.all().delete()
    with django_assert_num_queries(0):
        found = as_released(release)
    assert found.headcount == "348"
    assert release.is_intact


# The walk: every page as every role, looking for what was planted.


@pytest.fixture
def without_population(analyst: Person) -> Snapshot:
    """A body without a benchmark, so that every percentage on a page is one of its own."""
    Organisation.objects.update(area="")
    return import_rows(planted(), by=analyst)


def shares_to_hide(snapshot: Snapshot) -> set[str]:
    """The percentages that stand for a small count, of either base, in the body and in each directorate."""
    names = {str(pk): name for pk, name in Unit.objects.filter(parent=None).values_list("pk", "name")}
    exact = profile_of(
        count(snapshot).numbers(), as_at=AS_AT.isoformat(), parts=names, policy=usual_policy(), is_exact=True
    )
    shares: set[str] = set()
    for owner in (exact, *exact.directorates):
        for one in owner.characteristics:
            for row in (*one.categories, *one.missing):
                if row.count is not None and 0 < row.count < one.threshold:
                    shares |= {row.percent_shown, row.percent_of_all}
    return {share for share in shares if "%" in share}


def test_what_was_planted_is_in_the_exact_figures_and_in_no_others(without_population: Snapshot) -> None:
    to_hide = shares_to_hide(without_population)
    assert {"2.2%", "2.9%"} <= to_hide  # Roma and Arab in Place: 3 and 4 of 137
    shown = set(re.findall(r"[\d.]+%", json.dumps(profile(without_population).as_json())))
    assert not to_hide & shown


@pytest.mark.parametrize("role", OUTSIDE_HR)
def test_no_small_count_is_on_any_page_outside_hr(
    role: str, without_population: Snapshot, cast: dict[str, Person], sign_in: Any
) -> None:
    client = sign_in(cast[role])
    to_hide = shares_to_hide(without_population)
    for query in ("", "?directorate=Place", "?directorate=Adult+Social+Care", "?figures=exact"):
        # Text, alternative text and drawing alike: the whole source is searched.
        text = unescape(client.get(reverse("workforce:profile") + query).content.decode())
        assert not to_hide & set(re.findall(r"[\d.]+%", text))
        for threshold, section in sections_of(text):
            for number in counts_in(section):
                assert number == 0 or number >= threshold, section[:200]


def sections_of(page: str) -> list[tuple[int, str]]:
    found = re.findall(r'data-characteristic="(\w+)">(.*?)<!-- characteristic -->', page, re.S)
    assert len(found) == len(CODE_LISTS)
    return [(10 if CODE_LISTS[key].is_sensitive else 5, section) for key, section in found]


def counts_in(section: str) -> list[int]:
    """The column of people of the table of answers."""
    section = re.sub(r'<span class="app-hidden-value".*?</span></span>', HIDDEN, section)
    rows = re.findall(r'<th scope="row"[^>]*>[^<]*</th>\s*<td[^>]*>([\d,]+|\[c\])</td>', section)
    assert rows
    return [int(number.replace(",", "")) for number in rows if number != HIDDEN]


def test_the_analyst_sees_exact_figures_and_can_see_what_others_see(
    snapshot: Snapshot, sign_in: Any, analyst: Person
) -> None:
    client = sign_in(analyst)
    url = reverse("workforce:profile")
    exact = client.get(url).content.decode()
    assert "Exact figures, for HR only" in exact
    assert "2.9%" in client.get(url, {"directorate": "Place"}).content.decode()
    protected = client.get(url, {"figures": "protected"}).content.decode()
    assert HIDDEN in protected
    assert "This is what everybody outside HR sees" in protected


def test_the_page_says_which_symbol_hides_and_how(snapshot: Snapshot, sign_in: Any, cast: dict[str, Person]) -> None:
    page = sign_in(cast["member"]).get(reverse("workforce:profile")).content.decode()
    assert "hidden to protect people" in page
    assert "Open Government Licence v3.0" in page


def test_a_snapshot_within_hr_does_not_exist_for_others(
    snapshot: Snapshot, analyst: Person, cast: dict[str, Person], sign_in: Any
) -> None:
    within = import_rows(people(40), by=analyst, as_at=datetime.date(2026, 9, 30), released=False)
    url = reverse("workforce:profile")
    assert sign_in(cast["equality_lead"]).get(url, {"snapshot": within.pk}).status_code == 404
    assert sign_in(analyst).get(url, {"snapshot": within.pk}).status_code == 200


def test_without_a_snapshot_the_page_says_how_to_begin(sign_in: Any, cast: dict[str, Person]) -> None:
    for role, words in (("officer", "It appears when HR has imported"), ("hr_analyst", "Import a staff file")):
        assert words in sign_in(cast[role]).get(reverse("workforce:profile")).content.decode()


@pytest.mark.parametrize("role", ["equality_lead", "hr_analyst"])
def test_the_pages_ask_as_much_of_the_database_with_many_people_as_with_few(
    role: str, analyst: Person, cast: dict[str, Person], django_assert_max_num_queries: Any
) -> None:
    for year, rows in ((2024, people(30)), (2026, planted())):
        import_rows(rows, by=analyst, as_at=datetime.date(year, 3, 31))
        client = Client()
        client.force_login(cast[role], backend="allauth.account.auth_backends.AuthenticationBackend")
        client.get("/")
        with django_assert_max_num_queries(17):
            client.get(reverse("workforce:profile"))
        if role == "hr_analyst":
            with django_assert_max_num_queries(14):
                client.get(reverse("workforce:snapshots"))
            with django_assert_max_num_queries(14):
                client.get(Snapshot.objects.in_use()[0].get_absolute_url())


# Every characteristic, in up to three directorates of 20 people and more, at two grades, full time and part time.
PLACES = (flat(DIRECTORATE, ["a", "b", "c"]), flat(GRADE, ["1", "2"]), flat(HOURS, ["full time", "part time"]))
ATTRIBUTES = (*PLACES, *map(answer_tree, CODE_LISTS.values()))
person = st.tuples(
    st.integers(0, 2),
    st.integers(0, 1),
    st.integers(0, 1),
    *(st.sampled_from([0, 0, 0, 1, attribute.width - 5, attribute.width - 4]) for attribute in ATTRIBUTES[3:]),
)


@settings(max_examples=8, deadline=None)
@given(st.lists(person, min_size=0, max_size=30))
def test_whatever_is_proposed_can_be_proved(some: list[tuple[int, ...]]) -> None:
    """No small count is shown, and each has a workforce at either end that agrees with everything that is."""
    usual = [(place, place % 2, 0, *(at % 2 for at in range(len(CODE_LISTS)))) for place in range(3)] * 25
    staff = Population(ATTRIBUTES, np.array([*usual, *some]))
    plan = plan_release(staff, usual_policy())
    assert plan.numbers["everybody"] == len(staff.codes)
    for name, number in plan.numbers.items():
        assert number is None or not 0 < number < usual_policy().threshold_for(attributes_of(name)), name
    proof = prove_numbers(
        staff, list(plan.layouts), usual_policy(), plan.numbers, seconds=60, report=lambda *_step: None
    )
    assert proof.flaws(plan.numbers) == []
