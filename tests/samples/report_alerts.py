"""Invented alerts of a report: the one of the design's picture, and what was done before."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.contract.alerts import AlertAction, ConfirmedGrade, LeadSymptom
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    AlertState,
    ContactResult,
    MeasureCode,
)
from services.contract.explanations import Explanation
from services.contract.report_content import ReportAlert
from tests.samples.detail import details
from tests.samples.rows import ALAIN, CLAIRE, THOMAS, paris, worklist

OPEN: UUID = worklist()[0].alert_id
CLOSED = UUID(int=5998)


def _nothing_told() -> Explanation:
    return Explanation(
        rule_set_version=None,
        compared_with=None,
        hits=(),
        not_answered=(),
        problems=(),
        lead=None,
        next_symptoms=(),
    )


def act(number: int, alert_id: UUID, kind: ActionKind, at: datetime, **changes: Any) -> AlertAction:
    """One act of the team."""
    usual: dict[str, Any] = {
        "id": UUID(int=0xAC00_0000 + number),
        "alert_id": alert_id,
        "kind": kind,
        "by": CLAIRE,
        "at": at,
        "result": None,
        "measures": [],
        "grades": [],
        "text": None,
        "undone": False,
    }
    return AlertAction(**(usual | changes))


def open_alert(answer_id: UUID) -> ReportAlert:
    """The alert of the picture: critical, escalated, half an hour late."""
    return ReportAlert(
        id=OPEN,
        kind=AlertKind.CLINICAL,
        level=AlertLevel.CRITICAL,
        state=AlertState.ESCALATED,
        answer_id=answer_id,
        received_at=paris(18, 8, 12),
        due_at=paris(18, 10, 12),
        acknowledged_at=paris(18, 10, 31),
        closed_at=None,
        owner=CLAIRE,
        leads=(
            LeadSymptom(item="diarrhoea", grade=3, change=2, temperature_c=None),
            LeadSymptom(item="abdominal_pain", grade=2, change=1, temperature_c=None),
        ),
        explanation=details()[OPEN].explanation,
        acts=(
            act(1, OPEN, ActionKind.ACKNOWLEDGE, paris(18, 10, 31)),
            act(
                2,
                OPEN,
                ActionKind.ESCALATE,
                paris(18, 10, 41),
                text="Ne boit plus : réhydratation IV en hôpital de jour ?",
                escalated_to=ALAIN,
            ),
        ),
    )


def closed_alert(answer_id: UUID) -> ReportAlert:
    """A moderate one of the week before, with a call, measures, and a note that was undone."""
    at = paris(11, 9, 20)
    called: dict[str, Any] = {
        "result": ContactResult.PATIENT_REACHED,
        "grades": [ConfirmedGrade(item="fatigue", grade=2)],
        "text": "Conseils hydratation, lopéramide rappelé.",
    }
    measured = [MeasureCode.ADVICE_BY_PHONE, MeasureCode.WATCH_NEXT_SURVEY]
    return ReportAlert(
        id=CLOSED,
        kind=AlertKind.CLINICAL,
        level=AlertLevel.MODERATE,
        state=AlertState.CLOSED,
        answer_id=answer_id,
        received_at=paris(11, 8, 43),
        due_at=paris(11, 16, 43),
        acknowledged_at=paris(11, 9, 20),
        closed_at=at + timedelta(minutes=6),
        owner=CLAIRE,
        leads=(LeadSymptom(item="fatigue", grade=2, change=0, temperature_c=None),),
        explanation=_nothing_told(),
        acts=(
            act(3, CLOSED, ActionKind.CALL, at, **called),
            act(4, CLOSED, ActionKind.NOTE, at, text="Mauvais dossier", undone=True),
            act(5, CLOSED, ActionKind.MEASURE, at + timedelta(minutes=4), measures=measured),
            act(6, CLOSED, ActionKind.CLOSE, at + timedelta(minutes=6), by=THOMAS),
        ),
    )


def silent_alert(number: int, at: datetime) -> ReportAlert:
    """Nobody answered: a non-response, called and closed."""
    alert_id = UUID(int=0x5A00 + number)
    left = {"result": ContactResult.MESSAGE_LEFT}
    return ReportAlert(
        id=alert_id,
        kind=AlertKind.NON_RESPONSE,
        level=AlertLevel.INFO,
        state=AlertState.CLOSED,
        answer_id=None,
        received_at=at,
        due_at=at + timedelta(days=2),
        acknowledged_at=at + timedelta(hours=3),
        closed_at=at + timedelta(hours=5),
        owner=THOMAS,
        leads=(),
        explanation=_nothing_told(),
        acts=(
            act(number * 10, alert_id, ActionKind.CALL, at + timedelta(hours=3), **left),
            act(
                number * 10 + 1,
                alert_id,
                ActionKind.CLOSE,
                at + timedelta(hours=5),
                measures=[MeasureCode.UNREACHABLE_MESSAGE_LEFT],
            ),
        ),
    )
