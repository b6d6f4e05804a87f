from collections.abc import Callable
from typing import Any

from tests.access import EVERYONE, SIGNED_IN, Row
from tests.reporting.documents import (
    a_draft,
    a_frozen_edition,
    a_frozen_pack,
    a_pack,
    a_published_edition,
    a_published_pack,
)

LEAD = {"equality_lead"}
CLERK = {"committee_clerk"}
# Those who see what is still a draft; for everybody else it does not exist.
PREPARE = {"equality_lead", "equality_adviser", "committee_clerk"}
NOT_THEIRS = SIGNED_IN - PREPARE


def of(make: Callable[..., Any], **more: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda cast: {"pk": make(cast).pk, **more}


ROWS = [
    Row("reporting:list", EVERYONE),
    Row("reporting:edition-new", LEAD),
    Row("reporting:edition", EVERYONE, arguments=of(a_published_edition)),
    Row("reporting:edition-read", EVERYONE, arguments=of(a_published_edition)),
    Row("reporting:edition-pdf", EVERYONE, arguments=of(a_published_edition, number=1)),
    Row("reporting:edition-figures", EVERYONE, arguments=of(a_published_edition, number=1, kind="csv")),
    Row("reporting:edition-figures", PREPARE, missing=NOT_THEIRS, arguments=of(a_frozen_edition, number=1, kind="ods")),
    Row("reporting:edition-history", EVERYONE, arguments=of(a_published_edition)),
    Row("reporting:edition", PREPARE, missing=NOT_THEIRS, arguments=of(a_draft)),
    Row("reporting:edition-pdf", PREPARE, missing=NOT_THEIRS, arguments=of(a_frozen_edition, number=1)),
    Row("reporting:edition-narrative", LEAD, missing=NOT_THEIRS, arguments=of(a_draft)),
    Row("reporting:edition-step", LEAD, missing=NOT_THEIRS, arguments=of(a_draft, step="freeze")),
    Row("reporting:edition-step", LEAD, missing=NOT_THEIRS, arguments=of(a_frozen_edition, step="reopen")),
    Row("reporting:edition-step", LEAD, missing=NOT_THEIRS, arguments=of(a_frozen_edition, step="publish")),
    Row("reporting:edition-step", LEAD, arguments=of(a_published_edition, step="withdraw")),
    Row("reporting:pack-new", LEAD | CLERK),
    Row("reporting:pack", PREPARE, missing=NOT_THEIRS, arguments=of(a_pack)),
    Row("reporting:pack-item", LEAD | CLERK, missing=NOT_THEIRS, arguments=of(a_pack)),
    Row("reporting:pack-report", LEAD | CLERK, missing=NOT_THEIRS, arguments=of(a_pack)),
    Row("reporting:pack-appendices", LEAD | CLERK, missing=NOT_THEIRS, arguments=of(a_pack)),
    Row("reporting:pack-appendix", LEAD | CLERK, missing=NOT_THEIRS, arguments=of(a_pack, position=1), only_post=True),
    Row("reporting:pack-step", CLERK, missing=NOT_THEIRS, arguments=of(a_pack, step="freeze")),
    Row("reporting:pack-step", CLERK, missing=NOT_THEIRS, arguments=of(a_frozen_pack, step="publish")),
    Row("reporting:pack-step", CLERK, arguments=of(a_published_pack, step="withdraw")),
    Row("reporting:pack-pdf", EVERYONE, arguments=of(a_published_pack, number=1)),
    Row("reporting:pack-history", EVERYONE, arguments=of(a_published_pack)),
]
