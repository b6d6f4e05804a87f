"""The rows of the access table for this room."""

from tests.access import Row

ROWS: list[Row] = []
