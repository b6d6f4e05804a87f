"""The lists themselves. Harmonised standards of the Government Statistical Service for England and Wales where there is one."""

from organisation.code_lists.shapes import Category, CodeList

CENSUS_2021 = "Census 2021, England and Wales"
WHITE_BRITISH = ("white british", "british", "white english", "english", "white welsh", "welsh", "white scottish")

ETHNICITY_2021 = CodeList(
    key="ethnicity",
    name="Ethnic group",
    edition=CENSUS_2021,
    characteristic="race",
    measures="What people say their ethnic group is, in the 19 groups of the 2021 census",
    source="Harmonised standard for ethnicity, Census 2021 for England and Wales",
    groups={
        "asian": "Asian or Asian British",
        "black": "Black, Black British, Caribbean or African",
        "mixed": "Mixed or multiple ethnic groups",
        "white": "White",
        "other": "Other ethnic group",
    },
    categories=(
        Category(11, "indian", "Indian", "asian"),
        Category(12, "pakistani", "Pakistani", "asian"),
        Category(13, "bangladeshi", "Bangladeshi", "asian"),
        Category(14, "chinese", "Chinese", "asian"),
        Category(15, "other_asian", "Any other Asian background", "asian", ("other asian", "any other asian")),
        Category(21, "caribbean", "Caribbean", "black", ("black caribbean",)),
        Category(22, "african", "African", "black", ("black african",)),
        Category(
            23,
            "other_black",
            "Any other Black, Black British or Caribbean background",
            "black",
            (
                "other black",
                "any other black",
                "any other black background",
                "any other black or african or caribbean background",
            ),
        ),
        Category(31, "white_and_black_caribbean", "White and Black Caribbean", "mixed", ("white or black caribbean",)),
        Category(32, "white_and_black_african", "White and Black African", "mixed", ("white or black african",)),
        Category(33, "white_and_asian", "White and Asian", "mixed", ("white or asian",)),
        Category(
            34,
            "other_mixed",
            "Any other Mixed or multiple ethnic background",
            "mixed",
            ("other mixed", "any other mixed", "any other mixed background"),
        ),
        Category(41, "british", "English, Welsh, Scottish, Northern Irish or British", "white", WHITE_BRITISH),
        Category(42, "irish", "Irish", "white", ("white irish",)),
        Category(
            43,
            "gypsy_or_irish_traveller",
            "Gypsy or Irish Traveller",
            "white",
            (
                "gypsy or traveller or irish traveller",
                "irish traveller",
                "traveller of irish heritage",
                "gypsy irish traveller",
                "gypsy traveller",
            ),
        ),
        Category(44, "roma", "Roma", "white", ("white roma",)),
        Category(
            45,
            "other_white",
            "Any other White background",
            "white",
            ("other white", "any other white", "white non british", "non british"),
        ),
        Category(51, "arab", "Arab", "other"),
        Category(52, "any_other", "Any other ethnic group", "other", ("any other", "any other ethnicity")),
    ),
)

# The older editions, for files and series that still use them. What a newer list split, an older one cannot tell apart.
ETHNICITY_2011 = CodeList(
    key="ethnicity",
    name="Ethnic group",
    edition="Census 2011, England and Wales",
    characteristic="race",
    measures="What people say their ethnic group is, in the 18 groups of the 2011 census",
    groups=ETHNICITY_2021.groups,
    categories=tuple(category for category in ETHNICITY_2021.categories if category.key != "roma"),
    maps_to={category.code: category.code for category in ETHNICITY_2021.categories if category.key != "roma"},
    source="Census 2011 for England and Wales: Roma were counted under any other White background",
)
ETHNICITY_2001 = CodeList(
    key="ethnicity",
    name="Ethnic group",
    edition="Census 2001, England and Wales",
    characteristic="race",
    measures="What people say their ethnic group is, in the 16 groups of the 2001 census",
    groups=ETHNICITY_2021.groups,
    categories=tuple(
        Category(53, "chinese", "Chinese", "other") if category.key == "chinese" else category
        for category in ETHNICITY_2021.categories
        if category.key not in ("roma", "gypsy_or_irish_traveller", "arab")
    ),
    maps_to={
        category.code: category.code
        for category in ETHNICITY_2021.categories
        if category.key not in ("roma", "gypsy_or_irish_traveller", "arab", "chinese")
    }
    | {53: 14},
    source="Census 2001 for England and Wales: Chinese stood under other ethnic group; no Arab, no Gypsy or Irish Traveller",
)

SEX = CodeList(
    key="sex",
    name="Sex",
    edition=CENSUS_2021,
    characteristic="sex",
    measures="Sex as recorded by the employer; never worked out from gender identity",
    categories=(
        Category(1, "female", "Female", also=("f", "woman", "women", "females")),
        Category(2, "male", "Male", also=("m", "man", "men", "males")),
    ),
)

