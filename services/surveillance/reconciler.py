"""Proves that what was accepted is accounted for: nothing + alert + technical (R-FLT-11).

Every pass looks at the last half hour, at everything open, and at the next portion of all answers
ever received, so that each is looked at again without a pass ever growing.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from services.alerts.forsaken import forsaken, give_back
from services.centres.units import Units, units_of
from services.contract.surveillance import SurveillancePart
from services.db.engine import WriterBusy
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.answers import Answer
from services.edge.context import Context
from services.edge.integrity import UNOPENABLE
from services.errors import ServiceError
from services.surveillance import beats
from services.surveillance.checks import Gap, Window, find_gaps
from services.surveillance.gaps import Repair, take_up
from services.surveillance.invented import NotProved

_log = logging.getLogger("vigie.surveillance")
_OF_ONE_GAP: Final = (
    SQLAlchemyError,
    WriterBusy,
    ServiceError,
    *UNOPENABLE,
    ValueError,
    LookupError,
)
_RECENT: Final = timedelta(minutes=30)
_PORTION: Final = 2000
_BEGINNING: Final = datetime(1970, 1, 2, tzinfo=UTC)
_END_OF_PORTION = (
    select(Answer.received_at)
    .where(Answer.received_at > bindparam("after"))
    .order_by(Answer.received_at)
    .offset(_PORTION - 1)
    .limit(1)
)


@dataclass(frozen=True)
class _Seen:
    """What one pass saw, and how far its portion came; None when it came to the end."""

    gaps: list[Gap]
    units: Units
    mark: datetime | None


def reconcile(context: Context, centre_id: UUID) -> None:
    """One pass over one centre; a gap is taken up in a transaction of its own.

    Raises `NotProved` when one of them could not be.
    """
    now = context.clock.now()
    task = SurveillancePart.RECONCILER.value
    with context.database.reading(NO_CENTRE) as session:
        mark = beats.mark_of(session, task, centre_id)
    with context.database.reading(Scope(centre_id)) as session:
        seen = _look(session, now, mark or _BEGINNING)
    failed = _give_back(context, centre_id, now)
    for gap in seen.gaps:
        try:
            with context.database.writing(Scope(centre_id)) as session:
                take_up(Repair(session, context, centre_id, seen.units, now), gap)
        except _OF_ONE_GAP as fault:
            # The gaps of other patients do not wait for it.
            _log.error("gap %s of %s: %s", gap.kind, gap.object_id, type(fault).__name__)
            failed += 1
    if failed:
        raise NotProved("gaps_left")
    if seen.mark != mark:
        with context.database.writing(NO_CENTRE) as session:
            beats.set_mark(session, task, centre_id, seen.mark)


def _give_back(context: Context, centre_id: UUID, now: datetime) -> int:
    """What waits for somebody who has left is the unit's again; how many could not be given back.

    No gap: nothing is missing, and a unit that loses a colleague is no fault of the service.
    """
    with context.database.reading(Scope(centre_id)) as session:
        left = forsaken(session, context.settings, now)
    failed = 0
    for alert_id, patient_id in left:
        try:
            with context.database.writing(Scope(centre_id)) as session:
                give_back(session, context, alert_id, patient_id, now)
        except _OF_ONE_GAP as fault:
            _log.error("alert %s is not given back: %s", alert_id, type(fault).__name__)
            failed += 1
    return failed


def _look(session: Session, now: datetime, after: datetime) -> _Seen:
    units = units_of(session)
    end = session.scalar(_END_OF_PORTION, {"after": after})
    windows = [Window(now - _RECENT, None), Window(after, end)]
    return _Seen(find_gaps(session, windows, units), units, end)
