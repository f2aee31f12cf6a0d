"""Without contact a nurse writes on; afterwards each draft is read again by its author (1.5)."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from console.errors import Offline
from console.stores.draft_file import Draft
from console.stores.filters import NO_FILTER, Filters, Wish
from console.stores.rows import Row
from console.stores.states import ActState, StoreState
from services.contract.alerts import AlertAction, AlertDetail
from services.contract.enums import ActionKind, AlertState, WorklistView
from tests.samples.detail import details
from tests.samples.rows import ALAIN, CLAIRE, HELENE, NOW
from tests.samples.stores import SampleIntention
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, press, visible_texts
from ui.triage.forms.base import BoundForm
from ui.triage.forms.make import FormKind
from ui.triage.reviewing import view_of

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

    parts.review.found.emit(alert, draft)

    assert parts.triage.list.view.currentIndex().row() == HIGH
    assert child(_form(parts), QPlainTextEdit, "note_text").toPlainText() == TEXT
    said = next(text for text in visible_texts(_form(parts)) if text.startswith("Brouillon"))
    assert said == "Brouillon de 10:41. Depuis : Escalade, Dr A. Tanguy 10:42"
    assert parts.review.open == (alert.id, FormKind.NOTE)
    press(parts.shell, "Escape")
    assert parts.review.open is None


def test_a_draft_on_an_alert_that_stands_elsewhere_goes_to_its_tab(parts):
    draft = _draft(parts)
    alert = _alert(parts, state=AlertState.ESCALATED, waits_until=NOW + timedelta(hours=1))
    rows = list(parts.worklist.rows)
    parts.worklist.put_rows(rows[:HIGH])
    parts.worklist.state = StoreState.LOADING

    parts.review.found.emit(alert, draft)
    assert parts.worklist.view is WorklistView.ESCALATED
    assert parts.triage.detail.form is None
    parts.worklist.put_rows(rows)
    parts.worklist.put_state(StoreState.READY)

    assert _form(parts).alert.id == alert.id


@pytest.mark.parametrize("state", [StoreState.STALE, StoreState.ERROR])
def test_a_list_that_does_not_come_moves_nothing_later(parts, state):
    draft, alert = _draft(parts), _alert(parts)
    rows: list[Row] = list(parts.worklist.rows)
    parts.worklist.put_rows(rows[:HIGH])
    parts.worklist.state = StoreState.LOADING
    parts.review.found.emit(alert, draft)

    parts.worklist.put_state(state, Offline("offline"))
    parts.worklist.put_rows(rows)
    parts.worklist.put_state(StoreState.READY)

    assert parts.triage.detail.form is None
    assert parts.drafts.kept
    said = " ".join(visible_texts(parts.triage.detail.strip))
    assert "Votre brouillon est gardé" in plain(said)


def test_a_draft_whose_patient_is_in_no_list_is_said_and_kept(parts):
    draft, alert = _draft(parts), _alert(parts)
    parts.worklist.put_rows(list(parts.worklist.rows)[:HIGH])

    parts.worklist.set_view = lambda _view: None  # the tab holds nothing more
    parts.review.found.emit(alert, draft)

    said = plain(" ".join(visible_texts(parts.triage.detail.strip)))
    assert "n'est plus dans vos listes" in said
    assert parts.drafts.kept


def test_what_may_have_been_sent_is_not_offered_to_be_sent_twice(parts):
    """H-10: the answer to an act was lost, and it is not known whether it was done."""
    draft, alert = _draft(parts), _alert(parts)
    parts.actions.settle(SampleIntention("key-1", alert.id, ActionKind.NOTE, ActState.CHECKING))

    parts.review.found.emit(alert, draft)

    assert parts.triage.list.view.currentIndex().row() == HIGH
    assert parts.triage.detail.form is None


@pytest.mark.parametrize(
    ("changes", "view"),
    [
        ({"state": AlertState.NEW}, WorklistView.TODO),
        ({"state": AlertState.CLOSED}, WorklistView.CLOSED),
        ({"state": AlertState.DEFERRED, "waits_until": NOW + timedelta(1)}, WorklistView.DEFERRED),
        ({"state": AlertState.DEFERRED, "waits_until": NOW}, WorklistView.TODO),
        ({"state": AlertState.ACKNOWLEDGED, "owner": CLAIRE}, WorklistView.MINE),
        ({"state": AlertState.ACKNOWLEDGED, "owner": ALAIN}, WorklistView.TODO),
    ],
)
def test_the_tab_of_an_alert_follows_its_state(parts, changes, view):
    assert view_of(_alert(parts, **changes), CLAIRE.id, NOW) is view


def test_a_draft_whose_patient_a_filter_left_out_waits_for_the_whole_list(parts):
    draft, alert = _draft(parts), _alert(parts)
    rows = list(parts.worklist.rows)
    parts.worklist.set_filters(NO_FILTER.with_wish(Wish.OVERDUE, "true"))
    parts.worklist.put_rows(rows[:HIGH])
    parts.worklist.is_settled = False
    asked: list[Filters] = []
    parts.worklist.set_filters = asked.append

    parts.review.found.emit(alert, draft)
    assert asked == [NO_FILTER]
    assert parts.triage.detail.form is None
    parts.worklist.is_settled = True
    parts.worklist.put_rows(rows)

    assert _form(parts).alert.id == alert.id
