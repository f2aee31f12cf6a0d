"""What is done about a message that did not arrive."""

from __future__ import annotations

from uuid import UUID

from console.stores.settled_acts import SettledActs


class MessageActs(SettledActs):
    """One message at a time; `done` carries the one that was written instead."""

    def resend(self, patient_id: UUID, message_id: UUID) -> None:
        """Send a message again."""
        self.begin(lambda api, write: api.patient_messages.resend(patient_id, message_id, write))
