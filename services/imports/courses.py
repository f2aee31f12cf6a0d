"""What a FHIR plan, prescription or administration says of a treatment, in our words."""

from datetime import date
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from services.contract.bundle_import import ImportReason
from services.contract.bundle_resources import (
    CarePlan,
    MedicationAdministration,
    MedicationRequest,
    Period,
)
from services.contract.enums import DatePrecision
from services.contract.fhir_systems import STRUCTURES
from services.imports.dates import past_end_of, whole_day_of
from services.imports.facts import label_in, label_of
from services.imports.lines import Line, Refused

CYCLE_NUMBER: Final = STRUCTURES + "cycle-number"
"""The extension that says of an administration which cycle it begins."""
_STATUS: Final = {
    CarePlan: frozenset({"active", "completed", "on-hold"}),
    MedicationRequest: frozenset({"active", "completed", "on-hold", "stopped"}),
    MedicationAdministration: frozenset({"completed", "in-progress"}),
}
_INTENDED: Final = frozenset({"proposal", "option"})
MOST_CYCLES: Final = 200


class Course(NamedTuple):
    """A line of treatment."""

    name: str
    started_on: date
    ended_on: date | None


class Given(NamedTuple):
    """The start of a cycle; without a number it is the next one by its day."""

    on: date
    number: int | None


def require_taken(resource: CarePlan | MedicationRequest | MedicationAdministration) -> None:
    """Raises `Refused` for what was not, or not surely, given or decided."""
    if resource.status == "entered-in-error":
        raise Refused(ImportReason.ENTERED_IN_ERROR)
    is_taken = resource.status in _STATUS[type(resource)]
    if isinstance(resource, MedicationRequest) and resource.doNotPerform:
        is_taken = False
    if not isinstance(resource, MedicationAdministration) and resource.intent in _INTENDED:
        is_taken = False
    if not is_taken:
        raise Refused(ImportReason.STATUS_NOT_TAKEN)


def course_of(
    resource: CarePlan | MedicationRequest, line: Line, zone: ZoneInfo, today: date
) -> Course:
    """The line of treatment of a plan or of a prescription that belongs to none."""
    if isinstance(resource, CarePlan):
        name = label_in([resource.title, resource.description], line)
        period, begun = resource.period, resource.period.start or resource.created
    else:
        name = label_of(resource.medicationCodeableConcept, line)
        dosages = resource.dosageInstruction
        period = dosages[0].timing.repeat.boundsPeriod if dosages else Period()
        begun = period.start or resource.authoredOn
    started_on = whole_day_of(begun, zone, today)
    ended = past_end_of(period.end, started_on, line, zone, today)
    if ended is not None and ended.precision is not DatePrecision.DAY:
        raise Refused(ImportReason.DATE_INCOMPLETE)
    return Course(name, started_on, None if ended is None else ended.day)


def given_of(resource: MedicationAdministration, zone: ZoneInfo, today: date) -> Given:
    """The cycle that an administration begins."""
    on = whole_day_of(resource.effectiveDateTime or resource.effectivePeriod.start, zone, today)
    said = next((each for each in resource.extension if each.url == CYCLE_NUMBER), None)
    number = None if said is None else said.valuePositiveInt or said.valueInteger
    if said is not None and not (number is not None and 1 <= number <= MOST_CYCLES):
        raise Refused(ImportReason.VALUE_OUT_OF_RANGE)
    return Given(on, number)
