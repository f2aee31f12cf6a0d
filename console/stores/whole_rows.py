"""Rows of a list that is read whole: followed in place, put in the service's order when asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from console.errors import ConsoleError
from console.stores.followed_rows import FollowedRows, QueryT, Reading
from console.stores.keyed_rows import RowT

WholeT = TypeVar("WholeT", bound=Reading)


class WholeRows(FollowedRows[RowT, QueryT, WholeT], Generic[RowT, QueryT, WholeT]):
    """A list says which rows a reading has, and how one reads that has left it."""

    _is_put = False

    def apply_news(self) -> None:
        """Put the list in the service's order (F5)."""
        self._is_put = True
        self.refresh()

    def _rows_in(self, reading: WholeT) -> Sequence[RowT]:
        """The rows of a reading, in its order."""
        raise NotImplementedError

    def _left(self, shown: RowT) -> RowT:
        """A row of the screen that the reading has no longer: it stays where it stands."""
        raise NotImplementedError

    def _place_reading(self, reading: WholeT) -> None:
        rows = self._rows_in(reading)
        if self._is_put or reading.query != self._read_query or not self._rows:
            self._is_put = False
            self._read_query = self._query
            self._reset_rows(list(rows))
            self._set_news(0)
        else:
            self._follow(rows)

    def _follow(self, rows: Sequence[RowT]) -> None:
        """Bring rows up to date where they stand, and count what would come, go or move."""
        fresh = {row.key: row for row in rows}
        changed = []
        for place, shown in enumerate(self._rows):
            now = fresh.get(shown.key) or self._left(shown)
            if now != shown:
                self._rows[place] = now
                changed.append(shown.key)
        if changed:
            self.rows_changed.emit(changed)
        kept = [shown.key for shown in self._rows if shown.key in fresh]
        in_order = [key for key in fresh if key in self._places]
        moved = sum(here != there for here, there in zip(kept, in_order, strict=True))
        gone = len(self._rows) - len(kept)
        self._set_news(gone + len(fresh) - len(kept) + moved)

    def _fail(self, error: ConsoleError) -> None:
        self._is_put = False
        super()._fail(error)
