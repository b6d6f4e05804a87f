"""Pen and paper: SVG elements as text, the palette, scales and round numbers. Lengths are pixels of the drawing."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from toolkit.charts.lettering import wrap
from toolkit.symbols import spoken

FONT = "Atkinson Hyperlegible, Arial, sans-serif"
SIZE = 16
SMALL = 14
LEADING = 19
INK = "#0b0c0c"
QUIET = "#505a5f"
GRID = "#d2d5d7"
CONTEXT = "#8a9299"
# The Government Analysis Function's palette for categories, in its order.
PALETTE = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
# Each series also has a dash and a mark of its own, so that it can be told apart without colour.
DASHES = ("", "7 4", "2 4", "12 4", "10 4 2 4", "4 3")
WIDE = 680
NARROW = 320


def number(value: float) -> str:
    """A coordinate with one decimal at most, so that the same figures always draw the same picture."""
    return (
        f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")
    )


@dataclass
class Drawing:
    """A picture that grows downwards, `width` pixels wide."""

    width: float
    height: float = 0
    parts: list[str] = field(default_factory=list)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, weight: float = 1, dash: str = "") -> None:
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
            f' stroke="{colour}" stroke-width="{number(weight)}"{dashed}/>'
        )

    def rectangle(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self.parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(width, 0))}" height="{number(height)}"'
            f' fill="{colour}"/>'
        )

    def box(self, x: float, y: float, width: float, height: float, colour: str, weight: float = 2) -> None:
        """An outlined rectangle."""
        self.parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(width, 0))}" height="{number(height)}"'
            f' fill="none" stroke="{colour}" stroke-width="{number(weight)}"/>'
        )

    def path(self, points: Sequence[tuple[float, float]], colour: str, weight: float, dash: str = "") -> None:
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        steps = "L".join(f"{number(x)} {number(y)}" for x, y in points)
        self.parts.append(
            f'<path d="M{steps}" fill="none" stroke="{colour}" stroke-width="{number(weight)}"'
            f' stroke-linejoin="round"{dashed}/>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        size: float = SIZE,
        colour: str = INK,
        is_bold: bool = False,
    ) -> None:
        """One line of text; y is its base line."""
        weight = ' font-weight="700"' if is_bold else ""
        self.parts.append(
            f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" font-size="{number(size)}" fill="{colour}"'
            f"{weight}>{escape(words)}</text>"
        )

    def paragraph(self, x: float, y: float, lines: Sequence[str], *, anchor: str = "start", colour: str = INK) -> None:
        for index, line in enumerate(lines):
            self.text(x, y + index * LEADING, line, anchor=anchor, colour=colour)

    def mark(self, x: float, y: float, kind: int, colour: str) -> None:
        """A point of a series: circle, square, triangle, diamond, then the same hollow."""
        paint = f'fill="{colour}"' if kind < 4 else f'fill="#fff" stroke="{colour}" stroke-width="2"'
        shapes = (
            f'<circle cx="{number(x)}" cy="{number(y)}" r="4.5" {paint}/>',
            f'<rect x="{number(x - 4)}" y="{number(y - 4)}" width="8" height="8" {paint}/>',
            f'<path d="M{number(x)} {number(y - 5.5)}l5.5 9.5h-11z" {paint}/>',
            f'<path d="M{number(x)} {number(y - 6)}l6 6-6 6-6-6z" {paint}/>',
        )
        self.parts.append(shapes[kind % 4])

    def svg(self, alt: str) -> str:
        """The whole picture as an `<svg>` element that names what it says."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(self.width)} {number(self.height)}"'
            f' role="img" aria-label="{escape(spoken(alt))}" font-family="{FONT}">{"".join(self.parts)}</svg>'
        )


@dataclass(frozen=True)
class Scale:
    """From values to pixels along one axis."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.high == self.low:
            return self.start
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def round_steps(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`, at most about `most` of them."""
    if high <= low:
        high = low + 1
    rough = (high - low) / max(most - 1, 1)
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]


def apart(wanted: Sequence[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """Centres for labels of given (centre, height) moved as little as needed so that none covers another."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index][0])
    placed = [centre for centre, _ in wanted]
    edge = top
    for index in order:
        half = wanted[index][1] / 2
        placed[index] = max(placed[index], edge + half)
        edge = placed[index] + half
    edge = bottom
    for index in reversed(order):
        half = wanted[index][1] / 2
        placed[index] = min(placed[index], edge - half)
        edge = placed[index] - half
    return placed


@dataclass(frozen=True)
class Writer:
    """Writes values as they stand beside their marks, all with as many decimals: 34%, 1,204, −3.5, £12."""

    unit: str
    decimals: int = 0

    def __call__(self, value: float) -> str:
        sign, shown = "−" if value < 0 else "", f"{abs(value):,.{self.decimals}f}"
        return f"{sign}£{shown}" if self.unit == "£" else f"{sign}{shown}{self.unit}"


def writer(unit: str, values: Iterable[float | None], *, most: int = 1) -> Writer:
    """With the fewest decimals, up to `most`, that tell these values."""
    known = [value for value in values if value is not None]
    enough = (places for places in range(most) if all(round(value, places) == round(value, most) for value in known))
    return Writer(unit, next(enough, most))


__all__ = [
    "CONTEXT", "DASHES", "GRID", "INK", "LEADING", "NARROW", "PALETTE", "QUIET", "SIZE", "SMALL", "WIDE",
    "Drawing", "Scale", "Writer", "apart", "number", "round_steps", "wrap", "writer",
]  # fmt: skip
