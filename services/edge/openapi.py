"""Completes the OpenAPI document: bodies that we read ourselves, problems, security."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from services.contract.fhir_outcome import OperationOutcome
from services.contract.problems import Problem
from services.edge.body import BodyOf
from services.edge.fhir import FHIR_BASE, FHIR_JSON, R4_BASE
from services.security.policy import POLICY

_REF = "#/components/schemas/{model}"


def api_routes(app: FastAPI) -> list[RouteContext]:
    """Every route of the application as it is served, those of included routers too."""
    return [
        route
        for route in iter_route_contexts(app.routes)
        if isinstance(route.original_route, APIRoute)
    ]


def is_described(route: RouteContext) -> bool:
    """Whether a route stands in the document; the pages of patients do not."""
    original = route.original_route
    return isinstance(original, APIRoute) and original.include_in_schema


def _body_of(route: RouteContext) -> BodyOf[Any] | None:
    for dependency in route.dependant.dependencies:
        if isinstance(dependency.call, BodyOf):
            return dependency.call
    return None


def _content(media_type: str, shape: type[BaseModel]) -> dict[str, Any]:
    return {media_type: {"schema": {"$ref": _REF.format(model=shape.__name__)}}}


def _problem(route: RouteContext) -> dict[str, Any]:
    if str(route.path_format).startswith((f"{FHIR_BASE}/", f"{R4_BASE}/")):
        return {
            "description": "A problem, as FHIR tells it",
            "content": _content(FHIR_JSON, OperationOutcome),
        }
    return {
        "description": "A problem (RFC 9457)",
        "content": _content("application/problem+json", Problem),
    }


def document(app: FastAPI) -> dict[str, Any]:
    """The whole document; the same bytes for the same code."""
    described = get_openapi(title=app.title, version=app.version, routes=app.routes)
    routes = [route for route in api_routes(app) if is_described(route)]
    bodies = [body for route in routes if (body := _body_of(route)) is not None]
    shapes: set[type[BaseModel]] = {body.shape for body in bodies} | {Problem, OperationOutcome}
    _, definitions = models_json_schema(
        [(shape, "validation") for shape in sorted(shapes, key=lambda shape: shape.__name__)],
        ref_template=_REF,
    )
    components = described.setdefault("components", {})
    components.setdefault("schemas", {}).update(definitions.get("$defs", {}))
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    components["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
    for route in routes:
        for method in route.methods or ():
            _complete(described["paths"][route.path_format][method.lower()], route)
    return described


def _complete(operation: dict[str, Any], route: RouteContext) -> None:
    body = _body_of(route)
    if body is not None:
        operation["requestBody"] = {
            "required": True,
            "content": _content(body.media_type, body.shape),
        }
    operation["responses"].pop("422", None)
    operation["responses"]["4XX"] = _problem(route)
    operation["responses"]["5XX"] = _problem(route)
    rule = POLICY.get(route.operation_id or "")
    operation["security"] = [] if rule is not None and rule.is_public else [{"bearer": []}]


def install(app: FastAPI) -> None:
    """Serves the completed document at `/openapi.json`."""
    built: list[dict[str, Any]] = []

    def _openapi() -> dict[str, Any]:
        if not built:
            built.append(document(app))
        return built[0]

    app.openapi = _openapi  # type: ignore[method-assign]
