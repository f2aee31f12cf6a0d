"""The dialogs that place a hold and end one: who, what will happen, and two buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from console.errors import ConsoleError
from console.stores.connection import ConnectionStore
from console.stores.hold_acts import HoldActs
from console.stores.settled_acts import refused_fields
from resources.wording import Wording
from services.contract.retention import Hold
from ui.parts.card_dialog import CardDialog
from ui.retention.hold_fields import HoldFields
from ui.retention.side_words import hold_text
from ui.retention.told_line import ToldLine
from ui.retention.words import refusal
from widgets.announce import announce
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 620
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class HoldDialog(CardDialog):
    """What both have; `who` names the patient as the list does. The act is believed when the
    service has answered.
    """

    word = ""
    """What the wording of the act begins with."""

    def __init__(
        self,
        acts: HoldActs,
        connection: ConnectionStore,
        who: str,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        super().__init__(theme, _WIDTH_PX, parent)
        self._acts = acts
        self._connection = connection
        self._wording = w = wording
        self._who = PlainLabel(theme, who, "body_strong", parent=self._body)
        self._effects = PlainLabel(
            theme, w.text(f"retention-{self.word}-effects"), "body", "secondary", self._body
        )
        self._leave = Button(theme, w.text(f"retention-{self.word}-leave"), "secondary", key="Esc")
        self._submit = Button(theme, "", "danger", key="Ctrl+↵")
        self._build()
        self._connect()
        self._show()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard where work begins."""
        self._cover(self)
        self._begin().setFocus(Qt.FocusReason.PopupFocusReason)

    def set_wording(self, wording: Wording) -> None:
        """Behind the mask, or not; the language does not change while the dialog is open."""
        self._wording = wording

    # What each of them says of itself

    def lines(self) -> Sequence[QWidget]:
        """What stands between who is meant and what will happen."""
        raise NotImplementedError

    def _begin(self) -> QWidget:
        raise NotImplementedError

    def _first_fault(self) -> QWidget | None:
        return None

    def _send(self) -> None:
        raise NotImplementedError

    def _show_refused(self, _name: str) -> QWidget | None:
        return None

    # Acts

    def _go(self) -> None:
        if self._acts.is_busy:
            return
        if self._acts.is_unsettled:
            self._acts.ask_again()
            return
        if self._connection.shows_offline:
            return
        wrong = self._first_fault()
        if wrong is not None:
            self._reach(wrong)
            return
        self._notice.hide()
        self._send()

    def _reach(self, control: QWidget) -> None:
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(control)

    def _end(self) -> None:
        self.hide()
        self.left.emit()

    # What is shown

    def _miss(self, error: ConsoleError) -> None:
        """What went wrong; what was typed stays, and is looked at where it was refused."""
        for problem in refused_fields(error):
            control = self._show_refused(problem.field)
            if control is not None:
                self._reach(control)
        if not self._acts.is_unsettled:
            self._notice.ask(refusal(self._wording, error), kind="danger")
        announce(self, self._notice.accessibleName())

    def _show(self) -> None:
        """A button whose act is on its way stays: disabled, it would lose the keyboard."""
        w, acts, is_offline = self._wording, self._acts, self._connection.shows_offline
        if acts.is_unsettled:
            self._notice.ask(w.text("retention-unsettled"))
        elif is_offline:
            self._notice.ask(w.text("retention-offline"), icon="wifi-slash")
        label = w.text(f"retention-{self.word}-submit")
        if acts.is_unsettled:
            label = w.text("forms-check")
        elif acts.is_busy:
            label = w.text("retention-place-submitting")
        self._submit.set_label(label)
        why_not = w.text("retention-offline") if is_offline else ""
        self._submit.set_enabled_because(not why_not or acts.is_unsettled, why_not)

    def _build(self) -> None:
        title = self._wording.text(f"retention-{self.word}-title")
        self.setObjectName("retention_hold_dialog")
        self._title.setText(title)
        self.setAccessibleName(f"{title}. {self._who.text()}")
        self._notice.setObjectName("retention_hold_notice")
        self._leave.setObjectName("retention_hold_leave")
        self._submit.setObjectName("retention_hold_submit")
        for label in (self._who, self._effects):
            label.set_wrapping()
        lines = (self._who, *self.lines(), self._effects)
        self._build_card(lines, (self._leave, self._submit), stretch_before=1)

    def _connect(self) -> None:
        self._leave.clicked.connect(self._end)
        self._submit.clicked.connect(self._go)
        self._acts.changed.connect(self._show)
        self._acts.failed.connect(self._miss)
        self._connection.changed.connect(self._show)

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


class PlaceHoldDialog(HoldDialog):
    """Asks why, and for words."""

    word = "place"

    def __init__(
        self,
        acts: HoldActs,
        connection: ConnectionStore,
        patient_id: UUID,
        who: str,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        self._patient_id = patient_id
        self.fields = HoldFields(theme, wording)
        super().__init__(acts, connection, who, theme, wording, parent)

    def lines(self) -> Sequence[QWidget]:
        return (self.fields,)

    def stops(self) -> Sequence[QWidget]:
        return self.fields.stops()

    def _begin(self) -> QWidget:
        return self.fields.reason.control

    def _first_fault(self) -> QWidget | None:
        return self.fields.first_fault()

    def _show_refused(self, name: str) -> QWidget | None:
        return self.fields.show_refused(name)

    def _send(self) -> None:
        self._acts.place(self._patient_id, self.fields.ask())


class EndHoldDialog(HoldDialog):
    """Shows the hold that would end; the safe answer has the keyboard."""

    word = "end"

    def __init__(
        self,
        acts: HoldActs,
        connection: ConnectionStore,
        hold: Hold,
        who: str,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        self._hold = hold
        text = hold_text(wording, hold)
        self._line = ToldLine(("lock-simple-fill", "warning"), text.reason, (text.placed,), theme)
        self._words = PlainLabel(theme, text.words, "body")
        self._words.set_wrapping()
        super().__init__(acts, connection, who, theme, wording, parent)

    def set_wording(self, wording: Wording) -> None:
        super().set_wording(wording)
        self._words.setText(hold_text(wording, self._hold).words)

    def lines(self) -> Sequence[QWidget]:
        return (self._line, self._words)

    def stops(self) -> Sequence[QWidget]:
        return ()

    def _begin(self) -> QWidget:
        return self._leave

    def _send(self) -> None:
        self._acts.end(self._hold)
