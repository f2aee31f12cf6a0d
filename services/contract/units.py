"""Care units: who is asked when nobody answers."""

from uuid import UUID

from pydantic import Field

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
