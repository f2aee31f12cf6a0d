"""The page of a closed month: which key stands in which place. Nothing is computed here but the
difference of two figures that are shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.contract.enums import AlertLevel
from services.contract.statistics import (
    TREND_POINTS,
    AlertMonth,
    Figure,
    FlowMonth,
    LevelCount,
    LevelTimes,
    RateMonth,
    SilenceMonth,
    Tile,
    TrendPoint,
)
from services.contract.statistics_enums import Measure
from services.statistics.building import key
from services.statistics.counted import LOOKS, MONITORED
from services.statistics.cubes import period_name
from services.statistics.measures import UNITS, WITHIN_TARGET
from services.statistics.months import months_until, named
from services.statistics.readable import NO_COMPARISON, NOT_RECORDED, Readable, change

_TILES: Final = {
    Measure.MONITORED: MONITORED,
    Measure.ANSWER_RATE: "answer_rate",
    Measure.ALERTS_PER_HUNDRED: "alerts_per_hundred",
    Measure.ALERTS_WITHOUT_INFO_PER_HUNDRED: "alerts_without_info_per_hundred",
    Measure.RESPONSE_TIME: "response/median",
    Measure.WITHIN_TARGET: "within_target",
    Measure.WITH_ACTION: "with_action",
}
_TARGETS: Final = {Measure.WITHIN_TARGET: WITHIN_TARGET}


@dataclass(frozen=True)
class Side:
    """A period that can be read: its last month, its length, and what that month made available."""

    last: date
    length: int
    read: Readable

    @property
    def months(self) -> list[date]:
        """Its months, oldest first."""
        return months_until(self.last, self.length)

    @property
    def place(self) -> str:
        """How it is named in keys."""
        return period_name(self.last, self.length)

    def of_period(self, name: str) -> Figure:
        """A figure of the whole period."""
        return self.read.figure(key(self.place, name))

    def of_month(self, month: date, name: str) -> Figure:
        """A figure of one of its months."""
        return self.read.figure(key(named(month), name))


def tiles(now: Side, before: Side | None) -> Iterator[Tile]:
    """The tiles, in their order."""
    for measure, name in _TILES.items():
        figure = _of_tile(now, name)
        compared = NO_COMPARISON if before is None else _of_tile(before, name)
        yield Tile(
            measure=measure,
            unit=UNITS[measure],
            figure=figure,
            compared=compared,
            change=change(figure, compared),
            target=_TARGETS.get(measure),
            trend=[
                TrendPoint(month=named(month), figure=now.of_month(month, name))
                for month in months_until(now.last, TREND_POINTS)
            ],
        )


def _of_tile(side: Side, name: str) -> Figure:
    """Who is there at the end is a figure of the last month; all else is of the period."""
    return side.of_month(side.last, name) if name == MONITORED else side.of_period(name)


def alert_months(now: Side) -> Iterator[AlertMonth]:
    """Alerts by level and month."""
    for month in now.months:
        yield AlertMonth(
            month=named(month),
            levels=[
                LevelCount(level=level, figure=now.of_month(month, f"alerts/{level.value}"))
                for level in AlertLevel
            ],
            total=now.of_month(month, "alerts"),
        )


def level_times(now: Side) -> Iterator[LevelTimes]:
    """Response and closing times by level, with the targets in force at the end of the period."""
    for level in AlertLevel:
        waits, closings = f"waits/{level.value}", f"closings/{level.value}"
        yield LevelTimes(
            level=level,
            median=now.of_period(f"{waits}/median"),
            ninetieth=now.of_period(f"{waits}/ninetieth"),
            target_minutes=now.read.targets[level.value],
            closing_median=now.of_period(f"{closings}/median"),
            closing_ninetieth=now.of_period(f"{closings}/ninetieth"),
        )


def rate_months(now: Side, before: Side | None) -> Iterator[RateMonth]:
    """The answer rate of each month, and of the one in its place in the other period."""
    others: Sequence[date | None] = [None] * now.length if before is None else before.months
    for month, other in zip(now.months, others, strict=True):
        compared = NO_COMPARISON
        if before is not None and other is not None:
            compared = before.of_month(other, "answer_rate")
        yield RateMonth(
            month=named(month), figure=now.of_month(month, "answer_rate"), before=compared
        )


def foreground(now: Side) -> Figure:
    """The median time of nurses for an alert; closings of before it was kept know of none."""
    name = f"{LOOKS}/median"
    return now.of_period(name) if now.read.has(key(now.place, name)) else NOT_RECORDED


def flow_months(now: Side) -> Iterator[FlowMonth]:
    """Who came, who left, and who is there."""
    for month in now.months:
        yield FlowMonth(
            month=named(month),
            enrolled=now.of_month(month, "enrolled"),
            archived=now.of_month(month, "archived"),
            monitored=now.of_month(month, MONITORED),
        )


def silence_months(now: Side) -> Iterator[SilenceMonth]:
    """Who fell silent, and what was not answered."""
    for month in now.months:
        yield SilenceMonth(
            month=named(month),
            patients=now.of_month(month, "silent"),
            unanswered=now.of_month(month, "unanswered"),
        )
