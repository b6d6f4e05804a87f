"""Charts with their tables: pure functions from figures to SVG, readable without colour and on a narrow window.

Choose by the question: `bars` compare (with a benchmark to compare against), `dots` compare rates with their intervals,
`lines` follow something over time, `slope` shows two dates side by side, `timeline` puts events on true dates.
"""

from toolkit.charts.chart import Chart, symbols_in
from toolkit.charts.lines import Line, lines
from toolkit.charts.rows import Bar, Dot, bars, dots
from toolkit.charts.slope import Slope, slope
from toolkit.charts.timelines import Moment, timeline

__all__ = ["Bar", "Chart", "Dot", "Line", "Moment", "Slope", "bars", "dots", "lines", "slope", "symbols_in", "timeline"]
