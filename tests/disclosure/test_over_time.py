"""Editions side by side: what a reader of all of them learns of who came and who went."""

import itertools
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.cubes import Category, Dimension
from disclosure.explaining import Learnt
from disclosure.linear import Unfinished
from disclosure.linked import Exposed
from disclosure.over_time import SHORT, Kind, Verdict, Way, judge, prove_over_time, ways_out
from disclosure.over_time import model as modelling
from disclosure.over_time.ways import loss, rounded
from disclosure.policy import Policy
from disclosure.population import Population, published
from disclosure.proofs import Proof
from disclosure.publication import Inconsistent
from disclosure.releases import Edition, Seen, Staff
from tests.bench.quarters import DAYS, edition, quarters

PLAIN = Policy(hides_group_disclosure=False)
TABLES = [("directorate", "faith")]
People = Mapping[str, tuple[str, str]]  # pseudonym: directorate, faith


def attribute(name: str, *codes: str, **groups: tuple[str, ...]) -> Dimension:
    within = {code: group for group, members in groups.items() for code in members}
    return Dimension(
        name,
        (
            Category("Total", frozenset(range(len(codes)))),
            *(Category(each, frozenset(map(codes.index, members)), "Total") for each, members in groups.items()),
            *(Category(code, frozenset({place}), within.get(code, "Total")) for place, code in enumerate(codes)),
        ),
    )


PLACES = attribute("directorate", "Legal", "Place")
FAITHS = attribute("faith", "Hindu", "Jewish", "None")


def staff_of(people: People, places: Dimension = PLACES, faiths: Dimension = FAITHS) -> Staff:
    at = [{each.code: min(each.places) for each in reversed(dimension.categories)} for dimension in (places, faiths)]
    codes = [[index[code] for index, code in zip(at, each, strict=True)] for each in people.values()]
    return Staff(Population((places, faiths), np.array(codes).reshape(len(codes), 2)), tuple(people))


def shown(name: str, day: date, staff: Staff, hidden: tuple[str, ...] = ()) -> Edition:
    """Everything in sight but what is named."""
    numbers: dict[str, Seen] = {
        number.id: None if number.id in hidden else int(number.value)
        for number in published(staff.population, TABLES, PLAIN).numbers
    }
    return Edition(name, day, numbers, staff)


def crowd(**sizes: int) -> dict[str, tuple[str, str]]:
    """People by directorate and faith, such as Legal_Hindu=12."""
    return {
        f"{kind}-{place}": tuple(kind.split("_"))  # type: ignore[misc]
        for kind, size in sizes.items()
        for place in range(size)
    }


SPRING, SUMMER = date(2026, 4, 1), date(2026, 7, 1)
FIRST = crowd(Legal_Hindu=12, Legal_None=30, Place_Hindu=20, Place_None=50)


def test_one_more_person_in_a_group_is_seen_by_subtracting_the_earlier_edition() -> None:
    second = FIRST | {"new": ("Legal", "Hindu")}
    verdict = judge(shown("July 2026", SUMMER, staff_of(second)), [shown("April 2026", SPRING, staff_of(FIRST))])
    leaks = {(leak.kind, leak.number) for leak in verdict.leaks}
    assert leaks == {(Kind.CAME, "directorate=Legal & faith=Hindu"), (Kind.CAME, "faith=Hindu")}
    leak = next(each for each in verdict.leaks if each.number == "directorate=Legal & faith=Hindu")
    assert leak.attack is not None
    assert "Legal, Hindu (July 2026) (13) minus Legal, Hindu (April 2026) (12) gives" in leak.attack.sentence
    assert leak.sentence.startswith("Legal, Hindu: people new there between April 2026 and July 2026.")


def test_what_may_be_kept_of_a_verdict_holds_no_count() -> None:
    second = FIRST | {"new": ("Legal", "Hindu")}
    verdict = judge(shown("summer", SUMMER, staff_of(second)), [shown("spring", SPRING, staff_of(FIRST))])
    kept = verdict.as_data()
    assert not kept["safe"]
    for leak in kept["leaks"]:
        assert not any(letter.isdigit() for letter in leak["sentence"])
        assert set(leak) == {"kind", "edition", "number", "since", "learnt", "sentence", "terms"}


