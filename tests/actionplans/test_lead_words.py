"""Leads as plans write them: roles, groups, several at once, and names that drifted since."""

import csv
from collections import Counter

import pytest

from actionplans.models import Plan
from actionplans.rules.leads import is_everybody, question_about, read_leads, same_name
from actionplans.rules.names import LIKE_ENOUGH, is_initials_of, is_plural, likeness, seat_in, stem, without_place
from actionplans.services.leads import meaning_of, settle_words
from actionplans.services.reading import Directory
from actionplans.services.suggesting import suggest
from governance.models import Body
from organisation.models import Person, Post, Unit
from tests.actionplans.conftest import REAL

LEADS = {
    "Policy manager": [("Policy manager", "accountable")],
    "Chairs of the equality groups, supported by the Steering group": [
        ("Chairs of the equality groups", "accountable"),
        ("the Steering group", "support"),
    ],
    "Policy manager/ Equality leads/ Race champions / UNION": [
        ("Policy manager", "joint"),
        ("Equality leads", "joint"),
        ("Race champions", "joint"),
        ("UNION", "joint"),
    ],
    "Training & development manager": [("Training & development manager", "accountable")],
    "Senior policy manager, Policy unit": [("Senior policy manager, Policy unit", "accountable")],
    "Chair of the forum; Head of access\nHead of welfare": [
        ("Chair of the forum", "joint"),
        ("Head of access", "joint"),
        ("Head of welfare", "joint"),
    ],
    "Supported by the forum": [("the forum", "support")],
    "": [],
}


@pytest.mark.parametrize("words", LEADS)
def test_words_are_parted_into_leads_and_support(words: str) -> None:
    assert [(lead.text, lead.role) for lead in read_leads(words)] == LEADS[words]


@pytest.mark.parametrize("words", ["All Directorates", "every directorate", "All council departments", "each service"])
def test_everybody_is_everybody(words: str) -> None:
    assert is_everybody(words)
    assert "each have its own part" in str(question_about(read_leads(words)))


@pytest.mark.parametrize("words", ["All Saints School", "Directorates", "Allan Service"])
def test_not_everybody_is_everybody(words: str) -> None:
    assert not is_everybody(words)


def test_of_several_leads_nobody_is_accountable_until_somebody_says_so() -> None:
    assert question_about(read_leads("Policy manager / Race champions / UNION")) == (
        "3 leads are named: Policy manager, Race champions and UNION. Which of them is accountable?"
    )
    assert question_about(read_leads("supported by UNION")) == "Only support is named. Who leads it?"
    assert question_about(read_leads("Policy manager, supported by UNION")) is None


def test_every_lead_of_the_real_plans_is_read() -> None:
    with (REAL / "kcc-action-plans-2007-10.csv").open(encoding="utf-8-sig", newline="") as file:
        written = Counter(row["Lead officer"] for row in csv.DictReader(file) if row["Lead officer"])
    assert (sum(written.values()), len(written)) == (34, 20)
    shapes = Counter(
        (sum(lead.role != "support" for lead in leads), sum(lead.role == "support" for lead in leads))
        for leads in map(read_leads, written)
    )
    assert shapes == {(1, 0): 15, (1, 1): 2, (2, 0): 2, (4, 0): 1}
    assert [words for words in written if is_everybody(words)] == ["All Directorates"]
    # Nothing but what parts and support words say is lost.
    for words in written:
        kept = same_name(" ".join(lead.text for lead in read_leads(words))).split()
        assert set(same_name(words.replace("supported by", " ").replace("/", " ")).split()) == set(kept)
    names = [lead.text for words in written for lead in read_leads(words)]
    drifted = {
        frozenset((first, second))
        for first in names
        for second in names
        if first < second and first != second and stem(first) == stem(second)
    }
    # One policy manager in the singular and the plural, one compliance officer with "And" and "and".
    assert len(drifted) == 2


@pytest.mark.parametrize(
    ("first", "second", "is_like"),
    [
        ("Inclusive services", "Inclusive service policy manager", True),
        ("Equality leads", "Directorate equality lead", True),
        ("Training manager", "Training and development manager", True),
        ("Head of human resources", "Human Resources", True),
        ("Acess manager", "Access manager", True),
        ("Reward manager", "Elections manager", False),
        ("Director of place", "Director of people", False),
        ("Manager", "Access manager", False),
        ("", "Access manager", False),
    ],
)
def test_names_are_alike_where_the_telling_words_are(first: str, second: str, is_like: bool) -> None:
    assert (likeness(first, second) >= LIKE_ENOUGH) is is_like
    assert likeness(first, second) == likeness(second, first)


