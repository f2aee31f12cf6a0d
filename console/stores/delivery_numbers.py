"""How many deliveries need somebody, for the badge of the rail, without names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from console.jobs import Jobs
from console.stores.badge_counts import BadgeCounts
from console.stores.deliveries import DeliveryListStore
from services.contract.delivery import DeliveryNumbers

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

_USUAL_MS: Final = 120_000
"""A document is tried for days: nobody waits for its number."""


class DeliveryNumberStore(BadgeCounts[DeliveryNumbers]):
    """Signals: `changed()` as every badge."""

    def __init__(
        self, jobs: Jobs, session: Session, listed: DeliveryListStore, parent: QObject | None = None
    ) -> None:
        super().__init__("count_deliveries", _USUAL_MS, jobs, session, parent)
        self._listed = listed
        listed.told.connect(self._learn)

    def _asked(self, api: Api) -> DeliveryNumbers:
        return api.deliveries.read_numbers()

    def _learn(self) -> None:
        self.learn(self._listed.numbers)
