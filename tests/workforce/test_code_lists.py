import pytest

from organisation.benchmarks import benchmarks_for
from organisation.code_lists import (
    AGE,
    CODE_LISTS,
    DISABILITY,
    ETHNICITY_2001,
    ETHNICITY_2011,
    ETHNICITY_2021,
    GENDER_IDENTITY,
    MISSING,
    RELIGION,
    SEX,
    SEXUAL_ORIENTATION,
    CodeList,
    Missing,
    UnreadableLabel,
    age_band,
    read_label,
)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("White: English, Welsh, Scottish, Northern Irish or British", "british"),
        ("White British", "british"),
        ("white-british", "british"),
        ("English / Welsh / Scottish / Northern Irish / British", "british"),
        ("White - Any other White background", "other_white"),
        ("White - Gypsy or Irish Traveller", "gypsy_or_irish_traveller"),
        ("Asian/Asian British: Indian", "indian"),
        ("Asian or Asian British - Any other Asian background", "other_asian"),
        ("Other ethnic group: Chinese", "chinese"),
        ("Black African/Caribbean/Black British - Caribbean", "caribbean"),
        ("Black - African", "african"),
        ("Any other Black background", "other_black"),
        ("Mixed White/Asian", "white_and_asian"),
        ("Mixed: White & Black African", "white_and_black_african"),
        ("White and Black Caribbean", "white_and_black_caribbean"),
        ("Mixed/multiple ethnic groups - other", "other_mixed"),
        ("Other - Arab", "arab"),
        ("any other", "any_other"),
    ],
)
def test_an_ethnic_group_is_read_however_it_is_written(label: str, key: str) -> None:
    assert ETHNICITY_2021.by_code[read_label(ETHNICITY_2021, label)].key == key


@pytest.mark.parametrize(
    "label", ["Asian", "White", "Other", "Asian or Asian British", "Black/African/Caribbean/Black British"]
)
def test_a_group_of_answers_is_not_taken_for_one_of_them(label: str) -> None:
    with pytest.raises(UnreadableLabel, match=r"names a group of answers; write one of: .+"):
        read_label(ETHNICITY_2021, label)


@pytest.mark.parametrize(
    "label",
    [
        "BME",
        "Gypsy/Roma",
        "mixed/other",
        "Pakistani and Bangladeshi",
        "not known / prefer not to say",
        "asian and other",
    ],
)
def test_nothing_is_guessed(label: str) -> None:
    with pytest.raises(UnreadableLabel):
        read_label(ETHNICITY_2021, label)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("", Missing.NOT_STATED),
        ("  ", Missing.NOT_STATED),
        ("Not declared", Missing.NOT_STATED),
        ("Prefer not to say", Missing.PREFER_NOT_TO_SAY),
        ("Do not wish to disclose", Missing.PREFER_NOT_TO_SAY),
        ("Unknown", Missing.NOT_KNOWN),
        ("Not collected", Missing.NOT_ASKED),
        ("N/A", Missing.NOT_APPLICABLE),
    ],
)
def test_five_kinds_of_missing_answer_are_kept_apart_in_every_list(label: str, code: int) -> None:
    assert {read_label(code_list, label) for code_list in CODE_LISTS.values()} == {code}


def test_the_other_lists_read_the_words_of_hr_systems() -> None:
    assert read_label(SEX, "F") == read_label(SEX, "woman") == 1
    assert read_label(DISABILITY, "No") == 2
    assert read_label(RELIGION, "Christian (all denominations)") == 2
    assert read_label(SEXUAL_ORIENTATION, "Gay") == 2
    assert read_label(GENDER_IDENTITY, "Yes") == 1


def test_every_label_of_every_list_reads_as_itself() -> None:
    for code_list in (*CODE_LISTS.values(), ETHNICITY_2011):
        for category in code_list.categories:
            assert read_label(code_list, category.label) == category.code


@pytest.mark.parametrize(("years", "band"), [(16, 1), (24, 1), (25, 2), (34, 2), (35, 3), (64, 5), (65, 6), (99, 6)])
def test_ages_fall_into_their_band(years: int, band: int) -> None:
    assert age_band(years) == band
    assert AGE.by_code[band]


def test_older_editions_map_to_the_one_in_use() -> None:
    assert len(ETHNICITY_2021.categories) == 19
    for older, size in ((ETHNICITY_2011, 18), (ETHNICITY_2001, 16)):
        assert len(older.categories) == size
        assert set(older.maps_to) == set(older.by_code)
        assert set(older.maps_to.values()) <= set(ETHNICITY_2021.by_code)


def test_codes_of_answers_and_of_missing_answers_never_meet() -> None:
    for code_list in CODE_LISTS.values():
        assert not set(code_list.by_code) & set(MISSING)
    with pytest.raises(ValueError, match="used once"):
        CodeList("x", "X", "1", "sex", "", (SEX.categories[0], SEX.categories[0]))


def test_the_benchmark_says_of_whom_it_is_and_adds_up() -> None:
    found = benchmarks_for("Kent")
    ethnicity = found["ethnicity"]
    assert ethnicity.base == sum(ethnicity.people.values()) == 1_576_077
    assert str(ethnicity) == "Census 2021, TS021 ethnic group; Kent; all usual residents"
    shares = [ethnicity.group_share(ETHNICITY_2021, group) for group in ETHNICITY_2021.groups]
    assert sum(share for share in shares if share) == pytest.approx(1)
    assert set(ethnicity.people) == set(ETHNICITY_2021.by_key)
    assert set(found["religion"].people) == set(RELIGION.by_key)
    assert found["gender_identity"].share("same") is None
    assert "Kent, standing in for the made-up Wealdshire" in str(benchmarks_for("Wealdshire")["ethnicity"])
    assert benchmarks_for("Elsewhere") == {}
