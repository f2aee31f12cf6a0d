"""The second block: each alert with why it came, when it was answered, and what was done."""

from collections.abc import Iterable
from typing import Any

from reports.voice import lead, person, several, when
from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertAction, Assessment
from services.contract.enums import AlertKind
from services.contract.explanations import Evidence, Quantity, RuleHit
from services.contract.report_content import ReportAlert
from services.contract.reports import Report

Data = dict[str, Any]


def alerts_data(wording: Wording, report: Report) -> list[Data]:
    """All of them, newest first."""
    sex = report.patient.label.sex.value
    return [
        alert_data(wording, each)
        | {
            "why": [*_hits(wording, each), *_problems(wording, each)],
            "acts": [_act(wording, act, sex) for act in each.acts],
        }
        for each in report.alerts
    ]


def alert_data(wording: Wording, alert: ReportAlert) -> Data:
    """An alert in a line or two."""
    is_technical = alert.kind is AlertKind.TECHNICAL
    leads = several(lead(wording, each) for each in alert.leads)
    return {
        "level": "technical" if is_technical else alert.level.value,
        "level_words": words.level(wording, alert.level, alert.kind),
        "title": leads or words.kind(wording, alert.kind),
        "state": words.state(wording, alert.state),
        "is_open": alert.is_open,
        "times": several(_times(wording, alert)),
        "received": when(wording, alert.received_at),
        "outcome": several(words.measure(wording, each) for each in alert.outcome),
    }


def _times(wording: Wording, alert: ReportAlert) -> Iterable[str]:
    yield wording.text("report-alert-received", at=when(wording, alert.received_at))
    for key, at in (
        ("report-due", alert.due_at),
        ("report-acknowledged", alert.acknowledged_at),
        ("report-closed-at", alert.closed_at),
    ):
        if at is not None:
            yield wording.text(key, at=when(wording, at))
    if alert.owner is not None:
        yield wording.text("report-owner", name=alert.owner.name)
    if alert.content_unreadable:
        yield wording.text("file-block-missing")


def _hits(wording: Wording, alert: ReportAlert) -> Iterable[str]:
    for hit in alert.explanation.hits:
        rule = wording.text("why-rule", rule=hit.rule_id, version=hit.rule_version)
        level = words.level(wording, hit.level, alert.kind)
        yield several((rule, _evidence(wording, hit), level))


def _evidence(wording: Wording, hit: RuleHit) -> str:
    return several(_compared(wording, each) for each in hit.evidence)


def _compared(wording: Wording, evidence: Evidence) -> str:
    quantity = words.attribute(wording, evidence.quantity)
    about = quantity if evidence.item is None else _about(wording, evidence, quantity)
    now = _value(wording, evidence.quantity, evidence.now)
    if evidence.before is None:
        return f"{about} {now}"
    before = _value(wording, evidence.quantity, evidence.before)
    return wording.text("report-now-before", what=about, now=now, before=before)


def _about(wording: Wording, evidence: Evidence, quantity: str) -> str:
    name = words.symptom(wording, str(evidence.item))
    return name if evidence.item == evidence.quantity else f"{name}, {quantity}"


def _value(wording: Wording, quantity: Quantity, value: float | str) -> str:
    if isinstance(value, str):
        return wording.text(f"why-{value}") if quantity is Quantity.URGENCY else value
    if quantity is Quantity.TEMPERATURE:
        return wording.celsius(value)
    if quantity is Quantity.WEIGHT:
        return wording.text("file-measure-weight", value=wording.decimal(value))
    if quantity in (Quantity.PRESENCE, Quantity.FALL):
        return wording.text("report-yes" if value else "report-no")
    return wording.decimal(value, 0 if value == int(value) else 1)


def _problems(wording: Wording, alert: ReportAlert) -> Iterable[str]:
    for problem in alert.explanation.problems:
        yield wording.text(f"why-problem-{problem.code}")


def _act(wording: Wording, act: AlertAction, sex: str) -> Data:
    return {
        "at": when(wording, act.at),
        "who": person(act.by),
        "what": words.act(wording, act.kind),
        "result": several(_result(wording, act, sex)),
        "text": act.text,
        "undone": wording.text("report-undone") if act.undone else None,
    }


def _result(wording: Wording, act: AlertAction, sex: str) -> Iterable[str]:
    """Codes first, then what they left open."""
    if act.result is not None:
        yield words.contact(wording, act.result, sex)
    yield from (words.measure(wording, each) for each in act.measures)
    if act.cause is not None:
        yield words.cause(wording, act.cause)
    yield act.other or ""
    for graded in act.grades:
        name = words.symptom(wording, graded.item)
        yield wording.text("report-confirmed-of", symptom=name, grade=graded.grade)
    if act.assessment is not None:
        yield _assessed(wording, act.assessment)
    yield from _waits(wording, act)
    if act.unreadable:
        yield wording.text("file-block-missing")


def _assessed(wording: Wording, assessment: Assessment) -> str:
    if assessment.level is None:
        return wording.text("report-outcome-nothing")
    return words.level(wording, assessment.level, AlertKind.CLINICAL)


def _waits(wording: Wording, act: AlertAction) -> Iterable[str]:
    if act.defer_reason is not None:
        yield words.defer_reason(wording, act.defer_reason)
    if act.until is not None:
        yield wording.text("report-until", at=when(wording, act.until))
    if act.escalated_to is not None:
        yield wording.text("report-escalated-to", name=act.escalated_to.name)
