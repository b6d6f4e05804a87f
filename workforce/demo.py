"""Two snapshots of Wealdshire's staff: 31 March of last year and of this year."""

import datetime
from zoneinfo import ZoneInfo

from organisation.demo import Council
from organisation.models import Unit
from workforce.reading import ANSWERS, Row
from workforce.rules import last_snapshot_day
from workforce.services import prove_release, pseudonym, release_figures, take_in
from workforce.synthetic import Post, a_year_later, workforce

STAFF_LAST_YEAR, STAFF_THIS_YEAR = 29_460, 30_000


def load(council: Council) -> None:
    """The demonstration council's workforce records."""
    analyst = council.people["analyst"]
    this_year = last_snapshot_day(council.on)
    last_year = datetime.date(this_year.year - 1, 3, 31)
    earlier = workforce(STAFF_LAST_YEAR, last_year)
    later = a_year_later(earlier, STAFF_THIS_YEAR, this_year)
    for on, posts in ((last_year, earlier), (this_year, later)):
        snapshot = take_in(
            rows=as_rows(posts, on, council.units),
            as_at=on,
            file_name=f"staff-{on.isoformat()}.csv",
            content="\n".join(post.reference for post in posts).encode(),
            by=analyst,
            at=_moment(on.year, 16, 10, 24),
        )
        release = prove_release(release=snapshot.releases.get(), by=analyst, at=_moment(on.year, 17, 9, 5))
        release_figures(release=release, by=analyst, at=_moment(on.year, 17, 9, 40))


def _moment(year: int, day: int, hour: int, minute: int) -> datetime.datetime:
    return datetime.datetime(year, 4, day, hour, minute, tzinfo=ZoneInfo("Europe/London"))


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
