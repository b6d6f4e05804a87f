"""Pages of long lists at a bounded price: no more rows are counted, and no deeper page is opened, than anybody reads."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST = 1_000


class CappedPaginator(Paginator):
    """A paginator of the first `most` rows; `is_cut` says that there are more, which filters bring within reach.

    Where the count has been made already (with the figures above the list, say), hand it over as `found`: at most
    `most` + 1.
    """

    def __init__(self, rows: QuerySet, per_page: int, *, most: int = MOST, found: int | None = None) -> None:
        super().__init__(rows, per_page)
        self.most = most
        self._found = found

    @cached_property
    def found(self) -> int:
        """How many rows there are; one more than `most` where there are more than that."""
        if self._found is not None:
            return self._found
        rows: Any = self.object_list
        return int(rows.order_by()[: self.most + 1].count())

    @cached_property
    def count(self) -> int:
        return min(self.found, self.most)

    @property
    def is_cut(self) -> bool:
        return self.found > self.most
