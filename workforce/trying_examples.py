"""Made-up tables to try the page with, each with something to find."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Example:
    """A table as it would be pasted; `what` there is to find in it."""

    key: str
    title: str | Promise
    what: str | Promise
    text: str


PUBLISHED = """\
Staff by directorate and ethnic group, 31 March 2026
Directorate	White	Asian	Black	Mixed	Other	Total
Adult social care	412	38	21	9	*	484
Children and schools	380	22	*	7	*	416
Place and environment	295	*	6	*	8	316
Resources	188	14	*	6	*	215
Total	1275	78	34	25	19	1431
* fewer than 5 people"""

UNPROTECTED = """\
Staff by ethnic group and sex, 31 March 2026
Ethnic group	Women	Men	All staff
Asian or Asian British	52	26	78
  Bangladeshi	4	2	6
  Chinese	9	3	12
  Indian	27	13	40
  Pakistani	12	8	20
Black or Black British	23	11	34
  African	14	9	23
  Caribbean	9	2	11
White	832	443	1275
  British	798	428	1226
  Gypsy or Irish Traveller	3	0	3
  Irish	31	15	46
Total	907	480	1387"""

TOGETHER = """\
Service	Asian	Black	White	Total
Libraries	13	9	30	52
Highways	8	15	41	64
Fire and rescue	11	6	62	79
Total	32	30	133	195

Service	County Hall	Depot	Total
Libraries	46	6	52
Highways	44	20	64
Fire and rescue	25	54	79
Total	115	80	195

Ethnic group	County Hall	Depot	Total
Asian	7	25	32
Black	12	18	30
White	96	37	133
Total	115	80	195"""

EXAMPLES = (
    Example(
        "published", _("A table with hidden cells"), _("Seven cells are hidden. Three of them come out."), PUBLISHED
    ),
    Example(
        "unprotected", _("A table with nothing hidden"), _("Ethnic groups in groups, with small numbers."), UNPROTECTED
    ),
    Example(
        "together",
        _("Three tables that give people away together"),
        _("Each is safe alone: no number is below 5. Together they show smaller ones."),
        TOGETHER,
    ),
)
