"""The review of access as a table for a spreadsheet: dates that sort, nothing of a patient."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from console.models.accounts_text import NONE, roles_text, units_text
from console.models.review_text import last_day, verdict_text
from console.stores.account_filters import roles_to_tell
from resources.wording import Wording
from services.contract.staff import AccessReview, ReviewLine

_COLUMNS: Final = (
    "quarter", "name", "username", "state", "roles", "units", "ends", "signed-in", "idle",
    "verdict", "by", "at",
)  # fmt: skip


def review_rows(w: Wording, review: AccessReview, lines: Iterable[ReviewLine]) -> list[list[str]]:
    """A line of names of columns, then one for each account."""
    head = [w.text(f"accessreview-csv-{name}") for name in _COLUMNS]
    return [head, *(_row(w, review.quarter, line) for line in lines)]


def _row(w: Wording, quarter: str, line: ReviewLine) -> list[str]:
    row = line.account
    held, ends = roles_to_tell(row), last_day(row)
    roles = roles_text(w, held)
    return [
        quarter,
        row.person.name,
        row.username,
        w.text(f"accounts-state-{row.state.value}"),
        "" if roles == NONE else roles,
        units_text(held),
        "" if ends is None else ends.isoformat(),
        "" if row.signed_in_at is None else _instant(w, row.signed_in_at),
        w.text("accessreview-csv-yes") if row.is_idle else "",
        verdict_text(w, line),
        line.by or "",
        "" if line.at is None else _instant(w, line.at),
    ]


def _instant(w: Wording, at: datetime) -> str:
    return w.local(at).strftime("%Y-%m-%d %H:%M")
