"""Which patients a list is asked for, and in which order."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID

from services.contract.enums import Monitoring, PatientSort

_MARK_DIGITS: Final = 16


@dataclass(frozen=True)
class Wanted:
    """Which page of the list; what is None or empty filters nothing."""

    sort: PatientSort
    limit: int
    cursor: str | None
    monitoring: frozenset[Monitoring] = frozenset()
    unit: UUID | None = None
    oncologist: UUID | None = None
    treatment: bytes | None = None
    with_alert: bool = False

    @property
    def purpose(self) -> str:
        """What a cursor of this list is good for."""
        asked = (
            sorted(self.monitoring),
            self.unit,
            self.oncologist,
            self.treatment,
            self.with_alert,
        )
        mark = sha256(repr(asked).encode()).hexdigest()[:_MARK_DIGITS]
        return f"patients.{self.sort.value}.{mark}"
