"""Only what a route offers may stand in its query: a word that it does not know is refused.

Otherwise a filter with a slip in its name would be ignored, and the whole list taken for what was
asked for; and nobody may sort or filter by what is not offered (R-AZ-06). A FHIR client may ask for
it to be left out instead, and is told that it was.
"""

from fastapi import FastAPI, Request
from fastapi.dependencies.models import Dependant

from services.contract.problems import FieldProblem, ProblemCode
from services.edge.fhir import is_lenient
from services.edge.openapi import api_routes
from services.errors import ServiceError


def require_offered(request: Request) -> None:
    """Raises 422 for a parameter that the route does not have; its name is not repeated."""
    if not request.scope["query_string"] or is_lenient(request):
        return
    offered = request.app.state.offered.get(request.scope["route"].operation_id, frozenset())
    if any(name not in offered for name in request.query_params):
        raise ServiceError(
            422,
            ProblemCode.INVALID_PARAMETER,
            "A parameter was refused.",
            errors=[FieldProblem(field="(unknown parameter)", reason="not_offered")],
        )


async def offered_only(request: Request) -> None:
    """The same as a dependency, for a route that asks nobody who they are."""
    require_offered(request)


def install(app: FastAPI) -> None:
    """Notes what each route offers, once."""
    app.state.offered = {
        route.operation_id: frozenset(_of(route.dependant)) for route in api_routes(app)
    }


def _of(dependant: Dependant) -> set[str]:
    found = {field.alias for field in dependant.query_params}
    for inner in dependant.dependencies:
        found |= _of(inner)
    return found
