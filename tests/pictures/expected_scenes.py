"""Scenes of what is expected of a patient: decided, in force, broken, and what a nurse sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QAbstractButton, QLineEdit

from services.contract.enums import ExceptionEnd, Role
from services.contract.rule_exceptions import RuleException
from tests.pictures.stage import Scene, Stage, act
from tests.samples.expected import (
    EXPECT_ACTIONS,
    broken,
    exception,
    expectable,
    muted_hit,
    snooze,
)
from tests.samples.rows import ALAIN, paris


def _show(stage: Stage, exceptions: Sequence[RuleException]) -> None:
    alert_id = stage.worklist.rows[0].row.alert_id
    told = stage.details.alerts[alert_id].explanation
    changes: dict[str, Any] = {
        "exceptions": list(exceptions),
        "expectable": expectable(),
        "explanation": told.model_copy(update={"muted": (muted_hit(),)}),
    }
    stage.details.alerts[alert_id] = stage.details.alerts[alert_id].model_copy(update=changes)
    stage.details.show(alert_id, 1)


def _oncologist(stage: Stage) -> None:
    me = stage.session.me
    if me is not None:
        changed = {
            "person": ALAIN,
            "role": Role.ONCOLOGIST,
            "actions": [*me.actions, *EXPECT_ACTIONS],
        }
        stage.session.me = me.model_copy(update=changed)


def expect(stage: Stage) -> None:
    """An oncologist is about to expect what fired."""
    _oncologist(stage)
    _show(stage, [exception()])
    act("expect")(stage)
    triage = stage.triage
    if triage is not None:
        for field in triage.detail.findChildren(QLineEdit, "expect_reason"):
            field.setText("Douleur connue depuis la pose du port, antalgiques revus ce matin.")


def in_force(stage: Stage) -> None:
    """What is expected, as an oncologist sees it, with its reason."""
    _oncologist(stage)
    _show(stage, [exception()])
    triage = stage.triage
    if triage is not None:
        for button in triage.detail.findChildren(QAbstractButton, "expected_reason"):
            button.click()


def was_broken(stage: Stage) -> None:
    """One was passed this morning, one was ended, one holds."""
    _oncologist(stage)
    ended = exception(
        4,
        item="insomnia",
        ended=ExceptionEnd.WITHDRAWN,
        ended_at=paris(17, 16, 5),
        ended_by=ALAIN,
        in_force=False,
    )
    _show(stage, [snooze(), broken(), ended])


def nurse(stage: Stage) -> None:
    """A nurse sees it, and has no button to change it."""
    _show(stage, [exception(), broken()])


def end(stage: Stage) -> None:
    """An oncologist is about to end one of two."""
    _oncologist(stage)
    _show(stage, [exception(), snooze()])
    act("end_expected")(stage)


EXPECTED_SCENES: Final[dict[str, Scene]] = {
    "triage-expect": expect,
    "triage-expected": in_force,
    "triage-expected-broken": was_broken,
    "triage-expected-nurse": nurse,
    "triage-expected-end": end,
}
