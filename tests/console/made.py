"""Contract objects for tests: only what a test names differs from a plain, believable default."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.contract.alerts import AlertDetail, LeadSymptom, WorklistRow
from services.contract.enums import (
    AlertKind,
    AlertLevel,
    AlertState,
    ExceptionEnd,
    IdentityStatus,
    Monitoring,
    Role,
    Sex,
)
from services.contract.explanations import (
    Evidence,
    Explanation,
    HitKind,
    Operator,
    Quantity,
    RowSymptom,
    RuleHit,
)
from services.contract.patients import PatientHeader, PatientLabel
from services.contract.people import PersonLabel
from services.contract.rule_exceptions import RuleException, RuleExceptionAsk
from services.contract.sessions import CentreLabel, Me, SessionGrant, UnitLabel

NOW = datetime(2025, 11, 18, 9, 42, tzinfo=UTC)
"""10:42 in Paris."""

UNIT = UUID(int=0x77)


def person(number: int = 1, name: str = "Claire Morvan", initials: str = "CM") -> PersonLabel:
    """A professional."""
    return PersonLabel(id=UUID(int=0x1000 + number), name=name, initials=initials, title=None)


CLAIRE = person()
THEO = person(2, "T. Riou", "TR")


def patient(number: int) -> PatientLabel:
    """A patient whose names carry their number."""
    return PatientLabel(
        id=patient_id(number),
        family_name=f"KERMARREC{number}",
        given_name="Jeanne",
        birth_date=date(1958, 3, 14),
        sex=Sex.FEMALE,
        record_number=f"800451{number:03d}",
    )


def patient_id(number: int) -> UUID:
    """The id of a numbered patient."""
    return UUID(int=0x2000_0000 + number)


def alert_id(number: int) -> UUID:
    """The id of a numbered alert."""
    return UUID(int=0x3000_0000 + number)


def row(number: int, **changes: Any) -> WorklistRow:
    """A row of the queue: a critical diarrhoea, received at 08:12, overdue since 10:12."""
    usual: dict[str, Any] = {
        "patient": patient(number),
        "unit_id": UNIT,
        "alert_id": alert_id(number),
        "alert_version": 1,
        "kind": AlertKind.CLINICAL,
        "level": AlertLevel.CRITICAL,
        "rank": 1,
        "state": AlertState.NEW,
        "open_count": 1,
        "received_at": NOW - timedelta(minutes=150),
        "due_at": NOW - timedelta(minutes=30),
        "leads": [LeadSymptom(item="diarrhoea", grade=3, change=2, temperature_c=None)],
        "spark": [1, 0, 1, 1, 0, 1, 1, 3],
        "spark_threshold": 3,
        "claim": None,
        "owner": None,
        "closed_at": None,
        "closed_by": None,
    }
    return WorklistRow(**(usual | changes))


def explanation(*hits: RuleHit, **changes: Any) -> Explanation:
    """A reason; without hits, the diarrhoea of `row`."""
    usual: dict[str, Any] = {
        "rule_set_version": "default-1",
        "compared_with": NOW - timedelta(days=7),
        "hits": hits or (hit(),),
        "not_answered": (),
        "problems": (),
        "lead": RowSymptom(
            quantity=Quantity.COMPOSITE,
            item="diarrhoea",
            now=3,
            change=2,
            level=AlertLevel.CRITICAL,
        ),
        "next_symptoms": (),
    }
    return Explanation(**(usual | changes))


def evidence(**changes: Any) -> Evidence:
    """One comparison: diarrhoea from 1 to 3 in seven days, against 3."""
    usual: dict[str, Any] = {
        "quantity": Quantity.COMPOSITE,
        "item": "diarrhoea",
        "operator": Operator.AT_LEAST,
        "threshold": 3,
        "now": 3,
        "now_at": NOW - timedelta(minutes=153),
        "before": 1,
        "before_at": NOW - timedelta(days=7, minutes=153),
        "change": 2,
    }
    return Evidence(**(usual | changes))


def hit(*found: Evidence, **changes: Any) -> RuleHit:
    """A rule that fired."""
    usual: dict[str, Any] = {
        "rule_id": "DIA-02",
        "rule_version": 3,
        "level": AlertLevel.CRITICAL,
        "kind": HitKind.LEVEL,
        "item": "diarrhoea",
        "evidence": found or (evidence(),),
    }
    return RuleHit(**(usual | changes))


def header(number: int) -> PatientHeader:
    """The context of a numbered patient."""
    return PatientHeader(
        label=patient(number),
        birth_name="LE DANTEC",
        civility="Mme",
        identity_status=IdentityStatus.PROVISIONAL,
        ins=None,
        monitoring=Monitoring.ACTIVE,
        unit_id=UNIT,
        disease=None,
        treatment=None,
        oncologist=None,
        oncologist_id=None,
        phone="06 39 98 14 27",
        preferred_hours=None,
        carer=None,
        version=1,
    )


def detail(number: int, **changes: Any) -> AlertDetail:
    """An alert in full, as `row` shows it."""
    usual: dict[str, Any] = {
        "id": alert_id(number),
        "version": 1,
        "kind": AlertKind.CLINICAL,
        "level": AlertLevel.CRITICAL,
        "rank": 1,
        "state": AlertState.NEW,
        "patient": header(number),
        "received_at": NOW - timedelta(minutes=150),
        "due_at": NOW - timedelta(minutes=30),
        "response_minutes": 120,
        "claim": None,
        "owner": None,
        "acknowledged_at": None,
        "closed_at": None,
        "explanation": explanation(),
        "survey": None,
        "series": None,
        "history": [],
        "other_open": [],
        "undoable": None,
        "undo_until": None,
    }
    return AlertDetail(**(usual | changes))


def exception(
    alert: AlertDetail, ask: RuleExceptionAsk, now: datetime, by: PersonLabel = CLAIRE
) -> RuleException:
    """What was asked for, from an instant on."""
    return RuleException(
        id=uuid4(),
        version=1,
        patient_id=alert.patient.label.id,
        kind=ask.kind,
        item=ask.item,
        level=ask.level,
        rule_id=ask.rule_id,
        rule_version=None,
        rule_set_version="default-1",
        reason=ask.reason,
        by=by,
        since=now,
        until=now + timedelta(days=ask.days),
        ended_at=None,
        ended_by=None,
        ended=None,
        in_force=True,
        muted=[],
    )


def ended(exception: RuleException, now: datetime, by: PersonLabel = CLAIRE) -> RuleException:
    """The same after somebody ended it."""
    over = {
        "version": exception.version + 1,
        "ended": ExceptionEnd.WITHDRAWN,
        "ended_at": now,
        "ended_by": by,
        "in_force": False,
    }
    return exception.model_copy(update=over)


def me(*actions: str) -> Me:
    """The nurse who is signed in."""
    return Me(
        person=CLAIRE,
        role=Role.NURSE,
        centre=CentreLabel(
            id=UUID(int=0x55),
            name="CHU de Kerlann",
            zone="Europe/Paris",
            is_open=True,
            opens_at=None,
            demonstration=True,
        ),
        units=[UnitLabel(id=UNIT, name="Oncologie médicale")],
        actions=list(actions) or ["read_worklist", "claim_alert"],
        server_time=NOW,
    )


def grant(number: int = 1) -> SessionGrant:
    """The tokens of a session."""
    return SessionGrant(
        session_id=UUID(int=0x66),
        access_token=f"access-{number:032d}",
        access_expires_at=NOW + timedelta(minutes=10),
        refresh_token=f"refresh-{number:032d}",
        session_expires_at=NOW + timedelta(hours=12),
        idle_limit_s=1800,
        previous_sign_in_at=None,
        server_time=NOW,
    )
