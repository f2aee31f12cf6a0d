"""All that happened to a delivery in words, the latest first; tries that failed alike are one
line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from console.models.deliveries_text import fault_text
from resources.wording import Wording
from services.contract.delivery import DeliveryEvent
from services.contract.delivery_enums import DeliveryFault, DeliveryStep

_REASONED: Final = frozenset({DeliveryStep.FAILED, DeliveryStep.BLOCKED, DeliveryStep.CANCELLED})
_WRONG: Final = frozenset({DeliveryStep.FAILED, DeliveryStep.BLOCKED, DeliveryStep.UNANSWERED})


@dataclass(frozen=True, slots=True)
class HappenedText:
    """One line: when, what, and who did it, where it was somebody."""

    when: str
    what: str
    who: str
    is_wrong: bool

    @property
    def sentence(self) -> str:
        """The whole line for whoever listens."""
        return ". ".join(part for part in (self.when, self.what, self.who) if part)


def happened(w: Wording, history: Sequence[DeliveryEvent], now: datetime) -> list[HappenedText]:
    """What the history of a delivery says, given the oldest first."""
    runs = [list(run) for _, run in groupby(history, _alike)]
    return [_line(w, run, now) for run in reversed(runs)]


def _alike(event: DeliveryEvent) -> tuple[DeliveryStep, DeliveryFault | None, object]:
    """What stands in one line: a try like the one before it; all else stands alone."""
    alone = None if event.step is DeliveryStep.NOT_TAKEN else event.at
    return event.step, event.fault, alone


def _line(w: Wording, run: Sequence[DeliveryEvent], now: datetime) -> HappenedText:
    first, last = run[0], run[-1]
    when = w.moment(last.at, now)
    if len(run) > 1:
        when = w.text("deliveries-happened-span", first=w.moment(first.at, now), last=when)
    return HappenedText(
        when=when,
        what=_what(w, last, len(run)),
        who="" if last.by is None else last.by.name,
        is_wrong=last.step in _WRONG,
    )


def _what(w: Wording, event: DeliveryEvent, count: int) -> str:
    key = f"deliveries-happened-{event.step.value}"
    if event.step is DeliveryStep.NOT_TAKEN:
        tries = w.text("deliveries-tries", count=count)
        return w.text(key, tries=tries, why=_why(w, event))
    if event.fault is None or event.step not in _REASONED:
        return w.text(key)
    return w.text(f"{key}-why", why=_why(w, event))


def _why(w: Wording, event: DeliveryEvent) -> str:
    return fault_text(w, event.fault or DeliveryFault.INTERNAL)
