"""The endpoints of a patient's consents and invitations: contract objects in and out."""

from __future__ import annotations

from uuid import UUID

from console.client.http import Wire, Write
from services.contract.consents import ConsentAsk, PatientConsents
from services.contract.invitations import InvitationAsk, InvitationMade, Invitations
from services.contract.week_enums import InvitationChannel


class PatientConsentCalls:
    """What a patient has said, and how they come to their pages; every method raises a
    `ConsoleError` and may run in any thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def read(self, patient_id: UUID) -> PatientConsents:
        """The three answers with all that was said before."""
        return self._wire.get(self._path(patient_id, "consents"), PatientConsents)

    def record(self, patient_id: UUID, ask: ConsentAsk, write: Write) -> PatientConsents:
        """Write down what the patient said."""
        return self._wire.post(self._path(patient_id, "consents"), ask, PatientConsents, write)

    def list_invitations(self, patient_id: UUID) -> Invitations:
        """The invitations of a patient, the newest first."""
        return self._wire.get(self._path(patient_id, "invitations"), Invitations)

    def invite(self, patient_id: UUID, channel: InvitationChannel, write: Write) -> InvitationMade:
        """Make a new invitation, which ends the one before."""
        ask, path = InvitationAsk(channel=channel), self._path(patient_id, "invitations")
        return self._wire.post(path, ask, InvitationMade, write)

    def _path(self, patient_id: UUID, part: str) -> str:
        return f"{self._base}/patients/{patient_id}/{part}"
