"""No page, no export and no file tells what is hidden: not to anybody, in any of its parts.

The proof is a difference that is not there: in two worlds of which the same was released, and in which the hidden truth
differs, everybody is told the same to the byte. Those who may know the truth are named, and they do see two worlds, so a
walk that heard nothing would fail.
"""

import re

import pytest
from django.db.models import Count

from organisation.models import Person
from tests.walls.walking import NOBODY_COUNTED, NOTHING_TO_TELL, Heard, difference, readable, records_of, walk
from tests.walls.worlds import World, found, world
from toolkit.models import SentMessage
from toolkit.symbols import HIDDEN, spoken
from workforce.models import StaffRow

pytestmark = pytest.mark.django_db

# Who may know what is hidden, and where: HR on its own page, and the team that writes down how many took part.
MAY_KNOW = {("workforce:profile", "hr_analyst"), ("eqia:section", "officer")}
KINDS = (
    "text/html",
    "text/csv",
    "application/pdf",
    "application/zip",
    "application/json",
    "spreadsheetml",
    "opendocument",
)


@pytest.fixture
def base(cast: dict[str, Person]) -> World:
    return found(cast)


_heard: dict[str, tuple[Heard, list[str]]] = {}


@pytest.fixture
def heard(request: pytest.FixtureRequest) -> tuple[Heard, Heard]:
    """What everybody is told in either world, walked once for all tests."""
    if not _heard:
        base = request.getfixturevalue("base")
        for name in ("first", "second"):
            with world(base, name) as made:
                sent = [f"{each.subject}\n{each.body}" for each in SentMessage.objects.order_by("pk")]
                _heard[name] = walk(made), sent
    return _heard["first"][0], _heard["second"][0]


def test_every_address_is_walked_or_has_no_count_of_people_behind_it() -> None:
    unwalked = {name for name in readable() if records_of(name) is None}
    exempt = NOBODY_COUNTED + NOTHING_TO_TELL
    assert sorted(name for name in unwalked if not name.startswith(exempt)) == []
    assert [prefix for prefix in exempt if not any(name.startswith(prefix) for name in unwalked)] == []


def test_nobody_can_tell_two_worlds_apart_of_which_the_same_was_released(heard: tuple[Heard, Heard]) -> None:
    first, second = heard
    assert first.keys() == second.keys()
    apart = {place: told for place in first if (told := difference(first[place], second[place]))}
    leaks = [f"{place}: {told}" for place, told in apart.items() if (place.name, place.who) not in MAY_KNOW]
    assert leaks == []
    assert {(place.name, place.who) for place in apart} == MAY_KNOW
    assert _heard["first"][1] == _heard["second"][1], "messages"


def test_the_walk_opens_pages_and_files_of_every_kind_as_every_role(heard: tuple[Heard, Heard]) -> None:
    told = {place: answer for place, answer in heard[0].items() if answer.status == 200}
    assert [kind for kind in KINDS if not any(kind in answer.kind for answer in told.values())] == []
    assert len({place.who for place in told}) >= 12
    assert not [str(place) for place, answer in heard[0].items() if answer.status >= 500]
    for name in ("public:report-pdf", "public:assessment", "eqia:version-payload", "reporting:court-file"):
        assert any(place.name == name for place in told), name


def test_a_hidden_number_is_written_in_one_way_and_explained_once_on_its_page(heard: tuple[Heard, Heard]) -> None:
    shown = 0
    for place, answer in heard[0].items():
        if not answer.kind.startswith("text/html"):
            continue
        page = answer.content.decode()
        assert bare_symbols(page) == [], str(place)
        has_hidden = 'class="app-hidden-value"' in page
        assert page.count('id="hidden-numbers"') == int(has_hidden), str(place)
        shown += has_hidden
    assert shown > 20


def bare_symbols(page: str) -> list[str]:
    """Cells and values that are the symbol without its meaning."""
    inside = re.compile(r"<(td|dd|strong|ins|del)\b[^>]*>(.*?)</\1>", re.S)
    values = [
        re.sub(r'<span class="app-hidden-value".*?</span></span>', "", found[2]) for found in inside.finditer(page)
    ]
    return [value for value in values if re.sub(r"<[^>]*>|\s", "", value).startswith(HIDDEN)]


def test_a_leak_in_the_alternative_text_of_a_picture_in_a_pdf_is_heard(
    base: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(text: str) -> str:
        counted = StaffRow.objects.filter(snapshot=base.snapshot).values_list("ethnicity").order_by("ethnicity")
        return f"{spoken(text)} In full: {list(counted.annotate(number=Count('pk')))}."

    monkeypatch.setattr("toolkit.charts.chart.spoken", careless)
    told = []
    for name in ("first", "second"):
        with world(base, name) as made:
            told.append(walk(made, only="public:report-pdf", readers={"anonymous"}))
    first, second = told
    [(place, apart)] = [(place, difference(first[place], second[place])) for place in first]
    assert place.name == "public:report-pdf"
    assert re.match(r"body: /Alt: “.* In full: (.+)\.” or “.* In full: (?!\1).+\.”$", apart), apart
