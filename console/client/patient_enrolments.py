"""The endpoints of an enrolment, one method each: contract objects in and out."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from console.client.http import Wire, Write
from services.contract.enrolment import (
    ConsentStep,
    EligibilityStep,
    Enrolment,
    EnrolmentAbandonAsk,
    EnrolmentAsk,
    EnrolmentFinishAsk,
    EnrolmentProposals,
    EnrolmentReopenAsk,
    Enrolments,
    PathwayStep,
)
from services.contract.enrolment_candidates import Candidates, CandidatesAsk
from services.contract.week_enums import EnrolmentStop

Step = EligibilityStep | PathwayStep | ConsentStep
_PLACES: Final[dict[type[Step], str]] = {
    EligibilityStep: "steps/eligibility",
    PathwayStep: "steps/pathway",
    ConsentStep: "steps/consent",
}


class PatientEnrolments:
    """Enrols patients; every method raises a `ConsoleError` and may run in any thread.

    What changes an enrolment sends the version that was seen.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def list_open(self) -> Enrolments:
        """The open enrolments of one's units."""
        return self._wire.get(f"{self._base}/enrolments", Enrolments)

    def read_proposals(self) -> EnrolmentProposals:
        """What an enrolment begins with."""
        return self._wire.get(f"{self._base}/enrolments/proposals", EnrolmentProposals)

    def find_candidates(self, ask: CandidatesAsk) -> Candidates:
        """Who may be this person; the traits travel in the body, never in the address."""
        return self._wire.post(f"{self._base}/enrolments/candidates", ask, Candidates)

    def begin(self, ask: EnrolmentAsk, write: Write) -> Enrolment:
        """Say who it is: from here on there is a patient, who is asked nothing yet."""
        return self._wire.post(f"{self._base}/enrolments", ask, Enrolment, write)

    def read(self, patient_id: UUID) -> Enrolment:
        """An enrolment as it stands."""
        return self._wire.get(self._path(patient_id), Enrolment)

    def save(self, patient_id: UUID, version: int, step: Step, write: Write) -> Enrolment:
        """Put a step in the place of what stands."""
        path = self._path(patient_id, _PLACES[type(step)])
        return self._wire.put(path, step, Enrolment, replace(write, version=version))

    def finish(self, patient_id: UUID, version: int, write: Write) -> Enrolment:
        """Follow the patient from now on."""
        path = self._path(patient_id, "finish")
        return self._wire.post(
            path, EnrolmentFinishAsk(), Enrolment, replace(write, version=version)
        )

    def abandon(
        self, patient_id: UUID, version: int, reason: EnrolmentStop, write: Write
    ) -> Enrolment:
        """End an enrolment that leads nowhere."""
        path, ask = self._path(patient_id, "abandon"), EnrolmentAbandonAsk(reason=reason)
        return self._wire.post(path, ask, Enrolment, replace(write, version=version))

    def reopen(self, patient_id: UUID, write: Write) -> Enrolment:
        """Begin again for somebody who is followed no more."""
        return self._wire.post(
            self._path(patient_id, "reopen"), EnrolmentReopenAsk(), Enrolment, write
        )

    def _path(self, patient_id: UUID, part: str = "") -> str:
        path = f"{self._base}/enrolments/{patient_id}"
        return f"{path}/{part}" if part else path
