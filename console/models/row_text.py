"""One row of the queue in words, ready to paint and to be read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from console.models.identity_text import names
from console.stores.rows import Row
from console.stores.states import RowMark
from resources import words
from resources.wording import Wording, age_years
from services.contract.alerts import Claim, LeadSymptom, WorklistRow
from services.contract.enums import AlertKind, AlertLevel, AlertState
from services.contract.people import PersonLabel

_BETWEEN = " · "
_SHOWN_OTHERS = 2


@dataclass(frozen=True, slots=True)
class RowText:
    """What a delegate paints; no field needs further work."""

    level: AlertLevel
    kind: AlertKind
    family_name: str
    given_name: str
    age_sex: str
    open_count_text: str
    lead: str
    lead_change: str
    others: tuple[str, ...]
    spark: tuple[int | None, ...]
    spark_threshold: int | None
    due: str
    is_overdue: bool
    received: str
    owner_initials: str
    owner_is_me: bool
    is_locked: bool
    mark: RowMark
    mark_text: str
    tooltip: str
    sentence: str


def row_text(wording: Wording, row: Row, now: datetime, me: UUID | None) -> RowText:
    """A row as it reads at one moment for one person."""
    shown = row.row
    family_name, given_name = names(wording, shown.patient)
    holder = _holder(shown, now)
    claim = _live_claim(shown, now)
    lead, others = _symptoms(wording, shown)
    mark_text = _mark(wording, row, me)
    return RowText(
        level=shown.level,
        kind=shown.kind,
        family_name=family_name,
        given_name=given_name,
        age_sex=_age_and_sex(wording, shown, now),
        open_count_text=_open_count(wording, shown),
        lead=lead,
        lead_change=words.change(shown.leads[0].change) if _leads_with_symptom(shown) else "",
        others=others,
        spark=tuple(shown.spark),
        spark_threshold=shown.spark_threshold,
        due=_due(wording, shown, now),
        is_overdue=_is_overdue(shown, now),
        received=_received(wording, shown, now),
        owner_initials=holder.initials if holder is not None else "",
        owner_is_me=holder is not None and holder.id == me,
        is_locked=claim is not None and claim.by.id != me,
        mark=row.mark,
        mark_text=mark_text,
        tooltip=_tooltip(wording, shown),
        sentence=_sentence(
            wording, row, now, me, (f"{family_name} {given_name}".strip(), mark_text)
        ),
    )


def _open_count(wording: Wording, row: WorklistRow) -> str:
    return wording.text("row-also-open", count=row.open_count) if row.open_count > 1 else ""


def _age_and_sex(wording: Wording, row: WorklistRow, now: datetime) -> str:
    if row.identity_unreadable:
        return ""
    age = wording.age(row.patient.birth_date, wording.local(now).date())
    return _BETWEEN.join([age, words.sex(wording, row.patient.sex)])


def _live_claim(row: WorklistRow, now: datetime) -> Claim | None:
    """A claim ends by itself: nobody is kept out by one that is over."""
    return row.claim if row.claim is not None and now < row.claim.until else None


def _holder(row: WorklistRow, now: datetime) -> PersonLabel | None:
    """Who works on it now, else who answers for it."""
    claim = _live_claim(row, now)
    return claim.by if claim is not None else row.owner


def _symptoms(wording: Wording, row: WorklistRow) -> tuple[str, tuple[str, ...]]:
    """The lead, and the next two with their changes; without symptoms, the kind of alert."""
    if row.content_unreadable:
        return wording.text("row-content-unreadable"), ()
    if _leads_with_symptom(row):
        first, rest = words.lead(wording, row.leads[0]), row.leads[1:]
    else:
        first, rest = words.kind(wording, row.kind), row.leads
    return first, tuple(_with_change(wording, lead) for lead in rest[:_SHOWN_OTHERS])


def _leads_with_symptom(row: WorklistRow) -> bool:
    return row.kind is AlertKind.CLINICAL and bool(row.leads) and not row.content_unreadable


def _with_change(wording: Wording, lead: LeadSymptom) -> str:
    return f"{words.lead(wording, lead)} {words.change(lead.change)}".strip()


def _is_overdue(row: WorklistRow, now: datetime) -> bool:
    return (row.due_at is not None and row.due_at <= now) or _has_lapsed(row, now)


def _has_lapsed(row: WorklistRow, now: datetime) -> bool:
    """Whether what it waited for did not happen in time (screens.md 1.11)."""
    return row.state in _LAPSED and row.waits_until is not None and row.waits_until <= now


def _due(wording: Wording, row: WorklistRow, now: datetime) -> str:
    if row.due_at is not None:
        return wording.due(row.due_at, now)
    return _waiting(wording, row, now) if row.state is not AlertState.NEW else ""


def _waiting(wording: Wording, row: WorklistRow, now: datetime) -> str:
    """Its state, with the time until which it waits, or that this time is over."""
    if _has_lapsed(row, now):
        return wording.text(_LAPSED[row.state])
    if row.waits_until is not None and row.state is AlertState.DEFERRED:
        return wording.text("row-back", at=wording.coming(row.waits_until, now))
    if row.waits_until is not None and row.state is AlertState.ESCALATED:
        return wording.text("row-answer", at=wording.coming(row.waits_until, now))
    return words.state(wording, row.state)


_LAPSED = {
    AlertState.ACKNOWLEDGED: "row-lapsed",
    AlertState.DEFERRED: "row-back-now",
    AlertState.ESCALATED: "row-answer-late",
}


def _received(wording: Wording, row: WorklistRow, now: datetime) -> str:
    if row.closed_at is not None:
        return wording.text("row-closed-at", at=wording.moment(row.closed_at, now))
    return wording.text("row-received", at=wording.moment(row.received_at, now))


def _mark(wording: Wording, row: Row, me: UUID | None) -> str:
    match row.mark:
        case RowMark.CHECKING:
            return wording.text("row-checking")
        case RowMark.GONE if row.gone_by is not None and row.gone_state is not None:
            if row.gone_by.id == me:
                return wording.text(f"row-gone-by-you-{row.gone_state}")
            name = words.short_name(row.gone_by.name)
            return wording.text(f"row-gone-by-{row.gone_state}", name=name)
        case RowMark.GONE:
            return wording.text("row-gone")
        case _:
            return ""


def _tooltip(wording: Wording, row: WorklistRow) -> str:
    """The whole identity, because a row may cut the first name."""
    patient = row.patient
    if wording.is_masked or row.identity_unreadable:
        return ""
    birth = wording.text(
        "row-birth",
        sex=patient.sex,
        date=wording.date(patient.birth_date),
        record=wording.record_number(patient.record_number),
    )
    return f"{patient.family_name} {patient.given_name}\n{birth}"


def _sentence(
    wording: Wording, row: Row, now: datetime, me: UUID | None, said: tuple[str, str]
) -> str:
    """The whole row in one breath (screens.md 1.12)."""
    shown, (name, mark_text) = row.row, said
    years = age_years(shown.patient.birth_date, wording.local(now).date())
    aged = "" if shown.identity_unreadable else wording.text("row-spoken-years", years=years)
    parts = [wording.text("filter-section-outside")] if row.is_outside else []
    parts += [
        f"{words.level(wording, shown.level, shown.kind)}, {_spoken_due(wording, shown, now)}",
        f"{name}, {aged}" if aged else name,
        _spoken_leads(wording, shown),
        _spoken_holder(wording, shown, now, me),
    ]
    if shown.open_count > 1:
        parts.append(wording.text("row-spoken-alerts", count=shown.open_count))
    if mark_text:
        parts.append(mark_text.rstrip("…"))
    return ". ".join(parts) + "."


def _spoken_due(wording: Wording, row: WorklistRow, now: datetime) -> str:
    if row.due_at is None:
        state = words.state(wording, row.state).lower()
        waits = _waiting(wording, row, now).lower()
        return waits if waits == state or _has_lapsed(row, now) else f"{state}, {waits}"
    if row.due_at <= now:
        return wording.text(
            "row-spoken-overdue", duration=_spoken_duration(wording, now - row.due_at)
        )
    if wording.local(row.due_at).date() == wording.local(now).date():
        return wording.text("row-spoken-left", duration=_spoken_duration(wording, row.due_at - now))
    return wording.text("row-spoken-due", at=wording.coming(row.due_at, now))


def _spoken_duration(wording: Wording, span: timedelta) -> str:
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes >= 24 * 60:
        return wording.text("row-spoken-days", count=minutes // (24 * 60))
    hours, rest = divmod(minutes, 60)
    parts = [wording.text("row-spoken-hours", count=hours)] if hours else []
    if rest or not hours:
        parts.append(wording.text("row-spoken-minutes", count=rest))
    return " ".join(parts)


def _spoken_leads(wording: Wording, row: WorklistRow) -> str:
    if row.content_unreadable:
        return wording.text("row-content-unreadable")
    if row.kind is not AlertKind.CLINICAL or not row.leads:
        return words.kind(wording, row.kind)
    return ", ".join(_spoken_lead(wording, lead) for lead in row.leads[: _SHOWN_OTHERS + 1])


def _spoken_lead(wording: Wording, lead: LeadSymptom) -> str:
    if lead.temperature_c is not None:
        return words.temperature(wording, lead.temperature_c)
    name = words.symptom(wording, lead.item)
    if lead.grade is None:
        return name
    said = wording.text("row-spoken-grade", symptom=name, grade=lead.grade)
    if not lead.change:
        return said
    if lead.change > 0:
        return said + wording.text("row-spoken-worse", change=lead.change)
    return said + wording.text("row-spoken-better", change=-lead.change)


def _spoken_holder(wording: Wording, row: WorklistRow, now: datetime, me: UUID | None) -> str:
    holder = _holder(row, now)
    if holder is None:
        return wording.text("row-spoken-nobody")
    if row.is_to_me:
        return wording.text("row-spoken-to-me")
    if holder.id == me:
        return wording.text("row-spoken-me")
    if _live_claim(row, now) is not None:
        return wording.text("row-spoken-claimed", name=holder.name)
    return wording.text("row-spoken-owner", name=holder.name)
