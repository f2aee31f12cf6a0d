"""What the closing form offers beside its alert: nothing worse, nothing that came afterwards."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtWidgets import QCheckBox

from services.contract.alerts import AlertAction, AlertDetail, AlertLabel
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    ContactResult,
    MeasureCode,
)
from tests.samples.rows import CLAIRE, NOW
from tests.support.ui_parts import Parts, press
from ui.triage.forms.answers import Closed
from ui.triage.forms.base import BoundForm
from ui.triage.requirements import may_be_closed_with

CALLED_AT = NOW - timedelta(minutes=20)
BEFORE, AFTER = CALLED_AT - timedelta(minutes=1), NOW - timedelta(minutes=1)


def _act(alert_id: UUID, kind: ActionKind, **changes) -> AlertAction:
    usual = {
        "id": UUID(int=kind is ActionKind.MEASURE),
        "alert_id": alert_id,
        "kind": kind,
        "by": CLAIRE,
        "at": CALLED_AT,
        "result": None,
        "measures": [],
        "grades": [],
        "text": None,
        "undone": False,
    }
    return AlertAction(**(usual | changes))


def _other(level: AlertLevel, received_at: datetime, kind=AlertKind.CLINICAL) -> AlertLabel:
    return AlertLabel(
        id=UUID(int=77), version=1, kind=kind, level=level, received_at=received_at, lead=None
    )


def _answered(alert: AlertDetail, **changes) -> AlertDetail:
    acts = [
        _act(alert.id, ActionKind.CALL, result=ContactResult.PATIENT_REACHED),
        _act(alert.id, ActionKind.MEASURE, measures=[MeasureCode.ADVICE_BY_PHONE]),
    ]
    return alert.model_copy(update={"history": acts, **changes})


OTHERS = [
    (AlertLevel.HIGH, AlertLevel.HIGH, BEFORE, True),
    (AlertLevel.HIGH, AlertLevel.INFO, CALLED_AT, True),
    (AlertLevel.HIGH, AlertLevel.HIGH, AFTER, False),
    (AlertLevel.HIGH, AlertLevel.INFO, AFTER, False),
    (AlertLevel.HIGH, AlertLevel.CRITICAL, BEFORE, False),
]


@pytest.mark.parametrize(("level", "other", "received_at", "may_be"), OTHERS)
def test_only_what_the_acts_cover_is_closed_along(parts: Parts, level, other, received_at, may_be):
    alert = _answered(parts.shown(), level=level)

    assert may_be_closed_with(alert, _other(other, received_at)) is may_be


def test_an_answer_that_a_person_must_judge_is_closed_for_itself(parts: Parts):
    technical = _other(AlertLevel.CRITICAL, BEFORE, AlertKind.TECHNICAL)

    assert not may_be_closed_with(_answered(parts.shown()), technical)


def test_the_form_ticks_what_is_covered_and_withholds_what_is_not_read(parts: Parts):
    covered = _other(AlertLevel.MODERATE, BEFORE)
    unread = _other(AlertLevel.CRITICAL, AFTER).model_copy(update={"id": UUID(int=78)})
    alert = parts.shown()
    parts.put_detail(0, history=_answered(alert).history, other_open=[covered, unread])
    parts.details.show(alert.id, parts.shown().version)
    press(parts.shell, "C")

    form = parts.triage.detail.form
    assert isinstance(form, BoundForm)
    boxes = {box.objectName(): box for box in form.findChildren(QCheckBox)}
    ticked, withheld = (boxes[f"close_also_{each.id}"] for each in (covered, unread))

    assert (ticked.isChecked(), ticked.isEnabled()) == (True, True)
    assert (withheld.isChecked(), withheld.isEnabled()) == (False, False)
    assert "se lit et se clôture à part" in withheld.accessibleDescription()
    closed = form.form.answer()
    assert isinstance(closed, Closed)
    assert closed.also == (covered,)
