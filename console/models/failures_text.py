"""Failures to sign in, in words: one's own, and those of an account of the centre."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from resources.wording import Wording
from services.contract.sessions import FailureLabel

BURST: Final = 5
BURST_WITHIN: Final = timedelta(minutes=10)


def failure_facts(
    w: Wording, failures: Sequence[FailureLabel], now: datetime
) -> list[tuple[str, str]]:
    """When, at which step, and roughly from where."""
    return [(w.moment(each.at, now), _failure(w, each)) for each in failures]


def burst_text(w: Wording, failures: Sequence[FailureLabel], now: datetime) -> str:
    """Many in a few minutes, the latest such burst: somebody is guessing. Empty without one."""
    for newest in failures:
        count = sum(timedelta(0) <= newest.at - each.at < BURST_WITHIN for each in failures)
        if count >= BURST:
            minutes = int(BURST_WITHIN.total_seconds()) // 60
            when = w.moment(newest.at, now)
            return w.text("access-failures-burst", count=count, minutes=minutes, when=when)
    return ""


def _failure(w: Wording, each: FailureLabel) -> str:
    where = "access-failure-known" if each.is_known_device else "access-failure-unknown"
    parts = [w.text(f"access-failure-{each.step.value}"), w.text(where)]
    if each.network is not None:
        parts.append(w.text("access-failure-network", network=each.network))
    return " · ".join(parts)
