"""Adds masks to one part until every count that needs it is uncertain enough."""

from collections.abc import Callable
from typing import Final

import numpy as np

from services.statistics.disclosure.certificates import Certificates
from services.statistics.disclosure.nearby import Nearby
from services.statistics.disclosure.parts import Part
from services.statistics.disclosure.programs import NoAnswer
from services.statistics.disclosure.solver import Solver
from services.statistics.disclosure.standing import Standing
from services.statistics.disclosure.sweep import Sweep

_NEAR: Final = (40, 200, 1_000_000)
"""How many counts are looked at around one, then more, then all: before anything is masked."""
_SWEEPS: Final = 8
_WORTH: Final = 0.8
"""A sweep that leaves more than this of what it looked at is the last one in a row."""


class Hiding:
    """The masking of one part; deterministic, in the order in which counts were given."""

    def __init__(
        self,
        part: Part,
        standing: Standing,
        guarded: frozenset[str],
        deadline: float,
        on_step: Callable[[], None],
    ) -> None:
        self.coarse: set[str] = set()
        """Counts that were masked because the solver gave no answer."""
        self.narrow: dict[str, int] = {}
        """Counts that no masking makes wide enough, and how wide they are at least."""
        self._part, self._standing = part, standing
        self._places = {key: place for place, key in enumerate(part.keys)}
        self._certain = Certificates(part)
        self._on_step = on_step
        self._sweep = Sweep(deadline)
        self._solver = Solver(part, deadline)
        self._nearby = Nearby(part)
        self._width = standing.threshold - 1
        self._waiting = [
            place for key, place in self._places.items() if standing.is_hidden(key, guarded)
        ]

    def run(self) -> None:
        """Ends because every round masks something, proves something, or gives a count up."""
        self._prove_many()
        for place in self._waiting:
            if self._certain.width(place) >= self._width or self._is_proved(place):
                continue
            if not self._widen(place):
                # What is not proved is not released, nor is anything that might tell it.
                self._mask_all()
                if not self._widen(place):
                    self.narrow[self._part.keys[place]] = self._certain.width(place)

    def _is_proved(self, place: int) -> bool:
        """Whether a count is wide enough as things stand, with nothing more masked."""
        for most in _NEAR:
            places = self._nearby.around(place, most)
            near = self._nearby.alone(places)
            for sign in (1, -1):
                self._on_step()
                lacking = self._certain.lacking([place], self._width, sign)[places]
                found = self._sweep.point(near, lacking, sign)
                if found is not None:
                    point = np.zeros(len(self._part.keys), dtype=np.int64)
                    point[places] = found
                    self._certain.take((point,))
                if self._certain.width(place) >= self._width:
                    return True
            if len(places) < most:
                break
        return False

    def _prove_many(self) -> None:
        """Proves at once what needs no further mask, as long as that is worth it."""
        left = self._lacking()
        for _ in range(_SWEEPS):
            for sign in (1, -1):
                self._on_step()
                wanted = self._certain.lacking(self._waiting, self._width, sign)
                point = self._sweep.point(self._part, wanted, sign)
                if point is not None:
                    self._certain.take((point,))
            before, left = left, self._lacking()
            if left > before * _WORTH:
                return

    def _lacking(self) -> int:
        return sum(self._certain.width(place) < self._width for place in self._waiting)

    def _widen(self, place: int) -> bool:
        """Whether a count is wide enough now; else it is as wide as an answer could make it."""
        least, most = self._certain.width(place), self._width
        wanted = most
        try:
            while least < most:
                if self._reach(place, wanted):
                    least = self._certain.width(place)
                else:
                    most = wanted - 1
                wanted = (least + most + 1) // 2
        except NoAnswer:
            return False
        return most == self._width

    def _reach(self, place: int, width: int) -> bool:
        """Masks what makes a count so uncertain; False where nothing would."""
        self._on_step()
        points = self._solver.apart(place, width)
        if points is None:
            return False
        for moved in np.flatnonzero(((points[0] != 0) | (points[1] != 0)) & self._part.is_open):
            self._mask(int(moved))
        for below in np.flatnonzero(np.minimum(*points) < self._part.least):
            for key in self._standing.behind(self._part.keys[int(below)]):
                self._mask(self._places[key])
        self._certain.take(points)
        if self._certain.width(place) < width:
            raise NoAnswer("the solver's points do not hold")
        return True

    def _mask(self, place: int) -> None:
        key = self._part.keys[place]
        self._part.is_open[place] = False
        self._standing.mask(key)
        self._waiting.append(place)
        behind = self._places.get(self._standing.known.counts[key].patients or "")
        if behind is not None:
            patients = self._part.keys[behind]
            self._part.least[behind] = (
                self._standing.floor(patients) - self._standing.known.counts[patients].value
            )
            self._solver.lower(behind)

    def _mask_all(self) -> None:
        """The last resort: nothing of this part is shown, and the result says so."""
        for place in map(int, np.flatnonzero(self._part.is_open)):
            self.coarse.add(self._part.keys[place])
            self._mask(place)
