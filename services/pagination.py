"""Keyset cursors: opaque to clients, and never trusted when they come back."""

import base64
import binascii
import json
from uuid import UUID

from services.contract.problems import ProblemCode
from services.errors import ServiceError

LARGEST_PAGE = 200


def encode_cursor(values: list[int | str]) -> str:
    """An opaque cursor that holds the sort key of the last row."""
    return (
        base64.urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode())
        .decode()
        .rstrip("=")
    )


def decode_cursor(cursor: str, kinds: tuple[type, ...]) -> list[int | str]:
    """The sort key in a cursor; raises 422 when it is not one of ours."""
    refused = ServiceError(422, ProblemCode.INVALID_PARAMETER, "The cursor is not valid.")
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        raise refused from None
    if not isinstance(values, list) or len(values) != len(kinds):
        raise refused
    if any(type(value) is not kind for value, kind in zip(values, kinds, strict=True)):
        raise refused
    return values


def id_after(cursor: str | None) -> UUID | None:
    """The identifier in a cursor, None without one; raises 422 when it holds none."""
    if cursor is None:
        return None
    (text,) = decode_cursor(cursor, (str,))
    try:
        return UUID(str(text))
    except ValueError:
        raise ServiceError(422, ProblemCode.INVALID_PARAMETER, "The cursor is not valid.") from None
