"""How a delivery to the record stands, at a glance: an icon with its colour beside each line."""

from __future__ import annotations

from services.contract.delivery import DeliverySettings, DeliveryTrial
from ui.settings.delivery_words import is_only_reached

Mark = tuple[str, str]


def way_mark(settings: DeliverySettings) -> Mark:
    """Whether documents leave; a place that is not permitted any more takes none."""
    if settings.endpoint is None:
        return ("prohibit", "text.secondary")
    leaves = settings.is_on and settings.permitted
    return ("check-circle", "success") if leaves else ("warning", "warning")


def trial_mark(trial: DeliveryTrial) -> Mark:
    """What came of a trial."""
    if trial.fault is None:
        return ("check-circle", "success")
    return ("info", "accent") if is_only_reached(trial) else ("x-circle", "danger")


def counts_mark(settings: DeliverySettings) -> Mark:
    """Whether somebody has to look at what did not arrive."""
    counts = settings.counts
    if counts.blocked or counts.failed or counts.unanswered:
        return ("warning", "warning")
    return ("clock", "text.secondary")


def places_mark(settings: DeliverySettings) -> Mark:
    """Where nothing is permitted nothing can be set."""
    return ("shield-check", "text.secondary") if settings.places else ("warning", "warning")
