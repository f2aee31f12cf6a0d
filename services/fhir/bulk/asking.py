"""What an engine asks to have in one, read as strictly as a search."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from services.fhir.asked import Values, refused
from services.fhir.dates import bound, window
from services.fhir.kinds import SERVED, Served

NDJSON: Final = "application/fhir+ndjson"
TYPES, SINCE, FORMAT = "_type", "_since", "_outputFormat"
_FORMATS: Final = frozenset({NDJSON, "application/ndjson", "ndjson"})


@dataclass(frozen=True)
class Wanted:
    """Which types; `since`: what changed from there on (None: whatever there is). `said` is what
    was asked, without what was left out.
    """

    served: tuple[Served, ...]
    since: datetime | None
    said: str


def wanted_of(values: Values, *, is_lenient: bool) -> Wanted:
    """What some values ask for; raises 422 for one that cannot be read.

    A type that is not served is left out where `is_lenient`, unless none would be left.
    """
    types = [each for words in values.get(TYPES, ()) for each in words.split(",")]
    served = tuple(each for each in SERVED.values() if each.type in types or not types)
    if not served or (not is_lenient and not set(types) <= set(SERVED)):
        raise refused(TYPES, "not_offered")
    formats = values.get(FORMAT, ())
    if any(each not in _FORMATS for each in formats):
        raise refused(FORMAT, "not_offered")
    since = values.get(SINCE, ())
    said = [(TYPES, ",".join(each.type for each in served))] if types else []
    said += [(SINCE, each) for each in since] + [(FORMAT, each) for each in formats]
    return Wanted(served, _since(since), urlencode(said))


def _since(words: object) -> datetime | None:
    match words:
        case [] | ():
            return None
        case [str(word)] if word[:1].isdigit():
            try:
                after = bound(f"gt{word}")
            except (ValueError, OverflowError):
                raise refused(SINCE, "no_instant") from None
            if after.is_instant:
                return window([after]).since
    raise refused(SINCE, "no_instant")
