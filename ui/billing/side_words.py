"""The evidence of one patient in words: a table with a head for each follow-up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from console.models.billing_text import (
    because_text,
    beside_text,
    check_text,
    days_text,
    received_text,
)
from resources.wording import Wording
from services.contract.billing import BillingCheck, BillingFollowUp, BillingMonth, PatientBilling
from widgets.text_table import TextRow

_COLUMNS = ("month", "days", "received", "check")


def headers(w: Wording) -> Sequence[str]:
    """The names of the columns."""
    return [w.text(f"billing-side-column-{each}") for each in _COLUMNS]


def lines(w: Wording, evidence: PatientBilling) -> list[TextRow]:
    """Every follow-up, the latest first, and of each the latest month first."""
    return [line for each in evidence.follow_ups for line in _follow_up(w, each)]


def _follow_up(w: Wording, follow_up: BillingFollowUp) -> Iterator[TextRow]:
    title, body = _titled(w, follow_up)
    yield TextRow((title, "", "", ""), sentence=title, is_head=True, is_wide=True)
    if body:
        yield TextRow((body, "", "", ""), sentence=body, is_wide=True, quiet=(0,))
    for month in reversed(follow_up.months):
        yield _month(w, month)


def _titled(w: Wording, follow_up: BillingFollowUp) -> tuple[str, str]:
    began, ended = follow_up.began_on, follow_up.ended_on
    if began is None:
        on = "" if ended is None else w.date(ended)
        return w.text("billing-follow-up-lost", ended=on), w.text("billing-follow-up-lost-body")
    body = "" if follow_up.months else w.text("billing-follow-up-ahead")
    if ended is None:
        return w.text("billing-follow-up-runs", began=w.date(began)), body
    return w.text("billing-follow-up-ended", began=w.date(began), ended=w.date(ended)), body


def _month(w: Wording, month: BillingMonth) -> TextRow:
    received, beside = received_text(w, month), beside_text(w, month)
    check, because = check_text(w, month), because_text(w, month)
    number, days = (
        w.text("billing-month-number", number=month.number),
        days_text(w, month.first, month.last),
    )
    told = (number, days, received, beside, check, because)
    return TextRow(
        (w.integer(month.number), days, _under(_of_sent(w, month), beside), _under(check, because)),
        sentence=". ".join(each for each in told if each),
        quiet=(3,) if month.check is BillingCheck.NOT_ASKED else (),
        danger=(3,) if month.check is BillingCheck.NOT_MET else (),
    )


def _of_sent(w: Wording, month: BillingMonth) -> str:
    """`3 sur 5`, under the head that says of what."""
    received, sent = w.integer(month.received), w.integer(month.sent)
    return w.text("billing-side-received", received=received, sent=sent)


def _under(first: str, second: str) -> str:
    return "\n".join(each for each in (first, second) if each)
