"""A first sign-in and what it renews, through the screen, on the real service."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from console.client.api import Api
from console.client.http import Listeners, Wire
from console.jobs import Jobs
from console.session import Session, SessionState
from console.stores.entering import EnteringStep, EnteringStore
from resources.wording import Wording
from services.contract.enums import Role
from services.contract.first_sign_in import SecretPurpose
from tests.console.real import Cable, listening
from tests.services.staff.conftest import staff_desk_in
from tests.services.staff.staff_desk import NEW_PASSWORD, StaffDesk
from tests.support.service import ServiceUnderTest
from tests.support.ui_parts import focused, press, visible_texts
from ui.entering.screen import EnteringScreen

NAME = "anne.le.roux"


class Door:
    """The screen at a workstation where nobody is signed in."""

    def __init__(self, qtbot, root: QObject, jobs: Jobs, address: str, theme) -> None:
        self._qtbot = qtbot
        self.cable = Cable()
        self.session = Session(jobs, self._open_api, list, address, parent=root)
        self._address = address
        self.store = EnteringStore(jobs, self.session, root)
        self.screen = EnteringScreen(self.store, theme, Wording("fr"))
        qtbot.addWidget(self.screen)
        self.screen.resize(1366, 688)

    def _open_api(self) -> Api:
        heard = Listeners(contact=lambda *_: None, session_over=self.session.session_over)
        return Api(Wire(self._address, listeners=heard, transport=self.cable))

    def begin(self, purpose: SecretPurpose) -> None:
        """The screen comes to the front."""
        self.screen.begin(purpose.value, "")
        self.screen.show()
        self.screen.activateWindow()
        self._qtbot.waitUntil(self.screen.isActiveWindow)
        self.screen.take_focus()

    def field(self, name: str) -> QLineEdit:
        """A field by its name."""
        found = self.screen.findChild(QLineEdit, name)
        assert found is not None
        return found

    def click(self, name: str) -> None:
        """Press a button by its name."""
        found = self.screen.findChild(QPushButton, name)
        assert found is not None
        found.click()

    def until(self, step: EnteringStep) -> None:
        """Wait for a step."""
        self._qtbot.waitUntil(lambda: self.store.step is step and not self.store.is_busy)

    def settled(self) -> None:
        """Wait for an answer."""
        self._qtbot.waitUntil(lambda: not self.store.is_busy)

    def said(self) -> str:
        """Everything readable."""
        return " | ".join(visible_texts(self.screen))


@pytest.fixture
def desk(sqlite_service: ServiceUnderTest, tmp_path: Path) -> StaffDesk:
    """A centre whose mails are laid down in a folder, with an invited administrator."""
    made = staff_desk_in(sqlite_service, tmp_path)
    made.invited(Role.ADMIN)
    return made


@pytest.fixture
def door(qtbot, root: QObject, jobs: Jobs, theme, desk: StaffDesk) -> Iterator[Door]:
    """A workstation of the centre."""
    with listening(desk.service) as address:
        yield Door(qtbot, root, jobs, address, theme)


def test_an_invited_person_comes_in_with_the_keyboard_alone(qtbot, door: Door, desk: StaffDesk):
    door.begin(SecretPurpose.FIRST_SIGN_IN)
    QTest.keyClicks(focused(), NAME)
    press(door.screen, "Return")
    door.until(EnteringStep.SECRET)
    assert "il vient de partir" in door.said()

    QTest.keyClicks(focused(), desk.secret().lower())
    press(door.screen, "Return")
    door.until(EnteringStep.SET_UP)
    offer = door.store.offer
    assert offer is not None
    assert "Anne Le Roux · identifiant anne.le.roux · CHU de Kerlann" in door.said()
    assert "Engagement de confidentialité" in {each.texts["fr"].title for each in offer.notices}

    QTest.keyClicks(focused(), NEW_PASSWORD)
    press(door.screen, "Return")
    QTest.keyClicks(focused(), NEW_PASSWORD)
    press(door.screen, "Return")
    QTest.keyClicks(focused(), desk.code(offer.totp_secret))
    press(door.screen, "Return")
    assert "Lisez les textes, puis cochez" in door.said()
    for tick in ("entering_read", "entering_promise"):
        assert focused().objectName() == tick
        press(door.screen, "Space")
        press(door.screen, "Tab")
    found = door.screen.findChild(QPushButton, "entering_finish")
    assert found is not None
    assert focused() is found
    press(door.screen, "Space")
    door.until(EnteringStep.DONE)

    codes = door.store.codes
    assert len(codes) == 10
    assert all(each in door.said() for each in codes)
    with qtbot.waitSignal(door.screen.left) as left:
        door.click("entering_to_sign_in")
    assert left.args == [NAME]
    assert door.store.codes == ()
    known = {"username": NAME, "totp": offer.totp_secret}
    assert desk.signs_in(known).status_code == 200


def _at_set_up(door: Door, desk: StaffDesk) -> str:
    """Somebody has given their secret; what their authenticator is made of."""
    door.begin(SecretPurpose.FIRST_SIGN_IN)
    door.store.ask(NAME)
    door.until(EnteringStep.SECRET)
    door.store.give(desk.secret())
    door.until(EnteringStep.SET_UP)
    assert door.store.offer is not None
    return door.store.offer.totp_secret


def _fill(door: Door, password: str, again: str, code: str, *, ticks: bool = True) -> None:
    for name, text in (("password", password), ("again", again), ("code", code)):
        field = door.field(f"entering_{name}")
        field.setText("")
        QTest.keyClicks(field, text)
    for name in ("entering_read", "entering_promise"):
        tick = door.screen.findChild(QCheckBox, name)
        assert tick is not None
        tick.setChecked(ticks)
    door.click("entering_finish")


@pytest.mark.parametrize(
    ("password", "again", "code", "said"),
    [
        ("court", "court", "123456", "12 à 128 caractères."),
        (NEW_PASSWORD, "autre-Chose-12!", "123456", "diffèrent"),
        (NEW_PASSWORD, NEW_PASSWORD, "12", "six chiffres"),
    ],
)
def test_what_is_missing_is_said_and_nothing_goes_out(
    door: Door, desk: StaffDesk, password: str, again: str, code: str, said: str
):
    _at_set_up(door, desk)
    before = sum(door.cable.asked.values())

    _fill(door, password, again, code)

    assert said in door.said()
    assert sum(door.cable.asked.values()) == before


def test_a_password_that_is_guessed_too_soon_and_a_wrong_code_are_told_apart(
    door: Door, desk: StaffDesk
):
    totp = _at_set_up(door, desk)

    _fill(door, "anne.le.roux.kerlann", "anne.le.roux.kerlann", desk.code(totp))
    door.settled()
    assert "se devine trop vite" in door.said()
    assert door.field("entering_code").text() == desk.code(totp), "the code is good still"

    _fill(door, NEW_PASSWORD, NEW_PASSWORD, "000000")
    door.settled()
    assert "n'est pas reconnu" in door.said()
    assert door.field("entering_code").text() == ""
    assert door.field("entering_password").text() == NEW_PASSWORD

    _fill(door, NEW_PASSWORD, NEW_PASSWORD, desk.code(totp))
    door.until(EnteringStep.DONE)


def test_a_lost_answer_to_the_end_is_said_and_signing_in_works(door: Door, desk: StaffDesk):
    """The worst of them: the account is open, and its codes were never seen."""
    totp = _at_set_up(door, desk)
    door.cable.loses = "/api/v1/auth/first-sign-in/finish"
    _fill(door, NEW_PASSWORD, NEW_PASSWORD, desk.code(totp))
    door.settled()
    assert door.store.error is not None

    _fill(door, NEW_PASSWORD, NEW_PASSWORD, desk.code(totp))
    door.settled()
    assert "essayez de vous connecter" in door.said()
    assert desk.signs_in({"username": NAME, "totp": totp}).status_code == 200


def test_leaving_forgets_what_was_typed(qtbot, door: Door, desk: StaffDesk):
    _at_set_up(door, desk)
    door.field("entering_password").setText(NEW_PASSWORD)

    press(door.screen, "Escape")
    door.until(EnteringStep.NAME)

    assert door.field("entering_password").text() == ""
    assert door.store.offer is None
    with qtbot.waitSignal(door.screen.left):
        press(door.screen, "Escape")


def test_a_forgotten_password_is_chosen_anew(door: Door, desk: StaffDesk):
    known = desk.joins(NAME)
    desk.service.clock.forward(seconds=61)
    door.begin(SecretPurpose.PASSWORD)
    QTest.keyClicks(focused(), NAME)
    press(door.screen, "Return")
    door.until(EnteringStep.SECRET)
    QTest.keyClicks(focused(), desk.secret())
    press(door.screen, "Return")
    door.until(EnteringStep.SET_UP)
    for name in ("password", "again"):
        QTest.keyClicks(door.field(f"entering_{name}"), "plume-Galet-58-brise!")
    QTest.keyClicks(
        next(e for e in door.screen.findChildren(QLineEdit, "entering_code") if e.isVisible()),
        desk.code(known["totp"]),
    )
    door.click("entering_finish")
    door.until(EnteringStep.DONE)

    assert "Votre mot de passe est changé" in door.said()
    assert desk.signs_in(known, password="plume-Galet-58-brise!").status_code == 200
    assert door.session.state is SessionState.SIGNED_OUT
