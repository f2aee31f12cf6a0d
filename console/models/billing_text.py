"""A month of a follow-up in words, ready to paint and to be read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from console.models.identity_text import names
from console.stores.billing import Billed
from resources import words
from resources.wording import Wording, age_years
from services.contract.billing import (
    BillingCheck,
    BillingMonth,
    BillingRow,
    PrescriptionState,
)

_BETWEEN: Final = " · "
_NONE: Final = "–"
CHECK_ICONS: Final = {
    BillingCheck.MET: "check-circle",
    BillingCheck.NOT_MET: "x-circle",
    BillingCheck.NOT_YET: "clock",
    BillingCheck.UNTOLD: "info",
    BillingCheck.NOT_ASKED: "",
}
_WARNED: Final = {
    PrescriptionState.ENDS_SOON: "clock-afternoon",
    PrescriptionState.OVER: "warning-circle",
    PrescriptionState.NONE: "warning-circle",
}


@dataclass(frozen=True, slots=True, eq=False)
class BilledText:
    """What a delegate paints. The icons say by their shape what the words beside them say."""

    family_name: str
    given_name: str
    born: str
    record: str
    month: str
    days: str
    received: str
    beside: str
    check: str
    check_icon: str
    because: str
    prescription: str
    prescription_icon: str
    ends_on: str
    note: str


def billed_text(w: Wording, billed: Billed, now: datetime) -> BilledText:
    """A row as it reads at one moment."""
    row, month = billed.row, billed.row.month
    family_name, given_name = names(w, row.patient)
    return BilledText(
        family_name=family_name,
        given_name=given_name,
        born=born_text(w, row, w.local(now).date()),
        record=_record(w, row),
        month=w.text("billing-month-number", number=month.number),
        days=days_text(w, month.first, month.last),
        received=received_text(w, month),
        beside=beside_text(w, month),
        check=check_text(w, month),
        check_icon=CHECK_ICONS[month.check],
        because=because_text(w, month),
        prescription=prescription_text(w, row.prescription),
        prescription_icon="" if row.prescription is None else _WARNED.get(row.prescription, ""),
        ends_on=ends_text(w, row.prescription_ends_on),
        note=w.text("billing-row-left") if billed.has_left else "",
    )


def days_text(w: Wording, first: date, last: date) -> str:
    """`8-oct. – 7-nov.-2025`, and both years where they differ."""
    begins = w.day(first) if first.year == last.year else w.date(first)
    return w.text("billing-days", first=begins, last=w.date(last))


def received_text(w: Wording, month: BillingMonth) -> str:
    """`3 reçus sur 5`."""
    received, sent = w.integer(month.received), w.integer(month.sent)
    return w.text("billing-received", received=received, sent=sent, count=month.received)


def beside_text(w: Wording, month: BillingMonth) -> str:
    """`1 tardif · 1 attendu`: what is not received in its week, where there is any."""
    told = {
        "late": month.received_late,
        "awaited": month.awaited,
        "cancelled": month.cancelled,
        "not-offered": month.not_offered,
    }
    return _BETWEEN.join(
        w.text(f"billing-{name}", count=count) for name, count in told.items() if count
    )


def check_text(w: Wording, month: BillingMonth) -> str:
    """`Atteint`."""
    return w.text(f"billing-check-{month.check.value}")


def because_text(w: Wording, month: BillingMonth) -> str:
    """Why it cannot be told, or what it waits for."""
    if month.untold_because is not None:
        return w.text(f"billing-untold-{month.untold_because.value}")
    if month.check is BillingCheck.NOT_YET:
        key = "billing-awaits-answers" if month.is_over else "billing-awaits-end"
        return w.text(key)
    return ""


def prescription_text(w: Wording, state: PrescriptionState | None) -> str:
    """`Finit bientôt`."""
    return w.text(f"billing-prescription-{'ended' if state is None else state.value}")


def ends_text(w: Wording, ends_on: date | None) -> str:
    """The last day of the prescription, where there is one."""
    return "" if ends_on is None else w.text("billing-prescribed-until", on=w.date(ends_on))


def born_text(w: Wording, row: BillingRow, today: date) -> str:
    """`14-mars-1958 · 67 ans · F`; behind the mask, without the date."""
    if row.identity_unreadable:
        return ""
    patient = row.patient
    age = w.text("time-age", years=age_years(patient.birth_date, today))
    told = (age, words.sex(w, patient.sex))
    return _BETWEEN.join(told if w.is_masked else (w.date(patient.birth_date), *told))


def billed_tooltip(w: Wording, billed: Billed, now: datetime) -> str:
    """Everything that a row may cut."""
    if billed.row.identity_unreadable:
        return ""
    text = billed_text(w, billed, now)
    lines = (
        " ".join(part for part in (text.family_name, text.given_name) if part),
        text.born,
        _BETWEEN.join((text.month, text.days)),
        text.received,
        text.beside,
        _BETWEEN.join(part for part in (text.check, text.because) if part),
        _BETWEEN.join(part for part in (text.prescription, text.ends_on) if part),
    )
    return "\n".join(line for line in lines if line)


def billed_sentence(w: Wording, billed: Billed, now: datetime) -> str:
    """The row as one sentence for a screen reader."""
    text = billed_text(w, billed, now)
    named = " ".join(part for part in (text.family_name, text.given_name) if part)
    parts = (
        ", ".join(part for part in (named, text.born) if part),
        ", ".join((text.month, text.days)),
        text.received,
        text.beside,
        text.check,
        text.because,
        ", ".join(part for part in (text.prescription, text.ends_on) if part),
        text.note,
    )
    return ". ".join(part for part in parts if part) + "."


def _record(w: Wording, row: BillingRow) -> str:
    if row.identity_unreadable or w.is_masked:
        return ""
    return w.record_number(row.patient.record_number)
