"""Due work of cohort exports: patient by patient, so that memory does not grow with their number.

What begins is marked with a claim; whatever is said to be in the making when a pass begins was left
by a kill. It is begun anew under another key, and given up after `MOST_ATTEMPTS`. Chunks are stored
as they come, and nobody is given one before the export is ready, which one transaction says.
"""

import logging
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.audit.journal import record
from services.contract.cohorts import CohortFailure, CohortState
from services.db.engine import WriterBusy
from services.db.scope import Scope
from services.db.tables.cohorts import CohortExport
from services.edge.context import Context
from services.exports.cohorts import rights, rows
from services.exports.cohorts.filling import fill
from services.exports.cohorts.job import Failed, Job, Stopped
from services.exports.cohorts.making_journal import entry
from services.exports.cohorts.shown import lost, states
from services.exports.mishaps import failure_of
from services.ids import new_id

MOST_ATTEMPTS: Final = 3
_DROPPED_AT_ONCE: Final = 64
_log = logging.getLogger("vigie.exports")


def make_due(context: Context, centre_id: UUID) -> None:
    """One pass over the cohort exports of a centre; mostly there are none."""
    with context.database.reading(Scope(centre_id)) as session:
        if not rows.standing(session) and not rows.over(session):
            return
    with context.database.writing(Scope(centre_id)) as session:
        _tidy(session, context)
    _shed(context, centre_id)
    while (job := _claimed(context, centre_id)) is not None:
        _make(job)
        _shed(context, centre_id)


def _tidy(session: Session, context: Context) -> None:
    """Ends what is over, and takes up what a kill left."""
    now, standing = context.clock.now(), rows.standing(session)
    for row, state in zip(standing, states(session, standing, now), strict=True):
        if state is CohortState.FAILED:
            _end_as(session, row, {row.state}, lost(session, row) or CohortFailure.INTERNAL, now)
        elif state not in rows.STANDING:
            rows.end(session, row.id, {row.state}, state, now)
        elif row.state is CohortState.MAKING and row.attempts >= MOST_ATTEMPTS:
            _end_as(session, row, {row.state}, CohortFailure.INTERRUPTED, now)
        elif row.state is CohortState.MAKING:
            rows.move(session, row.id, {CohortState.MAKING}, rows.AGAIN)


def _shed(context: Context, centre_id: UUID) -> None:
    """Destroys the key, then the chunks, of what is over; of what was taken once it has left."""
    scope, now = Scope(centre_id), context.clock.now()
    with context.database.reading(scope) as session:
        over = [
            each.id
            for each in rows.over(session)
            if each.state is not CohortState.TAKEN
            or each.expires_at is None
            or now >= each.expires_at
        ]
    for export_id in over:
        context.keys.destroy_file(export_id)
        _drop(context, scope, export_id)
        with context.database.writing(scope) as session:
            gone = {"has_key": False, "contents": None}
            rows.move(session, export_id, set(CohortState) - set(rows.STANDING), gone)
    if over:
        context.database.shed_deleted()


def _drop(context: Context, scope: Scope, export_id: UUID) -> None:
    is_left = True
    while is_left:
        with context.database.writing(scope) as session:
            is_left = rows.drop_chunks(session, export_id, _DROPPED_AT_ONCE)


def _claimed(context: Context, centre_id: UUID) -> Job | None:
    """The oldest that may begin: somebody is there to take it when it is made."""
    now, claim = context.clock.now(), new_id()
    with context.database.writing(Scope(centre_id)) as session:
        for row in rows.standing(session):
            is_next = row.state is CohortState.QUEUED
            if not is_next or not rights.is_there(session, row, context.settings, now):
                continue
            begun = {
                "state": CohortState.MAKING,
                "claim": claim,
                "attempts": row.attempts + 1,
                "has_key": True,
            }
            session.expunge(row)
            if rows.move(session, row.id, {CohortState.QUEUED}, begun):
                return Job(context, row, claim)
    return None


def _make(job: Job) -> None:
    """Makes one; whatever goes wrong of it keeps no other from being made."""
    try:
        # What an earlier attempt left is of another key, and of no use.
        _drop(job.context, job.scope, job.row.id)
        fill(job)
    except Stopped:
        return
    except Failed as failed:
        _fail(job, failed.failure)
    except WriterBusy:
        raise
    except Exception as fault:
        _fail(job, failure_of(CohortFailure, fault, _log, f"cohort {job.row.id}"))


def _fail(job: Job, failure: CohortFailure) -> None:
    with job.context.database.writing(job.scope) as session:
        now = job.context.clock.now()
        _end_as(session, job.row, {CohortState.MAKING}, failure, now)


def _end_as(
    session: Session,
    row: CohortExport,
    states_: set[CohortState],
    failure: CohortFailure,
    now: datetime,
) -> None:
    if rows.end(session, row.id, states_, CohortState.FAILED, now, failure=failure):
        record(session, entry(row, f"failed:{failure}", now, None))
