"""What was done before on this patient's alerts: the last two acts, or all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.alerts import AlertDetail
from ui.triage.phrases import HistoryText, history
from widgets.button import Button
from widgets.elided_label import ElidedLabel
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

LAST = 2


class RecentHistory(QWidget):
    """The last acts, a line each. Signals: `all_wanted()`."""

    all_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines = [_Line(theme, self) for _ in range(LAST)]
        self._none = PlainLabel(theme, role="body", tone="muted", parent=self)
        self._all = Button(theme, "", "quiet", parent=self)
        self._all.setObjectName("triage_history_all")
        self._all.clicked.connect(self.all_wanted)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        for line in self._lines:
            lines.addWidget(line)
        lines.addWidget(self._none)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 8, 7)
        row.setSpacing(8)
        row.addLayout(lines, 1)
        row.addWidget(self._all, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_alert(self, w: Wording, alert: AlertDetail) -> None:
        """Show the last acts of an alert's patient."""
        texts = history(w, alert)
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(texts))
            if place < len(texts):
                line.show_text(texts[place])
        self._none.setText(w.text("triage-history-none"))
        self._none.setVisible(not texts)
        self._all.set_label(w.text("triage-history-all"))
        self._all.setAccessibleDescription(w.text("triage-history-all-described", count=len(texts)))
        self._all.setVisible(len(texts) > LAST)


class WholeHistory(QScrollArea):
    """Every act, newest first, in a narrow column."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("triage_history")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_alert(self, w: Wording, alert: AlertDetail) -> None:
        """Show everything that was done."""
        self.setAccessibleName(w.text("triage-history"))
        content = QWidget()
        content.setProperty("ground", "surface")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(content)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(10)
        column.addWidget(PlainLabel(self._theme, w.text("triage-history"), "panel", "secondary", content))
        texts = history(w, alert)
        if not texts:
            column.addWidget(PlainLabel(self._theme, w.text("triage-history-none"), "body", "muted", content))
        for text in texts:
            column.addLayout(self._entry(text, content))
        column.addStretch(1)
        self.setWidget(content)

    def _entry(self, text: HistoryText, parent: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        said = PlainLabel(self._theme, text.text, "body", "muted" if text.is_undone else "primary", parent)
        said.set_wrapping()
        grid.addWidget(IconLabel(self._theme, text.icon, "text.secondary", 16, parent), 0, 0)
        grid.addWidget(PlainLabel(self._theme, f"{text.when} · {text.who}", "meta", "muted", parent), 0, 1)
        grid.addWidget(said, 1, 1)
        grid.setColumnStretch(1, 1)
        return grid


class _Line(QWidget):
    """One act on one line: icon, time, what, who."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(theme, "check", "text.secondary", 16, self)
        self._when = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._what = ElidedLabel(theme, role="body", parent=self)
        self._who = PlainLabel(theme, role="body", tone="muted", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._when)
        row.addSpacing(6)
        row.addWidget(self._what)
        row.addWidget(self._who)
        row.addStretch(1)

    def show_text(self, text: HistoryText) -> None:
        """Show an act."""
        self._icon.set_icon(text.icon, "text.secondary")
        self._when.setText(text.when)
        self._what.set_full_text(text.text)
        self._what.set_tone("muted" if text.is_undone else "primary")
        self._who.setText(text.who)
        self.setAccessibleName(f"{text.when}. {text.text}. {text.who}")
