"""The right patient, always (H-06): on the real stores, an act goes where its form was opened."""

import json

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from console.stores.states import RowMark
from services.contract.enums import ActionKind
from services.contract.problems import ProblemCode
from tests.console import made
from tests.console.stand_in import problem
from tests.support.typography import plain
from tests.support.ui_parts import child, press
from ui.triage.forms.base import BoundForm


def _acts(service) -> list[str]:
    return [path for path in service.paths() if "/alerts/" in path and "opened" not in path]


def _note_path(number: int) -> str:
    return f"/api/v1/alerts/{made.alert_id(number)}/notes"


def _triage(real):
    assert real.triage is not None
    return real.triage


def test_a_refresh_between_opening_and_submitting_keeps_the_target(qtbot, real, service, desk):
    press(real, "N")
    note = _triage(real).detail.findChild(QPlainTextEdit, "note_text")
    QTest.keyClicks(note, "Pour Jeanne")
    service.arrives(9)
    with qtbot.waitSignal(desk.worklist.new_count_changed):
        desk.worklist.refresh()
    press(real, "F5")
    qtbot.waitUntil(lambda: desk.worklist.rows[0].key == made.patient_id(9))

    note.setFocus()
    press(real, "Ctrl+Return")

    qtbot.waitUntil(lambda: _acts(service) == [_note_path(1)])
    asked = json.loads(next(r for r in service.requests if r.url.path == _note_path(1)).content)
    assert asked == {"text": "Pour Jeanne"}


def test_a_critical_question_answers_for_the_patient_it_named(qtbot, real, service, desk):
    press(real, "A")
    form = _triage(real).detail.form
    assert form is not None
    service.arrives(9)
    with qtbot.waitSignal(desk.worklist.new_count_changed):
        desk.worklist.refresh()
    desk.worklist.apply_new()

    form.take_focus()
    press(real, "Return")

    expected = f"/api/v1/alerts/{made.alert_id(1)}/acknowledge"
    qtbot.waitUntil(lambda: _acts(service) == [expected])


def test_choosing_another_patient_takes_the_form_away_before_it_can_be_submitted(qtbot, real, desk):
    press(real, "N")

    _triage(real).list.view.choose(1)

    assert _triage(real).detail.form is None
    qtbot.waitUntil(lambda: desk.details.shown.alert_id == made.alert_id(2))


def test_somebody_faster_wins_and_the_strip_says_who(qtbot, real, service, desk):
    service.done_by(1, made.THEO, ActionKind.CLAIM)

    press(real, "P")

    strip = _triage(real).detail.strip
    qtbot.waitUntil(strip.isVisible)
    assert "T. Riou" in plain(strip.accessibleName())
    assert _triage(real).list.view.currentIndex().row() == 0


def test_a_note_that_somebody_else_overtook_is_kept_for_a_second_try(qtbot, real, service, desk):
    press(real, "N")
    note = _triage(real).detail.findChild(QPlainTextEdit, "note_text")
    QTest.keyClicks(note, "Long texte")
    service.before.append(
        lambda request: (
            problem(412, ProblemCode.VERSION_STALE) if request.url.path.endswith("/notes") else None
        )
    )
    press(real, "Ctrl+Return")
    qtbot.waitUntil(_triage(real).detail.strip.isVisible)
    service.before.clear()

    qtbot.waitUntil(lambda: desk.details.shown.alert is not None)
    press(real, "N")

    form = _triage(real).detail.form
    assert isinstance(form, BoundForm)
    assert child(form, QPlainTextEdit, "note_text").toPlainText() == "Long texte"


def test_acknowledging_goes_on_to_the_next_patient_and_no_row_jumps(qtbot, real, service, desk):
    press(real, "A", "Return")

    qtbot.waitUntil(lambda: _triage(real).list.view.key == made.patient_id(2))
    qtbot.waitUntil(lambda: desk.details.shown.alert_id == made.alert_id(2))
    assert all(
        row.mark is not RowMark.GONE or row.key == made.patient_id(1) for row in desk.worklist.rows
    )


@pytest.mark.parametrize("held", [30])
def test_holding_j_records_one_opening_at_most(qtbot, real, service, desk, held):
    qtbot.waitUntil(lambda: any("opened" in path for path in service.paths()))
    before = sum("opened" in path for path in service.paths())

    press(real, *["J"] * held)
    qtbot.waitUntil(lambda: desk.details.shown.alert_id == made.alert_id(3))
    qtbot.waitUntil(lambda: sum("opened" in path for path in service.paths()) > before)

    opened = [path for path in service.paths() if "opened" in path][before:]
    assert opened == [f"/api/v1/alerts/{made.alert_id(3)}/opened"]
