"""What people do about the pauses of a patient: list them, begin one, end one."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import insert, update

from services.centres.people import people
from services.contract.people import PersonLabel
from services.contract.problems import ProblemCode
from services.contract.schedule import Pause as Shown
from services.contract.schedule import PauseAsk, PauseEndAsk, Pauses
from services.db.tables.schedule import SurveyPause
from services.edge.writes import Done
from services.errors import ServiceError, not_found
from services.ids import new_id
from services.patients import monitoring
from services.record.work import (
    Standing,
    Work,
    hold,
    invalid,
    require_current,
    require_writable,
)
from services.schedule.at_work import Tick
from services.schedule.pauses import Pause, pauses_of
from services.schedule.pausing import follow_pauses

LONGEST: Final = timedelta(days=366)


def read_pauses(work: Work) -> Pauses:
    """All pauses of a patient, the latest first; raises 404 for one out of reach."""
    monitoring.find(work.session, work.caller, work.patient_id)
    listed = pauses_of(work.session, work.patient_id)
    named = people(
        work.session, [person for each in listed for person in (each.made_by, each.ended_by)]
    )
    return Pauses(items=[_shown(work, each, named) for each in listed])


def begin_pause(work: Work, ask: PauseAsk) -> Done:
    """From a day on the patient is not asked; at once when it is today or earlier.

    Raises 422 for a pause that would be over already, is longer than a year, or lies over another.
    """
    patient = hold(work)
    require_writable(work, patient)
    _require_possible(work, ask)
    pause_id = new_id()
    row = {
        "id": pause_id,
        "centre_id": work.caller.centre_id,
        "patient_id": work.patient_id,
        "reason": ask.reason,
        "from_on": ask.from_on,
        "until_on": ask.until_on,
        "made_by": work.caller.person,
        "made_at": work.now,
        "ended_by": None,
        "ended_at": None,
        "version": 1,
    }
    work.session.execute(insert(SurveyPause), [row])
    return _done(work, pause_id, 201)


def end_pause(work: Work, pause_id: UUID, version: int, _ask: PauseEndAsk) -> Done:
    """Ends a pause now; the patient is asked again from their next day on.

    Raises 404 for a pause of somebody else, 409 for one that is over, 412 for one that was changed.
    """
    patient = hold(work)
    require_writable(work, patient)
    found = _one(work, pause_id)
    is_over = found.ended_at is not None
    by, at = (found.ended_by, found.ended_at) if is_over else (found.made_by, found.made_at)
    require_current(work, Standing(found.version, is_over, by, at), version)
    work.session.execute(
        update(SurveyPause)
        .where(SurveyPause.id == pause_id)
        .values(ended_by=work.caller.person, ended_at=work.now, version=SurveyPause.version + 1)
        .execution_options(synchronize_session=False)
    )
    return _done(work, pause_id, 200)


def _done(work: Work, pause_id: UUID, status: int) -> Done:
    follow_pauses(
        work.session, Tick(work.context, work.caller.centre_id, work.now), work.patient_id
    )
    found = _one(work, pause_id)
    named = people(work.session, [found.made_by, found.ended_by])
    return Done(
        _shown(work, found, named),
        status,
        object_id=pause_id,
        object_version=found.version,
        patient_id=work.patient_id,
    )


def _one(work: Work, pause_id: UUID) -> Pause:
    for pause in pauses_of(work.session, work.patient_id):
        if pause.id == pause_id:
            return pause
    raise not_found()


def _require_possible(work: Work, ask: PauseAsk) -> None:
    if ask.until_on is not None and ask.until_on < ask.from_on:
        raise invalid("until_on", "before_beginning")
    if ask.until_on is not None and ask.until_on < work.today:
        raise invalid("until_on", "in_the_past")
    if abs(ask.from_on - work.today) > LONGEST:
        raise invalid("from_on", "too_far")
    if ask.until_on is not None and ask.until_on - ask.from_on > LONGEST:
        raise invalid("until_on", "too_far")
    for other in pauses_of(work.session, work.patient_id):
        begins_before = ask.until_on is None or other.from_on <= ask.until_on
        ends_after = other.until_on is None or other.until_on >= ask.from_on
        if other.ended_at is None and begins_before and ends_after:
            raise ServiceError(
                409, ProblemCode.STATE_FORBIDS, "There is a pause on these days already."
            )


def _shown(work: Work, pause: Pause, named: Mapping[UUID, PersonLabel]) -> Shown:
    return Shown(
        id=pause.id,
        reason=pause.reason,
        from_on=pause.from_on,
        until_on=pause.until_on,
        made_by=named.get(pause.made_by),
        made_at=pause.made_at,
        ended_by=None if pause.ended_by is None else named.get(pause.ended_by),
        ended_at=pause.ended_at,
        runs=pause.runs(work.today),
        version=pause.version,
    )
