"""Requests for help: one's own, and for administrators those of the centre."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Jobs
from console.log_excerpt import log_excerpt
from services.contract.support import SupportPage, SupportRequest, SupportRow

if TYPE_CHECKING:
    from console.session import Session

MAKES: Final = "make_support_request"
_LISTS_ALL: Final = "list_support_requests"
_MOST: Final = 100


class Whose(StrEnum):
    """Which list is looked at."""

    MINE = "mine"
    CENTRE = "centre"


class SupportStore(QObject):
    """Signals: `changed()` with every answer; `log_read(text)` with the end of this console's log,
    empty where there is none.
    """

    changed = Signal()
    log_read = Signal(str)

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self.whose = Whose.MINE
        self.page: SupportPage | None = None
        self.error: ConsoleError | None = None
        self.requests: dict[UUID, SupportRequest] = {}
        self.request_errors: dict[UUID, ConsoleError] = {}

    @property
    def is_offered(self) -> bool:
        """Whether this role asks for help here."""
        return self._session.may(MAKES)

    @property
    def sees_all(self) -> bool:
        """Whether this role answers the requests of the centre."""
        return self._session.may(_LISTS_ALL)

    @property
    def rows(self) -> list[SupportRow]:
        """What is listed."""
        return [] if self.page is None else self.page.items

    def look_at(self, whose: Whose) -> None:
        """List those of somebody else."""
        if whose is not self.whose and (whose is Whose.MINE or self.sees_all):
            self.whose, self.page, self.error = whose, None, None
            self.changed.emit()
            self.read()

    def read(self) -> None:
        """Read the list anew."""
        if not self.is_offered:
            return
        session, of_all = self._session, self.whose is Whose.CENTRE
        self._jobs.submit(
            self,
            lambda: session.api.support.list_some(of_all=of_all, limit=_MOST),
            self._take,
            self._miss,
            about=self.whose,
            key="list",
        )

    def read_more(self) -> None:
        """The next page of the list."""
        page, session, of_all = self.page, self._session, self.whose is Whose.CENTRE
        if page is None or page.next_cursor is None:
            return
        self._jobs.submit(
            self,
            lambda: session.api.support.list_some(
                of_all=of_all, limit=_MOST, cursor=page.next_cursor
            ),
            self._add,
            self._miss,
            about=self.whose,
            key="list",
        )

    def read_one(self, row: SupportRow) -> None:
        """Read a request whole, unless the version that is listed is here."""
        known = self.requests.get(row.id)
        if known is not None and known.request.version >= row.version:
            return
        self.request_errors.pop(row.id, None)
        session, of_all = self._session, self.whose is Whose.CENTRE
        self._jobs.submit(
            self,
            lambda: session.api.support.read(row.id, of_all=of_all),
            self._take_one,
            self._miss_one,
            about=row.id,
            key=f"one {row.id}",
        )

    def read_log(self) -> None:
        """Read the end of this console's own log; it does not leave by itself."""
        self._jobs.submit(self, log_excerpt, self._take_log, self._miss_log, key="log")

    @Slot(object)
    def hear(self, result: object) -> None:
        """A request was made, answered or closed here."""
        if isinstance(result, SupportRequest):
            self.requests[result.request.id] = result
            self.read()

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.whose, self.page, self.error = Whose.MINE, None, None
        self.requests.clear()
        self.request_errors.clear()
        self.changed.emit()

    def _take(self, whose: Whose, page: SupportPage) -> None:
        if whose is self.whose:
            self.page, self.error = page, None
            self.changed.emit()

    def _add(self, whose: Whose, page: SupportPage) -> None:
        if whose is self.whose and self.page is not None:
            known = {row.id for row in self.page.items}
            items = self.page.items + [row for row in page.items if row.id not in known]
            self.page = page.model_copy(update={"items": items})
            self.changed.emit()

    def _miss(self, whose: Whose, error: ConsoleError) -> None:
        if whose is self.whose:
            self.error = error
            self.changed.emit()

    def _take_one(self, request_id: UUID, request: SupportRequest) -> None:
        self.requests[request_id] = request
        self.changed.emit()

    def _miss_one(self, request_id: UUID, error: ConsoleError) -> None:
        self.request_errors[request_id] = error
        self.changed.emit()

    def _take_log(self, text: str) -> None:
        self.log_read.emit(text)

    def _miss_log(self, _error: ConsoleError) -> None:
        self.log_read.emit("")
