"""The list of those who do not answer: a page of it, with channels, reminders and what to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select

from services.alerts import cursors
from services.alerts.unreadable import label_without_identity, labels
from services.alerts.worklist_rows import Query
from services.centres.reminders import reminder_times
from services.centres.times import time_of
from services.contract.non_responders import (
    ChannelSeen,
    NextStep,
    NonResponder,
    NonResponderCounts,
    NonResponderPage,
    Reminder,
    Silence,
    Worries,
)
from services.contract.patients import PatientLabel
from services.contract.week_enums import MessageChannel, MessageKind, SurveyState
from services.db.tables.messages import Message
from services.db.tables.schedule import SurveyWindow
from services.db.types import Instant
from services.edge.reads import Seen
from services.errors import not_found
from services.notifications.health import ChannelHealth, health_of
from services.schedule.by_hand import A_DAY
from services.schedule.pauses import pauses_of_all
from services.schedule.silent_patients import Silent, silent_patients
from services.schedule.steps import steps_of
from services.schedule.telling import REMINDERS
from services.schedule.windows import IS_ANSWERED

_KEY: Final = (int, int, int, UUID)
_OUTSIDE: Final = (MessageChannel.SMS, MessageChannel.EMAIL)
_MOST_REMINDERS: Final = 6
_LOOKED_BACK: Final = timedelta(days=60)
_PATIENTS: BindParameter[Any] = bindparam("patient_ids", expanding=True)
_SENT = (
    select(Message.patient_id, Message.kind, Message.channel, Message.created_at, Message.state)
    .where(
        Message.patient_id.in_(_PATIENTS),
        Message.kind.in_([*REMINDERS, MessageKind.REMINDER_NOW, MessageKind.INVITATION]),
        Message.created_at > bindparam("since", type_=Instant()),
    )
    .order_by(Message.created_at.desc(), Message.id.desc())
)
_OPEN = select(SurveyWindow).where(
    SurveyWindow.patient_id.in_(_PATIENTS),
    SurveyWindow.state == SurveyState.OPEN,
    SurveyWindow.opens_at <= bindparam("now", type_=Instant()),
    ~IS_ANSWERED,
)
_FILTERS: Final = {
    Silence.ONE_OR_MORE: lambda each: each.missed >= 1,
    Silence.TWO_OR_MORE: lambda each: each.missed >= 2,
    Silence.NEVER_ACTIVATED: lambda each: each.never_activated,
}


@dataclass(frozen=True)
class Wanted:
    """Which page of the list."""

    silence: Silence
    unit: UUID | None
    limit: int
    cursor: str | None

    @property
    def purpose(self) -> str:
        """What a cursor of this list is good for."""
        return f"non_responders.{self.silence.value}.{self.unit or ''}"


def non_responders(query: Query, wanted: Wanted) -> Seen[NonResponderPage]:
    """A page; raises 404 for a unit that is not the caller's, 422 for a cursor of another list."""
    if wanted.unit is not None and wanted.unit not in query.caller.unit_ids:
        raise not_found()
    units = query.caller.unit_ids if wanted.unit is None else frozenset({wanted.unit})
    silent = silent_patients(query, units)
    chosen = [each for each in silent if _FILTERS[wanted.silence](each)]
    if wanted.cursor is not None:
        after = tuple(cursors.unpack(wanted.purpose, wanted.cursor, _KEY))
        chosen = [each for each in chosen if each.key > after]
    page = chosen[: wanted.limit]
    more = len(chosen) > len(page)
    found = NonResponderPage(
        items=_rows(query, page),
        counts=_counts(silent),
        next_cursor=cursors.pack(wanted.purpose, page[-1].key) if more else None,
        as_of=query.now,
    )
    return Seen(found, shown=tuple(each.id for each in page))


def count_non_responders(query: Query) -> NonResponderCounts:
    """How many there are of all units of the caller, without anybody's name."""
    return _counts(silent_patients(query, query.caller.unit_ids))


