"""Who decides, advises and leads in Wealdshire, and a year of their meetings on either side of the day it is loaded."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from governance.choices import BodyKind
from governance.models import Body, Meeting, Seat
from organisation.choices import Role
from organisation.demo import Council
from organisation.models import Person, RoleHolding

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = range(4)
EVERY_MONTH = tuple(range(1, 13))
NOT_AUGUST = tuple(month for month in EVERY_MONTH if month != 8)


@dataclass(frozen=True)
class Calendar:
    """A body that meets on, say, the second Wednesday of some months; in no month if it is dormant."""

    kind: BodyKind
    purpose: str
    week: int
    weekday: int
    months: tuple[int, ...]
    place: str

    def days(self, first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
        for year in range(first.year, last.year + 1):
            for month in self.months:
                opening = datetime.date(year, month, 1)
                day = opening + datetime.timedelta(days=(self.weekday - opening.weekday()) % 7 + 7 * (self.week - 1))
                if first <= day <= last:
                    yield day


BODIES = {
    "Cabinet": Calendar(
        BodyKind.MEMBER,
        "Ten members with the power to decide. Takes the decisions that EqIAs are written for.",
        2,
        WEDNESDAY,
        NOT_AUGUST,
        "Council Chamber, County Hall",
    ),
    "Equality and Inclusion Committee": Calendar(
        BodyKind.MEMBER,
        "Scrutinises equality objectives and action plans, and receives the annual equality report before Cabinet does.",
        3,
        TUESDAY,
        (1, 3, 6, 9, 12),
        "Committee Room 2, County Hall",
    ),
    "Corporate Equality Group": Calendar(
        BodyKind.OFFICER,
        "One lead from each directorate and the chairs of the staff networks. Challenges objectives and follows actions "
        "that are late.",
        1,
        THURSDAY,
        (2, 4, 6, 9, 11),
        "Willow Room, County Hall, and online",
    ),
    "Place and Environment Equality Group": Calendar(
        BodyKind.OFFICER,
        "Follows the directorate’s actions and reads its EqIAs before they are handed in.",
        3,
        MONDAY,
        (1, 4, 7, 10),
        "Highways depot, Millbrook",
    ),
    "Adults and Public Health Equality Group": Calendar(
        BodyKind.OFFICER,
        "Follows the directorate’s actions and what people who use its services say.",
        2,
        MONDAY,
        (2, 5, 9, 11),
        "Online",
    ),
    "Disabled Staff Network": Calendar(
        BodyKind.STAFF_NETWORK,
        "Disabled colleagues and allies. Is asked first about changes to buildings, systems and ways of working.",
        2,
        THURSDAY,
        NOT_AUGUST,
        "Online",
    ),
    "Race Equality Staff Network": Calendar(
        BodyKind.STAFF_NETWORK,
        "Colleagues of minority ethnic backgrounds and allies. Advises on recruitment and progression.",
        4,
        TUESDAY,
        (1, 3, 5, 7, 9, 11),
        "Online",
    ),
    "Wealdshire Equality Partnership": Calendar(
        BodyKind.PARTNER,
        "The council, the police, the health trusts and voluntary organisations, chaired by each in turn.",
        1,
        WEDNESDAY,
        (3, 6, 10, 12),
        "Aldermere Community Centre",
    ),
    "Equality Champions Forum": Calendar(
        BodyKind.OFFICER,
        "Its work passed to the Corporate Equality Group.",
        1,
        MONDAY,
        (),
        "",
    ),
}


# Members who are spoken of and sit on Cabinet, but do not sign in: key, name, office.
MEMBERS = {
    "leader": ("Cllr Peter Hollis", "Leader of the council"),
    "member-transport": ("Cllr Joan Attwell", "Cabinet member for transport and environment"),
    "member-care": ("Cllr Sanjay Mistry", "Cabinet member for adult social care"),
    "member-children": ("Cllr Ruth Kemble", "Cabinet member for children and schools"),
}
# Partners without meetings of ours: what they are for, and whom we write to there.
PARTNERS = {
    "Wealdshire Public Services Union": (
        "Speaks for the staff of the council, the health trusts and the schools.",
        "Marian Sykes, branch secretary",
        "branch@wpsu.example",
    ),
}
CONTACTS = {
    "Wealdshire Equality Partnership": ("Nadia Farrell, partnership officer", "office@wealdshire-equality.example")
}
# Who sits where: body, then (person, post).
SEATS = {
    "Cabinet": [
        ("leader", "Chair"),
        ("member", ""),
        ("member-transport", ""),
        ("member-care", ""),
        ("member-children", ""),
    ],
    "Equality and Inclusion Committee": [("member", "Chair")],
    "Corporate Equality Group": [("lead", "Chair"), ("adviser", ""), ("head", ""), ("head-adults", "")],
}


def load(council: Council) -> None:
    """The bodies with those who sit on them, and their meetings from a year before to half a year after the day of
    loading."""
    since = datetime.date(council.on.year - 1, 5, 20)
    for key, (name, office) in MEMBERS.items():
        person = Person.objects.create_user(f"{key}@wealdshire.example", None, full_name=name, job_title=office)
        RoleHolding.objects.create(person=person, role=Role.MEMBER, starts_on=since)
        council.people[key] = person
    first, last = council.on - datetime.timedelta(days=365), council.on + datetime.timedelta(days=200)
    for name, calendar in BODIES.items():
        contact_name, contact_email = CONTACTS.get(name, ("", ""))
        body = Body.objects.create(
            name=name,
            kind=calendar.kind,
            purpose=calendar.purpose,
            contact_name=contact_name,
            contact_email=contact_email,
            is_dormant=not calendar.months,
        )
        Meeting.objects.bulk_create(
            Meeting(body=body, held_on=day, place=calendar.place) for day in calendar.days(first, last)
        )
        for key, post in SEATS.get(name, []):
            Seat.objects.create(body=body, person=council.people[key], post=post, starts_on=since)
    for name, (purpose, contact_name, contact_email) in PARTNERS.items():
        Body.objects.create(
            name=name, kind=BodyKind.PARTNER, purpose=purpose, contact_name=contact_name, contact_email=contact_email
        )
