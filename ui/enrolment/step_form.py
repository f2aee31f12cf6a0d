"""The fields of a step: in sections, with what stands in them, what was changed, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.problems import FieldProblem
from ui.enrolment.words import reason_text
from ui.parts.fields import DayField, Field, LineField, NumberField, TickField
from ui.parts.radio_field import RadioField
from widgets.columns import Columns
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_LEAST_PX: Final = 330


class NotAccepted(Exception):
    """The contract does not take the value of a field."""

    def __init__(self, field: str) -> None:
        super().__init__("a field is not accepted")
        self.field = field


@dataclass(frozen=True)
class Section:
    """Fields that belong together under a title, and what else stands among them."""

    title: str
    parts: Sequence[QWidget]


class StepForm(QWidget):
    """Signals: `left()` when the keyboard leaves a field."""

    left = Signal()

    def __init__(
        self,
        sections: Sequence[Section],
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
        least_px: int = _LEAST_PX,
    ) -> None:
        super().__init__(parent)
        self._wording = wording
        every = [part for section in sections for part in section.parts]
        self.fields = {part.name: part for part in every if isinstance(part, Field)}
        self._first: dict[str, str] = {}
        parts = [_section(part, theme) for part in sections]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns(theme, parts, least_px, self))
        for field in self.fields.values():
            field.left.connect(self._check_left)
        self._first = self.raw()

    # Values

    def fill(self, values: Mapping[str, object]) -> None:
        """Put values of the contract in: what counts as nothing typed yet."""
        for name, value in values.items():
            field = self.fields.get(name)
            if field is not None:
                _put(field, value)
        self.fill_again()

    def fill_again(self) -> None:
        """What stands in the fields now counts as nothing typed."""
        self._first = self.raw()

    def raw(self) -> dict[str, str]:
        """Everything that stands in the fields."""
        return {name: field.raw() for name, field in self.fields.items()}

    def changed(self) -> dict[str, str]:
        """What was typed since it was filled."""
        return {name: raw for name, raw in self.raw().items() if raw != self._first.get(name, "")}

    def put(self, typed: Mapping[str, str]) -> None:
        """Put back what was typed."""
        for name, raw in typed.items():
            if name in self.fields:
                self.fields[name].set_raw(raw)

    def values(self) -> dict[str, object]:
        """The values of the contract, of the fields that are asked; raises `NotAccepted`."""
        found: dict[str, object] = {}
        for name, field in self.fields.items():
            if field.isHidden():
                continue
            if self.fault(field):
                raise NotAccepted(name)
            found[name] = field.value()
        return found

    # Faults

    def fault(self, field: Field) -> str:
        """What is wrong with what was typed; what is merely left out the service names."""
        key = field.fault()
        if not key or not field.raw().strip():
            return ""
        least, most = field.bounds if isinstance(field, NumberField) else (0.0, 0.0)
        numbers = {"least": self._wording.decimal(least, 0), "most": self._wording.decimal(most, 0)}
        return self._wording.text(key, **numbers)

    def complain(self) -> bool:
        """Show what is wrong and go to the first of it; False when nothing is."""
        found = []
        for field in self.fields.values():
            fault = "" if field.isHidden() else self.fault(field)
            field.show_error(fault)
            if fault:
                found.append(field)
        if found:
            self.go_to(found[0])
        return bool(found)

    def refuse(self, problems: Sequence[FieldProblem]) -> bool:
        """Say at its fields what is not taken or still needed, and go to the first."""
        reasons = {each.field.rsplit(".", 1)[-1]: each.reason for each in problems}
        found = []
        for name, field in self.fields.items():
            if name in reasons and not field.isHidden():
                field.show_error(reason_text(self._wording, reasons[name]))
                found.append(field)
        if found:
            self.go_to(found[0])
        return bool(found)

    def go_to(self, field: Field) -> None:
        """Bring a field into sight, with the keyboard in it."""
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        around: QWidget | None = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(field)

    def take_focus(self) -> None:
        """Put the keyboard in the first field that is empty, or else in the first."""
        shown = [field for field in self.fields.values() if not field.isHidden()]
        empty = [field for field in shown if not field.raw()]
        if shown:
            self.go_to((empty or shown)[0])

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, in reading order."""
        found: list[QWidget] = []
        for field in self.fields.values():
            found += field.stops() if isinstance(field, RadioField) else [field.control]
        return found

    def _check_left(self) -> None:
        field = self.sender()
        if isinstance(field, Field):
            field.show_error(self.fault(field))
            self.left.emit()


def _put(field: Field, value: object) -> None:
    match field, value:
        case _, None:
            field.set_raw("")
        case DayField(), _:
            field.set_known(str(value))
        case LineField(), _:
            field.set_raw(str(value))
        case TickField(), _:
            field.set_raw("yes" if value else "")
        case _, bool():
            field.set_raw("yes" if value else "no")
        case _:
            field.set_raw(str(value))


def _section(part: Section, theme: Theme) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    if part.title:
        column.addWidget(PlainLabel(theme, part.title, "section", "primary"))
    for widget in part.parts:
        column.addWidget(widget)
    return whole
