"""Finding a patient by what is typed: asked a moment after the last key, and of several questions
only the last is answered (screens.md 1.9).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Jobs
from services.contract.patient_list import PatientHit, PatientHits

if TYPE_CHECKING:
    from console.session import Session

PAUSE_MS: Final = 60
LEAST_CHARACTERS: Final = 3
SEARCHES: Final = "search_patients"


class SearchState(StrEnum):
    """How far a search came. NOTHING: too little is typed to be asked."""

    NOTHING = "nothing"
    WAITING = "waiting"
    FOUND = "found"
    FAILED = "failed"


class PatientSearchStore(QObject):
    """What the service finds for a text. Signals: `changed()` when state or hits are others."""

    changed = Signal()

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = SearchState.NOTHING
        self.hits: PatientHits | None = None
        self.error: ConsoleError | None = None
        self._text = ""
        self._jobs = jobs
        self._session = session
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._send)

    @property
    def is_offered(self) -> bool:
        """Whether patients exist for this role."""
        return self._session.may(SEARCHES)

    @property
    def found(self) -> list[PatientHit]:
        """Who was found; while an answer is awaited, for what was typed before."""
        return [] if self.hits is None else list(self.hits.items)

    def ask(self, text: str) -> None:
        """Somebody typed: what is on its way for another text is nobody's answer any more."""
        wanted = " ".join(text.split())
        if wanted == self._text:
            return
        self._text = wanted
        self._pause.stop()
        if not self.is_offered or len(wanted) < LEAST_CHARACTERS:
            self._become(SearchState.NOTHING)
            return
        self._become(SearchState.WAITING, self.hits)
        self._pause.start()

    @Slot()
    def forget(self) -> None:
        """Keep nothing of what was typed and found."""
        self._pause.stop()
        self._text = ""
        self._become(SearchState.NOTHING)

    @Slot()
    def _send(self) -> None:
        text, session = self._text, self._session
        self._jobs.submit(
            self,
            lambda: session.api.patient_lists.search(text),
            self._take,
            self._fail,
            about=text,
            key="search",
        )

    def _take(self, text: str, hits: PatientHits) -> None:
        if text == self._text and self.state is SearchState.WAITING:
            if hits.understood is None:
                self._become(SearchState.NOTHING)
            else:
                self._become(SearchState.FOUND, hits)

    def _fail(self, text: str, error: ConsoleError) -> None:
        if text == self._text and self.state is SearchState.WAITING:
            self._become(SearchState.FAILED, error=error)

    def _become(
        self,
        state: SearchState,
        hits: PatientHits | None = None,
        error: ConsoleError | None = None,
    ) -> None:
        is_other = state is not self.state or hits is not None or error is not None
        self.state, self.hits, self.error = state, hits, error
        if is_other:
            self.changed.emit()
