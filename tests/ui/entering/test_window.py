"""The window leads to whoever cannot sign in yet, and back; nothing of it stays."""

from PySide6.QtWidgets import QLineEdit, QStackedWidget

from tests.ui.shell.house import House
from ui.entering.screen import EnteringScreen


def _front(house: House) -> object:
    """What is on top."""
    pages = house.window.centralWidget()
    assert isinstance(pages, QStackedWidget)
    return pages.currentWidget()


def test_the_window_goes_there_and_comes_back_with_the_name(house: House):
    window = house.window
    window.show()
    window.sign_in.entering_asked.emit("first_sign_in", "anne.le.roux")
    screen = _front(house)
    assert isinstance(screen, EnteringScreen)

    screen.left.emit("anne.le.roux")

    assert _front(house) is window.sign_in
    field = window.sign_in.findChild(QLineEdit, "signin_username")
    assert field is not None
    assert field.text() == "anne.le.roux"


def test_signing_in_ends_it(house: House):
    house.window.sign_in.entering_asked.emit("password", "")
    pages = house.window.centralWidget()
    assert isinstance(pages, QStackedWidget)
    house.sign_in()

    assert not any(isinstance(pages.widget(n), EnteringScreen) for n in range(pages.count()))
