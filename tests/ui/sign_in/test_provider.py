"""Signing in with Pro Santé Connect as somebody sees it: the button, the wait, what is said."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from console.errors import ConsoleError, Offline, Refused, Unexpected
from console.provider_sign_in import ProviderState
from console.session import Membership, SessionState
from services.contract.problems import Problem, ProblemCode
from tests.samples.rows import UNIT_ID
from tests.samples.stores import SampleSession
from tests.support.ui_parts import press, visible_texts
from ui.sign_in import provider_step
from ui.sign_in.screen import SignInScreen

ADDRESS = "https://wallet.example/auth?state=x"


class Stage:
    """The screen of a service that offers it, and the addresses that a browser was given."""

    def __init__(self, theme, settings, wording) -> None:
        self.opened: list[str] = []
        self.has_browser = True
        self.session = SampleSession()
        self.session.me = None
        self.session.state = SessionState.SIGNED_OUT
        self.provider = self.session.provider
        self.screen = SignInScreen(self.session, settings, theme, wording)  # type: ignore[arg-type]
        self.session.setParent(self.screen)
        self.provider.become(ProviderState.READY)

    def open(self, address: str) -> bool:
        """The browser of this workstation, if it has one."""
        self.opened.append(address)
        return self.has_browser

    def button(self, name: str) -> QPushButton:
        """A button by its name."""
        found = self.screen.findChild(QPushButton, name)
        assert found is not None
        return found

    def waits(self) -> None:
        """The address is there, and the browser is asked to open it."""
        self.provider.address = ADDRESS
        self.provider.become(ProviderState.WAITING)
        self.provider.open_asked.emit(ADDRESS)

    def said(self) -> str:
        """Everything readable."""
        return " | ".join(visible_texts(self.screen))


@pytest.fixture
def stage(theme, settings, wording, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """The first step, on screen."""
    made = Stage(theme, settings, wording)
    monkeypatch.setattr(provider_step, "open_in_browser", made.open)
    made.screen.resize(1366, 688)
    made.screen.show()
    made.screen.activateWindow()
    yield made
    shiboken6.delete(made.screen)


def _refused(code: ProblemCode, status: int = 403) -> Refused:
    return Refused(
        Problem(type="about:blank", title="", status=status, code=code, detail="", request_id="r")
    )


def test_the_button_is_there_only_where_the_service_offers_it(stage):
    assert stage.button("signin_provider").isVisible()

    stage.provider.become(ProviderState.READY, is_offered=False)

    assert not stage.button("signin_provider").isVisible()


def test_the_button_begins_and_the_wait_says_to_come_back(stage):
    stage.button("signin_provider").click()
    assert stage.provider.asked == ["begin"]

    stage.waits()

    assert stage.opened == [ADDRESS]
    assert "Revenez à cette fenêtre après validation." in stage.said()
    assert not stage.button("signin_continue").isVisible()
    assert ADDRESS not in stage.said()


@pytest.mark.parametrize("how", ["click", "Escape"])
def test_it_may_be_called_off(stage, how):
    stage.waits()
    if how == "click":
        stage.button("signin_provider_cancel").click()
    else:
        press(stage.screen, "Escape")

    assert stage.provider.asked == ["cancel"]
    assert stage.button("signin_continue").isVisible()


def test_without_a_browser_the_address_can_be_copied(stage):
    stage.has_browser = False
    stage.waits()
    assert "Aucun navigateur ne s'ouvre sur ce poste." in stage.said().replace("\u2019", "'")

    stage.button("signin_provider_copy").click()

    assert QApplication.clipboard().text() == ADDRESS
    assert stage.button("signin_provider_copy").accessibleName() == "Adresse copiée"


def test_nothing_is_called_off_while_the_service_judges(stage):
    stage.waits()
    stage.provider.become(ProviderState.RETURNED)
    stage.session.set_busy(True)

    press(stage.screen, "Escape")

    assert stage.provider.asked == []
    assert not stage.button("signin_provider_cancel").isEnabled()
    assert not stage.button("signin_provider_copy").isVisible()


def test_who_holds_several_roles_chooses_one(stage):
    stage.provider.become(ProviderState.RETURNED)
    stage.session.memberships = [Membership(UNIT_ID, "nurse · CHU de Kerlann")]
    stage.session.failed.emit(_refused(ProblemCode.MEMBERSHIP_REQUIRED, 409))

    roles = stage.screen.findChild(QComboBox, "signin_provider_role")
    assert roles is not None
    assert roles.isVisible()
    assert stage.said().count("Choisissez votre rôle") == 1
    stage.button("signin_provider_confirm").click()

    assert stage.provider.asked == [f"choose {UNIT_ID}"]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (_refused(ProblemCode.SIGN_IN_REFUSED, 401), "Cette connexion n'est plus valable."),
        (_refused(ProblemCode.PROVIDER_NOT_TRUSTED), "n'a pas pu être vérifiée. Vous n'êtes pas"),
        (_refused(ProblemCode.ASSURANCE_TOO_LOW), "le niveau de garantie exigé"),
        (_refused(ProblemCode.NOT_KNOWN_HERE), "aucun accès ne lui correspond ici"),
        (Unexpected("provider_unavailable", status=502), "Pro Santé Connect ne répond pas."),
        (Offline("ConnectError"), "Serveur injoignable."),
        (Unexpected("internal", status=500), "Code CON-500"),
    ],
    ids=lambda case: case.what if isinstance(case, ConsoleError) else "",
)
def test_each_refusal_has_a_sentence_over_the_form(stage, error, sentence):
    stage.provider.become(ProviderState.RETURNED)
    stage.session.failed.emit(error)
    stage.provider.become(ProviderState.READY)

    assert sentence in stage.said().replace("\u2019", "'").replace("\xa0", " ")
    assert stage.button("signin_continue").isVisible()


def test_a_failed_beginning_is_of_the_provider_too(stage):
    stage.provider.failed.emit(Unexpected("provider_unavailable", status=502))

    assert "Pro Santé Connect ne répond pas." in stage.said()


@pytest.mark.parametrize(
    ("is_too_long", "sentence"),
    [(False, "La connexion a été abandonnée"), (True, "en cinq minutes. Recommencez.")],
)
def test_what_did_not_come_back_is_said(stage, is_too_long, sentence):
    stage.provider.given_up.emit(is_too_long)

    assert sentence in stage.said()


def test_a_wrong_password_afterwards_is_said_as_ever(stage):
    stage.provider.failed.emit(Unexpected("provider_unavailable", status=502))
    stage.screen._sign_in("c.morvan", "x")
    stage.session.failed.emit(_refused(ProblemCode.SIGN_IN_REFUSED, 401))

    assert "Identifiants ou code non reconnus." in stage.said()
