"""What may be read of closed months: a figure for every key, and never more than that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from services.contract.statistics import Figure
from services.contract.statistics_enums import FigureState

NOT_CLOSED: Final = Figure(state=FigureState.NOT_CLOSED)
NO_COMPARISON: Final = Figure(state=FigureState.NO_COMPARISON)
NO_DATA: Final = Figure(state=FigureState.NO_DATA)
NOT_RECORDED: Final = Figure(state=FigureState.NOT_RECORDED)
MASKED: Final = Figure(state=FigureState.MASKED)


@dataclass(frozen=True)
class Readable:
    """What one closed month made available, as it may be read."""

    values: Mapping[str, int | None]
    masked: frozenset[str]
    targets: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    threshold: int = 0

    @classmethod
    def of(cls, shown: Mapping[str, Any]) -> "Readable":
        """From what is stored."""
        return cls(
            shown["values"],
            frozenset(shown["masked"]),
            shown["targets"],
            shown["units"],
            shown["threshold"],
        )

    def figure(self, key: str) -> Figure:
        """What stands under a key; one that is not there is of a month that is not closed."""
        if key in self.masked:
            return MASKED
        if key not in self.values:
            return NOT_CLOSED
        value = self.values[key]
        return NO_DATA if value is None else Figure(state=FigureState.KNOWN, value=value)

    def has(self, key: str) -> bool:
        """Whether there is a place of this key at all."""
        return key in self.masked or key in self.values

    def places(self) -> frozenset[str]:
        """Every place that there is."""
        return self.masked | self.values.keys()


def change(now: Figure, before: Figure) -> Figure:
    """What a figure differs by; of what is rounded, so that it tells no more than both do."""
    if now.value is not None and before.value is not None:
        return Figure(state=FigureState.KNOWN, value=now.value - before.value)
    if before.state is FigureState.NO_COMPARISON:
        return before
    if FigureState.MASKED in (now.state, before.state):
        return MASKED
    return NO_DATA if before.state is FigureState.NO_DATA else NO_COMPARISON
