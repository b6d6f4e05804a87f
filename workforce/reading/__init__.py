"""Reading a staff file: headings however they are written, every bad row with its line and reason, nobody's name.

Bytes in, rows or problems out; no database. Refuses rather than guesses, and refuses whatever could name a person.
"""

from workforce.reading.columns import ANSWERS, LABELS
from workforce.reading.file import MOST_BYTES, read_staff
from workforce.reading.shapes import Body, Problem, Reading, Row

__all__ = ["ANSWERS", "LABELS", "MOST_BYTES", "Body", "Problem", "Reading", "Row", "read_staff"]
