"""Routes of cohort exports: asked for by an oncologist, released by the privacy officer."""

from base64 import b64encode
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session

from services.contract.cohorts import CohortAsk, CohortExport, CohortPage
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Headers, IntentionHeaders, write
from services.exports.cohorts import service
from services.exports.cohorts.service import CohortWork
from services.pagination import LARGEST_PAGE

IntentHeaders = Annotated[Headers, Depends(IntentionHeaders())]
_USUAL_PAGE = 50
_ZIP = "application/zip"

router = APIRouter(prefix="/api/v1", tags=["exports"])


@router.post(
    "/cohort-exports", operation_id="ask_cohort", response_model=CohortExport, status_code=202
)
def ask_cohort(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[CohortAsk], Depends(BodyOf(CohortAsk))],
) -> Response:
    """Asks for all patients of a unit; it waits for the privacy officer, under `approval_id`."""
    return write(
        context,
        caller,
        headers.intention("ask_cohort", body.raw),
        lambda session, now: service.ask(CohortWork(session, context, caller, now), body.value),
    )


@router.get("/cohort-exports", operation_id="list_cohorts", response_model=CohortPage)
def list_cohorts(
    caller: CurrentCaller,
    context: CurrentContext,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = _USUAL_PAGE,
    cursor: Annotated[str | None, Query(max_length=400)] = None,
) -> CohortPage:
    """One's own cohort exports, newest first: where each stands, and whom it waits for."""
    now = context.clock.now()

    def _find(session: Session) -> Seen[CohortPage]:
        return Seen(service.page(CohortWork(session, context, caller, now), limit, cursor))

    return read(context, caller, "list_cohorts", _find)


@router.get("/cohort-exports/{cohort_id}", operation_id="read_cohort", response_model=CohortExport)
def read_cohort(cohort_id: UUID, caller: CurrentCaller, context: CurrentContext) -> CohortExport:
    """Where one of one's own cohort exports stands."""
    now = context.clock.now()

    def _find(session: Session) -> Seen[CohortExport]:
        found = service.detail(CohortWork(session, context, caller, now), cohort_id)
        return Seen(found, object_id=cohort_id)

    return read(context, caller, "read_cohort", _find)


@router.post(
    "/cohort-exports/{cohort_id}/download",
    operation_id="download_cohort",
    response_class=Response,
    responses={200: {"content": {_ZIP: {}}}},
)
def download_cohort(cohort_id: UUID, caller: CurrentCaller, context: CurrentContext) -> Response:
    """The zip, once: whoever loses it on the way asks for another. No key, as for one patient."""
    taken = service.take(context, caller, cohort_id)
    headers = {
        "Content-Disposition": f'attachment; filename="vigie-{cohort_id}.zip"',
        "Content-Length": str(taken.size),
        "Cache-Control": "no-store",
        "Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(taken.sha256)).decode()}:",
    }
    return StreamingResponse(taken.content, 200, headers, _ZIP)


@router.post(
    "/cohort-exports/{cohort_id}/cancel",
    operation_id="cancel_cohort",
    response_model=CohortExport,
)
def cancel_cohort(
    cohort_id: UUID, caller: CurrentCaller, context: CurrentContext, headers: IntentHeaders
) -> Response:
    """Takes an export back, ends its making, or discards its file."""
    return write(
        context,
        caller,
        headers.intention("cancel_cohort", b""),
        lambda session, now: service.cancel(CohortWork(session, context, caller, now), cohort_id),
    )
