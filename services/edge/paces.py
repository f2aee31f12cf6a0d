"""How often somebody may ask: per principal, and per network before anybody is known (R-RAT-01).

Kept in the memory of this process, which is the only one that serves a centre's console, and by a
clock that only moves ahead: setting the wall clock neither opens nor shuts a door. A request that
came too soon did nothing, so that it may be sent again as it was: no answer of a patient is lost.
"""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from services.contract.problems import ProblemCode
from services.errors import ServiceError

_MINUTE_S: Final = 60.0
_REMEMBERED: Final = 10_000


@dataclass(frozen=True)
class TooSoon:
    """A request that has to wait; the first of a minute is told to the journal."""

    wait_s: float
    is_first: bool

    def refusal(self) -> ServiceError:
        """What such a request answers."""
        return ServiceError(
            429,
            ProblemCode.TOO_MANY_REQUESTS,
            "Too many requests; nothing was done. Wait, then send this one again.",
            retry_after_s=math.ceil(self.wait_s),
        )


@dataclass
class _Bucket:
    left: float
    at_s: float
    told_at_s: float = -math.inf


class Paces:
    """Gives each asker as many requests at once as they may send in a minute, and refills evenly.

    Who has not asked for longest is forgotten first, with a full allowance: many askers cost no
    more memory than 10 000.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, who: str, per_minute: int) -> TooSoon | None:
        """Counts one request; None when it may go on."""
        now = self._monotonic()
        with self._lock:
            bucket = self._buckets.get(who)
            if bucket is None:
                bucket = self._buckets[who] = _Bucket(float(per_minute), now)
                if len(self._buckets) > _REMEMBERED:
                    self._buckets.popitem(last=False)
            else:
                self._buckets.move_to_end(who)
            refilled = bucket.left + (now - bucket.at_s) * per_minute / _MINUTE_S
            bucket.left, bucket.at_s = min(float(per_minute), refilled), now
            if bucket.left >= 1:
                bucket.left -= 1
                return None
            is_first = now - bucket.told_at_s >= _MINUTE_S
            if is_first:
                bucket.told_at_s = now
            return TooSoon((1 - bucket.left) * _MINUTE_S / per_minute, is_first)
