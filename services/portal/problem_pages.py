"""A refusal as a page: what happened, that nothing is lost, and whom to call."""

from fastapi import Request, Response

from services.contract.problems import ProblemCode
from services.errors import ServiceError
from services.portal.cookies import SESSION, forget, secret_in
from services.portal.rendering import go_to, page

_WORDS = {
    404: "portal-problem-missing",
    429: "portal-problem-too-soon",
    403: "portal-problem-form",
    503: "portal-problem-busy",
}


def tell_on_page(request: Request, error: ServiceError) -> Response:
    """Without a session the door; otherwise a page in words, under the status of the refusal."""
    if error.status == 401:
        was_open = secret_in(request, SESSION) is not None
        response = go_to("/enter?ended=1" if was_open else "/enter")
        forget(request, response, SESSION)
        return response
    words = _WORDS.get(error.status, "portal-problem-other")
    if error.code in (ProblemCode.MONITORING_NOT_ACTIVE, ProblemCode.CONTRACT_ENDED):
        words = "portal-problem-not-followed"
    response = page(request, "problem.html", status=error.status, words=words)
    if error.retry_after_s is not None:
        response.headers["Retry-After"] = str(error.retry_after_s)
    return response
