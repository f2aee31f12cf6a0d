"""An endpoint is tried out: what a delivery asks of it, without a patient and never for ever.

A folder on a network file system that is gone answers no call, and nobody can end such a call: its
thread is left to itself. No other is begun for that place while it hangs; what lies elsewhere can
be tried.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Final

from services.audit.journal import entry_of
from services.contract.delivery import DeliveryTrial
from services.contract.delivery_endpoints import DeliveryEndpoint, FolderEndpoint
from services.contract.delivery_enums import DeliveryFault, DeliveryTransport
from services.contract.problems import ProblemCode
from services.db.scope import Scope
from services.delivery import permitted, setting_rows
from services.delivery.carriers.carrying import NotDelivered
from services.delivery.carriers.chosen import carrier_of
from services.delivery.carriers.guarding import guarded
from services.edge.context import Context
from services.errors import ServiceError
from services.security.caller import Caller

_log = logging.getLogger("vigie.delivery")
_WAITED_FOR_S: Final = 20
_TRYING: Final = threading.Lock()
_LEFT: Final[dict[str, threading.Thread]] = {}
"""By place, the trials that nobody waits for any more; as many as the operator permits places."""


def try_out(context: Context, caller: Caller) -> DeliveryTrial:
    """Asks the endpoint for what a delivery asks of it, without a patient; one at a time.

    No transaction is open meanwhile: who waits for an endpoint keeps nobody waiting. Raises 409
    without an endpoint, 429 while somebody else tries.
    """
    now, centre_id = context.clock.now(), caller.centre_id
    with context.database.reading(Scope(centre_id)) as session:
        setting = setting_rows.current(session, context.keys, centre_id)
    endpoint = setting.endpoint
    if endpoint is None:
        raise ServiceError(409, ProblemCode.STATE_FORBIDS, "There is no endpoint to try.")
    permitted_here = context.settings.delivery.of_centre(centre_id)

    def _try() -> None:
        with closing(carrier_of(setting, permitted_here)) as carrier:
            carrier.try_out(now)

    begun_s = time.monotonic()
    with _alone():
        fault = _waited_for(_place(permitted_here.places, endpoint), _try)
    outcome = "done" if fault is None else f"failed:{fault}"
    context.journal.append(entry_of(caller, "try_delivery", now, outcome, object_id=centre_id))
    return DeliveryTrial(
        transport=DeliveryTransport(endpoint.transport),
        fault=fault,
        took_ms=round((time.monotonic() - begun_s) * 1000),
    )


def _place(places: tuple[str, ...], endpoint: DeliveryEndpoint) -> str:
    """What hangs as a whole: the permitted folder with all that is below it, or a machine."""
    root = permitted.root_of(places, endpoint) if isinstance(endpoint, FolderEndpoint) else None
    where = permitted.shown(endpoint) if root is None else root[0]
    return f"{endpoint.transport} {where}"


def _waited_for(place: str, act: Callable[[], None]) -> DeliveryFault | None:
    """What became of a trial, as far as it came back in time."""
    left = _LEFT.get(place)
    if left is not None and left.is_alive():
        return DeliveryFault.AWAY
    said: queue.SimpleQueue[DeliveryFault | None] = queue.SimpleQueue()

    def _ask() -> None:
        try:
            guarded(act, "trial of an endpoint")
        except NotDelivered as refused:
            said.put(refused.fault)
        else:
            said.put(None)

    thread = threading.Thread(target=_ask, name="delivery trial", daemon=True)
    thread.start()
    try:
        return said.get(timeout=_WAITED_FOR_S)
    except queue.Empty:
        _log.warning("the endpoint that is tried out hangs")
        _LEFT[place] = thread
        return DeliveryFault.AWAY


@contextmanager
def _alone() -> Iterator[None]:
    if not _TRYING.acquire(blocking=False):
        raise ServiceError(
            429, ProblemCode.TOO_MANY_REQUESTS, "Somebody tries already.", retry_after_s=10
        )
    try:
        yield
    finally:
        _TRYING.release()
