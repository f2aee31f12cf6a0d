"""A technical alert is judged by a person: nothing is chosen for them (decision 15)."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from services.contract.enums import ActionKind, AlertKind, MeasureCode
from tests.samples.rows import CLAIRE, NOW
from tests.support.ui_parts import child, focused, press, visible_texts


def open_form(parts):
    measured = {
        "id": parts.shown().id,
        "alert_id": parts.shown().id,
        "kind": ActionKind.MEASURE,
        "by": CLAIRE,
        "at": NOW,
        "measures": [MeasureCode.ADVICE_BY_PHONE],
    }
    act = parts.shown().history[0].model_copy(update=measured | {"undone": False, "result": None})
    alert = parts.put_detail(0, kind=AlertKind.TECHNICAL, history=[act])
    parts.details.show(alert.id, alert.version)
    press(parts.shell, "C")
    return (
        child(parts.triage.detail, QComboBox, "close_assessment_level"),
        child(parts.triage.detail, QPlainTextEdit, "close_assessment_text"),
    )


def test_words_alone_close_nothing(parts):
    """ "Nothing to report" was once preselected: three letters closed an unread answer."""
    level, text = open_form(parts)
    assert level.currentText() == "Choisir le niveau…"

    QTest.keyClicks(text, "vu.")
    press(parts.shell, "Ctrl+Return")

    assert parts.actions.asked == []
    assert focused() is level


def test_nothing_to_report_is_chosen_like_any_other_level(parts):
    level, text = open_form(parts)

    level.setCurrentIndex(1)
    QTest.keyClicks(text, "Relu en entier, rien")
    press(parts.shell, "Ctrl+Return")

    _, _, content = parts.actions.asked[-1]
    assert content["assessment"].level is None


def test_the_need_follows_what_is_written(parts):
    level, text = open_form(parts)
    assert "manque" in visible_texts(parts.triage.detail.form)

    level.setCurrentIndex(4)
    QTest.keyClicks(text, "Relu")

    assert "manque" not in visible_texts(parts.triage.detail.form)
