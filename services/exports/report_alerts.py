"""The second block of a report: alerts, and everything that was done about each."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, or_, select

from services.alerts import history
from services.alerts.explanations import told
from services.alerts.lead_symptoms import lead_symptoms
from services.alerts.unreadable import NO_EXPLANATION
from services.centres.people import people
from services.contract.alerts import AlertAction
from services.contract.people import PersonLabel
from services.contract.report_content import NOT_REPORTED, ReportAlert
from services.db.tables.alerts import Alert, AlertAct
from services.db.types import Instant
from services.exports.report_span import Span
from services.files.query import FileQuery
from services.security.ciphers import Cipher

_SINCE: Final = bindparam("since", type_=Instant())
_UNTIL: Final = bindparam("until", type_=Instant())
_OF_PERIOD: Final = or_(
    and_(Alert.received_at < _UNTIL, or_(Alert.closed_at.is_(None), Alert.closed_at >= _SINCE)),
    exists(
        select(AlertAct.id).where(
            AlertAct.alert_id == Alert.id,
            AlertAct.at >= _SINCE,
            AlertAct.at < _UNTIL,
            AlertAct.kind.not_in(NOT_REPORTED),
        )
    ),
)
_ALERTS: Final = (
    select(Alert)
    .where(Alert.patient_id == bindparam("patient_id"), _OF_PERIOD)
    .order_by(Alert.received_at.desc(), Alert.id.desc())
)
_OF_ANSWERS: Final = select(Alert).where(
    Alert.patient_id == bindparam("patient_id"),
    Alert.answer_id.in_(bindparam("answer_ids", expanding=True)),
)
_ACTS: Final = (
    select(AlertAct)
    .where(
        AlertAct.patient_id == bindparam("patient_id"),
        AlertAct.alert_id.in_(bindparam("alert_ids", expanding=True)),
    )
    .order_by(AlertAct.at, AlertAct.id)
)


def report_alerts(query: FileQuery, span: Span, *, with_words: bool) -> tuple[ReportAlert, ...]:
    """Those that came in the period, were open in it, or that somebody acted on in it; newest
    first, without the team's words where they were not asked for.
    """
    asked = {"patient_id": query.patient_id, "since": span.since, "until": span.until}
    alerts = query.session.scalars(_ALERTS, asked).all()
    return _told(query, alerts, with_words=with_words)


def alerts_of_answers(query: FileQuery, answer_ids: Collection[UUID]) -> tuple[ReportAlert, ...]:
    """Those that some answers raised, without the team's words."""
    asked = {"patient_id": query.patient_id, "answer_ids": list(answer_ids)}
    return _told(query, query.session.scalars(_OF_ANSWERS, asked).all(), with_words=False)


def _told(
    query: FileQuery, alerts: Sequence[Alert], *, with_words: bool
) -> tuple[ReportAlert, ...]:
    wanted = {"patient_id": query.patient_id, "alert_ids": [each.id for each in alerts]}
    rows = query.session.scalars(_ACTS, wanted).all() if alerts else []
    named = people(
        query.session,
        history.persons_in(rows) | {each.owner_id for each in alerts if each.owner_id},
    )
    cipher = query.cipher()
    received = {each.id: each.received_at for each in alerts}
    acts: dict[UUID, list[AlertAction]] = {}
    for act in history.shown(rows, cipher, named, received):
        if act.kind not in NOT_REPORTED:
            acts.setdefault(act.alert_id, []).append(act if with_words else _without_words(act))
    return tuple(_alert(each, cipher, acts.get(each.id, []), named) for each in alerts)


def _alert(
    alert: Any,
    cipher: Cipher,
    acts: Sequence[AlertAction],
    named: Mapping[UUID, PersonLabel],
) -> ReportAlert:
    explanation = told(cipher, alert)
    return ReportAlert(
        id=alert.id,
        kind=alert.kind,
        level=alert.level,
        state=alert.state,
        answer_id=alert.answer_id,
        received_at=alert.received_at,
        due_at=alert.due_at,
        acknowledged_at=alert.acknowledged_at,
        closed_at=alert.closed_at,
        owner=None if alert.owner_id is None else named.get(alert.owner_id),
        leads=() if explanation is None else tuple(lead_symptoms(explanation)),
        explanation=explanation or NO_EXPLANATION,
        acts=tuple(acts),
        content_unreadable=explanation is None,
    )


def _without_words(act: AlertAction) -> AlertAction:
    return act.model_copy(update={"text": None, "other": None})
