"""What was typed and not sent, in memory: the shape of the real stores, in any state."""

from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.errors import ConsoleError
from console.stores.draft_file import Draft
from tests.samples.rows import NOW


class SampleDrafts(QObject):
    """Drafts in memory, typed at the moment of the picture."""

    loaded = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kept: dict[tuple[UUID, str], Draft] = {}

    def get(self, about: UUID, kind: str) -> Draft | None:
        """What was typed."""
        return self.kept.get((about, kind))

    def all(self) -> list[Draft]:
        """Everything."""
        return list(self.kept.values())

    def put(self, about: UUID, kind: str, content: str) -> None:
        """Keep it."""
        self.kept[about, kind] = Draft(about, kind, content, NOW - timedelta(minutes=1))

    def drop(self, about: UUID, kind: str) -> None:
        """Erase it."""
        self.kept.pop((about, kind), None)

    def close(self) -> None:
        """Nothing lies on a disk."""


class SampleReview(QObject):
    """Drafts that wait to be read again, set by hand."""

    changed = Signal()
    found = Signal(object, object)
    failed = Signal(ConsoleError)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.count = 0
        self.is_back_online = False
        self.times_read = 0
        self.open: tuple[UUID, str] | None = None

    def read_next(self) -> None:
        """Count the readings."""
        self.times_read += 1

    def set_open(self, key: tuple[UUID, str] | None) -> None:
        """Remember which form is on screen."""
        self.open = key

    def put(self, count: int, *, is_back_online: bool = False) -> None:
        """Let so many wait, and say so."""
        self.count, self.is_back_online = count, is_back_online
        self.changed.emit()