def _counts(silent: Iterable[Silent]) -> NonResponderCounts:
    known = list(silent)
    counted = {name.value: sum(map(chooses, known)) for name, chooses in _FILTERS.items()}
    return NonResponderCounts(**counted)


def _rows(query: Query, page: Sequence[Silent]) -> list[NonResponder]:
    ids = [each.id for each in page]
    named = labels(query.session, query.context.keys, ids)
    health = health_of(query.session, query.context.keys, ids)
    reminders, planned = _reminders(query, ids), _planned(query, ids)
    return [
        _row(
            each,
            named,
            health.get(each.id, ChannelHealth()),
            reminders.get(each.id, []),
            planned.get(each.id),
            query.now,
        )
        for each in page
    ]


def _reminders(query: Query, patient_ids: Iterable[UUID]) -> dict[UUID, list[Reminder]]:
    """What asked each of them for an answer, the latest first."""
    wanted = list(patient_ids)
    if not wanted:
        return {}
    found: dict[UUID, list[Reminder]] = {}
    asked = {"patient_ids": wanted, "since": query.now - _LOOKED_BACK}
    for row in query.session.execute(_SENT, asked):
        of_patient = found.setdefault(row.patient_id, [])
        if len(of_patient) < _MOST_REMINDERS:
            of_patient.append(
                Reminder(kind=row.kind, channel=row.channel, at=row.created_at, state=row.state)
            )
    return found


def _planned(query: Query, patient_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When the next reminder of each of them leaves by itself, of whom one is still to come."""
    if not patient_ids:
        return {}
    zone = time_of(query.session, query.caller.centre_id).zone
    times = reminder_times(query.session, query.caller.centre_id)
    pauses = pauses_of_all(query.session, patient_ids)
    asked = {"patient_ids": list(patient_ids), "now": query.now}
    found: dict[UUID, datetime] = {}
    for window in query.session.scalars(_OPEN, asked):
        of_patient = pauses.get(window.patient_id, ())
        hours = times.of(window.opens_at)
        steps = steps_of(window.opens_at, window.issued_at, of_patient, zone, hours)
        coming = [at for at in steps.reminders[window.reminders :] if at > query.now]
        if coming:
            found[window.patient_id] = coming[0]
    return found


def _row(
    each: Silent,
    named: Mapping[UUID, PatientLabel | None],
    health: ChannelHealth,
    reminders: list[Reminder],
    planned: datetime | None,
    now: datetime,
) -> NonResponder:
    label = named.get(each.id)
    return NonResponder(
        patient=label or label_without_identity(each.id),
        unit_id=each.unit_id,
        answered_at=each.answered_at,
        days=each.days,
        missed=each.missed,
        never_activated=each.never_activated,
        reminders=reminders,
        next_reminder_at=planned,
        channels=[_channel(health, channel) for channel in _OUTSIDE],
        worries=Worries(**each.worry._asdict(), count=each.worry.weight),
        next_step=next_step(each, health, reminders, now),
        silence_alert_id=each.silence_alert_id,
        identity_unreadable=label is None,
    )


def _channel(health: ChannelHealth, channel: MessageChannel) -> ChannelSeen:
    last = health.of(channel)
    return ChannelSeen(
        channel=channel,
        has_address=health.addresses.of(channel) is not None,
        state=None if last is None else last.state,
        bounced=last is not None and last.bounced,
        at=None if last is None else last.at,
    )


def next_step(
    each: Silent, health: ChannelHealth, reminders: Sequence[Reminder], now: datetime
) -> NextStep:
    """What to do first, by the rules written at `NextStep`."""
    if not any(health.works(channel) for channel in _OUTSIDE):
        return NextStep.CHECK_ADDRESS
    if each.never_activated:
        return NextStep.INVITE_AGAIN
    if each.missed >= 2 or each.worry.weight:
        return NextStep.CALL
    is_reminded = any(now - reminder.at < A_DAY for reminder in reminders)
    return NextStep.WAIT if is_reminded else NextStep.REMIND
