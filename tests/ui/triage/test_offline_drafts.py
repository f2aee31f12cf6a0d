"""Without contact a nurse writes on; afterwards each draft is read again by its author (1.5)."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from console.errors import Offline
from console.stores.draft_file import Draft
from console.stores.states import ActState
from services.contract.alerts import AlertAction, AlertDetail
from services.contract.enums import ActionKind, AlertState
from tests.samples.detail import details
from tests.samples.rows import ALAIN, CLAIRE, HELENE, NOW
from tests.samples.stores import SampleIntention
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, press, visible_texts
from ui.triage.forms.base import BoundForm
from ui.triage.forms.make import FormKind

TEXT = "Rappeler après 14 h"
HIGH = 3


def _offline(parts: Parts) -> None:
    parts.actions.can_act = False
    parts.connection.go_offline(3)


def _online(parts: Parts) -> None:
    parts.actions.can_act = True
    parts.connection.is_online, parts.connection.shows_offline = True, False
    parts.connection.changed.emit()


def _form(parts: Parts) -> BoundForm:
    form = parts.triage.detail.form
    assert isinstance(form, BoundForm)
    return form


def _submit_label(parts: Parts) -> str:
    return plain(child(_form(parts), QAbstractButton, "form_submit").text())


def _type_note(parts: Parts, text: str = TEXT) -> None:
    press(parts.shell, "N")
    child(_form(parts), QPlainTextEdit, "note_text").setPlainText(text)


def _alert(parts: Parts, row: int = HIGH, **changes: Any) -> AlertDetail:
    return parts.put_detail(row, **changes)


def _draft(parts: Parts, row: int = HIGH) -> Draft:
    alert_id = parts.worklist.rows[row].row.alert_id
    parts.drafts.put(alert_id, FormKind.NOTE, f'"{TEXT}"')
    return parts.drafts.kept[alert_id, FormKind.NOTE]


def _review(parts: Parts, alert: AlertDetail, draft: Draft) -> None:
    """It was asked for, and the service has answered."""
    parts.triage.review_draft()
    parts.review.found.emit(alert, draft)


def _act(kind: ActionKind, alert: AlertDetail, who: Any, minutes: int) -> AlertAction:
    example = next(each.history[0] for each in details().values() if each.history)
    return example.model_copy(
        update={
            "kind": kind,
            "alert_id": alert.id,
            "by": who,
            "at": NOW + timedelta(minutes=minutes),
            "undone": False,
        }
    )


def test_a_note_is_kept_and_nothing_is_sent(parts):
    _offline(parts)
    _type_note(parts)
    assert _submit_label(parts) == "Garder en brouillon"
    alert_id = parts.shown().id

    press(parts.shell, "Ctrl+Return")

    assert parts.actions.asked == []
    assert TEXT in parts.drafts.kept[alert_id, FormKind.NOTE].content
    assert parts.triage.detail.form is None
    said = plain(parts.shell.toasts.toasts[-1].accessibleName())
    assert said.startswith("Brouillon gardé, rien n'est envoyé : ")


def test_a_call_is_kept_whatever_is_still_missing(parts):
    _offline(parts)

    press(parts.shell, "T")

    assert _submit_label(parts) == "Garder en brouillon"
    press(parts.shell, "Ctrl+Return")
    assert parts.triage.detail.form is None
    assert parts.actions.asked == []


def test_an_open_form_keeps_once_contact_is_lost_and_sends_once_it_is_back(parts):
    _type_note(parts)
    usual = _submit_label(parts)
    _offline(parts)
    assert _submit_label(parts) == "Garder en brouillon"

    _online(parts)

    assert _submit_label(parts) == usual
    press(parts.shell, "Ctrl+Return")
    assert parts.actions.asked[-1][0] is ActionKind.NOTE


def test_what_waits_is_said_over_every_screen(parts):
    banner = parts.shell._banners.drafts
    assert not banner.isVisible()

    parts.review.put(3, is_back_online=True)
    assert plain(banner.accessibleName()) == "Reconnecté · 3 brouillons à relire."
    parts.review.put(1)
    assert plain(banner.accessibleName()) == "Un brouillon à relire."
    banner.action_triggered.emit()

    assert parts.review.times_read == 1
    parts.review.put(0)
    assert not banner.isVisible()


def test_the_palette_offers_it_while_something_waits(parts):
    def _offered() -> set[str]:
        wording = parts.shell._wording
        return {each.name for each in parts.shell._palette._offer(wording)}

    assert "drafts" not in _offered()
    parts.review.put(2)
    assert "drafts" in _offered()


def test_a_draft_opens_on_its_patient_and_says_what_happened_since(parts):
    draft = _draft(parts)
    alert = _alert(parts)
    acts = [
        _act(ActionKind.ESCALATE, alert, ALAIN, 0),
        _act(ActionKind.NOTE, alert, HELENE, -30),
        _act(ActionKind.CALL, alert, CLAIRE, 1),
    ]
    alert = _alert(parts, history=acts)

    _review(parts, alert, draft)

    assert parts.triage.list.view.currentIndex().row() == HIGH
    assert child(_form(parts), QPlainTextEdit, "note_text").toPlainText() == TEXT
    said = next(text for text in visible_texts(_form(parts)) if text.startswith("Brouillon"))
    assert said == "Brouillon : 10:41. Depuis : Escalade, Dr A. Tanguy 10:42"
    assert parts.review.open == (alert.id, FormKind.NOTE)
    press(parts.shell, "Escape")
    assert parts.review.open is None


def test_a_draft_whose_patient_is_in_no_list_opens_all_the_same(parts):
    """A colleague answers for the alert now: the usual case after an hour without contact."""
    draft = _draft(parts)
    alert = _alert(parts, state=AlertState.ACKNOWLEDGED, owner=ALAIN, acknowledged_at=NOW)
    parts.worklist.put_rows(list(parts.worklist.rows)[:HIGH])

    _review(parts, alert, draft)

    assert parts.shown().id == alert.id
    assert child(_form(parts), QPlainTextEdit, "note_text").toPlainText() == TEXT
    assert not parts.triage.list.view.currentIndex().isValid()
    press(parts.shell, "Ctrl+Return")
    ((kind, asked, _),) = parts.actions.asked
    assert (kind, asked.id) == (ActionKind.NOTE, alert.id)


def test_rows_that_move_leave_it_on_screen_and_a_row_that_is_chosen_does_not(parts):
    draft, alert = _draft(parts), _alert(parts)
    rows = list(parts.worklist.rows)[:HIGH]
    parts.worklist.put_rows(rows)
    _review(parts, alert, draft)
    form = _form(parts)

    parts.worklist.put_rows(rows[1:])
    parts.triage.set_locked(True)
    parts.triage.set_locked(False)
    assert parts.triage.allowed_acts()
    assert parts.shown().id == alert.id
    assert parts.triage.detail.form is form

    parts.triage.list.view.choose(0)
    parts.triage.perform("claim")
    assert parts.shown().patient.label.id == rows[1].row.patient.id
    assert parts.triage.detail.form is None


def test_what_may_have_been_sent_is_not_offered_to_be_sent_twice(parts):
    """H-10: the answer to an act was lost, and it is not known whether it was done."""
    draft, alert = _draft(parts), _alert(parts)
    parts.actions.settle(SampleIntention("key-1", alert.id, ActionKind.NOTE, ActState.CHECKING))

    _review(parts, alert, draft)

    assert parts.triage.list.view.currentIndex().row() == HIGH
    assert parts.triage.detail.form is None


@pytest.mark.parametrize("what", ["row", "form", "lock", "page"])
def test_a_draft_that_comes_late_takes_nothing_from_what_is_done_now(parts, what):
    """H-06: its form would take the words that are being typed for somebody else."""
    draft, alert = _draft(parts), _alert(parts)
    parts.triage.review_draft()
    match what:
        case "row":
            press(parts.shell, "J")
        case "form":
            _type_note(parts, "Pour une autre patiente")
        case "lock":
            parts.triage.set_locked(True)
        case _:
            parts.shell.go_to("settings")
    row, form = parts.triage.list.view.currentIndex().row(), parts.triage.detail.form

    parts.review.found.emit(alert, draft)

    assert parts.triage.list.view.currentIndex().row() == row != HIGH
    assert parts.triage.detail.form is form


def test_a_failure_that_nobody_waits_for_is_not_said(parts):
    parts.review.failed.emit(Offline("offline"))
    assert not parts.triage.detail.strip.isVisible()

    parts.triage.review_draft()
    parts.review.failed.emit(Offline("offline"))

    assert parts.triage.detail.strip.isVisible()


def test_a_note_that_may_be_recorded_already_says_so(parts):
    """H-10: its answer was lost, and nobody would know that it is there."""
    draft, alert = _draft(parts), _alert(parts)
    alert = _alert(parts, history=[_act(ActionKind.NOTE, alert, CLAIRE, 0)])

    _review(parts, alert, draft)

    said = " ".join(visible_texts(_form(parts)))
    assert "Déjà enregistré par vous : Note 10:42" in said
