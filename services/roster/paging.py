"""A page of a list that goes by names: no more of them are opened than it takes.

The order is a measure (the highest alert, the newest answer), then the name. A name only counts
among those who share a measure, so that nobody else's is needed.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from services.alerts import cursors
from services.contract.enums import PatientSort
from services.roster.listed import NEVER, Listed, Measure
from services.roster.name_order import NameKey
from services.roster.wanted import Wanted
from services.security.ciphers import KeyedHash

_ANCHORS: Final = 3
"""Rows that a cursor holds, the last of the page first: as long as one of them is sorted where it
was, the next page begins behind it.
"""
_MARK_BYTES: Final = 4
_ORDERS: Final[dict[PatientSort, type]] = {PatientSort.LAST_ANSWER: datetime}


class _Placed(NamedTuple):
    """Where a row stands, by whatever comes before the row."""

    measure: Any
    name: NameKey
    id: UUID
    row: Listed


@dataclass(frozen=True)
class _Start:
    """Where the page before ended: what the order measured of its last row, and the anchors."""

    measure: Measure
    anchors: dict[UUID, int]


@dataclass(frozen=True)
class Paging:
    """Cuts pages; `names` gives what rows are sorted by, `keyed` makes marks that name nobody."""

    wanted: Wanted
    names: Callable[[Sequence[Listed]], list[NameKey]]
    keyed: KeyedHash

    def cut(self, rows: Sequence[Listed]) -> tuple[list[Listed], str | None]:
        """The rows of the page and the cursor behind it; raises 422 for a cursor of another list.

        Nobody is left out. Who was moved in the order since the page before comes again where they
        are now; whole groups of one measure do only when none of its last rows is where it was.
        """
        start = None if self.wanted.cursor is None else self._start(self.wanted.cursor)
        after = () if start is None else self._after(rows, start)
        placed: list[_Placed] = []
        begin = 0
        for portion in self._portions(rows, after):
            placed += sorted(map(self._placed, self.names(portion), portion))
            begin = bisect_right(placed, after, key=lambda each: each[:3])
            if len(placed) > begin + self.wanted.limit:
                break
        end = begin + self.wanted.limit
        shown = [each.row for each in placed[begin:end]]
        return shown, self._cursor(placed[:end]) if len(placed) > end else None

    def _portions(self, rows: Iterable[Listed], after: tuple[Any, ...]) -> Iterator[list[Listed]]:
        """Those from a measure on, in the order of measures: all of each, and each time more than
        fill a page.
        """
        groups: defaultdict[Any, list[Listed]] = defaultdict(list)
        for row in rows:
            groups[_compared(row.measure)].append(row)
        portion: list[Listed] = []
        for measure in sorted(groups):
            if (measure,) >= after[:1]:
                portion += groups[measure]
            if len(portion) > self.wanted.limit:
                yield portion
                portion = []
        yield portion

    def _after(self, rows: Iterable[Listed], start: _Start) -> tuple[Any, ...]:
        """The place behind which the page begins: of an anchor that is sorted where it was,
        otherwise the one before all of the same measure.
        """
        there = {row.id: row for row in rows if row.id in start.anchors}
        anchors = [there[each] for each in start.anchors if each in there]
        for row, name in zip(anchors, self.names(anchors), strict=True):
            if self._mark(row.id, name) == start.anchors[row.id]:
                return (_compared(start.measure), name, row.id)
        return (_compared(start.measure),)

    def _start(self, cursor: str) -> _Start:
        kinds = (_ORDERS.get(self.wanted.sort, int), *(UUID, int) * _ANCHORS)
        measure, *anchors = cursors.unpack(self.wanted.purpose, cursor, kinds)
        return _Start(measure, dict(zip(anchors[::2], anchors[1::2], strict=True)))

    def _cursor(self, until: Sequence[_Placed]) -> str:
        """The cursor behind the last of these; it holds no name."""
        last = until[-1]
        anchors = [each for each in until[: -_ANCHORS - 1 : -1] if each.measure == last.measure]
        anchors += [last] * (_ANCHORS - len(anchors))
        marked = [part for each in anchors for part in (each.id, self._mark(each.id, each.name))]
        return cursors.pack(self.wanted.purpose, (last.row.measure, *marked))

    def _mark(self, patient_id: UUID, name: NameKey) -> int:
        hashed = self.keyed.of("\0".join((str(patient_id), *name)).encode())
        return int.from_bytes(hashed[:_MARK_BYTES]) >> 1

    @staticmethod
    def _placed(name: NameKey, row: Listed) -> _Placed:
        return _Placed(_compared(row.measure), name, row.id, row)


def _compared(measure: Measure) -> Any:
    """The newest answer comes first."""
    return measure if isinstance(measure, int) else NEVER - measure
