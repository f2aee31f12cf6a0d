"""Turns every error into one problem shape (RFC 9457), and lets none say more than it should."""

import logging
import sqlite3
from dataclasses import replace
from uuid import uuid4

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from services.audit.journal import Entry, JournalUnavailable, entry_of, refused_as
from services.contract.problems import FieldProblem, Problem, ProblemCode
from services.db.engine import WriterBusy
from services.edge.context import context_of
from services.edge.fhir import fhir_response, is_fhir, outcome_of, status_of
from services.edge.integrity import told, told_of_nobody
from services.edge.pages import teller_of
from services.errors import ServiceError, unavailable
from services.logs import place_of
from services.security.caller import Caller
from services.security.ciphers import SealBroken
from services.security.keystore import KeyMissing

_log = logging.getLogger("vigie.service")
_STORAGE_FULL_WORDS = ("disk is full", "No space left", "could not extend file", "disk I/O error")
_HTTP_CODES = {
    404: ProblemCode.NOT_FOUND,
    405: ProblemCode.METHOD_NOT_ALLOWED,
}


def request_id_of(request: Request) -> str:
    """The identifier of this request, made when it arrived."""
    found = getattr(request.state, "request_id", None)
    return found if isinstance(found, str) else str(uuid4())


def answer_with(request: Request, error: ServiceError) -> Response:
    """The problem document of an expected refusal, in FHIR's own shape on the FHIR side, and a
    page where a patient is reading.
    """
    tell = teller_of(request)
    if tell is not None:
        return tell(request, error)
    problem = Problem(
        type=f"urn:vigie:problem:{error.code}",
        title=error.code.replace("_", " "),
        status=error.status,
        code=error.code,
        detail=error.detail,
        request_id=request_id_of(request),
        errors=error.errors,
        current=error.current,
        open_alerts=error.open_alerts,
    )
    headers = {} if error.retry_after_s is None else {"Retry-After": str(error.retry_after_s)}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if is_fhir(request):
        response = fhir_response(outcome_of(problem), status_of(request, error.status))
        response.headers.update(headers)
        return response
    sometimes = ("errors", "current", "open_alerts")
    unsaid = {name for name in sometimes if getattr(problem, name) is None}
    return Response(
        problem.model_dump_json(exclude=unsaid),
        error.status,
        headers,
        "application/problem+json",
    )


def of_database(error: DBAPIError) -> ServiceError:
    """A database that cannot serve: full, locked or gone; the request may be sent again."""
    words = str(error.orig)
    if any(word in words for word in _STORAGE_FULL_WORDS):
        return unavailable(ProblemCode.STORAGE_FULL, 60)
    return unavailable()


def install(app: FastAPI) -> None:
    """Registers the handlers; an unexpected error is logged by type and place only."""

    @app.exception_handler(ServiceError)
    def _expected(request: Request, error: ServiceError) -> Response:
        return _journalled(request, error)

    @app.exception_handler(SealBroken)
    @app.exception_handler(KeyMissing)
    def _unopenable(request: Request, error: Exception) -> Response:
        return answer_with(request, _told(request, error))

    @app.exception_handler(RequestValidationError)
    def _parameters(request: Request, error: RequestValidationError) -> Response:
        fields = [
            FieldProblem(field=".".join(str(part) for part in each["loc"][:2]), reason=each["type"])
            for each in error.errors()[:50]
        ]
        return _journalled(request, _parameter_refused(fields))

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        code = _HTTP_CODES.get(error.status_code, ProblemCode.BAD_REQUEST)
        response = answer_with(
            request, ServiceError(error.status_code, code, "This is not served here.")
        )
        response.headers.update(error.headers or {})
        return response

    _install_for_databases(app)


def _install_for_databases(app: FastAPI) -> None:
    @app.exception_handler(DBAPIError)
    def _database(request: Request, error: DBAPIError) -> Response:
        expected = isinstance(error.orig, sqlite3.OperationalError) or error.connection_invalidated
        _log.error("database error %s in %s", type(error.orig).__name__, request_id_of(request))
        if isinstance(error, DataError):
            # What no column can hold, such as a zero byte in a text.
            return _journalled(request, _parameter_refused(None))
        if not expected and type(error).__name__ not in {"OperationalError", "InternalError"}:
            return answer_with(request, _internal())
        return answer_with(request, of_database(error))

    @app.exception_handler(PoolTimeout)
    @app.exception_handler(WriterBusy)
    @app.exception_handler(JournalUnavailable)
    def _busy(request: Request, error: Exception) -> Response:
        _log.error("%s in %s", type(error).__name__, request_id_of(request))
        return answer_with(request, unavailable())


def _parameter_refused(fields: list[FieldProblem] | None) -> ServiceError:
    return ServiceError(
        422, ProblemCode.INVALID_PARAMETER, "A parameter was refused.", errors=fields
    )


def _journalled(request: Request, error: ServiceError) -> Response:
    """The answer to a refusal; what a known caller, or somebody without a session, was refused
    before the act is journalled too.
    """
    context, outcome = context_of(request), refused_as(error.code)
    caller = getattr(request.state, "caller", None)
    asked = getattr(request.state, "asked", None)
    if error.is_journalled:
        return answer_with(request, error)
    if isinstance(caller, Caller):
        entry = entry_of(caller, _operation_of(request), context.clock.now(), outcome)
    elif isinstance(asked, Entry) and teller_of(request) is None:
        entry = replace(asked, outcome=outcome)
    else:
        return answer_with(request, error)
    try:
        context.journal.append(entry)
    except JournalUnavailable:
        return answer_with(request, unavailable())
    return answer_with(request, error)


def _told(request: Request, error: Exception) -> ServiceError:
    """What could not be opened outside of a read or a write."""
    context, caller = context_of(request), getattr(request.state, "caller", None)
    try:
        if isinstance(caller, Caller):
            return told(context, caller, _operation_of(request), context.clock.now(), error)
        return told_of_nobody(context, _operation_of(request), request_id_of(request), error)
    except JournalUnavailable:
        return unavailable()


def _operation_of(request: Request) -> str:
    return str(getattr(request.scope.get("route"), "operation_id", "unknown"))


def unexpected(request: Request, error: Exception) -> Response:
    """The answer to a fault; the log says its type and its place, never its words."""
    _log.error("unexpected %s in %s", place_of(error), request_id_of(request))
    return answer_with(request, _internal())


def _internal() -> ServiceError:
    return ServiceError(
        500, ProblemCode.INTERNAL, "The service failed; its log holds the request id."
    )
