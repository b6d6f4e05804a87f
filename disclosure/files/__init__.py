"""The JSON form of a publication: tables in, results out. docs/disclosure-files.md describes it field by field."""

from disclosure.files.reading import Case, case_of, read_cases
from disclosure.files.writing import as_exposure, as_intervals, as_release

__all__ = ["Case", "as_exposure", "as_intervals", "as_release", "case_of", "read_cases"]