def test_only_the_same_words_are_wholly_alike() -> None:
    assert likeness("Manager of access", "Access manager") == 100
    assert likeness("Acess manager", "Access manager") == 99


def test_plurals_seats_places_and_initials_are_seen() -> None:
    assert [is_plural(words) for words in ("Race champions", "Heads of service", "Head of services", "Access")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert str(seat_in("Chairs of the equality groups")) == "Seat(body='equality groups')"
    assert seat_in("Chairing manager") is None
    assert without_place("Senior manager, Policy unit") == "Senior manager"
    assert is_initials_of("EQG", "Equality Quality Group")
    assert not is_initials_of("Ann", "Access needs network")


def told(directory: Directory, words: str) -> list[tuple[str, int, str]]:
    return [(each.name, each.sure, each.why) for each in suggest(directory, words)]


def test_each_suggestion_says_why_and_how_sure(cast: dict[str, Person], places: Unit) -> None:
    Post.objects.create(title="Inclusion manager", unit=places, former_titles=["Access officer"])
    Post.objects.create(title="Reward manager")
    Body.objects.create(name="Equality Quality Group", kind="officer")
    cast["officer"].job_title = "Ramps officer"
    cast["officer"].save()
    directory = Directory.today()
    assert told(directory, "INCLUSION Manager")[0] == (
        "Inclusion manager, Place",
        100,
        "Same name but for capitals or signs",
    )
    assert told(directory, "Access officer")[0] == (
        "Inclusion manager, Place",
        95,
        "Former title of “Inclusion manager”",
    )
    assert told(directory, "ramps officer")[0] == ("Officer, Ramps officer", 100, "Job title of Officer")
    assert told(directory, "Inclusions managers")[0][1:] == (
        98,
        "Similar: “Inclusions managers” and “Inclusion manager”",
    )
    assert told(directory, "EQG") == [("Equality Quality Group", 90, "The first letters of “Equality Quality Group”")]
    assert told(directory, "Chair of the equality quality group")[0] == (
        "Equality Quality Group",
        99,
        "Its chair or secretary answers for it. Same name but for capitals or signs",
    )
    assert told(directory, "Somebody quite different") == []


def test_a_plural_may_mean_each_post_of_its_name(places: Unit, elsewhere: Unit) -> None:
    for unit in (places, elsewhere):
        Post.objects.create(title="Directorate equality lead", unit=unit)
    first = suggest(Directory.today(), "Directorate Equality Leads")[0]
    assert (len(first.meanings), first.sure, first.why) == (2, 98, "The words are a plural: each of them")


def test_a_likeness_alone_is_never_taken_for_the_same(make_action: object, places: Unit) -> None:
    Post.objects.create(title="Inclusion manager", unit=places, former_titles=["Access officer"])
    directory = Directory.today()
    assert directory.meanings("Inclusion managers") is None
    assert directory.meanings("Access officer") is None
    assert [meaning.name for meaning in directory.meanings("inclusion MANAGER") or []] == ["Inclusion manager"]


def test_two_of_one_name_are_nobody_beyond_doubt(places: Unit, elsewhere: Unit) -> None:
    for unit in (places, elsewhere):
        Post.objects.create(title="Equality lead officer", unit=unit)
    assert Directory.today().meanings("Equality lead officer") is None


def test_a_post_comes_before_a_person_of_that_job_title(cast: dict[str, Person]) -> None:
    cast["officer"].job_title = "Access manager"
    cast["officer"].save()
    post = Post.objects.create(title="Access manager")
    assert [meaning.record for meaning in Directory.today().meanings("Access manager") or []] == [post]


def test_an_answer_is_remembered_until_the_one_it_names_has_gone(cast: dict[str, Person], plan: Plan) -> None:
    from actionplans.models import Lead

    settle_words(
        text="The ramps people",
        meanings=[meaning_of(cast["officer"])],
        by=cast["equality_lead"],
        leads=Lead.objects.all(),
    )
    assert [meaning.record for meaning in Directory.today().meanings("the ramps  People") or []] == [cast["officer"]]
    Person.objects.filter(pk=cast["officer"].pk).update(is_active=False)
    assert Directory.today().meanings("The ramps people") is None
