"""What was typed and not sent, offered again to its author one by one: nothing of it is ever sent
by itself (screens.md 1.5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError, Refused, SignInNeeded
from console.jobs import Jobs
from console.stores.connection import ConnectionStore
from console.stores.draft_file import Draft
from console.stores.drafts import OF_A_RECORD, OF_AN_ENROLMENT, OF_ANSWERS, Drafts, Key
from services.contract.alerts import AlertDetail

if TYPE_CHECKING:
    from console.session import Session

_GONE = frozenset({403, 404})
_ELSEWHERE = (OF_A_RECORD, OF_AN_ENROLMENT, OF_ANSWERS)


class DraftReview(QObject):
    """Begins when contact is back, and when an earlier session or a crash left something.

    Signals: `changed()` when `count` took another value; `found(AlertDetail, Draft)` with the alert
    as it stands now; `failed(ConsoleError)` when it cannot be read. A draft waits on until it was
    sent or emptied, or its alert is no longer this person's to see.
    """

    changed = Signal()
    found = Signal(object, object)
    failed = Signal(ConsoleError)

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        drafts: Drafts,
        connection: ConnectionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.is_back_online = False
        self._jobs = jobs
        self._session = session
        self._drafts = drafts
        self._connection = connection
        self._was_offline = False
        self._waiting: list[Key] = []
        self._open: Key | None = None
        drafts.loaded.connect(self._begin)
        drafts.changed.connect(self._forget_erased)
        connection.changed.connect(self._follow_contact)

    @property
    def count(self) -> int:
        """How many drafts are offered."""
        return len(self._offered())

    def set_open(self, key: Key | None) -> None:
        """Which form is on screen: what stands in it need not be offered as long as it does."""
        if key != self._open:
            before, self._open = self.count, key
            if self.count != before:
                self.changed.emit()

    def read_next(self) -> None:
        """Ask for the alert of the draft that was offered longest; it is the last one then."""
        offered = self._offered()
        if not offered:
            return
        alert_id, kind = offered[0]
        session, draft = self._session, self._drafts.get(alert_id, kind)
        if draft is None:
            self._forget_erased()
            return
        self._jobs.submit(
            self,
            lambda: session.api.read_alert(alert_id),
            self._take,
            self._fail,
            about=draft,
            key="review",
        )

    def _offered(self) -> list[Key]:
        return [key for key in self._waiting if key != self._open]

    def _take(self, draft: Draft, alert: AlertDetail) -> None:
        key = (draft.about, draft.kind)
        if key in self._waiting:
            self._waiting.remove(key)
            self._waiting.append(key)
        self.found.emit(alert, draft)

    def _fail(self, draft: Draft, error: ConsoleError) -> None:
        if isinstance(error, SignInNeeded):
            return
        if isinstance(error, Refused) and error.problem.status in _GONE:
            self._put([key for key in self._waiting if key != (draft.about, draft.kind)])
        self.failed.emit(error)

    @Slot()
    def _begin(self) -> None:
        """What waits in a record, an enrolment or a questionnaire is offered there, once opened."""
        found = [(draft.about, draft.kind) for draft in self._drafts.all()]
        self._put([key for key in found if not key[1].startswith(_ELSEWHERE)])

    @Slot()
    def _follow_contact(self) -> None:
        if self._connection.shows_offline:
            self._was_offline = True
            self._put([])
        elif self._was_offline and self._connection.is_online:
            self._was_offline, self.is_back_online = False, True
            self._begin()

    @Slot()
    def _forget_erased(self) -> None:
        self._put([key for key in self._waiting if self._drafts.get(*key) is not None])

    def _put(self, waiting: list[Key]) -> None:
        if waiting != self._waiting:
            self._waiting = waiting
            if not waiting:
                self.is_back_online = False
            self.changed.emit()
