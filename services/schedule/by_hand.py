"""A reminder that somebody asks for: of the open week, or the week of today opened early.

Never twice within a day, whoever or whatever sent the first one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, exists, insert, select, update

from services.centres.times import time_of
from services.contract.schedule import ReminderOutcome
from services.contract.week_enums import MessageKind, MessageState
from services.db.holding import hold_schedule
from services.db.tables.messages import Message
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyPlan, SurveyWindow
from services.db.types import Instant
from services.notifications.outbox import Letter, post
from services.record.work import Work
from services.schedule.at_work import Tick
from services.schedule.cycles import cycle_starts
from services.schedule.days import WEEK, Slot, closing_of, local_day, week_of
from services.schedule.followed import FOLLOWED
from services.schedule.issuing import window_row
from services.schedule.plans import days_of
from services.schedule.telling import REMINDERS
from services.schedule.windows import Window, open_window

A_DAY: Final = timedelta(hours=24)
_LOST: Final = (MessageState.FAILED, MessageState.EXPIRED, MessageState.CANCELLED)
_IS_FOLLOWED = select(Patient.id).where(*FOLLOWED, Patient.id == bindparam("patient_id"))
_REMINDED = select(Message.id).where(
    Message.patient_id == bindparam("patient_id"),
    Message.kind.in_([*REMINDERS, MessageKind.REMINDER_NOW]),
    Message.state.not_in(_LOST),
    Message.created_at > bindparam("since", type_=Instant()),
)
_PLAN = select(SurveyPlan).where(SurveyPlan.patient_id == bindparam("patient_id"))
_HAS_WEEK = select(
    exists().where(
        SurveyWindow.patient_id == bindparam("patient_id"),
        SurveyWindow.week == bindparam("week"),
    )
)


@dataclass(frozen=True)
class Sent:
    """What was done, the message it became, and the week it is about."""

    outcome: ReminderOutcome
    message_id: UUID | None = None
    window_id: UUID | None = None


def remind_now(work: Work) -> Sent:
    """Reminds a patient, whom the caller holds and may reach, of the week that is open."""
    if work.session.scalar(_IS_FOLLOWED, {"patient_id": work.patient_id}) is None:
        return Sent(ReminderOutcome.NOT_FOLLOWED)
    window = open_window(work.session, work.patient_id, work.now)
    if window is None:
        return Sent(ReminderOutcome.NOTHING_OPEN)
    if window.is_answered:
        return Sent(ReminderOutcome.ANSWERED, window_id=window.id)
    asked = {"patient_id": work.patient_id, "since": work.now - A_DAY}
    if work.session.scalars(_REMINDED, asked).first() is not None:
        return Sent(ReminderOutcome.TOO_SOON, window_id=window.id)
    return _remind(work, window)


def _remind(work: Work, window: Window) -> Sent:
    letter = Letter(
        centre_id=work.caller.centre_id,
        patient_id=work.patient_id,
        kind=MessageKind.REMINDER_NOW,
        occasion=None,
        expires_at=window.closes_at,
    )
    message_id = post(work.session, work.context.keys, letter, work.now)
    work.session.execute(
        update(SurveyWindow)
        .where(SurveyWindow.id == window.id)
        .values(last_reminder_at=work.now)
        .execution_options(synchronize_session=False)
    )
    return Sent(ReminderOutcome.SENT, message_id, window.id)


def send_now(work: Work) -> Sent:
    """The same; where no week is open, that of today is opened before its day, and told.

    It takes the place of the one that would open by itself: a week has one (H-13).
    """
    sent = remind_now(work)
    if sent.outcome is not ReminderOutcome.NOTHING_OPEN:
        return sent
    hold_schedule(work.session, work.caller.centre_id)
    zone = time_of(work.session, work.caller.centre_id).zone
    today = local_day(work.now, zone)
    plan = work.session.scalars(_PLAN, {"patient_id": work.patient_id}).one_or_none()
    week = {"patient_id": work.patient_id, "week": week_of(today)}
    if plan is None or not plan.starts_on - WEEK < today <= plan.ends_on:
        return sent
    if work.session.scalar(_HAS_WEEK, week):
        return sent
    tick = Tick(work.context, work.caller.centre_id, work.now)
    cycles: Sequence[date] = cycle_starts(work.session, [work.patient_id]).get(work.patient_id, [])
    slot = Slot(week_of(today), today, work.now)
    row = window_row(plan, slot, closing_of(days_of(plan), cycles, slot, zone), tick)
    work.session.execute(insert(SurveyWindow), [row])
    letter = Letter(
        centre_id=work.caller.centre_id,
        patient_id=work.patient_id,
        kind=MessageKind.SURVEY_OPEN,
        occasion=f"survey:{row['id']}:open",
        expires_at=row["closes_at"],
    )
    message_id = post(work.session, work.context.keys, letter, work.now)
    return Sent(ReminderOutcome.OPENED, message_id, row["id"])
