"""What became of each resource of a file: counts that filter, a line each, to copy or to save."""

from __future__ import annotations

from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.bundle_import import ImportLine, ImportReport, ImportResult
from ui.imports.words import SHARES, count_of, headers, line_row
from widgets.button import Button
from widgets.chip import Chip
from widgets.plain_label import PlainLabel
from widgets.text_table import TextTable
from widgets.theme import Theme

_ORDER = (
    ImportResult.REFUSED,
    ImportResult.TAKEN_WITH_WARNING,
    ImportResult.TAKEN,
    ImportResult.KNOWN,
)


class ReportPart(QWidget):
    """Signals: `patient_wanted(UUID)` for the file that a line leads to, or None; `copy_wanted()`
    and `save_wanted()`.
    """

    patient_wanted = Signal(object)
    copy_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._report: ImportReport | None = None
        self._shown: list[ImportLine] = []
        self._title = PlainLabel(theme, role="title", parent=self)
        self._chips = {result: Chip(theme, "", parent=self) for result in _ORDER}
        self.table = TextTable(theme, SHARES, self)
        self._none = PlainLabel(theme, role="body", tone="muted", parent=self)
        self._hint = PlainLabel(theme, role="supporting", tone="muted", parent=self)
        self._copy = Button(theme, "", "secondary", icon="copy", parent=self)
        self._save = Button(theme, "", "secondary", icon="export", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; what is filtered stays."""
        self._wording = w = wording
        self._copy.set_label(w.text("imports-copy"))
        self._save.set_label(w.text("imports-save"))
        self._none.setText(w.text("imports-none-shown"))
        self._hint.setText(w.text("imports-open-file"))
        self._show()

    def show_report(self, report: ImportReport) -> None:
        """Show a report; what was refused comes to mind first, when there is any."""
        if report is self._report:
            return
        self._report = report
        for result, chip in self._chips.items():
            chip.setChecked(result is ImportResult.REFUSED and bool(report.refused))
        self._show()

    @property
    def summary(self) -> str:
        """How many there are of each, in a sentence."""
        return ", ".join([self._title.text(), *(c.accessibleName() for c in self._chips.values())])

    def _build(self) -> None:
        self.table.setObjectName("imports_report")
        self._copy.setObjectName("imports_copy")
        self._save.setObjectName("imports_save")
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._title)
        head.addSpacing(10)
        for result, chip in self._chips.items():
            chip.setObjectName(f"imports_{result}")
            chip.clicked.connect(self._show)
            head.addWidget(chip)
        head.addStretch(1)
        head.addWidget(self._copy)
        head.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._hint)
        self._copy.clicked.connect(self.copy_wanted)
        self._save.clicked.connect(self.save_wanted)
        self.table.row_activated.connect(self._open)
        order = [*self._chips.values(), self._copy, self._save, self.table]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _show(self) -> None:
        w, report = self._wording, self._report
        if report is None:
            return
        self._title.setText(w.text("imports-summary", count=len(report.lines)))
        for result, chip in self._chips.items():
            count = count_of(report, result)
            chip.set_text(w.text(f"imports-count-{result}"), w.integer(count))
        wanted = {result for result, chip in self._chips.items() if chip.isChecked()}
        self._shown = [each for each in report.lines if not wanted or each.result in wanted]
        rows = [line_row(w, line) for line in self._shown]
        self.table.set_rows(w.text("imports-report"), headers(w), rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)

    def _open(self, row: int) -> None:
        patient_id: UUID | None = self._shown[row].patient_id
        self.patient_wanted.emit(patient_id)
