"""What the product is as a device, what it does not do, and its instructions for use."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from resources.about_texts import AboutText, about_text
from resources.product import product
from resources.version import VERSION
from resources.wording import Wording
from ui.parts.print_button import PrintButton
from widgets.plain_label import PlainLabel
from widgets.segments import Segments
from widgets.strip import Strip
from widgets.theme import Theme

_FACTS_PX: Final = 380
_FACTS: Final = ("version", "udi", "class", "ce", "manufacturer")
_TEXTS: Final = (AboutText.LIMITS, AboutText.INSTRUCTIONS)


class ProductPage(QWidget):
    """Facts at the left, a text at the right. What a build does not say is said not to be set."""

    def __init__(self, theme: Theme, printing: PrintButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.left = QScrollArea(self)
        self._name = PlainLabel(theme, "Vigie", "display", parent=self)
        self._what = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._facts = {name: _Fact(theme, self) for name in _FACTS}
        self._unset = Strip(theme, self)
        self.choices = Segments(theme, self)
        self.choices.setObjectName("about_texts")
        self.choices.set_choices([(each.value, "") for each in _TEXTS])
        self.text = printing.reading
        self._printing = printing
        self._wording: Wording | None = None
        self._build()
        self.choices.chosen.connect(self._show_text)
        theme.theme_changed.connect(self._fit)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        made = product()
        told = {
            "version": VERSION,
            "udi": made.udi,
            "class": made.device_class,
            "ce": made.ce_marking,
            "manufacturer": made.manufacturer,
        }
        self._what.setText(w.text("about-what"))
        self.left.setAccessibleName(w.text("about-facts"))
        for name, fact in self._facts.items():
            value = told[name]
            fact.show_fact(w.text(f"about-{name}"), value or w.text("about-unset"), bool(value))
        if None in told.values():
            self._unset.ask(w.text("about-development"), kind="neutral", icon="info")
        labels = {each.value: w.text(f"about-text-{each}") for each in _TEXTS}
        self.choices.set_labels(w.text("about-texts"), labels)
        self._printing.set_wording(w)
        self._show_text()

    def take_focus(self) -> None:
        """Put the keyboard where reading begins."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_text(self, _name: str = "") -> None:
        w = self._wording
        if w is not None:
            self.text.show_text(*about_text(AboutText(self.choices.current), w.language))

    def _fit(self) -> None:
        self.left.setFixedWidth(min(self._theme.scaled(_FACTS_PX), _FACTS_PX * 3 // 2))

    def _build(self) -> None:
        inside = QWidget()
        inside.setProperty("ground", "app")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._what.set_wrapping()
        facts = QVBoxLayout(inside)
        facts.setContentsMargins(16, 16, 16, 16)
        facts.setSpacing(12)
        facts.addWidget(self._name)
        facts.addWidget(self._what)
        for fact in self._facts.values():
            facts.addWidget(fact)
        facts.addWidget(self._unset)
        facts.addStretch(1)
        # Large text needs more height than there is: it is scrolled, never cut.
        self.left.setWidget(inside)
        self.left.setWidgetResizable(True)
        self.left.setFrameShape(QFrame.Shape.NoFrame)
        self.left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.left.setObjectName("about_facts")
        top = QHBoxLayout()
        top.addWidget(self.choices)
        top.addStretch(1)
        top.addWidget(self._printing)
        right = QWidget(self)
        right.setProperty("ground", "surface")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.text, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left)
        row.addWidget(right, 1)
        self._fit()


class _Fact(QWidget):
    """A word and, under it, what is so; what is not set stands back."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = PlainLabel(theme, role="supporting", tone="muted", parent=self)
        self._value = PlainLabel(theme, role="body_strong", parent=self)
        self._value.set_wrapping()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._label)
        column.addWidget(self._value)

    def show_fact(self, label: str, value: str, is_set: bool) -> None:
        """Show another value."""
        self._label.setText(label)
        self._value.setText(value)
        self._value.set_tone("primary" if is_set else "secondary")
        self.setAccessibleName(f"{label} : {value}")
