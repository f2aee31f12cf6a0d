"""A dialog around one act that is believed when the service has answered: sent once, asked for
again under its own key when its answer was lost; what went wrong is said where it can be mended.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from console.errors import ConsoleError
from console.stores.connection import ConnectionStore
from console.stores.settled_acts import SettledActs, refused_fields
from resources.wording import Wording
from ui.parts.card_dialog import CardDialog
from widgets.announce import announce
from widgets.button import Button
from widgets.theme import Theme

_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SettledDialog(CardDialog):
    """`name` begins the names of its parts, `said` its texts: `-offline`, `-unsettled`.

    Whoever makes one builds its card, then calls `_follow`.
    """

    def __init__(
        self,
        name: str,
        said: str,
        store: SettledActs,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
        *,
        width_px: int,
        leave: str,
        submit: str,
    ) -> None:
        super().__init__(theme, width_px, parent)
        self._said = said
        self._settled = store
        self._connection = connection
        self._wording = wording
        self._is_offline_told = False
        self.leave = Button(theme, leave, "secondary", key="Esc")
        self.submit = Button(theme, "", submit, key="Ctrl+↵")
        self.setObjectName(f"{name}_dialog")
        self._notice.setObjectName(f"{name}_notice")
        self.leave.setObjectName(f"{name}_leave")
        self.submit.setObjectName(f"{name}_submit")

    # What each of them says

    def first_fault(self) -> QWidget | None:
        """Says under each field what is wrong with it, and gives the first such field's control."""
        return None

    def show_refused(self, _name: str, _reason: str) -> QWidget | None:
        """What the service found wrong with a field; None for one that is not asked."""
        return None

    def send(self) -> None:
        """Begin the act with what was typed; only without a fault."""
        raise NotImplementedError

    def submit_label(self) -> str:
        """What the button does."""
        raise NotImplementedError

    def busy_label(self) -> str:
        """What it says while the act is on its way."""
        raise NotImplementedError

    def refusal(self, error: ConsoleError) -> str:
        """Why the act was not done."""
        raise NotImplementedError

    @property
    def can_send(self) -> bool:
        """Whether the act can be done at all."""
        return True

    # Acts

    def is_of(self, store: SettledActs) -> bool:
        """Whether its act is one of this store."""
        return store is self._settled

    def _follow(self) -> None:
        self.leave.clicked.connect(self._end)
        self.submit.clicked.connect(self._go)
        self._settled.changed.connect(self._show)
        self._settled.failed.connect(self._miss)
        self._connection.changed.connect(self._show)
        self._show()

    def _go(self) -> None:
        if self._settled.is_busy:
            return
        if self._settled.is_unsettled:
            self._settled.ask_again()
            return
        if not self.can_send or self._connection.shows_offline:
            return
        fault = self.first_fault()
        if fault is not None:
            self._reach(fault)
            return
        self._notice.hide()
        self.send()

    def _reach(self, control: QWidget) -> None:
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()
        self._scroll.ensureWidgetVisible(control)

    def _end(self) -> None:
        self.hide()
        self.left.emit()

    # What is shown

    def _miss(self, error: ConsoleError) -> None:
        """What went wrong; what was typed stays, and is looked at where it was refused."""
        for problem in refused_fields(error):
            control = self.show_refused(problem.field, problem.reason)
            if control is not None:
                self._reach(control)
        if not self._settled.is_unsettled:
            self._notice.ask(self.refusal(error), kind="danger")
        announce(self, self._notice.accessibleName())

    def _show(self) -> None:
        """A button whose act is on its way stays: disabled, it would lose the keyboard."""
        w, acts, is_offline = self._wording, self._settled, self._connection.shows_offline
        offline = w.text(f"{self._said}-offline")
        if acts.is_unsettled:
            self._notice.ask(w.text(f"{self._said}-unsettled"), kind="danger")
        elif is_offline:
            self._notice.ask(offline, icon="wifi-slash")
        elif self._is_offline_told:
            self._notice.hide()
        self._is_offline_told = is_offline and not acts.is_unsettled
        label = self.submit_label()
        if acts.is_unsettled:
            label = w.text("forms-check")
        elif acts.is_busy:
            label = self.busy_label()
        self.submit.set_label(label)
        can = self.can_send and not is_offline
        why_not = offline if is_offline else ""
        self.submit.set_enabled_because(can or acts.is_busy or acts.is_unsettled, why_not)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if self.isHidden():
            pass  # the key that ended it goes on through it
        elif event.key() == Qt.Key.Key_Escape:
            self._end()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go()
        elif event.key() in _ENTER and isinstance(focus, QPushButton):
            focus.click()
        event.accept()
