"""How the centre delivers to the hospital record, in words: where to, what waits, what a trial
said.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from console.errors import DELIVERIES, ConsoleError, Offline, Refused
from console.models.deliveries_text import fault_text
from console.stores.error_words import error_with_code, wait_s
from resources.wording import Wording
from services.contract.delivery import DeliverySettings, DeliveryTrial
from services.contract.delivery_endpoints import (
    DeliveryEndpoint,
    FolderEndpoint,
    HttpsEndpoint,
    SftpEndpoint,
    SmtpEndpoint,
)
from services.contract.delivery_enums import DeliveryFault, DeliveryTransport

_REASONS: Final = frozenset({"not_permitted", "required", "wrong_format", "invalid"})
_OF_PATIENTS: Final = frozenset(
    {
        DeliveryFault.IDENTITY_DOUBTFUL,
        DeliveryFault.IDENTITY_CHANGED,
        DeliveryFault.UNREADABLE,
        DeliveryFault.FOLLOWED_AGAIN,
        DeliveryFault.UNANSWERED,
    }
)
"""What a trial cannot meet: it is about nobody."""
_DEFAULT_PORTS: Final = {"sftp": 22, "smtp": 465}


def way_words(w: Wording, settings: DeliverySettings) -> str:
    """`En service · SFTP`, `Suspendu · Dossier`, `Arrêté`."""
    if settings.endpoint is None:
        return w.text("delivery-off")
    way = w.text(f"delivery-way-{settings.endpoint.transport}")
    return w.text("delivery-on" if settings.is_on else "delivery-paused", way=way)


def where_words(w: Wording, settings: DeliverySettings, now: datetime) -> str:
    """Where to, as what, with which secrets, and who set it."""
    lines = []
    if settings.endpoint is not None:
        name = w.text(f"exports-format-{settings.format.value}")
        lines.append(w.text("delivery-where", place=_place(settings.endpoint), format=name))
        if settings.secrets:
            names = ", ".join(w.text(f"delivery-secret-{each}") for each in settings.secrets)
            lines.append(w.text("delivery-secrets", names=names))
    if settings.changed_at is not None:
        by = "–" if settings.changed_by is None else settings.changed_by.name
        lines.append(w.text("delivery-changed", when=w.moment(settings.changed_at, now), by=by))
    return "\n".join(lines)


def counts_words(w: Wording, settings: DeliverySettings, now: datetime) -> tuple[str, str]:
    """How many wait and since when; then what somebody has to look at, and what left last."""
    counts = settings.counts
    title = w.text("delivery-waiting", count=counts.waiting)
    if counts.oldest_waiting_since is not None:
        since = w.moment(counts.oldest_waiting_since, now)
        title = w.text("delivery-waiting-since", count=counts.waiting, since=since)
    parts = [
        w.text(f"delivery-{name}", count=count)
        for name, count in (
            ("blocked", counts.blocked),
            ("failed", counts.failed),
            ("unanswered", counts.unanswered),
        )
        if count
    ]
    if counts.last_sent_at is not None:
        parts.append(w.text("delivery-last-sent", at=w.moment(counts.last_sent_at, now)))
    return title, " · ".join(parts)


def trial_words(w: Wording, trial: DeliveryTrial) -> tuple[str, str]:
    """What came of a trial, and what to look at."""
    if trial.fault is None:
        took = w.text("delivery-trial-took", ms=w.integer(trial.took_ms))
        return w.text("delivery-trial-works"), took
    if is_only_reached(trial):
        return w.text("delivery-trial-reached"), w.text("delivery-trial-reached-why")
    why = DeliveryFault.INTERNAL if trial.fault in _OF_PATIENTS else trial.fault
    return (
        w.text("delivery-trial-failed", why=fault_text(w, why)),
        w.text(f"delivery-look-{why.value}"),
    )


def is_only_reached(trial: DeliveryTrial) -> bool:
    """Whether an address was found that takes nothing but real documents."""
    is_https = trial.transport is DeliveryTransport.HTTPS
    return is_https and trial.fault is DeliveryFault.REFUSED


def trial_refusal(w: Wording, error: ConsoleError) -> str:
    """Why nothing was tried, or nobody knows."""
    if wait_s(error) is not None:
        return w.text("delivery-trial-busy")
    if isinstance(error, Offline):
        return w.text("delivery-trial-lost")
    return error_with_code(w, error, DELIVERIES)


def field_reason(w: Wording, reason: str) -> str:
    """Why a field was refused."""
    name = reason.replace("_", "-") if reason in _REASONS else "shape"
    return w.text(f"delivery-refused-{name}")


def refusal(w: Wording, error: ConsoleError) -> str:
    """What stands in the way."""
    if isinstance(error, Refused):
        if error.code == "version_stale":
            return w.text("delivery-refused-stale")
        if error.code == "invalid_body":
            return w.text("delivery-refused-fields")
    return error_with_code(w, error, DELIVERIES)


def _place(endpoint: DeliveryEndpoint) -> str:
    """Where it is, whole."""
    match endpoint:
        case FolderEndpoint():
            return endpoint.path
        case HttpsEndpoint():
            return endpoint.url
        case SftpEndpoint():
            return f"{_at(endpoint)}{endpoint.path}"
        case SmtpEndpoint():
            return f"{endpoint.recipient} ({_at(endpoint)})"


def _at(endpoint: SftpEndpoint | SmtpEndpoint) -> str:
    is_usual = endpoint.port == _DEFAULT_PORTS[endpoint.transport]
    return endpoint.host if is_usual else f"{endpoint.host}:{endpoint.port}"
