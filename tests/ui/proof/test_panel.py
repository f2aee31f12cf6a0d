"""The question for a fresh proof: by keyboard, in every state, and nothing typed stays."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.errors import ConsoleError, Incompatible, Offline, Unexpected
from console.stores.proven_act import ProofState
from resources.wording import Wording
from services.contract.problems import ProblemCode
from tests.pictures.stage import refused
from tests.samples.access import SampleProvenAct
from tests.support.typography import plain
from tests.support.ui_parts import child, comes_back, focused, press, visible_texts
from ui.parts.keys import bind
from ui.proof.panel import ProofPanel
from widgets.button import Button


class Form:
    """A form with a field and a button, and the question under it."""

    def __init__(self, theme, wording) -> None:
        self.window = QWidget()
        self.pages = QWidget(self.window)
        self.screen = QWidget(self.pages)
        self.note, self.send = QLineEdit("à moitié écrit"), QPushButton("Envoyer")
        self.act = SampleProvenAct(self.screen)
        self.panel = ProofPanel(self.act, self.send, theme, wording)  # type: ignore[arg-type]
        column = QVBoxLayout(self.screen)
        for part in (self.note, self.send, self.panel):
            column.addWidget(part)
        self.screen.resize(700, 600)
        self.pages.resize(700, 600)
        self.window.resize(700, 600)
        self.window.show()
        self.window.activateWindow()
        self.send.setFocus()

    def field(self, name: str) -> QLineEdit:
        """A field of the panel."""
        return child(self.panel, QLineEdit, f"proof_{name}")

    def said(self) -> str:
        """Everything readable on the panel."""
        return plain(" | ".join(visible_texts(self.panel)))

    def type_both(self) -> None:
        """What the person knows and holds."""
        QTest.keyClicks(self.field("password"), " Brume 41 ")
        QTest.keyClicks(self.field("code"), "123 456")

    def comes_back(self) -> list[str]:
        """What Ctrl+Z brings back into the two fields."""
        return [comes_back(self.field(name)) for name in ("password", "code")]


@pytest.fixture
def form(theme, wording) -> Iterator[Form]:
    """On screen, and nothing asked yet."""
    made = Form(theme, wording)
    yield made
    shiboken6.delete(made.window)


@pytest.fixture
def asked(form: Form) -> Form:
    """A proof is asked for."""
    form.act.put(ProofState.ASKED)
    return form


def test_it_is_there_only_while_it_is_asked(form):
    assert not form.panel.isVisible()
    form.act.put(ProofState.SENDING)
    assert not form.panel.isVisible()

    form.act.put(ProofState.ASKED)

    assert form.panel.isVisible()
    assert focused() is form.field("password")
    assert form.note.text() == "à moitié écrit"


def test_password_and_code_go_out_by_keyboard_exactly_as_typed(asked):
    QTest.keyClicks(focused(), " Brume 41 ")
    press(asked.screen, "Return")
    assert focused() is asked.field("code")
    QTest.keyClicks(focused(), "123456")
    press(asked.screen, "Return")

    assert asked.act.asked == [(" Brume 41 ", "123456")]


@pytest.mark.parametrize(
    ("password", "code", "sentence"),
    [
        ("", "123456", "Saisissez votre mot de passe."),
        ("x", "12345", "Le code compte six chiffres."),
    ],
)
def test_what_is_missing_is_said_and_nothing_goes_out(asked, password, code, sentence):
    QTest.keyClicks(asked.field("password"), password)
    QTest.keyClicks(asked.field("code"), code)
    child(asked.panel, QPushButton, "proof_confirm").click()

    assert asked.act.asked == []
    assert sentence in asked.said()


def test_a_recovery_code_may_be_given_instead(asked):
    QTest.keyClicks(asked.field("password"), "x")
    child(asked.panel, QPushButton, "proof_other_code").click()
    QTest.keyClicks(asked.field("code"), "8XQ2-KW7M-0F3T-Z9RD")
    press(asked.screen, "Return")

    assert asked.act.asked == [("x", "8XQ2KW7M0F3TZ9RD")]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (refused(ProblemCode.STEP_UP_REFUSED, 403), "Mot de passe ou code non reconnu."),
        (refused(ProblemCode.INVALID_BODY, 422), "Mot de passe ou code non reconnu."),
        (Offline("ConnectError"), "Serveur injoignable"),
        (Unexpected("http_500", status=500), "Code ACC-500"),
        (Incompatible("version"), "Code ACC-002"),
    ],
)
def test_a_proof_that_was_not_taken_is_said_and_the_fields_are_empty(
    asked, error: ConsoleError, sentence
):
    asked.type_both()
    asked.act.put(ProofState.PROVING)
    assert "Vérification…" in plain(child(asked.panel, QPushButton, "proof_confirm").text())
    asked.act.put(ProofState.ASKED, error)

    assert sentence in asked.said()
    assert asked.field("password").text() == ""
    assert asked.field("code").text() == ""
    assert focused() is asked.field("password")
    assert asked.comes_back() == ["", ""]


def test_a_pause_is_counted_down_and_nothing_goes_out(asked):
    asked.act.put(ProofState.ASKED, refused(ProblemCode.TOO_MANY_REQUESTS, 429), 28)
    assert "Nouvel essai possible dans 28 secondes." in asked.said()
    asked.type_both()
    press(asked.screen, "Return")
    assert not child(asked.panel, QPushButton, "proof_confirm").isEnabled()
    assert asked.act.asked == []

    asked.act.seconds_left = 0
    asked.panel._ticks.timeout.emit()

    assert child(asked.panel, QPushButton, "proof_confirm").isEnabled()
    assert "Vous pouvez recommencer." in asked.said()
    assert asked.field("password").text() == " Brume 41 "


def test_escape_gives_up_and_the_form_is_as_it_was(asked):
    asked.type_both()
    press(asked.screen, "Escape")

    assert asked.act.state is ProofState.IDLE
    assert not asked.panel.isVisible()
    assert focused() is asked.send
    assert asked.note.text() == "à moitié écrit"
    assert asked.field("password").text() == ""
    asked.act.put(ProofState.ASKED)
    assert asked.comes_back() == ["", ""]


def test_escape_around_the_question_ends_the_question_alone(form, theme):
    leave = Button(theme, "Ne pas envoyer", key="Esc", parent=form.screen)
    form.screen.layout().addWidget(leave)
    leave.show()
    form.act.put(ProofState.ASKED)
    assert leave.key == ""  # one Esc on screen, and it is that of the question
    form.note.setFocus()
    press(form.screen, "Escape")

    assert form.act.state is ProofState.IDLE
    assert leave.key == "Esc"


@pytest.mark.parametrize("place", ["screen", "form"])
@pytest.mark.parametrize("where", ["password", "note"])
def test_escape_of_a_screen_or_form_waits_for_the_end_of_the_question(form, place, where):
    """With the key bound around it, the question stayed and the screen was left."""
    left: list[str] = []
    around = form.screen if place == "screen" else form.note
    action = bind("Esc", lambda: left.append(place), (around,), form.screen)
    form.act.put(ProofState.ASKED)
    (form.note if where == "note" else form.field("password")).setFocus()
    press(form.screen, "Escape")

    assert form.act.state is ProofState.IDLE
    assert left == []
    form.note.setFocus()
    press(form.screen, "Escape")
    assert left == [place]
    assert action.isEnabled()


def test_a_question_out_of_sight_takes_escape_from_nobody(form):
    left: list[str] = []
    other = QLineEdit(form.pages)
    bind("Esc", lambda: left.append("other"), (other,), form.pages)
    form.act.put(ProofState.ASKED)
    form.screen.hide()
    other.show()
    other.setFocus()
    press(form.window, "Escape")

    assert left == ["other"]
    assert form.act.state is ProofState.ASKED


def test_once_proved_nothing_typed_stays(asked):
    asked.type_both()
    asked.act.put(ProofState.PROVING)
    asked.act.put(ProofState.SENDING)
    assert not asked.panel.isVisible()
    asked.act.put(ProofState.IDLE)

    assert [field.text() for field in asked.panel.findChildren(QLineEdit)] == ["", ""]
    assert focused() is asked.send
    asked.act.put(ProofState.ASKED)
    assert asked.comes_back() == ["", ""]


def test_out_of_sight_what_was_typed_is_forgotten_and_the_question_stays(asked):
    asked.type_both()
    asked.screen.hide()

    assert asked.field("password").text() == ""
    assert asked.field("code").text() == ""
    asked.screen.show()
    assert asked.panel.isVisible()
    assert asked.comes_back() == ["", ""]


def test_what_was_typed_for_the_other_kind_of_code_does_not_come_back(asked):
    QTest.keyClicks(asked.field("code"), "123456")
    child(asked.panel, QPushButton, "proof_other_code").click()

    assert comes_back(asked.field("code")) == ""


def test_another_language_keeps_what_was_typed(asked):
    asked.type_both()
    asked.panel.set_wording(Wording("en"))

    assert "Confirm your identity" in asked.said()
    assert asked.field("password").text() == " Brume 41 "
    assert asked.panel.accessibleName() == "Confirm your identity"


def test_the_tab_key_goes_in_reading_order(asked):
    names = []
    for _ in range(6):
        names.append(focused().objectName() or focused().metaObject().className())
        press(asked.screen, "Tab")

    assert [name for name in names if name.startswith("proof")] == [
        "proof_password",
        "proof_code",
        "proof_confirm",
        "proof_cancel",
        "proof_other_code",
    ]
