"""The whole way on the real service, as an administrator's hand goes it."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtTest import QTest

from console.session import SessionState
from console.stores.desk import TriageDesk
from services.contract.accounts import AccountState
from services.contract.enums import Role
from tests.console.workstation import SitDown, sit_down  # noqa: F401
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import make_person
from tests.support.ui_parts import focused, press
from tests.ui.accounts.test_list import said
from ui.accounts.act_dialog import ActDialog
from ui.accounts.screen import AccountsScreen
from ui.shell import Shell


@pytest.fixture
def nurse(sit_down: SitDown):  # noqa: F811
    """Who is signed in, and will not be for long."""
    return sit_down()


@pytest.fixture
def here(sit_down: SitDown, sqlite_service: ServiceUnderTest, nurse):  # noqa: F811
    """An administrator who has just signed in."""
    return sit_down(make_person(sqlite_service, Role.ADMIN))


@pytest.fixture
def shell(qtbot, here, jobs, theme, settings, wording) -> Iterator[Shell]:
    """Their window, with the list read."""
    desk = TriageDesk(jobs, here.session, here.connection)
    frame = Shell(here.session, settings, desk, theme, wording)
    desk.setParent(frame)
    here.session.state_changed.connect(desk.stop)
    frame.resize(1366, 688)
    frame.show()
    frame.activateWindow()
    frame.take_focus()
    qtbot.waitUntil(lambda: _screen(frame).table.hasFocus())
    yield frame
    desk.stop()
    shiboken6.delete(frame)


def _screen(shell: Shell) -> AccountsScreen:
    assert shell.accounts.screen is not None
    return shell.accounts.screen


def _state(screen: AccountsScreen) -> AccountState | None:
    return None if screen.side.row is None else screen.side.row.state


def _find(qtbot, shell: Shell, person) -> AccountsScreen:
    screen = _screen(shell)
    press(shell, "Ctrl+F")
    QTest.keyClicks(focused(), person.username)
    press(shell, "Return")
    qtbot.waitUntil(
        lambda: screen.side.row is not None and screen.side.row.username == person.username
    )
    return screen


def test_a_session_is_closed_and_an_account_suspended_and_ended_with_a_proof(
    qtbot, here, nurse, shell
):
    screen, stores = _find(qtbot, shell, nurse.person), shell._desk.accounts
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
    screen = _find(qtbot, shell, here.person)

    assert screen.side.row is not None
    assert screen.side.row.is_own
    assert "Personne ne change ses propres droits" in said(screen.side)
    assert screen.offered() == []
