"""What is done about a delivery, believed when the service has answered: again, or never."""

from __future__ import annotations

from console.stores.settled_acts import SettledActs
from services.contract.delivery import Delivery

RESENDS, CANCELS = "resend_delivery", "cancel_delivery"


class DeliveryActs(SettledActs):
    """One at a time; `done` carries the `Delivery`."""

    def resend(self, delivery: Delivery) -> None:
        """Send a document again, under the same identifier."""
        self.begin(lambda api, write: api.deliveries.resend(delivery.id, write))

    def cancel(self, delivery: Delivery) -> None:
        """It never leaves."""
        self.begin(lambda api, write: api.deliveries.cancel(delivery.id, write))
