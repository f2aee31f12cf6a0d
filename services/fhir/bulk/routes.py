"""Routes of exports in one: asked for, looked at, taken file by file, given up."""

from base64 import b64encode
from email.utils import format_datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from reports.fhir.document import text_of
from reports.fhir.parts import Resource
from reports.fhir.served import to_ms
from services.contract.cohorts import CohortState
from services.contract.fhir_outcome import OperationOutcome
from services.contract.fhir_systems import CODE_SYSTEMS
from services.db.tables.fhir import FhirExport
from services.edge.context import Context
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.fhir import FHIR_JSON, fhir_response, is_lenient, issue, prefers
from services.edge.reads import read
from services.fhir.asked import Values, refused
from services.fhir.bulk import service
from services.fhir.bulk.asking import NDJSON, wanted_of
from services.fhir.bulk.filling import ERRORS
from services.fhir.replies import base_of, require_json
from services.security.caller import Caller

_SUFFIX: Final = ".ndjson"
_NOTE: Final = CODE_SYSTEMS + "export-note"
_Words = list[str] | None
_ACCEPTED: Final[dict[int | str, dict[str, Any]]] = {
    202: {"content": {FHIR_JSON: {"schema": {"type": "object"}}}, "description": "It is begun"}
}
_MANIFEST: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {"application/json": {"schema": {"type": "object"}}},
        "description": "All files are there",
    },
    202: {"description": "It is made; X-Progress says how far"},
}
_FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {NDJSON: {"schema": {"type": "string"}}}, "description": "A resource a line"}
}

router = APIRouter(tags=["fhir"])


def _wanted(
    types: Annotated[_Words, Query(alias="_type")] = None,
    since: Annotated[_Words, Query(alias="_since")] = None,
    form: Annotated[_Words, Query(alias="_outputFormat")] = None,
) -> Values:
    """What an export may be limited to."""
    asked = {"_type": types, "_since": since, "_outputFormat": form}
    return {name: each for name, each in asked.items() if each is not None}


_Asked = Annotated[Values, Depends(_wanted)]


def _begin(
    request: Request, caller: Caller, context: Context, path: str, values: Values
) -> Response:
    require_json(request)
    if not prefers(request, "respond-async"):
        raise refused("Prefer", "respond_async")
    wanted = wanted_of(values, is_lenient=is_lenient(request))
    operation = request.scope["route"].operation_id
    export_id = service.ask(context, caller, operation, path, wanted)
    words = "It is begun: Content-Location says where it will be."
    said = OperationOutcome(issue=[issue("information", "informational", _NOTE, "begun", words)])
    begun = fhir_response(said, 202)
    begun.headers["Content-Location"] = _place(request, export_id)
    return begun


def _place(request: Request, export_id: UUID) -> str:
    return f"{base_of(request)}/export/{export_id}"


@router.get(
    "/$export",
    operation_id="ask_fhir_export",
    response_class=Response,
    status_code=202,
    responses=_ACCEPTED,
)
def ask_fhir_export(
    request: Request, caller: CurrentCaller, context: CurrentContext, given: _Asked
) -> Response:
    """Begins an export of everything of the centre, or of what changed in it."""
    return _begin(request, caller, context, "$export", given)


@router.get(
    "/Patient/$export",
    operation_id="ask_fhir_patient_export",
    response_class=Response,
    status_code=202,
    responses=_ACCEPTED,
)
def ask_fhir_patient_export(
    request: Request, caller: CurrentCaller, context: CurrentContext, given: _Asked
) -> Response:
    """The same: whatever is served is of a patient."""
    return _begin(request, caller, context, "Patient/$export", given)


@router.get(
    "/export/{fhir_export_id}",
    operation_id="read_fhir_export",
    response_class=Response,
    responses=_MANIFEST,
)
def read_fhir_export(
    request: Request, fhir_export_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> Response:
    """Where an export stands: 202 while it is made, then what its files are."""
    now = context.clock.now()
    row = read(
        context,
        caller,
        "read_fhir_export",
        lambda session: service.read(session, caller, fhir_export_id, now),
    )
    if row.state is not CohortState.READY:
        begun = row.state is CohortState.MAKING and row.patients > 0
        progress = f"{row.done} of {row.patients} patients" if begun else "waiting"
        headers = {"X-Progress": progress, "Retry-After": str(service.AGAIN_AFTER_S)}
        return Response(status_code=202, headers=headers)
    assert row.expires_at is not None
    headers = {"Expires": format_datetime(row.expires_at.replace(microsecond=0), usegmt=True)}
    content = text_of(_manifest(request, row)).encode()
    return Response(content, 200, headers, "application/json")


def _manifest(request: Request, row: FhirExport) -> Resource:
    """The files, as FHIR Bulk Data names them."""
    assert row.read_at is not None
    files = [
        {
            "type": name,
            "url": f"{_place(request, row.id)}/{name}{_SUFFIX}",
            "count": told["count"],
        }
        for name, told in sorted((row.outputs or {}).items())
    ]
    return {
        "transactionTime": to_ms(row.read_at),
        "request": f"{base_of(request)}/{row.request}",
        "requiresAccessToken": True,
        "output": [each for each in files if each["type"] != ERRORS],
        "error": [each for each in files if each["type"] == ERRORS],
    }


@router.delete(
    "/export/{fhir_export_id}",
    operation_id="cancel_fhir_export",
    response_class=Response,
    status_code=202,
)
def cancel_fhir_export(
    fhir_export_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> Response:
    """Ends the making of an export, or discards its files. Once is like twice: it needs no key."""
    service.cancel(context, caller, fhir_export_id)
    return Response(status_code=202)


@router.get(
    "/export/{fhir_export_id}/{file_name}",
    operation_id="download_fhir_export",
    response_class=Response,
    responses=_FILE,
)
def download_fhir_export(
    fhir_export_id: UUID, file_name: str, caller: CurrentCaller, context: CurrentContext
) -> Response:
    """A file of an export, until it expires. Its length is told: what is shorter is not whole."""
    taken = service.take(context, caller, fhir_export_id, file_name.removesuffix(_SUFFIX))
    headers = {
        "Content-Length": str(taken.size),
        "Cache-Control": "no-store",
        "Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(taken.sha256)).decode()}:",
    }
    return StreamingResponse(taken.content, 200, headers, NDJSON)
