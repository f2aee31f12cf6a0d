"""The seed's rules as a small table of their own, against which the engine is walked (R-RET-01).

Written from the sentences of the seed, with nothing of the engine: days are counted one by one,
months by their names on a paper calendar.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

MONTHS_TO = {"inactive": 6, "archived": 6 + 24}
YEARS_KEPT = 10
NOTICE = 30


def on_paper(day: date, months: int) -> date:
    """Turn the page once for each month; keep the number, or take the last one on the page."""
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def ten_years(day: date) -> date:
    """The same day ten years on; a leap day that is not there is the day after 28 February."""
    try:
        return day.replace(year=day.year + YEARS_KEPT)
    except ValueError:
        return date(day.year + YEARS_KEPT, 3, 1)


@dataclass
class Person:
    """One patient as the table knows them; looked at once on each day."""

    used_on: date
    survey_on: date | None = None
    is_followed: bool = False
    is_held: bool = False
    state: str = "active"
    archived_on: date | None = None
    told: dict[str, tuple[date, int]] = field(default_factory=dict)
    """What was announced: for which border, and how many days it has stood."""
    has_come_back: bool = False
    is_team: bool = False

    def uses(self, day: date, *, team: bool = False) -> None:
        """They sign in, or (`team`) are followed; a day that is past changes nothing.

        Whom the team follows comes back, also on a day on which they had signed in already.
        """
        if day > self.used_on or (team and day == self.used_on):
            self.used_on = day
            self.has_come_back = True
            self.is_team = self.is_team or team

    def keeps(self, day: date) -> None:
        """They ask for the account to be kept."""
        self.used_on = max(self.used_on, day)
        self.state, self.archived_on, self.told = "active", None, {}
        self.has_come_back = False

    def border(self, step: str) -> date:
        """From when something may be done."""
        archive = on_paper(self.used_on, MONTHS_TO["archived"])
        if step == "archived":
            return archive
        return max(self.archived_on or archive, ten_years(self.survey_on or self.used_on))

    def day(self, today: date) -> None:
        """What the clocks do on a day."""
        if self.state == "erased":
            return
        self.told = {step: (border, days + 1) for step, (border, days) in self.told.items()}
        self._come_back()
        self._forget_what_is_wrong(today)
        if self.is_followed:
            return
        if self.state == "active" and today >= on_paper(self.used_on, MONTHS_TO["inactive"]):
            self.state = "inactive"
        if self.is_held:
            return
        self._tell(today)
        if self.state != "archived" and self._is_due("archived", today):
            self.state, self.archived_on = "archived", today
            self.told.pop("archived")
            self._forget_what_is_wrong(today)
            self._tell(today)
        if self.state == "archived" and self._is_due("erased", today):
            self.state = "erased"

    def _come_back(self) -> None:
        if self.is_followed or (self.has_come_back and (self.state != "archived" or self.is_team)):
            self.state, self.archived_on = "active", None
        self.has_come_back = self.is_team = False

    def _forget_what_is_wrong(self, today: date) -> None:
        if self.is_followed or self.is_held:
            self.told = {}
        self.told = {
            step: (border, days)
            for step, (border, days) in self.told.items()
            if border == self.border(step) and not (step == "archived" and self.archived_on)
        }

    def _tell(self, today: date) -> None:
        for step in ("archived", "erased"):
            is_over = step == "archived" and self.state == "archived"
            is_near = today >= self.border(step) - timedelta(days=NOTICE)
            if step not in self.told and not is_over and is_near:
                self.told[step] = (self.border(step), 0)

    def _is_due(self, step: str, today: date) -> bool:
        _, days = self.told.get(step, (today, 0))
        return today >= self.border(step) and days >= NOTICE
