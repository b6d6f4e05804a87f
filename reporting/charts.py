"""Charts of a frozen document, drawn from its blocks."""

import datetime
from typing import Any

from toolkit import charts

# On paper many charts share a page: a plot is as low as its lines and their labels allow.
LOW, FOR_EACH_LINE = 165, 32


def drawn(block: dict[str, Any], *, is_low: bool = False) -> charts.Chart:
    """The chart of a block of kind `chart`. The same block always draws the same picture."""
    frame = {
        "title": block["title"],
        "subtitle": block["subtitle"],
        "source": block["source"],
        "alt": block["alternative"],
    }
    data = dict(block["data"])
    if block["shape"] == "lines":
        data["series"] = [
            charts.Line(line["name"], [(datetime.date.fromisoformat(on), value) for on, value in line["points"]])
            for line in data["series"]
        ]
        if is_low:
            data["height"] = max(LOW, FOR_EACH_LINE * (len(data["series"]) + 1))
        return charts.lines(**frame, **data)
    if block["shape"] == "pyramid":
        data["rows"] = [charts.Level(**row) for row in data["rows"]]
        return charts.pyramid(**frame, **data)
    data["rows"] = [charts.Bar(**row) for row in data["rows"]]
    return charts.bars(**frame, **data)
