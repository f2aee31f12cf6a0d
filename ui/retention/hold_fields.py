"""Why a patient is held, and in which words: nothing is chosen ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.retention import HoldAsk, HoldReason
from services.contract.texts import says_enough
from ui.parts.fields import BoxField, Field
from ui.parts.radio_field import RadioField
from widgets.theme import Theme

_LONGEST: Final = 500


class HoldFields(QWidget):
    """The two fields of a hold."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = w = wording
        reasons = [(each.value, w.text(f"retention-hold-{each.value}")) for each in HoldReason]
        self.reason = RadioField("reason", w.text("retention-field-reason"), reasons, theme, self)
        self.words = BoxField("words", w.text("retention-field-words"), _LONGEST, theme, w, self)
        self._all: tuple[Field, ...] = (self.reason, self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for field in self._all:
            field.is_required = True
            column.addWidget(field)

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, in reading order."""
        return (*self.reason.stops(), self.words.control)

    def first_fault(self) -> QWidget | None:
        """Says under each field what is wrong with it, and gives the first such field's control."""
        wrong: list[QWidget] = []
        for field in self._all:
            fault = field.fault()
            if field is self.words and not fault and not says_enough(field.raw()):
                fault = "retention-field-words-short"
            field.show_error(self._wording.text(fault) if fault else "")
            if fault:
                wrong.append(field.control)
        return wrong[0] if wrong else None

    def show_refused(self, name: str) -> QWidget | None:
        """The service found something wrong with a field; None for one that is not here."""
        for field in self._all:
            if field.name == name:
                field.show_error(self._wording.text("retention-field-refused"))
                return field.control
        return None

    def ask(self) -> HoldAsk:
        """What was written; only without a fault."""
        return HoldAsk(reason=HoldReason(self.reason.raw()), words=self.words.raw().strip())
