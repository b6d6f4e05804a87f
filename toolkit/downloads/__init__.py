"""Tables as files: the same rows that a page shows, streamed as CSV, XLSX or ODS.

Each download takes a name (without ending), the columns with their widths, and the rows; it holds one row at a time, so
a long table costs no more memory than a short one, and its first bytes leave before its last row is read. Cells are text,
whole numbers, days (real dates in workbooks) or None. Text is never taken for a formula.
"""

from toolkit.downloads.ods import ods_download
from toolkit.downloads.sheet import Heading, Sheet
from toolkit.downloads.text import csv_download, defused, undefused
from toolkit.downloads.xlsx import xlsx_download

__all__ = ["Heading", "Sheet", "csv_download", "defused", "ods_download", "undefused", "xlsx_download"]
