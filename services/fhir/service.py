"""Reads and searches: what an engine is given, and what it is told of what it is not given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from reports.fhir.parts import Resource
from reports.fhir.served import object_of
from services.contract.enums import IdentityStatus
from services.contract.fhir_outcome import OperationOutcome
from services.contract.fhir_systems import CODE_SYSTEMS
from services.contract.problems import ProblemCode
from services.edge.fhir import issue
from services.edge.reads import Seen
from services.errors import ServiceError, integrity_error, not_found
from services.fhir import rows
from services.fhir.asked import Asked, Token
from services.fhir.dates import span_of
from services.fhir.gathering import Desk, gather
from services.fhir.kinds import OBSERVATIONS, PATIENTS, Served
from services.fhir.places import Place
from services.patients import normal
from services.patients.exact import Directory

_NOTE: Final = CODE_SYSTEMS + "search-note"
_OBJECTS_AT_ONCE: Final = 20
"""Questionnaires that are opened for a page of observations, each of which has some twenty."""
_URN: Final = "urn:uuid:"
_URIS: Final = "urn:ietf:rfc:3986"


@dataclass(frozen=True)
class Version:
    """What a read found: the resource, or None for one that the engine has already."""

    resource: Resource | None
    number: int
    row: rows.NumberedRow

    @property
    def tag(self) -> str:
        """As a header names it."""
        return f'W/"{self.number}"'


@dataclass(frozen=True)
class Page:
    """What a search found. `following`: where the next page begins; None: this is the last."""

    resources: Sequence[Resource]
    following: Place | None
    outcome: OperationOutcome | None


def read(desk: Desk, served: Served, identifier: str, known: str | None) -> Seen[Version]:
    """One resource; raises 404, 410 for a patient who was erased, 403 while it is not certain who
    they are, and 500 for one that cannot be opened. `known`: the versions that the engine has.
    """
    object_id = object_of(identifier)
    row = None if object_id is None else rows.one(desk.session, served.kind, object_id)
    if row is None:
        raise not_found()
    if row.of_patient is None:
        raise _erased() if served is PATIENTS else not_found()
    if row.identity_status is IdentityStatus.DOUBTFUL:
        raise _doubtful()
    found = gather(desk, served.kind, [row])
    made = found.resources.get(row.object_id, [])
    resource = next((each for each in made if each["id"] == identifier), None)
    if row.object_id in found.unreadable:
        raise integrity_error()
    if resource is None:
        # Also for whoever says that they have it: a version is of an object, not of all its names.
        raise not_found()
    seen = Version(resource, row.version, row)
    if known is not None and seen.tag in known:
        seen = replace(seen, resource=None)
    return Seen(seen, object_id=row.object_id, patient_id=row.patient_id)


def search(desk: Desk, asked: Asked) -> Seen[Page]:
    """A page of a search; whose records it shows is journalled."""
    patients = _patients(desk, asked)
    if patients is not None and not patients:
        return Seen(Page([], None, _told(asked, 0)), shown=())
    is_paged = not asked.identifiers
    limit = _limit(asked)
    found = rows.page(desk.session, asked, patients, limit + 1)
    gathered = gather(desk, asked.served.kind, found[:limit])
    page = _Filling(asked)
    shown: dict[UUID, None] = {}
    for row in found[:limit]:
        if page.is_full:
            break
        made = gathered.resources.get(row.object_id, [])
        given = page.take(row, [each for each in made if _is_wanted(asked, each)])
        if given:
            shown[row.patient_id] = None
    unread = gathered.unreadable & set(page.passed)
    has_more = bool(found) and (len(page.passed) < len(found) or page.place.skip > 0)
    following = page.place if has_more and is_paged else None
    value = Page(page.resources, following, _told(asked, len(unread)))
    return Seen(value, shown=tuple(shown), is_whole=not unread)


class _Filling:
    """A page while it is filled, and the place that it has come to."""

    def __init__(self, asked: Asked) -> None:
        self._count = asked.count
        self._first = asked.after
        self.resources: list[Resource] = []
        self.passed: list[UUID] = []
        self.place = asked.after

    @property
    def is_full(self) -> bool:
        return len(self.resources) >= self._count

    def take(self, row: rows.NumberedRow, resources: Sequence[Resource]) -> int:
        """Takes what there is room for; returns how many."""
        is_begun = self._first.skip > 0 and row.number == self._first.number
        skip = self._first.skip if is_begun else 0
        taken = resources[skip : skip + self._count - len(self.resources)]
        self.resources += taken
        reached = skip + len(taken)
        left = reached if reached < len(resources) else 0
        if not left:
            self.passed.append(row.object_id)
        self.place = Place(row.changed_at, row.number, left)
        return len(taken)


def _limit(asked: Asked) -> int:
    if asked.served is not OBSERVATIONS:
        return asked.count
    return max(2, min(asked.count, _OBJECTS_AT_ONCE))


def _patients(desk: Desk, asked: Asked) -> frozenset[UUID] | None:
    """Whose resources are looked for; None: whoever."""
    if not asked.identifiers:
        return asked.patients
    found: set[UUID] = set()
    directory = Directory(desk.session, desk.context.keys, desk.caller.centre_id)
    for token in asked.identifiers:
        if token.system == _URIS:
            own = object_of(token.value.removeprefix(_URN))
            found |= set() if own is None else {own}
            continue
        listed = directory.by_record_number(token.value) + directory.by_ins(token.value)
        found |= {each.id for each in listed}
    return frozenset(found if asked.patients is None else found & asked.patients)


def _is_wanted(asked: Asked, resource: Resource) -> bool:
    """What a search looks for within a resource, and in nothing but what the resource shows."""
    if asked.identifiers and not any(_names(each, resource) for each in asked.identifiers):
        return False
    if asked.codes and not any(_has_code(each, resource) for each in asked.codes):
        return False
    if asked.dates:
        span = span_of(resource["effectiveDateTime"])
        return all(each.holds(*span) for each in asked.dates)
    return True


def _names(token: Token, resource: Resource) -> bool:
    wanted = normal.record_number(token.value)
    return any(
        token.system in (None, each["system"]) and normal.record_number(each["value"]) == wanted
        for each in resource["identifier"]
    )


def _has_code(token: Token, resource: Resource) -> bool:
    codings: list[Resource] = resource["code"].get("coding", [])
    return any(
        token.system in (None, each.get("system")) and each["code"] == token.value
        for each in codings
    )


def _told(asked: Asked, unreadable: int) -> OperationOutcome | None:
    """What an engine has to know of a page beside its resources."""
    said = list(_said(asked, unreadable))
    notes = [issue("warning", kind, _NOTE, code, words) for kind, code, words in said]
    return OperationOutcome(issue=notes) if notes else None


def _said(asked: Asked, unreadable: int) -> Iterator[tuple[str, str, str]]:
    if asked.left_out:
        words = "A parameter that is not known was left out, as was asked for."
        yield "not-supported", "left-out", words
    if unreadable:
        words = "Something that cannot be opened is not on this page. Tell the administrator."
        yield "incomplete", "unreadable", words


def _erased() -> ServiceError:
    return ServiceError(410, ProblemCode.ERASED, "This patient was erased: erase your copy too.")


def _doubtful() -> ServiceError:
    return ServiceError(
        403, ProblemCode.IDENTITY_DOUBTFUL, "Nothing leaves while this identity is doubtful."
    )
