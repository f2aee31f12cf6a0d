"""Care units: who is asked when nobody answers."""

from uuid import UUID

from pydantic import AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.people import PersonLabel


class EscalationList(Reply):
    """The oncologists of a unit, and those who are asked one after the other, in that order.

    Who has left the unit is in neither.
    """

    unit_id: UUID
    version: int
    asked: list[PersonLabel]
    oncologists: list[PersonLabel]


class EscalationListAsk(Ask):
    """Who shall be asked, in that order; nobody twice, and oncologists of the unit only."""

    people: list[UUID] = Field(max_length=10)


class CentreUnit(Reply):
    """A care unit as an administrator knows it; no patient is named or counted.

    `in_use`: somebody works or is followed there, so that it cannot end.
    """

    unit_id: UUID
    name: str
    version: int
    in_use: bool
    ended_at: AwareDatetime | None


class CentreUnits(Reply):
    """The units of a centre by name, those that have ended behind the others."""

    units: list[CentreUnit]


class UnitAsk(Ask):
    """What a unit is called."""

    name: str = Field(min_length=1, max_length=60)


class UnitEndAsk(Ask):
    """Nothing: the unit itself says what ends."""
