"""The page of statistics as a file: what is asked for, and the object from which each format is
made (screens.md 3.7, decision 0063).

Refusals: those of the page; `version_stale` (409) where another month has been closed since the
page was read, so that the file would not show what is on screen.
"""

from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import AwareDatetime, model_validator

from services.contract.base import Ask, Reply
from services.contract.enums import Role
from services.contract.exports import CsvDelimiter
from services.contract.notices import Language
from services.contract.people import PersonLabel
from services.contract.statistics import Month, Statistics
from services.contract.statistics_enums import Breakdown, Comparison


class StatisticsFormat(StrEnum):
    """What kind of file."""

    PDF = "pdf"
    CSV = "csv"
    """Tables in a zip: figures, definitions, what they are of."""


class StatisticsPurpose(StrEnum):
    """Why figures leave the product: required, and written on each page (R-EXP-03)."""

    STEERING = "steering"
    """To lead the service: staff, opening hours, targets."""
    ACTIVITY_REPORT = "activity_report"
    """A report of what was done, to the direction or with a budget."""
    QUALITY = "quality"
    """Improvement of quality, certification."""
    AUTHORITY = "authority"
    """An authority or the health insurance asked for them."""


class StatisticsAsk(Ask):
    """The page that is on screen: its choices, and `closed_through`, the month it was read of.

    `delimiter` is that of tables; the other format has none.
    """

    format: StatisticsFormat
    purpose: StatisticsPurpose
    months: int
    by: Breakdown
    comparison: Comparison
    closed_through: Month
    language: Language
    delimiter: CsvDelimiter = CsvDelimiter.SEMICOLON


class StatisticsReport(Reply):
    """One page, masked as it is read, with who asked for it and why.

    `centre` is a name; `zone` is the IANA name of the time zone of all instants. A page without a
    period is no report. `is_demonstration`: everybody in it is invented.
    """

    id: UUID
    page: Statistics
    centre: str
    zone: str
    requester: PersonLabel
    role: Role
    purpose: StatisticsPurpose
    language: Language
    made_at: AwareDatetime
    software_version: str
    is_demonstration: bool = False

    @model_validator(mode="after")
    def _has_a_period(self) -> Self:
        if self.page.choices is None:
            raise ValueError("a page without a closed period is no report")
        return self
