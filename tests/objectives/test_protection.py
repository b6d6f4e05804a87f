from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from objectives.rules.protection import Counted, hidden_groups, may_show


def share(numerator: int, denominator: int) -> Counted:
    return Counted(Decimal(100 * numerator) / denominator, numerator, denominator)


def test_a_share_of_few_people_is_hidden_and_another_with_it() -> None:
    groups = {"White": share(300, 600), "Asian": share(40, 90), "Black": share(3, 30), "Mixed": share(12, 25)}
    hidden = hidden_groups("percent", groups)
    assert "Black" in hidden
    assert len(hidden) >= 2
    assert "White" not in hidden


def test_a_share_that_few_people_are_missing_from_is_hidden() -> None:
    assert "Asian" in hidden_groups("percent", {"White": share(300, 600), "Asian": share(38, 40)})


def test_shares_of_many_people_are_shown() -> None:
    assert hidden_groups("percent", {"Women": share(300, 600), "Men": share(200, 500)}) == frozenset()


def test_a_share_without_its_counts_is_hidden() -> None:
    groups = {"Women": share(300, 600), "Men": Counted(Decimal(40))}
    assert hidden_groups("percent", groups) == {"Men"}


def test_a_count_of_few_people_is_hidden_and_another_with_it() -> None:
    groups = {"Boys": Counted(Decimal(31)), "Girls": Counted(Decimal(3)), "Another way": Counted(Decimal(9))}
    assert hidden_groups("count", groups) == {"Girls", "Another way"}


def test_about_sensitive_characteristics_up_to_nine_are_hidden() -> None:
    groups = {"Straight": share(300, 600), "Gay or lesbian": share(9, 40)}
    assert hidden_groups("percent", groups, characteristic="sex") == frozenset()
    assert "Gay or lesbian" in hidden_groups("percent", groups, characteristic="sexual_orientation")


def test_zero_is_shown() -> None:
    assert hidden_groups("count", {"Boys": Counted(Decimal(31)), "Girls": Counted(Decimal(0))}) == frozenset()


def test_a_rate_hides_when_few_cases_stand_behind_it() -> None:
    groups = {
        "White": Counted(Decimal("1.5"), 90, 60000),
        "Asian": Counted(Decimal("0.5"), 3, 6000),
        "Black": Counted(Decimal("2"), 12, 6000),
    }
    assert hidden_groups("rate_per_1000", groups) == {"Asian", "Black"}


def test_an_average_hides_when_it_is_of_few_people() -> None:
    groups = {"Urdu": Counted(Decimal(6), None, 40), "Polish": Counted(Decimal(9), None, 2)}
    assert hidden_groups("days", groups) == {"Urdu", "Polish"}
    assert hidden_groups("days", {"Urdu": Counted(Decimal(6))}) == {"Urdu"}


@given(
    st.dictionaries(
        st.sampled_from(["A", "B", "C", "D"]),
        st.tuples(st.integers(0, 60), st.integers(1, 60)).map(lambda pair: share(min(pair), max(pair))),
        min_size=1,
    )
)
def test_no_small_count_is_ever_shown(groups: dict[str, Counted]) -> None:
    hidden = hidden_groups("percent", groups)
    for name, group in groups.items():
        assert group.numerator is not None
        assert group.denominator is not None
        counts = (group.numerator, group.denominator - group.numerator, group.denominator)
        assert name in hidden or not any(0 < count < 5 for count in counts)


def test_the_figure_for_everybody_together_is_shown_unless_few_stand_behind_it() -> None:
    assert may_show("percent", share(50, 100))
    assert may_show("percent", share(0, 100))
    assert may_show("percent", Counted(Decimal("1.5")))
    assert not may_show("percent", share(3, 100))
    assert not may_show("percent", share(98, 100))
    assert may_show("ratio", Counted(Decimal("0.98"), 98, 100))
    assert may_show("count", Counted(Decimal(5)))
    assert not may_show("count", Counted(Decimal(4)))
    assert not may_show("count", Counted(Decimal(9)), threshold=10)


def test_those_who_are_in_none_of_the_groups_cannot_be_worked_out() -> None:
    """47 in all, 45 in two groups that are shown: the two who gave no answer would be known."""
    groups = {"Women": Counted(Decimal(25)), "Men": Counted(Decimal(20))}
    assert hidden_groups("count", groups) == frozenset()
    assert hidden_groups("count", groups, everybody=Counted(Decimal(47)))
    assert hidden_groups("count", groups, everybody=Counted(Decimal(45))) == frozenset()
    assert hidden_groups("count", groups, everybody=Counted(Decimal(95))) == frozenset()


def test_people_who_are_in_several_groups_are_protected_one_by_one() -> None:
    groups = {"Women": Counted(Decimal(25)), "Disabled": Counted(Decimal(3)), "Carers": Counted(Decimal(20))}
    assert "Disabled" in hidden_groups("count", groups, everybody=Counted(Decimal(30)))


def test_a_group_may_bear_the_name_of_a_total() -> None:
    groups = {"total": Counted(Decimal(25)), "everybody else": Counted(Decimal(3)), "Men": Counted(Decimal(20))}
    assert "everybody else" in hidden_groups("count", groups, everybody=Counted(Decimal(90)))


@given(st.lists(st.integers(0, 12), min_size=2, max_size=5), st.integers(0, 9))
def test_nobody_can_tell_a_hidden_count_from_the_whole_and_the_others(counts: list[int], rest: int) -> None:
    """By brute force: for each small count, other numbers agree with all that is shown, once with nobody and once with five."""
    groups = {f"Group {place}": Counted(Decimal(count)) for place, count in enumerate(counts)}
    whole = sum(counts) + rest
    hidden = hidden_groups("count", groups, everybody=Counted(Decimal(whole)))
    shown = sum(count for name, count in zip(groups, counts, strict=True) if name not in hidden)
    unknown = [count for name, count in zip(groups, counts, strict=True) if name in hidden] + [rest] * (rest > 0)
    for count in unknown:
        if 0 < count < 5 and whole >= 5:
            assert len(unknown) > 1
            assert whole - shown >= 5
