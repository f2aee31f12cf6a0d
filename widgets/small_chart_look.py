"""What the small charts of symptoms show, as plain values with every word."""

from dataclasses import dataclass

from widgets.course_look import CycleMark
from widgets.time_axis import TimeAxis


@dataclass(frozen=True, slots=True)
class SmallPoint:
    """One week of a series: the day where its point is drawn (the week's middle, or the day of the
    answer), its grade (None breaks the line) and its text in the read-out and the table.
    """

    day: float
    grade: int | None
    value: str
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ZoneSpan:
    """The alert zone of a rule version: from a grade upwards, between two days."""

    start: float
    end: float
    from_grade: int
    label: str


@dataclass(frozen=True, slots=True)
class SmallChartLook:
    """One symptom: its series, alert zones, last value in large and the previous one in small.

    `compared` is a second series drawn dashed and grey. `description` says title, last value,
    change and threshold state for a screen reader.
    """

    key: str
    title: str
    points: tuple[SmallPoint, ...]
    last: str
    previous: str
    description: str
    zones: tuple[ZoneSpan, ...] = ()
    compared: tuple[SmallPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class SmallChartsLook:
    """Charts on one time axis and the fixed scale 0 to 3, whose grades have `grade_words`.

    The table of a chart has `table_headers`: week, value, alert zone, and the compared value where
    there is one. `empty_text` is shown in a chart without any point, `description` is the
    accessible name of them all.
    """

    axis: TimeAxis
    charts: tuple[SmallChartLook, ...]
    grade_words: tuple[str, str, str, str]
    table_headers: tuple[str, str, str, str]
    cycles: tuple[CycleMark, ...] = ()
    empty_text: str = ""
    description: str = ""
