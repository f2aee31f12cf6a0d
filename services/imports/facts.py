"""What a FHIR `Condition` or `Observation` says, as a fact of our record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from services.contract.bundle_import import ImportReason
from services.contract.bundle_resources import Concept, Condition, Observation
from services.contract.enums import DatePrecision, EntryKind
from services.contract.fhir_systems import LOINC, UCUM
from services.contract.record import (
    DiagnosisContent,
    EcogContent,
    EntryContent,
    TemperatureContent,
    WeightContent,
)
from services.contract.texts import seen
from services.imports.dates import past_day_of, past_end_of, whole_day_of
from services.imports.lines import Line, Refused
from services.record.partial_dates import Known

_ICD_10: Final = (
    "http://hl7.org/fhir/sid/icd-10",
    "http://hl7.org/fhir/sid/icd-10-fr",
    "urn:oid:2.16.840.1.113883.6.3",
)
_WRONG: Final = frozenset({"entered-in-error", "refuted"})
_UNSURE: Final = frozenset({"unconfirmed", "provisional", "differential"})
_OVER: Final = frozenset({"inactive", "remission", "resolved"})
_MEASURED: Final = frozenset({"final", "amended", "corrected"})
_LONGEST_LABEL: Final = 200
_TOO_LARGE: Final = 10_000
"""Beyond every bound of the record; a number of a thousand digits is none to compute with."""
_KINDS: Final = {
    "29463-7": EntryKind.WEIGHT,
    "8310-5": EntryKind.TEMPERATURE,
    "89247-1": EntryKind.ECOG,
}
_UNITS: Final = {EntryKind.WEIGHT: "kg", EntryKind.TEMPERATURE: "Cel"}
_ECOG_CODES: Final = {
    "LA9622-7": 0,
    "LA9623-5": 1,
    "LA9624-3": 2,
    "LA9625-0": 3,
    "LA9626-8": 4,
}


@dataclass(frozen=True)
class Fact:
    """An entry of the record that is about to be written."""

    content: EntryContent
    began: Known
    ended: Known | None = None


def diagnosis_of(condition: Condition, line: Line, zone: ZoneInfo, today: date) -> Fact:
    """The diagnosis of a condition; raises `Refused`."""
    status = _codes(condition.verificationStatus)
    if "entered-in-error" in status:
        raise Refused(ImportReason.ENTERED_IN_ERROR)
    if status & _WRONG:
        raise Refused(ImportReason.STATUS_NOT_TAKEN)
    label = label_of(condition.code, line)
    began = past_day_of(
        condition.onsetDateTime or condition.onsetPeriod.start or condition.recordedDate,
        zone,
        today,
    )
    said = condition.abatementDateTime or condition.onsetPeriod.end
    ended = past_end_of(said, began.day, line, zone, today)
    if ended is None and _codes(condition.clinicalStatus) & _OVER:
        line.warn(ImportReason.END_MISSING)
    if status & _UNSURE:
        line.warn(ImportReason.UNCONFIRMED)
    return Fact(_diagnosis(condition.code, label, line), began, ended)


def measure_of(observation: Observation, zone: ZoneInfo, today: date) -> Fact:
    """The weight, temperature or performance status of an observation; raises `Refused`."""
    if observation.status == "entered-in-error":
        raise Refused(ImportReason.ENTERED_IN_ERROR)
    if observation.status not in _MEASURED:
        raise Refused(ImportReason.STATUS_NOT_TAKEN)
    kinds = {_KINDS[code] for code in _codes(observation.code, LOINC) if code in _KINDS}
    if len(kinds) != 1:
        raise Refused(ImportReason.CODE_NOT_SUPPORTED)
    kind = kinds.pop()
    on = whole_day_of(
        observation.effectiveDateTime
        or observation.effectivePeriod.start
        or observation.effectiveInstant,
        zone,
        today,
    )
    if observation.dataAbsentReason is not None:
        raise Refused(ImportReason.VALUE_MISSING)
    try:
        return Fact(_content(kind, observation), Known(on, DatePrecision.DAY))
    except ValidationError:
        raise Refused(ImportReason.VALUE_OUT_OF_RANGE) from None


def label_of(concept: Concept, line: Line) -> str:
    """What a concept is called, in the words of its sender; raises `Refused` when nothing is."""
    return label_in([concept.text, *(coding.display for coding in concept.coding)], line)


def label_in(words: Iterable[str | None], line: Line) -> str:
    """The first words that say something; what no label may hold is cut, and the line says so."""
    for said in words:
        label, whole = seen(said or ""), " ".join((said or "").split())
        if not any(letter.isalnum() for letter in label):
            continue
        if len(label) > _LONGEST_LABEL:
            label = label[: _LONGEST_LABEL - 1] + "…"
        if label != whole:
            line.warn(ImportReason.LABEL_CUT)
        return label
    raise Refused(ImportReason.LABEL_MISSING)


def _content(kind: EntryKind, observation: Observation) -> EntryContent:
    """What was measured; raises `ValidationError` outside of the bounds of the record."""
    if kind is EntryKind.ECOG:
        return EcogContent(grade=_ecog(observation))
    value = _quantity(observation, _UNITS[kind])
    return (
        WeightContent(kg=value) if kind is EntryKind.WEIGHT else TemperatureContent(celsius=value)
    )


def _diagnosis(concept: Concept, label: str, line: Line) -> DiagnosisContent:
    codes = [each.code for each in concept.coding if each.system in _ICD_10 and each.code]
    code = codes[0].strip().upper() if codes else None
    try:
        return DiagnosisContent(icd10=code, label=label)
    except ValidationError:
        line.warn(ImportReason.ICD10_NOT_TAKEN)
        return DiagnosisContent(label=label)


def _quantity(observation: Observation, unit: str) -> float:
    quantity = observation.valueQuantity
    if quantity is None or quantity.value is None:
        raise Refused(ImportReason.VALUE_MISSING)
    if quantity.comparator is not None or abs(quantity.value) > _TOO_LARGE:
        raise Refused(ImportReason.VALUE_OUT_OF_RANGE)
    if quantity.system != UCUM or quantity.code != unit:
        raise Refused(ImportReason.UNIT_NOT_SUPPORTED)
    return float(quantity.value)


def _ecog(observation: Observation) -> int:
    if observation.valueInteger is not None:
        return observation.valueInteger
    concept = observation.valueCodeableConcept
    if concept is not None:
        grades = {_ECOG_CODES[c] for c in _codes(concept, LOINC) if c in _ECOG_CODES}
        if len(grades) != 1:
            raise Refused(ImportReason.VALUE_OUT_OF_RANGE)
        return grades.pop()
    quantity = observation.valueQuantity
    if quantity is None or quantity.value is None:
        raise Refused(ImportReason.VALUE_MISSING)
    if quantity.comparator is not None or quantity.value != int(quantity.value):
        raise Refused(ImportReason.VALUE_OUT_OF_RANGE)
    return int(quantity.value)


def _codes(concept: Concept, system: str | None = None) -> set[str]:
    return set(_of(concept, system))


def _of(concept: Concept, system: str | None) -> Iterable[str]:
    for coding in concept.coding:
        if coding.code is not None and system in (None, coding.system):
            yield coding.code
