"""One delivery to the hospital record in words, ready to paint and to be read aloud (screens.md
3.8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from console.models.identity_text import names
from console.stores.deliveries import Delivered
from resources.wording import Wording
from services.contract.delivery import Delivery
from services.contract.delivery_enums import DeliveryFault, DeliveryOrigin, DeliveryState

_BETWEEN: Final = " · "
_FIXES: Final = frozenset(
    {
        DeliveryFault.REFUSED,
        DeliveryFault.INTERNAL,
        DeliveryFault.IDENTITY_DOUBTFUL,
        DeliveryFault.IDENTITY_CHANGED,
        DeliveryFault.UNREADABLE,
    }
)
"""What whoever treats can do something about; the rest is for the administrator."""
_FIXES_OF_ENDS: Final = frozenset({"gone", "refused", "identity_changed", "unreadable"})
"""Of an export these say to ask for it again."""
_ICONS: Final = {
    DeliveryState.QUEUED: "clock",
    DeliveryState.SENDING: "arrows-clockwise",
    DeliveryState.SENT: "export",
    DeliveryState.ACKNOWLEDGED: "check-circle",
    DeliveryState.FAILED: "x-circle",
    DeliveryState.BLOCKED: "prohibit",
    DeliveryState.CANCELLED: "x",
}


@dataclass(frozen=True, slots=True, eq=False)
class DeliveryText:
    """What a delegate paints. `is_wrong`: somebody has to look at it; `is_over`: nothing becomes of
    it any more.
    """

    document: str
    format: str
    destination: str
    family_name: str
    given_name: str
    born: str
    state: str
    below: str
    icon: str
    is_wrong: bool
    is_over: bool
    queued: str
    by: str


def delivery_text(w: Wording, delivered: Delivered, now: datetime) -> DeliveryText:
    """A row as it reads at one moment."""
    row = delivered.row
    family, given = _names(w, row)
    return DeliveryText(
        document=document_text(w, row),
        format=w.text(f"exports-format-{row.format.value}"),
        destination=destination_text(w, row),
        family_name=family,
        given_name=given,
        born=_born(w, row),
        state=state_text(w, row, now),
        below=w.text("archives-row-left") if delivered.has_left else below_text(w, delivered, now),
        icon=_icon(row),
        is_wrong=is_wrong(row) and not delivered.has_left,
        is_over=delivered.has_left or row.state is DeliveryState.CANCELLED,
        queued=w.moment(row.queued_at, now),
        by=by_text(w, row),
    )


def document_text(w: Wording, row: Delivery) -> str:
    """What it is: a report that somebody asked for, or that of an end."""
    return w.text(f"deliveries-origin-{row.origin.value}")


def destination_text(w: Wording, row: Delivery) -> str:
    """`SFTP · mirth.chu.example`; empty before the first try."""
    if row.transport is None:
        return ""
    way = w.text(f"deliveries-transport-{row.transport.value}")
    return _BETWEEN.join(part for part in (way, row.destination or "") if part)


def by_text(w: Wording, row: Delivery) -> str:
    """Who asked for it; nobody asks for the report of an end."""
    if row.requester is not None:
        return row.requester.name
    is_end = row.origin is DeliveryOrigin.END_OF_CARE
    return w.text("deliveries-by-end" if is_end else "deliveries-by-nobody")


def is_wrong(row: Delivery) -> bool:
    """Whether somebody has to look at it."""
    is_unanswered = row.state is DeliveryState.SENT and row.fault is DeliveryFault.UNANSWERED
    return row.state in (DeliveryState.FAILED, DeliveryState.BLOCKED) or is_unanswered


def fault_text(w: Wording, fault: DeliveryFault) -> str:
    """Why, in a few words."""
    return w.text(f"deliveries-fault-{fault.value}")


def state_text(w: Wording, row: Delivery, now: datetime) -> str:
    """Where it stands: `Transmis au DPI 18-nov. 11:02 · accusé reçu`. What is wrong comes first,
    where nothing cuts it.
    """
    fault = "" if row.fault is None else fault_text(w, row.fault)
    match row.state:
        case DeliveryState.SENT if is_wrong(row) and row.sent_at is not None:
            return w.text("deliveries-unanswered", at=w.moment(row.sent_at, now))
        case DeliveryState.SENT | DeliveryState.ACKNOWLEDGED if row.sent_at is not None:
            return w.text(
                "deliveries-sent",
                at=w.moment(row.sent_at, now),
                told=w.text(f"deliveries-told-{_told(row)}"),
            )
        case DeliveryState.QUEUED if row.fault is not None:
            return w.text("deliveries-again", why=fault)
        case DeliveryState.FAILED | DeliveryState.BLOCKED | DeliveryState.CANCELLED if fault:
            return w.text(f"deliveries-{row.state.value}-why", why=fault)
        case _:
            return w.text(f"deliveries-{row.state.value}")


def below_text(w: Wording, delivered: Delivered, now: datetime) -> str:
    """What comes next, or what can be done."""
    row = delivered.row
    match row.state:
        case DeliveryState.QUEUED:
            return _next_try(w, delivered, now)
        case DeliveryState.SENT if row.fault is DeliveryFault.UNANSWERED:
            is_here = row.can_resend
            return w.text(
                "deliveries-fix-unanswered" if is_here else "deliveries-fix-unanswered-gone"
            )
        case DeliveryState.FAILED | DeliveryState.BLOCKED if row.fault is not None:
            return _fix(w, row, row.fault)
        case DeliveryState.CANCELLED if row.settled_at is not None:
            return w.moment(row.settled_at, now)
        case _:
            return ""


def delivery_sentence(w: Wording, delivered: Delivered, now: datetime) -> str:
    """The whole row for whoever listens."""
    text = delivery_text(w, delivered, now)
    who = f"{text.family_name} {text.given_name}".strip()
    told = (
        f"{text.document}, {text.format}",
        ", ".join(part for part in (who, text.born) if part),
        text.state,
        text.below,
        text.destination,
        ", ".join(part for part in (w.text("deliveries-spoken", at=text.queued), text.by) if part),
    )
    return ". ".join(part for part in told if part) + "."


def delivery_tooltip(w: Wording, delivered: Delivered, now: datetime) -> str:
    """What a row may have cut, how often it was tried, and what it is known by over there."""
    text, row = delivery_text(w, delivered, now), delivered.row
    lines = (
        f"{text.document} · {text.format}",
        f"{text.family_name} {text.given_name}".strip(),
        text.state,
        text.below,
        text.destination,
        w.text("deliveries-tries", count=row.attempts) if row.attempts else "",
        w.text("deliveries-known-by", id=str(row.id)),
    )
    return "\n".join(line for line in lines if line)


def _fix(w: Wording, row: Delivery, fault: DeliveryFault) -> str:
    """What can be done about one that did not arrive. Nobody can ask for a report of an end: what
    stands in for it is an export of the file.
    """
    is_gone = row.state is DeliveryState.FAILED and not row.can_resend
    word = "gone" if is_gone else fault.value if fault in _FIXES else "endpoint"
    if row.origin is DeliveryOrigin.END_OF_CARE and word in _FIXES_OF_ENDS:
        word = f"{word}-end"
    return w.text(f"deliveries-fix-{word}")


def _told(row: Delivery) -> str:
    """What the endpoint said after it took the document."""
    if row.state is DeliveryState.ACKNOWLEDGED:
        return "acknowledged"
    return "nothing" if row.next_try_at is None else "awaited"


def _next_try(w: Wording, delivered: Delivered, now: datetime) -> str:
    row = delivered.row
    tries = w.text("deliveries-tries", count=row.attempts) if row.attempts else ""
    if not delivered.is_on:
        soon = w.text("deliveries-next-off")
    elif row.next_try_at is None or row.next_try_at <= now:
        soon = w.text("deliveries-next-now")
    else:
        soon = w.text("deliveries-next", at=w.coming(row.next_try_at, now))
    return _BETWEEN.join(part for part in (tries, soon) if part)


def _icon(row: Delivery) -> str:
    return "warning" if is_wrong(row) and row.state is DeliveryState.SENT else _ICONS[row.state]


def _names(w: Wording, row: Delivery) -> tuple[str, str]:
    if row.patient is None:
        return w.text("row-identity-unreadable"), ""
    return names(w, row.patient)


def _born(w: Wording, row: Delivery) -> str:
    return "" if row.patient is None or w.is_masked else w.date(row.patient.birth_date)
