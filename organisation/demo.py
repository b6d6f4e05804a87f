"""Wealdshire County Council: a fictional body with people in every role. Nothing here is a real place or person."""

import datetime
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from organisation.choices import Role, UnitKind
from organisation.models import Characteristic, Organisation, Person, Post, PostHolding, RoleHolding, Unit

PASSWORD = "wealdshire-demonstration"  # noqa: S105  printed by `make run`; only ever set on demonstration people

UNITS: dict[str, tuple[str, dict[str, str]]] = {
    "adults": (
        "Adults and Public Health",
        {"adult-care": "Adult Social Care", "public-health": "Public Health", "communities": "Stronger Communities"},
    ),
    "children": (
        "Children and Schools",
        {"send": "Special Educational Needs", "early-help": "Early Help", "schools": "School Support"},
    ),
    "place": (
        "Place and Environment",
        {
            "highways": "Highways and Transport",
            "libraries": "Libraries and Registration",
            "waste": "Waste and Recycling",
            "fire": "Fire and Rescue",
        },
    ),
    "resources": (
        "Corporate Resources",
        {
            "people": "Human Resources",
            "digital": "Digital Services",
            "procurement": "Procurement",
            "customers": "Customer Services",
        },
    ),
}

# key: (full name, job title, unit, [(role, directorate or None for the whole body)])
PEOPLE: dict[str, tuple[str, str, str | None, list[tuple[Role, str | None]]]] = {
    "officer": ("Priya Nair", "Active travel officer", "highways", [(Role.OFFICER, "place")]),
    "officer-libraries": ("Tom Ashdown", "Library development manager", "libraries", [(Role.OFFICER, "place")]),
    "officer-adults": ("Grace Okafor", "Commissioning officer", "adult-care", [(Role.OFFICER, "adults")]),
    "officer-children": ("Daniel Hurst", "Inclusion officer", "send", [(Role.OFFICER, "children")]),
    "officer-resources": ("Mei Lin Chan", "Project manager", "digital", [(Role.OFFICER, "resources")]),
    "adviser": ("Sunita Rao", "Equality adviser", "people", [(Role.EQUALITY_ADVISER, None)]),
    "lead": ("Helen Marsh", "Corporate equality lead", "people", [(Role.EQUALITY_LEAD, None)]),
    "head": ("Robert Fielding", "Head of highways and transport", "highways", [(Role.HEAD_OF_SERVICE, "place")]),
    "head-adults": ("Yvonne Campbell", "Head of adult social care", "adult-care", [(Role.HEAD_OF_SERVICE, "adults")]),
    "head-children": ("Ifan Morgan", "Head of special educational needs", "send", [(Role.HEAD_OF_SERVICE, "children")]),
    "head-resources": ("Alison Pryce", "Head of digital services", "digital", [(Role.HEAD_OF_SERVICE, "resources")]),
    "director": ("Margaret Osei", "Director of place and environment", "place", [(Role.DIRECTOR, "place")]),
    "director-adults": (
        "David Achebe",
        "Director of adults and public health",
        "adults",
        [(Role.DIRECTOR, "adults")],
    ),
    "director-children": (
        "Ruth Pemberton",
        "Director of children and schools",
        "children",
        [(Role.DIRECTOR, "children")],
    ),
    "analyst": ("Jakub Nowak", "Workforce analyst", "people", [(Role.HR_ANALYST, None)]),
    "clerk": ("Eleanor Finch", "Democratic services officer", "customers", [(Role.COMMITTEE_CLERK, None)]),
    "member": ("Cllr Amara Bello", "Cabinet member for communities", None, [(Role.MEMBER, None)]),
    "administrator": ("Stephen Wells", "Systems administrator", "digital", [(Role.ADMINISTRATOR, None)]),
}

# Roles that ended before the day of loading: (person or, for those who left, their name, job title and unit), role,
# directorate, from and until in days before that day. The director of corporate resources left and nobody follows yet.
LEFT: dict[str, tuple[str, str, str]] = {
    "director-resources": ("Kenneth Lowe", "Director of corporate resources", "resources"),
    "head-libraries": ("Janet Whitlock", "Head of libraries and registration", "libraries"),
}
PAST_ROLES: list[tuple[str, Role, str | None, int, int]] = [
    ("director-resources", Role.DIRECTOR, "resources", 2430, 53),
    ("head-libraries", Role.HEAD_OF_SERVICE, "place", 2430, 604),
    ("head", Role.OFFICER, "place", 3890, 2431),
    ("lead", Role.EQUALITY_ADVISER, None, 3300, 2431),
]

