"""Exports of a nurse in every state, on a service that answers at once, fails, or says nothing."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

from console.client.http import Write
from console.errors import ConsoleError
from console.stores.export_stores import ExportStores
from services.contract.enums import Role
from services.contract.export_fields import ExportFieldList
from services.contract.export_previews import ExportPreview, PreviewTable
from services.contract.exports import (
    Export,
    ExportAsk,
    ExportDestination,
    ExportFailure,
    ExportFormat,
    ExportPage,
    ExportState,
)
from services.contract.patients import PatientLabel
from services.contract.report_enums import ExportPurpose, ReportBlock
from services.exports.fields import field_list
from services.security.policy import actions_of
from tests.samples import file_data
from tests.samples.at_once import AtOnce, Silence
from tests.samples.cohorts import SampleCohortCalls
from tests.samples.patients import SamplePatientLists, roster
from tests.samples.rows import NOW

_SPACE = UUID(int=0xE0)
_SIZE = 48_912
CONTENT = b"%PDF-1.7 sample"


def export(number: int, patient: PatientLabel, minutes: int, **changes: Any) -> Export:
    """One that was asked for some minutes ago."""
    asked_at = NOW - timedelta(minutes=minutes)
    usual: dict[str, Any] = {
        "id": uuid5(_SPACE, str(number)),
        "patient_id": patient.id,
        "patient": patient,
        "format": ExportFormat.PDF,
        "purpose": ExportPurpose.HOSPITAL_RECORD,
        "first": date(2025, 7, 30),
        "last": date(2025, 11, 18),
        "language": "fr",
        "blocks": list(ReportBlock),
        "delimiter": None,
        "destination": ExportDestination.FILE,
        "preview": False,
        "state": ExportState.QUEUED,
        "progress": 0,
        "failure": None,
        "asked_at": asked_at,
        "made_at": None,
        "expires_at": None,
        "ended_at": None,
        "size": None,
        "sha256": None,
    }
    return Export(**usual | changes)


def made(number: int, patient: PatientLabel, minutes: int, **changes: Any) -> Export:
    """One whose file is there for a quarter of an hour."""
    at = NOW - timedelta(minutes=minutes)
    told = {
        "state": ExportState.READY, "progress": 100, "made_at": at, "size": _SIZE,
        "expires_at": at + timedelta(minutes=15), "sha256": "ab" * 32,
    }  # fmt: skip
    return export(number, patient, minutes, **told | changes)


def exports() -> list[Export]:
    """Two on their way, four that are over or wait, two that failed; the latest first."""
    jeanne = file_data.series(8).patient.label
    others = [row.patient for row in roster() if row.patient.id != jeanne.id]
    ended = {"expires_at": None}
    return [
        export(1, jeanne, 0, format=ExportFormat.FHIR),
        export(2, others[0], 1, state=ExportState.MAKING, progress=70),
        made(3, others[1], 3, purpose=ExportPurpose.CARE_CONTINUITY),
        made(
            4, jeanne, 42, state=ExportState.TAKEN, ended_at=NOW - timedelta(minutes=39), **ended
        ),
        export(
            5, others[2], 55, state=ExportState.FAILED, failure=ExportFailure.TOO_LARGE,
            first=date(2016, 1, 4), blocks=[ReportBlock.SURVEYS, ReportBlock.ACTIONS],
        ),
        made(
            6, others[3], 130, state=ExportState.EXPIRED, format=ExportFormat.CSV,
            purpose=ExportPurpose.PATIENT_ACCESS, ended_at=NOW - timedelta(minutes=115), **ended,
        ),
        export(
            7, others[4], 160, state=ExportState.CANCELLED, language="en",
            ended_at=NOW - timedelta(minutes=159),
        ),
        export(
            8, others[5], 1500, state=ExportState.FAILED, failure=ExportFailure.INTERRUPTED,
            purpose=ExportPurpose.END_OF_FOLLOW_UP,
        ),
    ]  # fmt: skip


def preview_of_tables() -> ExportPreview:
    """Two tables of which one is short."""
    columns = ["date", "symptome", "grade_estime", "grade_confirme", "nom"]
    rows = [[f"2025-11-{day:02d}", "diarrhée", "3", "", "KERMARREC"] for day in range(18, 8, -1)]
    tables = [
        PreviewTable(file="questionnaires.csv", columns=columns, rows=rows, total=312),
        PreviewTable(file="actions.csv", columns=columns[:3], rows=[], total=0),
    ]
    return ExportPreview(format=ExportFormat.CSV, tables=tables)


class SampleExportCalls:
    """The endpoints of exports; any answer can be put in its place, or a fault."""

    def __init__(self) -> None:
        self.items = exports()
        self.formats = list(ExportFormat)
        self.record_format: ExportFormat | None = None
        self.faults: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.preview = preview_of_tables()
        self.asked: list[tuple[UUID, ExportAsk]] = []
        self.taken: list[UUID] = []
        self.cancelled: list[UUID] = []

    def read_page(self, limit: int, cursor: str | None = None) -> ExportPage:
        """Everything."""
        self._meet("list")
        return ExportPage(
            items=self.items,
            next_cursor=None,
            formats=self.formats,
            destinations=list(ExportDestination)[: 1 if self.record_format is None else 2],
            record_format=self.record_format,
        )

    def ask(self, patient_id: UUID, ask: ExportAsk, _write: Write) -> Export:
        """It waits before all others."""
        self.asked.append((patient_id, ask))
        self._meet("ask")
        patient = next(row.patient for row in roster() if row.patient.id == patient_id)
        told = ask.model_dump(exclude={"delimiter"})
        if ask.preview:
            return made(99, patient, 0, **told)
        new = export(100 + len(self.asked), patient, 0, **told)
        self.items = [new, *self.items]
        return new

    def take(self, export_id: UUID) -> bytes:
        """Once."""
        self._meet("take")
        self.taken.append(export_id)
        self.put(export_id, state=ExportState.TAKEN, ended_at=NOW)
        return CONTENT

    def take_preview(self, _export_id: UUID) -> ExportPreview:
        """Ten lines, or a page that is a picture of nothing."""
        self._meet("preview")
        return self.preview

    def read_fields(self) -> ExportFieldList:
        """What the service tells."""
        return field_list()

    def cancel(self, export_id: UUID, _write: Write) -> Export:
        """For good."""
        self.cancelled.append(export_id)
        self._meet("cancel")
        return self.put(export_id, state=ExportState.CANCELLED, ended_at=NOW)

    def put(self, export_id: UUID, **changes: Any) -> Export:
        """Change one over there."""
        self.items = [
            each.model_copy(update=changes) if each.id == export_id else each for each in self.items
        ]
        return next(each for each in self.items if each.id == export_id)

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.faults:
            raise self.faults[part]


class SampleExports(ExportStores):
    """Reads `calls`, and `cohorts` of whole units; `allowed` is what whoever looks may do, a nurse
    unless told.
    """

    def __init__(self, connection: Any) -> None:
        self.calls = SampleExportCalls()
        self.cohorts = SampleCohortCalls()
        self.allowed: set[str] = set(actions_of(Role.NURSE))
        files = SimpleNamespace(read_series=lambda _patient, weeks: file_data.series(weeks))
        api = SimpleNamespace(
            exports=self.calls, cohorts=self.cohorts, patient_lists=SamplePatientLists(),
            patient_files=files, step_up=lambda _password, _code: None,
        )  # fmt: skip
        session: Any = SimpleNamespace(
            api=api,
            server_now=lambda: NOW,
            may=self._may,
            clock=SimpleNamespace(learn=lambda _now: None),
        )
        jobs: Any = AtOnce()
        super().__init__(jobs, session, connection)

    def _may(self, action: str) -> bool:
        return action in self.allowed
