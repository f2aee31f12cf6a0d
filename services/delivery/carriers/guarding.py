"""Whatever goes wrong of an endpoint becomes a fault, in the words of ours alone."""

import logging
from collections.abc import Callable
from typing import TypeVar

from services.contract.delivery_enums import DeliveryFault
from services.delivery.carriers.carrying import NotDelivered
from services.logs import place_of

Found = TypeVar("Found")
_log = logging.getLogger("vigie.delivery")


def guarded(act: Callable[[], Found], about: str) -> Found:
    """What an endpoint is asked for; raises `NotDelivered`, also for what nobody thought of.

    `about` stands in the log, with type and place: what an endpoint said may hold anything.
    """
    try:
        return act()
    except NotDelivered:
        raise
    except Exception as fault:
        _log.error("%s: unexpected %s", about, place_of(fault))
        raise NotDelivered(DeliveryFault.INTERNAL) from None
