"""What is printed instead of a count, compared with every count that could have been printed so."""

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.attack import exposures, intervals
from disclosure.forms import (
    Direction,
    Mean,
    Rate,
    Rounded,
    Ties,
    as_number,
    difference_of,
    share,
    structural_zero,
    without,
)
from disclosure.linear import Unfinished
from disclosure.publication import Inconsistent, Number, Publication, Status, Sum
from disclosure.suppression import CannotProtect, suppress
from disclosure.witnesses import flaws, witnesses

ROUNDINGS = {Ties.UP: ROUND_HALF_UP, Ties.EVEN: ROUND_HALF_EVEN}
ties = st.sampled_from(list(Ties))


def printed(value: Decimal, decimals: int, how: Ties) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUNDINGS[how])


@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 2), ties, st.sampled_from([100, 1000]))
def test_a_percentage_says_exactly_which_counts_are_printed_like_it(
    base: int, count: int, decimals: int, how: Ties, per: int
) -> None:
    count = min(count, base)
    form = Rate(base, decimals, per, how)
    alike = [
        other
        for other in range(base + 1)
        if printed(Decimal(other * per) / base, decimals, how) == form.of(Fraction(count))
    ]
    assert form.interval(Fraction(count)) == (alike[0], alike[-1])
    assert alike == list(range(alike[0], alike[-1] + 1))


