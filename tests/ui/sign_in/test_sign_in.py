"""Signing in by keyboard: both steps, what fails, what is never said."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from console.errors import ConsoleError, Incompatible, Offline, Refused, SignInNeeded, Unexpected
from console.session import EndReason, Membership, SessionState
from resources.version import VERSION
from resources.wording import Wording
from services.contract.first_sign_in import SecretPurpose
from services.contract.problems import Problem, ProblemCode
from tests.samples.rows import UNIT_ID
from tests.samples.stores import SampleSession
from tests.support.typography import plain
from tests.support.ui_parts import comes_back, focused, press, visible_texts
from ui.sign_in.screen import SignInScreen


class Stage:
    """The screen and the session behind it."""

    def __init__(self, theme, settings, wording) -> None:
        self.session = SampleSession()
        self.session.me = None
        self.session.state = SessionState.SIGNED_OUT
        self.screen = SignInScreen(self.session, settings, theme, wording)  # type: ignore[arg-type]
        self.session.setParent(self.screen)

    def field(self, name: str) -> QLineEdit:
        """A field by its name."""
        found = self.screen.findChild(QLineEdit, name)
        assert found is not None
        return found

    def button(self, name: str) -> QPushButton:
        """A button by its name."""
        found = self.screen.findChild(QPushButton, name)
        assert found is not None
        return found

    def said(self) -> str:
        """Everything readable."""
        return " | ".join(visible_texts(self.screen))


@pytest.fixture
def stage(theme, settings, wording) -> Iterator[Stage]:
    """The first step, on screen, with the caret in the first field."""
    made = Stage(theme, settings, wording)
    made.screen.resize(1366, 688)
    made.screen.show()
    made.screen.activateWindow()
    made.screen.take_focus()
    yield made
    shiboken6.delete(made.screen)


def _refused(code: ProblemCode, retry_after_s: float | None = None) -> Refused:
    problem = Problem(
        type="about:blank", title="", status=401, code=code, detail="", request_id="r"
    )
    return Refused(problem, retry_after_s=retry_after_s)


def test_name_and_password_go_out_exactly_as_typed(stage):
    QTest.keyClicks(focused(), "c.morvan")
    press(stage.screen, "Tab")
    QTest.keyClicks(focused(), " Mot de passe ")
    press(stage.screen, "Return")

    assert stage.session.asked == [("sign_in", "c.morvan", " Mot de passe ")]


@pytest.mark.parametrize(
    ("name", "password", "sentence"),
    [
        ("", "x", "Saisissez votre identifiant."),
        ("c.morvan", "", "Saisissez votre mot de passe."),
    ],
)
def test_an_empty_field_is_said_under_it_and_nothing_goes_out(stage, name, password, sentence):
    QTest.keyClicks(stage.field("signin_username"), name)
    QTest.keyClicks(stage.field("signin_password"), password)

    stage.button("signin_continue").click()

    assert stage.session.asked == []
    assert sentence in stage.said()


def test_the_second_step_takes_six_digits_however_they_were_pasted(stage):
    stage.session.become(SessionState.CHALLENGED)
    assert "Confirmez votre identité" in stage.said()
    code = stage.field("signin_code")
    assert code.hasFocus()

    QApplication.clipboard().setText(" 123 456 ")
    code.paste()
    press(stage.screen, "Return")

    assert stage.session.asked == [("second_factor", "123456", "")]


@pytest.mark.parametrize("typed", ["", "12345"])
def test_fewer_digits_do_not_go_out(stage, typed):
    stage.session.become(SessionState.CHALLENGED)
    QTest.keyClicks(stage.field("signin_code"), typed)

    press(stage.screen, "Return")

    assert stage.session.asked == []
    assert "Le code compte six chiffres." in stage.said()


def test_letters_cannot_be_typed_into_the_code(stage):
    stage.session.become(SessionState.CHALLENGED)

    QTest.keyClicks(stage.field("signin_code"), "a1b2c3d4e5f6g7")

    assert stage.field("signin_code").text() == "123456"


def test_a_recovery_code_is_offered_by_keyboard_and_taken_however_it_was_pasted(stage):
    stage.session.become(SessionState.CHALLENGED)
    QTest.keyClicks(focused(), "123")
    stage.button("signin_other_code").setFocus()
    press(stage.screen, "Space")

    code = stage.field("signin_code")
    assert code.hasFocus()
    assert code.text() == ""
    assert "Code de secours" in stage.said()
    QApplication.clipboard().setText(" 8XQ2-kw7m-0F3T-Z9RD ")
    code.paste()
    press(stage.screen, "Return")

    assert stage.session.asked == [("second_factor", "8XQ2kw7m0F3TZ9RD", "")]


def test_a_short_recovery_code_does_not_go_out(stage):
    stage.session.become(SessionState.CHALLENGED)
    stage.button("signin_other_code").click()
    QTest.keyClicks(focused(), "8XQ2-KW7M")
    press(stage.screen, "Return")

    assert stage.session.asked == []
    assert "Le code de secours compte seize lettres et chiffres." in stage.said()


def test_the_authenticator_is_asked_for_again_afterwards(stage):
    stage.session.become(SessionState.CHALLENGED)
    stage.button("signin_other_code").click()
    stage.button("signin_other_code").click()
    assert "Code à 6 chiffres" in stage.said()
    stage.button("signin_other_code").click()
    press(stage.screen, "Escape")
    stage.session.become(SessionState.CHALLENGED)

    assert "Code à 6 chiffres" in stage.said()


def test_the_next_person_gets_back_nothing_of_the_one_before(stage):
    QTest.keyClicks(stage.field("signin_username"), "c.morvan")
    QTest.keyClicks(stage.field("signin_password"), "secret")
    stage.session.become(SessionState.CHALLENGED)
    QTest.keyClicks(stage.field("signin_code"), "123456")
    stage.session.become(SessionState.SIGNED_IN)
    stage.session.become(SessionState.SIGNED_OUT)
    stage.screen.start_again(None)

    fields = ("signin_username", "signin_password", "signin_code")
    assert [comes_back(stage.field(name)) for name in fields] == ["", "", ""]


def test_escape_goes_back_to_the_first_step_without_the_password(stage):
    QTest.keyClicks(stage.field("signin_username"), "c.morvan")
    QTest.keyClicks(stage.field("signin_password"), "secret")
    stage.session.become(SessionState.CHALLENGED)

    press(stage.screen, "Escape")

    assert stage.session.state is SessionState.SIGNED_OUT
    assert stage.field("signin_username").text() == "c.morvan"
    assert stage.field("signin_password").text() == ""
    assert stage.field("signin_password").hasFocus()


@pytest.mark.parametrize(
    "error",
    [
        _refused(ProblemCode.SIGN_IN_REFUSED),
        SignInNeeded("sign_in_refused"),
        _refused(ProblemCode.INVALID_BODY),
    ],
)
def test_a_refusal_never_says_which_part_was_wrong(stage, error):
    stage.session.failed.emit(error)

    sentence = "Identifiants ou code non reconnus. Vérifiez votre saisie, puis recommencez."
    assert sentence in stage.said()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Offline("ConnectError"), "Serveur injoignable. Vérifiez le réseau de l'établissement."),
        (Incompatible("version"), "Cette version de la console ne comprend pas le service."),
        (Unexpected("http_500", status=500), "Code CON-500"),
        (_refused(ProblemCode.FORBIDDEN), "Aucun rôle ne vous est ouvert dans ce centre."),
    ],
)
def test_every_other_failure_says_what_to_do(stage, error: ConsoleError, sentence):
    stage.session.failed.emit(error)

    assert sentence in stage.said()


def test_an_unreachable_server_can_be_tried_again_with_what_was_typed(stage):
    QTest.keyClicks(stage.field("signin_username"), "c.morvan")
    QTest.keyClicks(stage.field("signin_password"), "secret")
    stage.session.failed.emit(Offline("ConnectError"))
    assert "Service injoignable" in stage.said()

    stage.screen._message.accepted.emit()

    assert stage.session.asked == [("sign_in", "c.morvan", "secret")]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (None, "Service joignable"),
        (Offline("ConnectError"), "Service injoignable"),
        (Unexpected("unavailable", status=503), "Service en difficulté"),
    ],
)
def test_the_state_of_the_service_is_told_before_anybody_types(stage, error, sentence):
    stage.session.service_told.emit(error)

    assert sentence in stage.said()


def test_the_state_is_asked_while_the_form_is_on_screen_and_no_longer(stage):
    assert stage.screen._asking.isActive()

    stage.screen.hide()

    assert not stage.screen._asking.isActive()


def test_the_version_is_told(stage):
    assert f"Version {VERSION}" in stage.said()


@pytest.mark.parametrize("purpose", list(SecretPurpose))
def test_who_cannot_sign_in_goes_on_with_their_name_and_without_their_password(
    qtbot, stage, purpose
):
    QTest.keyClicks(stage.field("signin_username"), "c.morvan")
    QTest.keyClicks(stage.field("signin_password"), "perdu")

    with qtbot.waitSignal(stage.screen.entering_asked) as asked:
        stage.button(f"signin_to_{purpose.value}").click()

    assert asked.args == [purpose.value, "c.morvan"]
    assert stage.field("signin_password").text() == ""
    assert stage.session.asked == []


def test_too_many_tries_count_down_and_hold_the_button(stage):
    stage.session.failed.emit(_refused(ProblemCode.TOO_MANY_REQUESTS, retry_after_s=28))
    assert "Nouvel essai possible dans 28 secondes." in stage.said()
    assert not stage.button("signin_continue").isEnabled()

    stage.screen._wait_until = datetime.now(UTC) - timedelta(seconds=1)
    stage.screen._countdown.timeout.emit()

    assert stage.button("signin_continue").isEnabled()
    assert "Nouvel essai" not in stage.said()


def test_nothing_goes_out_twice_while_a_step_is_under_way(stage):
    QTest.keyClicks(stage.field("signin_username"), "c.morvan")
    QTest.keyClicks(stage.field("signin_password"), "secret")
    stage.session.set_busy(True)

    press(stage.screen, "Return")

    assert stage.session.asked == []
    assert stage.button("signin_continue").text() == "Vérification…"


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (timedelta(seconds=80), None),
        (timedelta(seconds=-80), None),
        (timedelta(minutes=5), "retarde"),
        (timedelta(minutes=-5), "avance"),
    ],
)
def test_a_clock_far_from_the_service_is_explained(stage, offset, expected):
    stage.session.clock.now = lambda: datetime.now(UTC) + offset

    stage.session.become(SessionState.CHALLENGED)

    assert ("L'horloge de ce poste" in stage.said()) == (expected is not None)
    assert expected is None or expected in stage.said()


def test_somebody_with_several_roles_chooses_one(stage):
    stage.session.become(SessionState.CHALLENGED)
    QTest.keyClicks(stage.field("signin_code"), "123456")
    stage.session.memberships = [Membership(UNIT_ID, "Infirmière, CHU de Kerlann")]
    stage.session.failed.emit(_refused(ProblemCode.MEMBERSHIP_REQUIRED))

    press(stage.screen, "Return")

    assert stage.session.asked == [("second_factor", "123456", str(UNIT_ID))]


def test_the_password_can_be_seen_and_hidden_again(stage):
    field = stage.field("signin_password")
    assert field.echoMode() is QLineEdit.EchoMode.Password
    reveal = next(
        button
        for button in stage.screen.findChildren(object)
        if getattr(button, "accessibleName", str)() == "Voir le mot de passe"
    )

    reveal.click()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    assert reveal.accessibleName() == "Masquer le mot de passe"


def test_caps_lock_is_hinted_at(stage):
    QTest.keyClick(stage.field("signin_password"), Qt.Key.Key_A)
    QTest.keyClicks(stage.field("signin_password"), "")
    assert "Verrouillage des majuscules activé." not in stage.said()

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    typed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_B, Qt.KeyboardModifier.NoModifier, "B")
    QApplication.sendEvent(stage.field("signin_password"), typed)
    assert "Verrouillage des majuscules activé." in stage.said()


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (EndReason.IDLE, "Session fermée après une longue inactivité."),
        (EndReason.LIMIT, "Session terminée :"),
    ],
)
def test_a_session_that_ended_by_itself_says_why(stage, reason, sentence):
    stage.screen.start_again(reason)

    assert sentence in stage.said()


def test_the_language_can_be_chosen_before_signing_in(stage, settings):
    QTest.keyClicks(stage.field("signin_username"), "c.morvan")

    stage.screen._languages.tab_chosen.emit("en")
    stage.screen.set_wording(Wording(settings.language))

    assert settings.language == "en"
    assert plain(stage.button("signin_continue").text()) == "Continue"
    assert stage.field("signin_username").text() == "c.morvan"


def test_the_tab_key_goes_in_reading_order(stage):
    names = []
    stage.field("signin_username").setFocus()
    for _ in range(7):
        names.append(focused().objectName())
        press(stage.screen, "Tab")

    assert [name for name in names if name] == [
        "signin_username",
        "signin_password",
        "signin_continue",
        "signin_to_first_sign_in",
        "signin_to_password",
        "signin_to_factor",
    ]
