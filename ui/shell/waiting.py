"""The badge of the rail: how many patients wait for whoever is signed in."""

from __future__ import annotations

from resources.wording import Wording
from services.contract.alerts import WorklistCounts
from services.contract.enums import Role
from services.contract.sessions import Me


def waiting(w: Wording, counts: WorklistCounts, me: Me | None) -> tuple[str, str]:
    """The number and what it counts: what the unit has to do, or what an oncologist is asked."""
    if me is not None and me.role is Role.ONCOLOGIST:
        count = counts.escalated_to_me
        spoken = w.text("shell-rail-escalated", count=count)
    else:
        count = counts.todo
        spoken = w.text("shell-rail-waiting", count=count)
    return w.integer(count) if count else "", spoken