def test_whoever_moves_or_answers_anew_is_not_to_be_seen_either() -> None:
    before = shown("April 2026", SPRING, staff_of(FIRST))
    moved = FIRST | {"Place_Hindu-0": ("Legal", "Hindu")}
    found = judge(shown("July 2026", SUMMER, staff_of(moved)), [before])
    assert {(leak.kind, leak.number) for leak in found.leaks} == {
        (Kind.CAME, "directorate=Legal & faith=Hindu"),
        (Kind.WENT, "directorate=Place & faith=Hindu"),
    }
    answered = FIRST | {"Legal_None-0": ("Legal", "Jewish")}
    found = judge(shown("July 2026", SUMMER, staff_of(answered)), [before])
    assert (Kind.CAME, "directorate=Legal & faith=Jewish") in {(leak.kind, leak.number) for leak in found.leaks}


def test_a_correction_of_the_same_day_gives_away_whom_it_corrected() -> None:
    corrected = FIRST | {"Legal_None-0": ("Legal", "Hindu")}
    first = shown("April 2026", SPRING, staff_of(FIRST))
    new = shown("April 2026, corrected", SPRING, staff_of(corrected))
    assert not judge(new, [first]).is_safe
    assert judge(shown("April 2026, again", SPRING, staff_of(FIRST)), [first]).is_safe


def test_years_apart_a_change_may_show_but_not_how_many_came() -> None:
    first = shown("2025", SPRING - timedelta(days=SHORT), staff_of(FIRST))
    # Only one person came to Legal and nobody left, so the change is that person’s faith.
    grown = FIRST | {"new": ("Legal", "Hindu")}
    verdict = judge(shown("2026", SPRING, staff_of(grown)), [first])
    assert {leak.number for leak in verdict.leaks} == {"directorate=Legal & faith=Hindu", "faith=Hindu"}
    assert {leak.learnt for leak in verdict.leaks} <= {Learnt.EXACT, Learnt.EVERYBODY}
    # Four came and three left: one of them at least is Hindu, but nobody can tell how many.
    busy = dict(list(FIRST.items())[3:]) | {f"new-{place}": ("Legal", "Hindu") for place in range(4)}
    assert judge(shown("2026", SPRING, staff_of(busy)), [first]).is_safe
    assert not judge(shown("2026", SPRING, staff_of(busy)), [replace(first, day=SPRING)]).is_safe


def test_a_withdrawn_edition_is_still_known() -> None:
    """April hid the faiths. July showed them and was withdrawn; October shows one more, which April alone does not tell."""
    hidden = tuple(f"{place}faith={faith}" for place in ("directorate=Legal & ", "directorate=Place & ", "") for faith in ("Hindu", "None"))  # fmt: skip
    april = shown("April", SPRING, staff_of(FIRST), hidden)
    july = shown("July", SUMMER, staff_of(FIRST))
    october = shown("October", date(2026, 10, 1), staff_of(FIRST | {"new": ("Legal", "Hindu")}))
    assert judge(october, [april]).is_safe
    assert not judge(october, [april, july]).is_safe


def test_what_readers_knew_before_is_not_held_against_the_new_numbers() -> None:
    july = FIRST | {"new": ("Legal", "Hindu")}
    earlier = [shown("April", SPRING, staff_of(FIRST)), shown("July", SUMMER, staff_of(july))]
    assert not judge(earlier[1], earlier[:1]).is_safe
    assert judge(shown("October", date(2026, 10, 1), staff_of(july)), earlier).is_safe


