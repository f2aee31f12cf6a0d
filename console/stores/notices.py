"""Transparency notices: which are in force, which wait for this person, and their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from console.client.http import Write
from console.errors import ConsoleError
from console.jobs import Jobs
from services.contract.notices import Language, Notice, Notices, NoticeText

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

LISTS: Final = "list_notices"
Named = tuple[str, str]
"""A notice by its name and version."""


def name_of(notice: Notice | NoticeText) -> str:
    """What a notice is called in addresses and in consents: kind, tool and profile."""
    return f"{notice.kind}-{notice.tool}-{notice.profile}"


class NoticesStore(QObject):
    """Signals: `changed()`; `arrived()` when the notices in force are here for the first time."""

    changed = Signal()
    arrived = Signal()

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self._writes: dict[Named, Write] = {}
        self.notices: Notices | None = None
        self.error: ConsoleError | None = None
        self.is_acknowledging = False
        self.acknowledging_error: ConsoleError | None = None
        self.texts: dict[Named, NoticeText] = {}
        self.text_errors: dict[Named, ConsoleError] = {}

    @property
    def is_offered(self) -> bool:
        """Whether this role reads notices here."""
        return self._session.may(LISTS)

    @property
    def waiting(self) -> list[Notice]:
        """What this person has not acknowledged yet, in its version in force."""
        mine = [] if self.notices is None else self.notices.mine
        return [each for each in mine if each.must_acknowledge]

    def start(self) -> None:
        """Read which are in force."""
        if not self.is_offered:
            return
        session = self._session
        self._jobs.submit(
            self, lambda: session.api.notices.list_all(), self._take, self._miss, key="list"
        )

    def read(self, name: str, version: str) -> None:
        """Read a version, once: it never changes."""
        key, session = (name, version), self._session
        if key in self.texts:
            return
        self.text_errors.pop(key, None)
        self._jobs.submit(
            self,
            lambda: session.api.notices.read(name, version),
            self._take_text,
            self._miss_text,
            about=key,
            key=f"text {name} {version}",
        )

    def acknowledge(self, language: Language) -> None:
        """Acknowledge all that waits; each once, however often its answer is lost."""
        waiting, session = self.waiting, self._session
        if not waiting or self.is_acknowledging:
            return
        calls = [
            (each, self._writes.setdefault((name_of(each), each.version), Write()))
            for each in waiting
        ]
        self.is_acknowledging, self.acknowledging_error = True, None
        self.changed.emit()
        self._jobs.submit(
            self,
            lambda: _acknowledge(session.api, calls, language),
            self._take_acknowledged,
            self._miss_acknowledged,
            key="acknowledge",
        )

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.notices = self.error = self.acknowledging_error = None
        self.is_acknowledging = False
        self._writes.clear()
        self.texts.clear()
        self.text_errors.clear()
        self.changed.emit()

    def _take(self, notices: Notices) -> None:
        is_first = self.notices is None
        self.notices, self.error = notices, None
        self.changed.emit()
        if is_first:
            self.arrived.emit()

    def _miss(self, error: ConsoleError) -> None:
        self.error = error
        self.changed.emit()

    def _take_text(self, key: Named, text: NoticeText) -> None:
        self.texts[key] = text
        self.changed.emit()

    def _miss_text(self, key: Named, error: ConsoleError) -> None:
        self.text_errors[key] = error
        self.changed.emit()

    def _take_acknowledged(self, notices: Notices) -> None:
        self.is_acknowledging = False
        self._writes.clear()
        self._take(notices)

    def _miss_acknowledged(self, error: ConsoleError) -> None:
        self.is_acknowledging, self.acknowledging_error = False, error
        self.changed.emit()


def _acknowledge(api: Api, calls: list[tuple[Notice, Write]], language: Language) -> Notices:
    for notice, write in calls:
        api.notices.acknowledge(notice.kind, notice.version, language, write)
    return api.notices.list_all()
