"""How a table that is tried was read, in sentences for a person to look over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from disclosure.printed import Brought, CannotRead, Entry, Label, Part, Role
from workforce.services.trying import Reading


def sentence_of(trouble: CannotRead) -> str:
    """What is wrong with a table, in the reader's language."""
    return _(trouble.kind.value) % trouble.parts


# How a table was read


@dataclass(frozen=True)
class Understood:
    """A table as it was read, for a person to look over."""

    reading: Reading
    title: str
    rows: list[str]
    columns: list[str]

    @property
    def lines(self) -> Iterator[tuple[Label, tuple[Entry, ...]]]:
        return zip(self.reading.printed.rows, self.reading.printed.cells, strict=True)


def understood(readings: Sequence[Reading], tables: Sequence[Brought]) -> list[Understood]:
    return [
        Understood(
            reading,
            title_of(reading, number, len(readings)),
            structure(reading.printed.rows, table.rows),
            structure(reading.printed.columns, table.columns),
        )
        for number, (reading, table) in enumerate(zip(readings, tables, strict=True), start=1)
    ]


def title_of(reading: Reading, number: int, of: int) -> str:
    if reading.printed.title:
        return reading.printed.title
    return _("Your table") if of == 1 else _("Table %d") % number


def structure(labels: Sequence[Label], roles: Sequence[Role]) -> list[str]:
    """What the lines are made of, in sentences."""
    total = next((place for place, role in enumerate(roles) if role.part is Part.TOTAL), None)
    if len(roles) == 1 and total is not None:
        return [_("“%s” is everybody.") % labels[0].text]
    whole = labels[total].text if total is not None else _("everybody")
    said = []
    if total is None:
        said.append(_("None of them is a total, so nothing can be worked out by subtraction here."))
    tops = [at for at, role in enumerate(roles) if role.of is None and role.part is not Part.TOTAL]
    for each in _lists(tops, roles):
        said.append(_made_of(whole, each, labels, roles, is_total_shown=total is not None))
    for place in range(len(roles)):
        if parts := [at for at, role in enumerate(roles) if role.of == place and role.part is not Part.OUT]:
            said.append(_made_of(labels[place].text, parts, labels, roles))
    if out := [labels[at].text for at, role in enumerate(roles) if role.part is Part.OUT]:
        said.append(_("Left out: %s.") % ", ".join(out))
    return [each for each in said if each]


def _lists(tops: Sequence[int], roles: Sequence[Role]) -> Iterator[list[int]]:
    current: list[int] = []
    for place in tops:
        if roles[place].part is Part.OUT:
            continue
        if current and roles[place].part is not Part.OF:
            yield current
            current = []
        current.append(place)
    if current:
        yield current


def _made_of(
    whole: str, parts: Sequence[int], labels: Sequence[Label], roles: Sequence[Role], *, is_total_shown: bool = True
) -> str:
    names = ", ".join(labels[at].text for at in parts)
    if roles[parts[0]].part is Part.SOME:
        return _("“%(whole)s” includes %(names)s; the others are not shown.") % {"whole": whole, "names": names}
    if not is_total_shown:
        return _("Side by side: %s.") % names
    return _("“%(whole)s” is made of %(names)s.") % {"whole": whole, "names": names}
