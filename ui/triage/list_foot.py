"""Below the list: how many, how many overdue, what is new, and the keys that go through it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.settings import LetterKeys
from resources.wording import Wording
from services.contract.alerts import WorklistCounts
from ui.letters import written
from widgets.button import Button
from widgets.icon_label import IconLabel
from widgets.keycap import KeyCap
from widgets.plain_label import PlainLabel
from widgets.runs_label import Run, RunsLabel
from widgets.theme import Theme

HEIGHT_PX = 32
_ROOM_PX = {LetterKeys.ON: 500, LetterKeys.ALT: 560, LetterKeys.OFF: 500}


class ListFoot(QWidget):
    """Counts and hints. Signals: `new_wanted()` when the counter of new rows is pressed."""

    new_wanted = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._counts: WorklistCounts | None = None
        self._new_count = 0
        self._letters = LetterKeys.ON
        self._totals = RunsLabel(theme, wraps=False, parent=self)
        self._overdue_icon = IconLabel(theme, "clock-fill", "danger.strong", 15, self)
        self._overdue = PlainLabel(theme, role="supporting_strong", tone="danger", parent=self)
        self._new = Button(theme, "", "quiet", key="F5", parent=self)
        self._keys = (KeyCap(theme, "J", self), KeyCap(theme, "K", self))
        self._browse = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self._browse.setText(wording.text("triage-browse"))
        self.set_counts(self._counts)
        self.set_new_count(self._new_count)

    def set_letters(self, letters: LetterKeys) -> None:
        """Name J and K only while they go through the list."""
        self._letters = letters
        for cap, key in zip(self._keys, ("J", "K"), strict=True):
            cap.set_text(written(key, letters))
        self._fit()

    def set_counts(self, counts: WorklistCounts | None) -> None:
        """Show how many patients, alerts and overdue ones."""
        self._counts = counts
        self._totals.setVisible(counts is not None)
        overdue = 0 if counts is None else counts.overdue
        for widget in (self._overdue_icon, self._overdue):
            widget.setVisible(overdue > 0)
        if counts is None:
            return
        patients = self._wording.text("triage-footer-patients", count=counts.todo)
        alerts = self._wording.text("triage-footer-alerts", count=counts.alerts)
        self._totals.set_runs(
            [*_counted(patients), Run(" · ", "meta", "text.secondary"), *_counted(alerts)]
        )
        self._overdue.setText(self._wording.text("triage-footer-overdue", count=overdue))

    def set_new_count(self, count: int) -> None:
        """Show how many rows wait to come in."""
        self._new_count = count
        self._new.setVisible(count > 0)
        self._new.set_label(f"↑ {self._wording.text('triage-new', count=count)}")
        self._new.setAccessibleDescription(self._wording.text("triage-new-described"))
        self._fit()

    def _build(self) -> None:
        self.setProperty("ground", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._new.setObjectName("triage_new")
        self._new.clicked.connect(self.new_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._totals)
        row.addSpacing(8)
        row.addWidget(self._overdue_icon)
        row.addWidget(self._overdue)
        row.addStretch(1)
        row.addWidget(self._new)
        row.addSpacing(8)
        for key in self._keys:
            row.addWidget(key)
        row.addWidget(self._browse)
        self._theme.theme_changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Where room is short the hint of the keys goes first; the counts stay."""
        self.setFixedHeight(self._theme.scaled(HEIGHT_PX))
        has_room = self.width() >= self._theme.scaled(_ROOM_PX[self._letters])
        shows_keys = has_room and self._letters is not LetterKeys.OFF
        for widget in (*self._keys, self._browse):
            widget.setVisible(shows_keys)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()


def _counted(text: str) -> list[Run]:
    """`13 patients` with its number in bold, wherever the language puts it."""
    number, gap, rest = text.partition(" ")
    if not gap:
        return [Run(text, "meta", "text.secondary")]
    return [
        Run(number, "supporting_strong", "text.primary"),
        Run(f" {rest}", "meta", "text.secondary"),
    ]
