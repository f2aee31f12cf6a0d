"""What the list is filtered by; the service does it, because only it has every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from services.contract.enums import AlertLevel


class Wish(StrEnum):
    """One thing to filter by beside the levels; the words are those of the service's query."""

    SYMPTOM = "symptom"
    UNIT = "unit"
    TREATMENT = "treatment"
    ONCOLOGIST = "oncologist"
    OWNER = "owner"
    OVERDUE = "overdue"


ME, NOBODY = "me", "nobody"


@dataclass(frozen=True)
class Filters:
    """All of it holds together; None and empty ask for nothing. `owner` is `me`, `nobody` or an id.

    `treatment` is the key of a choice.
    """

    levels: frozenset[AlertLevel] = frozenset()
    symptom: str | None = None
    unit: str | None = None
    treatment: str | None = None
    oncologist: str | None = None
    owner: str | None = None
    overdue: bool = False

    @property
    def is_any(self) -> bool:
        """Whether anything is asked for."""
        return self != NO_FILTER

    @property
    def wishes(self) -> Sequence[tuple[Wish, str]]:
        """What is asked for beside the levels, in the order in which it is shown."""
        told = ((wish, getattr(self, wish.value)) for wish in Wish)
        return [(wish, _told(value)) for wish, value in told if value]

    def parameters(self) -> list[tuple[str, str]]:
        """The query of the service, in a steady order."""
        levels = [("level", level.value) for level in AlertLevel if level in self.levels]
        return levels + [(wish.value, value) for wish, value in self.wishes]

    def with_wish(self, wish: Wish, value: str | None) -> Filters:
        """The same with another value for one wish; None takes it away."""
        match wish:
            case Wish.SYMPTOM:
                return replace(self, symptom=value)
            case Wish.UNIT:
                return replace(self, unit=value)
            case Wish.TREATMENT:
                return replace(self, treatment=value)
            case Wish.ONCOLOGIST:
                return replace(self, oncologist=value)
            case Wish.OWNER:
                return replace(self, owner=value)
            case Wish.OVERDUE:
                return replace(self, overdue=value is not None)


NO_FILTER = Filters()


def _told(value: str | bool) -> str:
    return value if isinstance(value, str) else "true"
