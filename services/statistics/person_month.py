"""What happened to one person in one month, as it was known when the month was closed.

The grain of everything that is kept: it holds no instant, no text and no identifier of a record.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self
from uuid import UUID

from services.contract.statistics_enums import TreatmentClass, TumourSite

GRADED, FROM_2, FROM_3 = range(3)
MET, DUE = range(2)


@dataclass
class PersonMonth:
    """The counts of one person; the place is where they were when the month was closed.

    Levels are those of clinical alerts. `symptoms` has, by item, questionnaires in which it was
    graded, and how many of them from 2 and from 3 on; `due`, by level, alerts answered for in time
    and all whose time was over; `waits` and `closings` are opening minutes until somebody answered
    for an alert and until it was closed; `looks` are the seconds for which alerts that were closed
    had been in the foreground of nurses, where that is known. `work` counts acts of the team, by
    `weekday-hour`: whose acts they were is not kept. `quality` counts what did not pass a check of
    data quality, and why; None in months that were closed before that was counted.
    """

    unit: str
    site: str = TumourSite.NOT_RECORDED.value
    treatment: str = TreatmentClass.NONE.value
    followed: bool = False
    at_end: bool = False
    enrolled: bool = False
    archived: bool = False
    sent: int = 0
    answered: int = 0
    questionnaires: int = 0
    symptoms: dict[str, list[int]] = field(default_factory=dict)
    raised: dict[str, int] = field(default_factory=dict)
    silences: int = 0
    due: dict[str, list[int]] = field(default_factory=dict)
    waits: dict[str, list[int]] = field(default_factory=dict)
    closings: dict[str, list[int]] = field(default_factory=dict)
    looks: list[int] = field(default_factory=list)
    closed: int = 0
    acted: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    escalated: int = 0
    work: dict[str, int] = field(default_factory=dict)
    quality: dict[str, int] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of this person to keep."""
        return not any(each for name, each in vars(self).items() if name not in _PLACE)

    def as_json(self) -> dict[str, Any]:
        """What is kept, in an order that does not depend on how it was counted."""
        kept = {name: each for name, each in asdict(self).items() if each or name in _PLACE}
        if self.quality is not None:
            kept["quality"] = dict(self.quality)
        if self.looks:
            kept["looks"] = sorted(self.looks)
        for name in _MINUTES & kept.keys():
            kept[name] = {level: sorted(minutes) for level, minutes in kept[name].items()}
        return {name: _ordered(kept[name]) for name in sorted(kept)}

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> Self:
        """The same again; raises `TypeError` for what is none."""
        return cls(**kept)


@dataclass(frozen=True)
class CountedMonth:
    """A month of a centre: what each person had in it, and how many of the team worked in each
    hour of the week (`weekday-hour`).
    """

    persons: Mapping[UUID, PersonMonth] = field(default_factory=dict)
    staff: Mapping[str, int] = field(default_factory=dict)

    def under(self, numbers: Mapping[UUID, UUID]) -> Self:
        """The same under other numbers of the persons."""
        persons = {numbers[each]: counts for each, counts in self.persons.items()}
        return type(self)(persons, self.staff)

    def as_json(self) -> dict[str, Any]:
        """What is kept, in an order that does not depend on how it was counted."""
        persons = {each.hex: self.persons[each].as_json() for each in sorted(self.persons)}
        return {"persons": persons, "staff": _ordered(self.staff)}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Self:
        """The same again; raises `LookupError`, `TypeError` or `ValueError` for what is none."""
        persons = {
            UUID(each): PersonMonth.of_json(counts) for each, counts in kept["persons"].items()
        }
        return cls(persons, kept["staff"])


_PLACE = frozenset({"unit", "site", "treatment"})
_MINUTES = frozenset({"waits", "closings"})


def _ordered(counts: Any) -> Any:
    if not isinstance(counts, Mapping):
        return counts
    return {word: _ordered(counts[word]) for word in sorted(counts)}
