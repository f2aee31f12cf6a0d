"""Twelve closed months of a centre as a manager reads them: the figures of `statistics.png`."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID, uuid5

from services.contract.enums import AlertLevel, MeasureCode
from services.contract.statistics import (
    PERIODS,
    AlertMonth,
    BreakdownRow,
    Choices,
    Definition,
    Figure,
    FlowMonth,
    LevelCount,
    LevelTimes,
    Months,
    Offered,
    OutcomeCount,
    RateMonth,
    SilenceMonth,
    Statistics,
    SymptomShare,
    Tile,
    TrendPoint,
    WorkCell,
)
from services.contract.statistics_enums import (
    Breakdown,
    Comparison,
    FigureState,
    FigureUnit,
    Measure,
)

MASKED: Final = Figure(state=FigureState.MASKED)
_SPACE: Final = UUID(int=0x57A7)
_MONTHS: Final = ("2024-11", "2024-12", *(f"2025-{month:02d}" for month in range(1, 11)))
_TOTALS: Final = (523, 525, 523, 510, 505, 533, 497, 483, 474, 480, 449, 431)
_RATES: Final = (82, 83, 84, 84, 85, 86, 84, 86, 87, 88, 87, 87)
_BEFORE: Final = (80, 81, 80, 82, 81, 82, 83, 82, 84, 83, 84, 84)
_MONITORED: Final = (374, 378, 381, 384, 388, 390, 393, 397, 401, 404, 408, 412)
_Cells = tuple[int | None, ...]


def known(value: int) -> Figure:
    """A number that is shown."""
    return Figure(state=FigureState.KNOWN, value=value)


def figure(value: int | None) -> Figure:
    """A number, or the mark for None."""
    return MASKED if value is None else known(value)


def statistics(by: Breakdown = Breakdown.UNIT) -> Statistics:
    """The page of the picture, by unit unless another breakdown is asked for."""
    return Statistics(
        centre_id=uuid5(_SPACE, "centre"),
        closed_through="2025-10",
        closed_at=datetime(2025, 11, 1, 5, 2, tzinfo=UTC),
        threshold=11,
        offered=Offered(periods=list(PERIODS), comparisons=list(Comparison)),
        choices=Choices(
            months=12,
            period=Months(first="2024-11", last="2025-10"),
            by=by,
            comparison=Comparison.PREVIOUS,
            compared=Months(first="2023-11", last="2024-10"),
        ),
        tiles=list(_tiles()),
        alerts=[_alerts(month, total) for month, total in zip(_MONTHS, _TOTALS, strict=True)],
        response=list(_response()),
        answer_rate=[
            RateMonth(month=month, figure=known(now), before=known(before))
            for month, now, before in zip(_MONTHS, _RATES, _BEFORE, strict=True)
        ],
        answer_rate_reference=75,
        symptoms=list(_symptoms()),
        rows=list(_rows(by)),
        total=_row(None, None, (823, 87, 35, 453, 130, 91, 361)),
        questionnaires=known(16_950),
        followed=known(823),
        outcomes=[OutcomeCount(code=code, figure=known(n)) for code, n in _OUTCOMES.items()],
        flow=[
            FlowMonth(month=month, enrolled=known(31), archived=known(28), monitored=known(there))
            for month, there in zip(_MONTHS, _MONITORED, strict=True)
        ],
        silence=[
            SilenceMonth(month=month, patients=figure(patients), unanswered=known(210 - patients))
            for month, patients in zip(_MONTHS, range(42, 30, -1), strict=True)
        ],
        workload=list(_workload()),
        foreground_seconds=Figure(state=FigureState.KNOWN, value=142),
        definitions=[
            Definition(measure=each, unit=unit, version=1, changed_on=date(2025, 11, 1))
            for each, unit in _UNITS.items()
        ],
    )


def nothing_closed() -> Statistics:
    """A centre that began this month."""
    absent = Figure(state=FigureState.NOT_CLOSED)
    return statistics().model_copy(
        update={
            "closed_through": None,
            "closed_at": None,
            "offered": Offered(periods=[], comparisons=[]),
            "choices": None,
            "total": None,
            "workload": None,
            "questionnaires": absent,
            "followed": absent,
        }
        | {part: [] for part in _LISTS}
    )


_LISTS: Final = (
    "tiles",
    "alerts",
    "response",
    "answer_rate",
    "symptoms",
    "rows",
    "outcomes",
    "flow",
    "silence",
)
_UNITS: Final = {
    Measure.MONITORED: FigureUnit.PATIENTS,
    Measure.ANSWER_RATE: FigureUnit.PERCENT,
    Measure.ALERTS_PER_HUNDRED: FigureUnit.PER_HUNDRED,
    Measure.ALERTS_WITHOUT_INFO_PER_HUNDRED: FigureUnit.PER_HUNDRED,
    Measure.RESPONSE_TIME: FigureUnit.OPENING_MINUTES,
    Measure.WITHIN_TARGET: FigureUnit.PERCENT,
    Measure.WITH_ACTION: FigureUnit.PERCENT,
}
_OUTCOMES: Final = {
    MeasureCode.ADVICE_BY_PHONE: 1_904,
    MeasureCode.WATCH_NEXT_SURVEY: 1_630,
    MeasureCode.SYMPTOMATIC_TREATMENT: 742,
    MeasureCode.CONSULTATION_PLANNED: 388,
    MeasureCode.NOT_RELEVANT: 871,
    MeasureCode.EMERGENCY: 64,
    MeasureCode.HOSPITALISATION: 41,
}


def _tiles() -> Iterable[Tile]:
    yield _tile(Measure.MONITORED, 412, 374, _MONITORED)
    yield _tile(Measure.ANSWER_RATE, 87, 84, _RATES)
    yield _tile(
        Measure.ALERTS_PER_HUNDRED, 35, 39, (39, 38, 39, 37, 36, 38, 36, 36, 35, 35, 34, 35)
    )
    yield _tile(
        Measure.ALERTS_WITHOUT_INFO_PER_HUNDRED,
        26,
        29,
        (29, 28, 29, 28, 27, 28, 27, 27, 26, 26, 26, 26),
    )
    yield _tile(
        Measure.RESPONSE_TIME,
        130,
        148,
        (148, 146, 144, 145, 140, 141, 138, 139, 134, 133, 131, 130),
    )
    yield _tile(
        Measure.WITHIN_TARGET, 91, 89, (89, 89, 90, 89, 90, 90, 91, 90, 91, 92, 91, 91), target=90
    )
    yield _tile(Measure.WITH_ACTION, 58, 58, (57, 58, 59, 58, 57, 59, 58, 58, 60, 59, None, 58))


def _tile(
    measure: Measure, now: int, before: int, trend: _Cells, target: int | None = None
) -> Tile:
    return Tile(
        measure=measure,
        unit=_UNITS[measure],
        figure=known(now),
        compared=known(before),
        change=known(now - before),
        target=target,
        trend=[
            TrendPoint(month=month, figure=figure(value))
            for month, value in zip(_MONTHS, trend, strict=True)
        ],
    )


def _alerts(month: str, total: int) -> AlertMonth:
    critical, high = total * 8 // 100, total * 24 // 100
    moderate = total * 45 // 100
    counts = (critical, high, moderate, total - critical - high - moderate)
    return AlertMonth(
        month=month,
        levels=[
            LevelCount(level=level, figure=known(count))
            for level, count in zip(AlertLevel, counts, strict=True)
        ],
        total=known(total),
    )


def _response() -> Iterable[LevelTimes]:
    times = ((36, 110, 120), (78, 320, 360), (156, 450, 480), (372, 1_320, 1_440))
    for level, (median, ninetieth, target) in zip(AlertLevel, times, strict=True):
        yield LevelTimes(
            level=level,
            median=known(median),
            ninetieth=known(ninetieth),
            target_minutes=target,
            closing_median=known(median * 4),
            closing_ninetieth=known(ninetieth * 4),
        )


def _symptoms() -> Iterable[SymptomShare]:
    shares = {
        "fatigue": (34, 9),
        "pain": (21, 6),
        "numbness": (17, 3),
        "appetite_loss": (14, 3),
        "insomnia": (13, 2),
        "nausea": (11, 2),
        "diarrhoea": (9, 3),
        "dyspnoea": (7, 2),
    }
    for item, (from_2, from_3) in shares.items():
        yield SymptomShare(
            item=item, graded=known(16_900), from_2=known(from_2), from_3=known(from_3)
        )
    yield SymptomShare(item="mouth_sores", graded=known(16_900), from_2=known(3), from_3=MASKED)
    yield SymptomShare(item="hand_foot_syndrome", graded=MASKED, from_2=MASKED, from_3=MASKED)


def _rows(by: Breakdown) -> Iterable[BreakdownRow]:
    names = {
        Breakdown.UNIT: ("Sénologie", "Digestif", "Thorax", "Urologie", "Onco-dermatologie"),
        Breakdown.TUMOUR_SITE: ("breast", "digestive", "thorax", "urology", "skin"),
        Breakdown.TREATMENT_CLASS: (
            "chemotherapy",
            "targeted",
            "immunotherapy",
            "hormone_therapy",
            "combination",
        ),
    }[by]
    rows: Iterable[_Cells] = (
        (298, 89, 33, 141, 110, 94, 126),
        (243, 88, 38, 152, 125, 92, 118),
        (149, 84, 39, 117, 145, 89, 81),
        (102, 86, 31, None, 160, None, None),
        (31, 81, 28, None, 175, None, None),
    )
    found = []
    for name, cells in zip(names, rows, strict=True):
        is_unit = by is Breakdown.UNIT
        key = str(uuid5(_SPACE, name)) if is_unit else name
        found.append(_row(key, name if is_unit else None, cells))
    return sorted(found, key=lambda row: row.label or row.key or "")


def _row(key: str | None, label: str | None, cells: _Cells) -> BreakdownRow:
    patients, rate, alerts, critical, median, target, escalations = map(figure, cells)
    return BreakdownRow(
        key=key,
        label=label,
        patients=patients,
        answer_rate=rate,
        alerts_per_hundred=alerts,
        critical=critical,
        median_minutes=median,
        within_target=target,
        escalations=escalations,
    )


def _workload() -> Iterable[WorkCell]:
    for weekday in range(1, 6):
        for hour in range(8, 18):
            acts = 40 + 12 * (hour in (9, 10, 14)) + 6 * (weekday == 1)
            yield WorkCell(
                weekday=weekday,
                hour=hour,
                acts=MASKED if hour == 17 and weekday == 5 else known(acts),
            )
