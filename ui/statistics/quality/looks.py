"""The checks of a page in words, tables and a chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from resources.catalogue import NO_BREAK
from resources.figures import day_of, stamp
from resources.wording import Wording
from services.contract.quality import CheckedShare, DataQuality
from services.contract.quality_enums import QualityCheck, QualityDimension
from services.contract.statistics import Figure
from services.contract.statistics_enums import FigureState, FigureUnit
from ui.statistics.words import told
from widgets.figure_table import FigureRow, FigureTableLook
from widgets.figure_text import NOTHING, FigureText
from widgets.rate_lines import RateLook, RateMonth

_COLUMNS: Final = ("check", "share", "aim", "result", "failed", "whole")
_SHARE_COLUMN: Final = 0
_PERCENT: Final = FigureUnit.PERCENT


def checks_table(
    w: Wording, title: str, dimension: QualityDimension, checks: Sequence[CheckedShare]
) -> FigureTableLook:
    """Those of all checks that belong to one dimension; the columns are those of all."""
    rows = {each.check: _row(w, each) for each in checks}
    own = tuple(rows[each.check] for each in checks if each.dimension is dimension)
    headers = tuple(w.text(f"quality-column-{name}") for name in _COLUMNS)
    return FigureTableLook(title, headers, own, bar=_SHARE_COLUMN, beside=tuple(rows.values()))


def causes_table(w: Wording, check: CheckedShare) -> FigureTableLook:
    """Why what failed did not pass."""
    rows = tuple(
        FigureRow(w.text(f"quality-cause-{each.cause.value}"), (told(w, each.count, check.unit),))
        for each in check.causes
    )
    headers = (w.text("quality-column-cause"), w.text("quality-column-failed"))
    return FigureTableLook(w.text("quality-causes"), headers, rows)


def trend_look(w: Wording, check: CheckedShare) -> RateLook:
    """The share of each month, with the one aimed at."""
    months = []
    for point in check.trend:
        day, share = day_of(point.month), told(w, point.figure, _PERCENT)
        sentence = w.text("statistics-choice", name=w.month(day), value=share.spoken)
        months.append(RateMonth(w.month(day), share, NOTHING, sentence))
    return RateLook(tuple(months), check.least, w.text("quality-aim", share=_percent(w, check)))


def trend_table(w: Wording, check: CheckedShare) -> FigureTableLook:
    """The same in numbers."""
    rows = tuple(
        FigureRow(w.month(day_of(each.month)), (told(w, each.figure, _PERCENT),))
        for each in check.trend
    )
    headers = (w.text("statistics-month"), w.text("quality-column-share"))
    return FigureTableLook(w.text("quality-trend"), headers, rows)


def name_of(w: Wording, check: CheckedShare) -> str:
    """What passes a check."""
    return w.text(f"quality-{check.check.value}-name")


def result(w: Wording, check: CheckedShare) -> FigureText:
    """Whether the share is reached; of a masked one nobody may know."""
    value = check.share.value
    if check.share.state is FigureState.MASKED:
        return told(w, check.share, _PERCENT)
    if value is None:
        return NOTHING
    text = w.text("quality-met" if value >= check.least else "quality-not-met")
    return FigureText(text, text, value)


def counted(w: Wording, page: DataQuality, check: CheckedShare) -> str:
    """What a check counts."""
    if check.unit is FigureUnit.PATIENTS and page.period is not None:
        return w.text("quality-of-patients", month=w.month(day_of(page.period.last)))
    is_of_weeks = check.check is QualityCheck.ANSWERED
    return w.text("quality-of-weeks" if is_of_weeks else "quality-of-events")


def summary(w: Wording, page: DataQuality) -> str:
    """Over which months, and as of when; empty before any are closed."""
    if page.period is None or page.months is None:
        return ""
    first, last = (w.month(day_of(month)) for month in (page.period.first, page.period.last))
    period = w.text("statistics-summary-period", months=page.months, first=first, last=last)
    return f"{period} · {stamp(w, page)}"


def first_to_look_at(checks: Sequence[CheckedShare]) -> CheckedShare | None:
    """The first that is known not to reach its share, else the first."""
    for each in checks:
        if each.share.value is not None and each.share.value < each.least:
            return each
    return checks[0] if checks else None


def _row(w: Wording, check: CheckedShare) -> FigureRow:
    cells = (
        told(w, check.share, _PERCENT),
        _aim(w, check),
        result(w, check),
        told(w, check.failed, check.unit),
        told(w, check.whole, check.unit),
    )
    return FigureRow(name_of(w, check), cells)


def _aim(w: Wording, check: CheckedShare) -> FigureText:
    share = _percent(w, check)
    return FigureText(share, w.text("quality-aim", share=share), check.least)


def _percent(w: Wording, check: CheckedShare) -> str:
    least = told(w, Figure(state=FigureState.KNOWN, value=check.least), _PERCENT)
    return f"≥{NO_BREAK}{least.shown}"
