"""Acts by their keys: what is asked of which alert, what is said afterwards, what is refused."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from console.errors import Offline, Refused
from console.stores.states import ActState
from services.contract.alerts import Claim
from services.contract.enums import ActionKind, AlertState
from services.contract.problems import CurrentState, Problem, ProblemCode
from tests.samples.rows import CLAIRE, NOW, THOMAS
from tests.samples.stores import SampleIntention, SampleShown, SampleUndoable
from tests.support.typography import plain
from tests.support.ui_parts import Parts, press, visible_texts
from ui.triage.forms.acknowledge import AcknowledgeStrip

HIGH, FREE_MODERATE = 3, 6


def _go(parts: Parts, row: int) -> None:
    parts.triage.list.view.choose(row)
    wanted = parts.worklist.rows[row].row.alert_id
    QTest.qWait(0)
    assert parts.details.shown.alert_id == wanted


def _button(parts: Parts, act: str):
    return parts.triage.detail.bar.button(act)


def _settle(parts: Parts, state: ActState, error=None) -> SampleIntention:
    kind, alert, _ = parts.actions.asked[-1]
    intention = SampleIntention(f"key-{len(parts.actions.asked)}", alert.id, kind, state, error)
    parts.actions.settle(intention)
    return intention


def _refusal(code: ProblemCode, current: CurrentState | None = None) -> Refused:
    problem = Problem(
        type="about:blank",
        title="",
        status=409,
        code=code,
        detail="",
        request_id="r-1",
        current=current,
    )
    return Refused(problem)


@pytest.mark.parametrize(("key", "kind"), [("A", ActionKind.ACKNOWLEDGE), ("P", ActionKind.CLAIM)])
def test_a_key_asks_for_its_act_on_the_alert_on_screen(parts, key, kind):
    _go(parts, HIGH)

    press(parts.shell, key)

    assert [(asked, alert.id) for asked, alert, _ in parts.actions.asked] == [
        (kind, parts.shown().id)
    ]


def test_a_critical_alert_is_acknowledged_only_after_its_name_was_repeated(parts):
    press(parts.shell, "A")
    assert parts.actions.asked == []
    strip = parts.triage.detail.form
    assert isinstance(strip, AcknowledgeStrip)
    said = " ".join(visible_texts(strip))
    assert "KERMARREC Jeanne, née le 14-mars-1958, IPP 800 451 237" in said

    press(parts.shell, "Return")

    assert [(kind, alert.patient.label.family_name) for kind, alert, _ in parts.actions.asked] == [
        (ActionKind.ACKNOWLEDGE, "KERMARREC")
    ]


def test_escape_leaves_the_question_without_an_act(parts):
    press(parts.shell, "A", "Escape")

    assert parts.actions.asked == []
    assert parts.triage.detail.form is None
    assert parts.triage.list.view.hasFocus()


def test_other_alerts_of_the_patient_are_offered_ticked(parts):
    label = parts.details.alerts[parts.worklist.rows[2].row.alert_id].other_open[0]
    parts.put_detail(2, claim=None)
    _go(parts, 2)

    press(parts.shell, "A", "Return")

    assert parts.actions.asked[-1][2]["also"] == [label]


@pytest.mark.parametrize("state", [AlertState.DEFERRED, AlertState.ESCALATED])
def test_what_waits_for_a_time_or_an_answer_is_not_acknowledged_with_it(parts, state):
    label = parts.details.alerts[parts.worklist.rows[2].row.alert_id].other_open[0]
    parts.put_detail(2, claim=None, other_open=[label.model_copy(update={"state": state})])
    _go(parts, 2)

    press(parts.shell, "A", "Return")

    assert parts.actions.asked[-1][2]["also"] == []


def test_acknowledged_goes_to_the_next_patient_with_a_toast_that_undoes(parts):
    _go(parts, HIGH)
    press(parts.shell, "A")

    _settle(parts, ActState.DONE)

    assert parts.triage.list.view.currentIndex().row() == HIGH + 1
    toast = parts.shell.toasts.toasts[-1]
    assert plain(toast.accessibleName()) == "Réception accusée : MARCHAND Philippe."
    toast.undone.emit("")
    assert "Rien à annuler" in parts.shell.toasts.toasts[-1].accessibleName()


def test_ctrl_z_undoes_the_last_act(parts):
    parts.actions.undoable = SampleUndoable(
        parts.shown().id, parts.shown().id, ActionKind.CLAIM, NOW + timedelta(seconds=10)
    )

    press(parts.shell, "Ctrl+Z")

    assert parts.actions.undone == 1


def test_a_second_a_while_the_first_is_on_its_way_asks_nothing_more(parts):
    _go(parts, HIGH)

    press(parts.shell, "A", "A")

    assert len(parts.actions.asked) == 1


def test_a_refused_act_does_not_move_the_selection_and_says_who_was_faster(parts):
    _go(parts, HIGH)
    press(parts.shell, "A")
    current = CurrentState(version=2, state="new", by=THOMAS, at=NOW)

    _settle(parts, ActState.CONFLICT, _refusal(ProblemCode.CLAIMED_BY_OTHER, current))

    assert parts.triage.list.view.currentIndex().row() == HIGH
    strip = parts.triage.detail.strip
    assert strip.isVisible()
    assert plain(strip.accessibleName()) == "Déjà prise en charge par T. Riou à 10:42"


def test_a_refusal_for_another_patient_names_them_and_leads_back(parts):
    _go(parts, HIGH)
    press(parts.shell, "A")
    _go(parts, FREE_MODERATE)
    current = CurrentState(version=2, state="new", by=THOMAS, at=NOW)

    _settle(parts, ActState.CONFLICT, _refusal(ProblemCode.VERSION_STALE, current))

    strip = parts.triage.detail.strip
    assert strip.accessibleName().startswith("MARCHAND Philippe")
    strip.accepted.emit()
    assert parts.triage.list.view.currentIndex().row() == HIGH
    assert not strip.isVisible()


def test_an_unknown_outcome_is_called_neither_done_nor_failed(parts):
    _go(parts, HIGH)
    press(parts.shell, "P")

    _settle(parts, ActState.CHECKING, Offline("ReadTimeout", outcome_unknown=True))

    assert parts.triage.detail.strip.accessibleName() == "Résultat inconnu, vérification…"
    assert not _button(parts, "acknowledge").isEnabled()
    assert parts.shell.toasts.toasts == ()


def test_what_somebody_else_claimed_can_only_be_taken_over(parts):
    parts.put_detail(2, other_open=[])
    _go(parts, 2)

    press(parts.shell, "A", "T", "M", "N", "C")
    assert parts.actions.asked == []
    assert parts.triage.detail.form is None
    assert "Prise en charge par T. Riou" in plain(
        _button(parts, "acknowledge").accessibleDescription()
    )

    press(parts.shell, "P")
    assert parts.actions.asked[-1][0] is ActionKind.TAKE_OVER


def test_what_i_claimed_can_be_let_go_with_l(parts):
    _go(parts, 1)

    press(parts.shell, "P")
    assert parts.actions.asked == []

    press(parts.shell, "L")
    assert parts.actions.asked[-1][0] is ActionKind.RELEASE


def test_a_claim_that_ran_out_locks_nobody_out(parts):
    parts.put_detail(FREE_MODERATE, claim=Claim(by=THOMAS, until=NOW - timedelta(seconds=1)))
    _go(parts, FREE_MODERATE)

    press(parts.shell, "A")

    assert parts.actions.asked[-1][0] is ActionKind.ACKNOWLEDGE


def test_offline_nothing_can_be_decided_and_every_button_says_why(parts):
    parts.actions.can_act = False
    parts.connection.go_offline(3)

    press(parts.shell, "A", "P", "M")

    assert parts.actions.asked == []
    assert parts.triage.detail.form is None
    for act in ("acknowledge", "claim", "measure", "close"):
        assert "Hors connexion" in _button(parts, act).accessibleDescription()


def test_an_act_that_the_role_does_not_open_is_absent(parts):
    assert parts.session.me is not None
    actions = [name for name in parts.session.me.actions if name != "close_alert"]
    parts.session.me = parts.session.me.model_copy(update={"actions": actions})
    _go(parts, HIGH)

    assert parts.triage.detail.bar.findChild(object, "act_close") is None
    press(parts.shell, "C")
    assert parts.triage.detail.form is None


def test_a_closed_alert_offers_nothing(parts):
    parts.put_detail(HIGH, state=AlertState.CLOSED, closed_at=NOW)
    _go(parts, HIGH)

    press(parts.shell, "A", "M")

    assert parts.actions.asked == []
    assert parts.triage.detail.form is None


def test_letters_typed_in_a_note_stay_letters(parts):
    press(parts.shell, "N")
    note = parts.triage.detail.findChild(QPlainTextEdit, "note_text")
    assert note is not None
    assert note.hasFocus()

    QTest.keyClicks(note, "apltmncjk")

    assert note.toPlainText() == "apltmncjk"
    assert parts.actions.asked == []
    assert parts.triage.list.view.currentIndex().row() == 0


def test_nothing_is_done_while_the_detail_of_the_chosen_patient_is_not_there(parts):
    from console.stores.states import StoreState

    press(parts.shell, "J", "J", "J")
    QTest.qWait(0)
    alert_id = parts.worklist.rows[3].row.alert_id
    parts.details.put(SampleShown(alert_id, None, StoreState.LOADING))

    press(parts.shell, "A", "P")

    assert parts.actions.asked == []


def test_a_click_on_a_button_does_what_its_key_does(parts):
    _go(parts, HIGH)

    QTest.mouseClick(_button(parts, "claim"), Qt.MouseButton.LeftButton)

    assert parts.actions.asked[-1][0] is ActionKind.CLAIM


def test_another_alert_of_the_same_patient_is_offered_but_not_put_under_the_hand(parts):
    _go(parts, HIGH)
    row = parts.worklist.rows[HIGH]
    other = parts.worklist.rows[FREE_MODERATE].row.alert_id
    before = parts.shown().id

    changed = row.row.model_copy(update={"alert_id": other})
    parts.worklist._put_row(row.key, type(row)(changed))
    parts.worklist.rows_changed.emit([row.key])

    assert parts.shown().id == before
    assert parts.triage.detail.newer.isVisible()


def test_the_header_says_who_holds_the_alert(parts):
    _go(parts, 1)
    assert "Prise par vous" in parts.triage.detail.card._header.accessibleName()

    parts.put_detail(HIGH, state=AlertState.ACKNOWLEDGED, owner=CLAIRE, acknowledged_at=NOW)
    _go(parts, HIGH)
    assert "Accusée par vous" in parts.triage.detail.card._header.accessibleName()


@pytest.mark.parametrize(
    ("state", "at", "sentence"),
    [
        ("acknowledged", NOW, "Déjà prise en charge par T. Riou à 10:42"),
        ("closed", NOW, "Clôturée par T. Riou à 10:42"),
        ("new", NOW - timedelta(days=1), "Modifiée par T. Riou hier 10:42"),
    ],
)
def test_a_lost_race_is_worded_by_the_state_that_stands_with_its_day(parts, state, at, sentence):
    _go(parts, HIGH)
    press(parts.shell, "A")
    current = CurrentState(version=2, state=state, by=THOMAS, at=at)

    _settle(parts, ActState.CONFLICT, _refusal(ProblemCode.VERSION_STALE, current))

    assert plain(parts.triage.detail.strip.accessibleName()) == sentence
