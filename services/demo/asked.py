"""The weeks of everybody: a plan, what came of each week, and a pause for some.

All of it agrees with the answers that came: a week is answered by what was written in it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from services.contract.enums import Monitoring
from services.contract.week_enums import PauseReason, Rhythm, SurveyState
from services.db.scope import Scope
from services.db.tables.answers import Answer
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyPause, SurveyPlan, SurveyWindow
from services.demo.calendar import PRESENT, ZONE, today
from services.demo.silences import Silence, tell
from services.demo.staff import Staff
from services.edge.context import Context
from services.ids import new_id
from services.schedule.days import Days, Slot, closing_of, slots
from services.schedule.forms import known_questionnaires
from services.schedule.steps import steps_of

_QUESTIONNAIRE: Final = "vigie-weekly"
_OPENS_AT_MINUTE: Final = 7 * 60 + 30
_PRESCRIBED: Final = timedelta(days=360)
_ONE_PAUSED_OF: Final = 12
_REASONS: Final = (
    (PauseReason.HOSPITALISED, None),
    (PauseReason.HOLIDAY, 6),
    (PauseReason.TREATMENT_BREAK, 13),
    (PauseReason.PATIENT_REQUEST, 4),
)


@dataclass(frozen=True)
class Asked:
    """Somebody who is asked since a day, every week; nobody of the picture `may_pause`."""

    patient_id: UUID
    unit: int
    first_on: date
    may_pause: bool = True


@dataclass
class _Rows:
    plans: list[dict[str, Any]] = field(default_factory=list)
    windows: list[dict[str, Any]] = field(default_factory=list)
    pauses: list[dict[str, Any]] = field(default_factory=list)
    silences: list[Silence] = field(default_factory=list)


def write_weeks(
    context: Context, centre_id: UUID, staff: Staff, everybody: Sequence[Asked]
) -> None:
    """Writes the plan, the weeks and the pauses of everybody, as they stand at the present."""
    with context.database.writing(Scope(centre_id)) as session:
        answers = _answers(session)
        nurse = staff.of("claire.morvan").person
        rows = _Rows()
        most_paused = len(everybody) // _ONE_PAUSED_OF
        for each in everybody:
            _of_one(rows, each, centre_id, answers[each.patient_id], nurse, most_paused)
        session.execute(insert(SurveyPlan), rows.plans)
        session.execute(insert(SurveyWindow), rows.windows)
        if rows.pauses:
            session.execute(insert(SurveyPause), rows.pauses)
        _pause(session, [row["patient_id"] for row in rows.pauses])
        for silence in rows.silences:
            tell(session, context, staff, silence)


def _answers(session: Session) -> defaultdict[UUID, list[tuple[datetime, UUID]]]:
    """When each patient wrote, in order."""
    found: defaultdict[UUID, list[tuple[datetime, UUID]]] = defaultdict(list)
    rows = session.execute(
        select(Answer.patient_id, Answer.authored_at, Answer.id)
        .where(Answer.withdrawn_at.is_(None))
        .order_by(Answer.authored_at, Answer.id)
    )
    for row in rows:
        found[row.patient_id].append((row.authored_at, row.id))
    return found


def _of_one(
    rows: _Rows,
    each: Asked,
    centre_id: UUID,
    answers: list[tuple[datetime, UUID]],
    nurse: UUID,
    most_paused: int,
) -> None:
    owner = {"centre_id": centre_id, "patient_id": each.patient_id}
    days = Days(
        Rhythm.WEEK, each.first_on.isoweekday(), None, _OPENS_AT_MINUTE, each.first_on,
        each.first_on + _PRESCRIBED,
    )  # fmt: skip
    rows.plans.append(owner | _plan(days, nurse))
    windows = [
        owner | _window(days, slot, answers)
        for slot in slots(days, (), each.first_on, today(), ZONE)
        if slot.opens_at <= PRESENT
    ]
    if not windows:
        return
    last = windows[-1]
    is_paused = (
        each.may_pause
        and len(rows.pauses) < most_paused
        and last["state"] is SurveyState.OPEN
        and last["answer_id"] is None
        and _answered_before(windows)
    )
    if is_paused:
        windows.pop()
        rows.pauses.append(owner | _pause_row(len(rows.pauses), last["opens_on"], nurse))
    rows.windows += windows
    if not is_paused:
        rows.silences += [Silence(each.patient_id, each.unit, *week) for week in _silent(windows)]


def _answered_before(windows: Sequence[dict[str, Any]]) -> bool:
    return len(windows) > 1 and windows[-2]["state"] is SurveyState.ANSWERED


def _silent(windows: Sequence[dict[str, Any]]) -> Iterator[tuple[UUID, datetime]]:
    """The weeks of the silence that lasts, with the instants at which they became work."""
    quiet = list(takewhile(lambda window: window["answer_id"] is None, reversed(windows)))
    for window in reversed(quiet):
        silent_at = steps_of(window["opens_at"], window["issued_at"], (), ZONE).silent_at
        if silent_at <= PRESENT:
            yield window["id"], silent_at


def _plan(days: Days, nurse: UUID) -> dict[str, Any]:
    return {
        "questionnaire": _QUESTIONNAIRE,
        "rhythm": days.rhythm,
        "weekday": days.weekday,
        "cycle_day": None,
        "opens_at_minute": days.opens_at_minute,
        "starts_on": days.starts_on,
        "ends_on": days.ends_on,
        "version": 1,
        "changed_by": nurse,
        "changed_at": datetime.combine(days.starts_on, PRESENT.timetz()) - timedelta(days=3),
    }


def _window(days: Days, slot: Slot, answers: list[tuple[datetime, UUID]]) -> dict[str, Any]:
    closes_at = closing_of(days, (), slot, ZONE)
    place = bisect_left(answers, (slot.opens_at, UUID(int=0)))
    answer = answers[place] if place < len(answers) and answers[place][0] < closes_at else None
    steps = steps_of(slot.opens_at, slot.opens_at, (), ZONE)
    until = min(PRESENT, PRESENT if answer is None else answer[0])
    sent = [at for at in steps.reminders if at <= until]
    state = SurveyState.OPEN if closes_at > PRESENT else SurveyState.MISSED
    return {
        "id": new_id(),
        "week": slot.week,
        "opens_on": slot.opens_on,
        "opens_at": slot.opens_at,
        "closes_at": closes_at,
        "issued_at": slot.opens_at,
        "questionnaire": _QUESTIONNAIRE,
        "questionnaire_version": known_questionnaires()[_QUESTIONNAIRE],
        "plan_version": 1,
        "state": state if answer is None else SurveyState.ANSWERED,
        "answer_id": None if answer is None else answer[1],
        "answered_at": None if answer is None else answer[0],
        "reminders": len(sent),
        "last_reminder_at": sent[-1] if sent else None,
        "silence_alert_id": None,
    }


def _pause_row(number: int, from_on: date, nurse: UUID) -> dict[str, Any]:
    reason, days = _REASONS[number % len(_REASONS)]
    return {
        "id": new_id(),
        "reason": reason,
        "from_on": from_on,
        "until_on": None if days is None else today() + timedelta(days=days),
        "made_by": nurse,
        "made_at": datetime.combine(from_on, PRESENT.timetz()) - timedelta(days=1),
        "ended_by": None,
        "ended_at": None,
        "version": 1,
    }


def _pause(session: Session, patient_ids: Sequence[UUID]) -> None:
    session.execute(
        update(Patient)
        .where(Patient.id.in_(patient_ids))
        .values(monitoring=Monitoring.PAUSED)
        .execution_options(synchronize_session=False)
    )
