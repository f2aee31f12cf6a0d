"""One line of the review of access in words, ready to paint and to be read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from console.models.accounts_text import (
    role_line,
    roles_text,
    signed_in_text,
    units_text,
)
from console.stores.access_review import Reviewed
from console.stores.account_filters import roles_to_tell
from resources.wording import Wording
from services.contract.accounts import AccountRow, AccountState
from services.contract.staff import ReviewLine, ReviewVerdict

VERDICT_ICONS = {
    ReviewVerdict.CONFIRMED: "check-circle",
    ReviewVerdict.TO_CHANGE: "note-pencil",
    None: "square",
}


@dataclass(frozen=True, slots=True, eq=False)
class ReviewText:
    """What a delegate paints; no field needs further work. `is_past`: its roles give no rights."""

    name: str
    username: str
    roles: str
    units: str
    signed_in: str
    idle: str
    state: str
    ends: str
    verdict: str
    verdict_icon: str
    verdict_note: str
    is_past: bool
    is_overdue: bool


def review_text(w: Wording, reviewed: Reviewed, now: datetime) -> ReviewText:
    """A line as it reads at one moment."""
    line, row = reviewed.line, reviewed.line.account
    held = roles_to_tell(row)
    return ReviewText(
        name=row.person.name,
        username=row.username,
        roles=roles_text(w, held),
        units=units_text(held),
        signed_in=signed_in_text(w, row, now),
        idle=w.text("accounts-idle") if row.is_idle else "",
        state=w.text(f"accounts-state-{row.state.value}"),
        ends=ends_text(w, row),
        verdict=verdict_text(w, line),
        verdict_icon=VERDICT_ICONS[line.verdict],
        verdict_note=_note(w, reviewed, now),
        is_past=reviewed.is_gone or row.state is AccountState.SUSPENDED,
        is_overdue=line.is_overdue,
    )


def verdict_text(w: Wording, line: ReviewLine) -> str:
    """What was found, or that nobody has looked."""
    return w.text(f"accessreview-verdict-{line.verdict.value if line.verdict else 'none'}")


def last_day(row: AccountRow) -> date | None:
    """When the first role ends of those that have a last day."""
    return min((each.ends_on for each in roles_to_tell(row) if each.ends_on), default=None)


def ends_text(w: Wording, row: AccountRow) -> str:
    """`jusqu'au 30-nov.-2025`; empty for no last day."""
    day = last_day(row)
    return "" if day is None else w.text("accessreview-until", on=w.date(day))


def review_tooltip(w: Wording, reviewed: Reviewed, now: datetime) -> str:
    """Everything that a row may cut: who, each role with its units, and who gave the verdict."""
    row = reviewed.line.account
    lines = [f"{row.person.name} ({row.username})"]
    lines += [role_line(w, each) for each in roles_to_tell(row)]
    lines += [_note(w, reviewed, now)]
    return "\n".join(line for line in lines if line)


def review_sentence(w: Wording, reviewed: Reviewed, now: datetime) -> str:
    """The row as one sentence for a screen reader: the verdict first, then why."""
    text = review_text(w, reviewed, now)
    parts = [
        f"{text.name}, {text.username}",
        text.verdict,
        text.verdict_note,
        text.state,
        text.ends,
        *[role_line(w, each) for each in roles_to_tell(reviewed.line.account)],
        w.text("accounts-spoken-signed-in", at=text.signed_in),
        text.idle,
    ]
    return ". ".join(part for part in parts if part) + "."


def _note(w: Wording, reviewed: Reviewed, now: datetime) -> str:
    """What stands under the verdict: by whom and when, or why there is none."""
    line = reviewed.line
    if reviewed.is_gone:
        return w.text("accessreview-gone")
    if line.verdict is not None and line.at is not None:
        at = w.moment(line.at, now)
        return w.text("accessreview-by", by=line.by or w.text("accessreview-nobody"), at=at)
    if line.account.is_own:
        return w.text("accessreview-own")
    return w.text("accessreview-overdue") if line.is_overdue else ""
