"""Charts with their tables: pure functions from figures to SVG, readable without colour and on a narrow window.

Choose by the question: `bars` compare (with a benchmark to compare against), `dots` compare rates with their intervals,
`pyramid` sets two groups back to back at every level, `lines` follow something over time, `slope` shows two dates side by
side, `timeline` puts events on true dates, `schedule` work with its deadlines, `month_sheet` the days of a month.
"""

from toolkit.charts.chart import Chart
from toolkit.charts.lines import Line, lines
from toolkit.charts.pyramid import Level, pyramid
from toolkit.charts.rows import Bar, Dot, bars, dots
from toolkit.charts.schedule import Entry, Piece, month_sheet, schedule
from toolkit.charts.slope import Slope, slope
from toolkit.charts.timelines import Moment, timeline
from toolkit.symbols import symbols_in

__all__ = [
    "Bar", "Chart", "Dot", "Entry", "Level", "Line", "Moment", "Piece", "Slope", "bars", "dots", "lines", "month_sheet",
    "pyramid", "schedule", "slope", "symbols_in", "timeline",
]  # fmt: skip
