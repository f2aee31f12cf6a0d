"""Which nurse deals with an alert, and how: closed, or still in hand on the last morning."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Final

from services.contract.enums import AlertLevel
from services.demo.calendar import CLOSES, local, today
from services.demo.concerns import Concern, Raised
from services.demo.plans import before_noon, ended_by, held, not_always_in_time, overnight, usual
from services.demo.sitters import CLAIRE, THOMAS
from services.demo.steps import Step

NADIA: Final = "nadia.kermoal"
# Patients whom each nurse still has in hand, besides those whose alert she has claimed.
_IN_HAND: Final = {CLAIRE: 2, THOMAS: 1}
_SHARE_OF_CLAIRE: Final = 0.55
_TOO_LATE_TO_HOLD: Final = local(today(), "09:40")
# Alerts of the eve that wait for news until the last morning; with them 31 patients are closed.
_WAIT_OVERNIGHT: Final = 19
_EVE: Final = local(today() - timedelta(days=1), "00:00")
_EVENING: Final = local(today() - timedelta(days=1), CLOSES.strftime("%H:%M"))
_LATE_ON_THE_EVE: Final = local(today() - timedelta(days=1), "16:45")
_LAST_ACT: Final = local(today(), "10:36")
_CAN_WAIT: Final = frozenset({AlertLevel.MODERATE, AlertLevel.INFO})


class Rota:
    """Plans what is done about each alert; the same for a seed, in the order in which they come.

    The first unit has nothing left open but what is held; the second is behind with its work.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._planned = 0
        self._in_hand = dict.fromkeys(_IN_HAND, 0)
        self._overnight = 0

    def plan(self, raised: Raised) -> Sequence[Step]:
        """The steps about an alert that was just raised."""
        self._planned += 1
        chance = Random(f"{self._seed} alert {self._planned}")
        if raised.patient.team != 0:
            return not_always_in_time(raised, NADIA, chance)
        username = CLAIRE if chance.random() < _SHARE_OF_CLAIRE else THOMAS
        if raised.received_at < _EVE:
            return self._in_the_past(raised, username, chance)
        earliest = raised.received_at + timedelta(minutes=3)
        holder = self._holder(raised)
        if holder is not None:
            return held(raised, holder, chance)
        if self._waits(raised):
            return overnight(raised, username, chance)
        if raised.received_at < _EVENING or raised.level is AlertLevel.CRITICAL:
            return ended_by(usual(raised, username, chance), _LAST_ACT, earliest)
        return ended_by(before_noon(raised, username, chance), _LAST_ACT, earliest)

    def _in_the_past(self, raised: Raised, username: str, chance: Random) -> Sequence[Step]:
        """Late now and then, and yet all done before the eve."""
        steps = not_always_in_time(raised, username, chance)
        if steps[-1].at < _EVE:
            return steps
        return usual(raised, username, chance)

    def _holder(self, raised: Raised) -> str | None:
        """Who keeps it in hand, as long as there is room."""
        is_in_time = _LATE_ON_THE_EVE <= raised.received_at <= _TOO_LATE_TO_HOLD
        if not is_in_time or not _is_calm(raised):
            return None
        free = [name for name, most in _IN_HAND.items() if self._in_hand[name] < most]
        for name in free[:1]:
            self._in_hand[name] += 1
        return free[0] if free else None

    def _waits(self, raised: Raised) -> bool:
        is_called_again = raised.level is AlertLevel.HIGH and not raised.is_urgent
        if not _is_calm(raised) and (not is_called_again or _is_risky(raised)):
            return False
        if self._overnight >= _WAIT_OVERNIGHT:
            return False
        if not _EVE <= raised.received_at < _LATE_ON_THE_EVE:
            return False
        self._overnight += 1
        return True


def _is_calm(raised: Raised) -> bool:
    """Whether it can be left open for some hours."""
    return raised.level in _CAN_WAIT and not raised.is_severe and not _is_risky(raised)


def _is_risky(raised: Raised) -> bool:
    """Whether nobody leaves it for the night, whatever was said."""
    return raised.is_technical or raised.concern in {Concern.FEVER, Concern.BREATH}
