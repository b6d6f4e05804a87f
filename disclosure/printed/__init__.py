"""Tables as people print them: read from text, with totals and groups recognised; attacked as they stand, and protected.

    printed = [read_grid(grid) for grid in grids_of(pasted)]
    tables = [confirmed_by_nobody(each) for each in printed]     # or Brought(…) with what a person says of its lines
    world = together(tables)                                     # one model of all of them
    found = attack(world, Rule(threshold=5))                     # what a reader of the tables as they stand can tell
    safe = protect(world, Rule(threshold=5), found)              # what to hide, and what readers then know

Everything that can be wrong is a `CannotRead` with the row and the column.
"""

from disclosure.printed.adding import Part, Role, recognise
from disclosure.printed.cells import Entry, Kind, read_cell
from disclosure.printed.grid import Label, Printed, read_grid
from disclosure.printed.text import grids_of
from disclosure.printed.together import Brought, Together, confirmed_by_nobody, together, usual_meaning
from disclosure.printed.trial import Attacked, Leak, Rule, Safe, attack, protect
from disclosure.printed.troubles import CannotRead, Trouble

__all__ = [
    "Attacked",
    "Brought",
    "CannotRead",
    "Entry",
    "Kind",
    "Label",
    "Leak",
    "Part",
    "Printed",
    "Role",
    "Rule",
    "Safe",
    "Together",
    "Trouble",
    "attack",
    "confirmed_by_nobody",
    "grids_of",
    "protect",
    "read_cell",
    "read_grid",
    "recognise",
    "together",
    "usual_meaning",
]
