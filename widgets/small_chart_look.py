"""What the small charts of symptoms and measures show, as plain values with every word."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from widgets.course_look import CycleMark
from widgets.time_axis import TimeAxis


@dataclass(frozen=True, slots=True)
class Scale:
    """The vertical axis of a chart of measures: its ends, which are labelled, and where lines are.

    `words` are in the tooltip of the axis, one below the other.
    """

    low: float
    high: float
    low_label: str
    high_label: str
    lines: tuple[float, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SmallPoint:
    """One week of a series, or one measure: the day where its point is drawn (the week's middle,
    or the day itself), its grade or what was measured (None breaks the line), and its text in the
    read-out and the table. `is_confirmed`: a clinician graded or measured it. In the table
    `day_text` stands for the week, and `source` beside the value.
    """

    day: float
    number: float | None
    value: str
    is_confirmed: bool = False
    day_text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ZoneSpan:
    """The alert zone of a rule version: from a grade upwards, between two days."""

    start: float
    end: float
    from_grade: int
    label: str


@dataclass(frozen=True, slots=True)
class SmallChartLook:
    """One symptom or measure: its series, zones, last value in large and the previous one in small.

    `compared` is a second series drawn dashed and grey. `description` says title, last value,
    change and threshold state for a screen reader. `scale` is that of a measure; None: grades, 0 to
    3. `readouts` say of some weeks more than their point does, as where several are in one.
    """

    key: str
    title: str
    points: tuple[SmallPoint, ...]
    last: str
    previous: str
    description: str
    zones: tuple[ZoneSpan, ...] = ()
    compared: tuple[SmallPoint, ...] = ()
    scale: Scale | None = None
    readouts: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SmallChartsLook:
    """Charts on one time axis; those of symptoms on the scale 0 to 3 of `grade_words`.

    The table of a chart has `table_headers`: week, value, alert zone or source, and the compared
    value where there is one. `empty_text` is shown in a chart without any point, `description` is
    the accessible name of them all.
    """

    axis: TimeAxis
    charts: tuple[SmallChartLook, ...]
    grade_words: tuple[str, str, str, str]
    table_headers: tuple[str, str, str, str]
    cycles: tuple[CycleMark, ...] = ()
    empty_text: str = ""
    description: str = ""
