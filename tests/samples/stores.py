"""Stores that hold the sample queue and do nothing: they have the shape of the real ones, and any
state can be set.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.errors import ConsoleError, Refused
from console.session import EndReason, SessionState
from console.stores.expecting import ExceptionAct
from console.stores.filters import NO_FILTER, Filters
from console.stores.intentions import Intended
from console.stores.row_list import RowList
from console.stores.rows import Row
from console.stores.states import ActState, StoreState
from console.stores.surveillance import Verdict
from services.contract.alert_acts import AnswerEscalationAsk
from services.contract.alerts import AlertDetail, AlertLabel, WorklistCounts
from services.contract.enums import ActionKind, WorklistSort, WorklistView
from services.contract.filters import FilterCounts
from services.contract.problems import CurrentState
from services.contract.rule_exceptions import RuleException, RuleExceptionAsk
from services.contract.sessions import Me, SessionGrant
from services.contract.surveillance import PartHealth, PartState, SurveillancePart
from tests.samples.detail import details
from tests.samples.filters import sifted
from tests.samples.provider import SampleProvider
from tests.samples.rows import NOW, counts, me, worklist


class SampleClock:
    """A clock that stands at the moment of the picture."""

    is_known = True

    def now(self) -> datetime:
        """Tuesday 18 November 2025, 10:42 in Paris."""
        return NOW


class SampleSession(QObject):
    """Somebody signed in, or on the way."""

    state_changed = Signal(SessionState)
    busy_changed = Signal(bool)
    failed = Signal(ConsoleError)
    secrets_known = Signal()
    unlocked = Signal()
    lock_told = Signal(int)
    unlock_failed = Signal(ConsoleError)
    service_told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = SessionState.SIGNED_IN
        self.end_reason: EndReason | None = None
        self.is_busy = False
        self.me: Me | None = me()
        self.grant: SessionGrant | None = None
        self.memberships: list[object] = []
        self.secrets_notice = None
        self.clock = SampleClock()
        self.asked: list[tuple[str, ...]] = []
        self.provider = SampleProvider(self)

    def may(self, action: str) -> bool:
        """Whether the sample nurse may do something."""
        return self.me is not None and action in self.me.actions

    def server_now(self) -> datetime:
        """The moment of the picture."""
        return self.clock.now()

    def become(self, state: SessionState) -> None:
        """Go to a state and say so."""
        self.state = state
        if state is not SessionState.SIGNED_IN:
            self.me = None
        self.state_changed.emit(state)

    def set_busy(self, busy: bool) -> None:
        """Be busy with a step, or no longer."""
        self.is_busy = busy
        self.busy_changed.emit(busy)

    def ask_service(self) -> None:
        """It can serve."""
        self.service_told.emit(None)

    def sign_in(self, username: str, password: str) -> None:
        """Remember what was asked."""
        self.asked.append(("sign_in", username, password))

    def second_factor(self, code: str, membership_id: UUID | None = None) -> None:
        """Remember what was asked."""
        self.asked.append(("second_factor", code, str(membership_id or "")))

    def cancel_challenge(self) -> None:
        """Go back to the first step."""
        self.become(SessionState.SIGNED_OUT)

    def unlock(self, password: str) -> None:
        """Remember what was asked."""
        self.asked.append(("unlock", password))

    def sign_out(self) -> None:
        """End the session."""
        self.end_reason = EndReason.SIGNED_OUT
        self.become(SessionState.SIGNED_OUT)


class SampleWorklist(RowList):
    """The thirteen patients of the picture."""

    state_changed = Signal(StoreState)
    counts_changed = Signal()
    filters_changed = Signal()
    new_count_changed = Signal(int)
    urgent_arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reset_rows([Row(row) for row in worklist()])
        self.state = StoreState.READY
        self.error: ConsoleError | None = None
        self.view = WorklistView.TODO
        self.sort = WorklistSort.LEVEL
        self.filters = NO_FILTER
        self.filtered: FilterCounts | None = None
        self.held: UUID | None = None
        self.is_settled = True
        self.counts: WorklistCounts | None = counts()
        self.new_count = 1
        self.as_of: datetime | None = NOW
        self.is_truncated = False
        self.can_load_more = False
        self.selected: UUID | None = None
        self.applied_new = 0
        self.is_counting = False

    @property
    def is_filtered(self) -> bool:
        """Whether anything is filtered."""
        return self.filters.is_any

    def start(self) -> None:
        """Nothing is fetched."""

    def stop(self) -> None:
        """Nothing is fetched."""

    def refresh(self) -> None:
        """Nothing is fetched."""

    def count_only(self, is_only: bool) -> None:
        """Remember whether anything but counts may be asked for."""
        self.is_counting = is_only

    def load_more(self) -> None:
        """Nothing is fetched."""

    def set_view(self, view: WorklistView) -> None:
        """Another tab, with the same rows."""
        self.view = view
        self._reset_rows(list(self.rows))

    def set_sort(self, sort: WorklistSort) -> None:
        """Another order, with the same rows."""
        self.sort = sort
        self._reset_rows(list(self.rows))

    def set_filters(self, filters: Filters) -> None:
        """Rows by level, symptom and owner; the others that no filter hides in front."""
        if filters == self.filters:
            return
        self.filters = filters
        rows, told = sifted(worklist(), filters)
        self.filtered = told if filters.is_any else None
        self.put_rows(rows)
        self.filters_changed.emit()
        self.counts_changed.emit()

    def hold(self, key: UUID | None) -> None:
        """Remember who is selected."""
        self.held = key

    def apply_new(self) -> None:
        """Let the new ones in."""
        self.applied_new += 1
        self.new_count = 0
        self.new_count_changed.emit(0)

    def select(self, key: UUID | None) -> None:
        """Remember where the selection is."""
        self.selected = key

    def put_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self._reset_rows(list(rows))

    def put_view(self, view: WorklistView) -> None:
        """Show another tab and say so."""
        self.view = view
        self.state_changed.emit(self.state)

    def put_state(self, state: StoreState, error: ConsoleError | None = None) -> None:
        """Be in a state and say so."""
        self.state, self.error = state, error
        self.state_changed.emit(state)


@dataclass(frozen=True, slots=True)
class SampleShown:
    """What the detail pane shows."""

    alert_id: UUID | None
    alert: AlertDetail | None
    state: StoreState
    error: ConsoleError | None = None
    as_of: datetime | None = NOW


class SampleDetails(QObject):
    """The details of the thirteen patients."""

    shown_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.alerts = details()
        self.shown = SampleShown(None, None, StoreState.EMPTY)
        self.asked: list[UUID] = []
        self.opened: list[UUID] = []
        self.retried = 0

    def show(
        self, alert_id: UUID, _version: int, _expected: int = 0, *, is_opened: bool = False
    ) -> None:
        """Show a detail at once."""
        self.asked.append(alert_id)
        if is_opened:
            self.opened.append(alert_id)
        alert = self.alerts.get(alert_id)
        self.put(SampleShown(alert_id, alert, StoreState.READY if alert else StoreState.LOADING))

    def hide(self) -> None:
        """Show none."""
        self.put(SampleShown(None, None, StoreState.EMPTY))

    def retry(self) -> None:
        """Count the tries."""
        self.retried += 1

    def around(self, pairs: Sequence[tuple[UUID, int, int]]) -> None:
        """Everything is here already."""

    def get(self, alert_id: UUID) -> AlertDetail | None:
        """A detail by its id."""
        return self.alerts.get(alert_id)

    def put(self, shown: SampleShown) -> None:
        """Show something else and say so."""
        self.shown = shown
        self.shown_changed.emit()


@dataclass(frozen=True, slots=True)
class SampleIntention:
    """An act on its way."""

    key: str
    alert_id: UUID
    kind: Intended
    state: ActState
    error: ConsoleError | None = None
    undo_until: datetime | None = NOW + timedelta(seconds=10)
    batch: None = None

    @property
    def current(self) -> CurrentState | None:
        """Who was faster, when the service said so."""
        return self.error.problem.current if isinstance(self.error, Refused) else None


@dataclass(frozen=True, slots=True)
class SampleUndoable:
    """The act that can be undone now."""

    alert_id: UUID
    action_id: UUID
    kind: ActionKind
    until: datetime


class SampleActions(QObject):
    """Remembers every intent with the alert that it was given."""

    intention_changed = Signal(object)
    alert_changed = Signal(object)
    conflict = Signal(object)
    refused = Signal(object)
    undoable_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.asked: list[tuple[Intended, AlertDetail, dict[str, object]]] = []
        self.undoable: SampleUndoable | None = None
        self.together: list[tuple[UUID, int]] = []
        self.can_act = True
        self.undone = 0
        self._standing: dict[UUID, SampleIntention] = {}

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return self.undoable is not None

    def takes_back(self, _intention: SampleIntention) -> bool:
        """Nothing came after it."""
        return True

    def acknowledge_together(self, seen: Sequence[tuple[UUID, int]]) -> None:
        """Remember what was asked for in one go."""
        self.together.extend(seen)

    def claim(self, alert: AlertDetail) -> SampleIntention:
        """Ask to claim."""
        return self._ask(ActionKind.CLAIM, alert)

    def release(self, alert: AlertDetail) -> SampleIntention:
        """Ask to let go."""
        return self._ask(ActionKind.RELEASE, alert)

    def take_over(self, alert: AlertDetail) -> SampleIntention:
        """Ask to take over."""
        return self._ask(ActionKind.TAKE_OVER, alert)

    def acknowledge(self, alert: AlertDetail, also: Sequence[AlertLabel] = ()) -> SampleIntention:
        """Ask to acknowledge."""
        return self._ask(ActionKind.ACKNOWLEDGE, alert, also=list(also))

    def call(
        self, alert: AlertDetail, result: object, grades: object = None, note: str | None = None
    ) -> SampleIntention:
        """Ask to log a call."""
        return self._ask(ActionKind.CALL, alert, result=result, grades=grades, note=note)

    def measure(
        self,
        alert: AlertDetail,
        codes: Sequence[object],
        cause: object = None,
        other: str | None = None,
        note: str | None = None,
    ) -> SampleIntention:
        """Ask to record measures."""
        return self._ask(
            ActionKind.MEASURE, alert, codes=list(codes), cause=cause, other=other, note=note
        )

    def note(self, alert: AlertDetail, text: str) -> SampleIntention:
        """Ask to add a note."""
        return self._ask(ActionKind.NOTE, alert, text=text)

    def close(
        self, alert: AlertDetail, assessment: object = None, also: Sequence[AlertLabel] = ()
    ) -> SampleIntention:
        """Ask to close."""
        return self._ask(ActionKind.CLOSE, alert, assessment=assessment, also=list(also))

    def defer(
        self, alert: AlertDetail, reason: object, until: datetime, note: str | None = None
    ) -> SampleIntention:
        """Ask to put off."""
        return self._ask(ActionKind.DEFER, alert, reason=reason, until=until, note=note)

    def escalate(self, alert: AlertDetail, to: UUID, question: str) -> SampleIntention:
        """Ask to escalate."""
        return self._ask(ActionKind.ESCALATE, alert, to=to, question=question)

    def answer(self, alert: AlertDetail, ask: AnswerEscalationAsk) -> SampleIntention:
        """Ask to answer."""
        kind = ActionKind.CLOSE if ask.close else ActionKind.ANSWER
        return self._ask(kind, alert, ask=ask)

    def reopen(self, alert: AlertDetail, reason: str) -> SampleIntention:
        """Ask to open again."""
        return self._ask(ActionKind.REOPEN, alert, reason=reason)

    def expect(self, alert: AlertDetail, ask: RuleExceptionAsk) -> SampleIntention:
        """Ask to expect."""
        return self._ask(ExceptionAct.EXPECT, alert, ask=ask)

    def end_expected(self, alert: AlertDetail, exception: RuleException) -> SampleIntention:
        """Ask to end it."""
        return self._ask(ExceptionAct.END, alert, exception=exception)

    def undo(self) -> None:
        """Count the undos."""
        self.undone += 1

    def standing(self, alert_id: UUID) -> SampleIntention | None:
        """The intent of an alert that is not settled."""
        return self._standing.get(alert_id)

    def dismiss(self, alert_id: UUID) -> None:
        """Forget a refusal."""
        self._standing.pop(alert_id, None)

    def settle(self, intention: SampleIntention) -> None:
        """Let an intent come to a state and say so."""
        self._standing[intention.alert_id] = intention
        if intention.state is ActState.DONE:
            self._standing.pop(intention.alert_id)
        self.intention_changed.emit(intention)
        if intention.state is ActState.CONFLICT:
            self.conflict.emit(intention)
        elif intention.state is ActState.REFUSED:
            self.refused.emit(intention)

    def _ask(self, kind: Intended, alert: AlertDetail, **content: object) -> SampleIntention:
        self.asked.append((kind, alert, content))
        intention = SampleIntention(f"key-{len(self.asked)}", alert.id, kind, ActState.SENDING)
        self._standing[alert.id] = intention
        return intention


class SampleConnection(QObject):
    """Contact with the service, set by hand."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_online = True
        self.shows_offline = False
        self.is_long_offline = False
        self.offline_since: datetime | None = None
        self.last_contact: datetime | None = NOW - timedelta(seconds=12)
        self.is_copy_expired = False

    def copy_age(self) -> timedelta | None:
        """How long ago the service answered."""
        return None if self.last_contact is None else NOW - self.last_contact

    def go_offline(self, minutes: int) -> None:
        """Lose contact some minutes ago."""
        self.is_online, self.shows_offline = False, True
        self.is_long_offline = minutes >= 15
        self.offline_since = self.last_contact = NOW - timedelta(minutes=minutes)
        self.changed.emit()


class SampleLooks(QObject):
    """Which alerts were in front, one after the other; None where none was."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.seen: list[UUID | None] = []

    def look_at(self, alert_id: UUID | None) -> None:
        """What is in front now."""
        if not self.seen or self.seen[-1] != alert_id:
            self.seen.append(alert_id)


class SampleSurveillance(QObject):
    """Everything was proved twelve seconds ago."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.verdict = Verdict.PROVED
        self.is_proved = True
        self.open_gaps = 0
        self.parts: list[PartHealth] = []
        self.age_s = 12
        self.times_asked = 0

    def ask(self) -> None:
        """Somebody wants to know now."""
        self.times_asked += 1

    def age(self) -> timedelta:
        """How old the proof is."""
        return timedelta(seconds=self.age_s)

    def become(self, verdict: Verdict, age_s: int, gaps: int = 0, *down: SurveillancePart) -> None:
        """Be in a state, with some parts that are not at work, and say so."""
        self.verdict, self.age_s, self.open_gaps = verdict, age_s, gaps
        self.parts = [
            PartHealth(part=part, state=PartState.DOWN, at=None, age_s=None) for part in down
        ]
        self.changed.emit()
