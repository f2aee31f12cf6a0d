"""Scenes of alerts that wait: put off, asked about, answered, opened again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from console.stores.rows import Row
from services.contract.alerts import AlertAction, Claim, Escalation
from services.contract.enums import ActionKind, AlertState, DeferReason, WorklistView
from tests.pictures.stage import Scene, Stage, act
from tests.samples.rows import ALAIN, CLAIRE, NOW, THOMAS

_HIGH: Final = 3
_QUESTION: Final = "Diarrhée ≈ 3 sous FOLFIRI, pas de fièvre. Faut-il différer la cure de jeudi ?"
_ANSWER_ACTIONS: Final = ["answer_escalation"]


def _put(stage: Stage, place: int, **changes: Any) -> None:
    """Give an alert another standing, in its row and in its detail."""
    row = stage.worklist.rows[place]
    told = {name: value for name, value in changes.items() if name in type(row.row).model_fields}
    rows = list(stage.worklist.rows)
    rows[place] = Row(row.row.model_copy(update=told))
    alert_id = row.row.alert_id
    stage.details.alerts[alert_id] = stage.details.alerts[alert_id].model_copy(update=changes)
    stage.worklist.put_rows(rows)
    stage.details.show(alert_id, 1)


def _history(stage: Stage, place: int, kind: ActionKind, **changes: Any) -> list[AlertAction]:
    alert = stage.details.alerts[stage.worklist.rows[place].row.alert_id]
    usual: dict[str, Any] = {
        "id": alert.id,
        "alert_id": alert.id,
        "kind": kind,
        "by": CLAIRE,
        "at": NOW - timedelta(minutes=4),
        "result": None,
        "measures": [],
        "grades": [],
        "text": None,
        "undone": False,
    }
    return [AlertAction(**(usual | changes)), *alert.history]


def defer(stage: Stage) -> None:
    """A high alert is about to be put off."""
    _choose(stage, _HIGH)
    act("defer")(stage)


def defer_critical(stage: Stage) -> None:
    """A critical one: half an hour is all there is."""
    _put(
        stage,
        0,
        state=AlertState.ACKNOWLEDGED,
        due_at=None,
        acknowledged_at=NOW,
        owner=CLAIRE,
        claim=Claim(by=CLAIRE, until=NOW + timedelta(minutes=10)),
    )
    act("defer")(stage)


def deferred(stage: Stage) -> None:
    """What was put off, by whom and until when."""
    until = NOW + timedelta(hours=2)
    stage.worklist.put_view(WorklistView.DEFERRED)
    history = _history(
        stage, 0, ActionKind.DEFER, defer_reason=DeferReason.RESULT_AWAITED, until=until
    )
    _put(
        stage,
        0,
        state=AlertState.DEFERRED,
        due_at=None,
        acknowledged_at=NOW,
        waits_until=until,
        owner=THOMAS,
        history=history,
    )


def escalate(stage: Stage) -> None:
    """A question is being written."""
    act("escalate")(stage)


def _asked(stage: Stage) -> None:
    asked = Escalation(
        by=CLAIRE,
        asked=[ALAIN],
        effective_at=NOW - timedelta(minutes=3),
        answer_due_at=NOW + timedelta(minutes=57),
    )
    stage.worklist.put_view(WorklistView.ESCALATED)
    history = _history(stage, 0, ActionKind.ESCALATE, escalated_to=ALAIN, text=_QUESTION)
    _put(
        stage,
        0,
        state=AlertState.ESCALATED,
        due_at=None,
        acknowledged_at=NOW,
        waits_until=asked.answer_due_at,
        owner=ALAIN,
        escalation=asked,
        history=history,
    )


def escalated(stage: Stage) -> None:
    """The question has left, and waits for its answer."""
    _asked(stage)


def reply(stage: Stage) -> None:
    """The oncologist who was asked answers."""
    me = stage.session.me
    if me is not None:
        actions = [*me.actions, *_ANSWER_ACTIONS]
        stage.session.me = me.model_copy(update={"person": ALAIN, "actions": actions})
    _asked(stage)
    act("answer")(stage)


def reopen(stage: Stage) -> None:
    """A closed alert is about to be opened again."""
    _put(
        stage,
        _HIGH,
        state=AlertState.CLOSED,
        due_at=None,
        closed_at=NOW - timedelta(hours=1),
        closed_by=THOMAS,
        reopen_until=NOW + timedelta(days=7),
        history=_history(stage, _HIGH, ActionKind.CLOSE, by=THOMAS),
    )
    _choose(stage, _HIGH)
    act("reopen")(stage)


def _choose(stage: Stage, place: int) -> None:
    triage = stage.triage
    if triage is not None:
        triage.list.view.choose(place)


WAITING_SCENES: Final[dict[str, Scene]] = {
    "triage-defer": defer,
    "triage-defer-critical": defer_critical,
    "triage-deferred": deferred,
    "triage-escalate": escalate,
    "triage-escalated": escalated,
    "triage-reply": reply,
    "triage-reopen": reopen,
}
