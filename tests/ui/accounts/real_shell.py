"""The accounts of the real service on screen: what its tests share."""

from PySide6.QtTest import QTest

from tests.support.ui_parts import focused, press
from ui.accounts.screen import AccountsScreen
from ui.shell import Shell


def screen_of(shell: Shell) -> AccountsScreen:
    """The screen, made by now."""
    assert shell.accounts.screen is not None
    return shell.accounts.screen


def found(qtbot, shell: Shell, person) -> AccountsScreen:
    """Choose somebody by typing their user name."""
    screen = screen_of(shell)
    press(shell, "Ctrl+F")
    QTest.keyClicks(focused(), person.username)
    press(shell, "Return")
    qtbot.waitUntil(
        lambda: screen.side.row is not None and screen.side.row.username == person.username
    )
    return screen
