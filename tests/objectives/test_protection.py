from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from objectives.rules.protection import Counted, hidden_groups, may_show_counts


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


def test_the_counts_of_everybody_together_are_shown_unless_small() -> None:
    assert may_show_counts(50, 100)
    assert may_show_counts(0, 100)
    assert not may_show_counts(3, 100)
    assert not may_show_counts(98, 100)
    assert may_show_counts(None, None)
