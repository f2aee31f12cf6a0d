"""What the lanes and the heat map of a patient's course show, as plain values with every word."""

from dataclasses import dataclass

from widgets.answer_table import Change
from widgets.grade_chip import NoGrade
from widgets.time_axis import TimeAxis


@dataclass(frozen=True, slots=True)
class TreatmentBar:
    """One line of treatment; `end` is None while it goes on. Days are those of the time axis."""

    start: float
    end: float | None
    label: str
    is_in_force: bool = False
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class CycleMark:
    """One treatment cycle: its first day, and its label with a changed dose, as `C3 −20 %`."""

    day: float
    label: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class EventMark:
    """One event: a Phosphor icon, a short label (empty: the icon alone), the sentence of its
    tooltip, and the colour token of the icon. What lasted until a day of the axis, or goes on
    (infinity), has its icon where it is first in sight.
    """

    day: float
    icon: str
    label: str
    sentence: str
    token: str = "text.secondary"
    last: float | None = None

    def day_from(self, first_day: float) -> float | None:
        """Return the first of its days from one on, nothing when it was over before."""
        last = self.day if self.last is None else self.last
        return max(self.day, first_day) if last >= first_day else None


@dataclass(frozen=True, slots=True)
class LanesLook:
    """The lanes over a heat map; `treatment_note` says for instance how old the treatment data are
    and is written as a warning.
    """

    treatment_title: str
    events_title: str
    bars: tuple[TreatmentBar, ...] = ()
    cycles: tuple[CycleMark, ...] = ()
    events: tuple[EventMark, ...] = ()
    treatment_note: str = ""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """The worst grade of one symptom in one week, or why there is none. `value` is its text in the
    read-out and the table, as `≈ 2`, `2 ✓` or `sans réponse`; `spoken` what a screen reader says.
    `word` stands in a cell that has an answer and no grade, as `oui`.
    """

    grade: int | NoGrade
    value: str
    is_confirmed: bool = False
    spoken: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One symptom: a cell a week, and its last value with the change since the week before.

    `is_strong` rows have a bold label: they are in the open alert. `sentence` is the whole row for
    a screen reader.
    """

    key: str
    name: str
    cells: tuple[HeatCell, ...]
    last: str
    change: Change
    change_text: str
    sentence: str
    is_strong: bool = False
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class CourseLook:
    """Lanes and heat map on one time axis, with the words around them.

    `weeks_title` stands before the week labels, `end_title` over the last values,
    `missing_legend` beside a hatched square, `pin_hint` in the tooltip of a pin. `empty_text` is
    shown where there is no row, `description` is the accessible name.
    """

    axis: TimeAxis
    lanes: LanesLook
    rows: tuple[HeatRow, ...]
    weeks_title: str
    end_title: str
    missing_legend: str
    symptom_title: str = ""
    pin_hint: str = ""
    empty_text: str = ""
    description: str = ""
