"""What is known of the row that is chosen in a list, read beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from console.jobs import Jobs
from console.stores.file_parts import BlockPart, PartKey, T

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session


class ChosenBlock(BlockPart[T], Generic[T]):
    """What was read last of some rows, and whether the one on screen is there at all."""

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        read: Callable[[Api, UUID, Any], T],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(jobs, session, read, parent)
        self.lost: UUID | None = None
        """Of whom the service said that they are not there, or not for this person."""
        self.gone.connect(self._lose)

    def choose(self, key: UUID | None, what: Any = None) -> None:
        """Show what is known of a row, or nothing; the one on screen is not read again for that."""
        if key is None:
            self.lost = None
            self.hide()
        elif self._key != PartKey(key, what):
            self.lost = None
            self.show(key, what)

    @Slot(object)
    def _lose(self, key: UUID) -> None:
        self.lost = key
        self.drop(key)
