"""Due work of exports of many patients, made patient by patient: memory does not grow with their
number.

What begins is marked with a claim; whatever is said to be in the making when a pass begins was left
by a kill. It is begun anew under another key, and given up after `MOST_ATTEMPTS`. What a service
leaves because it ends is begun anew too, and that was no attempt. Chunks are stored
as they come, and nobody is given one before the export is ready, which one transaction says.
"""

import logging
from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.audit.journal import record
from services.contract.cohorts import CohortFailure, CohortState
from services.db.engine import WriterBusy
from services.db.scope import Scope
from services.edge.context import Context
from services.ending import EndAsked
from services.exports.mishaps import failure_of
from services.exports.spooled.jobs import Failed, Job, Kind, Stopped
from services.exports.spooled.shelves import AGAIN, STANDING, Row
from services.ids import new_id

MOST_ATTEMPTS: Final = 3
_DROPPED_AT_ONCE: Final = 64
_OVER: Final = frozenset(CohortState) - set(STANDING)
_log = logging.getLogger("vigie.exports")


def pass_over(kind: Kind[Row], context: Context, centre_id: UUID) -> None:
    """One pass over the exports of a kind in a centre; mostly there are none."""
    with context.database.reading(Scope(centre_id)) as session:
        if not kind.shelf.standing(session) and not kind.shelf.over(session):
            return
    with context.database.writing(Scope(centre_id)) as session:
        _tidy(kind, session, context)
    _shed(kind, context, centre_id)
    while (job := _claimed(kind, context, centre_id)) is not None:
        _make(job)
        _shed(kind, context, centre_id)


def _tidy(kind: Kind[Row], session: Session, context: Context) -> None:
    """Ends what is over, and takes up what a kill left."""
    now, standing = context.clock.now(), kind.shelf.standing(session)
    for row, state in zip(standing, kind.states(session, standing, now), strict=True):
        is_left = row.state is CohortState.MAKING
        if state is CohortState.FAILED:
            failure = kind.lost(session, row) or CohortFailure.INTERNAL
            _end_as(kind, session, row, {row.state}, failure, now)
        elif state not in STANDING:
            kind.shelf.end(session, row.id, {row.state}, state, now)
        elif is_left and row.attempts >= MOST_ATTEMPTS:
            _end_as(kind, session, row, {row.state}, CohortFailure.INTERRUPTED, now)
        elif is_left:
            kind.shelf.move(session, row.id, {CohortState.MAKING}, AGAIN)


def _shed(kind: Kind[Row], context: Context, centre_id: UUID) -> None:
    """Destroys the key, then the chunks, of what is over; of what leaves once it has left."""
    scope, now = Scope(centre_id), context.clock.now()
    with context.database.reading(scope) as session:
        over = [each.id for each in kind.shelf.over(session) if not kind.is_leaving(each, now)]
    for export_id in over:
        context.keys.destroy_file(export_id)
        _drop(kind, context, scope, export_id)
        with context.database.writing(scope) as session:
            gone = {"has_key": False, "contents": None}
            kind.shelf.move(session, export_id, _OVER, gone)
    if over:
        context.database.shed_deleted()


def _drop(kind: Kind[Row], context: Context, scope: Scope, export_id: UUID) -> None:
    is_left = True
    while is_left:
        with context.database.writing(scope) as session:
            is_left = kind.shelf.drop_chunks(session, export_id, _DROPPED_AT_ONCE)


def _claimed(kind: Kind[Row], context: Context, centre_id: UUID) -> Job[Row] | None:
    """The oldest that may begin."""
    now, claim = context.clock.now(), new_id()
    with context.database.writing(Scope(centre_id)) as session:
        for row in kind.shelf.standing(session):
            is_next = row.state is CohortState.QUEUED
            if not is_next or not kind.may_begin(session, row, context, now):
                continue
            begun = {
                "state": CohortState.MAKING,
                "claim": claim,
                "attempts": row.attempts + 1,
                "has_key": True,
            }
            session.expunge(row)
            if kind.shelf.move(session, row.id, {CohortState.QUEUED}, begun):
                return Job(kind, context, row, claim)
    return None


def _make(job: Job[Row]) -> None:
    """Makes one; whatever goes wrong of it keeps no other from being made."""
    row = job.row
    try:
        # What an earlier attempt left is of another key, and of no use.
        _drop(job.kind, job.context, job.scope, row.id)
        job.kind.fill(job)
    except Stopped:
        return
    except EndAsked:
        _leave(job)
        raise
    except Failed as failed:
        _fail(job, failed.failure)
    except WriterBusy:
        raise
    except Exception as fault:
        _fail(job, failure_of(CohortFailure, fault, _log, f"{job.kind.word} {row.id}"))


def _leave(job: Job[Row]) -> None:
    """It waits once more, as if it had not been begun."""
    before = {**AGAIN, "attempts": job.row.attempts}
    with job.context.database.writing(job.scope) as session:
        job.kind.shelf.move(session, job.row.id, {CohortState.MAKING}, before, job.claim)


def _fail(job: Job[Row], failure: CohortFailure) -> None:
    with job.context.database.writing(job.scope) as session:
        now = job.context.clock.now()
        _end_as(job.kind, session, job.row, {CohortState.MAKING}, failure, now)


def _end_as(
    kind: Kind[Row],
    session: Session,
    row: Row,
    states: Collection[CohortState],
    failure: CohortFailure,
    now: datetime,
) -> None:
    if kind.shelf.end(session, row.id, states, CohortState.FAILED, now, failure=failure):
        record(session, kind.entry(row, f"failed:{failure}", now, None))
