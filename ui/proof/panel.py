"""The question for a fresh proof, in place: password and code, while the form around it stays
(screens.md 1.6).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.errors import ACCESS, ConsoleError, Offline
from console.stores.proven_act import ProofState, ProvenAct
from resources.wording import Wording
from ui.code_field import CodeField
from widgets.announce import announce
from widgets.button import Button
from widgets.icon_label import IconLabel
from widgets.in_sight import bring_into_sight
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.text_field import TextField
from widgets.theme import Theme

_WIDEST_PX = 420
_TICK_MS = 1000
_MOST_CHARACTERS = 128
_ASKING = (ProofState.ASKED, ProofState.PROVING)
_ESCAPE = "Esc"
_KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress})


class ProofPanel(QFrame):
    """Shows itself while its act waits for a proof; what is typed goes with every answer and
    whenever the panel is out of sight. `back` gets the keyboard once nothing is asked any more.
    """

    def __init__(
        self,
        act: ProvenAct,
        back: QWidget,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._act = act
        self._back = back
        self._theme = theme
        self._wording = wording
        self._is_open = self._owes_keyboard = False
        self._quiet: list[Button] = []
        self._around: list[QWidget] = []
        self._title = PlainLabel(theme, role="title", parent=self)
        self._body = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._failure = Strip(theme, self)
        self._fields = QWidget(self)
        self._password = TextField(theme, "", parent=self._fields)
        self._code = CodeField(theme, wording, "proof", self._fields)
        self._go = Button(theme, "", "primary", key="↵", parent=self._fields)
        self._cancel = Button(theme, "", "secondary", key=_ESCAPE, parent=self._fields)
        self._ticks = QTimer(self)
        self._build()
        act.changed.connect(self._follow)
        self.hide()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; what was typed stays."""
        self._wording = w = wording
        self.setAccessibleName(w.text("proof-title"))
        self._title.setText(w.text("proof-title"))
        self._body.setText(w.text("proof-body"))
        self._password.set_label(w.text("signin-password"))
        self._password.make_secret(
            w.text("signin-show-password"),
            w.text("signin-hide-password"),
            w.text("signin-caps-lock"),
        )
        self._code.set_wording(w)
        self._cancel.set_label(w.text("proof-cancel"))
        self._show_state()

    def take_focus(self) -> None:
        """Type the password."""
        self._password.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def catch_up(self) -> None:
        """Show what the act asks already, where the panel was made after it began to."""
        self._follow()

    def _build(self) -> None:
        self.setObjectName("proof_panel")
        self.setProperty("card", True)
        self._body.set_wrapping()
        self._failure.setObjectName("proof_failure")
        self._password.edit.setObjectName("proof_password")
        self._password.edit.setMaxLength(_MOST_CHARACTERS)
        self._password.entered.connect(self._go_to_code)
        self._code.entered.connect(self._submit)
        self._go.setObjectName("proof_confirm")
        self._go.clicked.connect(self._submit)
        self._cancel.setObjectName("proof_cancel")
        self._cancel.clicked.connect(self._act.cancel)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self._show_state)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(self._theme, "shield-check", "accent", 20, self))
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(10)
        column.addLayout(head)
        for widget in (self._body, self._failure, self._fields):
            column.addWidget(widget)
        self._build_fields()
        self._theme.theme_changed.connect(self._fit)
        self._fit()

    def _build_fields(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._go)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self._fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._password)
        column.addWidget(self._code)
        column.addLayout(buttons)
        column.addWidget(self._code.other, 0, Qt.AlignmentFlag.AlignLeft)
        QWidget.setTabOrder(self._cancel, self._code.other)

    def _fit(self) -> None:
        self._fields.setMaximumWidth(self._theme.scaled(_WIDEST_PX))

    def _go_to_code(self) -> None:
        if self._has_password():
            self._code.take_focus()

    def _has_password(self) -> bool:
        missing = "" if self._password.text else self._wording.text("signin-password-missing")
        self._password.show_error(missing)
        return not missing

    def _submit(self) -> None:
        if self._act.state is not ProofState.ASKED or self._act.seconds_left:
            return
        if not self._has_password():
            self.take_focus()
            return
        code = self._code.whole()
        if code:
            self._act.prove(self._password.text, code)

    def _follow(self) -> None:
        was_open, self._is_open = self._is_open, self._act.state in _ASKING
        if self._is_open and not was_open:
            self._open()
        elif was_open and not self._is_open:
            self._close()
        elif self._act.proof_error is not None:
            self._forget_typed()
            self.take_focus()
        self._show_state()
        if self._act.state is ProofState.IDLE:
            self._give_back()
        elif self._act.proof_error is not None:
            announce(self, self._failure.accessibleName())

    def _open(self) -> None:
        self._owes_keyboard = True
        self._code.clear()
        self.show()
        self._take_escape()
        self.take_focus()
        bring_into_sight(self)
        self._ticks.start()
        announce(self, self._wording.text("proof-title"))

    def _close(self) -> None:
        self._ticks.stop()
        self._give_escape_back()
        self.hide()

    def _take_escape(self) -> None:
        """Esc ends the question first, wherever the keyboard is on its screen: neither the form nor
        the screen is left with it, and no other button around shows it.
        """
        self._give_escape_back()
        around = self.parentWidget()
        while around is not None and not around.isWindow():
            around.installEventFilter(self)
            self._around.append(around)
            if not self._quiet:
                others = (each for each in around.findChildren(Button) if each is not self._cancel)
                self._quiet = [each for each in others if each.key == _ESCAPE and each.isVisible()]
            around = around.parentWidget()
        for button in self._quiet:
            button.set_key("")

    def _give_escape_back(self) -> None:
        for around in self._around:
            around.removeEventFilter(self)
        for button in self._quiet:
            button.set_key(_ESCAPE)
        self._quiet, self._around = [], []

    def _give_back(self) -> None:
        if self._owes_keyboard and self._back.isVisible() and self._back.isEnabled():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._owes_keyboard = False

    def _forget_typed(self) -> None:
        self._password.clear()
        self._code.clear_text()

    def _show_state(self) -> None:
        w, act = self._wording, self._act
        is_proving = act.state is ProofState.PROVING
        self._go.set_label(w.text("signin-continuing" if is_proving else "proof-confirm"))
        self._go.setEnabled(not is_proving and not act.seconds_left)
        error = act.proof_error
        if error is None:
            self._failure.hide()
            return
        text = _failure_text(w, error, act.seconds_left)
        if text != self._failure.accessibleName() or self._failure.isHidden():
            self._failure.ask(text, kind="danger")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._forget_typed()

    def eventFilter(self, _around: QObject, event: QEvent) -> bool:
        """What goes out from around the question; what is pressed in it comes here by itself."""
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_Escape or not self.isVisible():
            return False
        event.accept()
        # A shortcut that is kept from its screen comes once more, as a key.
        if event.type() is QEvent.Type.KeyPress:
            self._act.cancel()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._act.cancel()
        else:
            super().keyPressEvent(event)


def _failure_text(w: Wording, error: ConsoleError, seconds_left: int) -> str:
    """What to do next; never which of the two was wrong."""
    if isinstance(error, Offline):
        return w.text("proof-unreachable")
    match error.what:
        case "too_many_requests" if seconds_left:
            return w.text("signin-slowed", seconds=seconds_left)
        case "too_many_requests":
            return w.text("proof-again")
        case "step_up_refused" | "invalid_body":
            return w.text("proof-refused")
        case _:
            return w.text("proof-failed", code=error.support_code(ACCESS))
