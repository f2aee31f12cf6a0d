"""The review of access in words: its quarter, when it is due, and why a verdict was not taken."""

from __future__ import annotations

from datetime import date

from console.errors import ConsoleError, Refused
from resources.wording import Wording
from services.contract.accounts import AccountRow
from services.contract.staff import AccessReview
from ui.accounts.words import refusal

STALE = 412
"""What the service says of an account that was changed meanwhile."""
_SAID = {404: "lost", STALE: "stale"}


def quarter_text(w: Wording, quarter: str) -> str:
    """`4e trimestre 2025`."""
    year, _, number = quarter.partition("Q")
    return w.text("accessreview-quarter", number=int(number), year=year)


def quarter_before(quarter: str) -> str:
    """`2025Q3` before `2025Q4`."""
    year, number = (int(part) for part in quarter.split("Q"))
    return f"{year - 1}Q4" if number == 1 else f"{year}Q{number - 1}"


def due_text(w: Wording, review: AccessReview, today: date, *, is_finished: bool) -> str:
    """By when it is to be finished, and how long that is; of one that is, that it is."""
    if is_finished:
        return w.text("accessreview-finished")
    days = max(0, (review.due_on - today).days)
    return w.text("accessreview-due", days=days, on=w.date(review.due_on))


def late_text(w: Wording, review: AccessReview, count: int) -> str:
    """What was left of the quarter before; empty for nothing."""
    if review.overdue_since is None or not count:
        return ""
    return w.text(
        "accessreview-late",
        quarter=quarter_text(w, quarter_before(review.quarter)),
        on=w.date(review.overdue_since),
        count=count,
        number=w.integer(count),
    )


def own_text(w: Wording, others: list[AccountRow]) -> str:
    """Who has to confirm the reader."""
    names = [each.person.name for each in others]
    if not names:
        return w.text("accessreview-own-alone")
    *first, last = names
    by = w.text("accessreview-own-or", names=", ".join(first), last=last) if first else last
    return w.text("accessreview-own-why", by=by)


def review_refusal(w: Wording, error: ConsoleError, about: AccountRow | None) -> str:
    """Why a verdict was not taken, and what to do."""
    if about is not None and isinstance(error, Refused) and error.problem.status in _SAID:
        return w.text(f"accessreview-{_SAID[error.problem.status]}", name=about.person.name)
    return refusal(w, error)
