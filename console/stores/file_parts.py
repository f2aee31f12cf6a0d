"""Reads the parts of patients' files and keeps the last ones in memory: whole blocks, and pages.

What a person wanted last is what is shown; an answer that comes late for something else is only
kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError, Refused, SignInNeeded
from console.jobs import Job, Jobs
from console.stores.file_blocks import Block, Lines, came, first_page
from console.stores.states import StoreState

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

T = TypeVar("T")
Line = TypeVar("Line")
MOST_KEPT: Final = 40
_GONE = frozenset({403, 404})


class PartKey(NamedTuple):
    """Whose part, and which one."""

    patient_id: UUID
    what: Any


class PageFound(NamedTuple):
    """A page as it came; `whole` counts all there are, where the service counts."""

    items: Sequence[Any]
    cursor: str | None
    whole: int | None


class _Part(QObject):
    """Signals: `changed()` when what is shown took another value; `gone(patient_id)` when the
    service says that there is no such patient, or not for this person.
    """

    changed = Signal()
    gone = Signal(object)

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self._key: PartKey | None = None
        self._job: Job | None = None
        self._kept: OrderedDict[PartKey, Any] = OrderedDict()

    @property
    def key(self) -> PartKey | None:
        """What is shown."""
        return self._key

    @Slot()
    def hide(self) -> None:
        """Nothing is shown; what is on its way is dropped, what was read is kept."""
        self._cancel()
        if self._key is not None:
            self._key = None
            self.changed.emit()

    def drop(self, patient_id: UUID) -> None:
        """Forget everything of a patient."""
        for key in [key for key in self._kept if key.patient_id == patient_id]:
            del self._kept[key]
        if self._key is not None and self._key.patient_id == patient_id:
            self.hide()

    @Slot()
    def forget(self) -> None:
        """Forget everything: the session is over, or the copy is too old to be read."""
        self._kept.clear()
        self.hide()

    def _cancel(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _keep(self, key: PartKey, value: Any) -> None:
        before = self._kept.get(key)
        self._kept[key] = value
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        if key == self._key and value != before:
            self.changed.emit()

    def _is_final(self, key: PartKey, error: ConsoleError) -> bool:
        """Whether a failure is about more than this reading."""
        if isinstance(error, SignInNeeded):
            return True
        if isinstance(error, Refused) and error.problem.status in _GONE:
            self.gone.emit(key.patient_id)
            return True
        return False


class BlockPart(_Part, Generic[T]):
    """Parts that come as a whole; `read` runs in a worker."""

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        read: Callable[[Api, UUID, Any], T],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(jobs, session, parent)
        self._read = read

    @property
    def shown(self) -> Block[T]:
        """What is on screen."""
        return Block() if self._key is None else self.kept(self._key)

    def kept(self, key: PartKey) -> Block[T]:
        """What is known of a part."""
        found: Block[T] | None = self._kept.get(key)
        return Block() if found is None else found

    def show(self, patient_id: UUID, what: Any) -> None:
        """Bring a part to the screen: at once what is known of it, and what the service says."""
        is_other = self._key != (key := PartKey(patient_id, what))
        self._key = key
        if is_other:
            self.changed.emit()
        self.read()

    def read(self) -> None:
        """Ask again for what is shown; what was known stays until the answer."""
        if self._key is None:
            return
        self._cancel()
        key, session, read = self._key, self._session, self._read
        self._keep(key, self.kept(key).asked())
        self._job = self._jobs.submit(
            self,
            lambda: read(session.api, key.patient_id, key.what),
            self._take,
            self._fail,
            about=key,
        )

    def give_up(self) -> None:
        """Wait no longer."""
        self._cancel()
        if self._key is not None:
            block = self.kept(self._key)
            state = StoreState.ERROR if block.value is None else StoreState.STALE
            self._keep(self._key, replace(block, state=state))

    def _take(self, key: PartKey, value: T) -> None:
        """What came again unchanged is the same object: nobody paints it anew."""
        known = self.kept(key).value
        self._keep(key, came(known if known == value else value, self._session.server_now()))

    def _fail(self, key: PartKey, error: ConsoleError) -> None:
        if not self._is_final(key, error):
            self._keep(key, self.kept(key).missed(error))


class PagedPart(_Part, Generic[Line]):
    """Parts that come in pages; `read` runs in a worker."""

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        read: Callable[[Api, PartKey, str | None], PageFound],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(jobs, session, parent)
        self._read = read

    @property
    def shown(self) -> Lines[Line]:
        """What is on screen."""
        found = None if self._key is None else self._kept.get(self._key)
        return Lines() if found is None else found

    def show(self, patient_id: UUID, what: Any = None) -> None:
        """Bring a list to the screen; one that was read is not read again (F5 does)."""
        is_other = self._key != (key := PartKey(patient_id, what))
        if not is_other and self.shown.state is StoreState.LOADING:
            return
        self._key = key
        if is_other:
            self.changed.emit()
        if self.shown.state is not StoreState.READY:
            self.read()

    def read(self) -> None:
        """Read the first page again."""
        if self._key is not None:
            self._cancel()
            self._keep(self._key, self.shown.asked())
            self._ask(self._key, None, self._take)

    def outdate(self, patient_ids: Collection[UUID] | None) -> None:
        """What is kept of some patients, None for all, is read again the next time."""
        for key, lines in self._kept.items():
            is_meant = patient_ids is None or key.patient_id in patient_ids
            if is_meant and lines.state is StoreState.READY:
                self._kept[key] = replace(lines, state=StoreState.STALE)

    def load_more(self) -> None:
        """Read the next page."""
        lines = self.shown
        if self._key is not None and lines.can_load_more:
            self._keep(self._key, lines.asked_more())
            self._ask(self._key, lines.cursor, self._take_more)

    def give_up(self) -> None:
        """Wait no longer."""
        self._cancel()
        if self._key is not None:
            state = StoreState.ERROR if self.shown.at is None else StoreState.STALE
            self._keep(self._key, replace(self.shown, state=state, is_loading_more=False))

    def _ask(
        self, key: PartKey, cursor: str | None, take: Callable[[PartKey, PageFound], None]
    ) -> None:
        session, read = self._session, self._read
        self._job = self._jobs.submit(
            self, lambda: read(session.api, key, cursor), take, self._fail, about=key
        )

    def _take(self, key: PartKey, page: PageFound) -> None:
        self._keep(key, first_page(*page, self._session.server_now()))

    def _take_more(self, key: PartKey, page: PageFound) -> None:
        lines: Lines[Line] = self._kept.get(key, Lines())
        self._keep(key, lines.more(*page, self._session.server_now()))

    def _fail(self, key: PartKey, error: ConsoleError) -> None:
        if not self._is_final(key, error):
            lines: Lines[Line] = self._kept.get(key, Lines())
            self._keep(key, lines.missed(error))