@given(st.integers(1, 12), st.integers(0, 60), st.sampled_from(list(Direction)), ties, st.booleans())
def test_a_rounded_count_says_exactly_which_counts_are_printed_like_it(
    base: int, count: int, direction: Direction, how: Ties, is_up: bool
) -> None:
    by_chance = (count // base + (is_up and count % base > 0)) * base
    form = Rounded(base, direction, how, by_chance if direction is Direction.RANDOM else None)
    shown = form.of(count)

    def could_be(other: int) -> bool:
        if direction is Direction.RANDOM:
            return shown in {other // base * base, -(-other // base) * base}
        return Rounded(base, direction, how).of(other) == shown

    alike = [other for other in range(count + 3 * base) if could_be(other)]
    assert abs(shown - count) <= base
    assert form.interval(Fraction(count)) == (alike[0], alike[-1])


@given(st.integers(1, 30), st.integers(-900, 9000), st.integers(0, 2), ties)
def test_a_mean_says_how_much_its_sum_can_be(people: int, pence: int, decimals: int, how: Ties) -> None:
    form = Mean(people, decimals, how)
    low, high = form.interval(Fraction(pence, 100))
    step = Fraction(1, 10**decimals)
    assert low <= Fraction(pence, 100) <= high
    assert high - low == step * people
    for inside in (low + step * people / 1000, high - step * people / 1000):
        assert form.of(inside) == form.of(Fraction(pence, 100))


def test_one_of_fourteen_shown_as_a_percentage_is_known_to_be_one() -> None:
    assert Rate(14, 1).of(Fraction(1)) == Decimal("7.1")
    assert as_number("n", 1, Rate(14, 1)) == Number("n", 1, Status.ROUNDED, 1.0, 1.0)
    assert Rate(2000, 0).interval(Fraction(37)) == (30, 49)


def test_the_pay_of_one_who_left_is_the_difference_of_two_means() -> None:
    """Twelve earned 15.20 an hour on average; without one who earned 23.90 eleven earn 14.41."""
    everybody = as_number("pay of 12", 182.40, Mean(12, 2))
    others = as_number("pay of 11", 158.50, Mean(11, 2))
    leaver = Number("pay of the leaver", 23.90, Status.PRIMARY, is_count=False)
    told = Publication((everybody, others, leaver), (Sum("pay of 12", ("pay of 11", "pay of the leaver")),))
    low, high = intervals(told)["pay of the leaver"].lp
    assert (low, high) == (pytest.approx(23.775), pytest.approx(24.005))


def test_part_timers_imply_full_timers_though_nobody_prints_them() -> None:
    told = Publication((Number("G7", 14), Number("G7 part-time", 13)), (), 5)
    both = without(told, [("G7 part-time", "G7")])
    rest = difference_of("G7", "G7 part-time")
    assert both.by_id[rest].status is Status.PRIMARY
    assert [each.id for each in exposures(both, intervals(both))] == [rest]
    hidden = both.hiding(suppress(both, kept=["G7"]).secondary)
    assert [number.id for number in hidden.unknown] == ["G7 part-time", rest]
    assert exposures(hidden, intervals(hidden)) == []
    with pytest.raises(Inconsistent, match="more than “G7 part-time”"):
        without(told, [("G7", "G7 part-time")])


def test_a_structural_zero_hides_nobody() -> None:
    """Hiding a 0 that everybody knows would be no help, so a real count is hidden instead."""
    numbers = (Number("men on maternity leave", 0, high=0.0), Number("women", 3, Status.PRIMARY), Number("other", 9))
    total = Number("all", 12)
    told = Publication((*numbers, total), (Sum("all", tuple(each.id for each in numbers)),), 5)
    assert structural_zero("men on maternity leave") == numbers[0]
    assert suppress(told, kept=["all"]).secondary == {"other"}
    with pytest.raises(CannotProtect):
        suppress(told, kept=["all", "other"])
    whose = Publication((Number("men on maternity leave", 0), *numbers[1:], total), told.sums, 5)
    way_down = whose.hiding(["men on maternity leave"])
    assert intervals(way_down)["women"].integer == (0, 3)
    assert intervals(told.hiding(["men on maternity leave"]))["women"].integer == (3, 3)


@given(st.integers(1, 14), st.integers(0, 14), st.integers(0, 1), ties, st.booleans())
def test_a_percentage_of_a_hidden_base_binds_both(
    base: int, count: int, decimals: int, how: Ties, is_sum: bool
) -> None:
    count = min(count, base)
    shown = Rate(base, decimals, 100, how).of(Fraction(count))
    bound = share("part", "base", shown, decimals, ties=how)
    numbers = [Number("part", count, Status.HIDDEN), Number("base", base, Status.HIDDEN, high=20.0)]
    told = Publication(tuple(numbers), (), 5, "", (bound,))
    worlds = [
        (part, whole)
        for whole in range(1, 21)
        for part in range(whole + 1)
        if printed(Decimal(part * 100) / whole, decimals, how) == shown
    ]
    assert all(bound.is_met_by(*world) for world in worlds)
    found = intervals(told)
    assert found["part"].integer == (min(p for p, _ in worlds), max(p for p, _ in worlds))
    assert found["base"].integer == (min(w for _, w in worlds), max(w for _, w in worlds))


def test_a_percentage_that_gives_a_count_away_though_both_its_numbers_are_hidden() -> None:
    """33.3 % of a base of at most 4 is one of three."""
    told = Publication(
        (Number("women", 1, Status.PRIMARY), Number("all", 3, Status.SECONDARY, high=4.0)),
        (),
        5,
        "",
        (share("women", "all", Decimal("33.3"), 1),),
    )
    assert [each.low for each in exposures(told, intervals(told))] == [1.0, 3.0]
    wider = Publication(
        (Number("women", 0, Status.PRIMARY), Number("all", 3, Status.SECONDARY, high=40.0)),
        (),
        5,
        "",
        (share("women", "all", Decimal("0"), 0),),
    )
    # A percentage is printed of somebody, so its base is not 0.
    assert intervals(wider)["all"].integer == (1, 40)


def test_witnesses_agree_with_every_printed_percentage() -> None:
    told = Publication(
        (Number("women", 2, Status.PRIMARY), Number("men", 198, Status.SECONDARY), Number("all", 200)),
        (Sum("all", ("women", "men")),),
        5,
        "",
        (share("women", "all", Decimal("1"), 0),),
    )
    assert intervals(told)["women"].integer == (1, 2)
    with pytest.raises(Unfinished, match="no world"):
        witnesses(told)
    of_ten = replace(told, shares=(share("women", "all", Decimal("0"), 0, per=10),))
    proof = witnesses(of_ten)
    assert [(each.shows, each.value) for each in proof] == [("women", 0), ("women", 5)]
    assert flaws(of_ten, proof) == []
    assert "contradicts the percentage" in flaws(told, proof)[0]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Rounded(0), "multiples of 0"),
        (lambda: Rounded(5, printed=7), "not a multiple of 5"),
        (lambda: as_number("n", 7, Rounded(5, Direction.RANDOM)), "needs “printed”"),
        (lambda: as_number("n", 7, Rounded(5, printed=10)), "7 is not printed as 10"),
        (lambda: as_number("n", 7, Rounded(5, Direction.RANDOM, printed=20)), "7 is not printed as 20"),
        (lambda: as_number("n", 2.5, Rounded(5)), "Only whole numbers"),
        (lambda: Rate(0), "Its base must be 1 or more"),
        (lambda: Rate(10, 99), "99 decimals"),
        (lambda: as_number("n", 12, Rate(10)), "more than the 10"),
        (lambda: as_number("n", 1, Rate(14, 1, printed=Decimal("7.2"))), "1 is not printed as 7.2"),
        (lambda: Mean(0), "no mean of 0 people"),
    ],
)
def test_what_cannot_have_been_printed_is_refused(make: object, sentence: str) -> None:
    with pytest.raises(Inconsistent, match=sentence):
        make()  # type: ignore[operator]
