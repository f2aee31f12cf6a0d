"""What was done about those who fell silent: an alert each week, a call, and it was closed.

So the queue of the picture stays as it is; who is silent stands in the list of screens.md 3.6.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.alerts.raising import raise_told
from services.alerts.work import Work
from services.audit.journal import entry_of, record
from services.contract.alert_acts import CallAsk, CloseAsk, MeasureAsk
from services.contract.enums import AlertKind, AlertLevel, ContactResult, MeasureCode
from services.db.tables.schedule import SurveyWindow
from services.demo.calendar import PRESENT, in_opening_hours
from services.demo.staff import Staff
from services.demo.steps import Ask, take
from services.edge.context import Context
from services.patients.monitoring import find_for_system

_NURSES: Final = ("claire.morvan", "nadia.kermoal")
_NOTE: Final = "Ne se souvenait plus du code ; dit aller bien, répondra ce soir."
_MINUTES_UNTIL_CALLED: Final = 95
_MINUTES_BETWEEN: Final = 4


# Of the second unit, whose queue is in no picture: one of so many people falls silent.
_ONE_OF, _SILENT_DAYS = 12, {7: 24, 11: 9}


def silent_from(number: int, unit: int) -> datetime | None:
    """From when on somebody sends no answer any more; None for nearly everybody."""
    days = _SILENT_DAYS.get(number % _ONE_OF) if unit == 1 else None
    return None if days is None else PRESENT - timedelta(days=days)


@dataclass(frozen=True)
class Silence:
    """A week that somebody has not answered, which became work at an instant."""

    patient_id: UUID
    unit: int
    window_id: UUID
    at: datetime


def tell(session: Session, context: Context, staff: Staff, silence: Silence) -> None:
    """Raises the alert of a silent week, and plays what a nurse did about it."""
    patient = find_for_system(session, silence.patient_id)
    if patient is None:
        raise LookupError("a patient of the demonstration is not there")
    kind, level = AlertKind.NON_RESPONSE, AlertLevel.INFO
    alert_id = raise_told(session, context, patient, kind, level, silence.at)
    session.execute(
        update(SurveyWindow)
        .where(SurveyWindow.id == silence.window_id)
        .values(silence_alert_id=alert_id)
        .execution_options(synchronize_session=False)
    )
    caller = staff.of(_NURSES[silence.unit])
    call = CallAsk(result=ContactResult.PATIENT_REACHED, grades=[], note=_NOTE)
    measure = MeasureAsk(codes=[MeasureCode.ADVICE_BY_PHONE])
    version = 1
    asks: tuple[Ask, ...] = (call, measure, CloseAsk())
    for number, ask in enumerate(asks):
        minutes = _MINUTES_UNTIL_CALLED + number * _MINUTES_BETWEEN
        now = min(in_opening_hours(silence.at, minutes), PRESENT)
        work = Work(session, context, caller, now, is_read=False)
        operation, done = take(work, alert_id, version, ask)
        version = done.object_version or version
        record(
            session,
            entry_of(caller, operation, now, object_id=alert_id, patient_id=silence.patient_id),
        )
