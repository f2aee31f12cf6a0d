"""Reminds whoever has not answered: a day and two days after they were told (decision 33)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

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
# An hour less than the days, for the night on which the clocks go forward.
_A_DAY, _TWO_DAYS = timedelta(hours=23), timedelta(hours=47)
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
                SurveyWindow.opens_at <= bindparam("a_day_ago", type_=Instant()),
            ),
            and_(
                SurveyWindow.reminders == 1,
                SurveyWindow.opens_at <= bindparam("two_days_ago", type_=Instant()),
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
        found = list(session.scalars(_MAY_BE_DUE, _asked(tick)))
    tick.through(found, partial(_remind, tick=tick))


def _asked(tick: Tick) -> dict[str, Any]:
    now = tick.now
    return {"now": now, "a_day_ago": now - _A_DAY, "two_days_ago": now - _TWO_DAYS}


def _remind(session: Session, window_ids: Sequence[UUID], tick: Tick) -> None:
    rows = session.execute(_AGAIN, _asked(tick) | {"window_ids": list(window_ids)})
    windows = [_Unanswered._make(row) for row in rows]
    pauses = pauses_of_all(session, [each.patient_id for each in windows])
    letters: list[Letter] = []
    counted: list[dict[str, Any]] = []
    for window in windows:
        steps = steps_of(
            window.opens_at, window.issued_at, pauses.get(window.patient_id, ()), tick.zone
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
