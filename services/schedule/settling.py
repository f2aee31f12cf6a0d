"""What became of the weeks, read from the answers: answered, missed, or asked for nothing.

Nothing of it depends on when it is looked at. A clock that ran ahead and came back finds its weeks
again as they were.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import Session, aliased

from services.contract.enums import Monitoring
from services.contract.week_enums import SurveyState
from services.db.tables.answers import Answer
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyWindow
from services.db.types import Instant
from services.schedule.at_work import Tick
from services.schedule.pauses import Pause, pauses_of_all
from services.schedule.steps import steps_of
from services.schedule.telling import take_back
from services.schedule.windows import IS_ANSWERED, IS_SURVEY

_LOOKED_BACK: Final = timedelta(days=1)
"""How long after its arrival an answer, or a retraction, still finds the week it is about."""
_NOW = bindparam("now", type_=Instant())
_SINCE = bindparam("since", type_=Instant())
_ids = select(SurveyWindow.id).order_by(SurveyWindow.id)
_retraction, _taken_back = aliased(Answer), aliased(Answer)
_RAN_AHEAD = _ids.where(SurveyWindow.state == SurveyState.MISSED, SurveyWindow.closes_at > _NOW)
_RETRACTED = _ids.where(
    SurveyWindow.state == SurveyState.ANSWERED,
    SurveyWindow.answer_id.in_(
        select(_taken_back.id)
        .join(_retraction, _retraction.replaces_id == _taken_back.id)
        .where(_retraction.received_at >= _SINCE, _taken_back.withdrawn_at.is_not(None))
    ),
)
_ANSWERED = _ids.where(SurveyWindow.state == SurveyState.OPEN, IS_ANSWERED)
_ANSWERED_LATE = (
    select(SurveyWindow.id)
    .join(Answer, Answer.patient_id == SurveyWindow.patient_id)
    .where(
        Answer.received_at >= _SINCE,
        *IS_SURVEY,
        Answer.authored_at >= SurveyWindow.opens_at,
        Answer.authored_at < SurveyWindow.closes_at,
        SurveyWindow.state.in_([SurveyState.MISSED, SurveyState.CANCELLED]),
    )
)
_ENDED = _ids.join(Patient, Patient.id == SurveyWindow.patient_id).where(
    SurveyWindow.state == SurveyState.OPEN, Patient.monitoring == Monitoring.ENDED
)
_OVER = _ids.where(SurveyWindow.state == SurveyState.OPEN, SurveyWindow.closes_at <= _NOW)
_OF_WINDOWS = (
    select(SurveyWindow.id, SurveyWindow.patient_id, Answer.id.label("answer_id"),
           Answer.authored_at)
    .join(Answer, Answer.patient_id == SurveyWindow.patient_id)
    .where(
        SurveyWindow.id.in_(bindparam("window_ids", expanding=True)),
        *IS_SURVEY,
        Answer.authored_at >= SurveyWindow.opens_at,
        Answer.authored_at < SurveyWindow.closes_at,
    )
    .order_by(Answer.authored_at, Answer.id)
)  # fmt: skip
_CLOSING = (
    select(SurveyWindow, Patient.monitoring)
    .join(Patient, Patient.id == SurveyWindow.patient_id)
    .where(
        SurveyWindow.id.in_(bindparam("window_ids", expanding=True)),
        SurveyWindow.state == SurveyState.OPEN,
        ~IS_ANSWERED,
    )
)
_WINDOWS: Any = SurveyWindow.__table__
_THIS = (_WINDOWS.c.id == bindparam("b_id"), _WINDOWS.c.centre_id == bindparam("b_centre_id"))
_SETTLE = (
    update(_WINDOWS)
    .where(*_THIS)
    .values(
        state=bindparam("b_state"),
        answer_id=bindparam("b_answer_id"),
        answered_at=bindparam("b_answered_at"),
    )
)
_UNTELL = update(_WINDOWS).where(*_THIS).values(silence_alert_id=None)


def settle(tick: Tick) -> None:
    """Brings every week of a centre up to what the answers and the clock say."""
    _each(tick, _RETRACTED, _unanswer)
    _each(tick, _RAN_AHEAD, _reopen)
    _each(tick, _ANSWERED, _answer)
    _each(tick, _ANSWERED_LATE, _answer)
    _each(tick, _ENDED, _cancel)
    _each(tick, _OVER, _close)


def _each(tick: Tick, which: Select[Any], act: Callable[..., None]) -> None:
    asked = {"now": tick.now, "since": tick.now - _LOOKED_BACK}
    with tick.reading() as session:
        found = list(dict.fromkeys(session.scalars(which, _bound(which, asked))))
    tick.through(found, partial(act, tick=tick))


def _bound(which: Select[Any], asked: dict[str, datetime]) -> dict[str, datetime]:
    """Those of the values that a statement asks for."""
    names = which.compile().params
    return {name: value for name, value in asked.items() if name in names}


def _reopen(session: Session, window_ids: Sequence[UUID], tick: Tick) -> None:
    """Open again: the next step of the pass decides what it is instead."""
    session.execute(_SETTLE, [_row(tick, each, SurveyState.OPEN) for each in window_ids])


def _unanswer(session: Session, window_ids: Sequence[UUID], tick: Tick) -> None:
    """The answer was taken back, so the silence goes on, and is told again where it was over."""
    _reopen(session, window_ids, tick)
    session.execute(_UNTELL, [{"b_id": each, "b_centre_id": tick.centre_id} for each in window_ids])


def _answer(session: Session, window_ids: Sequence[UUID], tick: Tick) -> None:
    first: dict[UUID, Any] = {}
    for row in session.execute(_OF_WINDOWS, {"window_ids": list(window_ids)}):
        first.setdefault(row.id, row)
    rows = [
        _row(tick, row.id, SurveyState.ANSWERED, row.answer_id, row.authored_at)
        for row in first.values()
    ]
    if rows:
        session.execute(_SETTLE, rows)
        take_back(session, {row.patient_id for row in first.values()}, tick.now)


def _cancel(session: Session, window_ids: Sequence[UUID], tick: Tick) -> None:
    session.execute(_SETTLE, [_row(tick, each, SurveyState.CANCELLED) for each in window_ids])


def _close(session: Session, window_ids: Sequence[UUID], tick: Tick) -> None:
    found = session.execute(_CLOSING, {"window_ids": list(window_ids)}).all()
    pauses = pauses_of_all(session, [window.patient_id for window, _ in found])
    rows = [
        _row(tick, window.id, _came_of(tick, window, state, pauses.get(window.patient_id, ())))
        for window, state in found
    ]
    if rows:
        session.execute(_SETTLE, rows)


def _came_of(
    tick: Tick, window: SurveyWindow, state: Monitoring, pauses: Iterable[Pause]
) -> SurveyState:
    """Missed, unless a pause left the patient no three days in which to answer."""
    if state is not Monitoring.ACTIVE:
        return SurveyState.CANCELLED
    within = [each for each in pauses if each.ended_at and each.ended_at > window.opens_at]
    steps = steps_of(window.opens_at, window.issued_at, within, tick.zone)
    is_cut_short = bool(within) and steps.silent_at > window.closes_at
    return SurveyState.CANCELLED if is_cut_short else SurveyState.MISSED


def _row(
    tick: Tick,
    window_id: UUID,
    state: SurveyState,
    answer_id: UUID | None = None,
    answered_at: datetime | None = None,
) -> dict[str, Any]:
    return {
        "b_id": window_id,
        "b_centre_id": tick.centre_id,
        "b_state": state,
        "b_answer_id": answer_id,
        "b_answered_at": answered_at,
    }
