"""Calls, and all that anybody wrote: the third block as `Communication`."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from reports.fhir.alerts import has_own_communication
from reports.fhir.parts import (
    Resource,
    begin,
    coding,
    concept,
    instant,
    own,
    own_identifier,
    refer,
    without_nothing,
)
from reports.voice import wording_of
from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertAction
from services.contract.enums import ActionKind, ContactResult
from services.contract.report_content import ReportAlert
from services.contract.reports import Report

_MODES: Final = "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode"
_PHONE: Final = coding(_MODES, "PHONE", "telephone")
_WRITTEN: Final = coding(_MODES, "WRITTEN", "written")


def communications(report: Report) -> Iterator[Resource]:
    """Those of the alerts, then the comments of the patient, then the notes of the record."""
    wording = wording_of(report)
    for alert in report.alerts:
        for act in alert.acts:
            if has_own_communication(act):
                yield _of_act(report, wording, alert, act)
    for survey in report.surveys:
        if survey.comment is not None and not survey.unreadable:
            patient = refer(report, "Patient", report.patient.label.id)
            about = refer(report, "QuestionnaireResponse", survey.line.id)
            status = "completed" if survey.is_current else "entered-in-error"
            yield _written(
                report, survey.line.id, survey.line.authored_at, survey.comment, status
            ) | {"about": [about], "sender": patient}
    for note in report.notes:
        if note.text is not None:
            said = _written(report, note.id, note.at, note.text, "completed")
            yield (
                said
                if note.by is None
                else said | {"sender": refer(report, "Practitioner", note.by.id)}
            )


def _of_act(report: Report, wording: Wording, alert: ReportAlert, act: AlertAction) -> Resource:
    is_call = act.kind is ActionKind.CALL
    patient = refer(report, "Patient", report.patient.label.id)
    return begin(report, "Communication", act.id) | without_nothing(
        {
            "identifier": [own_identifier(act.id)],
            "status": _status(act),
            "statusReason": None
            if act.result is None
            else concept(
                own("contact-result", act.result.value),
                text=words.contact(wording, act.result, report.patient.label.sex.value),
            ),
            "category": [
                concept(own("alert-act", act.kind.value), text=words.act(wording, act.kind))
            ],
            "medium": [concept(_PHONE if is_call else _WRITTEN)],
            "subject": patient,
            "about": [refer(report, "DetectedIssue", alert.id)],
            "sent": instant(act.at),
            "recipient": [patient] if act.result is ContactResult.PATIENT_REACHED else [],
            "sender": refer(report, "Practitioner", act.by.id),
            "payload": [
                {"contentString": text} for text in (act.text, act.other) if text is not None
            ],
        }
    )


def _status(act: AlertAction) -> str:
    if act.undone:
        return "entered-in-error"
    return "not-done" if act.result is ContactResult.UNREACHABLE else "completed"


def _written(report: Report, key: object, at: datetime, text: str, status: str) -> Resource:
    return begin(report, "Communication", key) | {
        "status": status,
        "medium": [concept(_WRITTEN)],
        "subject": refer(report, "Patient", report.patient.label.id),
        "sent": instant(at),
        "payload": [{"contentString": text}],
    }
