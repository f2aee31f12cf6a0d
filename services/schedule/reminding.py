"""Reminds whoever has not answered: a day and two days after they were told (decision 33), or when
their centre has it (`services.centres.reminders`).
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from services.centres.reminders import ReminderTimes, reminder_times
from services.contract.week_enums import MessageKind, SurveyState
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyWindow
from services.db.types import Instant
from services.notifications.outbox import Letter, post_all
from services.schedule.at_work import Tick
from services.schedule.followed import FOLLOWED
from services.schedule.pauses import pauses_of_all
from services.schedule.steps import steps_of
from services.schedule.telling import REMINDERS
from services.schedule.windows import IS_ANSWERED

CLOSE_TOGETHER: Final = timedelta(hours=20)
"""After one sent by hand the next one that would come by itself is not sent."""
# For the night on which the clocks go forward.
_AN_HOUR = timedelta(hours=1)
_LONGEST_OPEN: Final = timedelta(days=35)
_NEVER: Final = datetime(1970, 1, 2, tzinfo=UTC)
_MAY_BE_DUE = (
    select(SurveyWindow.id)
    .join(Patient, Patient.id == SurveyWindow.patient_id)
    .where(
        *FOLLOWED,
        SurveyWindow.state == SurveyState.OPEN,
        SurveyWindow.closes_at > bindparam("now", type_=Instant()),
        or_(
            and_(
                SurveyWindow.reminders == 0,
                SurveyWindow.opens_at <= bindparam("first_before", type_=Instant()),
            ),
            and_(
                SurveyWindow.reminders == 1,
                SurveyWindow.opens_at <= bindparam("second_before", type_=Instant()),
            ),
        ),
        ~IS_ANSWERED,
    )
    .order_by(SurveyWindow.id)
)
_AGAIN = _MAY_BE_DUE.with_only_columns(
    SurveyWindow.id,
    SurveyWindow.patient_id,
    SurveyWindow.opens_at,
    SurveyWindow.issued_at,
    SurveyWindow.closes_at,
    SurveyWindow.reminders,
    SurveyWindow.last_reminder_at,
).where(SurveyWindow.id.in_(bindparam("window_ids", expanding=True)))
_WINDOWS: Any = SurveyWindow.__table__
_COUNT = (
    update(_WINDOWS)
    .where(_WINDOWS.c.id == bindparam("b_id"), _WINDOWS.c.centre_id == bindparam("b_centre_id"))
    .values(reminders=bindparam("b_reminders"), last_reminder_at=bindparam("b_at"))
)


class _Unanswered(NamedTuple):
    id: UUID
    patient_id: UUID
    opens_at: datetime
    issued_at: datetime
    closes_at: datetime
    reminders: int
    last_reminder_at: datetime | None


def remind(tick: Tick) -> None:
    """Sends the reminders that are due in a centre; of several that are late, the last alone."""
    with tick.reading() as session:
        times = reminder_times(session, tick.centre_id)
        found = list(session.scalars(_MAY_BE_DUE, _asked(tick, times)))
    tick.through(found, partial(_remind, tick=tick, times=times))


def _asked(tick: Tick, times: ReminderTimes) -> dict[str, Any]:
    since = tick.now - _LONGEST_OPEN
    soonest = [times.soonest(number, since) for number in range(len(REMINDERS))]
    first, second = (
        _NEVER if hours is None else tick.now - timedelta(hours=hours) + _AN_HOUR
        for hours in soonest
    )
    return {"now": tick.now, "first_before": first, "second_before": second}


def _remind(session: Session, window_ids: Sequence[UUID], tick: Tick, times: ReminderTimes) -> None:
    asked = _asked(tick, times) | {"window_ids": list(window_ids)}
    rows = session.execute(_AGAIN, asked)
    windows = [_Unanswered._make(row) for row in rows]
    pauses = pauses_of_all(session, [each.patient_id for each in windows])
    letters: list[Letter] = []
    counted: list[dict[str, Any]] = []
    for window in windows:
        steps = steps_of(
            window.opens_at,
            window.issued_at,
            pauses.get(window.patient_id, ()),
            tick.zone,
            times.of(window.opens_at),
        )
        due = sum(at <= tick.now for at in steps.reminders)
        if due <= window.reminders:
            continue
        last = window.last_reminder_at
        is_too_soon = last is not None and tick.now - last < CLOSE_TOGETHER
        if not is_too_soon:
            letters.append(_letter(tick, window, REMINDERS[due - 1], due))
        counted.append(
            {
                "b_id": window.id,
                "b_centre_id": tick.centre_id,
                "b_reminders": due,
                "b_at": last if is_too_soon else tick.now,
            }
        )
    if counted:
        post_all(session, tick.context.keys, letters, tick.now)
        session.execute(_COUNT, counted)


def _letter(tick: Tick, window: _Unanswered, kind: MessageKind, number: int) -> Letter:
    return Letter(
        centre_id=tick.centre_id,
        patient_id=window.patient_id,
        kind=kind,
        occasion=f"survey:{window.id}:reminder:{number}",
        expires_at=window.closes_at,
    )
