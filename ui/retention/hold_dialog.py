"""The dialogs that place a hold and end one: who, what will happen, and two buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.errors import ConsoleError
from console.stores.connection import ConnectionStore
from console.stores.hold_acts import HoldActs
from resources.wording import Wording
from services.contract.retention import Hold, HoldReason
from ui.parts.settled_dialog import SettledDialog
from ui.parts.told_line import ToldLine
from ui.retention.hold_fields import HoldFields
from ui.retention.side_words import hold_text
from ui.retention.words import refusal
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 620


class HoldDialog(SettledDialog):
    """What both have; `who` names the patient as the list does."""

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
        w = wording
        super().__init__(
            "retention_hold", "retention", acts, connection, theme, w, parent, width_px=_WIDTH_PX,
            leave=w.text(f"retention-{self.word}-leave"), submit="danger",
        )  # fmt: skip
        self._holds = acts
        self._who = PlainLabel(theme, who, "body_strong", parent=self._body)
        self._effects = PlainLabel(
            theme, w.text(f"retention-{self.word}-effects"), "body", "secondary", self._body
        )
        title = w.text(f"retention-{self.word}-title")
        self._title.setText(title)
        self.setAccessibleName(f"{title}. {self._who.text()}")
        for label in (self._who, self._effects):
            label.set_wrapping()
        lines = (self._who, *self.lines(), self._effects)
        self._build_card(lines, (self.leave, self.submit), stretch_before=1)
        self._follow()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard where work begins."""
        self._cover(self)
        self._begin().setFocus(Qt.FocusReason.PopupFocusReason)

    def set_wording(self, wording: Wording) -> None:
        """Behind the mask, or not; the language does not change while the dialog is open."""
        self._wording = wording

    def lines(self) -> Sequence[QWidget]:
        """What stands between who is meant and what will happen."""
        raise NotImplementedError

    def _begin(self) -> QWidget:
        raise NotImplementedError

    def submit_label(self) -> str:
        return self._wording.text(f"retention-{self.word}-submit")

    def busy_label(self) -> str:
        return self._wording.text("retention-place-submitting")

    def refusal(self, error: ConsoleError) -> str:
        return refusal(self._wording, error)


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
        self.fields.reason.chosen.connect(self._tell_effects)

    def lines(self) -> Sequence[QWidget]:
        return (self.fields,)

    def _tell_effects(self) -> None:
        """Whoever limits the processing is told how little of it this limits."""
        told = ["retention-place-effects"]
        if self.fields.reason.raw() == HoldReason.LIMITATION:
            told.append("retention-place-limits")
        self._effects.setText(" ".join(map(self._wording.text, told)))

    def stops(self) -> Sequence[QWidget]:
        return self.fields.stops()

    def _begin(self) -> QWidget:
        return self.fields.reason.control

    def first_fault(self) -> QWidget | None:
        return self.fields.first_fault()

    def show_refused(self, name: str, _reason: str) -> QWidget | None:
        return self.fields.show_refused(name)

    def send(self) -> None:
        self._holds.place(self._patient_id, self.fields.ask())


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
        return self.leave

    def send(self) -> None:
        self._holds.end(self._hold)
