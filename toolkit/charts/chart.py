import base64
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from toolkit.symbols import spoken, symbols_in

Words = str | Promise


@dataclass(frozen=True)
class Chart:
    """A finding, its picture and its table.

    `title` states the finding; `subtitle` what is measured, for whom and when; `source` where it comes from and how many
    it rests on. `svg` is for windows and pages wide enough, `narrow_svg` for telephones. `rows` have as many cells as
    `headings`; the first cell of a row is its heading.
    """

    title: str
    subtitle: str
    source: str
    alt: str
    svg: SafeString
    narrow_svg: SafeString
    headings: Sequence[str] = field(default_factory=list)
    rows: Sequence[Sequence[str]] = field(default_factory=list)

    @property
    def image(self) -> str:
        """The wide picture as an address for `<img src>`, for documents."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode()

    @property
    def symbols(self) -> list[tuple[str, str]]:
        """The symbols that occur in the table, with what they mean."""
        return symbols_in(self.rows)


def finished(
    *,
    title: Words,
    subtitle: Words,
    source: Words,
    alt: Words,
    wide: "str",
    narrow: "str",
    headings: Sequence[Words],
    rows: Sequence[Sequence[str]],
) -> Chart:
    return Chart(
        title=str(title),
        subtitle=str(subtitle),
        source=str(source),
        alt=spoken(str(alt)),
        svg=mark_safe(wide),  # noqa: S308 -- every text in it was escaped when it was drawn
        narrow_svg=mark_safe(narrow),  # noqa: S308
        headings=[str(heading) for heading in headings],
        rows=[list(row) for row in rows],
    )
