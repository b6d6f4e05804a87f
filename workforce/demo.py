"""Wealdshire's staff on 31 March of last year and of this year, released with their proofs; and on 30 September, refused.

The half-year figures are what a visitor sees refused: beside those of March they would tell who came and went.
"""

import datetime
from zoneinfo import ZoneInfo

from organisation.demo import Council
from organisation.models import Unit
from workforce.models import Snapshot
from workforce.reading import ANSWERS, Row
from workforce.rules import last_snapshot_day
from workforce.services import ask_for_proof, prove_release, pseudonym, release_figures, take_in
from workforce.synthetic import Post, a_year_later, half_a_year_later, workforce

STAFF_LAST_YEAR, STAFF_THIS_YEAR, STAFF_HALF_A_YEAR_ON = 29_460, 30_000, 30_120


def load(council: Council) -> None:
    """The demonstration council's workforce records."""
    this_year = last_snapshot_day(council.on)
    last_year = datetime.date(this_year.year - 1, 3, 31)
    earlier = workforce(STAFF_LAST_YEAR, last_year)
    later = a_year_later(earlier, STAFF_THIS_YEAR, this_year)
    for on, posts in ((last_year, earlier), (this_year, later)):
        snapshot = _taken_in(council, on, posts)
        release = prove_release(release=snapshot.releases.get(), by=council.people["analyst"], at=_moment(on, 17, 9, 5))
        release_figures(release=release, by=council.people["analyst"], at=_moment(on, 17, 9, 40))
    half_year = datetime.date(this_year.year, 9, 30)
    if half_year + datetime.timedelta(days=30) < council.on:
        snapshot = _taken_in(council, half_year, half_a_year_later(later, STAFF_HALF_A_YEAR_ON, half_year))
        # Judging them takes a while: a worker does it, as for any analyst, and finds the ways out as well.
        ask_for_proof(release=snapshot.releases.get(), by=council.people["analyst"])


def _taken_in(council: Council, on: datetime.date, posts: list[Post]) -> Snapshot:
    return take_in(
        rows=as_rows(posts, on, council.units),
        as_at=on,
        file_name=f"staff-{on.isoformat()}.csv",
        content="\n".join(post.reference for post in posts).encode(),
        by=council.people["analyst"],
        at=_moment(on, 16, 10, 24),
    )


def _moment(on: datetime.date, day: int, hour: int, minute: int) -> datetime.datetime:
    """In the month after a snapshot."""
    return datetime.datetime(on.year, on.month + 1, day, hour, minute, tzinfo=ZoneInfo("Europe/London"))


def as_rows(posts: list[Post], on: datetime.date, units: dict[str, Unit]) -> list[Row]:
    ids = {code: units[code].pk for code in {post.service for post in posts}}
    return [
        Row(
            reference=pseudonym(post.reference),
            unit=ids[post.service],
            grade=post.grade,
            hours=round(post.hours * 10),
            age=post.age_code(on),
            answers=tuple(post.sex if key == "sex" else post.answers[key] for key in ANSWERS),
        )
        for post in posts
    ]
