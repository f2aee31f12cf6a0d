"""What a patient says, written down, and the invitations to their pages."""

from __future__ import annotations

from uuid import UUID

from console.stores.settled_acts import SettledActs
from services.contract.consents import ConsentAsk
from services.contract.week_enums import InvitationChannel


class ConsentActs(SettledActs):
    """One at a time; `about` is the patient of the last one."""

    about: UUID | None = None

    def record(self, patient_id: UUID, ask: ConsentAsk) -> None:
        """Write down what a patient said; `done` gives their consents as they stand now."""
        if self._is_free:
            self.about = patient_id
            self.begin(lambda api, write: api.patient_consents.record(patient_id, ask, write))

    def invite(self, patient_id: UUID, channel: InvitationChannel) -> None:
        """Invite a patient; `done` gives what was made."""
        if self._is_free:
            self.about = patient_id
            self.begin(lambda api, write: api.patient_consents.invite(patient_id, channel, write))

    @property
    def _is_free(self) -> bool:
        return not self.is_busy and not self.is_unsettled
