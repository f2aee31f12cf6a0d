"""What one month of a follow-up proves, and whether enough data came in it; pure."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from services.billing.follow_ups import Came, FollowUp
from services.billing.months import Month, months_until
from services.contract.billing import (
    CHECKED_MONTHS,
    PRESCRIPTION_SOON_DAYS,
    BillingCheck,
    BillingMonth,
    BillingUntold,
    PrescriptionState,
)

_SENT: Final = (Came.RECEIVED, Came.RECEIVED_LATE, Came.UNANSWERED, Came.AWAITED)
_SOON: Final = timedelta(days=PRESCRIPTION_SOON_DAYS)
_Judged = tuple[BillingCheck, BillingUntold | None]


def months_proved(follow_up: FollowUp, today: date) -> Iterator[BillingMonth]:
    """Every month of a follow-up that has begun; none where its beginning is not kept."""
    if follow_up.began_on is None:
        return
    for month in months_until(follow_up.began_on, _until(follow_up, today)):
        yield proved(follow_up, month, today)


def has_begun(follow_up: FollowUp, month: Month, today: date) -> bool:
    """Whether any of a month was a day of the follow-up, as of today."""
    return month.first <= _until(follow_up, today)


def proved(follow_up: FollowUp, month: Month, today: date) -> BillingMonth:
    """One month as it is known today."""
    counts = Counter(came for day, came in follow_up.weeks if month.first <= day <= month.last)
    check, because = _judged(follow_up, month, counts, today)
    return BillingMonth(
        number=month.number,
        first=month.first,
        last=month.last,
        is_over=today > month.last,
        sent=sum(counts[each] for each in _SENT),
        **{each.value: counts[each] for each in Came},
        check=check,
        untold_because=because,
    )


def prescription_state(ends_on: date | None, today: date) -> PrescriptionState:
    """Where a prescription with this last day stands; None is that nobody stored one."""
    if ends_on is None:
        return PrescriptionState.NONE
    if ends_on < today:
        return PrescriptionState.OVER
    return PrescriptionState.ENDS_SOON if ends_on - today <= _SOON else PrescriptionState.RUNS


def _until(follow_up: FollowUp, today: date) -> date:
    return today if follow_up.ended_on is None else min(today, follow_up.ended_on)


def _judged(follow_up: FollowUp, month: Month, counts: Counter[Came], today: date) -> _Judged:
    """More than half, strictly, of what was sent; whole numbers, so that nothing is rounded."""
    if month.number not in CHECKED_MONTHS:
        return BillingCheck.NOT_ASKED, None
    if follow_up.ended_on is not None and follow_up.ended_on < month.last:
        return BillingCheck.UNTOLD, BillingUntold.CUT_SHORT
    if today <= month.last or counts[Came.AWAITED]:
        return BillingCheck.NOT_YET, None
    sent, away = sum(counts[each] for each in _SENT), counts[Came.NOT_OFFERED]
    if sent + away == 0:
        return BillingCheck.UNTOLD, BillingUntold.NOTHING_SENT
    received = counts[Came.RECEIVED]
    if 2 * received > sent + away:
        return BillingCheck.MET, None
    # Had they been offered, all of them might have been answered.
    if 2 * (received + away) > sent + away:
        return BillingCheck.UNTOLD, BillingUntold.SERVICE_AWAY
    return BillingCheck.NOT_MET, None
