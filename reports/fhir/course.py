"""The follow-up, the disease, the lines of treatment with their cycles, and what happened."""

from collections.abc import Iterator
from typing import Final

from reports.fhir.parts import (
    Resource,
    begin,
    concept,
    own,
    own_identifier,
    period,
    refer,
    without_nothing,
)
from reports.voice import line_name, wording_of
from resources.wording import Wording
from services.contract.enums import Monitoring
from services.contract.fhir_systems import STRUCTURES
from services.contract.patient_file import FileEvent
from services.contract.record import RecordedCycle, RecordedLine
from services.contract.reports import Report

_CYCLE_NUMBER: Final = STRUCTURES + "cycle-number"
_STATES: Final = {
    Monitoring.PENDING: "planned",
    Monitoring.ACTIVE: "active",
    Monitoring.PAUSED: "onhold",
    Monitoring.ENDED: "finished",
}


def follow_up(report: Report) -> Resource:
    """The telemonitoring itself, as far as the report knows it."""
    follow, disease = report.summary.follow_up, _disease_of(report)
    return begin(report, "EpisodeOfCare", "follow-up") | without_nothing(
        {
            "status": _STATES[report.patient.monitoring],
            "patient": refer(report, "Patient", report.patient.label.id),
            "managingOrganization": refer(report, "Organization", report.centre.id),
            "period": period(follow.first_survey_on, report.patient.ended_on),
            "diagnosis": [{"condition": disease}] if disease else [],
        }
    )


def _disease_of(report: Report) -> Resource | None:
    return refer(report, "Condition", "disease") if report.patient.disease else None


def course(report: Report) -> Iterator[Resource]:
    """The disease, each line of treatment with its cycles, and the events of the record."""
    wording, patient = wording_of(report), refer(report, "Patient", report.patient.label.id)
    if report.patient.disease:
        yield begin(report, "Condition", "disease") | {
            "code": {"text": report.patient.disease},
            "subject": patient,
        }
    for line in report.summary.lines:
        if line.withdrawn_at is None:
            name = line_name(wording, line)
            yield _line(report, line, name, patient)
            for cycle in line.cycles:
                if cycle.withdrawn_at is None:
                    yield _cycle(report, line, cycle, name, patient)
    for event in report.summary.events:
        if event.event is not None:
            yield _event(report, wording, event, patient)


def _line(report: Report, line: RecordedLine, name: str, patient: Resource) -> Resource:
    return begin(report, "CarePlan", line.id) | {
        "identifier": [own_identifier(line.id)],
        "status": "active" if line.ended_on is None else "completed",
        "intent": "plan",
        "title": name,
        "subject": patient,
        "period": period(line.started_on, line.ended_on),
    }


def _cycle(
    report: Report, line: RecordedLine, cycle: RecordedCycle, name: str, patient: Resource
) -> Resource:
    number = {"url": _CYCLE_NUMBER, "valuePositiveInt": cycle.number}
    return begin(report, "MedicationAdministration", cycle.id) | without_nothing(
        {
            "extension": [number],
            "identifier": [own_identifier(cycle.id)],
            "status": "completed",
            "medicationCodeableConcept": {"text": name},
            "subject": patient,
            "supportingInformation": [refer(report, "CarePlan", line.id)],
            "effectiveDateTime": cycle.started_on.isoformat(),
            "note": [{"text": cycle.note}] if cycle.note else [],
        }
    )


def _event(report: Report, wording: Wording, event: FileEvent, patient: Resource) -> Resource:
    """A fact of the record under the day that is known, which may be half of one."""
    assert event.event is not None
    start, end = event.known or event.on.isoformat(), event.until
    span = {"effectivePeriod": {"start": start, "end": end}}
    name = wording.text(f"word-event-{event.event}")
    return begin(report, "Observation", event.id) | without_nothing(
        {
            "identifier": [own_identifier(event.id)],
            "status": "final",
            "code": concept(own("event", event.event.value), text=name),
            "subject": patient,
            **(span if end else {"effectiveDateTime": start}),
            "valueString": event.label,
        }
    )
