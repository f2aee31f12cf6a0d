"""Searches, by GET and by POST; unknown parameters are refused, or left out where that is asked."""

from collections.abc import Iterable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy.orm import Session

from services.contract.problems import FieldProblem, ProblemCode
from services.edge.context import Context
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.fhir import is_lenient
from services.edge.reads import Seen, read
from services.errors import ServiceError
from services.fhir import service
from services.fhir.asked import Values, asked_of, refused
from services.fhir.bundles import bundle
from services.fhir.forms import FORM, Form
from services.fhir.gathering import Desk
from services.fhir.history import History, history, history_asked, history_bundle
from services.fhir.kinds import DOCUMENTS, OBSERVATIONS, PATIENTS, RESPONSES, Served
from services.fhir.replies import DESCRIBED, answer, base_of, require_json
from services.security.caller import Caller

_SENT: Final[dict[str, Any]] = {
    "requestBody": {
        "required": False,
        "content": {
            FORM: {"schema": {"type": "object", "additionalProperties": {"type": "string"}}}
        },
    }
}
_Words = list[str] | None

router = APIRouter(tags=["fhir"])


def _given(**values: _Words) -> Values:
    return {name: each for name, each in values.items() if each is not None}


def _common(
    last_updated: Annotated[_Words, Query(alias="_lastUpdated")] = None,
    count: Annotated[_Words, Query(alias="_count")] = None,
    cursor: Annotated[_Words, Query(alias="_cursor")] = None,
    form: Annotated[_Words, Query(alias="_format")] = None,
) -> Values:
    """What every search may hold."""
    return _given(_lastUpdated=last_updated, _count=count, _cursor=cursor, _format=form)


def _patient(
    given: Annotated[Values, Depends(_common)],
    patient: Annotated[_Words, Query()] = None,
) -> Values:
    return {**given, **_given(patient=patient)}


def _by_code(
    given: Annotated[Values, Depends(_patient)],
    code: Annotated[_Words, Query()] = None,
    date: Annotated[_Words, Query()] = None,
) -> Values:
    return {**given, **_given(code=code, date=date)}


def _by_id(
    given: Annotated[Values, Depends(_common)],
    identifiers: Annotated[_Words, Query(alias="_id")] = None,
) -> Values:
    return {**given, **_given(_id=identifiers)}


def _search(
    request: Request, caller: Caller, context: Context, served: Served, values: Values
) -> Response:
    sent = set(request.query_params)
    if sent & {each.name for each in served.parameters if each.only_by_post}:
        raise refused("identifier", "only_by_post")
    return _found(request, caller, context, served, values, left_out=bool(sent - served.names))


def _post(
    request: Request,
    caller: Caller,
    context: Context,
    served: Served,
    pairs: Iterable[tuple[str, str]],
) -> Response:
    values: dict[str, list[str]] = {}
    is_left_out = bool(request.query_params)
    for name, value in pairs:
        if name in served.names:
            values.setdefault(name, []).append(value)
        else:
            is_left_out = True
    if is_left_out and not is_lenient(request):
        raise ServiceError(
            422,
            ProblemCode.INVALID_PARAMETER,
            "A parameter was refused.",
            errors=[FieldProblem(field="(unknown parameter)", reason="not_offered")],
        )
    return _found(request, caller, context, served, values, left_out=is_left_out)


def _found(
    request: Request,
    caller: Caller,
    context: Context,
    served: Served,
    values: Values,
    *,
    left_out: bool,
) -> Response:
    require_json(request)
    asked = asked_of(served, values, left_out=left_out)
    now = context.clock.now()

    def _find(session: Session) -> Seen[service.Page]:
        return service.search(Desk(session, context, caller, now), asked)

    page = read(context, caller, request.scope["route"].operation_id, _find)
    return answer(bundle(base_of(request), asked, page))


@router.get(
    "/Patient",
    operation_id="search_fhir_patients",
    response_class=Response,
    responses=DESCRIBED,
)
def search_fhir_patients(
    request: Request,
    caller: CurrentCaller,
    context: CurrentContext,
    given: Annotated[Values, Depends(_by_id)],
) -> Response:
    """`Patient`s, in the order in which they last changed."""
    return _search(request, caller, context, PATIENTS, given)


