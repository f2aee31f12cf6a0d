"""What a trend chart shows, as plain values: points, cycles, alert zone and every word on it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One week: its place in days on the time axis, its grade (None when missing) and its texts.

    `tick_label` is written under the axis when not empty; `date` and `value` go to the cursor and
    the table.
    """

    day: float
    grade: int | None
    date: str
    value: str
    tick_label: str = ""


@dataclass(frozen=True, slots=True)
class TrendCycle:
    """One treatment cycle: its day on the same axis and its label, as `C3`."""

    day: float
    label: str


@dataclass(frozen=True, slots=True)
class TrendLook:
    """One series on the fixed axis 0 to 3; `zone_from` is the lowest grade of the alert zone, None
    for no zone.
    """

    title: str
    direction: str
    points: tuple[TrendPoint, ...]
    grade_words: tuple[str, str, str, str]
    cycles: tuple[TrendCycle, ...] = ()
    cycles_word: str = ""
    zone_from: float | None = None
    zone_label: str = ""
    table_headers: tuple[str, str] = ("", "")
    description: str = ""

    @property
    def answered(self) -> tuple[int, ...]:
        """Indexes of the weeks with an answer, oldest first."""
        return tuple(index for index, point in enumerate(self.points) if point.grade is not None)
