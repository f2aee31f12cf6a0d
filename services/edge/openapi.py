"""Completes the OpenAPI document: bodies that we read ourselves, problems, security."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from services.contract.problems import Problem
from services.edge.body import BodyOf
from services.security.policy import POLICY

_REF = "#/components/schemas/{model}"


def api_routes(app: FastAPI) -> list[RouteContext]:
    """Every route of the application as it is served, those of included routers too."""
    return [
        route
        for route in iter_route_contexts(app.routes)
        if isinstance(route.original_route, APIRoute)
    ]


def _body_shape(route: RouteContext) -> type[BaseModel] | None:
    for dependency in route.dependant.dependencies:
        if isinstance(dependency.call, BodyOf):
            shape: type[BaseModel] = dependency.call.shape
            return shape
    return None


def _problem() -> dict[str, Any]:
    return {
        "description": "A problem (RFC 9457)",
        "content": {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}},
    }


def document(app: FastAPI) -> dict[str, Any]:
    """The whole document; the same bytes for the same code."""
    described = get_openapi(title=app.title, version=app.version, routes=app.routes)
    routes = api_routes(app)
    shapes = {shape for route in routes if (shape := _body_shape(route)) is not None} | {Problem}
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
    shape = _body_shape(route)
    if shape is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": _REF.format(model=shape.__name__)}}
            },
        }
    operation["responses"].pop("422", None)
    operation["responses"]["4XX"] = _problem()
    operation["responses"]["5XX"] = _problem()
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
