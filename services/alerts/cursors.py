"""Cursors: the key of the last row, for one view and order, never trusted when it comes back."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from services.contract.problems import ProblemCode
from services.errors import ServiceError
from services.pagination import decode_cursor, encode_cursor

LONGEST_CURSOR: Final = 300
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_LARGEST: Final = 2**31


def pack(purpose: str, key: Sequence[Any]) -> str:
    """The cursor after a row: ranks as numbers, instants as microseconds, identifiers as text."""
    return encode_cursor([purpose, *(_packed(value) for value in key)])


def unpack(purpose: str, cursor: str, kinds: Sequence[type]) -> list[Any]:
    """The key in a cursor; raises 422 when it is none of ours, or of another view or order."""
    words = decode_cursor(cursor, (str, *(str if kind is UUID else int for kind in kinds)))
    if words[0] != purpose:
        raise _refused()
    try:
        return [_unpacked(word, kind) for word, kind in zip(words[1:], kinds, strict=True)]
    except (ValueError, OverflowError):
        raise _refused() from None


def _packed(value: Any) -> int | str:
    if isinstance(value, datetime):
        return (value - _EPOCH) // _MICROSECOND
    return str(value) if isinstance(value, UUID) else int(value)


def _unpacked(word: int | str, kind: type) -> Any:
    if kind is UUID:
        return UUID(str(word))
    if kind is datetime:
        return _EPOCH + timedelta(microseconds=int(word))
    if abs(int(word)) >= _LARGEST:
        raise OverflowError
    return word


def _refused() -> ServiceError:
    return ServiceError(422, ProblemCode.INVALID_PARAMETER, "The cursor is not valid.")
