"""A patient with several open alerts: each can be read, and none is handled unread."""

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton

from services.contract.alerts import AlertLabel
from services.contract.enums import AlertKind, AlertLevel
from tests.samples.rows import NOW
from tests.support.typography import plain
from tests.support.ui_parts import child, focused, press, visible_texts


def other_of(parts, place: int, **changes) -> AlertLabel:
    """Another row's alert, as one more open alert of the first patient."""
    alert = parts.details.alerts[parts.worklist.rows[place].row.alert_id]
    usual = {
        "id": alert.id,
        "version": alert.version,
        "kind": alert.kind,
        "level": alert.level,
        "received_at": NOW,
        "lead": None,
    }
    return AlertLabel(**{**usual, **changes})


def show_with(parts, *others: AlertLabel):
    alert = parts.put_detail(0, other_open=list(others))
    parts.details.show(alert.id, alert.version)
    return alert


def test_enter_on_the_button_that_leaves_acknowledges_nothing(parts):
    press(parts.shell, "A")
    press(parts.shell, "Tab")
    assert focused() is child(parts.triage, QPushButton, "form_cancel")

    press(parts.shell, "Return")

    assert parts.actions.asked == []
    assert parts.triage.detail.form is None


@pytest.mark.parametrize(
    ("changes", "is_ticked"),
    [
        ({"kind": AlertKind.CLINICAL, "level": AlertLevel.HIGH}, True),
        ({"kind": AlertKind.CLINICAL, "level": AlertLevel.CRITICAL}, True),
        ({"kind": AlertKind.TECHNICAL, "level": AlertLevel.CRITICAL}, False),
    ],
)
def test_what_is_worse_than_the_alert_on_screen_is_not_offered(parts, changes, is_ticked):
    other = other_of(parts, 2, **changes)
    show_with(parts, other)

    press(parts.shell, "A")

    box = child(parts.triage.detail, QCheckBox, "acknowledge_also")
    apart = "Une alerte plus grave se lit à part."
    assert box.isChecked() is box.isVisible() is is_ticked
    assert (apart in set(visible_texts(parts.triage.detail))) is not is_ticked
    press(parts.shell, "Return")
    _, _, content = parts.actions.asked[-1]
    assert (str(other.id) in str(content)) is is_ticked


def test_the_strip_names_what_it_would_acknowledge_too(parts):
    show_with(parts, other_of(parts, 2, level=AlertLevel.HIGH))

    press(parts.shell, "A")

    said = plain(child(parts.triage.detail, QCheckBox, "acknowledge_also").text())
    assert "Élevée" in said
    assert "18-nov. 10:42" in said


def test_space_shows_the_next_open_alert_of_the_patient_and_comes_round(parts):
    first = show_with(parts, other_of(parts, 2))
    patient = parts.shown().patient
    other = parts.details.alerts[parts.worklist.rows[2].row.alert_id]
    parts.details.alerts[other.id] = other.model_copy(
        update={"patient": patient, "other_open": [other_of(parts, 0)]}
    )

    press(parts.shell, "Space")
    assert parts.shown().id == other.id

    press(parts.shell, "Space")
    assert parts.shown().id == first.id


def test_space_does_nothing_for_a_single_alert(parts):
    show_with(parts)
    before = parts.shown().id

    press(parts.shell, "Space")

    assert parts.shown().id == before
