"""Routes of exports: each belongs to who asked for it, and its file leaves once."""

from base64 import b64encode
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session

from services.contract.export_fields import ExportFieldList
from services.contract.export_previews import ExportPreview
from services.contract.exports import Export, ExportAsk, ExportPage
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Headers, IntentionHeaders, write
from services.exports import service
from services.exports.fields import field_list
from services.exports.makers import MEDIA_TYPES, file_name
from services.exports.service import ExportWork
from services.pagination import LARGEST_PAGE

IntentHeaders = Annotated[Headers, Depends(IntentionHeaders())]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE)]
Cursor = Annotated[str | None, Query(max_length=400)]
_USUAL_PAGE = 50
PREVIEW_TYPE = "application/json"

router = APIRouter(prefix="/api/v1", tags=["exports"])


@router.post(
    "/patients/{patient_id}/exports",
    operation_id="ask_export",
    response_model=Export,
    status_code=201,
)
def ask_export(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[ExportAsk], Depends(BodyOf(ExportAsk))],
) -> Response:
    """Asks for the report of one patient, or for a preview; it is made soon, and waits for who
    asked.
    """
    return write(
        context,
        caller,
        headers.intention("ask_export", body.raw),
        lambda session, now: service.ask(
            ExportWork(session, context, caller, now), patient_id, body.value
        ),
    )


@router.get("/exports", operation_id="list_exports", response_model=ExportPage)
def list_exports(
    caller: CurrentCaller,
    context: CurrentContext,
    limit: Limit = _USUAL_PAGE,
    cursor: Cursor = None,
) -> ExportPage:
    """One's own exports but previews, newest first, with what became of each."""
    now = context.clock.now()

    def _find(session: Session) -> Seen[ExportPage]:
        found = service.page(ExportWork(session, context, caller, now), limit, cursor)
        return Seen(found, shown=tuple({each.patient_id: None for each in found.items}))

    return read(context, caller, "list_exports", _find)


@router.get("/exports/fields", operation_id="list_export_fields", response_model=ExportFieldList)
def list_export_fields(caller: CurrentCaller, context: CurrentContext) -> ExportFieldList:
    """What each format holds, field by field, and for which purposes somebody may be named."""
    return read(context, caller, "list_export_fields", lambda _: Seen(field_list()))


@router.get("/exports/{export_id}", operation_id="read_export", response_model=Export)
def read_export(export_id: UUID, caller: CurrentCaller, context: CurrentContext) -> Export:
    """Where one of one's own exports stands."""
    now = context.clock.now()

    def _find(session: Session) -> Seen[Export]:
        found = service.detail(ExportWork(session, context, caller, now), export_id)
        return Seen(found, object_id=export_id, patient_id=found.patient_id)

    return read(context, caller, "read_export", _find)


@router.post(
    "/exports/{export_id}/download",
    operation_id="download_export",
    response_class=Response,
    responses={
        200: {
            "model": ExportPreview,
            "content": {each: {} for each in sorted(set(MEDIA_TYPES.values()))},
        }
    },
)
def download_export(export_id: UUID, caller: CurrentCaller, context: CurrentContext) -> Response:
    """The file, or as JSON the preview, once: whoever loses it on the way asks for another. No key,
    for it is never repeated.
    """
    taken = service.take(context, caller, export_id)
    headers = {
        "Cache-Control": "no-store",
        "Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(taken.sha256)).decode()}:",
    }
    if taken.is_preview:
        return Response(taken.content, 200, headers, PREVIEW_TYPE)
    name = file_name(export_id, taken.format)
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(taken.content, 200, headers, MEDIA_TYPES[taken.format])


@router.post("/exports/{export_id}/cancel", operation_id="cancel_export", response_model=Export)
def cancel_export(
    export_id: UUID, caller: CurrentCaller, context: CurrentContext, headers: IntentHeaders
) -> Response:
    """Cancels an export that is not made yet, or discards its file."""
    return write(
        context,
        caller,
        headers.intention("cancel_export", b""),
        lambda session, now: service.cancel(ExportWork(session, context, caller, now), export_id),
    )
