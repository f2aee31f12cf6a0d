"""The one time axis of a page: weeks, oldest first, and which of their labels are written."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

WEEK_DAYS = 7.0
WEEKS_OF_A_YEAR = 53


@dataclass(frozen=True, slots=True)
class Week:
    """One column of seven days from `start`, in days on the axis.

    `day_text` is `12`, `month_text` is `5-août`, `full_text` names the week with its year; year
    and month say when the longer ones are needed.
    """

    start: float
    year: int
    month: int
    day_text: str
    month_text: str
    full_text: str

    @property
    def middle(self) -> float:
        """The day on which the week's point is drawn."""
        return self.start + WEEK_DAYS / 2


@dataclass(frozen=True)
class TimeAxis:
    """Consecutive weeks, oldest first."""

    weeks: tuple[Week, ...] = ()

    @property
    def first_day(self) -> float:
        """The day at the left edge."""
        return self.weeks[0].start if self.weeks else 0.0

    @property
    def last_day(self) -> float:
        """The day at the right edge."""
        return self.weeks[-1].start + WEEK_DAYS if self.weeks else WEEK_DAYS

    @cached_property
    def _starts(self) -> tuple[float, ...]:
        return tuple(week.start for week in self.weeks)

    def week_at(self, day: float) -> int:
        """Return the index of the week of a day, the nearest one for a day outside."""
        return max(0, min(len(self.weeks) - 1, bisect_right(self._starts, day) - 1))

    def labels(self, step: int) -> dict[int, str]:
        """Return the labels of every `step`-th week, the newest among them: the month where it
        changes, the year where it does.
        """
        written: dict[int, str] = {}
        before: Week | None = None
        for index in range(
            (len(self.weeks) - 1) % step if self.weeks else 0, len(self.weeks), step
        ):
            week = self.weeks[index]
            written[index] = self._label(week, before)
            before = week
        return written

    def _label(self, week: Week, before: Week | None) -> str:
        if before is None:
            return week.month_text
        # Within a year a date is not mistaken for another one.
        if week.year != before.year and len(self.weeks) > WEEKS_OF_A_YEAR:
            return week.full_text
        is_new_month = (week.year, week.month) != (before.year, before.month)
        return week.month_text if is_new_month else week.day_text
