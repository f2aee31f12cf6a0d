"""Lines of the settings screen: a name, one line that explains it with its default, a control."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from console.settings import LARGEST_TEXT_PERCENT, SMALLEST_TEXT_PERCENT
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.tab_strip import TabStrip
from widgets.theme import Theme

_NAME_PX = 330
_SLIDER_PX = 240
_STEP_PERCENT = 10


class Section(QFrame):
    """Settings of one kind in a card."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._title = PlainLabel(theme, role="title", parent=self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 12, 18, 14)
        self._column.setSpacing(12)
        self._column.addWidget(self._title)

    def set_title(self, title: str) -> None:
        """Name the kind."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def take_focus(self) -> None:
        """Put the keyboard on the first control."""
        for control in self.findChildren(QWidget):
            if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisible():
                control.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def add(self, line: QWidget) -> None:
        """Put a line under the others."""
        self._column.addWidget(line)


class SettingLine(QWidget):
    """Name and explanation at the left; what is put at the right is the control."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = PlainLabel(theme, role="body_strong", parent=self)
        self._explained = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self._explained.set_wrapping()
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self._name)
        texts.addWidget(self._explained)
        self._texts = QWidget(self)
        self._texts.setLayout(texts)
        texts.setContentsMargins(0, 0, 0, 0)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(16)
        self.row.addWidget(self._texts, 0, Qt.AlignmentFlag.AlignTop)
        theme.theme_changed.connect(self._fit)
        self._fit()

    def set_texts(self, name: str, explained: str) -> None:
        """Name the setting and say in one line what it does."""
        self._name.setText(name)
        self._explained.setText(explained)

    def _fit(self) -> None:
        self._texts.setFixedWidth(self._theme.scaled(_NAME_PX))


class ChoiceLine(SettingLine):
    """One of a few. Signals: `chosen(value)` when the person picks one."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, name: str, values: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._values = values
        self._strip = TabStrip(theme, "", self)
        self._strip.setObjectName(f"setting_{name}")
        self._strip.set_tabs([(value, "") for value in values])
        self._strip.tab_chosen.connect(self.chosen)
        self.row.addWidget(self._strip, 1, Qt.AlignmentFlag.AlignVCenter)

    def set_words(self, name: str, explained: str, words: Sequence[str]) -> None:
        """Say everything in the language in use."""
        self.set_texts(name, explained)
        self._strip.setAccessibleName(name)
        self._strip.setAccessibleDescription(explained)
        for value, word in zip(self._values, words, strict=True):
            self._strip.set_label(value, word)

    def set_value(self, value: str) -> None:
        """Mark what is in force."""
        self._strip.set_current(value)


class TextSizeLine(SettingLine):
    """A slider with a live sample. Signals: `chosen(percent)` once the hand lets go, because the
    whole window changes with it.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("setting_text_size")
        self._slider.setRange(SMALLEST_TEXT_PERCENT, LARGEST_TEXT_PERCENT)
        self._slider.setSingleStep(_STEP_PERCENT)
        self._slider.setPageStep(_STEP_PERCENT)
        self._slider.setTracking(False)
        self._slider.setFixedWidth(_SLIDER_PX)
        self._percent = PlainLabel(theme, role="body_strong", parent=self)
        self._sample = PlainLabel(theme, role="body", parent=self)
        self._percent_of = ""
        controls = QHBoxLayout()
        controls.setSpacing(12)
        controls.addWidget(self._slider)
        controls.addWidget(self._percent)
        controls.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(controls)
        column.addWidget(self._sample)
        self.row.addLayout(column, 1)
        self._slider.sliderMoved.connect(self._show_sample)
        self._slider.valueChanged.connect(self._choose)
        theme.theme_changed.connect(self._show_as_set)

    def set_words(self, name: str, explained: str, sample: str) -> None:
        """Say everything in the language in use."""
        self.set_texts(name, explained)
        self._slider.setAccessibleName(name)
        self._slider.setAccessibleDescription(explained)
        self._sample.setText(sample)
        self._show_as_set()

    def set_value(self, percent: int) -> None:
        """Show what is in force."""
        was_blocked = self._slider.blockSignals(True)
        self._slider.setValue(percent)
        self._slider.blockSignals(was_blocked)
        self._show_sample(percent)

    def _choose(self, percent: int) -> None:
        step = round(percent / _STEP_PERCENT) * _STEP_PERCENT
        self.set_value(step)
        self.chosen.emit(step)

    def _show_as_set(self) -> None:
        self._show_sample(self._slider.value())

    def _show_sample(self, percent: int) -> None:
        self._percent.setText(f"{percent}\u202f%")
        font = self._theme.font("body")
        font = type(font)(font)
        size = self._theme.font("body").pixelSize() * percent / self._theme.text_scale_pct
        font.setPixelSize(max(1, round(size)))
        self._sample.setFont(font)


class FixedLine(SettingLine):
    """What the centre decides: it can be read here, and a padlock says that it is not ours."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._value = PlainLabel(theme, role="body_strong", parent=self)
        self._by = PlainLabel(theme, role="supporting", tone="muted", parent=self)
        self.row.addWidget(IconLabel(theme, "lock-simple", "text.secondary", 16, self))
        self.row.addWidget(self._value)
        self.row.addWidget(self._by, 1)

    def set_words(self, name: str, explained: str, value: str, by: str) -> None:
        """Say everything in the language in use."""
        self.set_texts(name, explained)
        self._value.setText(value)
        self._by.setText(by)
        self.setAccessibleName(f"{name}. {value}. {by}")
