"""When equality information must be published again."""

import datetime


def next_publication_by(last_published_on: datetime.date) -> datetime.date:
    """The last day for the next publication of equality information.

    Equality Act 2010 (Specific Duties and Public Authorities) Regulations 2017 (SI 2017/353), regulation 4(2): at
    intervals of not greater than one year, beginning with the date of the last publication.
    """
    try:
        anniversary = last_published_on.replace(year=last_published_on.year + 1)
    except ValueError:  # 29 February
        anniversary = datetime.date(last_published_on.year + 1, 3, 1)
    return anniversary - datetime.timedelta(days=1)
