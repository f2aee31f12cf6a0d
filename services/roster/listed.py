"""The statements behind the list: who is left by the filters, in clear columns alone (decision 20).

What the order measures of somebody comes with them, so that only names are left to be opened.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, literal, select
from sqlalchemy.orm import Session

from services.alerts.repository import STILL_OPEN
from services.contract.enums import Monitoring, PatientSort
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.db.tables.patients import Patient
from services.db.types import Id, Instant
from services.roster.repository import OF_UNITS, UNITS
from services.roster.wanted import Wanted
from services.security.caller import Caller

Measure = int | datetime
_NO_ALERT: Final = 9
_EVERYBODY: Final = 0
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_COUNTS = select(Patient.monitoring, func.count()).where(*OF_UNITS).group_by(Patient.monitoring)
# Grouped by us: a database that groups by patient walks through the closed ones too.
_OPEN_RANKS = select(Alert.patient_id, Alert.rank).where(STILL_OPEN, Alert.unit_id.in_(UNITS))
_WITH_ALERT = Patient.id.in_(_OPEN_RANKS.with_only_columns(Alert.patient_id))
_LAST_ANSWER = (
    select(Answer.authored_at)
    .where(Answer.patient_id == Patient.id, Answer.withdrawn_at.is_(None))
    .order_by(Answer.authored_at.desc())
    .limit(1)
    .scalar_subquery()
)
_MEASURES: Final[dict[PatientSort, ColumnElement[Any]]] = {
    PatientSort.ALERT: literal(_NO_ALERT),
    PatientSort.NAME: literal(_EVERYBODY),
    PatientSort.LAST_ANSWER: func.coalesce(_LAST_ANSWER, literal(NEVER, Instant())),
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
    rows = map(Listed._make, session.execute(statement, asked))
    if wanted.sort is not PatientSort.ALERT:
        return list(rows)
    worst = _worst_ranks(session, asked)
    return [row._replace(measure=worst[row.id]) if row.id in worst else row for row in rows]


def _worst_ranks(session: Session, asked: Mapping[str, Any]) -> dict[UUID, int]:
    """The rank of the highest open alert of each patient who has one."""
    worst: dict[UUID, int] = {}
    for patient_id, rank in session.execute(_OPEN_RANKS, asked):
        worst[patient_id] = min(rank, worst.get(patient_id, rank))
    return worst


def counts(session: Session, caller: Caller) -> dict[Monitoring, int]:
    """How many patients of the caller's units there are in each state that somebody is in."""
    rows = session.execute(_COUNTS, {"unit_ids": list(caller.unit_ids)})
    return {row[0]: row[1] for row in rows}


def _filtered(wanted: Wanted, asked: dict[str, Any]) -> Select[Any]:
    """The statement for what is wanted; its values are added to `asked`."""
    measure = _MEASURES[wanted.sort]
    statement = select(Patient.id, Patient.unit_id, Patient.version, measure).where(*OF_UNITS)
    if wanted.with_alert:
        statement = statement.where(_WITH_ALERT)
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
