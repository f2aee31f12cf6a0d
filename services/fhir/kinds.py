"""The four types of resources that are served, and what each may be searched by.

The statement of capabilities, the parser of searches and the routes all read this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.db.tables.fhir import ResourceKind


@dataclass(frozen=True)
class Parameter:
    """A search parameter: its FHIR type and what it does here.

    `only_by_post`: its values are identifiers of people, which stand in no address.
    """

    name: str
    type: str
    says: str
    only_by_post: bool = False


LAST_UPDATED: Final = Parameter(
    "_lastUpdated",
    "date",
    "When it last changed here: gt, ge, lt, le or nothing before it, and several of them. "
    "A time is that instant exactly; a day is that day in UTC.",
)
PATIENT: Final = Parameter(
    "patient", "reference", "Identifiers of patients, with or without Patient/ before them."
)
_ID: Final = Parameter("_id", "token", "Identifiers of patients.")
_IDENTIFIER: Final = Parameter(
    "identifier",
    "token",
    "A record number or a qualified INS, with or without its system. By POST to _search alone: it "
    "stands in no address.",
    only_by_post=True,
)
_CODE: Final = Parameter("code", "token", "Codes of symptoms and measures, with or without system.")
_DATE: Final = Parameter("date", "date", "When it was so: gt, ge, lt, le or nothing before it.")
RESULT: Final = ("_count", "_cursor", "_format")
"""What says how to answer, of every search."""


@dataclass(frozen=True)
class Served:
    """A type of resources: its FHIR name, what its rows are called, its parameters."""

    type: str
    kind: ResourceKind
    parameters: tuple[Parameter, ...]

    @property
    def names(self) -> frozenset[str]:
        """All that a search of it may hold."""
        return frozenset({each.name for each in self.parameters} | {*RESULT})


PATIENTS: Final = Served("Patient", ResourceKind.PATIENT, (LAST_UPDATED, _ID, _IDENTIFIER))
RESPONSES: Final = Served("QuestionnaireResponse", ResourceKind.RESPONSE, (LAST_UPDATED, PATIENT))
OBSERVATIONS: Final = Served(
    "Observation", ResourceKind.OBSERVATION, (LAST_UPDATED, PATIENT, _CODE, _DATE)
)
DOCUMENTS: Final = Served("DocumentReference", ResourceKind.DOCUMENT, (LAST_UPDATED, PATIENT))
SERVED: Final[Mapping[str, Served]] = {
    each.type: each for each in (PATIENTS, RESPONSES, OBSERVATIONS, DOCUMENTS)
}
