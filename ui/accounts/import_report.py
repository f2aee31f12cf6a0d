"""What becomes of each line of a file: counts that filter, a line each, to save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.staff import StaffImportReport
from ui.accounts.import_words import (
    OUTCOMES,
    SHARES,
    count_of,
    count_word,
    headers,
    line_row,
    unread_line,
)
from widgets.button import Button
from widgets.chip import Chip
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.text_table import TextTable
from widgets.theme import Theme

_TABLE_PX: Final = 250


class StaffReport(QWidget):
    """Signals: `save_wanted()`."""

    save_wanted = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._report: StaffImportReport | None = None
        self.chips = {outcome: Chip(theme, "", parent=self) for outcome in OUTCOMES}
        self.save = Button(theme, wording.text("staffimport-save"), "secondary", icon="export")
        self.table = TextTable(theme, SHARES, self)
        self._none = PlainLabel(theme, wording.text("staffimport-none"), "body", "muted", self)
        self._unread = Strip(theme, self)
        self._build(theme)

    @property
    def summary(self) -> str:
        """How many there are of each, in a sentence."""
        return ", ".join(each.accessibleName() for each in self.chips.values())

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, in reading order."""
        return (*self.chips.values(), self.save, self.table)

    def show_report(self, report: StaffImportReport | None) -> None:
        """Show every line of a report; None for none."""
        self.setVisible(report is not None)
        if report is self._report:
            return
        self._report = report
        for chip in self.chips.values():
            chip.setChecked(False)
        self._show()

    def _show(self) -> None:
        w, report = self._wording, self._report
        if report is None:
            return
        for outcome, chip in self.chips.items():
            count = w.integer(count_of(report, outcome))
            chip.set_text(count_word(w, outcome, report.is_rehearsal), count)
        wanted = {outcome for outcome, chip in self.chips.items() if chip.isChecked()}
        shown = [each for each in report.lines if not wanted or each.outcome in wanted]
        rows = [line_row(w, each, report.is_rehearsal) for each in shown]
        self.table.set_rows(w.text("staffimport-report"), headers(w), rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        unread = unread_line(w, report)
        if unread:
            self._unread.ask(unread)
        else:
            self._unread.hide()

    def _build(self, theme: Theme) -> None:
        self.table.setObjectName("staffimport_table")
        self.table.setMinimumHeight(theme.scaled(_TABLE_PX))
        self.save.setObjectName("staffimport_save")
        self._unread.setObjectName("staffimport_unread")
        self._none.set_wrapping()
        head = FlowRow(gap_px=8, line_gap_px=6)
        counts = QWidget(self)
        row = FlowRow(counts, gap_px=6, line_gap_px=4, spread=False)
        for outcome, chip in self.chips.items():
            chip.setObjectName(f"staffimport_{outcome}")
            chip.clicked.connect(self._show)
            row.addWidget(chip)
        head.addWidget(counts)
        head.addWidget(self.save)
        self.save.clicked.connect(self.save_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._unread)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self._none)
        self.hide()