def test_a_directorate_that_was_counted_among_others_is_followed_by_its_people() -> None:
    apart = attribute("directorate", "Legal", "Place", "Fleet")
    pooled = attribute("directorate", "Legal", "Place", "Fleet", Rest=("Place", "Fleet"))
    people = FIRST | crowd(Fleet_None=25, Fleet_Jewish=9)
    first = shown("April", SPRING, staff_of(people, pooled))
    keep = {name: seen for name, seen in first.numbers.items() if "Place" not in name and "Fleet" not in name}
    first = Edition("April", SPRING, keep, first.staff)
    later = people | {"new": ("Fleet", "Jewish")}
    found = judge(shown("July", SUMMER, staff_of(later, apart)), [first])
    assert ("directorate=Fleet & faith=Jewish", "April") in {(leak.number, leak.since) for leak in found.leaks}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_verdict_is_that_of_all_workforces_with_the_same_people_in_the_same_places(data: st.DataObject) -> None:
    """By brute force: every exchange of answers among the lines of a path that agrees with both editions."""
    answers = ("Hindu", "None")
    where = st.sampled_from([("Legal", "Legal"), ("Legal", None), (None, "Legal"), ("Place", "Place"), (None, "Place")])
    lines = data.draw(st.lists(st.tuples(where, st.sampled_from(answers)), min_size=2, max_size=9))
    faiths = attribute("faith", *answers)
    people = [
        {f"p{at}": (place, answer) for at, (path, answer) in enumerate(lines) if (place := path[when])}
        for when in (0, 1)
    ]
    if not all(people):
        return
    names = [number.id for number in published(staff_of(people[0], faiths=faiths).population, TABLES, PLAIN).numbers]
    personal = [name for name in names if "faith" in name]
    hidden = [tuple(data.draw(st.sets(st.sampled_from(personal), max_size=4))) for _edition in people]
    first, second = (
        shown(name, day, staff_of(each, faiths=faiths), out)  # type: ignore[arg-type]
        for name, day, each, out in zip(("one", "two"), (SPRING, SUMMER), people, hidden, strict=True)
    )
    least: dict[tuple[Kind, str], int] = {}
    for chosen in itertools.product(answers, repeat=len(lines)):
        if not (_agrees(lines, chosen, 0, first) and _agrees(lines, chosen, 1, second)):
            continue
        for kind, here, there in ((Kind.CAME, 1, 0), (Kind.WENT, 0, 1)):
            for name in personal:
                count = sum(
                    _is_counted(name, path[here], answer) and not _is_counted(name, path[there], answer)
                    for (path, _old), answer in zip(lines, chosen, strict=True)
                )
                least[kind, name] = min(count, least.get((kind, name), 99))
    true = {
        (kind, name): sum(
            _is_counted(name, path[here], answer) and not _is_counted(name, path[there], answer)
            for path, answer in lines
        )
        for kind, here, there in ((Kind.CAME, 1, 0), (Kind.WENT, 0, 1))
        for name in personal
    }
    certain = {key for key, count in least.items() if count > 0 and true[key] < 5}
    verdict = judge(second, [first], policy=PLAIN, in_words=0)
    found = {(leak.kind, leak.number) for leak in verdict.leaks if leak.kind is not Kind.THERE}
    blank = judge(Edition("two", SUMMER, {n: s if "faith" not in n else None for n, s in second.numbers.items()}, second.staff), [first], policy=PLAIN, in_words=0)  # fmt: skip
    assert blank.is_safe
    assert found <= certain
    if verdict.is_safe:
        try:
            proof = prove_over_time(second, [first], policy=PLAIN)
        except Unfinished:
            return
        assert proof.flaws(second.numbers, earlier={"one": first.numbers}) == []
        unavoidable = {key for key in certain if _is_certain_without(key, lines, answers, first, second)}
        assert certain <= unavoidable


def _is_counted(name: str, place: str | None, answer: str) -> bool:
    wanted = dict(item.split("=") for item in name.split(" & "))
    return place is not None and wanted.get("directorate", place) == place and wanted.get("faith", answer) == answer


def _agrees(lines: list, chosen: tuple[str, ...], when: int, each: Edition) -> bool:
    for name, seen in each.numbers.items():
        if seen is not None and name != "everybody":
            count = sum(
                _is_counted(name, path[when], answer) for (path, _old), answer in zip(lines, chosen, strict=True)
            )
            if count != seen:
                return False
    return True


def _is_certain_without(
    key: tuple[Kind, str], lines: list, answers: tuple[str, ...], first: Edition, second: Edition
) -> bool:
    """Whether a reader of the first edition alone, who knows who works where in the second, knows it too."""
    kind, name = key
    here, there = (1, 0) if kind is Kind.CAME else (0, 1)
    return all(
        sum(
            _is_counted(name, path[here], answer) and not _is_counted(name, path[there], answer)
            for (path, _old), answer in zip(lines, chosen, strict=True)
        )
        > 0
        for chosen in itertools.product(answers, repeat=len(lines))
        if _agrees(lines, chosen, 0, first)
    )


