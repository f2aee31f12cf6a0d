"""Tells an address outside that everything is watched: there, silence is the alarm.

Nothing leaves but the product's name, the instant and the state, and nothing at all leaves while
anything is not proved.
"""

import importlib
import logging
from typing import Final
from uuid import UUID

from sqlalchemy import select

from services.contract.surveillance import SurveillanceState
from services.db.scope import NO_CENTRE
from services.db.tables.centres import Centre
from services.edge.context import Context
from services.surveillance.health import health_of
from services.surveillance.invented import NotProved

_PRODUCT: Final = "Vigie"
_CENTRES = select(Centre.id).order_by(Centre.id)


class HeartbeatRefused(RuntimeError):
    """The address outside could not be reached or did not take the message; names neither."""


def tell_outside(context: Context, _installation: UUID) -> None:
    """Sends one heartbeat for all centres; raises `NotProved` or `HeartbeatRefused`."""
    if not context.settings.heartbeat_url:
        return
    with context.database.reading(NO_CENTRE) as session:
        centre_ids = list(session.scalars(_CENTRES))
    for centre_id in centre_ids:
        if health_of(context, centre_id, with_heartbeat=False).state is not SurveillanceState.OK:
            raise NotProved("withheld")
    _post(context)


def _post(context: Context) -> None:
    # Here, because a service without such an address never needs the client.
    httpx = importlib.import_module("httpx")
    # It would write the address, which may hold a secret, to the log.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    settings = context.settings
    words = {
        "product": _PRODUCT,
        "at": context.clock.now().isoformat(),
        "state": SurveillanceState.OK.value,
    }
    try:
        with httpx.Client(
            timeout=settings.heartbeat_timeout_s, trust_env=False, follow_redirects=False
        ) as client:
            answer = client.post(settings.heartbeat_url, json=words)
    except httpx.HTTPError as fault:
        raise HeartbeatRefused(type(fault).__name__) from None
    if not answer.is_success:
        raise HeartbeatRefused(f"status_{answer.status_code}")
