"""A first sign-in, a forgotten password and a new authenticator, step by step (screens.md 3.1).

Nothing that is typed outlives a step; Esc leads back, and leaving forgets everything.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from console.errors import SIGN_IN, ConsoleError, Refused
from console.stores.entering import EnteringStep, EnteringStore
from console.stores.error_words import error_with_code, wait_s
from resources.wording import Wording
from services.contract.first_sign_in import SecretPurpose
from ui.entering.done_page import DonePage
from ui.entering.pages import NamePage, SecretPage
from ui.entering.setup_page import SetUpPage
from widgets.announce import announce
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.theme import Theme

_WIDE_PX, _NARROW_PX, _HIGH_PX = 1040, 520, 96
_STEPS: Final = (EnteringStep.NAME, EnteringStep.SECRET, EnteringStep.SET_UP, EnteringStep.DONE)


class EnteringScreen(QWidget):
    """Signals: `left(username)`: back to the sign-in, with the name where it is known."""

    left = Signal(str)

    def __init__(
        self,
        store: EnteringStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._theme = theme
        self._wording = wording
        self._shown: EnteringStep | None = None
        self._title = PlainLabel(theme, role="display", parent=self)
        self._place = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self._back = Button(theme, "", key="Esc", parent=self)
        self._notice = Strip(theme, self)
        self._name = NamePage(theme, wording, self)
        self._secret = SecretPage(theme, wording, self)
        self._set_up = SetUpPage(theme, wording, self)
        self._done = DonePage(theme, self)
        self._pages = QStackedWidget(self)
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._build()
        self._connect()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; what was typed stays."""
        self._wording = wording
        self._speak()
        self._show()

    def begin(self, purpose: str, username: str) -> None:
        """Anew, with the name that was typed at the sign-in; a word of `SecretPurpose`."""
        self._shown = None
        for page in (self._secret, self._set_up):
            page.clear()
        self._name.begin(username)
        self._store.begin(SecretPurpose(purpose))
        self._speak()

    def take_focus(self) -> None:
        """Put the caret where typing goes on."""
        self._page().take_focus()

    def _speak(self) -> None:
        w, purpose = self._wording, self._store.purpose
        key = purpose.value.replace("_", "-")
        is_password = purpose is SecretPurpose.PASSWORD
        title = w.text("entering-forgotten-title" if is_password else f"entering-{key}-title")
        self._title.setText(title)
        self.setAccessibleName(title)
        self._back.set_label(w.text("signin-back"))
        self._name.set_wording(w, purpose)
        self._secret.set_wording(w, purpose)
        self._set_up.set_wording(w, purpose)

    def _page(self) -> NamePage | SecretPage | SetUpPage | DonePage:
        match self._store.step:
            case EnteringStep.NAME:
                return self._name
            case EnteringStep.SECRET:
                return self._secret
            case EnteringStep.SET_UP:
                return self._set_up
            case EnteringStep.DONE:
                return self._done

    def _show(self) -> None:
        w, store = self._wording, self._store
        steps = _STEPS[1:] if store.purpose is SecretPurpose.FACTOR else _STEPS
        place = steps.index(store.step) + 1 if store.step in steps else 1
        self._place.setText(w.text("entering-step", step=place, of=len(steps)))
        self._back.setVisible(store.step is not EnteringStep.DONE)
        for page in (self._name, self._secret, self._set_up):
            page.set_busy(store.is_busy)
        if store.step is not self._shown:
            self._turn()
        self._tell()

    def _turn(self) -> None:
        """Another step: what was typed before it goes."""
        store, self._shown = self._store, self._store.step
        if store.step is not EnteringStep.SECRET:
            self._secret.clear()
        if store.step is EnteringStep.SET_UP:
            self._set_up.show_offer(self._wording, store.offer)
        else:
            self._set_up.clear()
            self._set_up.show_offer(self._wording, None)
        self._done.show_codes(self._wording, store.purpose, store.codes)
        self._pages.setCurrentWidget(self._page())
        self._fit()
        if self.isVisible():
            self._page().take_focus()

    def _tell(self) -> None:
        store, w = self._store, self._wording
        if store.error is None:
            is_sent = store.step is EnteringStep.SECRET and bool(store.sent_to)
            if is_sent:
                self._notice.ask(w.text("entering-sent"), kind="info", icon="envelope-simple")
            else:
                self._notice.hide()
            return
        reason = _reason(store.error, "password")
        if reason:
            self._set_up.password.refuse(reason)
            self._notice.hide()
            return
        self._notice.ask(self._failure(store.error), kind="danger")
        announce(self, self._notice.accessibleName())
        if store.step is EnteringStep.SET_UP:
            self._set_up.clear_code()

    def _failure(self, error: ConsoleError) -> str:
        w, store = self._wording, self._store
        seconds = wait_s(error)
        if seconds is not None:
            return w.text("signin-slowed", seconds=seconds)
        if error.what == "sign_in_refused":
            is_secret = store.step is EnteringStep.SECRET
            return w.text("entering-secret-refused" if is_secret else "entering-code-refused")
        return error_with_code(w, error, SIGN_IN)

    def _go_back(self) -> None:
        store = self._store
        first = EnteringStep.SECRET if store.purpose is SecretPurpose.FACTOR else EnteringStep.NAME
        if store.step in (first, EnteringStep.DONE):
            self._leave()
        elif not store.is_busy:
            store.back()

    def _leave(self) -> None:
        name = self._store.sent_to
        self._store.forget()
        self.left.emit(name)

    def _finish(self, password: str, code: str) -> None:
        self._store.finish(password, code, "fr" if self._wording.language == "fr" else "en")

    def _fit(self) -> None:
        is_wide = self._store.step is EnteringStep.SET_UP
        has_notices = self._store.offer is not None and bool(self._store.offer.notices)
        has_room = is_wide and has_notices
        width, top = (_WIDE_PX, 24) if has_room else (_NARROW_PX, _HIGH_PX)
        self._body.setMaximumWidth(self._theme.scaled(width))
        self._column.setContentsMargins(24, top, 24, 24)

    def _connect(self) -> None:
        store = self._store
        store.changed.connect(self._show)
        self._name.submitted.connect(store.ask)
        self._name.skipped.connect(store.have_secret)
        self._secret.submitted.connect(store.give)
        self._set_up.submitted.connect(self._finish)
        self._done.left.connect(self._leave)
        self._back.clicked.connect(self._go_back)
        self._theme.theme_changed.connect(self._fit)

    def _build(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("entering")
        self._notice.setObjectName("entering_notice")
        self._back.setObjectName("entering_back")
        for page in (self._name, self._secret, self._set_up, self._done):
            self._pages.addWidget(page)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._title)
        top.addWidget(self._place, 1, Qt.AlignmentFlag.AlignBottom)
        top.addWidget(self._back)
        column = self._column
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(self._notice)
        column.addWidget(self._pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._body, 8)
        row.addStretch(1)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever turns away leaves nothing behind."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._secret.clear()
            self._set_up.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._store.step is not EnteringStep.DONE:
            self._go_back()
        else:
            super().keyPressEvent(event)


def _reason(error: ConsoleError, field: str) -> str:
    """Why the service refused one field of what was sent; empty where it is something else."""
    problems = error.problem.errors if isinstance(error, Refused) else None
    return next((each.reason for each in problems or [] if each.field == field), "")
