"""Another way to sign in, of which nothing comes but what a test says."""

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.errors import ConsoleError
from console.provider_sign_in import ProviderState


class SampleProvider(QObject):
    """Another way in; nothing comes of it but what a test says."""

    changed = Signal()
    open_asked = Signal(str)
    failed = Signal(ConsoleError)
    given_up = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_offered = False
        self.state = ProviderState.READY
        self.address = ""
        self.asked: list[str] = []

    def become(self, state: ProviderState, *, is_offered: bool = True) -> None:
        """Come so far and say so."""
        self.is_offered, self.state = is_offered, state
        self.changed.emit()

    def begin(self) -> None:
        """Remember it."""
        self.asked.append("begin")

    def cancel(self) -> None:
        """Go back."""
        self.asked.append("cancel")
        self.become(ProviderState.READY)

    def choose(self, membership_id: UUID) -> None:
        """Remember it."""
        self.asked.append(f"choose {membership_id}")
