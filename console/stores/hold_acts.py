"""What stops archiving and erasure of a patient: placed and ended, and believed only when the
service has answered.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from console.stores.settled_acts import SettledActs
from services.contract.retention import Hold, HoldAsk


class HoldActs(SettledActs):
    """One act at a time; `done` carries the hold as it stands then."""

    def place(self, patient_id: UUID, ask: HoldAsk) -> None:
        """From now on nothing of this patient is archived or erased."""
        self.begin(lambda api, write: api.retention.place_hold(patient_id, ask, write))

    def end(self, hold: Hold) -> None:
        """The clocks run again; refused when somebody changed the hold since."""
        self.begin(
            lambda api, write: api.retention.end_hold(
                hold.patient_id, hold.id, replace(write, version=hold.version)
            )
        )
