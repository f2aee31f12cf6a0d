"""Whether everybody whom a FHIR response names is its subject: nobody else answers for a patient.

A carer or a nurse may write for the patient; another patient did not, nor somebody who may be one.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from services.answers.fhir_meaning import Doubt
from services.answers.fhir_values import words_of
from services.contract.fhir_response import QuestionnaireResponse, Reference

_INS: Final = frozenset(f"1.2.250.1.213.1.4.{last}" for last in (8, 9, 10, 11))
"""The number systems of the French national health identity, trials included."""
_OID: Final = "urn:oid:"
_PATIENT: Final = re.compile(r"(?:^|/)Patient/(?P<id>[^/?#]+)(?:/_history/[^/?#]+)?$")

IsOther = Callable[[str], bool]
"""Whether a health identity is known to be that of another patient than the subject."""


def doubts_of_people(response: QuestionnaireResponse, is_other: IsOther) -> Iterator[Doubt]:
    """Yields who may be another patient, in the words of the sender."""
    for place, named in (("source", response.source), ("author", response.author)):
        if named is not None and _may_be_another(named, response):
            yield Doubt(place, named.reference or words_of(named))
    number = _ins_of(response.subject.identifier)
    if number is not None and is_other(number):
        yield Doubt("subject.identifier", number)


def _may_be_another(named: Reference, response: QuestionnaireResponse) -> bool:
    said = named.reference
    if said is None:
        is_patient = _is_patient(named.type) or _ins_of(named.identifier) is not None
        is_same = named.identifier is not None and named.identifier == response.subject.identifier
        return is_patient and not is_same
    if said.startswith("#"):
        return _is_patient(_contained(said.removeprefix("#"), response) or named.type or "Patient")
    found = _PATIENT.search(said)
    if found is None:
        return _is_patient(named.type)
    return found["id"].lower() != response.subject.reference.removeprefix("Patient/").lower()


def _is_patient(kind: str | None) -> bool:
    return kind is not None and kind.rpartition("/")[2] == "Patient"


def _contained(name: str, response: QuestionnaireResponse) -> str | None:
    kinds = (each.get("resourceType") for each in response.contained if each.get("id") == name)
    return next((kind for kind in kinds if isinstance(kind, str)), None)


def _ins_of(identifier: dict[str, Any] | None) -> str | None:
    system, value = ((identifier or {}).get(name) for name in ("system", "value"))
    is_ins = isinstance(system, str) and system.removeprefix(_OID) in _INS
    return value if is_ins and isinstance(value, str) else None
