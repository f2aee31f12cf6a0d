"""The first page: the summary in words, and its pictures."""

from typing import Any, Final

from reports.pdf.buckets import step_of
from reports.pdf.course import Course
from reports.pdf.measures import MeasureChart
from reports.said.rows import rows_of
from reports.said.summary import summary_words
from reports.voice import several
from resources.symptoms import TEMPERATURE, WEIGHT
from resources.wording import Wording
from services.contract.reports import Report, ReportSummary

Data = dict[str, Any]
_LEAST: Final = {WEIGHT: 4.0, TEMPERATURE: 2.0}
"""The smallest span of an axis, in kg and in °C."""


def summary_data(wording: Wording, report: Report, pictures: dict[str, str]) -> Data:
    """What the first page says; its pictures are put among the others by their names."""
    said, summary = summary_words(wording, report), report.summary
    if said["course"] is not None:
        rows, _ = rows_of(wording, summary.symptoms)
        pictures["course.svg"] = Course(wording, summary, rows).drawn()
    for each in said["measures"]:
        item = each.pop("item")
        each["picture"] = f"{item}.svg"
        pictures[each["picture"]] = _drawn(wording, report, item)
    return said | {"legend": _legend(wording, summary)}


def _drawn(wording: Wording, report: Report, item: str) -> str:
    period, summary = (report.period.first, report.period.last), report.summary
    series = summary.weights if item == WEIGHT else summary.temperatures
    chart = MeasureChart(wording, period, series)
    return chart.drawn(wording.decimal, _LEAST[item], has_fever_line=item == TEMPERATURE)


def _legend(wording: Wording, summary: ReportSummary) -> str:
    step = step_of(len(summary.weeks))
    scale = wording.text("report-scale")
    return several((scale, "" if step == 1 else wording.text("report-step", weeks=step)))
