"""The whole way on the real service, as an administrator's hand goes it."""

from PySide6.QtTest import QTest

from console.session import SessionState
from services.contract.accounts import AccountState
from tests.support.ui_parts import focused, press
from tests.ui.accounts.real_shell import found
from tests.ui.accounts.test_list import said
from ui.accounts.act_dialog import ActDialog
from ui.accounts.screen import AccountsScreen


def _state(screen: AccountsScreen) -> AccountState | None:
    return None if screen.side.row is None else screen.side.row.state


def test_a_session_is_closed_and_an_account_suspended_and_ended_with_a_proof(
    qtbot, here, nurse, shell
):
    screen, stores = found(qtbot, shell, nurse.person), shell._desk.accounts
    assert "1" in said(screen.side)
    press(shell, "C")
    qtbot.waitUntil(lambda: screen.side.row is not None and screen.side.row.sessions == 0)
    with qtbot.waitSignal(nurse.session.state_changed):
        nurse.access.read()
    assert nurse.session.state is SessionState.ENDED

    press(shell, "S")
    dialog = shell.findChild(ActDialog)
    assert isinstance(dialog, ActDialog)
    dialog.words.set_raw("Poste volé ce matin.")
    with qtbot.waitSignal(stores.acts.done):
        press(shell, "Ctrl+Return")
    qtbot.waitUntil(lambda: "Poste volé ce matin." in said(screen.side))
    assert _state(screen) is AccountState.SUSPENDED

    here.pass_minutes(6)
    press(shell, "T")
    ending = next(each for each in shell.findChildren(ActDialog) if each.isVisible())
    ending.words.set_raw("Départ.")
    press(shell, "Ctrl+Return")
    qtbot.waitUntil(lambda: focused().objectName() == "proof_password")
    QTest.keyClicks(focused(), here.person.password)
    press(shell, "Return")
    QTest.keyClicks(focused(), here.person.code())
    with qtbot.waitSignal(stores.acts.done):
        press(shell, "Return")
    qtbot.waitUntil(lambda: _state(screen) is AccountState.ENDED)
    assert screen.offered() == []


def test_of_ones_own_account_nothing_is_offered(qtbot, here, shell):
    screen = found(qtbot, shell, here.person)

    assert screen.side.row is not None
    assert screen.side.row.is_own
    assert "Personne ne change ses propres droits" in said(screen.side)
    assert screen.offered() == []
