"""The statistics of a centre, masked as they leave the service (screens.md 3.7, decision 35).

Closed months only. What stands here is all that a role may know: no exact number is behind a mark,
and no figure leads to a patient. Who shows, copies or exports it changes nothing and computes
nothing from it, because that is what the masks are computed for.

Refusals: `invalid_body` (422) with the reason `not_offered` for a period that is not in `offered`.
"""

from datetime import date
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from services.contract.base import Reply
from services.contract.enums import AlertLevel, MeasureCode
from services.contract.statistics_enums import (
    Breakdown,
    Comparison,
    FigureState,
    FigureUnit,
    Measure,
)

PERIODS: Final = (3, 6, 12)
"""Lengths that can be asked for, in closed months."""
TREND_POINTS: Final = 12
NOT_OFFERED: Final = "not_offered"

Month = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
"""A calendar month of the centre's zone, such as `2025-10`."""


class Figure(Reply):
    """One place of the page: a number, the mark, or why there is neither."""

    state: FigureState
    value: int | None = None

    @model_validator(mode="after")
    def _value_only_when_known(self) -> Self:
        if (self.state is FigureState.KNOWN) != (self.value is not None):
            raise ValueError("a figure has a value when it is known, and only then")
        return self


class Months(Reply):
    """Whole months, the first and the last included."""

    first: Month
    last: Month


class Choices(Reply):
    """What is shown; `compared` is None without a comparison, or where those months are not there.

    The one line that is copied and printed is worded from this.
    """

    months: int
    period: Months
    by: Breakdown
    comparison: Comparison
    compared: Months | None


class Offered(Reply):
    """What may be asked for now; `periods` is empty until three months are closed."""

    periods: list[int]
    comparisons: list[Comparison]
    """Those for which, with the period that is shown, every month is there."""


class TrendPoint(Reply):
    """One closed month of a tile."""

    month: Month
    figure: Figure


class Tile(Reply):
    """One figure with its change; oldest month of the trend first.

    `compared` is the figure of the other period and `change` what it differs by, in the same unit
    (points for percentages), of the rounded figures: it tells no more than both do. `target` is
    what the centre aims at.
    """

    measure: Measure
    unit: FigureUnit
    figure: Figure
    compared: Figure
    change: Figure
    target: int | None = None
    trend: list[TrendPoint]


class LevelCount(Reply):
    """Alerts of one level."""

    level: AlertLevel
    figure: Figure


class AlertMonth(Reply):
    """Clinical alerts of a month, worst level first, and all of them."""

    month: Month
    levels: list[LevelCount]
    total: Figure


class LevelTimes(Reply):
    """How long alerts of a level waited, in opening minutes: median and 90th percentile.

    Until somebody answered for them, and until they were closed. `target_minutes` was in force for
    the first at the end of the period.
    """

    level: AlertLevel
    median: Figure
    ninetieth: Figure
    target_minutes: int
    closing_median: Figure
    closing_ninetieth: Figure


class RateMonth(Reply):
    """The answer rate of a month and, under it, of the month that it is compared with."""

    month: Month
    figure: Figure
    before: Figure


class SymptomShare(Reply):
    """Questionnaires in which a symptom was graded, and how many of them (%) from 2 and from 3 on.

    `item` is a symptom of the questionnaire (`resources.symptoms`).
    """

    item: str
    graded: Figure
    from_2: Figure
    from_3: Figure


class BreakdownRow(Reply):
    """One row of the table.

    `key` is the id of a unit, a `TumourSite` or a `TreatmentClass`; None in the row of all.
    `label` is the name of a unit, which has no other wording.
    """

    key: str | None
    label: str | None
    patients: Figure
    answer_rate: Figure
    alerts_per_hundred: Figure
    critical: Figure
    median_minutes: Figure
    within_target: Figure
    escalations: Figure


class OutcomeCount(Reply):
    """Closed alerts with this coded action among what was done; one alert may have several."""

    code: MeasureCode
    figure: Figure


class FlowMonth(Reply):
    """Patients whose follow-up began, and ended, in a month, and those followed at its end."""

    month: Month
    enrolled: Figure
    archived: Figure
    monitored: Figure


class SilenceMonth(Reply):
    """Patients with an alert of non-response in a month, and questionnaires without an answer."""

    month: Month
    patients: Figure
    unanswered: Figure


class WorkCell(Reply):
    """Acts of the team in one hour of a weekday (1 is Monday), pooled over the period."""

    weekday: Annotated[int, Field(ge=1, le=7)]
    hour: Annotated[int, Field(ge=0, le=23)]
    acts: Figure


class Definition(Reply):
    """Which wording belongs to a measure, and since when it is defined so.

    The words (name, formula, source, exclusions) are those of `measures.ftl`, in both languages.
    """

    measure: Measure
    unit: FigureUnit
    version: int
    changed_on: date


class Statistics(Reply):
    """The whole page; every part is there whatever its figures say, months oldest first.

    `choices` None: fewer than three months are closed, and every part is empty. `closed_through`
    and `closed_at` are the stamp of the data: the last closed month, and when it was closed.
    `workload` is None for a role that may not see it, and `rows` without the row of all.
    """

    centre_id: UUID
    closed_through: Month | None
    closed_at: AwareDatetime | None
    threshold: int
    """The number of patients below which nothing is shown."""
    offered: Offered
    choices: Choices | None
    tiles: list[Tile]
    alerts: list[AlertMonth]
    response: list[LevelTimes]
    answer_rate: list[RateMonth]
    answer_rate_reference: int
    """The line that is drawn beside the rate, in percent."""
    symptoms: list[SymptomShare]
    """Highest share first, then by item; what is masked comes last, by item."""
    rows: list[BreakdownRow]
    """In the order of their labels or words, so that the order of masked rows tells nothing."""
    total: BreakdownRow | None
    questionnaires: Figure
    followed: Figure
    """Distinct patients who were followed on a day of the period."""
    outcomes: list[OutcomeCount]
    flow: list[FlowMonth]
    silence: list[SilenceMonth]
    workload: list[WorkCell] | None
    foreground_seconds: Figure
    """Median time for which an alert that was closed had been in the foreground of nurses."""
    definitions: list[Definition]
