"""One linear program for one count: which others to mask so that it becomes uncertain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from services.statistics.disclosure.parts import Part, Whole
from services.statistics.disclosure.programs import (
    NEAR,
    NO_COLUMNS,
    NO_FACTORS,
    Floats,
    new_program,
    relaxed,
    solve,
)

if TYPE_CHECKING:
    from highspy import Highs

Points = tuple[Whole, Whole]
Number = TypeVar("Number", np.int64, np.float64)
_ROUNDS: Final = 3
"""How often the points are sought again with the costs of what they moved."""
_UNUSED: Final = 10.0
"""How many times the greatest weight it costs then to move something else."""


class Solver:
    """Finds two possible points of a part that are wide apart on one count, at the least cost.

    Both points are columns of one program, so that one may go down where the other goes up. A
    shown count costs its weight for every unit that it moves: what moves has to be masked. So does
    a number of patients for every unit below what is shown of them: then that has to be masked.
    """

    def __init__(self, part: Part, deadline: float) -> None:
        """`deadline` is by `time.monotonic`; after it nothing is found any more."""
        self._part, self._deadline = part, deadline
        self._was_open = part.is_open.copy()
        self._split = np.flatnonzero(part.is_open | (part.least > part.bare))
        self._width = len(part.keys) + len(self._split)
        self._target: int | None = None
        self._highs = self._program()

    def apart(self, count: int, width: int) -> Points | None:
        """Two points whose distances on a count differ by a width; None where there are none.

        Raises NoAnswer when it cannot tell.
        """
        self._aim(count, width)
        weights: Floats | Whole = self._part.weights
        moves = self._moves(weights)
        for _ in range(_ROUNDS):
            if moves is None or self._loss(moves) < 2:
                break
            by_use = self._by_use(moves)
            again = self._moves(by_use)
            if again is None or self._loss(again) >= self._loss(moves):
                break
            weights, moves = by_use, again
        return None if moves is None else self._points(weights)

    def lower(self, count: int) -> None:
        """Takes over how far a count may go down by now, at no cost."""
        if self._was_open[count] or not self._is_split(count):
            return
        least, below = float(self._part.least[count]), float(self._below()[count])
        for copy in (0, self._width):
            self._highs.changeColBounds(copy + count, least, self._part.far)
            self._highs.changeColBounds(copy + self._down(count), 0.0, below)

    def _is_split(self, count: int) -> bool:
        place = int(np.searchsorted(self._split, count))
        return place < len(self._split) and int(self._split[place]) == count

    def _down(self, count: int) -> int:
        """The second column of a count that has one: how far it goes down at a cost."""
        return len(self._part.keys) + int(np.searchsorted(self._split, count))

    def _below(self) -> Whole:
        """How far each count can go down at a cost."""
        return np.where(self._was_open, 0, self._part.least) - self._part.bare

    def _weigh(self, weights: Floats | Whole) -> None:
        """What a unit of movement costs of each count that is still shown, and of each number of
        patients below what is shown of them; nothing of others.
        """
        costs = np.where(self._part.is_open, weights, 0.0)
        downs = np.where(self._part.is_open | ~self._was_open, weights, 0.0)
        once = np.concatenate([costs, downs[self._split]])
        both = np.concatenate([once, once])
        self._highs.changeColsCost(len(both), np.arange(len(both), dtype=np.int32), both)

    def _moves(self, weights: Floats | Whole) -> Floats | None:
        """How far each count moves at a cost under these weights, whole or not; None for no way."""
        self._weigh(weights)
        found = relaxed(self._highs, self._deadline)
        if found is None:
            return None
        far = np.zeros(len(self._part.keys))
        for copy in (found[: self._width], found[self._width :]):
            point = self._point(copy)
            paid = np.where(self._part.is_open, np.abs(point), self._part.least - point)
            np.maximum(far, paid, out=far)
        return np.where(far > NEAR, far, 0.0)

    def _by_use(self, moves: Floats) -> Floats:
        """Weights under which a count that moved far costs little: few that move, not little."""
        unused = float(self._part.weights.max()) * _UNUSED
        return np.where(moves > 0, self._part.weights / np.maximum(moves, 1.0), unused)

    def _loss(self, moves: Floats) -> int:
        return int(self._part.weights[moves > 0].sum())

    def _points(self, weights: Floats | Whole) -> Points | None:
        self._weigh(weights)
        found = solve(self._highs, self._deadline)
        if found is None:
            return None
        rounded = np.rint(found).astype(np.int64)
        return self._point(rounded[: self._width]), self._point(rounded[self._width :])

    def _point(self, columns: NDArray[Number]) -> NDArray[Number]:
        point = columns[: len(self._part.keys)].copy()
        point[self._split] -= columns[len(self._part.keys) :]
        return point

    def _program(self) -> Highs:
        highs = new_program()
        part, size = self._part, self._width
        lower = np.concatenate([np.where(part.is_open, 0, part.least), np.zeros(len(self._split))])
        upper = np.concatenate([np.full(len(part.keys), part.far), self._below()[self._split]])
        costs = np.zeros(size)
        for _ in range(2):
            highs.addCols(
                size,
                costs,
                lower.astype(np.float64),
                upper.astype(np.float64),
                0,
                NO_COLUMNS,
                NO_COLUMNS,
                NO_FACTORS,
            )
        self._add_rows(highs)
        return highs

    def _add_rows(self, highs: Highs) -> None:
        part = self._part
        down = np.full(len(part.keys), -1)
        down[self._split] = len(part.keys) + np.arange(len(self._split))
        downs = down[part.columns]
        has_down = downs >= 0
        row_of = np.repeat(np.arange(len(part.starts)), self._lengths())
        columns = np.concatenate([part.columns, downs[has_down]])
        factors = np.concatenate([part.factors, -part.factors[has_down]]).astype(np.float64)
        rows = np.concatenate([row_of, row_of[has_down]])
        order = np.argsort(rows, kind="stable")
        starts = np.searchsorted(rows[order], np.arange(len(part.starts))).astype(np.int32)
        lowest = np.where(part.is_equal, part.slack, -np.inf)
        for copy in (0, self._width):
            highs.addRows(
                len(part.starts),
                lowest,
                part.slack.astype(np.float64),
                len(columns),
                starts,
                (columns[order] + copy).astype(np.int32),
                factors[order],
            )
        highs.addRow(-np.inf, np.inf, 0, NO_COLUMNS, NO_FACTORS)

    def _lengths(self) -> Whole:
        return np.diff(np.append(self._part.starts, len(self._part.columns)))

    def _aim(self, count: int, width: int) -> None:
        row = self._highs.getNumRow() - 1
        for target, factor in ((self._target, 0.0), (count, 1.0)):
            if target is None:
                continue
            signs = [(target, factor), (self._width + target, -factor)]
            if self._is_split(target):
                down = self._down(target)
                signs += [(down, -factor), (self._width + down, factor)]
            for column, value in signs:
                self._highs.changeCoeff(row, column, value)
        self._highs.changeRowBounds(row, float(width), np.inf)
        self._target = count
