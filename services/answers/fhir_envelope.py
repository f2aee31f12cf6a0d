"""The JSON of a FHIR response before anything is built from it: whose it is, and how much of it."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from fastapi import Request
from pydantic import TypeAdapter, ValidationError

from services.contract.fhir_response import SubjectReference
from services.contract.problems import ProblemCode
from services.errors import ServiceError
from services.security.caller import Caller, Tried

MOST_ENTRIES: Final = 10_000
"""Of all lists together: several times what an answer keeps. Each costs time to build and read."""
_SUBJECT: Final = TypeAdapter[str](SubjectReference)


def inspect(request: Request, body: object) -> None:
    """Keeps whose answer it is, for the journal of a refusal; raises 413 when it is too much."""
    patient_id = _named(body)
    if patient_id is not None:
        request.state.caller = trying(request.state.caller, patient_id)
    if _entries(body) > MOST_ENTRIES:
        raise ServiceError(
            413, ProblemCode.TOO_LARGE, f"All lists of a resource hold at most {MOST_ENTRIES}."
        )


def trying(caller: Caller, patient_id: UUID) -> Caller:
    """The caller with the patient whom the resource names, as if the path named them."""
    return replace(caller, tried=Tried(patient_id, patient_id))


def patient_of(reference: str) -> UUID:
    """The identifier in the reference of a subject."""
    return UUID(reference.removeprefix("Patient/"))


def _named(body: object) -> UUID | None:
    subject = body.get("subject") if isinstance(body, dict) else None
    reference = subject.get("reference") if isinstance(subject, dict) else None
    try:
        return patient_of(_SUBJECT.validate_python(reference))
    except ValidationError:
        return None


def _entries(body: object) -> int:
    """How many entries all lists have; stops soon after it is too many."""
    found, waiting = 0, [body]
    while waiting and found <= MOST_ENTRIES:
        match waiting.pop():
            case list() as entries:
                found += len(entries)
                waiting.extend(entries)
            case dict() as fields:
                waiting.extend(fields.values())
    return found
