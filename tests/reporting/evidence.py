"""A year's evidence for tests of the report: small, but with every shape in it."""

import datetime
from dataclasses import replace
from typing import Any

from actionplans.figures import Delivery, PlanDelivery
from eqia.figures import EqiaActivity
from objectives.figures import IndicatorProgress, ObjectiveProgress
from objectives.rules.progress import Progress
from organisation.choices import Jurisdiction
from reporting.annual.evidence import Evidence
from workforce.figures import Category, CharacteristicProfile, Profile


def an_indicator(**changes: Any) -> IndicatorProgress:
    indicator = IndicatorProgress(
        name="Residents who find the council easy to reach",
        unit="Per cent",
        direction="Increase to at least the target",
        baseline="52",
        baseline_on="2022-03-31",
        target="70",
        target_on="2027-03-31",
        latest="64.5",
        latest_on="2026-03-31",
        status=Progress.ON_TRACK,
        status_words="On track",
        sentence="64.5% on 31 March 2026, up from 52% on 31 March 2022. That is 69% of the way to the target of 70% by "
        "31 March 2027, with 80% of the time gone.",
        source="Residents’ survey, 2,100 answers",
        readings=[
            ("2022-03-31", "52"),
            ("2023-03-31", "55"),
            ("2024-03-31", "59"),
            ("2025-03-31", "62"),
            ("2026-03-31", "64.5"),
        ],
        split=[
            (f"Disability: {group}", f"{year}-03-31", value)
            for group, values in (("Disabled", ("38", "41", "[c]")), ("Not disabled", ("61", "65", "69")))
            for year, value in zip((2024, 2025, 2026), values, strict=True)
        ],
    )
    return replace(indicator, **changes)


def an_objective(**changes: Any) -> ObjectiveProgress:
    objective = ObjectiveProgress(
        title="Make the council easy to reach for everybody",
        why="Disabled residents told us that they give up more often than others before they reach anybody.",
        characteristics=["Disability", "Age"],
        owner="Helen Marsh",
        directorate="Corporate Resources",
        period="1 April 2022 to 31 March 2027",
        status=Progress.ON_TRACK,
        status_words="On track",
        indicators=[an_indicator()],
    )
    return replace(objective, **changes)


def a_profile(**changes: Any) -> Profile:
    def category(label: str, count: str, percent: str, share: float | None, benchmark: float | None) -> Category:
        return Category(
            key=label,
            label=label,
            level=1,
            count_shown=count,
            percent_shown=percent,
            percent_of_all=percent,
            benchmark_percent=None if benchmark is None else f"{benchmark}%",
            share=share,
            benchmark_share=benchmark,
        )

    race = CharacteristicProfile(
        key="race",
        name="Race",
        measures="Ethnic group",
        declared_shown="4,410",
        declared_rate="88.2%",
        response_rate="92.0%",
        base_note="Base: 4,410 staff who gave an answer.",
        categories=[
            category("White", "4,100", "93.0%", 93.0, 89.4),
            category("Asian or Asian British", "180", "4.1%", 4.1, 6.4),
            category("Another ethnic group", "[c]", "[c]", None, 1.1),
        ],
        missing=[
            Category("pnts", "Prefer not to say", 1, "190", "", "3.8%"),
            Category("unknown", "Not known", 1, "400", "", "8.0%"),
        ],
        benchmark_source="Population: Census 2021, Kent.",
        threshold=5,
        has_hidden=True,
    )
    religion = replace(
        race, key="religion_belief", name="Religion or belief", declared_rate="61.0%", response_rate="70.2%"
    )
    return replace(
        Profile(as_at="2026-03-31", headcount="5,000", characteristics=[race, religion], area="Kent"), **changes
    )


def evidence(**changes: Any) -> Evidence:
    eqia = EqiaActivity(
        starts_on="2025-04-01",
        ends_on="2026-03-31",
        started=19,
        completed=14,
        published=11,
        screened_out=6,
        returned=4,
        open_now=9,
        by_directorate=[("Adults and Public Health", 7, 6, 5), ("Place and Environment", 12, 8, 6)],
        by_outcome=[
            ("No major change", 3),
            ("Adjust the proposal", 4),
            ("Continue with justification", 1),
            ("Not required", 6),
        ],
        by_characteristic=[("Age", 2, 2, 1, 1, 2), ("Disability", 1, 3, 2, 1, 1), ("Race", 2, 1, 0, 3, 2)],
    )
    plan = PlanDelivery(
        title="Accessible services",
        total=40,
        completed=22,
        verified=20,
        in_progress=11,
        not_started=6,
        overdue=3,
        without_deadline=4,
        without_lead=2,
        without_indicator=9,
    )
    found = Evidence(
        body="Testshire County Council",
        colour="#1d5c4d",
        contact="Equality team, County Hall, equality@example.org",
        area="Kent",
        jurisdiction=Jurisdiction.ENGLAND,
        title="Annual equality report 2025-26",
        year="2025-26",
        starts_on=datetime.date(2025, 4, 1),
        ends_on=datetime.date(2026, 3, 31),
        as_at=datetime.date(2026, 11, 22),
        foreword="This year we listened.\n\nNext year we act on it.",
        foreword_by="Cllr Amara Bello, cabinet member for communities",
        next_steps="Open the second changing place by June 2026\nAsk every leaver why they leave",
        objectives=[
            an_objective(),
            an_objective(
                title="Close the gap in progression",
                status=Progress.BEHIND,
                status_words="Behind",
                indicators=[
                    an_indicator(
                        name="Asian staff in senior grades", status=Progress.BEHIND, status_words="Behind", split=[]
                    )
                ],
            ),
        ],
        eqia=eqia,
        before=replace(eqia, completed=9, published=7),
        delivery=Delivery(
            plans=[
                plan,
                replace(plan, title="Fair employment", total=20, completed=5, verified=5, in_progress=9, not_started=6),
            ],
            completed_in_period=17,
            overdue_now=6,
            deadlines_moved=8,
        ),
        workforce=a_profile(),
    )
    return replace(found, **changes)
