"""Somebody who keeps how many came, left, are there and were followed, and asks how many are under
limitation: not counted any more though they did not leave, or again though they did not come.

Knows what the measures mean, and shares no code with what counts or masks.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from tests.services.statistics.disclosure.attack import Program

LENGTHS = (3, 6, 12)


class TurnoverAttack(Program):
    """`shown` is what stands on any page, by month (`2025-10/archived`) and by period
    (`2025-10*3/followed`); takes for granted that nobody is followed twice in a period.
    """

    def __init__(self, shown: Mapping[str, int], months: Sequence[str]) -> None:
        super().__init__()
        self._shown = shown
        there, came, left = (
            {month: self._known(f"{month}/{name}") for month in months}
            for name in ("monitored", "enrolled", "archived")
        )
        self._gone, self._back = ({each: self.unknown() for each in months[1:]} for _ in range(2))
        for before, now in pairwise(months):
            after = there[now] + left[now] + self._gone[now]
            self.equal(after, [there[before], came[now], self._back[now]])
        for length in LENGTHS:
            for end in range(length, len(months) + 1):
                within = months[end - length : end]
                ways = [there[within[-1]], *(left[each] for each in within)]
                ways += [self._gone[each] for each in within[1:]]
                self.equal(self._known(f"{within[-1]}*{length}/followed"), ways)

    def told(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Each month with how many may have gone in it so, and then how many may be back."""
        for of_months in (self._gone, self._back):
            for month, number in of_months.items():
                yield month, self.interval(number)

    def _known(self, key: str) -> Any:
        number = self.unknown()
        if key in self._shown:
            self.solver.addConstr(number == self._shown[key])
        return number
