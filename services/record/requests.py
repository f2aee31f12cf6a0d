"""How a request for the record is read, and how a change of it is written."""

from collections.abc import Callable
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import Depends, Response
from pydantic import BaseModel

from services.edge.body import Body
from services.edge.context import Context
from services.edge.reads import Seen, read
from services.edge.writes import Done, Headers, IntentionHeaders, write
from services.live.announcing import announce_patients
from services.record.work import Work
from services.security.caller import Caller

Ask = TypeVar("Ask", bound=BaseModel)
Shown = TypeVar("Shown", bound=BaseModel)
IntentHeaders = Annotated[Headers, Depends(IntentionHeaders())]


def seen(
    context: Context,
    caller: Caller,
    operation: str,
    patient_id: UUID,
    find: Callable[[Work], Shown],
    object_id: UUID | None = None,
) -> Shown:
    """What `find` reads of a patient's record, journalled."""
    return read(
        context,
        caller,
        operation,
        lambda session: Seen(
            find(Work(session, context, caller, patient_id, context.clock.now())),
            object_id=object_id or patient_id,
            patient_id=patient_id,
        ),
    )


def added(
    context: Context,
    caller: Caller,
    operation: str,
    headers: Headers,
    body: Body[Ask],
    patient_id: UUID,
    act: Callable[[Work, Ask], Done],
) -> Response:
    """Something new in a patient's record, once for an intention."""
    return write(
        context,
        caller,
        headers.intention(operation, body.raw),
        lambda session, now: _told(
            Work(session, context, caller, patient_id, now), lambda work: act(work, body.value)
        ),
    )


def changed(
    context: Context,
    caller: Caller,
    operation: str,
    headers: Headers,
    body: Body[Ask],
    patient_id: UUID,
    act: Callable[[Work, int, Ask], Done],
) -> Response:
    """A change of what stands at the version that was seen; raises 428 without one."""
    intention = headers.intention(operation, body.raw)
    version = intention.require_version()
    return write(
        context,
        caller,
        intention,
        lambda session, now: _told(
            Work(session, context, caller, patient_id, now),
            lambda work: act(work, version, body.value),
        ),
    )


def _told(work: Work, act: Callable[[Work], Done]) -> Done:
    """What an act did; whoever has the file open elsewhere hears that it is another one now."""
    done = act(work)
    announce_patients(work.session, work.context.database, work.caller, [work.patient_id], work.now)
    return done
