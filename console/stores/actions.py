"""Acts on alerts: shown at once, sent once, and believed only when the service has answered
(screens.md 1.5).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.errors import ConsoleError, Offline, Refused, SignInNeeded
from console.jobs import Jobs
from console.server_clock import steady_s
from console.stores.connection import ConnectionStore
from console.stores.intentions import (
    CONFLICTS,
    Batch,
    Intended,
    Intention,
    Send,
    Undoable,
    beliefs,
    came_true,
    undoable,
)
from console.stores.intents import Intents, acknowledging
from console.stores.states import ActState, RowMark
from services.contract.alerts import AlertChange, AlertDetail
from services.contract.enums import ActionKind

if TYPE_CHECKING:
    from console.session import Session

RESENT_FOR_S = 120.0
_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 8.0
_TICK_MS = 250


class ActionsStore(QObject, Intents):
    """What somebody intends, one queue an alert, in order.

    Signals: `intention_changed(Intention)` at every step; `conflict(Intention)` when somebody was
    faster; `refused(Intention)` for any other no; `undoable_changed()`;
    `alert_changed(AlertDetail)` with the service's answer. For the queue on screen:
    `row_believed(UUID, changes)`, `row_marked(UUID, RowMark)`, `row_reverted(UUID)`.
    """

    intention_changed = Signal(Intention)
    conflict = Signal(Intention)
    refused = Signal(Intention)
    undoable_changed = Signal()
    alert_changed = Signal(AlertDetail)
    row_believed = Signal(UUID, object)
    row_marked = Signal(UUID, RowMark)
    row_reverted = Signal(UUID)

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
        steady: Callable[[], float] = steady_s,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self._connection = connection
        self._steady = steady
        self._queues: dict[UUID, deque[Intention]] = {}
        self._ended: dict[UUID, Intention] = {}
        self._undoables: tuple[Undoable, ...] = ()
        self._latest: Batch | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)

    # What stands

    @property
    def can_act(self) -> bool:
        """Whether decisions may be taken now; offline is for reading (decision 37)."""
        return not self._connection.shows_offline

    @property
    def undoable(self) -> Undoable | None:
        """The act that Ctrl+Z reverses, with all that were asked for in one go with it."""
        return self._undoables[-1] if self._undoables else None

    @property
    def can_undo(self) -> bool:
        """Whether Ctrl+Z does anything; several at once can be taken back on their way."""
        is_on_its_way = self._latest is not None and not self._latest.is_settled
        return bool(self._undoables) or is_on_its_way

    def takes_back(self, intention: Intention) -> bool:
        """Whether `undo` would reverse this, once it is done, and no act that was asked for later:
        what was asked for in one go is reversed as long as nothing came after it.
        """
        return intention.batch is self._latest

    def standing(self, alert_id: UUID) -> Intention | None:
        """The intention on its way for an alert, or the last one that the service refused."""
        queue = self._queues.get(alert_id)
        return queue[0] if queue else self._ended.get(alert_id)

    @property
    def under_way_count(self) -> int:
        """Intentions that are not settled."""
        return sum(len(queue) for queue in self._queues.values())

    def dismiss(self, alert_id: UUID) -> None:
        """The person has read why it was refused."""
        self._ended.pop(alert_id, None)

    # Intents

    def undo(self) -> Intention | None:
        """Reverse the latest act, while the service lets its author; or all of what was asked for
        in one go. Returns the last of what is asked for now.
        """
        undoables, latest = self._undoables, self._latest
        reversal = None if latest is None else Batch()
        if latest is not None:
            latest.reversal = reversal
        asked = [self._reverse(each, reversal) for each in undoables]
        self._latest = None
        return asked[-1] if asked else None

    def acknowledge_together(self, seen: Sequence[tuple[UUID, int]]) -> Batch:
        """Acknowledge several alerts in one go: each is an act of its own with its own outcome."""
        batch = Batch()
        for alert_id, version in seen:
            send = acknowledging(alert_id)
            self._enqueue(alert_id, version, ActionKind.ACKNOWLEDGE, send, batch)
        self._latest = batch
        return batch

    def _reverse(self, act: Undoable, batch: Batch | None) -> Intention:
        return self._enqueue(act.alert_id, act.version, act.undone_by, act.send, batch)

    @Slot()
    def forget(self) -> None:
        """The session is over: what is on its way stays unsettled, and the queue will show what
        became of it.
        """
        for queue in list(self._queues.values()):
            for intention in list(queue):
                self._put(intention, ActState.UNSETTLED if intention.tries else ActState.NOT_SENT)
        self._queues.clear()
        self._ended.clear()
        self._latest = None
        self._set_undoables(())
        self._timer.stop()

    # Sending

    def begin(self, alert: AlertDetail, kind: Intended, send: Send) -> Intention:
        return self._enqueue(alert.id, alert.version, kind, send)

    def _enqueue(
        self,
        alert_id: UUID,
        version: int,
        kind: Intended,
        send: Send,
        batch: Batch | None = None,
    ) -> Intention:
        now = self._session.server_now()
        intention = Intention(alert_id, kind, send, version, now, self._steady(), batch=batch)
        if batch is not None:
            batch.intentions.append(intention)
        self._latest = None
        self._set_undoables(())
        self._ended.pop(alert_id, None)
        if not self.can_act:
            intention.error = Offline("offline")
            self._end(intention, ActState.NOT_SENT)
            return intention
        self._queues.setdefault(alert_id, deque()).append(intention)
        me = self._session.me
        if me is not None:
            self.row_believed.emit(alert_id, dict(beliefs(kind, me.person, now)))
        self._pump(alert_id)
        return intention

    def _pump(self, alert_id: UUID) -> None:
        """Send the first intention of an alert's queue when it is due."""
        queue = self._queues.get(alert_id)
        if not queue:
            self._queues.pop(alert_id, None)
            return
        intention = queue[0]
        if intention.state is ActState.WAITING:
            self._put(intention, ActState.SENDING)
            self._send(intention)

    def _send(self, intention: Intention) -> None:
        intention.tries += 1
        intention.again_s = None
        session, write = self._session, intention.write
        self._jobs.submit(
            self,
            lambda: intention.send(session.api, write),
            self._settle,
            self._fail,
            about=intention,
        )

    def _verify(self, intention: Intention) -> None:
        """Too late to send again: what was meant then may not be meant now, so only look what
        became of it.
        """
        intention.again_s = None
        session, alert_id = self._session, intention.alert_id
        self._jobs.submit(
            self, lambda: session.api.read_alert(alert_id), self._judge, self._fail, about=intention
        )

    @Slot()
    def look(self) -> None:
        """Try again what is due, and let the time for undoing run out."""
        now_s = self._steady()
        waiting = [
            queue[0] for queue in self._queues.values() if queue and queue[0].again_s is not None
        ]
        for intention in waiting:
            if intention.again_s is not None and intention.again_s <= now_s:
                is_late = now_s - intention.began_s > RESENT_FOR_S
                (self._verify if is_late else self._send)(intention)
        now = self._session.server_now()
        if any(each.until <= now for each in self._undoables):
            self._set_undoables(())
            if self._latest is not None and self._latest.is_settled:
                self._latest = None
        if not waiting and not self._undoables:
            self._timer.stop()

    # Outcomes

    def _settle(self, intention: Intention, change: AlertChange) -> None:
        intention.change = change
        self._done(intention, change.alert)
        if not self._queues.get(intention.alert_id):
            self._remember(intention)
        self._pump(intention.alert_id)

    def _remember(self, intention: Intention) -> None:
        """What can be undone now: all of what was asked for in one go, otherwise the latest act."""
        batch, act = intention.batch, undoable(intention)
        if batch is not None and batch.reversal is not None:
            if act is not None:
                self._reverse(act, batch.reversal)
        elif self.takes_back(intention):
            together = self._undoables if batch is not None else ()
            self._set_undoables(together if act is None else (*together, act))

    def _judge(self, intention: Intention, alert: AlertDetail) -> None:
        me = self._session.me
        if me is not None and came_true(intention, alert, me.person):
            self._done(intention, alert)
            self._pump(intention.alert_id)
        else:
            self._end(intention, ActState.NOT_SENT)

    def _done(self, intention: Intention, alert: AlertDetail) -> None:
        for waiting in self._queues.get(intention.alert_id, ()):
            if waiting is not intention and waiting.seen_version == intention.seen_version:
                waiting.seen_version = alert.version  # the only change in between is our own
        self._remove(intention)
        self.alert_changed.emit(alert)
        self._put(intention, ActState.DONE)

    def _fail(self, intention: Intention, error: ConsoleError) -> None:
        intention.error = error
        is_checking = intention.state is ActState.CHECKING
        if isinstance(error, SignInNeeded):
            self._end(intention, ActState.UNSETTLED if is_checking else ActState.NOT_SENT)
        elif error.outcome_unknown or (is_checking and error.retryable):
            self._put(intention, ActState.CHECKING)
            self.row_marked.emit(intention.alert_id, RowMark.CHECKING)
            self._try_later(intention, error)
        elif isinstance(error, Refused) and error.retryable:
            self._try_later(intention, error)
        elif isinstance(error, Refused):
            self._end(intention, ActState.CONFLICT if error.code in CONFLICTS else ActState.REFUSED)
        else:
            self._end(intention, ActState.NOT_SENT)

    def _try_later(self, intention: Intention, error: ConsoleError) -> None:
        wait_s = min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2 ** min(intention.tries - 1, 8))
        intention.again_s = self._steady() + max(wait_s, error.retry_after_s or 0.0)
        self._timer.start()

    def _end(self, intention: Intention, state: ActState) -> None:
        """It was not done: show what the service last told, and send nothing that came after it."""
        following = [
            waiting
            for waiting in self._queues.pop(intention.alert_id, ())
            if waiting is not intention
        ]
        self._ended[intention.alert_id] = intention
        self.row_reverted.emit(intention.alert_id)
        self._put(intention, state)
        if state is ActState.CONFLICT:
            self.conflict.emit(intention)
        else:
            self.refused.emit(intention)
        for waiting in following:
            self._put(waiting, ActState.NOT_SENT)

    def _remove(self, intention: Intention) -> None:
        queue = self._queues.get(intention.alert_id)
        if queue is not None and intention in queue:
            queue.remove(intention)

    def _put(self, intention: Intention, state: ActState) -> None:
        intention.state = state
        self.intention_changed.emit(intention)

    def _set_undoables(self, acts: tuple[Undoable, ...]) -> None:
        if acts != self._undoables:
            self._undoables = acts
            if acts:
                self._timer.start()
            self.undoable_changed.emit()
