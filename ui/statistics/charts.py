"""The page of statistics as its charts show it."""

from __future__ import annotations

from resources.figures import day_of, opening_time
from resources.wording import Wording
from services.contract.statistics import AlertMonth, LevelTimes, Statistics, SymptomShare
from services.contract.statistics import RateMonth as RateRow
from services.contract.statistics_enums import FigureUnit
from ui.statistics.words import told
from widgets.rate_lines import RateLook, RateMonth
from widgets.share_bars import ShareLook, ShareRow
from widgets.stacked_months import StackedLook, StackedMonth
from widgets.time_ranges import TimeRange, TimeRangesLook


def alerts_look(w: Wording, page: Statistics) -> StackedLook:
    """Alerts by level and month."""
    levels = [count.level for count in page.alerts[0].levels] if page.alerts else []
    return StackedLook(
        tuple((level.value, w.text(f"word-level-{level.value}")) for level in levels),
        tuple(_stacked(w, month) for month in page.alerts),
    )


def response_look(w: Wording, page: Statistics) -> TimeRangesLook:
    """How long alerts waited, by level."""
    legend = (
        w.text("statistics-response-median"),
        w.text("statistics-response-ninetieth"),
        w.text("statistics-response-target"),
    )
    rows = tuple(_times(w, each) for each in page.response)
    return TimeRangesLook(rows, legend, w.text("statistics-response-hour"))


def rate_look(w: Wording, page: Statistics) -> RateLook:
    """The answer rate by month."""
    percent = f"{w.integer(page.answer_rate_reference)}\u00a0%"
    return RateLook(
        tuple(_rate(w, each) for each in page.answer_rate),
        page.answer_rate_reference,
        w.text("statistics-rate-reference", percent=percent),
        w.text("statistics-rate-before"),
    )


def symptoms_look(w: Wording, page: Statistics) -> ShareLook:
    """Symptoms from grade 2 on, with the share from 3 on."""
    return ShareLook(
        tuple(_symptom(w, each) for each in page.symptoms),
        (w.text("statistics-symptoms-two"), w.text("statistics-symptoms-three")),
        w.text("statistics-symptoms-before"),
        w.text("statistics-symptoms-after"),
        is_graded=True,
    )


def outcomes_look(w: Wording, page: Statistics) -> ShareLook:
    """What was done about closed alerts."""
    rows = []
    for each in page.outcomes:
        name = w.text(f"word-measure-{each.code.value}")
        count = told(w, each.figure, FigureUnit.EVENTS)
        sentence = w.text("statistics-choice", name=name, value=count.spoken)
        rows.append(ShareRow(name, count, sentence))
    return ShareLook(tuple(rows))


def _stacked(w: Wording, month: AlertMonth) -> StackedMonth:
    counts = [told(w, count.figure, FigureUnit.EVENTS) for count in month.levels]
    total = told(w, month.total, FigureUnit.EVENTS)
    levels = ", ".join(
        w.text("statistics-pair", name=w.text(f"word-level-{count.level.value}"), value=text.spoken)
        for count, text in zip(month.levels, counts, strict=True)
    )
    day = day_of(month.month)
    sentence = w.text(
        "statistics-alerts-sentence", month=w.month(day), total=total.spoken, levels=levels
    )
    return StackedMonth(w.month_name(day), tuple(counts), total, sentence)


def _times(w: Wording, each: LevelTimes) -> TimeRange:
    word = w.text(f"word-level-{each.level.value}")
    median = told(w, each.median, FigureUnit.OPENING_MINUTES)
    ninetieth = told(w, each.ninetieth, FigureUnit.OPENING_MINUTES)
    sentence = w.text(
        "statistics-response-sentence",
        level=word,
        median=median.spoken,
        ninetieth=ninetieth.spoken,
        target=opening_time(w, each.target_minutes),
    )
    return TimeRange(each.level.value, word, median, ninetieth, each.target_minutes, sentence)


def _rate(w: Wording, each: RateRow) -> RateMonth:
    day = day_of(each.month)
    now = told(w, each.figure, FigureUnit.PERCENT)
    before = told(w, each.before, FigureUnit.PERCENT)
    sentence = w.text(
        "statistics-rate-sentence", month=w.month(day), now=now.spoken, before=before.spoken
    )
    return RateMonth(w.month(day), now, before, sentence)


def _symptom(w: Wording, each: SymptomShare) -> ShareRow:
    name, short = w.text(f"symptom-{each.item}"), w.text(f"symptom-{each.item}-short")
    two = told(w, each.from_2, FigureUnit.PERCENT)
    three = told(w, each.from_3, FigureUnit.PERCENT)
    sentence = w.text(
        "statistics-symptoms-sentence", symptom=name, two=two.spoken, three=three.spoken
    )
    return ShareRow(short, two, sentence, three)
