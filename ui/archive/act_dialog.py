"""A dialog around one act that is done on what was read just before: it is asked for, sent once,
and what went wrong is said where it can be mended.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from console.errors import ConsoleError
from console.models.identity_text import identity_line
from console.stores.connection import ConnectionStore
from console.stores.read_first import ReadFirst
from console.stores.settled_acts import refused_fields, standing
from resources.wording import Wording
from ui.archive.words import refusal, refused_field
from ui.parts.card_dialog import CardDialog
from ui.parts.held_line import HeldLine
from ui.parts.loading import Loading
from widgets.announce import announce
from widgets.button import Button
from widgets.theme import Theme

_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ActDialog(CardDialog):
    """`name` begins the names of its parts and of its texts: `-title`, `-leave`, `-submitting`,
    `-offline`, `-unsettled`.
    """

    def __init__(
        self,
        name: str,
        store: ReadFirst[Any],
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
        *,
        width_px: int,
        submit: str,
    ) -> None:
        super().__init__(theme, width_px, parent)
        self._name = name
        self._store = store
        self._connection = connection
        self._wording = wording
        self._who = HeldLine(theme, wording, self._body)
        self._loading = Loading(theme, wording, self._body)
        self.leave = Button(theme, wording.text(f"{name}-leave"), "secondary", key="Esc")
        self.submit = Button(theme, "", submit, key="Ctrl+↵")
        self.setObjectName(f"{name}_dialog")
        self._notice.setObjectName(f"{name}_notice")
        self.leave.setObjectName(f"{name}_leave")
        self.submit.setObjectName(f"{name}_submit")

    # What each of them says

    def first_fault(self) -> QWidget | None:
        """Says under each field what is wrong with it, and gives the first such field's control."""
        raise NotImplementedError

    def show_refused(self, name: str, text: str) -> QWidget | None:
        """What the service found wrong with a field; None for one that is not asked."""
        raise NotImplementedError

    def send(self) -> None:
        """Begin the act with what was typed; only without a fault."""
        raise NotImplementedError

    def show_found(self, *, has_found: bool) -> None:
        """Show what was read, or nothing."""
        raise NotImplementedError

    def submit_label(self) -> str:
        """What the button does."""
        raise NotImplementedError

    @property
    def can_send(self) -> bool:
        """Whether what was read lets the act be done."""
        return True

    # Acts

    def is_of(self, store: ReadFirst[Any]) -> bool:
        """Whether its act is one of this store."""
        return store is self._store

    def set_wording(self, wording: Wording) -> None:
        """Behind the mask, or not; the language does not change while the dialog is open."""
        self._wording = wording
        self._show_who()

    def _open(self) -> None:
        """Build what is below, then cover the screen."""
        store = self._store
        self.leave.clicked.connect(self._end)
        self.submit.clicked.connect(self._go)
        self._notice.accepted.connect(store.read)
        self._loading.stopped.connect(self._end)
        store.was_read.connect(self._take)
        store.changed.connect(self._offer)
        store.failed.connect(self._miss)
        self._connection.changed.connect(self._show)
        self._take()

    def _go(self) -> None:
        store = self._store
        if store.is_unsettled:
            store.ask_again()
            return
        if store.found is None or store.is_busy or not self.can_send:
            return
        if store.read_error is not None:
            store.read()
            return
        fault = self.first_fault()
        if fault is not None:
            self._reach(fault)
            return
        self._notice.hide()
        self.send()

    def _reach(self, control: QWidget) -> None:
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(control)

    def _end(self) -> None:
        self._store.leave()
        self.hide()
        self.left.emit()

    # What is shown

    def _take(self) -> None:
        self._loading.stop()
        self.show_found(has_found=self._store.found is not None)
        self._show()

    def _miss(self, error: ConsoleError) -> None:
        """What went wrong; what was typed stays, and is looked at where it was refused."""
        for problem in refused_fields(error):
            text = refused_field(self._wording, problem.reason)
            control = self.show_refused(problem.field, text)
            if control is not None:
                self._reach(control)
        text = refusal(self._wording, error, standing(error), self._name)
        if self._store.is_unsettled:
            text = self._wording.text(f"{self._name}-unsettled")
        self._notice.ask(text, kind="danger")
        announce(self, self._notice.accessibleName())
        self._offer()

    def _show(self) -> None:
        w, store = self._wording, self._store
        self._show_who()
        is_settled = not store.is_busy and not store.is_unsettled
        if store.found is None and store.read_error is None and is_settled:
            self._loading.show()
            self._loading.start()
        else:
            self._loading.hide()
        if store.read_error is not None:
            text = refusal(w, store.read_error, None, self._name)
            self._notice.ask(text, accept=w.text("triage-retry"), kind="danger")
        elif store.is_unsettled:
            self._notice.ask(w.text(f"{self._name}-unsettled"), kind="danger")
        elif self._connection.shows_offline:
            self._notice.ask(w.text(f"{self._name}-offline"), icon="wifi-slash")
        elif self._notice.accessibleName() == w.text(f"{self._name}-offline"):
            self._notice.hide()
        self._offer()

    def _show_who(self) -> None:
        patient = self._store.patient
        if patient is not None:
            whole = identity_line(self._wording.masked(False), patient)
            self._who.show_line(whole, identity_line(self._wording, patient))
        self._title.setText(self._wording.text(f"{self._name}-title"))
        self.setAccessibleName(f"{self._title.text()}. {self._who.text}")

    def _offer(self) -> None:
        """A button whose act is on its way stays: disabled, it would lose the keyboard."""
        w, store = self._wording, self._store
        label = self.submit_label()
        if store.is_unsettled:
            label = w.text("forms-check")
        elif store.is_busy:
            label = w.text(f"{self._name}-submitting")
        self.submit.set_label(label)
        why_not = w.text(f"{self._name}-offline") if self._connection.shows_offline else ""
        can = store.found is not None and self.can_send and not why_not
        self.submit.set_enabled_because(can or store.is_busy or store.is_unsettled, why_not)

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
