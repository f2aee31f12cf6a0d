"""Scenes of what was typed and not sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from PySide6.QtWidgets import QPlainTextEdit

from console.errors import Offline
from console.stores.draft_file import Draft
from console.stores.states import StoreState
from services.contract.alerts import AlertAction
from services.contract.enums import ActionKind
from tests.pictures.stage import Scene, Stage
from tests.samples.rows import NOW, THOMAS

_TEXT: Final = "Rappeler demain matin, voir avec Mme Tanguy"


def _type(stage: Stage) -> None:
    if stage.triage is None:
        return
    stage.triage.perform("note")
    editor = stage.triage.detail.findChild(QPlainTextEdit, "note_text")
    if editor is not None:
        editor.setPlainText(_TEXT)


def draft(stage: Stage) -> None:
    """A note was left with Esc and is opened again."""
    _type(stage)
    if stage.triage is not None:
        stage.triage.forms.leave()
        stage.triage.perform("note")


def offline(stage: Stage) -> None:
    """No contact: reading and drafts only."""
    stage.actions.can_act = False
    stage.worklist.as_of = NOW - timedelta(minutes=3)
    stage.worklist.put_state(StoreState.STALE, Offline("ConnectError"))
    stage.connection.go_offline(3)


def offline_note(stage: Stage) -> None:
    """A note is written without contact."""
    offline(stage)
    _type(stage)


def offered(stage: Stage) -> None:
    """Contact is back and three drafts wait."""
    _desk(stage).review.put(3, is_back_online=True)


def since(stage: Stage) -> None:
    """One of them is read again; a colleague has acted meanwhile."""
    desk = _desk(stage)
    alert_id = stage.worklist.rows[0].row.alert_id
    alert = stage.details.alerts[alert_id]
    call = AlertAction(
        id=alert.id,
        alert_id=alert.id,
        kind=ActionKind.ACKNOWLEDGE,
        by=THOMAS,
        at=NOW,
        result=None,
        measures=[],
        grades=[],
        text=None,
        undone=False,
    )
    alert = alert.model_copy(update={"history": [call, *alert.history]})
    stage.details.alerts[alert_id] = alert
    kept = Draft(alert_id, "note", f'"{_TEXT}"', NOW - timedelta(minutes=4))
    desk.drafts.kept[alert_id, "note"] = kept
    desk.review.put(2, is_back_online=True)
    if stage.triage is not None:
        stage.triage.review_draft()
    desk.review.found.emit(alert, kept)


def elsewhere(stage: Stage) -> None:
    """Its alert stands in none of the nurse's lists any more."""
    alert_id = stage.worklist.rows[0].row.alert_id
    stage.worklist.put_rows(stage.worklist.rows[1:])
    kept = Draft(alert_id, "note", f'"{_TEXT}"', NOW - timedelta(minutes=4))
    desk = _desk(stage)
    desk.drafts.kept[alert_id, "note"] = kept
    if stage.triage is not None:
        stage.triage.review_draft()
    desk.review.found.emit(stage.details.alerts[alert_id], kept)


def _desk(stage: Stage) -> Any:
    screen: Any = stage.screen
    return screen._desk


DRAFT_SCENES: Final[dict[str, Scene]] = {
    "triage-draft": draft,
    "triage-offline": offline,
    "triage-offline-note": offline_note,
    "triage-drafts-offered": offered,
    "triage-draft-since": since,
    "triage-draft-elsewhere": elsewhere,
}