def test_four_quarterly_profiles_are_refused_and_a_year_passes() -> None:
    """30,000 people; by quarters about half of the small comings and goings show, by years none is known."""
    editions = [edition(name, day, staff) for (name, day), staff in zip(DAYS, quarters(), strict=True)]
    verdicts: list[Verdict] = [judge(editions[at], editions[:at], in_words=3) for at in range(4)]
    assert verdicts[0].is_safe
    assert all(not verdict.is_safe for verdict in verdicts[1:])
    assert Learnt.SOMEBODY in {leak.learnt for leak in verdicts[3].leaks}
    october = next(leak for leak in verdicts[3].leaks if leak.attack and leak.since == "July 2026")
    assert october.attack is not None
    assert "(October 2026)" in october.attack.sentence
    assert "minus" in october.attack.sentence
    a_year = [
        edition(str(2023 + at), date(2023 + at, 3, 31), staff)
        for at, staff in enumerate(quarters(leave=0.11, move=0.02, answer=0.01))
    ]
    assert all(judge(a_year[at], a_year[:at]).is_safe for at in range(4))
    proof = prove_over_time(a_year[1], a_year[:1])
    assert proof.witnesses > 20
    again = Proof.from_json(proof.as_json())
    assert again.flaws(a_year[1].numbers, earlier={"2023": a_year[0].numbers}, policy=PLAIN) == []
    assert again.flaws(a_year[1].numbers, earlier={}) == [
        "The numbers of “2023” were not given, but the proof rests on them."
    ]


def test_every_way_out_is_safe_itself_and_says_what_it_costs() -> None:
    editions = [edition(name, day, staff) for (name, day), staff in zip(DAYS[:2], quarters()[:2], strict=True)]
    with pytest.raises(Exposed):
        prove_over_time(editions[1], editions[:1])
    ways = ways_out(editions[1], editions[:1])
    assert {way.way for way in ways} >= {Way.HIDE, Way.WHOLE_BODY, Way.WAIT}
    assert [way.way for way in ways][-1] is Way.WAIT
    for way in ways:
        day = way.until or editions[1].day
        assert judge(Edition("instead", day, way.numbers, editions[1].staff), editions[:1]).is_safe
        assert way.loss == pytest.approx(loss(editions[1].numbers, way.numbers))
        assert way.sentence.endswith(".")
    hide = next(way for way in ways if way.way is Way.HIDE)
    assert 0 < hide.loss < 0.5
    assert all(hide.numbers[name] is None for name in hide.hides)
    assert next(way for way in ways if way.way is Way.WAIT).until == date(2026, 1, 1) + timedelta(days=SHORT)
    assert ways_out(editions[1], editions[:1], seconds=0) == ()


def test_rounding_is_judged_like_any_release() -> None:
    second = FIRST | {"new": ("Legal", "Hindu")}
    first = shown("April", SPRING, staff_of(FIRST))
    new = shown("July", SUMMER, staff_of(second))
    numbers = rounded(new.numbers, 5)
    assert numbers["directorate=Legal & faith=Hindu"] == (13, 17), "13 is shown as 15, and 12 was shown before"
    assert not judge(Edition("July", SUMMER, numbers, new.staff), [first]).is_safe
    before = Edition("April", SPRING, rounded(first.numbers, 10), first.staff)
    assert judge(Edition("July", SUMMER, rounded(new.numbers, 10), new.staff), [before]).is_safe
    assert loss(new.numbers, new.numbers) == 0
    assert 0 < loss(new.numbers, numbers) < loss(new.numbers, dict.fromkeys(new.numbers)) == 1


