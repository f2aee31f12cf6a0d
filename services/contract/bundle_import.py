"""Bringing patients in: a FHIR R4 Bundle, and one line of report for each of its resources."""

from enum import StrEnum
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.contract.base import Reply

MOST_ENTRIES: Final = 1000
MOST_PEOPLE: Final = 50
MOST_ANSWERS: Final = 120
"""Two years of weekly ones. These cost most: more would keep everybody else waiting too long."""
_Anything = dict[str, Any]
_Url = Annotated[str, StringConstraints(max_length=500)]


class _Envelope(BaseModel):
    """The frame around the resources; an element that R4 does not have is refused."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, allow_inf_nan=False, hide_input_in_errors=True
    )

    id: Any = None
    extension: list[_Anything] = []


class BundleEntry(_Envelope):
    """One resource. What it holds is read line by line: a broken one refuses only itself."""

    modifierExtension: list[_Anything] = []
    link: list[_Anything] = []
    fullUrl: _Url | None = None
    resource: _Anything | None = None
    search: _Anything | None = None
    request: _Anything | None = None
    response: _Anything | None = None


class Bundle(_Envelope):
    """Resources that belong together, in whatever order; `type` changes nothing here."""

    resourceType: Literal["Bundle"]
    type: Literal["transaction", "batch", "collection"]
    meta: _Anything | None = None
    implicitRules: None = None
    language: Any = None
    identifier: _Anything | None = None
    timestamp: Any = None
    total: Any = None
    link: list[_Anything] = []
    entry: list[BundleEntry] = Field(min_length=1, max_length=MOST_ENTRIES)
    signature: _Anything | None = None


class ImportResult(StrEnum):
    """What became of a resource."""

    TAKEN = "taken"
    TAKEN_WITH_WARNING = "taken_with_warning"
    KNOWN = "known"
    """It was here before, and nothing was written."""
    REFUSED = "refused"


class ImportReason(StrEnum):
    """Why a resource was refused, or what to look at in one that was taken."""

    RESOURCE_MISSING = "resource_missing"
    METHOD_NOT_SUPPORTED = "method_not_supported"
    TYPE_NOT_SUPPORTED = "type_not_supported"
    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    NOT_UNDERSTOOD = "not_understood"
    """It holds a modifier, which may turn its meaning."""
    DUPLICATE_IN_BUNDLE = "duplicate_in_bundle"
    REFERENCE_MISSING = "reference_missing"
    REFERENCE_UNKNOWN = "reference_unknown"
    PATIENT_REFUSED = "patient_refused"
    ENTERED_IN_ERROR = "entered_in_error"
    STATUS_NOT_TAKEN = "status_not_taken"
    DIFFERS_FROM_KNOWN = "differs_from_known"
    """It was imported before and says something else now: a person decides."""

    NAME_MISSING = "name_missing"
    NAME_NOT_TAKEN = "name_not_taken"
    BIRTH_DATE_MISSING = "birth_date_missing"
    RECORD_NUMBER_MISSING = "record_number_missing"
    TEST_IDENTITY = "test_identity"
    """An INS of the test or demonstration systems, which no real person has."""
    INS_CONTRADICTS = "ins_contradicts"
    DECEASED = "deceased"
    INACTIVE = "inactive"
    IDENTITY_CONFLICT = "identity_conflict"
    """Somebody here has one of its numbers and is not, or not surely, the same person."""
    POSSIBLE_DUPLICATE = "possible_duplicate"
    """Somebody here has the same name and birth date under another number."""
    INS_KEY_WRONG = "ins_key_wrong"
    RECORD_NUMBER_DIFFERS = "record_number_differs"
    GENDER_MISSING = "gender_missing"
    PHONE_NOT_TAKEN = "phone_not_taken"

    DATE_MISSING = "date_missing"
    DATE_UNREADABLE = "date_unreadable"
    DATE_INCOMPLETE = "date_incomplete"
    DATE_IN_FUTURE = "date_in_future"
    """Refused, but for an end: one that has not come is left out."""
    BEFORE_BIRTH = "before_birth"
    ENDS_BEFORE_BEGINNING = "ends_before_beginning"
    END_MISSING = "end_missing"
    """Its sender says that it is over, but not since when: it stands as going on."""
    LABEL_MISSING = "label_missing"
    LABEL_CUT = "label_cut"
    """It was too long, or held characters that nobody sees."""
    CODE_NOT_SUPPORTED = "code_not_supported"
    ICD10_NOT_TAKEN = "icd10_not_taken"
    UNCONFIRMED = "unconfirmed"
    VALUE_MISSING = "value_missing"
    VALUE_OUT_OF_RANGE = "value_out_of_range"
    UNIT_NOT_SUPPORTED = "unit_not_supported"
    LINE_UNKNOWN = "line_unknown"
    PART_OF_LINE = "part_of_line"
    """A prescription within a plan: the plan is the line of treatment, and nothing more is kept."""
    OUTSIDE_LINE = "outside_line"
    CYCLE_OUT_OF_ORDER = "cycle_out_of_order"
    CYCLE_NUMBERED_BY_DAY = "cycle_numbered_by_day"

    MONITORING_NOT_ACTIVE = "monitoring_not_active"
    BEFORE_EPISODE = "before_episode"
    AMENDED_TAKEN_AS_FINAL = "amended_taken_as_final"
    RAISED_ALERT = "raised_alert"
    HISTORY_ALERT = "history_alert"
    """An old answer that would have raised an alert: kept closed, nobody is called to it."""
    NOT_EVALUATED = "not_evaluated"


class ImportLine(Reply):
    """What became of one entry. It never repeats what the entry held."""

    place: int
    """The index of the entry in the bundle, from 0."""
    resource: str | None
    """The type of the resource, None where it is none that is read here."""
    result: ImportResult
    reasons: list[ImportReason]
    patient_id: UUID | None
    """Whom it is about, once that is known."""


class ImportReport(Reply):
    """A line for each entry, in their order, and how many of each result there are."""

    lines: list[ImportLine]
    taken: int
    taken_with_warning: int
    known: int
    refused: int
