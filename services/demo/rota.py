"""Which nurse deals with an alert, and how: closed, or still in hand on the last morning."""

from collections.abc import Sequence
from random import Random
from typing import Final

from services.contract.answers import AnswerReceipt
from services.contract.enums import AlertLevel, AnswerOutcome
from services.demo.attributes import worst_of
from services.demo.calendar import local, today
from services.demo.plans import Raised, before_noon, held, is_recent, usual
from services.demo.sitters import CLAIRE, THOMAS
from services.demo.steps import Step
from services.demo.story import Sending

NADIA: Final = "nadia.kermoal"
# Patients whom each nurse still has in hand, besides those whose alert she has claimed.
_IN_HAND: Final = {CLAIRE: 2, THOMAS: 2}
_SHARE_OF_CLAIRE, _SHARE_HELD = 0.55, 0.25
_TOO_LATE_TO_HOLD: Final = local(today(), "09:40")


class Rota:
    """Plans what is done about each alert; the same for a seed, in the order in which they come."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._planned = 0
        self._in_hand = dict.fromkeys(_IN_HAND, 0)

    def plan(self, sending: Sending, receipt: AnswerReceipt) -> Sequence[Step]:
        """The steps about an alert that was just raised."""
        self._planned += 1
        chance = Random(f"{self._seed} alert {self._planned}")
        raised = Raised(
            receipt.level or AlertLevel.CRITICAL,
            receipt.outcome is AnswerOutcome.TECHNICAL,
            receipt.received_at,
            worst_of(sending.body),
        )
        if sending.team != 0:
            return usual(raised, NADIA, chance)
        username = CLAIRE if chance.random() < _SHARE_OF_CLAIRE else THOMAS
        if not is_recent(raised.received_at):
            return usual(raised, username, chance)
        if self._keeps(raised, username, chance):
            return held(raised, username, chance)
        return before_noon(raised, username, chance)

    def _keeps(self, raised: Raised, username: str, chance: Random) -> bool:
        if self._in_hand[username] >= _IN_HAND[username] or raised.is_technical:
            return False
        if raised.received_at > _TOO_LATE_TO_HOLD or chance.random() > _SHARE_HELD:
            return False
        self._in_hand[username] += 1
        return True
