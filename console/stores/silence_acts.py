"""What is done about silence: reminders to those who were chosen, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from console.stores.settled_acts import SettledActs
from services.contract.non_responders import RemindAsk
from services.contract.schedule import MOST_REMINDED_AT_ONCE

MOST_TOGETHER: Final = MOST_REMINDED_AT_ONCE


class SilenceActs(SettledActs):
    """Reminders, one handful at a time; `done` carries the report."""

    def remind(self, patient_ids: Sequence[UUID]) -> None:
        """Remind these patients now; the service says of each why not."""
        ask = RemindAsk(patient_ids=list(patient_ids))
        self.begin(lambda api, write: api.silence.remind(ask, write))
