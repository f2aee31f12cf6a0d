"""What is close to one count in a part: most counts are uncertain for reasons close by.

A point that moves nothing but what is close is a point of the whole part.
"""

import numpy as np

from services.statistics.disclosure.parts import Part, Whole


class Nearby:
    """The counts of a part, and which of them share a row with which."""

    def __init__(self, part: Part) -> None:
        self._part = part
        lengths = np.diff(np.append(part.starts, len(part.columns)))
        self._row_of = np.repeat(np.arange(len(part.starts)), lengths)
        order = np.argsort(part.columns, kind="stable")
        self._rows = self._row_of[order]
        self._since = np.searchsorted(part.columns[order], np.arange(len(part.keys) + 1))

    def around(self, place: int, most: int) -> Whole:
        """The places of a count and of those that may move with it, the nearest ones, in order."""
        movable = ~self._part.is_open
        if most >= movable.sum():
            return np.flatnonzero(movable)
        found, seen, rows_seen = [place], {place}, set[int]()
        for each in found:
            for row in self._rows[self._since[each] : self._since[each + 1]].tolist():
                if row in rows_seen:
                    continue
                rows_seen.add(row)
                new = [x for x in self._columns(row) if x not in seen and movable[x]]
                seen.update(new)
                found += new
                if len(found) >= most:
                    return np.array(sorted(found[:most]), dtype=np.int64)
        return np.array(sorted(found), dtype=np.int64)

    def alone(self, places: Whole) -> Part:
        """The part that these counts are while all others stay where they are."""
        part = self._part
        new = np.full(len(part.keys), -1)
        new[places] = np.arange(len(places))
        of_them = new[part.columns] >= 0
        rows, row_of = np.unique(self._row_of[of_them], return_inverse=True)
        return Part(
            keys=tuple(part.keys[place] for place in places),
            values=part.values[places],
            least=part.least[places],
            bare=part.bare[places],
            is_open=part.is_open[places],
            weights=part.weights[places],
            starts=np.searchsorted(row_of, np.arange(len(rows))),
            columns=new[part.columns[of_them]],
            factors=part.factors[of_them],
            slack=part.slack[rows],
            is_equal=part.is_equal[rows],
        )

    def _columns(self, row: int) -> list[int]:
        starts, columns = self._part.starts, self._part.columns
        end = starts[row + 1] if row + 1 < len(starts) else len(columns)
        found: list[int] = columns[starts[row] : end].tolist()
        return found
