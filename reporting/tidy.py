"""The figures of a frozen report as one long table, for people and for machines: one figure in each row.

Made from what was frozen and from nothing else, so that file, page and PDF cannot disagree. A hidden figure is the symbol
that the report prints; no figure is ever blank.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from reporting.blocks import grouped
from toolkit.downloads.sheet import Cell
from toolkit.symbols import symbols_in

Row = list[str]
# A figure as a report prints it: 1,204, −0.4, 41.3%, £12.
PRINTED = re.compile(r"^(?P<sign>[+−-]?)(?P<pound>£?)(?P<digits>\d[\d,]*(\.\d+)?)(?P<percent>%?)$")


def headings() -> Row:
    return [_("Where"), _("Title"), _("Row"), _("Column"), _("Value"), _("Unit"), _("What a symbol means")]


def rows_of(payload: dict[str, Any]) -> Iterator[Row]:
    """Every cell of every table of the report, then every number of the release behind its workforce figures."""
    for section in payload["sections"]:
        for block in section["blocks"]:
            if block["kind"] == "table":
                yield from _of_table(block)
            elif block["kind"] == "chart" and block["shape"] != "lines":
                yield from _of_chart(block)
    for table, row, column, count, share in payload.get("figures", []):
        yield _row(_("Released"), table, row, column, count)
        if share:
            yield _row(_("Released"), table, row, _("%s, share") % column, share)


def _of_table(block: dict[str, Any]) -> Iterator[Row]:
    where = _("Table %d") % block["number"]
    labels = [column["label"] for column in block["columns"]]
    numeric = [column["is_number"] for column in block["columns"]]
    groups = grouped(block)
    if block["total"]:
        groups.append(("", [block["total"]]))
    for group, rows in groups:
        for cells in rows:
            name = f"{group}: {cells[0]}" if group else cells[0]
            for label, cell, is_number in list(zip(labels, cells, numeric, strict=True))[1:]:
                if is_number or PRINTED.match(cell) or symbols_in([[cell]]):
                    yield _row(where, block["caption"], name, label, cell)


def _of_chart(block: dict[str, Any]) -> Iterator[Row]:
    """The values of a chart as it labels them, since not every chart has a table of the same figures."""
    from reporting.charts import drawn

    chart = drawn(block)
    where = _("Figure %d") % block["number"]
    for cells in chart.rows:
        for label, cell in list(zip(chart.headings, cells, strict=True))[1:]:
            yield _row(where, block["subtitle"], cells[0], label, cell)


def _row(where: str, title: str, row: str, column: str, shown: str) -> Row:
    value, unit = plain(shown)
    meaning = "; ".join(meaning for _symbol, meaning in symbols_in([[shown]]))
    return [where, title, row, column, value, unit, meaning]


def plain(shown: str) -> tuple[str, str]:
    """A printed figure as digits that every program reads, and its unit; anything else as it stands."""
    found = PRINTED.match(shown.strip())
    if not found:
        return shown, ""
    sign = "-" if found["sign"] in ("−", "-") else ""
    unit = "%" if found["percent"] else "£" if found["pound"] else ""
    return sign + found["digits"].replace(",", ""), unit


def as_cells(row: Row) -> list[Cell]:
    """The same row for a spreadsheet: its value as a number where it is one."""
    *before, value, unit, meaning = row
    try:
        number: Cell = float(value) if "." in value else int(value)
    except ValueError:
        number = value
    return [*before, number, unit, meaning]
