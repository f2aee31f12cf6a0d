"""What every step of an import has at hand, and whom the references of its bundle mean."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, partial
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.centres.times import time_of
from services.contract.bundle_import import ImportReason
from services.contract.bundle_resources import Pointer, Resource
from services.contract.enums import Monitoring
from services.db.holding import hold_patient
from services.edge.context import Context
from services.errors import ServiceError
from services.imports import rows
from services.imports.lines import Refused
from services.imports.reading import Item
from services.patients import monitoring
from services.patients.identity import open_identity
from services.record.partial_dates import Known, last_day
from services.security.caller import Caller
from services.security.ciphers import KeyedHash
from services.security.unreadable import ciphers, opened

_PATIENT: Final = "Patient/"
_MADE_FOR_ONCE: Final = "urn:uuid:"
_NO_PART_OF_IT: Final = {
    *("subject", "basedOn", "request"),
    *("status", "clinicalStatus", "verificationStatus"),
}
"""References, which are made anew, and what a resource is worth, which changes with time."""


@dataclass
class Work:
    """One import of one caller; everything in it has the same `now`.

    `unit_id` is where newcomers go. `people` are the patients of the bundle by their addresses,
    None for those who were refused; `enrolled` those who were not here before.
    """

    session: Session
    context: Context
    caller: Caller
    now: datetime
    unit_id: UUID
    people: dict[str, UUID | None] = field(default_factory=dict)
    enrolled: set[UUID] = field(default_factory=set)
    _held: set[UUID] = field(default_factory=set)
    _born: dict[UUID, date | None] = field(default_factory=dict)

    @cached_property
    def zone(self) -> ZoneInfo:
        """Where the centre stands."""
        return time_of(self.session, self.caller.centre_id).zone

    @cached_property
    def today(self) -> date:
        """The day where the centre stands."""
        return self.now.astimezone(self.zone).date()

    @cached_property
    def external(self) -> KeyedHash:
        """What makes the hash by which an imported resource is recognised."""
        return self.context.keys.keyed_hash(self.caller.centre_id, "external identifier")

    def patient_of(self, subject: Pointer) -> UUID:
        """The patient whom a reference means, in the bundle or of the centre; raises `Refused`."""
        said = subject.reference
        if said is None or not said:
            raise Refused(ImportReason.REFERENCE_MISSING)
        found = self.people[said] if said in self.people else self._known(said)
        if found is None:
            raise Refused(ImportReason.PATIENT_REFUSED)
        if found not in self._held:
            hold_patient(self.session, found)
            self._held.add(found)
        return found

    def require_writable(self, patient_id: UUID) -> None:
        """Raises `Refused` for somebody who is followed no more: their record is only read."""
        patient = monitoring.find(self.session, self.caller, patient_id)
        if patient.monitoring is Monitoring.ENDED:
            raise Refused(ImportReason.MONITORING_NOT_ACTIVE)

    def require_lived(self, patient_id: UUID, *days: Known | None) -> None:
        """Raises `Refused` for a day before the birth of the patient, as far as both are known."""
        if patient_id not in self._born:
            self._born[patient_id] = self._birth_of(patient_id)
        born = self._born[patient_id]
        if born is not None and any(day and last_day(day) < born for day in days):
            raise Refused(ImportReason.BEFORE_BIRTH)

    def _birth_of(self, patient_id: UUID) -> date | None:
        cipher = ciphers(self.context.keys, [patient_id])[patient_id]
        sealed = rows.identity(self.session, patient_id)
        read = partial(open_identity, cipher, patient_id, sealed)
        identity = opened(read, "identity", patient_id)
        return None if identity is None else identity.birth_date

    def _known(self, said: str) -> UUID:
        """A patient by the identifier that this service gave."""
        try:
            named = UUID(said.removeprefix(_PATIENT)) if said.startswith(_PATIENT) else None
            if named is None:
                raise Refused(ImportReason.REFERENCE_UNKNOWN)
            return monitoring.find(self.session, self.caller, named).id
        except (ValueError, ServiceError):
            raise Refused(ImportReason.REFERENCE_UNKNOWN) from None

    def external_index(self, item: Item, resource: Resource) -> bytes:
        """The keyed hash of the identifier by which its sender knows a resource again.

        Its business identifier, else its id there, else its address. An address that was made for
        this bundle alone is none: without any, a resource is recognised by all that it says.
        """
        business = next((each for each in resource.identifier if each.value), None)
        lasting = [each for each in item.addresses if not each.startswith(_MADE_FOR_ONCE)]
        if business is not None:
            words = f"{business.system or ''}|{business.value}"
        elif lasting:
            words = lasting[-1]
        else:
            words = resource.model_dump_json(exclude=_NO_PART_OF_IT)
        return self.external.of(f"{item.line.resource}\n{words}".encode())
