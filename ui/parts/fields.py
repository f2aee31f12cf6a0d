"""The fields that forms are made of: each with its name above, its fault below, and its value as
text, so that what was typed can be kept and put back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from console.models.typed_day import WHOLE_LENGTH, read_day, typed_day
from resources.wording import Wording
from ui.parts.fault_line import FaultLine
from ui.parts.text_box import MOST_CHARACTERS, TextBox
from widgets.plain_label import PlainLabel
from widgets.text_field import TextField
from widgets.theme import Theme

_LONGEST_DAY: Final = 12
_LONGEST_NUMBER: Final = 8
_BOX_PX: Final = 92


class Field(QWidget):
    """One value of a form, `name` in the contract.

    Signals: `left()` when the keyboard goes elsewhere, the moment to look at what was typed.
    """

    left = Signal()

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.label = label
        self.is_required = False

    @property
    def control(self) -> QWidget:
        """What takes the keyboard."""
        raise NotImplementedError

    def raw(self) -> str:
        """What stands in it."""
        raise NotImplementedError

    def set_raw(self, text: str) -> None:
        """Put a value back."""
        raise NotImplementedError

    def value(self) -> object:
        """The value as the contract has it, None for nothing; only asked without a `fault`."""
        return self.raw().strip() or None

    def fault(self) -> str:
        """What is wrong with it, as the message of a key; empty when nothing is."""
        is_missing = self.is_required and not self.raw().strip()
        return "fields-missing" if is_missing else ""

    def show_error(self, text: str) -> None:
        """Say under the field what is wrong; an empty text takes it away."""
        raise NotImplementedError


class LineField(Field):
    """One line of text."""

    def __init__(
        self,
        name: str,
        label: str,
        longest: int,
        theme: Theme,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, parent)
        self._line = TextField(theme, label, hint, self)
        self._line.edit.setObjectName(f"field_{name}")
        self._line.edit.setMaxLength(longest)
        self._line.left.connect(self.left)
        _fill(self, self._line)

    @property
    def control(self) -> QWidget:
        return self._line.edit

    def raw(self) -> str:
        return self._line.text

    def set_raw(self, text: str) -> None:
        self._line.set_text(text)
        self._line.edit.setCursorPosition(0)

    def show_error(self, text: str) -> None:
        self._line.show_error(text)


class DayField(LineField):
    """A date as it is typed; `may_be_half`: the day, or the month too, may be unknown."""

    def __init__(
        self,
        name: str,
        label: str,
        theme: Theme,
        hint: str,
        *,
        may_be_half: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, _LONGEST_DAY, theme, hint, parent)
        self._may_be_half = may_be_half

    def set_known(self, known: str) -> None:
        """Put a date of the contract in."""
        self.set_raw(typed_day(known))

    def value(self) -> object:
        return read_day(self.raw())

    def fault(self) -> str:
        if not self.raw().strip():
            return super().fault()
        known = read_day(self.raw())
        if known is None:
            return "fields-no-date"
        is_half = len(known) < WHOLE_LENGTH
        return "fields-whole-date" if is_half and not self._may_be_half else ""


class NumberField(LineField):
    """A number, with a comma or a point; `digits` after it, none for whole ones. The bounds are
    those of the contract.
    """

    def __init__(
        self,
        name: str,
        label: str,
        bounds: tuple[float, float],
        digits: int,
        theme: Theme,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, _LONGEST_NUMBER, theme, hint, parent)
        self.bounds = bounds
        self._digits = digits

    def value(self) -> object:
        number = self._number()
        return number if number is None or self._digits else int(number)

    def fault(self) -> str:
        if not self.raw().strip():
            return super().fault()
        number = self._number()
        if number is None:
            return "fields-no-number"
        least, most = self.bounds
        return "" if least <= number <= most else "fields-out-of-bounds"

    def _number(self) -> float | None:
        """The number that was typed, None for none or one that is finer than it can be."""
        text = self.raw().strip().replace(",", ".")
        whole, _, rest = text.partition(".")
        is_plain = whole.isascii() and whole.isdigit() and len(rest) <= self._digits
        if not is_plain or (rest and not (rest.isascii() and rest.isdigit())):
            return None
        return float(text)


class BoxField(Field):
    """Several lines of text, `longest` of them characters."""

    def __init__(
        self,
        name: str,
        label: str,
        longest: int,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
        *,
        has_phrases: bool = True,
    ) -> None:
        super().__init__(name, label, parent)
        self._longest = longest
        most = max(longest, MOST_CHARACTERS)
        self._box = TextBox(theme, wording, label, self, has_phrases=has_phrases, most=most)
        self._box.editor.setObjectName(f"field_{name}")
        self._box.setMinimumHeight(theme.scaled(_BOX_PX))
        self._error = FaultLine(theme, self)
        _fill(self, _title(theme, label, self._box.editor, self), self._box, self._error)
        self._box.editor.installEventFilter(self)

    @property
    def control(self) -> QWidget:
        return self._box.editor

    def fault(self) -> str:
        return "fields-too-long" if len(self.raw()) > self._longest else super().fault()

    def raw(self) -> str:
        return self._box.raw()

    def set_raw(self, text: str) -> None:
        self._box.set_raw(text)

    def show_error(self, text: str) -> None:
        self._error.show_text(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)


class ChoiceField(Field):
    """One of a closed set, as (value of the contract, word); an empty value is none of them.

    Signals: `chosen()`.
    """

    chosen = Signal()

    def __init__(
        self,
        name: str,
        label: str,
        choices: Sequence[tuple[str, str]],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, parent)
        self._combo = _StillCombo(self)
        self._combo.setObjectName(f"field_{name}")
        self._combo.setAccessibleName(label)
        for value, word in choices:
            self._combo.addItem(word, value)
        self._combo.setCurrentIndex(self._combo.findData(""))
        theme.dress(self._combo, "body")
        self._combo.currentIndexChanged.connect(self._tell)
        self._error = FaultLine(theme, self)
        _fill(self, _title(theme, label, self._combo, self), self._combo, self._error)

    @property
    def control(self) -> QWidget:
        return self._combo

    def set_hint(self, text: str) -> None:
        """What stands there while none is chosen."""
        self._combo.setPlaceholderText(text)

    def raw(self) -> str:
        return str(self._combo.currentData() or "")

    def set_raw(self, text: str) -> None:
        """A value that is not offered stays what it is: it is offered as it was written."""
        place = self._combo.findData(text)
        if place < 0 and text:
            self._combo.addItem(text, text)
            place = self._combo.count() - 1
        self._combo.setCurrentIndex(place)

    def show_error(self, text: str) -> None:
        self._error.show_text(text)

    def _tell(self, _place: int) -> None:
        self.chosen.emit()


class PersonField(Field):
    """A name that is typed, or one of those who are offered."""

    def __init__(
        self, name: str, label: str, longest: int, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, label, parent)
        self._combo = _StillCombo(self)
        self._combo.setObjectName(f"field_{name}")
        typed = QLineEdit()
        typed.setMaxLength(longest)
        self._combo.setLineEdit(typed)
        self._combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # Dr Morel, typed whole, is not the Dr Morel-Dubois of the unit.
        self._combo.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none
        for widget in (self._combo, typed):
            widget.setAccessibleName(label)
            theme.dress(widget, "body")
        self._error = FaultLine(theme, self)
        _fill(self, _title(theme, label, self._combo, self), self._combo, self._error)

    @property
    def control(self) -> QWidget:
        return self._combo

    def offer(self, names: Sequence[str]) -> None:
        """Offer names; what stands in the field stays."""
        kept = self.raw()
        self._combo.clear()
        self._combo.addItems(list(names))
        self.set_raw(kept)

    def raw(self) -> str:
        return self._combo.currentText()

    def set_raw(self, text: str) -> None:
        self._combo.setEditText(text)

    def show_error(self, text: str) -> None:
        self._error.show_text(text)


class TickField(Field):
    """Yes or no. Signals: `ticked()`."""

    ticked = Signal()

    def __init__(self, name: str, label: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, label, parent)
        self._tick = QCheckBox(label.replace("&", "&&"), self)
        self._tick.setObjectName(f"field_{name}")
        self._tick.setAccessibleName(label)
        theme.dress(self._tick, "body")
        self._tick.toggled.connect(self._tell)
        _fill(self, self._tick)

    @property
    def control(self) -> QWidget:
        return self._tick

    def raw(self) -> str:
        return "yes" if self._tick.isChecked() else ""

    def set_raw(self, text: str) -> None:
        self._tick.setChecked(bool(text))

    def value(self) -> object:
        return self._tick.isChecked()

    def show_error(self, _text: str) -> None:
        """A tick is never wrong."""

    def _tell(self, _is_on: bool) -> None:
        self.ticked.emit()


class _StillCombo(QComboBox):
    """The wheel scrolls the form that it is in: it never chooses another value in passing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _title(theme: Theme, label: str, buddy: QWidget, parent: QWidget) -> PlainLabel:
    title = PlainLabel(theme, label, "supporting_strong", "secondary", parent)
    title.setBuddy(buddy)
    return title


def _fill(field: QWidget, *parts: QWidget) -> None:
    column = QVBoxLayout(field)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for part in parts:
        column.addWidget(part)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
