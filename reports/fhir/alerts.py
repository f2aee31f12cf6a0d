"""An alert as what was found (`DetectedIssue`) and as the work on it (`Task`), decision 0051.

What was found has its severity, what it was found in, and what was done against it. The work has
its state, its owner, by when somebody had to answer, and every act that stands. An act that was
undone counts for nothing, and only the narrative still shows it.
"""

from collections.abc import Iterator
from typing import Final

from reports.fhir.parts import (
    Resource,
    begin,
    concept,
    instant,
    own,
    own_identifier,
    period,
    refer,
    without_nothing,
)
from reports.said.actions import alerts_data
from reports.voice import wording_of
from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertAction
from services.contract.enums import ActionKind, AlertKind, AlertLevel, AlertState
from services.contract.fhir_systems import STRUCTURES
from services.contract.report_content import ReportAlert
from services.contract.reports import Report

_SEVERITIES: Final = {
    AlertLevel.CRITICAL: "high",
    AlertLevel.HIGH: "high",
    AlertLevel.MODERATE: "moderate",
    AlertLevel.INFO: "low",
}
_STATES: Final = {
    AlertState.NEW: "requested",
    AlertState.ACKNOWLEDGED: "in-progress",
    AlertState.DEFERRED: "on-hold",
    AlertState.ESCALATED: "in-progress",
    AlertState.CLOSED: "completed",
}


def issues(report: Report) -> list[Resource]:
    """What was found, newest first."""
    wording = wording_of(report)
    return [_issue(report, wording, each) for each in report.alerts]


def _issue(report: Report, wording: Wording, alert: ReportAlert) -> Resource:
    """A technical alert has no severity: nobody judged what it is about."""
    is_judged = alert.kind is not AlertKind.TECHNICAL
    leads = [own("symptom-item", each.item) for each in alert.leads]
    return begin(report, "DetectedIssue", alert.id) | without_nothing(
        {
            "identifier": [own_identifier(alert.id)],
            "status": "final",
            "code": concept(
                own("alert-kind", alert.kind.value), text=words.kind(wording, alert.kind)
            ),
            "severity": _SEVERITIES[alert.level] if is_judged else None,
            "extension": [_level(wording, alert)] if is_judged else [],
            "patient": refer(report, "Patient", report.patient.label.id),
            "identifiedDateTime": instant(alert.received_at),
            "author": refer(report, "Device", "vigie"),
            "implicated": _implicated(report, alert),
            "evidence": [{"code": [concept(each)]} for each in leads],
            "mitigation": list(_mitigations(report, wording, alert)),
        }
    )


def _level(wording: Wording, alert: ReportAlert) -> Resource:
    said = words.level(wording, alert.level, alert.kind)
    return {
        "url": STRUCTURES + "alert-level",
        "valueCoding": own("alert-level", alert.level.value, said),
    }


def _implicated(report: Report, alert: ReportAlert) -> list[Resource]:
    if not any(each.line.id == alert.answer_id for each in report.surveys):
        return []
    return [refer(report, "QuestionnaireResponse", alert.answer_id)]


def _mitigations(report: Report, wording: Wording, alert: ReportAlert) -> Iterator[Resource]:
    for act in alert.acts:
        for code in () if act.undone else act.measures:
            yield {
                "action": concept(own("measure", code.value), text=words.measure(wording, code)),
                "date": instant(act.at),
                "author": refer(report, "Practitioner", act.by.id),
            }


def tasks(report: Report) -> list[Resource]:
    """The work on each alert, newest first."""
    wording = wording_of(report)
    said = alerts_data(wording, report)
    return [
        _task(report, wording, alert, [act["result"] for act in each["acts"]])
        for alert, each in zip(report.alerts, said, strict=True)
    ]


def _task(report: Report, wording: Wording, alert: ReportAlert, results: list[str]) -> Resource:
    changed = max((act.at for act in alert.acts), default=alert.received_at)
    restriction = {} if alert.due_at is None else {"period": period(None, alert.due_at)}
    patient = refer(report, "Patient", report.patient.label.id)
    owner = None if alert.owner is None else refer(report, "Practitioner", alert.owner.id)
    acts = zip(alert.acts, results, strict=True)
    return begin(report, "Task", alert.id) | without_nothing(
        {
            "status": _STATES[alert.state],
            "businessStatus": concept(
                own("alert-state", alert.state.value), text=words.state(wording, alert.state)
            ),
            "intent": "order",
            "focus": refer(report, "DetectedIssue", alert.id),
            "for": patient,
            "executionPeriod": period(alert.acknowledged_at, alert.closed_at),
            "authoredOn": instant(alert.received_at),
            "lastModified": instant(max(changed, alert.closed_at or changed)),
            "requester": refer(report, "Device", "vigie"),
            "owner": owner,
            "restriction": restriction,
            "output": [_output(report, wording, act, said) for act, said in acts if not act.undone],
        }
    )


def _output(report: Report, wording: Wording, act: AlertAction, result: str) -> Resource:
    """An act: who, when, and what came of it in words; what they wrote is a `Communication`."""
    kind = words.act(wording, act.kind)
    note = {
        "authorReference": refer(report, "Practitioner", act.by.id),
        "time": instant(act.at),
        "text": result or kind,
    }
    return {
        "type": concept(own("alert-act", act.kind.value), text=kind),
        "valueAnnotation": note,
    }


def has_own_communication(act: AlertAction) -> bool:
    """Whether an act was said to somebody, or written: it is a `Communication` too."""
    return act.kind is ActionKind.CALL or act.text is not None or act.other is not None