@router.post(
    "/Patient/_search",
    operation_id="post_fhir_patient_search",
    response_class=Response,
    responses=DESCRIBED,
    openapi_extra=_SENT,
)
def post_fhir_patient_search(
    request: Request, caller: CurrentCaller, context: CurrentContext, form: Form
) -> Response:
    """The same search with its parameters in the body."""
    return _post(request, caller, context, PATIENTS, form)


@router.get(
    "/Patient/_history",
    operation_id="read_fhir_patient_history",
    response_class=Response,
    responses=DESCRIBED,
)
def read_fhir_patient_history(
    request: Request,
    caller: CurrentCaller,
    context: CurrentContext,
    since: Annotated[_Words, Query(alias="_since")] = None,
    count: Annotated[_Words, Query(alias="_count")] = None,
    cursor: Annotated[_Words, Query(alias="_cursor")] = None,
    form: Annotated[_Words, Query(alias="_format")] = None,
) -> Response:
    """Who changed and who was erased, in that order; the last version of each."""
    require_json(request)
    values = _given(_since=since, _count=count, _cursor=cursor, _format=form)
    asked, now = history_asked(values), context.clock.now()

    def _find(session: Session) -> Seen[History]:
        return history(Desk(session, context, caller, now), asked)

    page = read(context, caller, "read_fhir_patient_history", _find)
    return answer(history_bundle(base_of(request), values, page))


@router.get(
    "/QuestionnaireResponse",
    operation_id="search_fhir_questionnaire_responses",
    response_class=Response,
    responses=DESCRIBED,
)
def search_fhir_questionnaire_responses(
    request: Request,
    caller: CurrentCaller,
    context: CurrentContext,
    given: Annotated[Values, Depends(_patient)],
) -> Response:
    """`QuestionnaireResponse`s, in the order in which they last changed."""
    return _search(request, caller, context, RESPONSES, given)


@router.post(
    "/QuestionnaireResponse/_search",
    operation_id="post_fhir_questionnaire_response_search",
    response_class=Response,
    responses=DESCRIBED,
    openapi_extra=_SENT,
)
def post_fhir_questionnaire_response_search(
    request: Request, caller: CurrentCaller, context: CurrentContext, form: Form
) -> Response:
    """The same search with its parameters in the body."""
    return _post(request, caller, context, RESPONSES, form)


@router.get(
    "/Observation",
    operation_id="search_fhir_observations",
    response_class=Response,
    responses=DESCRIBED,
)
def search_fhir_observations(
    request: Request,
    caller: CurrentCaller,
    context: CurrentContext,
    given: Annotated[Values, Depends(_by_code)],
) -> Response:
    """`Observation`s, in the order in which they last changed."""
    return _search(request, caller, context, OBSERVATIONS, given)


@router.post(
    "/Observation/_search",
    operation_id="post_fhir_observation_search",
    response_class=Response,
    responses=DESCRIBED,
    openapi_extra=_SENT,
)
def post_fhir_observation_search(
    request: Request, caller: CurrentCaller, context: CurrentContext, form: Form
) -> Response:
    """The same search with its parameters in the body."""
    return _post(request, caller, context, OBSERVATIONS, form)


@router.get(
    "/DocumentReference",
    operation_id="search_fhir_document_references",
    response_class=Response,
    responses=DESCRIBED,
)
def search_fhir_document_references(
    request: Request,
    caller: CurrentCaller,
    context: CurrentContext,
    given: Annotated[Values, Depends(_patient)],
) -> Response:
    """`DocumentReference`s, in the order in which they last changed."""
    return _search(request, caller, context, DOCUMENTS, given)


@router.post(
    "/DocumentReference/_search",
    operation_id="post_fhir_document_reference_search",
    response_class=Response,
    responses=DESCRIBED,
    openapi_extra=_SENT,
)
def post_fhir_document_reference_search(
    request: Request, caller: CurrentCaller, context: CurrentContext, form: Form
) -> Response:
    """The same search with its parameters in the body."""
    return _post(request, caller, context, DOCUMENTS, form)
