"""Reads a body strictly: bounded, JSON only, no unknown field, nothing coerced (R-INP-02)."""

import contextlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool

from services.contract.problems import FieldProblem, ProblemCode
from services.edge.context import context_of
from services.errors import ServiceError
from services.security.policy import POLICY

Shape = TypeVar("Shape", bound=BaseModel)
Inspect = Callable[[Request, object], None]
"""Looks at a request and the JSON that came with it; raises what it refuses."""
_OPENERS = b"[{"
_READ_AT_ONCE = 16_000
_MANY_FAULTS = 200
# Matches from every opening quote, closed or not, so that no input makes it start over.
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")


@dataclass(frozen=True)
class Body(Generic[Shape]):
    """A body that was accepted, and its bytes, which identify a repeated request."""

    value: Shape
    raw: bytes


class BodyOf(Generic[Shape]):
    """A dependency that yields the body of a request in one shape.

    `inspect` looks at the JSON before anything is built from it, and may refuse it.
    """

    def __init__(
        self,
        shape: type[Shape],
        media_type: str = "application/json",
        inspect: Inspect | None = None,
    ) -> None:
        self.shape = shape
        self.media_type = media_type
        self.inspect = inspect

    async def __call__(self, request: Request) -> Body[Shape]:
        """The body; raises 413 when too large, 400 when it is no JSON, 422 when it is refused."""
        settings = context_of(request).settings
        is_public = POLICY[request.scope["route"].operation_id].is_public
        raw = await _read(
            request, settings.public_body_limit_bytes if is_public else settings.body_limit_bytes
        )
        if len(raw) <= _READ_AT_ONCE:
            return Body(self._accepted(request, raw, settings.body_depth_limit), raw)
        # A large body must not hold up everybody else's requests while it is read.
        value = await run_in_threadpool(self._accepted, request, raw, settings.body_depth_limit)
        return Body(value, raw)

    def _accepted(self, request: Request, raw: bytes, depth_limit: int) -> Shape:
        if _nests_deeper(raw, depth_limit):
            raise ServiceError(400, ProblemCode.BAD_REQUEST, "The body is nested too deeply.")
        found = _with_names_once(raw)
        if self.inspect is not None:
            self.inspect(request, found)
        return _validated(self.shape, raw)


def parse(shape: type[Shape], raw: bytes) -> Shape:
    """The value of a body; raises 400 when it is not JSON and 422 when a field is refused."""
    _with_names_once(raw)
    return _validated(shape, raw)


def _validated(shape: type[Shape], raw: bytes) -> Shape:
    try:
        return shape.model_validate_json(raw or b"{}")
    except ValidationError as refused:
        if refused.error_count() > _MANY_FAULTS:
            # To describe each would take longer than everything else.
            raise ServiceError(
                422,
                ProblemCode.INVALID_BODY,
                "Too many fields of the body were refused.",
                errors=[FieldProblem(field="*", reason="too_many_problems")],
            ) from None
        found = refused.errors(include_url=False, include_context=False, include_input=False)
        if any(error["type"] == "json_invalid" for error in found):
            raise ServiceError(
                400,
                ProblemCode.BAD_REQUEST,
                "The body is not valid JSON, or holds a number too long to read.",
            ) from None
        fields = [
            FieldProblem(field=_where(error["loc"], shape), reason=error["type"])
            for error in found[:50]
        ]
        raise ServiceError(
            422, ProblemCode.INVALID_BODY, "A field of the body was refused.", errors=fields
        ) from None


def _with_names_once(raw: bytes) -> object:
    """The JSON of a body, None where it is none: that is refused afterwards.

    Raises 400 when an object names a field twice: the last would hide a worse one in silence.
    """
    # Numbers stay text here: a long one costs nothing.
    with contextlib.suppress(ValueError):
        return json.loads(raw, object_pairs_hook=_named_once, parse_int=str, parse_float=str)
    return None


def _named_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ServiceError(
            400, ProblemCode.BAD_REQUEST, "The body names a field of the same object twice."
        )
    return found


async def _read(request: Request, limit_bytes: int) -> bytes:
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > limit_bytes:
            raise ServiceError(
                413, ProblemCode.TOO_LARGE, f"A body holds at most {limit_bytes} bytes."
            )
    return bytes(received)


def _nests_deeper(raw: bytes, limit: int) -> bool:
    """Whether brackets nest deeper than a limit outside of strings; stops where they do."""
    depth = 0
    for bracket in _STRING.sub(b"", raw).translate(None, _NO_BRACKETS):
        depth += 1 if bracket in _OPENERS else -1
        if depth > limit:
            return True
    return False


@cache
def _names(shape: type[BaseModel]) -> frozenset[str]:
    """The names of the fields of a shape and of those within it, and the kinds that tell them."""
    described = shape.model_json_schema()
    shapes = [described, *described.get("$defs", {}).values()]
    fields = [fields for each in shapes for fields in each.get("properties", {}).items()]
    kinds = [str(schema["const"]) for _, schema in fields if "const" in schema]
    return frozenset([name for name, _ in fields] + kinds)


def _where(location: tuple[int | str, ...], shape: type[BaseModel]) -> str:
    """The path of a field; a name that the client invented is not repeated."""
    if location and location[0] not in shape.model_fields:
        return "(unknown field)"
    known = _names(shape)
    return ".".join(
        str(part) if isinstance(part, int) or part in known else "*" for part in location
    )
