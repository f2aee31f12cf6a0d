"""What an administrator does with an account: the dialog, the proof, guards and refusals."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from console.errors import Offline
from services.contract.accounts import AccountState
from services.contract.problems import ProblemCode
from tests.pictures.accounts_scenes import ACCOUNTS_SCENES
from tests.pictures.stage import refused, set_admin_stage
from tests.samples.accounts import label
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, press
from tests.ui.accounts.test_list import admin, choose, said, screen_of  # noqa: F401
from tests.ui.test_accessible import nameless
from ui.accounts.act_dialog import ActDialog
from widgets.button import Button
from widgets.strip import Strip

CLAIRE, GAELLE = label("Claire Morvan").id, label("Gaëlle Pennec").id
REASON = "Départ du service."


def _dialog(parts: Parts) -> ActDialog:
    """The one on screen; those before it end when the events are through."""
    [shown] = [each for each in parts.shell.findChildren(ActDialog) if each.isVisible()]
    return shown


def _begin(parts: Parts, name: str, key: str) -> ActDialog:
    choose(parts, name)
    press(parts.shell, key)
    dialog = _dialog(parts)
    dialog.words.set_raw(REASON)
    return dialog


def _notice(dialog: ActDialog) -> str:
    return plain(child(dialog, Strip, "accounts_act_notice").accessibleName())


def _toast(parts: Parts) -> str:
    return plain(parts.shell.toasts.toasts[-1].accessibleName())


def _state(parts: Parts, account_id) -> AccountState:
    return parts.accounts.list.all[account_id].state


def test_somebody_is_suspended_with_a_reason_at_the_version_that_was_seen(admin):  # noqa: F811
    dialog = _begin(admin, "Claire Morvan", "S")
    told = said(dialog)
    assert "Actif → Suspendu" in told
    assert "Soins infirmiers : Digestif, Sein → aucun" in told
    assert "2 → 0" in told
    press(admin.shell, "Ctrl+Return")

    [(act, who, ask, write)] = admin.accounts.calls.done
    assert (act, who, ask.words, write.version) == ("suspend", CLAIRE, REASON, 3)
    assert not admin.shell.is_covered
    assert _toast(admin) == "Compte suspendu : Claire Morvan."
    assert _state(admin, CLAIRE) is AccountState.SUSPENDED
    assert "aucun rôle n'est ouvert" in said(screen_of(admin).side)
    assert screen_of(admin).table.hasFocus()


def test_a_reason_is_asked_for_and_says_something(admin):  # noqa: F811
    dialog = _begin(admin, "Claire Morvan", "S")
    for typed, fault in (("", "à remplir"), (" .. ", "dites-le en quelques mots")):
        dialog.words.set_raw(typed)
        press(admin.shell, "Ctrl+Return")
        assert fault in said(dialog)
    dialog.words.set_raw("x" * 501)
    press(admin.shell, "Ctrl+Return")

    assert admin.accounts.calls.done == []


@pytest.mark.parametrize(
    ("name", "key", "operation", "state"),
    [
        ("Loïc Abiven", "R", "reactivate", AccountState.ACTIVE),
        ("Loïc Abiven", "T", "end", AccountState.ENDED),
        ("Claire Morvan", "T", "end", AccountState.ENDED),
        ("Anne Le Roux", "T", "end", AccountState.ENDED),
    ],
)
def test_what_weighs_more_asks_for_a_proof(admin, name, key, operation, state):  # noqa: F811
    dialog = _begin(admin, name, key)
    press(admin.shell, "Ctrl+Return")
    assert focused().objectName() == "proof_password"
    QTest.keyClicks(focused(), "quai-Lampe-73")
    press(admin.shell, "Return")
    QTest.keyClicks(focused(), "123456")
    press(admin.shell, "Return")

    calls = admin.accounts.calls
    assert calls.proofs == [("quai-Lampe-73", "123456")]
    assert [act for act, *_ in calls.done] == [operation] * 2
    assert len({write.key for *_, write in calls.done}) == 1
    assert not dialog.isVisible()
    assert _state(admin, label(name).id) is state


def test_an_act_given_up_at_the_proof_is_not_done(admin):  # noqa: F811
    _begin(admin, "Claire Morvan", "T")
    press(admin.shell, "Ctrl+Return")
    child(_dialog(admin), Button, "accounts_act_leave").click()

    assert not admin.accounts.acts.is_busy
    assert _state(admin, CLAIRE) is AccountState.ACTIVE
    choose(admin, "Dr Alain Tanguy")
    press(admin.shell, "S")
    assert "Dr Alain Tanguy" in _dialog(admin).accessibleName()


def test_escape_does_nothing_and_gives_the_keyboard_back(admin):  # noqa: F811
    _begin(admin, "Claire Morvan", "S")
    press(admin.shell, "Escape")

    assert admin.accounts.calls.done == []
    assert screen_of(admin).table.hasFocus()


@pytest.mark.parametrize(
    ("code", "status", "sentence"),
    [
        (ProblemCode.VERSION_STALE, 412, "Quelqu'un vient de changer ce compte. Rien n'a été fait"),
        (ProblemCode.STATE_FORBIDS, 409, "le centre n'aurait plus deux administrateurs"),
        (ProblemCode.FORBIDDEN, 403, "c'est votre propre compte, ou vos droits ont changé"),
        (ProblemCode.NOT_FOUND, 404, "n'est plus dans votre centre"),
    ],
)
def test_a_refusal_is_said_in_words(admin, code, status, sentence):  # noqa: F811
    calls = admin.accounts.calls
    calls.faults["suspend"] = refused(code, status)
    dialog = _begin(admin, "Claire Morvan", "S")
    read, details = len(calls.asked), len(calls.asked_details)
    press(admin.shell, "Ctrl+Return")

    assert sentence in _notice(dialog)
    assert dialog.words.raw() == REASON
    assert len(calls.asked) > read
    assert len(calls.asked_details) > details
    assert _state(admin, CLAIRE) is AccountState.ACTIVE


def test_a_lost_answer_is_asked_for_again_under_its_own_key(admin):  # noqa: F811
    calls = admin.accounts.calls
    calls.faults["suspend"] = Offline("ReadTimeout", outcome_unknown=True)
    dialog = _begin(admin, "Claire Morvan", "S")
    press(admin.shell, "Ctrl+Return")
    assert _notice(dialog).startswith("La réponse s'est perdue")
    press(admin.shell, "Escape", "J", "S")
    assert "Claire Morvan" in _dialog(admin).accessibleName()

    calls.faults.clear()
    press(admin.shell, "Ctrl+Return")
    assert len({write.key for *_, write in calls.done}) == 1
    assert _state(admin, CLAIRE) is AccountState.SUSPENDED


def test_nobody_does_anything_to_their_own_account_and_is_told_why(admin):  # noqa: F811
    screen = choose(admin, "Erwan Kerbrat")
    assert "Personne ne change ses propres droits" in said(screen.side)
    assert screen.offered() == []
    press(admin.shell, "S", "R", "T", "C")

    assert not admin.shell.is_covered
    assert admin.accounts.calls.closed == []


def test_the_last_two_administrators_are_not_ended_and_the_reason_stands_there(admin):  # noqa: F811
    screen = choose(admin, "Gaëlle Pennec")
    assert "Le centre garde deux administrateurs" in said(screen.side)
    assert not child(screen, Button, "accounts_end").isEnabled()
    press(admin.shell, "T")
    assert not admin.shell.is_covered

    press(admin.shell, "S")
    assert "Il ne restera qu'un administrateur" in said(_dialog(admin))


def test_each_state_takes_its_own_acts(admin):  # noqa: F811
    for name, acts in (
        ("Claire Morvan", ["suspend", "end"]),
        ("Loïc Abiven", ["reactivate", "end"]),
        ("Anne Le Roux", ["end"]),
        ("Yann Corre", []),
    ):
        assert choose(admin, name).offered() == acts
    choose(admin, "Anne Le Roux")
    assert "Retirer l'invitation…" in child(screen_of(admin), Button, "accounts_end").text()


def test_one_session_is_closed_and_then_all_that_are_left(admin):  # noqa: F811
    screen, calls = choose(admin, "Claire Morvan"), admin.accounts.calls
    ends = [each for each in screen.side.findChildren(Button, "session_end") if each.isVisible()]
    ends[0].click()
    [(who, first, _)] = calls.closed
    assert who == CLAIRE
    assert _toast(admin) == "1 session fermée."
    assert len(calls.sessions[CLAIRE]) == 1

    screen.take_focus()
    press(admin.shell, "C")
    assert [who for who, *_ in calls.closed] == [CLAIRE] * 2
    assert calls.closed[1][1] != first
    assert "Aucune session ouverte" in said(screen.side)
    assert _state(admin, CLAIRE) is AccountState.ACTIVE


def test_all_sessions_are_closed_each_under_its_own_key(admin):  # noqa: F811
    choose(admin, "Claire Morvan")
    press(admin.shell, "C")

    closed = admin.accounts.calls.closed
    assert len({session for _, session, _ in closed}) == 2
    assert len({write.key for *_, write in closed}) == 2
    assert _toast(admin) == "2 sessions fermées."


def test_a_closing_whose_answer_was_lost_is_found_out_with_the_same_keys(admin):  # noqa: F811
    screen, calls = choose(admin, "Claire Morvan"), admin.accounts.calls
    calls.faults["close"] = Offline("ReadTimeout", outcome_unknown=True)
    press(admin.shell, "C")
    notice = child(screen.side, Strip, "accounts_side_notice")
    assert "les sessions sont peut-être fermées" in plain(notice.accessibleName())

    calls.faults.clear()
    notice.accepted.emit()
    keys = [(session, write.key) for _, session, write in calls.closed]
    assert len(keys) == 3
    assert len(set(keys)) == 2
    assert not notice.isVisible()


def test_without_contact_nothing_is_sent(admin):  # noqa: F811
    _begin(admin, "Claire Morvan", "S")
    admin.connection.go_offline(minutes=1)
    press(admin.shell, "Ctrl+Return")
    assert _notice(_dialog(admin)) == "Hors connexion : rien ne peut être envoyé."
    press(admin.shell, "Escape", "C")

    assert admin.accounts.calls.done == []
    assert admin.accounts.calls.closed == []


def _offered(parts: Parts) -> dict[str, str]:
    """What the palette offers now, by name."""
    press(parts.shell, "Ctrl+K")
    found = {each.name: plain(each.text) for each in parts.shell._palette._commands}
    press(parts.shell, "Escape")
    return found


def test_the_palette_offers_what_may_be_done_with_whoever_is_chosen(admin):  # noqa: F811
    choose(admin, "Claire Morvan")
    found = _offered(admin)
    assert found["account-suspend"] == "Suspendre le compte de Claire Morvan"
    assert found["account-sessions"] == "Fermer toutes les sessions de Claire Morvan"
    assert "account-reactivate" not in found

    choose(admin, "Erwan Kerbrat")
    assert not {"account-suspend", "account-end", "account-sessions"} & set(_offered(admin))


def test_the_tab_key_stays_in_the_dialog(admin):  # noqa: F811
    dialog = _begin(admin, "Claire Morvan", "S")
    for _ in range(6):
        press(admin.shell, "Tab")
        assert dialog.isAncestorOf(focused())


def test_f6_goes_round_the_panes(admin):  # noqa: F811
    screen = choose(admin, "Claire Morvan")
    reached: list[QWidget] = []
    for _ in range(5):
        press(admin.shell, "F6")
        reached.append(focused())

    assert screen.side in reached
    assert screen.table in reached
    assert any(screen.head.isAncestorOf(each) for each in reached)


@pytest.mark.parametrize("scene", ACCOUNTS_SCENES)
def test_every_control_has_a_name(qtbot, theme, settings, wording, scene):
    stage = set_admin_stage(theme, settings, wording)
    qtbot.addWidget(stage.screen)
    stage.screen.resize(1366, 688)
    stage.screen.show()
    QTest.qWait(0)

    ACCOUNTS_SCENES[scene](stage)
    QTest.qWait(0)

    assert nameless(stage.screen) == []
