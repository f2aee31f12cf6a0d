"""Routes of the end of a follow-up: seen before, done, taken back, told, listed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.alerts.cursors import LONGEST_CURSOR
from services.archiving import acting, listing, previewing, undoing
from services.archiving.listing import Wanted
from services.archiving.shown import Reader
from services.contract.archive_enums import ArchiveReason
from services.contract.archiving import (
    Archive,
    ArchivePage,
    ArchivePreview,
    ArchiveUndoAsk,
    InformedAsk,
    LateAnswerPage,
    PatientArchives,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import read
from services.pagination import LARGEST_PAGE
from services.record.requests import IntentHeaders, changed, seen

router = APIRouter(prefix="/api/v1", tags=["archives"])

_ARCHIVE = "/patients/{patient_id}/archive"
_Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE)]
_Cursor = Annotated[str | None, Query(max_length=LONGEST_CURSOR)]


@router.get(
    "/patients/{patient_id}/archive-preview",
    operation_id="preview_archive",
    response_model=ArchivePreview,
)
def preview_archive(
    patient_id: UUID, caller: CurrentCaller, context: CurrentContext, response: Response
) -> ArchivePreview:
    """What archiving would do now: open alerts, what stops, what is kept, every word said."""
    found = seen(context, caller, "preview_archive", patient_id, previewing.preview)
    response.headers["ETag"] = f'"{found.version}"'
    return found


@router.get(_ARCHIVE, operation_id="read_archive", response_model=PatientArchives)
def read_archive(
    patient_id: UUID, caller: CurrentCaller, context: CurrentContext, response: Response
) -> PatientArchives:
    """Every end of a follow-up, the last first, also undone or returned from; its version as ETag.

    Nothing is listed of somebody who was never archived.
    """
    found = seen(context, caller, "read_archive", patient_id, listing.of_patient)
    if found.items:
        response.headers["ETag"] = f'"{found.items[0].version}"'
    return found


@router.post(_ARCHIVE + "/undo", operation_id="undo_archive", response_model=Archive)
def undo_archive(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[ArchiveUndoAsk], Depends(BodyOf(ArchiveUndoAsk))],
) -> Response:
    """Takes one's own archiving back within half a minute; everything is as it was."""
    return changed(context, caller, "undo_archive", headers, body, patient_id, undoing.undo)


@router.post(_ARCHIVE + "/informed", operation_id="record_informed", response_model=Archive)
def record_informed(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[InformedAsk], Depends(BodyOf(InformedAsk))],
) -> Response:
    """Writes down that the patient was told by somebody."""
    return changed(context, caller, "record_informed", headers, body, patient_id, acting.inform)


@router.get("/archives", operation_id="list_archives", response_model=ArchivePage)
def list_archives(
    caller: CurrentCaller,
    context: CurrentContext,
    reason: ArchiveReason | None = None,
    told: bool | None = None,
    failed: bool | None = None,
    limit: _Limit = 50,
    cursor: _Cursor = None,
) -> ArchivePage:
    """Archived patients of the reader's units, the last archived first.

    `told`: whether they know that nobody reads their answers; nobody who died is in either answer.
    `failed`: whether a message did not arrive.
    """
    wanted = Wanted(limit, cursor, reason, told, failed)
    now = context.clock.now()
    return read(
        context,
        caller,
        "list_archives",
        lambda session: listing.page(Reader(session, context, caller, now), wanted),
    )


@router.get(
    "/archives/late-answers", operation_id="list_late_answers", response_model=LateAnswerPage
)
def list_late_answers(
    caller: CurrentCaller,
    context: CurrentContext,
    limit: _Limit = 50,
    cursor: _Cursor = None,
) -> LateAnswerPage:
    """Answers that came after the end of a follow-up and were refused, newest first."""
    now = context.clock.now()
    return read(
        context,
        caller,
        "list_late_answers",
        lambda session: listing.late_answers(Reader(session, context, caller, now), limit, cursor),
    )
