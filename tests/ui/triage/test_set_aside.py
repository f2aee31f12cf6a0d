"""What takes an alert out of the unit's hands, from the keyboard: D, E and R, and what they say."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDateTimeEdit, QLineEdit, QPlainTextEdit

from console.errors import Offline
from console.stores.intentions import Intended
from console.stores.rows import Row
from console.stores.states import ActState
from services.contract.alerts import Claim, Escalation
from services.contract.enums import ActionKind, AlertState, DeferReason, MeasureCode, Role
from tests.samples.rows import ALAIN, CLAIRE, NOW
from tests.samples.stores import SampleIntention
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, press, visible_texts
from ui.triage.forms.base import BoundForm
from ui.triage.forms.defer import DeferForm
from ui.triage.forms.defer_times import offered_times, offered_waits
from ui.triage.forms.escalate import EscalateForm
from ui.triage.forms.reopen import ReopenForm
from ui.triage.forms.reply import ReplyForm
from widgets.pill import Pill

CRITICAL, HIGH = 0, 3


def _form(parts: Parts) -> BoundForm:
    form = parts.triage.detail.form
    assert isinstance(form, BoundForm)
    return form


def _go(parts: Parts, place: int) -> None:
    parts.triage.list.view.choose(place)
    parts.triage.perform("claim")  # lets the selection settle, as every act does
    parts.actions.asked.clear()
    parts.actions.dismiss(parts.shown().id)


def _stand(parts: Parts, place: int, **changes: Any) -> None:
    """Give an alert another standing, in its row and in its detail."""
    row = parts.worklist.rows[place].row
    told = {name: value for name, value in changes.items() if name in type(row).model_fields}
    rows = list(parts.worklist.rows)
    rows[place] = Row(row.model_copy(update=told))
    parts.put_detail(place, **changes)
    parts.worklist.put_rows(rows)
    if parts.details.shown.alert_id == row.alert_id:
        parts.details.show(row.alert_id, 1)


def _complaints(parts: Parts) -> list[str]:
    """What the form says is missing."""
    links = _form(parts)._errors.findChildren(QAbstractButton)
    return [plain(link.accessibleName()) for link in links]


def _asked(parts: Parts) -> tuple[Intended, dict[str, object]]:
    ((kind, _, content),) = parts.actions.asked
    return kind, content


def _escalated(parts: Parts, place: int, **changes: Any) -> None:
    escalation = Escalation(
        by=CLAIRE,
        asked=[ALAIN],
        effective_at=NOW - timedelta(minutes=1),
        answer_due_at=NOW + timedelta(minutes=59),
    ).model_copy(update=changes)
    _stand(
        parts,
        place,
        state=AlertState.ESCALATED,
        due_at=None,
        acknowledged_at=NOW,
        owner=CLAIRE,
        claim=None,
        waits_until=escalation.answer_due_at,
        escalation=escalation,
    )


def _as_oncologist(parts: Parts) -> None:
    me = parts.session.me
    assert me is not None
    actions = [*me.actions, "answer_escalation"]
    changed = {"person": ALAIN, "role": Role.ONCOLOGIST, "actions": actions}
    parts.session.me = me.model_copy(update=changed)


def test_d_asks_why_and_until_when_with_the_arrows(parts):
    _go(parts, HIGH)
    press(parts.shell, "D")
    assert isinstance(_form(parts).form, DeferForm)
    assert focused().objectName() == "defer_reason_0"

    press(parts.shell, "Space", "Tab", "Right", "Ctrl+Return")

    assert _asked(parts) == (
        ActionKind.DEFER,
        {"reason": DeferReason.CALL_BACK, "until": NOW + timedelta(hours=1), "note": None},
    )


def test_without_a_reason_nothing_is_put_off(parts):
    _go(parts, HIGH)

    press(parts.shell, "D", "Ctrl+Return")

    assert parts.actions.asked == []
    assert _complaints(parts) == ["Choisissez le motif."]


def test_another_reason_needs_its_words(parts):
    _go(parts, HIGH)
    press(parts.shell, "D")
    form = _form(parts).form
    assert isinstance(form, DeferForm)
    form._reason.choose(list(DeferReason).index(DeferReason.OTHER))
    press(parts.shell, "Ctrl+Return")
    assert parts.actions.asked == []

    child(form, QLineEdit, "defer_note").setText("Rappel à 15 h")
    press(parts.shell, "Ctrl+Return")

    assert _asked(parts)[1]["note"] == "Rappel à 15 h"


def test_a_date_may_be_chosen_within_seven_days(parts):
    _go(parts, HIGH)
    press(parts.shell, "D", "Space")
    form = _form(parts).form
    assert isinstance(form, DeferForm)
    field = child(form, QDateTimeEdit, "defer_date")
    assert field.isHidden()

    form._when.choose(5)

    assert not field.isHidden()
    most = field.maximumDateTime().toSecsSinceEpoch() - NOW.timestamp()
    assert abs(most - timedelta(days=7).total_seconds()) < 60
    press(parts.shell, "Ctrl+Return")
    assert _asked(parts)[1]["until"] == NOW + timedelta(days=2)


def test_a_draft_means_the_same_time_an_hour_later_or_none(parts):
    """A time that has gone by is chosen anew by the person, never by its place in the list."""
    _go(parts, HIGH)
    press(parts.shell, "D", "Space")
    form = _form(parts).form
    assert isinstance(form, DeferForm)
    form._when.choose(3)
    assert form._until() == datetime(2025, 11, 18, 13, 0, tzinfo=UTC)
    draft = form.draft()
    later = datetime(2025, 11, 18, 14, 0, tzinfo=UTC)
    again = DeferForm(
        parts.shown(), lambda: later, parts.shell._theme, parts.shell._wording, parts.triage
    )

    again.restore(draft)

    assert again._when.place == -1
    assert [each.text for each in again.complaints()] == ["Choisissez jusqu'à quand."]
    form._when.choose(1)
    again.restore(form.draft())
    assert again._until() == later + timedelta(hours=1)


def test_a_critical_alert_is_first_taken_and_then_put_off_for_half_an_hour_at_most(parts):
    press(parts.shell, "D")
    assert parts.triage.detail.form is None
    button = parts.triage.detail.bar.button("defer")
    assert "prenez-la d'abord" in plain(button.accessibleDescription())

    mine = Claim(by=CLAIRE, until=NOW + timedelta(minutes=9))
    _stand(parts, CRITICAL, claim=mine, due_at=NOW + timedelta(minutes=20))
    _go(parts, CRITICAL)
    press(parts.shell, "D")

    said = " ".join(visible_texts(_form(parts)))
    assert "30 minutes au plus" in plain(said)
    assert [wait.seconds // 60 for wait in offered_waits(parts.shown(), NOW)] == [15]


def test_what_is_offered_lies_ahead_in_the_zone_of_the_centre(parts, wording):
    alert = parts.details.alerts[parts.worklist.rows[HIGH].row.alert_id]
    evening = datetime(2025, 11, 18, 17, 0, tzinfo=UTC)

    assert [wording.time(at) for at in offered_times(alert, NOW, wording.zone)] == [
        "14:00",
        "08:30",
    ]
    assert [wording.time(at) for at in offered_times(alert, evening, wording.zone)] == ["08:30"]


def test_e_asks_the_treating_oncologist_unless_another_is_chosen(parts):
    _go(parts, HIGH)
    press(parts.shell, "E")
    form = _form(parts).form
    assert isinstance(form, EscalateForm)
    to = child(form, QComboBox, "escalate_to")
    assert [to.itemText(at) for at in range(to.count())] == [
        "Dr Alain Tanguy (oncologue référent)",
        "Dr Hélène Guivarch",
    ]
    said = plain(" ".join(visible_texts(form)))
    assert "la question passe à Dr H. Guivarch" in said

    child(form, QPlainTextEdit, "escalate_question").setPlainText("Faut-il la voir ?")
    press(parts.shell, "Ctrl+Return")

    assert _asked(parts) == (
        ActionKind.ESCALATE,
        {"to": ALAIN.id, "question": "Faut-il la voir ?"},
    )


def test_the_list_may_come_late_and_keeps_what_was_chosen(parts):
    lists = parts.escalation_lists
    found = lists.known
    lists.known = None
    _go(parts, HIGH)
    press(parts.shell, "E")
    form = _form(parts).form
    to = child(form, QComboBox, "escalate_to")
    assert (to.count(), to.isEnabled(), lists.times_read) == (0, False, 1)

    lists.put(found)
    to.setCurrentIndex(1)
    to.activated.emit(1)
    lists.put(found)

    assert to.currentText() == "Dr Hélène Guivarch"


def test_a_list_that_cannot_be_had_is_said_and_nothing_is_asked(parts):
    parts.escalation_lists.known, parts.escalation_lists.error = None, Offline("ConnectError")
    _go(parts, HIGH)
    press(parts.shell, "E")
    form = _form(parts)
    child(form, QPlainTextEdit, "escalate_question").setPlainText("Faut-il la voir ?")

    press(parts.shell, "Ctrl+Return")

    assert parts.actions.asked == []
    assert _complaints(parts) == ["Aucun oncologue n'est choisi."]


def test_nobody_is_offered_themselves(parts):
    _as_oncologist(parts)
    parts.triage.forms._around = parts.triage.forms._around.__class__(
        ALAIN.id, Role.ONCOLOGIST, lambda: NOW, parts.escalation_lists
    )
    _go(parts, HIGH)
    press(parts.shell, "E")

    to = child(_form(parts), QComboBox, "escalate_to")

    assert [to.itemText(at) for at in range(to.count())] == ["Dr Hélène Guivarch"]


def test_the_toast_says_how_long_it_can_be_taken_back(parts):
    _go(parts, HIGH)
    press(parts.shell, "E")
    child(_form(parts), QPlainTextEdit, "escalate_question").setPlainText("Faut-il ?")
    press(parts.shell, "Ctrl+Return")
    kind, alert, _ = parts.actions.asked[-1]
    until = NOW + timedelta(seconds=30)

    parts.actions.settle(SampleIntention("key-1", alert.id, kind, ActState.DONE, undo_until=until))

    toast = parts.shell.toasts.toasts[-1]
    assert plain(toast.accessibleName()) == "Envoi dans 30 s : MARCHAND Philippe."
    assert toast._timer.interval() == 30_000
    assert parts.triage.list.view.currentIndex().row() == HIGH + 1


def test_the_toast_promises_no_hold_of_a_question_that_was_asked_before(parts):
    _go(parts, HIGH)
    alert_id = parts.shown().id
    _escalated(parts, HIGH)

    parts.actions.settle(
        SampleIntention("key-1", alert_id, ActionKind.ESCALATE, ActState.DONE, undo_until=None)
    )

    toast = parts.shell.toasts.toasts[-1]
    assert plain(toast.accessibleName()).startswith("Question ajoutée à l'escalade :")


def test_advice_asked_leads_to_the_question(parts):
    _go(parts, HIGH)
    press(parts.shell, "M")
    form: Any = _form(parts).form
    form._codes.set_codes([MeasureCode.MEDICAL_ADVICE_ASKED])

    press(parts.shell, "Ctrl+Return")

    assert _asked(parts)[0] is ActionKind.MEASURE
    assert isinstance(_form(parts).form, EscalateForm)


def test_who_was_asked_and_until_when_is_said_on_the_alert(parts):
    _escalated(parts, HIGH)
    _go(parts, HIGH)

    said = plain(" ".join(visible_texts(parts.triage.detail)))
    pills = [plain(pill.accessibleName()) for pill in parts.triage.detail.findChildren(Pill)]

    assert "Escaladée à Dr A. Tanguy" in pills
    assert "Réponse attendue avant 11:41" in said
    assert parts.triage.detail.bar.button("take_over") is not None


def test_until_it_has_left_the_alert_says_so(parts):
    _escalated(parts, HIGH, effective_at=NOW + timedelta(seconds=20))
    _go(parts, HIGH)

    assert "annulable jusque-là" in plain(" ".join(visible_texts(parts.triage.detail)))


def test_the_oncologist_who_is_asked_answers_with_e(parts):
    _as_oncologist(parts)
    _escalated(parts, HIGH)
    _go(parts, HIGH)
    press(parts.shell, "E")
    form = _form(parts).form
    assert isinstance(form, ReplyForm)
    assert focused() is child(form, QPlainTextEdit, "reply_text")

    child(form, QPlainTextEdit, "reply_text").setPlainText("Je la vois à 14 h.")
    form._codes.set_codes([MeasureCode.CONSULTATION_PLANNED])
    press(parts.shell, "Ctrl+Return")

    kind, content = _asked(parts)
    ask: Any = content["ask"]
    assert kind is ActionKind.ANSWER
    assert (ask.codes, ask.note, ask.close) == (["08"], "Je la vois à 14 h.", False)


def test_closing_with_the_answer_is_offered_only_when_nothing_is_missing(parts):
    _as_oncologist(parts)
    _escalated(parts, HIGH)
    _go(parts, HIGH)
    press(parts.shell, "E")
    form = _form(parts).form
    assert isinstance(form, ReplyForm)

    form._codes.set_codes([MeasureCode.CONSULTATION_PLANNED])

    # A high alert needs a contact as well.
    assert not form._close.isEnabled()
    assert "un contact" in plain(form._close.accessibleDescription())


def test_a_nurse_has_no_answer_to_give(parts):
    _escalated(parts, HIGH)
    _go(parts, HIGH)

    press(parts.shell, "E")

    assert isinstance(_form(parts).form, EscalateForm)


def test_r_opens_a_closed_alert_again_with_a_reason(parts):
    closed = {"state": AlertState.CLOSED, "closed_at": NOW, "due_at": None}
    _stand(parts, HIGH, **closed, reopen_until=NOW + timedelta(days=7))
    _go(parts, HIGH)
    press(parts.shell, "R")
    assert isinstance(_form(parts).form, ReopenForm)
    press(parts.shell, "Ctrl+Return")
    assert parts.actions.asked == []

    child(_form(parts), QLineEdit, "reopen_reason").setText("Elle a rappelé.")
    press(parts.shell, "Ctrl+Return")

    assert _asked(parts) == (ActionKind.REOPEN, {"reason": "Elle a rappelé."})


def test_after_seven_days_it_stays_closed_and_says_why(parts):
    closed = {"state": AlertState.CLOSED, "closed_at": NOW, "due_at": None}
    _stand(parts, HIGH, **closed, reopen_until=NOW - timedelta(seconds=1))
    _go(parts, HIGH)

    press(parts.shell, "R")

    assert parts.triage.detail.form is None
    button = parts.triage.detail.bar.button("reopen")
    assert "plus de 7 jours" in plain(button.accessibleDescription())


@pytest.mark.parametrize(
    ("key", "typed"),
    [("D", "Rappel à 15 h"), ("E", "Faut-il la voir ?")],
)
def test_what_was_typed_comes_back(parts, key, typed):
    _go(parts, HIGH)
    press(parts.shell, key)
    field: Any = _form(parts).findChild(QLineEdit, "defer_note") or _form(parts).findChild(
        QPlainTextEdit, "escalate_question"
    )
    write = field.setText if isinstance(field, QLineEdit) else field.setPlainText
    write(typed)

    press(parts.shell, "Escape", key)

    again: Any = _form(parts).findChild(type(field), field.objectName())
    assert (again.text() if isinstance(again, QLineEdit) else again.toPlainText()) == typed
