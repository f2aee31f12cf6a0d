"""All that happened to the delivery that is looked at: read when somebody asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from console.jobs import Jobs
from console.stores.chosen_block import ChosenBlock
from services.contract.delivery import Delivery, DeliveryDetail

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session


class DeliveryHistoryStore(ChosenBlock[DeliveryDetail]):
    """One place on screen has one: every reading is journalled, so that nobody's is read ahead."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(jobs, session, _detail, parent)

    @Slot(object)
    def settle(self, delivery: Delivery) -> None:
        """Something was done with one: where it is shown it is read again."""
        known = self.shown.value
        if known is not None and known.delivery.id == delivery.id:
            self.read()


def _detail(api: Api, delivery_id: UUID, _what: None) -> DeliveryDetail:
    return api.deliveries.read(delivery_id)
