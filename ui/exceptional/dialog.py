"""The dialog that opens the record of a patient of another unit: who and why, what will happen,
and the proof of who asks (screens.md 1.7, 1.9).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from console.stores.connection import ConnectionStore
from console.stores.exceptional import Asking, ExceptionalAccessStore
from console.stores.proven_act import ProofState
from resources.wording import Wording
from services.contract.exceptional_access import ExceptionalAccessAsk
from ui.exceptional.confirm import Effects
from ui.exceptional.fields import AccessFields
from ui.exceptional.words import is_about_who, lost, refusal
from ui.parts.card_dialog import CardDialog
from ui.proof.panel import ProofPanel
from widgets.announce import announce
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX = 620
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class AccessDialog(CardDialog):
    """Who and why, then what will happen."""

    def __init__(
        self,
        store: ExceptionalAccessStore,
        connection: ConnectionStore,
        now: Callable[[], datetime],
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        super().__init__(theme, _WIDTH_PX, parent)
        self._store = store
        self._connection = connection
        self._now = now
        self._wording = wording
        self._ask: ExceptionalAccessAsk | None = None
        self._intro = PlainLabel(theme, role="body", tone="secondary", parent=self._body)
        self._fields = AccessFields(theme, wording, self._body)
        self._effects = Effects(theme, wording, self._body)
        self._leave = Button(theme, wording.text("exceptional-leave"), key="Esc")
        self._change = Button(theme, wording.text("exceptional-change"), "secondary")
        self._open = Button(theme, "", "primary")
        self._proof = ProofPanel(store.act, self._open, theme, wording, self._body)
        self._build()
        self._connect()
        self._show()

    @property
    def is_confirming(self) -> bool:
        """Whether it says what will happen; before, it asks who and why."""
        return self._ask is not None

    def open_up(self) -> None:
        """Cover the screen, with the keyboard where the patient is named."""
        self._cover(self)
        self._fields.take_focus()

    def set_wording(self, wording: Wording) -> None:
        """Behind the mask, or not."""
        self._wording = wording
        self._fields.set_masked(wording.is_masked)
        self._show()

    # Steps

    def _go_on(self) -> None:
        """From who and why to what will happen; there the safe answer has the keyboard."""
        ask = self._fields.ask()
        if ask is not None:
            self._store.give_up()
            self._ask = ask
            # Before the fields go, and seen where it stands: only Tab tells Qt that keys lead.
            self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
            self._leave.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._show()
            announce(self, f"{self._title.text()}. {self._effects.who}")

    def _go_back(self) -> None:
        self._ask = None
        self._store.give_up()
        self._show()
        self._fields.take_focus()

    def _go(self) -> None:
        if self._ask is None:
            self._go_on()
        elif self._store.asking is not Asking.UNKNOWN:
            self._store.ask(self._ask)

    def _end(self) -> None:
        self._store.give_up()
        self.hide()
        self.left.emit()

    # What is shown

    def _follow(self) -> None:
        error = self._store.asking_error
        if self._ask is not None and error is not None and is_about_who(error):
            self._ask = None
            self._show()
            self._fields.take_focus()
        else:
            self._show()
        if error is not None and self._notice.isVisible():
            announce(self, self._notice.accessibleName())

    def _show(self) -> None:
        w, ask = self._wording, self._ask
        title = w.text("exceptional-title" if ask is None else "exceptional-confirm-title")
        self._title.setText(title)
        self.setAccessibleName(title)
        for asked in (self._intro, self._fields):
            asked.setVisible(ask is None)
        for told in (self._effects, self._change):
            told.setVisible(ask is not None)
        if ask is not None:
            self._effects.show_ask(w, ask, self._now())
        self._show_notice()
        self._offer()

    def _show_notice(self) -> None:
        w, store = self._wording, self._store
        if store.asking is Asking.UNKNOWN:
            accept = w.text("exceptional-find-out") if store.act.state is ProofState.IDLE else ""
            self._notice.ask(lost(w, store.asking_error), accept=accept)
        elif store.asking is Asking.FAILED and store.asking_error is not None:
            self._notice.ask(refusal(w, store.asking_error), kind="danger")
        elif self._connection.shows_offline:
            self._notice.ask(w.text("exceptional-offline"), icon="wifi-slash")
        else:
            self._notice.hide()

    def _offer(self) -> None:
        """A button whose act is on its way stays: disabled, it would lose the keyboard."""
        w, state = self._wording, self._store.act.state
        is_sending = state is ProofState.SENDING
        if self._ask is None:
            self._open.set_label(w.text("exceptional-continue"))
            self._open.set_enabled_because(True)
            self._open.set_key("↵")
            return
        self._open.set_label(w.text("exceptional-opening" if is_sending else "exceptional-open"))
        self._open.set_key("")
        is_offline = self._connection.shows_offline
        can_go = state in (ProofState.IDLE, ProofState.SENDING) and not is_offline
        can_go = can_go and self._store.asking is not Asking.UNKNOWN
        why = w.text("exceptional-offline") if is_offline else ""
        self._open.set_enabled_because(can_go, why)
        self._change.setEnabled(not is_sending)

    def _build(self) -> None:
        w = self._wording
        self.setObjectName("exceptional_dialog")
        for part, name in (
            (self._notice, "exceptional_notice"),
            (self._leave, "exceptional_leave"),
            (self._change, "exceptional_change"),
            (self._open, "exceptional_open"),
        ):
            part.setObjectName(name)
        self._intro.setText(w.text("exceptional-intro"))
        self._intro.set_wrapping()
        self._build_card(
            (self._intro, self._fields, self._effects, self._proof),
            (self._leave, self._change, self._open),
            stretch_before=2,
        )

    def _connect(self) -> None:
        self._leave.clicked.connect(self._end)
        self._change.clicked.connect(self._go_back)
        self._open.clicked.connect(self._go)
        self._notice.accepted.connect(self._store.find_out)
        self._store.changed.connect(self._follow)
        self._connection.changed.connect(self._show)

    def stops(self) -> Sequence[QWidget]:
        return [
            *self._fields.stops(),
            *self._effects.findChildren(QWidget),
            *self._proof.findChildren(QWidget),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if self.isHidden():
            pass  # the key that answered the proof went through it, and it is over
        elif event.key() == Qt.Key.Key_Escape:
            self._end()
        elif event.key() in _ENTER and isinstance(focus, QPushButton):
            focus.click()
        elif event.key() in _ENTER and not self.is_confirming:
            self._go_on()
        event.accept()
