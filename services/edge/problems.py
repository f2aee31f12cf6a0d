"""Turns every error into one problem shape (RFC 9457), and lets none say more than it should."""

import logging
import sqlite3
from uuid import uuid4

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from services.audit.journal import JournalUnavailable
from services.contract.problems import FieldProblem, Problem, ProblemCode
from services.db.engine import WriterBusy
from services.errors import ServiceError, unavailable

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
    """The problem document of an expected refusal."""
    problem = Problem(
        type=f"urn:vigie:problem:{error.code}",
        title=error.code.replace("_", " "),
        status=error.status,
        code=error.code,
        detail=error.detail,
        request_id=request_id_of(request),
        errors=error.errors,
        current=error.current,
    )
    headers = {} if error.retry_after_s is None else {"Retry-After": str(error.retry_after_s)}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(
        problem.model_dump_json(exclude_none=True),
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
        return answer_with(request, error)

    @app.exception_handler(RequestValidationError)
    def _parameters(request: Request, error: RequestValidationError) -> Response:
        fields = [
            FieldProblem(field=".".join(str(part) for part in each["loc"][:2]), reason=each["type"])
            for each in error.errors()[:50]
        ]
        return answer_with(
            request,
            ServiceError(
                422, ProblemCode.INVALID_PARAMETER, "A parameter was refused.", errors=fields
            ),
        )

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        code = _HTTP_CODES.get(error.status_code, ProblemCode.BAD_REQUEST)
        response = answer_with(
            request, ServiceError(error.status_code, code, "This is not served here.")
        )
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(DBAPIError)
    def _database(request: Request, error: DBAPIError) -> Response:
        expected = isinstance(error.orig, sqlite3.OperationalError) or error.connection_invalidated
        _log.error("database error %s in %s", type(error.orig).__name__, request_id_of(request))
        if not expected and type(error).__name__ not in {"OperationalError", "InternalError"}:
            return answer_with(request, _internal())
        return answer_with(request, of_database(error))

    @app.exception_handler(PoolTimeout)
    @app.exception_handler(WriterBusy)
    @app.exception_handler(JournalUnavailable)
    def _busy(request: Request, error: Exception) -> Response:
        _log.error("%s in %s", type(error).__name__, request_id_of(request))
        return answer_with(request, unavailable())

    @app.exception_handler(Exception)
    def _unexpected(request: Request, error: Exception) -> Response:
        _log.error("unexpected %s in %s", type(error).__name__, request_id_of(request))
        return answer_with(request, _internal())


def _internal() -> ServiceError:
    return ServiceError(
        500, ProblemCode.INTERNAL, "The service failed; its log holds the request id."
    )
