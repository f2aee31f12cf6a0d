"""The states of the screens on the sample queue, each put up by one small function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QWidget

from console.errors import Offline, Refused, Unexpected
from console.session import SessionState
from console.settings import Settings
from console.stores.states import ActState, RowMark, StoreState
from resources.wording import Wording
from services.contract.enums import ActionKind, AlertKind, AlertLevel
from services.contract.problems import CurrentState, Problem, ProblemCode
from tests.samples.rows import NOW, THOMAS
from tests.samples.stores import (
    SampleActions,
    SampleConnection,
    SampleDetails,
    SampleIntention,
    SampleSession,
    SampleShown,
    SampleWorklist,
)
from ui.shell import Shell
from ui.sign_in.screen import SignInScreen
from widgets.theme import Theme


@dataclass(frozen=True, slots=True)
class Stage:
    """A screen with the sample stores behind it."""

    screen: QWidget
    session: SampleSession
    worklist: SampleWorklist
    details: SampleDetails
    actions: SampleActions
    connection: SampleConnection


Scene = Callable[[Stage], None]


def set_stage(theme: Theme, settings: Settings, wording: Wording) -> Stage:
    """The frame of a session on the sample queue."""
    session, worklist, details = SampleSession(), SampleWorklist(), SampleDetails()
    actions, connection = SampleActions(), SampleConnection()
    desk: Any = SimpleNamespace(
        worklist=worklist, details=details, actions=actions, connection=connection
    )
    who: Any = session
    shell = Shell(who, settings, desk, theme, wording)
    for store in (session, worklist, details, actions, connection):
        store.setParent(shell)
    return Stage(shell, session, worklist, details, actions, connection)


def set_sign_in_stage(theme: Theme, settings: Settings, wording: Wording) -> Stage:
    """The sign-in screen of nobody yet."""
    session = SampleSession()
    session.me = None
    session.state = SessionState.SIGNED_OUT
    who: Any = session
    screen = SignInScreen(who, settings, theme, wording)
    session.setParent(screen)
    worklist, details = SampleWorklist(session), SampleDetails(session)
    return Stage(
        screen, session, worklist, details, SampleActions(session), SampleConnection(session)
    )


def _nothing(_stage: Stage) -> None:
    """The screen as it begins."""


def _act(name: str) -> Scene:
    def show(stage: Stage) -> None:
        triage = stage.screen.triage if isinstance(stage.screen, Shell) else None
        if triage is not None:
            triage.perform(name)

    return show


def _refused(code: ProblemCode, status: int, current: CurrentState | None = None) -> Refused:
    problem = Problem(
        type="about:blank",
        title="",
        status=status,
        code=code,
        detail="",
        request_id="0",
        current=current,
    )
    return Refused(problem, retry_after_s=28.0 if status == 429 else None)


def _conflict(stage: Stage) -> None:
    alert_id = stage.worklist.rows[0].row.alert_id
    stage.details.show(alert_id, 1)
    current = CurrentState(version=2, state="new", by=THOMAS, at=NOW)
    error = _refused(ProblemCode.CLAIMED_BY_OTHER, 409, current)
    stage.actions.settle(SampleIntention("k", alert_id, ActionKind.CLAIM, ActState.CONFLICT, error))


def _unknown(stage: Stage) -> None:
    alert_id = stage.worklist.rows[0].row.alert_id
    stage.details.show(alert_id, 1)
    stage.actions.settle(
        SampleIntention("k", alert_id, ActionKind.CLAIM, ActState.CHECKING, Offline("ReadTimeout"))
    )


def _checking(stage: Stage) -> None:
    row = stage.worklist.rows[0]
    changed = type(row)(row.row, RowMark.CHECKING)
    stage.worklist.put_rows([changed, *stage.worklist.rows[1:]])


def _offline(stage: Stage) -> None:
    stage.actions.can_act = False
    stage.worklist.as_of = NOW - timedelta(minutes=3)
    stage.worklist.put_state(StoreState.STALE, Offline("ConnectError"))
    stage.connection.go_offline(3)


def _closed(stage: Stage) -> None:
    me = stage.session.me
    if me is not None:
        centre = {"is_open": False, "opens_at": NOW + timedelta(hours=22)}
        changed = me.centre.model_copy(update=centre)
        stage.session.me = me.model_copy(update={"centre": changed})
        stage.connection.changed.emit()


def _empty(stage: Stage) -> None:
    counts = stage.worklist.counts
    if counts is not None:
        none = {"todo": 0, "alerts": 0, "overdue": 0, "levels": {}}
        stage.worklist.counts = counts.model_copy(update=none)
    stage.worklist.new_count = 0
    stage.worklist.counts_changed.emit()
    stage.worklist.new_count_changed.emit(0)
    stage.worklist.put_rows([])
    stage.worklist.put_state(StoreState.EMPTY)


def _empty_filter(stage: Stage) -> None:
    """Nothing that is always shown waits, and nothing of the level that was chosen."""
    counts = stage.worklist.counts
    if counts is not None:
        others = {"high": 3, "moderate": 4}
        left = {"todo": 7, "alerts": 7, "overdue": 0, "levels": others}
        stage.worklist.counts = counts.model_copy(update=left)
    stage.worklist.counts_changed.emit()
    stage.worklist.levels = frozenset({AlertLevel.INFO})
    chip = stage.screen.findChild(QAbstractButton, f"triage_level_{AlertLevel.INFO.value}")
    if chip is not None:
        chip.click()
    stage.worklist.put_rows([])
    stage.worklist.put_state(StoreState.EMPTY)


def _keys(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.screen.show_keys()


def _loading(stage: Stage) -> None:
    stage.worklist.put_rows([])
    stage.worklist.put_state(StoreState.LOADING)


def _list_error(stage: Stage) -> None:
    stage.worklist.put_rows([])
    stage.worklist.put_state(
        StoreState.ERROR, Unexpected("unavailable", status=503, retryable=True)
    )


def _no_right(stage: Stage) -> None:
    stage.worklist.put_rows([])
    stage.worklist.put_state(StoreState.NO_RIGHT)


def _detail(state: StoreState) -> Scene:
    def show(stage: Stage) -> None:
        alert_id = stage.worklist.rows[0].row.alert_id
        error = (
            Unexpected("unavailable", status=503, retryable=True)
            if state is StoreState.ERROR
            else None
        )
        stage.details.put(SampleShown(alert_id, None, state, error))

    return show


def _technical(stage: Stage) -> None:
    alert_id = stage.worklist.rows[0].row.alert_id
    technical = {"kind": AlertKind.TECHNICAL, "rank": 0}
    stage.details.alerts[alert_id] = stage.details.alerts[alert_id].model_copy(update=technical)
    row = stage.worklist.rows[0]
    changed = type(row)(row.row.model_copy(update=technical))
    stage.worklist.put_rows([changed, *stage.worklist.rows[1:]])
    stage.details.show(alert_id, 1)


def _toast(stage: Stage) -> None:
    triage = stage.screen.triage if isinstance(stage.screen, Shell) else None
    if triage is None:
        return
    triage.list.view.choose(3)
    triage.perform("acknowledge")
    alert_id = stage.worklist.rows[3].row.alert_id
    stage.actions.settle(SampleIntention("k", alert_id, ActionKind.ACKNOWLEDGE, ActState.DONE))


def _second_step(stage: Stage) -> None:
    stage.session.become(SessionState.CHALLENGED)


def _sign_in_refused(stage: Stage) -> None:
    stage.session.failed.emit(_refused(ProblemCode.SIGN_IN_REFUSED, 401))


def _slowed(stage: Stage) -> None:
    stage.session.failed.emit(_refused(ProblemCode.TOO_MANY_REQUESTS, 429))


def _unreachable(stage: Stage) -> None:
    stage.session.failed.emit(Offline("ConnectError"))


SIGN_IN_SCENES: dict[str, Scene] = {
    "sign-in": _nothing,
    "sign-in-code": _second_step,
    "sign-in-refused": _sign_in_refused,
    "sign-in-slowed": _slowed,
    "sign-in-unreachable": _unreachable,
}

TRIAGE_SCENES: dict[str, Scene] = {
    "triage": _nothing,
    "triage-acknowledge": _act("acknowledge"),
    "triage-call": _act("call"),
    "triage-measure": _act("measure"),
    "triage-note": _act("note"),
    "triage-close": _act("close"),
    "triage-technical": _technical,
    "triage-toast": _toast,
    "triage-conflict": _conflict,
    "triage-unknown": _unknown,
    "triage-checking-row": _checking,
    "triage-offline": _offline,
    "triage-closed": _closed,
    "triage-empty": _empty,
    "triage-empty-filter": _empty_filter,
    "triage-loading": _loading,
    "triage-list-error": _list_error,
    "triage-no-right": _no_right,
    "triage-keys": _keys,
    "triage-detail-loading": _detail(StoreState.LOADING),
    "triage-detail-error": _detail(StoreState.ERROR),
    "triage-detail-gone": _detail(StoreState.NO_RIGHT),
}
