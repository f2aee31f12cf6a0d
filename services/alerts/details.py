"""Alerts with everything that their reader needs, put together for one or for fifty at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.alerts import expected, rule_exception_rows
from services.alerts.escalations import asked_about
from services.alerts.explanations import told
from services.alerts.history import latest_acts, persons_in, received_at, shown, undoable
from services.alerts.lead_symptoms import first_graded, lead_symptoms
from services.alerts.life_cycle import REOPENED_FOR
from services.alerts.repository import open_alerts, standing_of
from services.alerts.series import Course, weeks_of
from services.alerts.stored_rules import StoredRules
from services.alerts.surveys import surveys
from services.alerts.unreadable import NO_EXPLANATION
from services.alerts.weeks import Week
from services.alerts.zones import Zones
from services.centres.people import people
from services.centres.times import time_of
from services.contract.alerts import (
    AlertDetail,
    AlertLabel,
    AnsweredSurvey,
    Claim,
    Escalation,
    Series,
    SeriesPoint,
)
from services.contract.enums import AlertState
from services.contract.explanations import Explanation
from services.contract.patients import HeaderPart, PatientHeader
from services.contract.people import PersonLabel
from services.contract.rule_exceptions import RuleException
from services.db.tables.alerts import Alert, AlertAct
from services.edge.context import Context
from services.patients import monitoring
from services.security.caller import Caller
from services.security.ciphers import Cipher
from services.security.unreadable import ciphers, opened


@dataclass(frozen=True)
class _Gathered:
    """What was read for all the alerts together."""

    ciphers: Mapping[UUID, Cipher]
    told: Mapping[UUID, Explanation | None]
    surveys: Mapping[UUID, AnsweredSurvey]
    series: Mapping[UUID, Series]
    acts: Mapping[UUID, list[AlertAct]]
    open: Sequence[Alert]
    named: Mapping[UUID, PersonLabel]
    headers: Mapping[UUID, PatientHeader]
    received: Mapping[UUID, datetime]
    asked: Mapping[UUID, list[UUID]]
    rules: expected.InForce
    exceptions: Mapping[UUID, list[RuleException]]
    expected_versions: Mapping[UUID, int]


def details(
    session: Session, context: Context, caller: Caller, alerts: Sequence[Alert], now: datetime
) -> list[AlertDetail]:
    """The details of alerts that the caller may see, in the same order."""
    gathered = _gather(session, context, caller, alerts, now)
    return [_detail(context, caller, alert, gathered, now) for alert in alerts]


def _gather(
    session: Session, context: Context, caller: Caller, alerts: Sequence[Alert], now: datetime
) -> _Gathered:
    patient_ids = list({alert.patient_id for alert in alerts})
    sealed_by = ciphers(context.keys, patient_ids)
    still_open = open_alerts(session, patient_ids)
    known = {each.id: told(sealed_by[each.patient_id], each) for each in (*alerts, *still_open)}
    explained = {alert.id: known[alert.id] or NO_EXPLANATION for alert in alerts}
    zone = time_of(session, caller.centre_id).zone
    answered = surveys(session, sealed_by, alerts, explained)
    courses = {
        alert.id: Course(alert.patient_id, item, answered[alert.id].authored_at)
        for alert in alerts
        if alert.id in answered and (item := first_graded(explained[alert.id])) is not None
    }
    weeks = weeks_of(session, zone, list(courses.values()))
    acts = latest_acts(session, patient_ids, {each.id for each in (*alerts, *still_open)})
    asked = asked_about(session, caller.centre_id, alerts, now)
    persons = {person for listed in acts.values() for person in persons_in(listed)}
    persons |= {
        person for alert in alerts for person in (alert.claimed_by, alert.owner_id) if person
    }
    persons |= {person for listed in asked.values() for person in listed}
    today = now.astimezone(zone).date()
    stored = StoredRules(session)
    zones, rules = Zones(stored), expected.rules_in_force(session, stored, now)
    return _Gathered(
        ciphers=sealed_by,
        told=known,
        surveys=answered,
        series={
            alert_id: _series(session, context, course, weeks[course], zones, explained[alert_id])
            for alert_id, course in courses.items()
        },
        acts=acts,
        open=still_open,
        named=people(session, persons),
        headers={
            each: monitoring.header(session, context.keys, each, today) for each in patient_ids
        },
        asked=asked,
        received=received_at(session, {act.alert_id for listed in acts.values() for act in listed}),
        rules=rules,
        exceptions=expected.expected_of(session, sealed_by, patient_ids, rules, now),
        expected_versions=rule_exception_rows.versions(session, patient_ids),
    )


def _series(
    session: Session,
    context: Context,
    course: Course,
    weeks: list[Week],
    zones: Zones,
    explanation: Explanation,
) -> Series:
    """Estimated grades only: what a clinician confirmed stands in the history (decision 17)."""
    return Series(
        item=course.item,
        points=[
            SeriesPoint(on=week.on, grade=week.grade, answered=week.answered, confirmed=False)
            for week in weeks
        ],
        zone=zones.of(explanation, course.item),
        cycles=opened(
            lambda: monitoring.cycles(session, context.keys, course.patient_id, weeks[0].on),
            "cycles of patient",
            course.patient_id,
        )
        or [],
    )


def _detail(
    context: Context, caller: Caller, alert: Alert, gathered: _Gathered, now: datetime
) -> AlertDetail:
    acts = gathered.acts[alert.patient_id]
    standing = standing_of(alert)
    header = gathered.headers[alert.patient_id]
    explanation, survey = gathered.told[alert.id], gathered.surveys.get(alert.id)
    blocked = standing.claimed_by_other(caller.person, now)
    may_undo = None if blocked else undoable(alert, acts, caller.person, now, context.settings)
    return AlertDetail(
        id=alert.id,
        version=alert.version,
        kind=alert.kind,
        level=alert.level,
        rank=alert.rank,
        state=alert.state,
        patient=header,
        received_at=alert.received_at,
        due_at=alert.due_at if alert.state is AlertState.NEW else None,
        response_minutes=alert.response_minutes,
        claim=claim_of(alert.claimed_by, alert.claimed_until, gathered.named, now),
        owner=None if alert.owner_id is None else gathered.named[alert.owner_id],
        acknowledged_at=alert.acknowledged_at,
        closed_at=alert.closed_at,
        explanation=explanation or NO_EXPLANATION,
        survey=survey,
        series=gathered.series.get(alert.id),
        history=shown(acts, gathered.ciphers[alert.patient_id], gathered.named, gathered.received),
        other_open=[
            label_of(other, gathered.told[other.id])
            for other in gathered.open
            if other.patient_id == alert.patient_id and other.id != alert.id
        ],
        undoable=None if may_undo is None else may_undo[0],
        undo_until=None if may_undo is None else may_undo[1],
        waits_until=alert.waits_until,
        escalation=_escalation(alert, gathered),
        reopen_until=None if alert.closed_at is None else alert.closed_at + REOPENED_FOR,
        identity_unreadable=HeaderPart.IDENTITY in header.unreadable,
        content_unreadable=explanation is None or (survey is None and alert.answer_id is not None),
        exceptions=gathered.exceptions[alert.patient_id],
        expected_version=gathered.expected_versions.get(alert.patient_id, 0),
        expectable=expected.expectable(explanation or NO_EXPLANATION, survey, gathered.rules),
    )


def _escalation(alert: Alert, gathered: _Gathered) -> Escalation | None:
    asked = gathered.asked.get(alert.id)
    if not asked or alert.owner_id is None or not alert.effective_at or not alert.waits_until:
        return None
    return Escalation(
        by=gathered.named[alert.owner_id],
        asked=[gathered.named[person] for person in asked],
        effective_at=alert.effective_at,
        answer_due_at=alert.waits_until,
    )


def claim_of(
    by: UUID | None, until: datetime | None, named: Mapping[UUID, PersonLabel], now: datetime
) -> Claim | None:
    """The claim while it lasts."""
    if by is None or until is None or now >= until:
        return None
    return Claim(by=named[by], until=until)


def label_of(alert: Alert, explanation: Explanation | None) -> AlertLabel:
    """An alert beside another one; without a lead when its explanation cannot be opened."""
    leads = [] if explanation is None else lead_symptoms(explanation)
    return AlertLabel(
        id=alert.id,
        version=alert.version,
        kind=alert.kind,
        level=alert.level,
        received_at=alert.received_at,
        lead=leads[0] if leads else None,
        state=alert.state,
        waits_until=alert.waits_until,
    )
