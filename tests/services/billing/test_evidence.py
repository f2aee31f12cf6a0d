"""What a month proves, at its borders: pure."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.billing.evidence import months_proved, prescription_state, proved
from services.billing.follow_ups import Came, Ended, FollowUp, Week, follow_ups_of
from services.billing.months import month_of
from services.contract.billing import BillingCheck, BillingUntold, PrescriptionState
from services.contract.enums import Monitoring

PARIS = ZoneInfo("Europe/Paris")
BEGUN = date(2026, 1, 31)
OVER = date(2026, 2, 28)
IN_IT = date(2026, 2, 10)
R, L, U, A, C, N = Came
CHECK, UNTOLD = BillingCheck, BillingUntold


@pytest.mark.parametrize(
    ("weeks", "number", "today", "ended_on", "check", "because"),
    [
        ([R, R, R, U, U], 1, OVER, None, CHECK.MET, None),
        # Half is not more than half.
        ([R, R, U, U], 1, OVER, None, CHECK.NOT_MET, None),
        # What came late was sent, and was not received in its week.
        ([R, R, L, L], 1, OVER, None, CHECK.NOT_MET, None),
        # What was cancelled is not held against anybody.
        ([R, C, C, C], 1, OVER, None, CHECK.MET, None),
        ([C, C], 1, OVER, None, CHECK.UNTOLD, UNTOLD.NOTHING_SENT),
        ([], 1, OVER, None, CHECK.UNTOLD, UNTOLD.NOTHING_SENT),
        # Not over, on its last day too; over, and one can still be answered.
        ([R, R, R, R], 1, OVER - timedelta(days=1), None, CHECK.NOT_YET, None),
        ([R, R, R, A], 1, OVER, None, CHECK.NOT_YET, None),
        # The service was off: only where it changes nothing is anything said.
        ([R, R, R, N], 1, OVER, None, CHECK.MET, None),
        ([R, R, N, N], 1, OVER, None, CHECK.UNTOLD, UNTOLD.SERVICE_AWAY),
        ([U, U, U, N], 1, OVER, None, CHECK.NOT_MET, None),
        ([N, N], 1, OVER, None, CHECK.UNTOLD, UNTOLD.SERVICE_AWAY),
        # The follow-up ended within the month; on its last day it did not.
        ([R, R, R], 1, OVER, date(2026, 2, 26), CHECK.UNTOLD, UNTOLD.CUT_SHORT),
        ([R, R, R], 1, OVER, date(2026, 2, 27), CHECK.MET, None),
        ([R, R, R], 3, date(2026, 9, 1), None, CHECK.NOT_ASKED, None),
    ],
)
def test_more_than_half_is_said_when_it_is_known_and_only_then(
    weeks: list[Came],
    number: int,
    today: date,
    ended_on: date | None,
    check: BillingCheck,
    because: BillingUntold | None,
):
    follow_up = FollowUp(BEGUN, ended_on, tuple((IN_IT, each) for each in weeks))

    found = proved(follow_up, month_of(BEGUN, number), today)

    assert (found.check, found.untold_because) == (check, because)


def test_no_month_stands_before_its_beginning_or_after_the_end():
    running, ended = FollowUp(BEGUN, None), FollowUp(BEGUN, date(2026, 3, 30))

    assert [each.number for each in months_proved(running, date(2026, 3, 31))] == [1, 2, 3]
    assert [each.number for each in months_proved(ended, date(2026, 9, 1))] == [1, 2]
    # A clock that was set back to before the beginning shows none.
    assert list(months_proved(running, date(2026, 1, 30))) == []
    assert list(months_proved(FollowUp(None, None), OVER)) == []


def test_a_beginning_that_was_written_over_is_not_guessed():
    back_at = datetime(2026, 3, 10, 9, tzinfo=UTC)
    end = datetime(2026, 2, 20, 9, tzinfo=UTC)
    lost = follow_ups_of(Monitoring.ACTIVE, back_at, [Ended(end, None)], [], PARIS)
    kept_at = datetime(2025, 12, 1, 9, tzinfo=UTC)
    kept = follow_ups_of(Monitoring.ACTIVE, back_at, [Ended(end, kept_at)], [], PARIS)

    assert [each.began_on for each in lost] == [None, date(2026, 3, 10)]
    assert [each.began_on for each in kept] == [date(2025, 12, 1), date(2026, 3, 10)]


def test_a_week_belongs_to_the_follow_up_in_which_it_was_answered_or_closed():
    """The first one opened before the beginning; the second is over the border of two."""
    begun = datetime(2026, 1, 1, 9, tzinfo=UTC)
    ended, back = datetime(2026, 2, 3, 9, tzinfo=UTC), datetime(2026, 2, 5, 9, tzinfo=UTC)
    first = Week(date(2025, 12, 29), datetime(2026, 1, 5, 8, tzinfo=UTC), None, Came.UNANSWERED)
    answered_at = datetime(2026, 2, 2, 12, tzinfo=UTC)
    before = Week(date(2026, 2, 2), datetime(2026, 2, 9, 8, tzinfo=UTC), answered_at, Came.RECEIVED)
    after = Week(date(2026, 2, 2), datetime(2026, 2, 9, 8, tzinfo=UTC), None, Came.UNANSWERED)

    one, other = follow_ups_of(
        Monitoring.PAUSED, back, [Ended(ended, begun)], [first, before, after], PARIS
    )

    assert one.weeks == ((date(2026, 1, 1), Came.UNANSWERED), (date(2026, 2, 2), Came.RECEIVED))
    assert other.weeks == ((date(2026, 2, 5), Came.UNANSWERED),)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-1, PrescriptionState.OVER),
        (0, PrescriptionState.ENDS_SOON),
        (30, PrescriptionState.ENDS_SOON),
        (31, PrescriptionState.RUNS),
        (None, PrescriptionState.NONE),
    ],
)
def test_a_prescription_ends_soon_for_thirty_days(days: int | None, state: PrescriptionState):
    ends_on = None if days is None else OVER + timedelta(days=days)

    assert prescription_state(ends_on, OVER) is state
