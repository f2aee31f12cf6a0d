"""What was done before on this patient's alerts: the last two acts, or all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.alerts import AlertDetail
from ui.triage.history_words import HistoryText, history
from widgets.button import Button
from widgets.elided_label import ElidedLabel
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

LAST = 2
NOTHING = HistoryText("check", "", "", "", is_undone=False)


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
            line.show_text(texts[place] if place < len(texts) else NOTHING)
        self._none.setText(w.text("triage-history-none"))
        self._none.setVisible(not texts)
        self._all.set_label(w.text("triage-history-all"))
        self._all.setAccessibleDescription(w.text("triage-history-all-described", count=len(texts)))
        self._all.setVisible(len(texts) > LAST)


class WholeHistory(QScrollArea):
    """Every act, newest first, in a narrow column; made only when it is looked at.

    Signals: `less_wanted()` when the last acts are enough again.
    """

    less_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording: Wording | None = None
        self._texts: tuple[HistoryText, ...] = ()
        self._is_due = False
        self._entries: list[_Entry] = []
        content = QWidget()
        content.setProperty("ground", "surface")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = PlainLabel(theme, role="panel", tone="secondary", parent=content)
        self._none = PlainLabel(theme, role="body", tone="muted", parent=content)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(10)
        self._less = Button(theme, "", "quiet", parent=content)
        self._less.setObjectName("triage_history_less")
        self._less.clicked.connect(self.less_wanted)
        self._less.hide()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._less)
        self._column.addLayout(head)
        self._column.addWidget(self._none)
        self._column.addStretch(1)
        self.setObjectName("triage_history")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)

    def show_alert(self, w: Wording, alert: AlertDetail) -> None:
        """Show everything that was done."""
        self._wording = w
        self._texts = history(w, alert)
        self._is_due = True
        if self.isVisible():
            self._fill()
            return
        for entry in self._entries:
            # Not even out of sight do the words of the alert before stay under this one.
            entry.show_text(NOTHING)

    def offer_less(self, is_offered: bool) -> None:
        """Whether there is a way back to the last acts from here."""
        self._less.setVisible(is_offered)

    def _fill(self) -> None:
        w = self._wording
        if w is None or not self._is_due:
            return
        self._is_due = False
        self.setAccessibleName(w.text("triage-history"))
        self._title.setText(w.text("triage-history"))
        self._less.set_label(w.text("triage-history-less"))
        self._none.setText(w.text("triage-history-none"))
        self._none.setVisible(not self._texts)
        while len(self._entries) < len(self._texts):
            entry = _Entry(self._theme)
            self._entries.append(entry)
            self._column.insertWidget(self._column.count() - 1, entry)
        for place, entry in enumerate(self._entries):
            entry.setVisible(place < len(self._texts))
            entry.show_text(self._texts[place] if place < len(self._texts) else NOTHING)

    def showEvent(self, event: QShowEvent) -> None:
        self._fill()
        super().showEvent(event)


class _Entry(QWidget):
    """One act over several lines: when and who, then what."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(theme, "check", "text.secondary", 16, self)
        self._when = PlainLabel(theme, role="meta", tone="muted", parent=self)
        self._what = PlainLabel(theme, role="body", parent=self)
        self._when.set_wrapping()
        self._what.set_wrapping()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        grid.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._when, 0, 1)
        grid.addWidget(self._what, 1, 1)
        grid.setColumnStretch(1, 1)

    def show_text(self, text: HistoryText) -> None:
        """Show an act."""
        self._icon.set_icon(text.icon, "text.secondary")
        self._when.setText(f"{text.when} · {text.who}")
        self._what.setText(text.text)
        self._what.set_tone("muted" if text.is_undone else "primary")


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
