"""The endpoints of deliveries to the hospital record: contract objects in and out."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from console.client.http import Wire, Write
from services.contract.delivery import (
    Delivery,
    DeliveryAsk,
    DeliveryDetail,
    DeliveryNumbers,
    DeliveryPage,
    DeliverySettings,
    DeliverySettingsAsk,
    DeliveryTrial,
)

_LONGEST_TRIAL_S: Final = 60.0
"""An endpoint has some seconds for each of its answers, and gives several."""


class DeliveryCalls:
    """What becomes of documents for the record, and how a centre delivers; every method raises a
    `ConsoleError` and may run in any thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def read_page(self, parameters: list[tuple[str, str]], limit: int) -> DeliveryPage:
        """Those of one's patients, the newest first."""
        return self._wire.get(
            f"{self._base}/deliveries", DeliveryPage, [("limit", limit), *parameters]
        )

    def read(self, delivery_id: UUID) -> DeliveryDetail:
        """One document with all that happened to it."""
        return self._wire.get(f"{self._base}/deliveries/{delivery_id}", DeliveryDetail)

    def read_numbers(self) -> DeliveryNumbers:
        """How many of one's patients' need somebody."""
        return self._wire.get(f"{self._base}/deliveries/counts", DeliveryNumbers)

    def resend(self, delivery_id: UUID, write: Write) -> Delivery:
        """Send a document again, under the same identifier."""
        return self._act(delivery_id, "resend", write)

    def cancel(self, delivery_id: UUID, write: Write) -> Delivery:
        """Cancel one that has not left, for good."""
        return self._act(delivery_id, "cancel", write)

    def read_settings(self) -> DeliverySettings:
        """How documents reach the record, without any secret."""
        return self._wire.get(f"{self._base}/delivery/settings", DeliverySettings)

    def change_settings(self, ask: DeliverySettingsAsk, write: Write) -> DeliverySettings:
        """Deliver otherwise from now on; the version of the write is the one that was seen."""
        return self._wire.put(f"{self._base}/delivery/settings", ask, DeliverySettings, write)

    def try_out(self) -> DeliveryTrial:
        """Ask the endpoint for what a delivery asks of it, without any patient."""
        return self._wire.wait_for(f"{self._base}/delivery/trial", DeliveryTrial, _LONGEST_TRIAL_S)

    def _act(self, delivery_id: UUID, act: str, write: Write) -> Delivery:
        path = f"{self._base}/deliveries/{delivery_id}/{act}"
        return self._wire.post(path, DeliveryAsk(), Delivery, write)
