"""Resources made from the readers of a file by the builders of reports: there is no second mapping.

Objects of several patients are gathered patient by patient, in a fixed number of queries for each.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from reports.fhir import observations
from reports.fhir.documents import document_reference
from reports.fhir.parts import Resource
from reports.fhir.people import patient
from reports.fhir.responses import response
from reports.fhir.served import STANDING, finding_id, names_in, once, served
from services.contract.enums import EntryKind
from services.contract.patient_file import Measurement
from services.contract.patients import HeaderPart
from services.contract.record import EcogContent, EntryContent, TemperatureContent, WeightContent
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report, ReportCentre, ReportIdentity
from services.db.tables.centres import Centre
from services.db.tables.fhir import ResourceKind
from services.db.tables.record import RecordEntry
from services.edge.context import Context
from services.exports.report_alerts import alerts_of_answers
from services.exports.report_people import report_identity
from services.exports.report_surveys import surveys_of_lines
from services.fhir.left import left
from services.fhir.rows import NumberedRow
from services.files.query import FileQuery
from services.files.survey_lines import lines_of
from services.patients.headers import header, label_without_identity
from services.record.entries import began, content_of
from services.record.partial_dates import known
from services.security.caller import Caller

_LANGUAGE: Final = "fr"
_CENTRE: Final = select(Centre.name, Centre.zone, Centre.demonstration).where(
    Centre.id == bindparam("centre_id")
)
_ENTRIES: Final = select(RecordEntry).where(
    RecordEntry.patient_id == bindparam("patient_id"),
    RecordEntry.id.in_(bindparam("entry_ids", expanding=True)),
)


@dataclass(frozen=True)
class Desk:
    """A machine that reads its centre, at one instant."""

    session: Session
    context: Context
    caller: Caller
    now: datetime


@dataclass
class Gathered:
    """The resources of each object; `unreadable` could not be opened."""

    resources: dict[UUID, list[Resource]] = field(default_factory=dict)
    unreadable: set[UUID] = field(default_factory=set)


def gather(desk: Desk, kind: ResourceKind, rows: Sequence[NumberedRow]) -> Gathered:
    """What is made of some objects; one that is not there any more has nothing."""
    by_patient: dict[UUID, list[NumberedRow]] = {}
    for row in rows:
        by_patient.setdefault(row.patient_id, []).append(row)
    found, make = Gathered(), _MAKERS[kind]
    frame = _frame(desk)
    for patient_id, theirs in by_patient.items():
        query = FileQuery(desk.session, desk.context, desk.caller, patient_id, desk.now)
        query.require_reach()
        make(_Part(query, frame, {row.object_id: row for row in theirs}, found))
    return found


@dataclass(frozen=True)
class _Frame:
    """What all patients of a centre share."""

    centre: ReportCentre
    is_demonstration: bool

    @property
    def zone(self) -> ZoneInfo:
        """Where its days begin."""
        return ZoneInfo(self.centre.zone)


@dataclass(frozen=True)
class _Part:
    """The objects of one patient."""

    query: FileQuery
    frame: _Frame
    rows: Mapping[UUID, NumberedRow]
    found: Gathered

    def report(self, identity: ReportIdentity | None = None) -> Report:
        """A report of nothing but who the patient is, to which things are added one by one."""
        who: dict[str, Any] = {"label": label_without_identity(self.query.patient_id)}
        parts: dict[str, Any] = {
            "id": STANDING,
            "patient": identity or ReportIdentity.model_construct(**who),
            "centre": self.frame.centre,
            "language": _LANGUAGE,
            "blocks": tuple(ReportBlock),
            "surveys": (),
            "alerts": (),
            "is_demonstration": self.frame.is_demonstration,
        }
        return Report.model_construct(**parts)

    def give(self, object_id: UUID, report: Report, resources: Mapping[str, Resource]) -> None:
        """Adds what is made of an object, by the identifiers under which it is served."""
        row, names = self.rows[object_id], names_in(report)
        self.found.resources[object_id] = [
            served(each, names, identifier, row.version, row.changed_at)
            for identifier, each in resources.items()
        ]


def _frame(desk: Desk) -> _Frame:
    row = desk.session.execute(_CENTRE, {"centre_id": desk.caller.centre_id}).one()
    centre = ReportCentre(
        id=desk.caller.centre_id, name=row.name, finess=None, unit=None, zone=row.zone
    )
    return _Frame(centre, row.demonstration)


def _patients(part: _Part) -> None:
    query = part.query
    today = query.now.astimezone(part.frame.zone).date()
    shown = header(query.session, query.context.keys, query.patient_id, today)
    if HeaderPart.IDENTITY in shown.unreadable:
        part.found.unreadable.add(query.patient_id)
        return
    is_demonstration = part.frame.is_demonstration
    report = part.report(report_identity(shown, is_demonstration=is_demonstration))
    part.give(query.patient_id, report, {str(query.patient_id): patient(report)})


def _responses(part: _Part) -> None:
    for survey in surveys_of_lines(part.query, lines_of(part.query, part.rows), ()):
        if survey.unreadable:
            part.found.unreadable.add(survey.line.id)
            continue
        report = part.report().model_copy(update={"surveys": (survey,)})
        part.give(survey.line.id, report, {str(survey.line.id): response(report, survey)})


def _observations(part: _Part) -> None:
    lines = lines_of(part.query, part.rows)
    alerts = alerts_of_answers(part.query, [each.id for each in lines]) if lines else ()
    for survey in surveys_of_lines(part.query, lines, alerts) if lines else ():
        if survey.unreadable:
            part.found.unreadable.add(survey.line.id)
            continue
        report = part.report().model_copy(update={"surveys": (survey,), "alerts": alerts})
        made = once(observations.of_survey(report, survey))
        part.give(survey.line.id, report, {finding_id(survey, each): each for each in made})
    _measured(part, [each for each in part.rows if each not in {line.id for line in lines}])


def _measured(part: _Part, entry_ids: Sequence[UUID]) -> None:
    if not entry_ids:
        return
    query, report = part.query, part.report()
    asked = {"patient_id": query.patient_id, "entry_ids": entry_ids}
    cipher = query.cipher()
    for row in query.session.scalars(_ENTRIES, asked):
        content = content_of(cipher, row)
        value = None if content is None else _value(content)
        if value is None:
            part.found.unreadable.add(row.id)
            continue
        measured = Measurement(on=known(began(row)).day, value=value, by_patient=False)
        made = observations.of_team(
            report, row.id, EntryKind(row.kind).value, measured, stands=row.withdrawn_at is None
        )
        part.give(row.id, report, {str(row.id): made})


def _value(content: EntryContent) -> float | None:
    match content:
        case WeightContent(kg=value) | TemperatureContent(celsius=value) | EcogContent(grade=value):
            return float(value)
        case _:
            return None


def _documents(part: _Part) -> None:
    query, report = part.query, part.report()
    for each in left(query.session, query.patient_id, list(part.rows), part.frame.zone):
        part.give(each.id, report, {str(each.id): document_reference(report, each)})


_MAKERS: Final[Mapping[ResourceKind, Callable[[_Part], None]]] = {
    ResourceKind.PATIENT: _patients,
    ResourceKind.RESPONSE: _responses,
    ResourceKind.OBSERVATION: _observations,
    ResourceKind.DOCUMENT: _documents,
}
