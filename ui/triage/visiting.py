"""To the file of the patient on screen, and back from a file to one alert of its patient."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.session import Session
from console.stores.desk import TriageDesk
from ui.triage.detail.pane import DetailPane
from ui.triage.list_pane import ListPane
from ui.triage.showing import Showing

_READS_FILE = "read_patient_series"


class _Awaited(NamedTuple):
    """An alert that was asked for, and the act to begin when it is here."""

    alert_id: UUID
    act: str


class Visiting(QObject):
    """Signals: `file_wanted(patient id)` on O or the button beside the identity; `arrived(act)`
    when the alert that was asked for is on screen, with the act to begin there or an empty word.
    """

    file_wanted = Signal(UUID)
    arrived = Signal(str)

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        rows: ListPane,
        pane: DetailPane,
        showing: Showing,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows = rows
        self._showing = showing
        self._may_open = session.may(_READS_FILE)
        self._awaited: _Awaited | None = None
        pane.offer_file(self._may_open)
        pane.file_wanted.connect(self.open_file)
        rows.row_chosen.connect(self._leave)
        desk.details.shown_changed.connect(self._look)

    @property
    def can_open_file(self) -> bool:
        """Whether somebody is on screen whose file this role reads."""
        return self._may_open and self._patient_id() is not None

    def open_file(self) -> None:
        """Ask for the file of the patient on screen."""
        patient_id = self._patient_id()
        if self._may_open and patient_id is not None:
            self.file_wanted.emit(patient_id)

    def show(self, patient_id: UUID, alert: tuple[UUID, int], act: str) -> None:
        """Bring an alert to the screen, in its row where it stands in one, and begin an act."""
        alert_id, version = alert
        row = self._desk.worklist.row(patient_id)
        place = self._desk.worklist.index_of(patient_id)
        if row is not None and place is not None and row.row.alert_id == alert_id:
            self._rows.view.choose(place)
        else:
            self._showing.visit((alert_id, version, 0))
        self._awaited = _Awaited(alert_id, act)
        self._look()

    def _patient_id(self) -> UUID | None:
        """Whose row is selected; the detail may still be that of the row before."""
        alert = self._desk.details.shown.alert
        if self._showing.key is not None or alert is None:
            return self._showing.key
        return alert.patient.label.id

    def _leave(self, _key: object = None) -> None:
        """Somebody chose another alert: an act that comes late would be done on the wrong one."""
        self._awaited = None

    def _look(self) -> None:
        awaited, alert = self._awaited, self._desk.details.shown.alert
        if awaited is not None and alert is not None and alert.id == awaited.alert_id:
            self._awaited = None
            self.arrived.emit(awaited.act)
