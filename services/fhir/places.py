"""Where a page of a search ends: opaque to engines, and never trusted when it comes back."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from services.errors import ServiceError
from services.pagination import decode_cursor, encode_cursor

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST_US: Final = 253_402_300_799_999_999
_LARGEST: Final = 2**62


@dataclass(frozen=True)
class Place:
    """After the object of this instant and number; `skip` of its own resources were given already,
    where it is to be looked at once more.
    """

    changed_at: datetime
    number: int
    skip: int = 0

    def __str__(self) -> str:
        since = (self.changed_at - _EPOCH) // timedelta(microseconds=1)
        return encode_cursor([since, self.number, self.skip])

    @classmethod
    def read(cls, words: str) -> Self | None:
        """The place that words name; None for words that are none of ours."""
        try:
            since, number, skip = (int(each) for each in decode_cursor(words, (int, int, int)))
        except ServiceError:
            return None
        if not 0 <= since <= _LATEST_US or not (0 <= number < _LARGEST and 0 <= skip < _LARGEST):
            return None
        return cls(_EPOCH + timedelta(microseconds=since), number, skip)


BEGINNING: Final = Place(_EPOCH, 0)
