"""Signing in: name and password, then the six digits; says what is wrong without saying which part.

Must stay light: nothing here may load contract objects, charts or the formatting of numbers before
the first paint.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from console.errors import ConsoleError
from console.provider_sign_in import ProviderState
from console.session import EndReason, Session, SessionState
from console.settings import Language, Settings
from console.stores.error_words import wait_s
from resources import words
from resources.version import VERSION
from resources.wording import Wording
from ui.sign_in.code_step import CodeStep
from ui.sign_in.failures import failure_text, skew_text
from ui.sign_in.provider_step import ProviderStep
from ui.sign_in.steps import PasswordStep
from widgets.brand_panel import BrandPanel
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.tab_strip import TabStrip
from widgets.theme import Theme

LARGEST_SKEW = timedelta(seconds=90)
FORM_PX = 400
_ASKED_EVERY_MS = 15_000


class SignInScreen(QWidget):
    """The two steps beside a quiet field with the product's name.

    Signals: `entering_asked(purpose, username)` by whoever cannot sign in yet, or not any more.
    """

    entering_asked = Signal(str, str)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._theme = theme
        self._wording = wording
        self._ended: EndReason | None = None
        self._failure: ConsoleError | None = None
        self._is_of_provider = False
        self._given_up = ""
        self._wait_until: datetime | None = None
        self._service = ""
        self._brand = BrandPanel(theme, self)
        self._texts = {
            name: PlainLabel(theme, role=role, tone=tone, parent=self._brand)
            for name, role, tone in (
                ("product", "display", "rail_strong"),
                ("purpose", "title", "rail"),
                ("service", "body_strong", "rail"),
                ("emergency", "body", "rail"),
                ("secrets", "supporting", "rail"),
                ("version", "supporting", "rail"),
            )
        }
        self._languages = TabStrip(theme, "", self)
        self._title = PlainLabel(theme, role="display", parent=self)
        self._message = Strip(theme, self)
        self._clock = Strip(theme, self)
        self._password = PasswordStep(theme, wording, self)
        self._code = CodeStep(theme, wording, self)
        self._provider = ProviderStep(session.provider, theme, wording, self)
        self._steps = QStackedWidget(self)
        self._countdown = QTimer(self)
        self._asking = QTimer(self)
        self._build()
        self._connect()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; what was typed stays."""
        self._wording = w = wording
        self._texts["product"].setText(w.text("signin-product"))
        self._texts["purpose"].setText(w.text("signin-purpose"))
        self._texts["emergency"].setText(w.text("signin-not-emergency"))
        self._texts["version"].setText(f"{w.text('signin-version')} {VERSION}")
        self._languages.setAccessibleName(w.text("signin-language"))
        self._languages.set_current(w.language)
        self._password.set_wording(w)
        self._code.set_wording(w)
        self._provider.set_wording(w)
        self._show_step()
        self._show_message()
        self._show_service()
        self._show_secrets()

    def start_again(self, reason: EndReason | None) -> None:
        """After a session: an empty form that says why, if it was not the person's own doing."""
        self._forget_message()
        self._ended = reason
        self._password.clear(keep_name=False)
        self._code.clear()
        self._show_step()
        self._show_message()

    def go_on_as(self, username: str) -> None:
        """Somebody has just set up what they sign in with."""
        self._failure = self._ended = None
        self._password.clear(keep_name=True)
        self._password.begin(username)
        self._show_message()

    def take_focus(self) -> None:
        """Put the caret where typing goes on."""
        if self._session.state is SessionState.CHALLENGED:
            self._code.take_focus()
        elif self._session.provider.state is ProviderState.READY:
            self._password.take_focus()
        else:
            self._provider.take_focus()

    def _build(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._languages.set_tabs([("fr", "FR"), ("en", "EN")])
        self._steps.addWidget(self._password)
        self._steps.addWidget(self._code)
        self._steps.addWidget(self._provider)
        self._message.setObjectName("signin_message")
        self._clock.setObjectName("signin_clock")
        self._countdown.setInterval(1000)
        self._asking.setInterval(_ASKED_EVERY_MS)
        self._build_brand()
        form = QWidget(self)
        form.setFixedWidth(self._theme.scaled(FORM_PX))
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(14)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._languages)
        column.addStretch(2)
        column.addLayout(top)
        column.addWidget(self._message)
        column.addWidget(self._clock)
        column.addWidget(self._steps)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._brand, 1)
        row.addWidget(form, 1, Qt.AlignmentFlag.AlignHCenter)
        row.setStretch(0, 1)
        row.setStretch(1, 1)
        self._form = form

    def _build_brand(self) -> None:
        column = QVBoxLayout(self._brand)
        column.setContentsMargins(56, 56, 56, 40)
        column.setSpacing(6)
        column.addWidget(self._texts["product"])
        column.addWidget(self._texts["purpose"])
        column.addStretch(1)
        column.addWidget(self._texts["service"])
        column.addSpacing(10)
        column.addWidget(self._texts["emergency"])
        column.addWidget(self._texts["secrets"])
        column.addSpacing(10)
        column.addWidget(self._texts["version"])
        for label in self._texts.values():
            label.set_wrapping()

    def _connect(self) -> None:
        session = self._session
        session.state_changed.connect(self._follow_state)
        session.busy_changed.connect(self._follow_busy)
        session.failed.connect(self._fail)
        session.secrets_known.connect(self._show_secrets)
        session.service_told.connect(self._hear_of_service)
        self._asking.timeout.connect(session.ask_service)
        self._languages.tab_chosen.connect(self._choose_language)
        self._password.submitted.connect(self._sign_in)
        self._password.entering_asked.connect(self.entering_asked)
        self._code.submitted.connect(self._confirm)
        self._code.left.connect(session.cancel_challenge)
        self._password.provider_chosen.connect(self._go_to_provider)
        self._provider.left.connect(self._leave_provider)
        session.provider.changed.connect(self._follow_provider)
        session.provider.failed.connect(self._fail_provider)
        session.provider.given_up.connect(self._give_up)
        self._message.accepted.connect(self._retry)
        self._countdown.timeout.connect(self._count_down)
        self._theme.theme_changed.connect(self._fit)

    def _fit(self) -> None:
        self._form.setFixedWidth(self._theme.scaled(FORM_PX))

    def _sign_in(self, username: str, password: str) -> None:
        self._forget_message()
        self._show_message()
        self._session.sign_in(username, password)

    def _forget_message(self) -> None:
        self._failure = self._ended = None
        self._is_of_provider, self._given_up = False, ""

    def _go_to_provider(self) -> None:
        self._forget_message()
        self._show_message()
        self._session.provider.begin()

    def _leave_provider(self) -> None:
        if not self._session.is_busy:
            self._session.provider.cancel()

    def _follow_provider(self) -> None:
        """Its step stands while it is under way; the window comes forward when somebody is back."""
        provider = self._session.provider
        self._password.offer_provider(provider.is_offered)
        was_shown = self._steps.currentWidget()
        self._show_step()
        if self._steps.currentWidget() is not was_shown and self.isVisible():
            self.take_focus()
        if provider.state is ProviderState.RETURNED:
            self.window().activateWindow()

    def _fail_provider(self, error: ConsoleError) -> None:
        self._is_of_provider = True
        self._fail(error)

    def _give_up(self, is_too_long: bool) -> None:
        self._given_up = "signin-provider-too-long" if is_too_long else "signin-provider-declined"
        self._show_message()

    def _confirm(self, code: str, membership: object) -> None:
        self._failure = None
        self._show_message()
        self._session.second_factor(code, membership)  # type: ignore[arg-type]

    def _retry(self) -> None:
        if self._session.state is SessionState.CHALLENGED:
            self._code.submit()
        else:
            self._password.submit()

    def _choose_language(self, name: str) -> None:
        self._settings.language = Language(name)

    def _follow_state(self, state: SessionState) -> None:
        if state is SessionState.SIGNED_IN:
            self._password.clear(keep_name=False)
            self._code.clear()
            return
        if state is SessionState.SIGNED_OUT:
            self._code.clear()
            self._password.clear(keep_name=True)
        if state is SessionState.CHALLENGED:
            self._hear_of_service(None)
        self._show_step()
        self._show_message()
        if self.isVisible():
            self.take_focus()

    def _follow_busy(self, is_busy: bool) -> None:
        self._password.set_busy(is_busy)
        self._code.set_busy(is_busy)
        self._provider.set_busy(is_busy)

    def _fail(self, error: ConsoleError) -> None:
        self._failure, self._given_up = error, ""
        if self._session.provider.state is ProviderState.RETURNED:
            self._is_of_provider = True
            self._provider.offer_roles(self._session.memberships)
            if self._session.memberships:
                # The step itself asks for the role: nothing went wrong.
                self._failure = None
        seconds = wait_s(error)
        self._wait_until = (
            None if seconds is None else datetime.now(UTC) + timedelta(seconds=seconds)
        )
        if seconds is not None:
            self._countdown.start()
            self._password.set_waiting(True)
            self._code.set_waiting(True)
        self._hear_of_service(error if _is_offline(error) else None)
        self._code.offer_roles(self._session.memberships)
        self._show_step()
        self._show_message()
        self.take_focus()

    def _show_step(self) -> None:
        w = self._wording
        is_second = self._session.state is SessionState.CHALLENGED
        step: QWidget = self._code if is_second else self._password
        title = "signin-second-title" if is_second else "signin-title"
        if not is_second and self._session.provider.state is not ProviderState.READY:
            step, title = self._provider, "signin-provider-title"
        self._steps.setCurrentWidget(step)
        self._title.setText(w.text(title))
        self._show_clock(is_second)

    def _show_message(self) -> None:
        """One sentence over the form: why the session ended, or what failed."""
        w = self._wording
        if self._failure is not None:
            can_retry = _is_offline(self._failure) and not self._is_of_provider
            text = failure_text(
                w, self._failure, self._seconds_left(), by_provider=self._is_of_provider
            )
            retry = w.text("signin-retry") if can_retry else ""
            self._message.ask(text, accept=retry, kind="danger")
        elif self._given_up:
            self._message.ask(w.text(self._given_up), kind="info")
        elif self._ended is EndReason.IDLE:
            self._message.ask(w.text("signin-session-idle"), kind="info", icon="clock")
        elif self._ended is EndReason.LIMIT:
            self._message.ask(w.text("signin-session-ended"), kind="info", icon="clock")
        else:
            self._message.hide()

    def _show_clock(self, is_second: bool) -> None:
        """The codes of a telephone depend on the time: a workstation far from the service's is
        worth a sentence.
        """
        if not is_second or not self._session.clock.is_known:
            self._clock.hide()
            return
        skew = datetime.now(UTC) - self._session.server_now()
        if abs(skew) <= LARGEST_SKEW:
            self._clock.hide()
            return
        self._clock.ask(skew_text(self._wording, skew), kind="warning", icon="clock")

    def _hear_of_service(self, error: ConsoleError | None) -> None:
        if error is None:
            self._service = "signin-service-ok"
        else:
            is_away = _is_offline(error)
            self._service = "signin-service-down" if is_away else "signin-service-troubled"
        self._show_service()

    def _show_service(self) -> None:
        w, key = self._wording, self._service
        self._texts["service"].setText(w.text(key) if key else "")

    def _show_secrets(self) -> None:
        """Why this workstation keeps nothing, when it has no safe place for secrets."""
        notice = self._session.secrets_notice
        text = "" if notice is None else words.secrets_notice(self._wording, notice)
        self._texts["secrets"].setText(text)
        self._texts["secrets"].setVisible(bool(text))

    def _seconds_left(self) -> int:
        if self._wait_until is None:
            return 0
        return max(0, round((self._wait_until - datetime.now(UTC)).total_seconds()))

    def _count_down(self) -> None:
        if self._seconds_left() == 0:
            self._countdown.stop()
            self._wait_until = None
            self._failure = None
        waits = self._wait_until is not None
        self._password.set_waiting(waits)
        self._code.set_waiting(waits)
        self._show_message()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._session.ask_service()
        self._asking.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._asking.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._session.state is SessionState.CHALLENGED:
            self._session.cancel_challenge()
        else:
            self._leave_provider()


def _is_offline(error: ConsoleError) -> bool:
    return type(error).__name__ == "Offline"
