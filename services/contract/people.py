"""How a professional is named beside what they did."""

from uuid import UUID

from services.contract.base import Reply


class PersonLabel(Reply):
    """A professional as lists and histories show them."""

    id: UUID
    name: str
    initials: str
    title: str | None
