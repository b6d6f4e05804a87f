from typing import Any

from tests.access import PUBLIC, Row
from tests.reporting.documents import a_published_edition


def _year(cast: dict[str, Any]) -> dict[str, Any]:
    return {"year": a_published_edition(cast).year}


ROWS = [
    Row("public:home", PUBLIC),
    Row("public:report", PUBLIC, arguments=_year),
    Row("public:report-pdf", PUBLIC, arguments=_year),
    Row("public:report-figures", PUBLIC, arguments=lambda cast: _year(cast) | {"kind": "csv"}),
    Row("public:method", PUBLIC),
    Row("public:assessment", frozenset(), missing=PUBLIC, arguments=lambda cast: {"reference": "EIA-2026-0001"}),
    Row("public:you-said", PUBLIC),
    Row("public:you-said-in", frozenset(), missing=PUBLIC, arguments=lambda cast: {"reference": "EIA-2026-0001"}),
    Row("public:assessment-pdf", frozenset(), missing=PUBLIC, arguments=lambda cast: {"reference": "EIA-2026-0001"}),
]
