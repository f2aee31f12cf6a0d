"""What a search asks for, read strictly: a filter that is not understood is never passed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.contract.problems import FieldProblem, ProblemCode
from services.errors import ServiceError
from services.fhir.dates import Bound, Window, bound, window
from services.fhir.kinds import LAST_UPDATED, PATIENT, PATIENTS, Served
from services.fhir.places import BEGINNING, Place
from services.pagination import LARGEST_PAGE

USUAL_PAGE: Final = 50
_LONGEST: Final = 4000
_LONGEST_CURSOR: Final = 200
_MOST: Final = 100
_REPEATED: Final = frozenset({LAST_UPDATED.name, "date"})
"""What may stand several times, each of which has to hold."""
Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Token:
    """A code or an identifier. `system` None: whichever."""

    system: str | None
    value: str


@dataclass(frozen=True)
class Asked:
    """A search. `patients` and `tokens` None: whoever, whatever.

    `said` is what a link to the same search holds; `left_out` that something was not known, and
    that whoever asked wants it left out.
    """

    served: Served
    count: int
    after: Place
    changed: Window
    patients: frozenset[UUID] | None
    identifiers: tuple[Token, ...]
    codes: tuple[Token, ...]
    dates: tuple[Bound, ...]
    said: tuple[tuple[str, str], ...]
    left_out: bool = False


def asked_of(served: Served, values: Values, *, left_out: bool = False) -> Asked:
    """The search that some values make; raises 422 for one that cannot be read."""
    for name, each in values.items():
        if sum(map(len, each)) > _LONGEST or (len(each) > 1 and name not in _REPEATED):
            raise refused(name, "too_much")
    patients = _ids(values, PATIENTS.parameters[1].name if served is PATIENTS else PATIENT.name)
    kept = {PATIENTS.parameters[2].name, "_cursor", "_format"}
    return Asked(
        served=served,
        count=_count(values),
        after=_after(values),
        changed=window(_bounds(values, LAST_UPDATED.name)),
        patients=patients,
        identifiers=_tokens(values, "identifier"),
        codes=_tokens(values, "code"),
        dates=tuple(_bounds(values, "date")),
        said=tuple(
            (name, each) for name in sorted(values) if name not in kept for each in values[name]
        ),
        left_out=left_out,
    )


def refused(field: str, reason: str) -> ServiceError:
    """A parameter that is known and cannot be read; its value is not repeated."""
    return ServiceError(
        422,
        ProblemCode.INVALID_PARAMETER,
        "A parameter was refused.",
        errors=[FieldProblem(field=field, reason=reason)],
    )


def _one(values: Values, name: str) -> str | None:
    return next(iter(values.get(name, ())), None)


def _count(values: Values) -> int:
    """How many at most; more than 200 is 200, as FHIR lets a server decide (R-RAT-02)."""
    words = _one(values, "_count")
    if words is None:
        return USUAL_PAGE
    if not (words.isascii() and words.isdigit() and len(words) <= 9) or int(words) == 0:
        raise refused("_count", "no_count")
    return min(int(words), LARGEST_PAGE)


def _after(values: Values) -> Place:
    words = _one(values, "_cursor")
    place = BEGINNING if words is None else Place.read(words[:_LONGEST_CURSOR])
    if place is None:
        raise refused("_cursor", "no_cursor")
    return place


def _bounds(values: Values, name: str) -> list[Bound]:
    try:
        return [bound(each) for each in values.get(name, ())]
    except (ValueError, OverflowError):
        raise refused(name, "no_date") from None


def _ids(values: Values, name: str) -> frozenset[UUID] | None:
    words = _one(values, name)
    if words is None:
        return None
    found = [each.removeprefix("Patient/") for each in words.split(",")]
    if len(found) > _MOST:
        raise refused(name, "too_much")
    try:
        return frozenset(map(UUID, found))
    except ValueError:
        raise refused(name, "no_id") from None


def _tokens(values: Values, name: str) -> tuple[Token, ...]:
    words = _one(values, name)
    if words is None:
        return ()
    found = tuple(_token(each) for each in words.split(","))
    if len(found) > _MOST or not all(each.value for each in found):
        raise refused(name, "no_token")
    return found


def _token(words: str) -> Token:
    system, bar, value = words.rpartition("|")
    return Token(system if bar else None, value)
