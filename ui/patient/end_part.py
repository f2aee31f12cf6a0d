"""What the end of a follow-up adds to an open file: when, by whom and why, whether the patient
knows, what became of its report, and the way back.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from console.models.archives_text import detail_text, end_text, message_text, sent_text
from console.models.care_report_text import needs_somebody, report_text
from console.session import Session
from console.stores.archived_acts import INFORMS, RESTORES, standing_end
from console.stores.desk import TriageDesk
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.archiving import Archive
from services.contract.enums import Monitoring
from services.contract.patients import PatientLabel
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.plain_text import plain_tooltip
from widgets.strip import Strip
from widgets.theme import Theme

_BETWEEN: Final = " · "


class EndPart(QWidget):
    """Stands under the banner of somebody who is followed no more. Signals, each with the
    `PatientLabel`: `informed_wanted`, `restore_wanted`; `undo_wanted()`.
    """

    informed_wanted = Signal(object)
    restore_wanted = Signal(object)
    undo_wanted = Signal()

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._file = desk.file
        self._archiving = desk.archiving
        self._acts = desk.archived_acts
        self._connection = desk.connection
        self._session = session
        self._wording = wording
        self._line = PlainLabel(theme, role="body_strong", parent=self)
        self._told = PlainLabel(theme, role="body", parent=self)
        self._report = PlainLabel(theme, role="body", parent=self)
        self._icon = IconLabel(theme, "archive-box", "text.secondary", 18, self)
        self._notice = Strip(theme, self)
        self._undo = Button(theme, "", "secondary", "arrow-counter-clockwise", parent=self)
        self._informed = Button(theme, "", "secondary", "chats-teardrop", parent=self)
        self._restore = Button(theme, "", "secondary", "arrows-clockwise", parent=self)
        self._undo_ends = QTimer(self)
        self._undo_ends.setSingleShot(True)
        self._build()
        self._connect()
        self.set_wording(wording)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self._wording = w
        self.setAccessibleName(w.text("end-title"))
        self._undo.set_label(w.text("end-undo"))
        self._informed.set_label(w.text("end-informed"))
        self._restore.set_label(w.text("end-restore"))
        self._show()

    @property
    def patient(self) -> PatientLabel | None:
        """Whose follow-up has ended; None while the file is of somebody who is followed."""
        header = self._file.header
        is_over = header is not None and header.monitoring is Monitoring.ENDED
        return header.label if header is not None and is_over else None

    @property
    def archive(self) -> Archive | None:
        """The end that stands, as far as it was read."""
        shown = self._file.archives.shown.value
        return None if shown is None or self.patient is None else standing_end(shown.items)

    @property
    def may_inform(self) -> bool:
        """Whether this person may say that the patient was told."""
        archive = self.archive
        return archive is not None and archive.is_told is False and self._acts.may(INFORMS)

    @property
    def may_restore(self) -> bool:
        """Whether this person may follow the patient again."""
        return self.archive is not None and self._acts.may(RESTORES)

    def follow(self) -> None:
        """The file shows another header: read what its end was when there is one."""
        patient = self.patient
        if patient is None:
            if self._file.archives.key is not None:
                self._file.archives.hide()
        elif self._file.archives.key is None:
            self._file.archives.show(patient.id, None)
        self._show()

    def take_back(self) -> None:
        """What was ended here a moment ago goes on, as long as that can be (Ctrl+Z)."""
        if self._archiving.may_undo_of(self._file.patient_id):
            self.undo_wanted.emit()

    def _show(self) -> None:
        w, archive, shown = self._wording, self.archive, self._file.archives.shown
        has_failed = shown.value is None and shown.state is StoreState.ERROR
        self.setVisible(self.patient is not None and (archive is not None or has_failed))
        if has_failed:
            self._notice.ask(w.text("end-error"), accept=w.text("triage-retry"), kind="danger")
        else:
            self._notice.hide()
        self._row.setVisible(archive is not None)
        if archive is not None:
            self._show_end(w, archive)
            self._offer(w)

    def _show_end(self, w: Wording, archive: Archive) -> None:
        parts = (end_text(w, archive), detail_text(w, archive.died_on, archive.detail))
        self._line.setText(_BETWEEN.join(part for part in parts if part))
        told, icon = message_text(w, archive, self._session.server_now())
        self._told.setText(told)
        self._told.set_tone("warning" if archive.is_told is False else "secondary")
        sent = "\n".join(sent_text(w, each) for each in archive.messages)
        self._told.setToolTip(plain_tooltip(sent))
        report = report_text(w, archive.report, self._session.server_now())
        self._report.setText(report)
        self._report.setVisible(bool(report))
        self._report.set_tone("warning" if needs_somebody(archive.report) else "secondary")
        self._icon.set_icon(icon, "warning" if archive.is_told is False else "text.secondary")

    def _offer(self, w: Wording) -> None:
        offline = w.text("silence-offline") if self._connection.shows_offline else ""
        may_undo = self._archiving.may_undo_of(self._file.patient_id)
        for button, is_here in (
            (self._undo, may_undo),
            (self._informed, self.may_inform),
            (self._restore, self.may_restore and not may_undo),
        ):
            button.setVisible(is_here)
            button.set_enabled_because(not offline, offline)
        if may_undo:
            self._undo_ends.start(self._archiving.undo_left_ms)

    def _want_informed(self) -> None:
        if self.patient is not None:
            self.informed_wanted.emit(self.patient)

    def _want_restore(self) -> None:
        if self.patient is not None:
            self.restore_wanted.emit(self.patient)

    def _connect(self) -> None:
        self._undo.clicked.connect(self.undo_wanted)
        self._informed.clicked.connect(self._want_informed)
        self._restore.clicked.connect(self._want_restore)
        self._notice.accepted.connect(self._file.archives.read)
        self._file.archives.changed.connect(self._show)
        self._archiving.changed.connect(self._show)
        self._connection.changed.connect(self._show)
        self._undo_ends.timeout.connect(self._show)

    def _build(self) -> None:
        self.setObjectName("patient_end")
        self._notice.setObjectName("patient_end_notice")
        names = {"undo": self._undo, "informed": self._informed, "restore": self._restore}
        self._row = QWidget(self)
        line = FlowRow(self._row, gap_px=14, line_gap_px=6, spread=False)
        for part in (self._icon, self._line, self._told, self._report):
            line.addWidget(part)
        for name, button in names.items():
            button.setObjectName(f"patient_end_{name}")
            button.set_low()
            line.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._row.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 2)
        column.addWidget(self._notice)
        column.addWidget(self._row)
        self.hide()
