"""The locked screen (screens.md 1.6, 3.1): nothing of a patient, nothing of what is behind it.

Light like the sign-in screen: no contract object is loaded here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.errors import ConsoleError
from console.session import Session
from console.stores.error_words import wait_s
from resources.wording import Wording
from ui.lock.covered import LockedLook
from ui.lock.failures import failure_text
from widgets.brand_panel import BrandPanel
from widgets.button import Button
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.text_field import TextField
from widgets.theme import Theme

_FORM_PX = 400
_TICK_MS = 1000
_MOST_CHARACTERS = 128


class LockScreen(QWidget):
    """Opens with the password of whoever locked it. Signals: `switch_wanted()` for another person.

    `look` is asked each second for what is shown of the work.
    """

    switch_wanted = Signal()

    def __init__(
        self, session: Session, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._wording = wording
        self._look: Callable[[], LockedLook] | None = None
        self._failure: ConsoleError | None = None
        self._wait_until: datetime | None = None
        self._brand = BrandPanel(theme, self)
        self._product = PlainLabel(theme, role="display", tone="rail_strong", parent=self._brand)
        self._purpose = PlainLabel(theme, role="title", tone="rail", parent=self._brand)
        self._emergency = PlainLabel(theme, role="body", tone="rail", parent=self._brand)
        self._form = QWidget(self)
        self._time = PlainLabel(theme, role="display", parent=self._form)
        self._title = PlainLabel(theme, role="title", parent=self._form)
        self._icon = IconLabel(theme, "info", "text.secondary", 16, self._form)
        self._watch = PlainLabel(theme, role="body", tone="secondary", parent=self._form)
        self._counts_icon = IconLabel(theme, "tray", "text.secondary", 16, self._form)
        self._counts = PlainLabel(theme, role="body_strong", parent=self._form)
        self._password = TextField(theme, "", parent=self._form)
        self._unlock = Button(theme, "", "primary", key="↵", parent=self._form)
        self._switch = Button(theme, "", "secondary", key="Ctrl+Shift+U", parent=self._form)
        self._ticks = QTimer(self)
        self._build()
        self._connect()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self.setAccessibleName(w.text("lock-screen"))
        self._product.setText(w.text("signin-product"))
        self._purpose.setText(w.text("signin-purpose"))
        self._emergency.setText(w.text("signin-not-emergency"))
        self._password.set_label(w.text("signin-password"))
        self._password.make_secret(
            w.text("signin-show-password"),
            w.text("signin-hide-password"),
            w.text("signin-caps-lock"),
        )
        self._unlock.set_label(w.text("lock-unlock"))
        self._switch.set_label(w.text("lock-switch"))
        self._refresh()

    def open_with(self, look: Callable[[], LockedLook]) -> None:
        """Show whose session is locked, with an empty field."""
        self._look = look
        self._failure = self._wait_until = None
        self._password.clear()
        self._refresh()
        self._ticks.start()

    def leave(self) -> None:
        """Forget everything: it was unlocked, or the session is over."""
        self._ticks.stop()
        self._look = None
        self._failure = self._wait_until = None
        self._password.clear()
        for label in (self._title, self._watch, self._counts, self._time):
            label.setText("")

    def take_focus(self) -> None:
        """Put the caret into the field."""
        self._password.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._password.edit.setObjectName("lock_password")
        self._password.edit.setMaxLength(_MOST_CHARACTERS)
        self._unlock.setObjectName("lock_unlock")
        self._switch.setObjectName("lock_switch")
        self._ticks.setInterval(_TICK_MS)
        for label in (self._title, self._watch, self._product, self._purpose, self._emergency):
            label.set_wrapping()
        brand = QVBoxLayout(self._brand)
        brand.setContentsMargins(56, 56, 56, 40)
        brand.setSpacing(6)
        brand.addWidget(self._product)
        brand.addWidget(self._purpose)
        brand.addStretch(1)
        brand.addWidget(self._emergency)
        self._build_form()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._brand, 1)
        row.addWidget(self._form, 1, Qt.AlignmentFlag.AlignHCenter)
        self._fit()

    def _build_form(self) -> None:
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(10)
        column.addStretch(2)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel(self._theme, "lock-simple", "text.secondary", 24, self._form))
        head.addWidget(self._time, 1)
        column.addLayout(head)
        column.addWidget(self._title)
        for icon, label in ((self._icon, self._watch), (self._counts_icon, self._counts)):
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(icon)
            line.addWidget(label, 1)
            column.addLayout(line)
        column.addSpacing(10)
        column.addWidget(self._password)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._unlock, 1)
        buttons.addWidget(self._switch, 1)
        column.addLayout(buttons)
        column.addStretch(3)

    def _connect(self) -> None:
        self._session.busy_changed.connect(self._follow_busy)
        self._session.unlock_failed.connect(self._fail)
        self._password.entered.connect(self._submit)
        self._unlock.clicked.connect(self._submit)
        self._switch.clicked.connect(self.switch_wanted)
        keys = QShortcut(QKeySequence("Ctrl+Shift+U"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.switch_wanted)
        self._ticks.timeout.connect(self._refresh)
        self._theme.theme_changed.connect(self._fit)

    def _fit(self) -> None:
        self._form.setFixedWidth(self._theme.scaled(_FORM_PX))

    def _submit(self) -> None:
        if self._session.is_busy or self._seconds_left():
            return
        typed = self._password.text
        if not typed:
            self._password.show_error(self._wording.text("signin-password-missing"))
            return
        self._failure = None
        self._session.unlock(typed)

    def _follow_busy(self, is_busy: bool) -> None:
        self._unlock.setEnabled(not is_busy and not self._seconds_left())

    def _fail(self, error: ConsoleError) -> None:
        self._failure = error
        seconds = wait_s(error)
        if seconds is not None:
            self._wait_until = datetime.now(UTC) + timedelta(seconds=seconds)
        self._password.clear()
        self._refresh()
        self.take_focus()

    def _refresh(self) -> None:
        """The time, what waits, and how long another try has to."""
        w, me = self._wording, self._session.me
        if me is None or self._look is None:
            return
        self._title.setText(w.text("lock-title", name=me.person.name))
        self._time.setText(w.time(self._session.server_now()))
        look = self._look()
        self._watch.setText(look.watch)
        self._icon.setVisible(bool(look.watch))
        if look.watch:
            self._icon.set_icon(look.watch_icon, look.watch_token)
        self._counts.setText(look.counts)
        self._counts_icon.setVisible(bool(look.counts))
        self._show_failure()

    def _show_failure(self) -> None:
        seconds = self._seconds_left()
        if self._wait_until is not None and seconds == 0:
            self._failure = self._wait_until = None
        text = "" if self._failure is None else failure_text(self._wording, self._failure, seconds)
        if text != self._password.error:
            self._password.show_error(text)
        self._unlock.setEnabled(not self._session.is_busy and seconds == 0)

    def _seconds_left(self) -> int:
        if self._wait_until is None:
            return 0
        return max(0, round((self._wait_until - datetime.now(UTC)).total_seconds()))
