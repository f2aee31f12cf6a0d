"""What is proved of how uncertain each count is."""

import numpy as np

from services.statistics.disclosure.parts import Part, Whole


class Certificates:
    """How far apart each count was seen, among points that an attacker must take for possible."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._low = np.zeros(len(part.keys), dtype=np.int64)
        self._high = self._low.copy()

    def width(self, place: int) -> int:
        """How wide the interval of a count is at least."""
        return int(self._high[place] - self._low[place])

    def end(self, place: int, sign: int) -> int:
        """How far up (1) or down (-1) a count was seen."""
        return int(self._high[place] if sign > 0 else -self._low[place])

    def lacking(self, places: list[int], width: int, sign: int) -> Whole:
        """How far each place would have to go up (1) or down (-1) to be so wide; else zero."""
        found = np.zeros(len(self._part.keys), dtype=np.int64)
        for place in places:
            if self.width(place) < width:
                found[place] = width + (self._low[place] if sign > 0 else -self._high[place])
        return found

    def take(self, points: tuple[Whole, ...]) -> None:
        """Keeps the points that hold, without rounding; the others prove nothing."""
        for point in points:
            if self._part.holds(point):
                np.minimum(self._low, point, out=self._low)
                np.maximum(self._high, point, out=self._high)
