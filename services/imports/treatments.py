"""Lines of treatment and cycles of a bundle, written once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from services.contract.bundle_import import ImportReason
from services.contract.bundle_resources import (
    CarePlan,
    MedicationAdministration,
    MedicationRequest,
    Pointer,
)
from services.db.tables.patients import TreatmentCycle, TreatmentLine
from services.ids import new_id
from services.imports import rows
from services.imports.courses import (
    MOST_CYCLES,
    Course,
    Given,
    course_of,
    given_of,
    require_taken,
)
from services.imports.lines import Line, Refused, taken_back
from services.imports.reading import Item
from services.imports.work import Work
from services.patients.treatments import SealedTreatment, index_of, seal_name
from services.record.days import whole
from services.security.unreadable import opened


@dataclass(frozen=True)
class _Kept:
    """A line that is here, and whose it is."""

    patient_id: UUID
    line_id: UUID
    course: Course
    is_withdrawn: bool = False


class Treatments:
    """The treatments of a bundle, by the addresses of what they were written as."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._found: dict[str, _Kept] = {}
        self._plans: set[str] = set()

    def take(self, items: list[Item]) -> None:
        """Plans first, then prescriptions, then what was given, in the order of its days."""
        read = [item for item in items if item.line.refused is None]
        plans = [item for item in items if item.line.resource == CarePlan.__name__]
        self._plans = {address for item in plans for address in item.addresses}
        for kind in (CarePlan, MedicationRequest):
            for item in read:
                if isinstance(item.resource, kind):
                    _report(item.line, partial(self._take_line, item, item.resource))
        given: list[tuple[Given, int, Item]] = []
        for item in read:
            if isinstance(item.resource, MedicationAdministration):
                _report(item.line, partial(self._read_given, item, item.resource, given))
        for each, _, item in sorted(given, key=lambda read: (read[0].on, read[1])):
            _report(item.line, partial(self._take_given, item, each))

    def _take_line(self, item: Item, resource: CarePlan | MedicationRequest) -> None:
        patient_id = self._work.patient_of(resource.subject)
        item.line.patient_id = patient_id
        external = self._work.external_index(item, resource)
        try:
            require_taken(resource)
        except Refused as refused:
            known = rows.line(self._work.session, patient_id, external)
            raise taken_back(refused, stands=_stands(known)) from None
        # A part of a plan that was refused is no line of its own.
        plans = resource.basedOn if isinstance(resource, MedicationRequest) else []
        plan = next((each for each in plans if each.reference in self._plans), None)
        if plan is not None:
            kept = self._line_of(plan, patient_id)
            item.line.warn(ImportReason.PART_OF_LINE)
        else:
            course = course_of(resource, item.line, self._work.zone, self._work.today)
            self._work.require_lived(patient_id, whole(course.started_on))
            kept = self._keep(item.line, patient_id, course, external)
        for address in item.addresses:
            self._found[address] = kept

    def _read_given(
        self,
        item: Item,
        resource: MedicationAdministration,
        given: list[tuple[Given, int, Item]],
    ) -> None:
        patient_id = self._work.patient_of(resource.subject)
        item.line.patient_id = patient_id
        try:
            require_taken(resource)
        except Refused as refused:
            external = self._work.external_index(item, resource)
            known = rows.cycle(self._work.session, patient_id, external)
            raise taken_back(refused, stands=_stands(known)) from None
        read = given_of(resource, self._work.zone, self._work.today)
        given.append((read, item.line.place, item))

    def _take_given(self, item: Item, given: Given) -> None:
        patient_id = self._work.patient_of(item.resource.subject)
        kept = self._line_of(item.resource.request, patient_id)
        if kept.is_withdrawn:
            raise Refused(ImportReason.LINE_UNKNOWN)
        if not kept.course.started_on <= given.on <= (kept.course.ended_on or date.max):
            raise Refused(ImportReason.OUTSIDE_LINE)
        known = rows.cycles(self._work.session, patient_id, kept.line_id)
        if any(cycle.started_on == given.on for cycle in known):
            item.line.is_known()
        else:
            self._work.require_writable(patient_id)
            standing = [cycle for cycle in known if cycle.withdrawn_at is None]
            number = given.number or _next_number(item.line, standing, given.on)
            _require_order(standing, number, given.on)
            cycle = {
                "id": new_id(),
                "line_id": kept.line_id,
                "number": number,
                "started_on": given.on,
                "note": None,
            }
            external = self._work.external_index(item, item.resource)
            owned = self._owned(patient_id, external)
            rows.add(self._work.session, TreatmentCycle, owned | cycle)

    def _line_of(self, reference: Pointer, patient_id: UUID) -> _Kept:
        kept = self._found.get(reference.reference or "")
        if kept is None or kept.patient_id != patient_id:
            raise Refused(ImportReason.LINE_UNKNOWN)
        return kept

    def _keep(self, line: Line, patient_id: UUID, course: Course, external: bytes) -> _Kept:
        work = self._work
        cipher = work.context.keys.patient(patient_id)
        known = rows.line(work.session, patient_id, external)
        if known is not None:
            sealed = SealedTreatment(known.id, known.name)
            name = opened(partial(sealed.opened, cipher), "treatment line", known.id)
            if (name, known.started_on, known.ended_on) != course:
                raise Refused(ImportReason.DIFFERS_FROM_KNOWN)
            line.is_known()
            return _Kept(patient_id, known.id, course, known.withdrawn_at is not None)
        work.require_writable(patient_id)
        line_id = new_id()
        hashed = index_of(work.context.keys, work.caller.centre_id)
        columns = {
            "id": line_id,
            "name": seal_name(cipher, line_id, course.name),
            "name_index": hashed(course.name),
            "started_on": course.started_on,
            "ended_on": course.ended_on,
            "number": None,
        }
        rows.add(work.session, TreatmentLine, self._owned(patient_id, external) | columns)
        return _Kept(patient_id, line_id, course)

    def _owned(self, patient_id: UUID, external: bytes) -> dict[str, Any]:
        return {
            "centre_id": self._work.caller.centre_id,
            "patient_id": patient_id,
            "external_index": external,
        }


def _report(line: Line, take: partial[None]) -> None:
    try:
        take()
    except Refused as refused:
        line.refuse(refused.reason)


def _stands(known: TreatmentLine | TreatmentCycle | None) -> bool:
    return known is not None and known.withdrawn_at is None


def _next_number(line: Line, known: Sequence[TreatmentCycle], on: date) -> int:
    line.warn(ImportReason.CYCLE_NUMBERED_BY_DAY)
    number = 1 + max((cycle.number for cycle in known if cycle.started_on < on), default=0)
    if number > MOST_CYCLES:
        raise Refused(ImportReason.VALUE_OUT_OF_RANGE)
    return number


def _require_order(known: Sequence[TreatmentCycle], number: int, on: date) -> None:
    """Cycles of a line stand in the order of their days, each with a number of its own."""
    for other in known:
        if other.number == number or (other.number < number) is not (other.started_on < on):
            raise Refused(ImportReason.CYCLE_OUT_OF_ORDER)
