"""What Wealdshire promised, and what was read since. Our own words and figures; the assessments' demonstration agrees with them."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sample:
    """An indicator: `values` are (years before the last 31 March, value or counts, note), oldest first.

    `month` is the month at whose end it is read; `split` maps a characteristic and a group to (years before, value or counts).
    A value with a base is (value, base) for averages.
    """

    name: str
    target: str
    baseline: str
    values: list[tuple[int, Any, str]]
    source: str
    unit: str = "percent"
    counts: str = "people"
    direction: str = "increase"
    month: int = 3
    every: int = 12
    definition: str = ""
    split: dict[tuple[str, str], list[tuple[int, Any]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Promise:
    title: str
    why: str
    characteristics: list[str]
    owner: str
    unit: str
    indicators: list[Sample]


# What the higher rooms link to, by key.
LIBRARIES, HATE, EXCLUSIONS, BUSES, LANGUAGES, DECLARING = (
    "libraries", "hate", "exclusions", "buses", "languages", "declaring",
)  # fmt: skip

RESIDENTS = "Residents’ survey, by post and online, each January to March"

PROMISES: dict[str, Promise] = {
    LIBRARIES: Promise(
        title="People from ethnic minorities use our libraries as readily as everybody else",
        why=(
            "When we asked in 2023, fewer than one in four residents from ethnic minorities had used a library in the past "
            "year, against 37% of all residents. Those who did not come told us that little was there in their languages "
            "and that they did not know membership was free."
        ),
        characteristics=["race", "rural_isolation"],
        owner="officer-libraries",
        unit="libraries",
        indicators=[
            Sample(
                name="Residents from ethnic minorities who used a library in the past year",
                baseline="23.6",
                target="36",
                values=[
                    (2, (168, 637), ""),
                    (1, (194, 631), "First year with reading groups in Punjabi, Nepali and Polish."),
                    (0, (231, 640), ""),
                ],
                source=RESIDENTS,
                definition="Residents aged 16 and over in any group but White British. Visits and loans online count.",
                split={
                    ("race", "Asian or Asian British"): [
                        (3, (60, 249)),
                        (2, (70, 252)),
                        (1, (80, 248)),
                        (0, (96, 250)),
                    ],
                    ("race", "Black, Black British, Caribbean or African"): [
                        (3, (40, 170)),
                        (2, (44, 168)),
                        (1, (50, 165)),
                        (0, (62, 170)),
                    ],
                    ("race", "Mixed or multiple"): [(3, (36, 134)), (2, (38, 131)), (1, (43, 128)), (0, (48, 130))],
                    ("race", "Gypsy, Roma or Traveller"): [(3, (2, 12)), (2, (2, 13)), (1, (2, 12)), (0, (3, 14))],
                    ("race", "Another ethnic group"): [(3, (12, 70)), (2, (14, 73)), (1, (19, 78)), (0, (22, 76))],
                },
            ),
            Sample(
                name="Loans of books in community languages, in large print and as audio",
                unit="count",
                counts="things",
                baseline="41200",
                target="55000",
                values=[(2, "46900", ""), (1, "52300", ""), (0, "58140", "Audio alone rose by 3,900.")],
                source="Library management system, financial year",
            ),
        ],
    ),
    HATE: Promise(
        title="People who meet with hate know where to report it and feel safe to do so",
        why=(
            "Half of residents say they would report a hate incident; among disabled people it is fewer. What is not "
            "reported cannot be stopped, and the places where it happens stay unknown."
        ),
        characteristics=["race", "religion_belief", "disability", "sexual_orientation", "gender_reassignment"],
        owner="officer-adults",
        unit="communities",
        indicators=[
            Sample(
                name="Residents who would feel confident to report a hate incident",
                baseline="52",
                target="65",
                values=[(2, (1281, 2390), ""), (1, (1322, 2400), ""), (0, (1350, 2410), "")],
                source=RESIDENTS,
                definition="Those who answered “very” or “fairly confident” to: if you met with hate, how confident would you be to report it?",
                split={
                    ("disability", "Disabled residents"): [(2, (215, 478)), (1, (224, 486)), (0, (231, 490))],
                    ("disability", "Residents who are not disabled"): [
                        (2, (1066, 1912)),
                        (1, (1098, 1914)),
                        (0, (1119, 1920)),
                    ],
                    ("sexual_orientation", "Straight or heterosexual"): [(1, (1236, 2228)), (0, (1262, 2236))],
                    ("sexual_orientation", "Gay or lesbian"): [(1, (25, 62)), (0, (27, 64))],
                    ("sexual_orientation", "Bisexual"): [(1, (8, 36)), (0, (9, 38))],
                    ("sexual_orientation", "Prefer not to say"): [(1, (53, 74)), (0, (52, 72))],
                },
            ),
            Sample(
                name="Hate incidents reported through a library, housing office or community centre",
                unit="count",
                baseline="38",
                target="120",
                every=6,
                values=[
                    (2, "61", ""),
                    (1, "84", ""),
                    (
                        0,
                        "112",
                        "More reports mean more trust, not more hate: police figures rose by 2% in the same year.",
                    ),
                ],
                source="Third-party reporting centres, the twelve months before",
            ),
        ],
    ),
    EXCLUSIONS: Promise(
        title="Fewer children are permanently excluded from school, and none because a need was not met",
        why=(
            "Children with special educational needs, Gypsy, Roma and Traveller children and children of mixed White and "
            "Black Caribbean heritage are excluded far more often than others. A child who is excluded rarely catches up."
        ),
        characteristics=["disability", "race", "sex", "care_experience"],
        owner="officer-children",
        unit="send",
        indicators=[
            Sample(
                name="Permanent exclusions in the school year",
                unit="count",
                direction="decrease",
                month=7,
                baseline="151",
                target="110",
                values=[
                    (3, "181", ""),
                    (2, "205", ""),
                    (1, "212", "The highest since records began. The new strategy with schools answers it."),
                    (0, "198", "The first fall in four years; still above where we started."),
                ],
                source="School census and exclusion returns",
                definition="All state-funded schools in the county, academies included.",
                split={
                    ("disability", "Pupils with special educational needs"): [
                        (3, "85"),
                        (2, "96"),
                        (1, "100"),
                        (0, "90"),
                    ],
                    ("disability", "Pupils without special educational needs"): [
                        (3, "96"),
                        (2, "109"),
                        (1, "112"),
                        (0, "108"),
                    ],
                    ("sex", "Boys"): [(3, "141"), (2, "160"), (1, "165"), (0, "152")],
                    ("sex", "Girls"): [(3, "40"), (2, "45"), (1, "47"), (0, "46")],
                    ("race", "Gypsy, Roma or Traveller pupils"): [(3, "7"), (2, "8"), (1, "9"), (0, "4")],
                    ("race", "Mixed White and Black Caribbean pupils"): [(3, "11"), (2, "12"), (1, "14"), (0, "13")],
                    ("race", "All other pupils"): [(3, "163"), (2, "185"), (1, "189"), (0, "181")],
                },
            ),
            Sample(
                name="Excluded children back in a mainstream school within a year",
                month=7,
                baseline="22",
                target="40",
                values=[(3, (44, 181), ""), (2, (48, 205), ""), (1, (58, 212), ""), (0, (62, 198), "")],
                source="Inclusion service case records",
            ),
        ],
    ),
    BUSES: Promise(
        title="Disabled and older people can get on and off a bus where they live",
        why=(
            "Two in five bus stops had a kerb high enough for a wheelchair or a walking frame in 2023. Where the stop cannot be "
            "used, people miss hospital appointments, work and friends; in villages there is often no other way to travel."
        ),
        characteristics=["disability", "age", "rural_isolation"],
        owner="officer",
        unit="highways",
        indicators=[
            Sample(
                name="Bus stops with a raised kerb and room for a wheelchair",
                counts="things",
                baseline="38.2",
                target="60",
                every=6,
                values=[
                    (2, (1386, 3142), ""),
                    (1, (1634, 3142), ""),
                    (0, (1824, 3145), "40 stops waited for works on gas mains and are counted next year."),
                ],
                source="Highways asset register",
            ),
            Sample(
                name="Disabled residents who can use the bus when they need to",
                baseline="49.2",
                target="60",
                values=[(2, (244, 478), ""), (1, (268, 486), ""), (0, (281, 490), "")],
                source=RESIDENTS,
                split={
                    ("age", "People aged 18 to 64"): [(2, (133, 270)), (1, (144, 272)), (0, (150, 274))],
                    ("age", "People aged 65 and over"): [(2, (111, 208)), (1, (124, 214)), (0, (131, 216))],
                    ("rural_isolation", "Village residents"): [(1, (45, 106)), (0, (48, 108))],
                    ("rural_isolation", "Town residents"): [(1, (223, 380)), (0, (233, 382))],
                },
            ),
        ],
    ),
    LANGUAGES: Promise(
        title="Whoever needs an interpreter has one in time, and one who is qualified",
        why=(
            "People waited almost two weeks for an interpreter in 2023, and three in ten deaf people met one without "
            "registration. Some signed papers they had not understood."
        ),
        characteristics=["race", "disability"],
        owner="officer-resources",
        unit="customers",
        indicators=[
            Sample(
                name="Working days from asking for an interpreter to the appointment",
                unit="days",
                direction="decrease",
                baseline="9.4",
                target="5",
                values=[
                    (2, ("7.8", 8720), ""),
                    (1, ("6.1", 9110), ""),
                    (0, ("4.8", 9610), "Telephone interpreting is not counted: it is there within a minute."),
                ],
                source="Bookings of the interpreting contract",
                split={
                    ("race", "European languages"): [(1, ("5.2", 4020)), (0, ("3.9", 4200))],
                    ("race", "South Asian languages"): [(1, ("5.9", 2980)), (0, ("4.6", 3100))],
                    ("race", "African languages"): [(1, ("7.9", 1310)), (0, ("6.2", 1450))],
                    ("race", "Other languages"): [(1, ("8.4", 800)), (0, ("7.1", 860))],
                },
            ),
            Sample(
                name="British Sign Language appointments with a registered interpreter",
                baseline="71",
                target="90",
                values=[
                    (2, (110, 137), ""),
                    (1, (134, 147), ""),
                    (0, (139, 158), "General agencies sent interpreters without registration 19 times."),
                ],
                source="Bookings of the interpreting contract",
            ),
        ],
    ),
    DECLARING: Promise(
        title="Staff trust us enough to tell us who they are, so that unequal treatment can be seen",
        why=(
            "In 2023 two in five staff had not told us whether they are disabled. Adjustments were not made, and pay and "
            "promotion could not be compared."
        ),
        characteristics=["disability", "sexual_orientation"],
        owner="lead",
        unit="people",
        indicators=[
            Sample(
                name="Staff who have declared whether they are disabled",
                baseline="61.3",
                target="85",
                values=[(2, "68", ""), (1, "disability", ""), (0, "disability", "")],
                source="Staff snapshot, 31 March",
            ),
            Sample(
                name="Staff who have declared their sexual orientation",
                baseline="52.1",
                target="75",
                values=[(2, "58.4", ""), (1, "sexual_orientation", ""), (0, "sexual_orientation", "")],
                source="Staff snapshot, 31 March",
            ),
        ],
    ),
}

BEFORE = Promise(
    title="Half of all bus stops can be used by people in wheelchairs",
    why="In 2019 a wheelchair user could board a bus at one stop in four.",
    characteristics=["disability"],
    owner="officer",
    unit="highways",
    indicators=[
        Sample(
            name="Bus stops with a raised kerb and room for a wheelchair",
            baseline="24",
            target="50",
            values=[
                (6, "27.5", ""),
                (5, "29.8", "Works stopped from March to July."),
                (4, "34.6", ""),
                (3, "38.2", ""),
            ],
            source="Highways asset register",
        )
    ],
)
