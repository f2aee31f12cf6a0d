"""One thing of the record whole: every field, who wrote it, each version, and what may be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class RecordDetail(QWidget):
    """Signals: `change_wanted()`, `withdrawal_wanted()`, `cycle_wanted()`, `retry_wanted()` for the
    versions.
    """

    change_wanted = Signal()
    withdrawal_wanted = Signal()
    cycle_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = PlainLabel(theme, role="title", parent=self)
        self._around = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self.change = Button(theme, "", "secondary", icon="note-pencil", parent=self)
        self.cycle = Button(theme, "", "secondary", icon="drop", parent=self)
        self.withdraw = Button(theme, "", "quiet", icon="prohibit", parent=self)
        self._why_not = PlainLabel(theme, role="supporting", tone="muted", parent=self)
        self._facts = QWidget()
        self._history = PlainLabel(theme, role="section")
        self._retry = Button(theme, "", "quiet", icon="arrows-clockwise")
        self._versions = QWidget()
        self._build()
        self.change.clicked.connect(self.change_wanted)
        self.cycle.clicked.connect(self.cycle_wanted)
        self.withdraw.clicked.connect(self.withdrawal_wanted)
        self._retry.clicked.connect(self.retry_wanted)

    def show_thing(self, title: str, around: str, facts: Iterable[tuple[str, str]]) -> None:
        """Show what something is; its versions are shown apart."""
        self._title.setText(title)
        self._around.setText(around)
        self._around.setVisible(bool(around))
        grid = _emptied(self._facts)
        for row, (label, value) in enumerate(facts):
            name = PlainLabel(self._theme, label, "supporting", "muted", self._facts)
            text = PlainLabel(self._theme, value, "body", "primary", self._facts)
            name.set_wrapping()
            text.set_wrapping()
            text.setAccessibleName(f"{label}, {value}")
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(name, row, 0, top)
            grid.addWidget(text, row, 1, top)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)

    def offer(
        self, change: str, cycle: str, withdraw: str, *, may_act: bool, why_not: str = ""
    ) -> None:
        """Name what may be done; an empty name takes it away, `why_not` says why nothing works."""
        for button, label in (
            (self.change, change),
            (self.cycle, cycle),
            (self.withdraw, withdraw),
        ):
            button.set_label(label)
            button.setVisible(bool(label))
            button.set_enabled_because(may_act, why_not)
        self._why_not.setText(why_not)
        self._why_not.setVisible(bool(why_not))

    def show_versions(
        self, heading: str, lines: Sequence[tuple[str, str]], retry: str = ""
    ) -> None:
        """Show who wrote which version, and what it changed; `retry` when it could not be read."""
        self._history.setText(heading)
        self._history.setVisible(bool(heading))
        self._retry.set_label(retry)
        self._retry.setVisible(bool(retry))
        grid = _emptied(self._versions)
        for row, (head, became) in enumerate(lines):
            who = PlainLabel(self._theme, head, "supporting_strong", "secondary", self._versions)
            who.set_wrapping()
            grid.addWidget(who, 2 * row, 0)
            if became:
                what = PlainLabel(self._theme, became, "body", "primary", self._versions)
                what.set_wrapping()
                grid.addWidget(what, 2 * row + 1, 0)

    def clear(self) -> None:
        """Leave nothing of a patient behind."""
        self.show_thing("", "", ())
        self.show_versions("", ())

    def _build(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.change.setObjectName("record_change")
        self.cycle.setObjectName("record_add_cycle")
        self.withdraw.setObjectName("record_withdraw")
        self._retry.setObjectName("record_versions_retry")
        for label in (self._title, self._around, self._why_not):
            label.set_wrapping()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.change, self.cycle, self.withdraw):
            buttons.addWidget(button)
        buttons.addStretch(1)
        inner = QWidget()
        inner.setProperty("ground", "surface")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(14, 4, 14, 10)
        inside.setSpacing(10)
        for part in (self._facts, self._history, self._retry, self._versions):
            inside.addWidget(part)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        head = QVBoxLayout()
        head.setContentsMargins(14, 12, 14, 6)
        head.setSpacing(6)
        head.addWidget(self._title)
        head.addWidget(self._around)
        head.addLayout(buttons)
        head.addWidget(self._why_not)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(scroll, 1)


def _emptied(holder: QWidget) -> QGridLayout:
    """A grid with nothing in it; what stood in it goes."""
    grid = holder.layout()
    if not isinstance(grid, QGridLayout):
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    return grid
