"""The FHIR side of the edge: where it lies, its media type, and errors as `OperationOutcome`."""

from typing import Final, Literal

from fastapi import Request, Response

from services.contract.fhir_outcome import (
    OperationOutcome,
    OutcomeCoding,
    OutcomeDetails,
    OutcomeIssue,
)
from services.contract.fhir_systems import CODE_SYSTEMS
from services.contract.problems import Problem, ProblemCode

FHIR_BASE: Final = "/api/v1/fhir"
"""Where answers come in."""
R4_BASE: Final = "/fhir/R4"
"""Where an integration engine reads (decision 0057)."""
FHIR_JSON: Final = "application/fhir+json"
ANSWER_OUTCOME: Final = CODE_SYSTEMS + "answer-outcome"
_PROBLEM: Final = CODE_SYSTEMS + "problem"
# The nearest code of the required value set `issue-type`; ours stands beside it.
_ISSUE_TYPES: Final = {
    ProblemCode.BAD_REQUEST: "structure",
    ProblemCode.INVALID_BODY: "structure",
    ProblemCode.INVALID_PARAMETER: "value",
    ProblemCode.IDEMPOTENCY_KEY_REQUIRED: "required",
    ProblemCode.IDEMPOTENCY_KEY_REUSED: "conflict",
    ProblemCode.TOO_LARGE: "too-long",
    ProblemCode.SIGN_IN_REQUIRED: "login",
    ProblemCode.FORBIDDEN: "forbidden",
    ProblemCode.NOT_FOUND: "not-found",
    ProblemCode.METHOD_NOT_ALLOWED: "not-supported",
    ProblemCode.MONITORING_NOT_ACTIVE: "business-rule",
    ProblemCode.IDENTITY_DOUBTFUL: "suppressed",
    ProblemCode.ERASED: "deleted",
    ProblemCode.TOO_MANY_REQUESTS: "throttled",
    ProblemCode.UNAVAILABLE: "transient",
    ProblemCode.STORAGE_FULL: "no-store",
}


def is_fhir(request: Request) -> bool:
    """Whether a request was sent to the FHIR side."""
    return request.url.path.startswith((f"{FHIR_BASE}/", f"{R4_BASE}/"))


def status_of(request: Request, status: int) -> int:
    """The status of a refusal: a search that cannot be understood is 400 to a FHIR client."""
    return 400 if status == 422 and request.url.path.startswith(f"{R4_BASE}/") else status


def is_lenient(request: Request) -> bool:
    """Whether an engine asks for what it does not know to be left out (`Prefer`)."""
    is_here = request.url.path.startswith(f"{R4_BASE}/")
    return is_here and prefers(request, "handling=lenient")


def prefers(request: Request, wish: str) -> bool:
    """Whether a request says that it would rather have something (`Prefer`)."""
    wishes = ",".join(request.headers.getlist("prefer")).replace(";", ",").split(",")
    return wish in {each.strip().lower() for each in wishes}


def fhir_response(outcome: OperationOutcome, status: int) -> Response:
    """An answer of the FHIR side."""
    return Response(outcome.model_dump_json(exclude_none=True), status, media_type=FHIR_JSON)


def issue(
    severity: Literal["error", "warning", "information"],
    kind: str,
    system: str,
    code: str,
    words: str,
) -> OutcomeIssue:
    """One issue with its FHIR code and ours."""
    details = OutcomeDetails(coding=[OutcomeCoding(system=system, code=code)])
    return OutcomeIssue(severity=severity, code=kind, details=details, diagnostics=words)


def outcome_of(problem: Problem) -> OperationOutcome:
    """A problem as a FHIR client reads it; it repeats nothing that was sent."""
    kind = _ISSUE_TYPES.get(problem.code, "exception" if problem.status >= 500 else "processing")
    issues = [issue("error", kind, _PROBLEM, problem.code, problem.detail)]
    for field in problem.errors or []:
        where = f"{field.field}: {field.reason}"
        issues.append(issue("error", kind, _PROBLEM, problem.code, where))
    return OperationOutcome(issue=issues)