# title: (unit, former titles, [(person, from and until in days before the day of loading, None for still)]).
POSTS: dict[str, tuple[str | None, list[str], list[tuple[str, int, int | None]]]] = {
    "Director of place and environment": ("place", [], [("director", 2430, None)]),
    "Director of adults and public health": ("adults", [], [("director-adults", 2430, None)]),
    "Director of children and schools": ("children", ["Director of education"], [("director-children", 2430, None)]),
    "Director of corporate resources": ("resources", [], [("director-resources", 2430, 53)]),
    "Head of libraries and registration": ("libraries", [], [("head-libraries", 2430, 604)]),
    "Head of people and organisation": (
        "people",
        ["Head of human resources", "Head of personnel"],
        [("analyst", 410, None)],
    ),
    "Reward and recognition manager": ("people", [], [("analyst", 900, 411), ("adviser", 410, None)]),
    "Access and inclusion manager": (
        "highways",
        ["Disability access officer"],
        [("officer-libraries", 1500, 700), ("officer", 699, None), ("head", 120, None)],
    ),
    "Registration manager": ("libraries", [], [("officer-libraries", 600, None)]),
    "Disability equality champion": ("adults", ["Disability champion"], [("head-adults", 500, None)]),
}

LOCAL_CHARACTERISTICS = {
    "care_experience": ("Care experience", "People who are or were in care as children", None),
    "armed_forces": (
        "Armed forces community",
        "Serving and former members of the armed forces and their families",
        None,
    ),
    "rural_isolation": ("Rural isolation", "People who live far from services and have little transport", None),
    "carers": ("Unpaid carers", "People who look after somebody without being paid", None),
    "digital_exclusion": ("Digital exclusion", "Considered until it became part of the digital strategy", 400),
}


@dataclass(frozen=True)
class Council:
    """The demonstration body for the other rooms' sample data: units and people by their keys above."""

    on: datetime.date
    organisation: Organisation
    units: dict[str, Unit]
    people: dict[str, Person]
    characteristics: dict[str, Characteristic]


def email_of(key: str) -> str:
    return f"{key}@wealdshire.example"


def load(on: datetime.date) -> Council:
    organisation = Organisation.objects.create(
        pk=1,
        name="Wealdshire County Council",
        colour="#1d5c4d",
        contact="Corporate equality team, County Hall, Market Square, Aldermere. equality@wealdshire.example, 01632 960 142",
        area="Wealdshire",
    )
    units = {}
    for code, (name, services) in UNITS.items():
        units[code] = Unit.objects.create(kind=UnitKind.DIRECTORATE, name=name, code=code)
        for service_code, service in services.items():
            units[service_code] = Unit.objects.create(
                kind=UnitKind.SERVICE, parent=units[code], name=service, code=service_code
            )
    units["schools-trust"] = Unit.objects.create(
        kind=UnitKind.EMPLOYER, name="Wealdshire maintained schools", code="maintained-schools"
    )
    since = datetime.date(on.year - 6, 4, 1)
    people = {}
    # Hashing takes its time on purpose; the one password that everybody here shares is hashed once.
    hashed = make_password(PASSWORD)
    for key, (name, title, unit, roles) in PEOPLE.items():
        person = Person.objects.create(
            email=email_of(key), password=hashed, full_name=name, job_title=title, unit=units[unit] if unit else None
        )
        for role, directorate in roles:
            RoleHolding.objects.create(
                person=person, role=role, directorate=units[directorate] if directorate else None, starts_on=since
            )
        people[key] = person
    for key, (name, title, unit) in LEFT.items():
        people[key] = Person.objects.create_user(
            email_of(key), None, full_name=name, job_title=title, unit=units[unit], is_active=False
        )
    for key, role, directorate, from_days, until_days in PAST_ROLES:
        RoleHolding.objects.create(
            person=people[key],
            role=role,
            directorate=units[directorate] if directorate else None,
            starts_on=on - datetime.timedelta(days=from_days),
            ends_on=on - datetime.timedelta(days=until_days),
        )
    for title, (unit, former_titles, holders) in POSTS.items():
        post = Post.objects.create(title=title, unit=units[unit] if unit else None, former_titles=former_titles)
        PostHolding.objects.bulk_create(
            PostHolding(
                post=post,
                person=people[key],
                starts_on=on - datetime.timedelta(days=from_days),
                ends_on=on - datetime.timedelta(days=until_days) if until_days is not None else None,
            )
            for key, from_days, until_days in holders
        )
    for position, (key, (name, description, retired_days)) in enumerate(LOCAL_CHARACTERISTICS.items(), start=20):
        Characteristic.objects.create(
            key=key,
            name=name,
            description=description,
            position=position,
            retired_on=on - datetime.timedelta(days=retired_days) if retired_days else None,
        )
    characteristics = {characteristic.key: characteristic for characteristic in Characteristic.objects.all()}
    return Council(on, organisation, units, people, characteristics)
