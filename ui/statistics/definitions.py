"""How every number is counted, beside the numbers: formula, source, exclusions, last change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.statistics import Definition
from ui.parts.keys import bind
from ui.parts.scrolling import scrolling
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX = 360
_PARTS = ("formula", "source", "exclusions")


class DefinitionsPanel(QFrame):
    """Signals: `closed()`."""

    closed = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statistics_definitions_panel")
        self.setProperty("ground", "surface")
        self._theme = theme
        self._wording = wording
        self._definitions: tuple[Definition, ...] = ()
        self._title = PlainLabel(theme, role="title", parent=self)
        self._close = Button(theme, "", "quiet", parent=self)
        self._area: QScrollArea | None = None
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 6, 10)
        self._column.addLayout(head)
        self._close.clicked.connect(self.closed)
        bind("Esc", self.closed.emit, (self,), self)
        theme.theme_changed.connect(self._fit)
        self._fit()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self.setAccessibleName(w.text("statistics-definitions"))
        self._title.setText(w.text("statistics-definitions"))
        self._close.set_label(w.text("statistics-definitions-close"))
        self._fill()

    def show_definitions(self, definitions: Sequence[Definition]) -> None:
        """Show those of a page; the same ones stay where they are."""
        if tuple(definitions) != self._definitions:
            self._definitions = tuple(definitions)
            self._fill()

    def take_focus(self) -> None:
        """Put the keyboard in it."""
        target = self._area or self._close
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        w, page = self._wording, QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(2)
        for each in self._definitions:
            key = f"measures-{each.measure.value}"
            column.addWidget(self._label(w.text(f"{key}-name"), "body_strong"))
            for part in _PARTS:
                name = w.text(f"statistics-definition-{part}")
                text = w.text("statistics-choice", name=name, value=w.text(f"{key}-{part}"))
                column.addWidget(self._label(text, "supporting"))
            told = w.text(
                "statistics-definition-version", version=each.version, on=w.date(each.changed_on)
            )
            column.addWidget(self._label(told, "meta", "muted"))
            column.addSpacing(10)
        column.addStretch(1)
        area = scrolling(page)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(w.text("statistics-definitions"))
        if self._area is not None:
            self._column.removeWidget(self._area)
            self._area.deleteLater()
        self._area = area
        self._column.addWidget(area, 1)

    def _label(self, text: str, role: str, tone: str = "primary") -> PlainLabel:
        label = PlainLabel(self._theme, text, role, tone)
        label.set_wrapping()
        return label

    def _fit(self) -> None:
        self.setFixedWidth(self._theme.scaled(_WIDTH_PX))
