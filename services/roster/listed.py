"""The statements behind the list: who is left by the filters, in clear columns alone (decision 20).

What the order measures of somebody comes with them, so that only names are left to be opened.
"""

from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, Select, bindparam, func, literal, select
from sqlalchemy.orm import Session

from services.alerts.repository import STILL_OPEN
from services.contract.enums import Monitoring, PatientSort
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.db.tables.patients import Patient
from services.db.types import Id
from services.roster.repository import OF_UNITS, UNITS
from services.roster.wanted import Wanted
from services.security.caller import Caller

Measure = int | datetime
_NO_ALERT: Final = 9
_EVERYBODY: Final = 0
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_COUNTS = select(Patient.monitoring, func.count()).where(*OF_UNITS).group_by(Patient.monitoring)
_WORST = (
    select(Alert.patient_id, func.min(Alert.rank).label("rank"))
    .where(STILL_OPEN, Alert.unit_id.in_(UNITS))
    .group_by(Alert.patient_id)
    .subquery("worst")
)
_LAST_ANSWER = (
    select(Answer.authored_at)
    .where(Answer.patient_id == Patient.id, Answer.withdrawn_at.is_(None))
    .order_by(Answer.authored_at.desc())
    .limit(1)
    .scalar_subquery()
)
_MEASURES: Final = {
    PatientSort.ALERT: _WORST.c.rank,
    PatientSort.NAME: literal(_EVERYBODY, literal_execute=True),
    PatientSort.LAST_ANSWER: _LAST_ANSWER,
}
_WITHOUT: Final[dict[PatientSort, Measure]] = {
    PatientSort.ALERT: _NO_ALERT,
    PatientSort.NAME: _EVERYBODY,
    PatientSort.LAST_ANSWER: NEVER,
}


class Listed(NamedTuple):
    """What a list needs of every patient to sort and count; nothing of it is sealed.

    `measure`: what the order looks at before the name.
    """

    id: UUID
    unit_id: UUID
    version: int
    measure: Measure


def listed(session: Session, caller: Caller, wanted: Wanted) -> list[Listed]:
    """The patients of the caller's units whom the filters leave, but for that of a treatment; in no
    order.
    """
    asked: dict[str, Any] = {"unit_ids": list(caller.unit_ids)}
    statement = _filtered(wanted, asked)
    without = _WITHOUT[wanted.sort]
    return [
        Listed(row[0], row[1], row[2], without if row[3] is None else row[3])
        for row in session.execute(statement, asked)
    ]


def counts(session: Session, caller: Caller) -> dict[Monitoring, int]:
    """How many patients of the caller's units there are in each state that somebody is in."""
    rows = session.execute(_COUNTS, {"unit_ids": list(caller.unit_ids)})
    return {row[0]: row[1] for row in rows}


def _filtered(wanted: Wanted, asked: dict[str, Any]) -> Select[Any]:
    """The statement for what is wanted; its values are added to `asked`."""
    columns = (Patient.id, Patient.unit_id, Patient.version, _MEASURES[wanted.sort])
    statement = select(*columns).select_from(Patient).where(*OF_UNITS)
    if wanted.with_alert or wanted.sort is PatientSort.ALERT:
        statement = statement.join(
            _WORST, _WORST.c.patient_id == Patient.id, isouter=not wanted.with_alert
        )
    if wanted.monitoring:
        states: BindParameter[Any] = bindparam("states", expanding=True)
        statement = statement.where(Patient.monitoring.in_(states))
        asked["states"] = sorted(wanted.monitoring)
    if wanted.unit is not None:
        statement = statement.where(Patient.unit_id == bindparam("unit_id", type_=Id()))
        asked["unit_id"] = wanted.unit
    if wanted.oncologist is not None:
        oncologist = bindparam("oncologist_id", type_=Id())
        statement = statement.where(Patient.oncologist_id == oncologist)
        asked["oncologist_id"] = wanted.oncologist
    return statement
