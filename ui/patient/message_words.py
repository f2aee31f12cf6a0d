"""The messages to a patient as rows of a table."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from resources.wording import Wording
from services.contract.messages import PatientMessage
from services.contract.week_enums import MessageState
from widgets.text_table import TextRow

COLUMNS: Final = ("when", "what", "channel", "state", "why")
SHARES: Final = (15, 24, 10, 17, 34)
_COMES: Final = frozenset({MessageState.QUEUED, MessageState.SENDING})
_FAULTS: Final = frozenset(
    {
        "no_address",
        "wrong_address",
        "refused",
        "not_delivered",
        "busy",
        "away",
        "not_allowed",
        "not_configured",
        "unreadable",
        "withdrawn",
    }
)


def headers(w: Wording) -> tuple[str, ...]:
    """Over the columns."""
    return tuple(w.text(f"message-column-{name}") for name in COLUMNS)


def message_row(w: Wording, message: PatientMessage, now: datetime) -> TextRow:
    """One message: when, what it told, on which channel, how far it came, and why not."""
    when = w.moment(message.sent_at or message.created_at, now)
    state = w.text(f"message-state-{message.state.value}")
    channel = w.text(f"message-channel-{message.channel.value}")
    why = " · ".join(_reasons(w, message, now))
    has_failed = message.state in (MessageState.FAILED, MessageState.EXPIRED)
    texts = (when, kind_text(w, message), channel, state, why)
    sentence = ". ".join(text for text in texts if text)
    return TextRow(texts, sentence, quiet=(0,), strong=(3,) if has_failed else ())


def kind_text(w: Wording, message: PatientMessage) -> str:
    """What a message tells."""
    return w.text(f"message-kind-{message.kind.value}")


def _reasons(w: Wording, message: PatientMessage, now: datetime) -> list[str]:
    found = []
    if message.fault is not None:
        code = message.fault if message.fault in _FAULTS else "other"
        found.append(w.text(f"message-fault-{code}"))
    if message.state in _COMES and message.effective_at > now:
        found.append(w.text("message-to-come", at=w.coming(message.effective_at, now)))
    if message.attempts > 1:
        found.append(w.text("message-tries", count=message.attempts))
    if message.fallback_of is not None:
        found.append(w.text("message-instead"))
    return found
