"""Who can be asked in the sample unit."""

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.errors import ConsoleError
from services.contract.units import EscalationList
from tests.samples.rows import ALAIN, HELENE, UNIT_ID


class SampleEscalationLists(QObject):
    """The oncologists of the sample unit: known, on their way, or not to be had."""

    changed = Signal(UUID)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.known: EscalationList | None = EscalationList(
            unit_id=UNIT_ID, version=1, asked=[HELENE], oncologists=[ALAIN, HELENE]
        )
        self.error: ConsoleError | None = None
        self.times_read = 0

    def of(self, _unit_id: UUID) -> EscalationList | None:
        """The list, when it is known."""
        return self.known

    def error_of(self, _unit_id: UUID) -> ConsoleError | None:
        """Why it is not known."""
        return self.error

    def read(self, _unit_id: UUID) -> None:
        """Count the readings."""
        self.times_read += 1

    def put(self, found: EscalationList | None, error: ConsoleError | None = None) -> None:
        """Know something else, and say so."""
        self.known, self.error = found, error
        self.changed.emit(UNIT_ID)
