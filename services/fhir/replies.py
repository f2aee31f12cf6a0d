"""What every route of the interface shares: where it lies, what it speaks, and how it answers."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Request, Response

from reports.fhir.document import text_of
from services.contract.problems import ProblemCode
from services.edge.fhir import FHIR_JSON, R4_BASE
from services.errors import ServiceError

DESCRIBED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {FHIR_JSON: {"schema": {"type": "object"}}},
        "description": "A FHIR R4 resource",
    }
}
_ACCEPTED: Final = frozenset(
    {FHIR_JSON, "application/json", "text/json", "json", "application/*", "*/*"}
)


def base_of(request: Request) -> str:
    """Where the interface lies, as whoever asks has called it."""
    return str(request.base_url).rstrip("/") + R4_BASE


def answer(resource: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """A resource as it is sent."""
    content = text_of(dict(resource)).encode()
    return Response(content, 200, dict(headers or {}), FHIR_JSON)


def require_json(request: Request) -> None:
    """Raises 406 for somebody who takes no JSON of FHIR R4."""
    accepted = ",".join(request.headers.getlist("accept")) or "*/*"
    for words in (accepted, request.query_params.get("_format", "*/*")):
        kinds = {part.partition(";")[0].strip().lower() for part in words.split(",")}
        release = words.lower().replace(" ", "")
        is_other_release = "fhirversion=" in release and "fhirversion=4.0" not in release
        if not kinds & _ACCEPTED or is_other_release:
            raise ServiceError(
                406, ProblemCode.BAD_REQUEST, f"This interface speaks {FHIR_JSON} of R4 alone."
            )
