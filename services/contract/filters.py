"""What a list can be filtered by, and what a filter leaves of it."""

from services.contract.base import Reply
from services.contract.people import PersonLabel


class FilterCounts(Reply):
    """Rows of a filtered view: those that match, and all of the view.

    `outside` counts the rows that match nothing and are shown all the same, above the others.
    """

    matching: int
    outside: int
    all: int


class TreatmentChoice(Reply):
    """A treatment in force; `key` stands for its name, which never goes into an address."""

    key: str
    name: str


class WorklistFilters(Reply):
    """What the reader's open rows can be filtered by now, beside level, unit and being overdue."""

    symptoms: list[str]
    treatments: list[TreatmentChoice]
    oncologists: list[PersonLabel]
    owners: list[PersonLabel]
