"""How many are silent, for the badge of the rail, without anybody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from console.jobs import Jobs
from console.stores.badge_counts import BadgeCounts
from console.stores.silence import SilenceStore
from services.contract.non_responders import NonResponderCounts

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

_USUAL_MS: Final = 60_000
"""Silence grows by the hour: nobody waits for its number."""


class SilenceCountStore(BadgeCounts[NonResponderCounts]):
    """Signals: `changed()` as every badge."""

    def __init__(
        self, jobs: Jobs, session: Session, silence: SilenceStore, parent: QObject | None = None
    ) -> None:
        super().__init__("count_non_responders", _USUAL_MS, jobs, session, parent)
        self._silence = silence
        silence.told.connect(self._learn)

    def _asked(self, api: Api) -> NonResponderCounts:
        return api.silence.read_counts()

    def _learn(self) -> None:
        self.learn(self._silence.counts)
