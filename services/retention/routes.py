"""Routes of retention: the calendar, the bar of a patient, and what stops the clocks."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session

from services.contract.retention import (
    Hold,
    HoldAsk,
    HoldEndAsk,
    PatientRetention,
    RetentionCalendar,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.replies import json_reply
from services.edge.writes import Done, Headers, IntentionHeaders, write
from services.pagination import LARGEST_PAGE
from services.retention import holds
from services.retention.bar import read_bar
from services.retention.calendar import Wanted, read_calendar

_DEFAULT_PAGE = 50
_HOLDS = "/patients/{patient_id}/retention/holds"
IntentHeaders = Annotated[Headers, Depends(IntentionHeaders())]
Month = Annotated[str | None, Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]

router = APIRouter(prefix="/api/v1", tags=["retention"])


@router.get(
    "/retention/calendar",
    operation_id="read_retention_calendar",
    response_model=RetentionCalendar,
)
def read_retention_calendar(
    caller: CurrentCaller,
    context: CurrentContext,
    month: Month = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = _DEFAULT_PAGE,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Whom twelve months bring to be told, archived and erased, with the lists of the first."""
    wanted = Wanted(None if month is None else date.fromisoformat(f"{month}-01"), limit, cursor)
    return json_reply(
        read(
            context,
            caller,
            "read_retention_calendar",
            lambda session: read_calendar(session, context, caller, wanted),
        )
    )


@router.get(
    "/patients/{patient_id}/retention",
    operation_id="read_patient_retention",
    response_model=PatientRetention,
)
def read_patient_retention(
    patient_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> Response:
    """Where a patient stands, what changes when, what was announced and what stops it."""

    def _find(session: Session) -> Seen[PatientRetention]:
        found = read_bar(session, context, caller, patient_id, context.clock.now())
        return Seen(found, object_id=patient_id, patient_id=patient_id)

    return json_reply(read(context, caller, "read_patient_retention", _find))


@router.post(_HOLDS, operation_id="place_retention_hold", response_model=Hold, status_code=201)
def place_retention_hold(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[HoldAsk], Depends(BodyOf(HoldAsk))],
) -> Response:
    """Forbids archiving and erasing a patient until the hold is ended."""

    def _act(session: Session, now: datetime) -> Done:
        work = holds.HoldWork(session, context, caller, patient_id, now)
        return holds.place(work, body.value)

    return write(context, caller, headers.intention("place_retention_hold", body.raw), _act)


@router.post(_HOLDS + "/{hold_id}/end", operation_id="end_retention_hold", response_model=Hold)
def end_retention_hold(
    patient_id: UUID,
    hold_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[HoldEndAsk], Depends(BodyOf(HoldEndAsk))],
) -> Response:
    """Lets the clocks of a patient run again; what is due is announced anew."""
    intention = headers.intention("end_retention_hold", body.raw)
    version = intention.require_version()

    def _act(session: Session, now: datetime) -> Done:
        work = holds.HoldWork(session, context, caller, patient_id, now)
        return holds.end(work, hold_id, version)

    return write(context, caller, intention, _act)