AGE = CodeList(
    key="age",
    name="Age",
    edition="Ten-year bands",
    characteristic="age",
    measures="Age on the day of the snapshot",
    categories=(
        Category(1, "16_24", "16 to 24"),
        Category(2, "25_34", "25 to 34"),
        Category(3, "35_44", "35 to 44"),
        Category(4, "45_54", "45 to 54"),
        Category(5, "55_64", "55 to 64"),
        Category(6, "65_over", "65 and over", also=("65", "65 or over")),
    ),
)

DISABILITY = CodeList(
    key="disability",
    name="Disability",
    edition="Equality Act 2010, self-declared",
    characteristic="disability",
    measures="Whether people say they are disabled within the meaning of the Equality Act 2010",
    categories=(
        Category(1, "disabled", "Disabled", also=("yes", "y", "disabled under the equality act")),
        Category(
            2, "not_disabled", "Not disabled", also=("no", "n", "not disabled under the equality act", "non disabled")
        ),
    ),
)

RELIGION = CodeList(
    key="religion",
    name="Religion or belief",
    edition=CENSUS_2021,
    characteristic="religion_belief",
    measures="What people say their religion is",
    is_sensitive=True,
    groups={"none": "No religion", "christian": "Christian", "another": "Another religion"},
    categories=(
        Category(1, "no_religion", "No religion", "none", ("no religion or belief", "no religious belief", "atheist")),
        Category(2, "christian", "Christian", "christian", ("christian all denominations", "christianity")),
        Category(3, "buddhist", "Buddhist", "another", ("buddhism",)),
        Category(4, "hindu", "Hindu", "another", ("hinduism",)),
        Category(5, "jewish", "Jewish", "another", ("judaism",)),
        Category(6, "muslim", "Muslim", "another", ("islam",)),
        Category(7, "sikh", "Sikh", "another", ("sikhism",)),
        Category(
            8,
            "other_religion",
            "Any other religion",
            "another",
            ("other religion", "other", "any other religion or belief"),
        ),
    ),
)

SEXUAL_ORIENTATION = CodeList(
    key="sexual_orientation",
    name="Sexual orientation",
    edition=CENSUS_2021,
    characteristic="sexual_orientation",
    measures="What people say their sexual orientation is",
    is_sensitive=True,
    groups={"straight_all": "Straight or heterosexual", "lgb": "Gay, lesbian, bisexual or another orientation"},
    categories=(
        Category(
            1,
            "straight",
            "Straight or heterosexual",
            "straight_all",
            ("straight", "heterosexual", "heterosexual or straight"),
        ),
        Category(
            2, "gay_or_lesbian", "Gay or lesbian", "lgb", ("gay", "lesbian", "gay man", "gay woman", "lesbian or gay")
        ),
        Category(3, "bisexual", "Bisexual", "lgb", ("bi",)),
        Category(4, "other_orientation", "Other sexual orientation", "lgb", ("other", "another sexual orientation")),
    ),
)

GENDER_IDENTITY = CodeList(
    key="gender_identity",
    name="Gender identity",
    edition=CENSUS_2021,
    characteristic="gender_reassignment",
    measures="Whether people say their gender is the same as the sex registered at birth; never worked out from sex",
    is_sensitive=True,
    categories=(
        Category(1, "same", "Same as sex registered at birth", also=("yes", "y", "same", "same as sex at birth")),
        Category(2, "different", "Different from sex registered at birth", also=("no", "n", "different")),
    ),
)

MARITAL_STATUS = CodeList(
    key="marital_status",
    name="Marriage and civil partnership",
    edition=CENSUS_2021,
    characteristic="marriage_civil_partnership",
    measures="Legal marital or registered civil partnership status",
    groups={"in_one": "Married or in a civil partnership", "not_in_one": "Not married or in a civil partnership"},
    categories=(
        Category(
            1, "never", "Never married and never in a civil partnership", "not_in_one", ("single", "never married")
        ),
        Category(2, "married", "Married", "in_one"),
        Category(
            3,
            "civil_partnership",
            "In a registered civil partnership",
            "in_one",
            ("civil partnership", "civil partner"),
        ),
        Category(
            4, "separated", "Separated, but still legally married or in a civil partnership", "in_one", ("separated",)
        ),
        Category(
            5,
            "divorced",
            "Divorced, or civil partnership dissolved",
            "not_in_one",
            ("divorced", "dissolved", "divorced or dissolved"),
        ),
        Category(
            6,
            "widowed",
            "Widowed, or surviving civil partner",
            "not_in_one",
            ("widowed", "surviving civil partner", "widow", "widower"),
        ),
    ),
)

CODE_LISTS: dict[str, CodeList] = {
    code_list.key: code_list
    for code_list in (
        SEX,
        AGE,
        ETHNICITY_2021,
        DISABILITY,
        RELIGION,
        SEXUAL_ORIENTATION,
        GENDER_IDENTITY,
        MARITAL_STATUS,
    )
}


def age_band(years: int) -> int:
    """The code of the band an age in whole years falls in."""
    return 1 if years < 25 else min(6, (years - 5) // 10)
