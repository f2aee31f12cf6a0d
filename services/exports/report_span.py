"""The time of a report: days where the centre stands, as instants."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from services.contract.notices import Language
from services.files.midnights import midnight


@dataclass(frozen=True)
class Span:
    """First and last day, both included, and the language in which a report says what it says."""

    first: date
    last: date
    zone: ZoneInfo
    language: Language

    @property
    def since(self) -> datetime:
        """When the first day begins."""
        return midnight(self.first, self.zone)

    @property
    def until(self) -> datetime:
        """When the last day is over."""
        return midnight(self.last + timedelta(days=1), self.zone)

    def touches(self, since: datetime, until: datetime) -> bool:
        """Whether a time has something of these days."""
        return since < self.until and until >= self.since