class TestRowsThatAreGone:
    """An earlier edition of which nobody can tell any more who was in it."""

    first = shown("April 2026", SPRING, staff_of(FIRST))
    gone = Edition("April 2026", SPRING, first.numbers)

    def test_every_change_is_taken_for_one_of_few(self) -> None:
        for_one = judge(shown("July 2026", SUMMER, staff_of(FIRST | {"new": ("Legal", "Hindu")})), [self.gone])
        assert for_one.unlinked == ("April 2026",)
        assert {leak.number for leak in for_one.leaks} == {"directorate=Legal & faith=Hindu", "faith=Hindu"}
        (attack,) = {leak.attack.sentence for leak in for_one.leaks if leak.attack and leak.number.startswith("dir")}
        assert attack == "Legal, Hindu (July 2026) (13) minus Legal, Hindu (April 2026) (12) gives at least 1."

    def test_a_change_of_many_is_not(self) -> None:
        many = FIRST | {f"new-{place}": ("Legal", "Hindu") for place in range(6)}
        assert judge(shown("July 2026", SUMMER, staff_of(many)), [self.gone]).is_safe

    def test_a_hidden_number_counts_with_what_its_own_edition_says_of_it(self) -> None:
        hidden = (
            "directorate=Legal & faith=Hindu",
            "directorate=Legal & faith=None",
            "directorate=Place & faith=Hindu",
            "directorate=Place & faith=None",
        )
        one_more = staff_of(FIRST | {"new": ("Legal", "Hindu")})
        both = Edition("April 2026", SPRING, shown("a", SPRING, staff_of(FIRST), hidden).numbers)
        verdict = judge(shown("July 2026", SUMMER, one_more, hidden), [both])
        assert {leak.number for leak in verdict.leaks} == {"faith=Hindu"}

    def test_after_a_year_only_certainty_is_refused(self) -> None:
        one_more = staff_of(FIRST | {"new": ("Legal", "Hindu")})
        late = SPRING + timedelta(days=SHORT)
        assert judge(shown("2027", late, one_more), [self.gone]).is_safe
        first_jew = staff_of(FIRST | {"new": ("Legal", "Jewish")})
        verdict = judge(shown("2027", late, first_jew), [self.gone])
        assert {leak.number for leak in verdict.leaks} == {"directorate=Legal & faith=Jewish", "faith=Jewish"}

    def test_hiding_the_numbers_is_offered(self) -> None:
        new = shown("July 2026", SUMMER, staff_of(FIRST | {"new": ("Legal", "Hindu")}))
        for way in ways_out(new, [self.gone]):
            assert judge(Edition("instead", way.until or SUMMER, way.numbers, new.staff), [self.gone]).is_safe


class TestWhatCannotBeJudged:
    """Nothing that was not attacked to the end is ever called safe."""

    first = shown("April", SPRING, staff_of(FIRST))
    new = shown("July", SUMMER, staff_of(FIRST))

    def test_without_time(self) -> None:
        with pytest.raises(Unfinished, match="nothing is known to be safe"):
            judge(self.new, [self.first], seconds=0)
        with pytest.raises(Unfinished):
            judge(self.new, [Edition("April", SPRING, self.first.numbers)], seconds=0)
        with pytest.raises(Unfinished):
            prove_over_time(self.new, [self.first], seconds=0)

    def test_without_the_people_of_the_new_edition(self) -> None:
        with pytest.raises(Inconsistent, match="only with the people"):
            judge(Edition("July", SUMMER, self.new.numbers), [self.first])

    def test_with_two_editions_of_a_name(self) -> None:
        with pytest.raises(Inconsistent, match="the same name"):
            judge(shown("April", SUMMER, staff_of(FIRST)), [self.first])

    def test_with_numbers_that_are_not_those_of_the_rows(self) -> None:
        wrong = Edition("April", SPRING, {**self.first.numbers, "faith=Hindu": 31}, self.first.staff)
        with pytest.raises(Inconsistent, match="was shown as 31, but the staff rows give 32"):
            judge(self.new, [wrong])

    def test_with_earlier_numbers_that_do_not_add_up(self) -> None:
        wrong = Edition("April", SPRING, {**self.first.numbers, "faith=Hindu": 31})
        with pytest.raises(Inconsistent, match="do not add up"):
            judge(self.new, [wrong])

    def test_with_too_many_kinds_of_people(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(modelling, "MOST_LINES", 5)
        with pytest.raises(Inconsistent, match="Publish coarser lists"):
            judge(self.new, [self.first])

    def test_with_people_counted_twice(self) -> None:
        with pytest.raises(Inconsistent, match="in the population twice"):
            Staff(self.first.staff.population, ["one"] * 112)  # type: ignore[union-attr]
        with pytest.raises(Inconsistent, match="one pseudonym for each"):
            Staff(self.first.staff.population, ["one"])  # type: ignore[union-attr]
