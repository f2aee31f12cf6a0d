"""What an exceptional access adds to an open file: the time left, its end, and why it is closed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.session import Session
from console.stores.exceptional import ExceptionalAccessStore
from console.stores.patient_file import PatientFileStore
from resources.wording import Wording
from ui.parts.access_words import not_ended
from widgets.announce import announce
from widgets.strip import Strip
from widgets.theme import Theme

_SOON_MINUTES = 5


class Closed(NamedTuple):
    """What is said in the place of a file that was open by an access, and what can be done."""

    title: str
    body: str
    action: str


class AccessPart(QWidget):
    """Stands under the banner while there is something to say of the access of the open file.

    Signals: `changed()` when an access began, ended, or could not be ended.
    """

    changed = Signal()

    def __init__(
        self,
        store: ExceptionalAccessStore,
        file: PatientFileStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._file = file
        self._session = session
        self._wording = wording
        self._warned: UUID | None = None
        self.notice = Strip(theme, self)
        self.notice.setObjectName("exceptional_end_notice")
        self.notice.accepted.connect(self.end)
        store.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 0)
        column.addWidget(self.notice)
        self.hide()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self.show_notice()

    @property
    def until(self) -> datetime | None:
        """When the access of the open file ends; None where it needs none."""
        return self._store.until(self._file.patient_id)

    @property
    def is_ending(self) -> bool:
        """Whether its end is on its way."""
        access = self._store.of(self._file.patient_id)
        return access is not None and self._store.ending == access.id

    @property
    def closed(self) -> Closed | None:
        """Why the file is closed, where that is the end of an access."""
        w, why = self._wording, self._store.why_over(self._file.patient_id)
        if why is None:
            return None
        again = w.text("exceptional-ask-again") if self._store.is_offered else ""
        return Closed(w.text(f"exceptional-over-{why}"), w.text("exceptional-over-body"), again)

    def end(self) -> None:
        """End the access of the open file."""
        access = self._store.of(self._file.patient_id)
        if access is not None:
            self._store.end(access.id)

    def show_notice(self) -> None:
        """Say that the access could not be ended."""
        w, access = self._wording, self._store.of(self._file.patient_id)
        error = None if access is None else self._store.end_errors.get(access.id)
        if access is None or error is None:
            self.hide()
            return
        self.notice.ask(not_ended(w, access, error), accept=w.text("exceptional-end-again"))
        self.show()

    def follow_time(self) -> None:
        """Say once that little time is left; the banner counts it all along."""
        access = self._store.of(self._file.patient_id)
        if access is None or access.id == self._warned:
            return
        minutes = int((access.until - self._session.server_now()).total_seconds() // 60)
        if minutes < _SOON_MINUTES:
            self._warned = access.id
            text = self._wording.text("exceptional-soon", minutes=minutes + 1)
            announce(self, text)
