"""The summary of a report in words: what an oncologist reads in twenty seconds."""

from typing import Any, Final

from reports.said.actions import alert_data
from reports.said.rows import Rest, Row, rows_of
from reports.svg import shorten
from reports.voice import line_name, several
from resources import words
from resources.symptoms import ECOG, TEMPERATURE, WEIGHT
from resources.wording import Wording
from services.contract.enums import AlertKind, AlertLevel
from services.contract.patient_file import FileEvent, Measurement
from services.contract.report_content import ReportAlert
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report, ReportSummary

Data = dict[str, Any]
_MOST_OPEN: Final = 5
_MOST_CLOSED: Final = 4
_MOST_EVENTS: Final = 5
_LONGEST_LABEL: Final = 28


def summary_words(wording: Wording, report: Report) -> Data:
    """All that it says, its pictures too."""
    summary = report.summary
    rows, rest = rows_of(wording, summary.symptoms)
    is_open = sorted((each for each in report.alerts if each.is_open), key=_rank)
    closed = [each for each in report.alerts if not each.is_open]
    # What is open pushes what is closed off the page, never itself.
    room = max(0, _MOST_CLOSED - max(0, len(is_open) - 1))
    has_course = bool(summary.weeks and summary.symptoms)
    return {
        "facts": _facts(wording, report, is_open, closed),
        "course": _course_alt(wording, summary, rows) if has_course else None,
        "rest": _rest(wording, summary, rest),
        "measures": _measures(wording, summary),
        "has_alerts": ReportBlock.ACTIONS in report.blocks,
        "open": [alert_data(wording, each) for each in is_open[:_MOST_OPEN]],
        "closed": [alert_data(wording, each) for each in closed[:room]],
        "more": max(0, len(is_open) - _MOST_OPEN) + max(0, len(closed) - room),
    }


def _rank(alert: ReportAlert) -> tuple[bool, int]:
    """The worst first, before them what nobody could judge; the newest of each."""
    is_technical = alert.kind is AlertKind.TECHNICAL
    return not is_technical, list(AlertLevel).index(alert.level)


def _facts(
    wording: Wording, report: Report, is_open: list[ReportAlert], closed: list[ReportAlert]
) -> list[Data]:
    follow = report.summary.follow_up
    found = []
    if ReportBlock.ACTIONS in report.blocks:
        found.append(_open_fact(wording, is_open, closed))
    rate = round(100 * follow.answered_weeks / follow.weeks) if follow.weeks else None
    found.append(
        {
            "label": wording.text("report-fact-answers"),
            "value": "–"
            if rate is None
            else wording.text("report-of", some=follow.answered_weeks, all=follow.weeks),
            "more": "" if rate is None else words.percent(wording, rate),
            "level": None,
        }
    )
    found.append(_measured(wording, WEIGHT, report.summary.weights))
    if report.summary.ecog or not report.summary.temperatures:
        found.append(_measured(wording, ECOG, report.summary.ecog))
    else:
        found.append(_measured(wording, TEMPERATURE, report.summary.temperatures))
    return found


def _open_fact(wording: Wording, is_open: list[ReportAlert], closed: list[ReportAlert]) -> Data:
    worst = next(iter(is_open), None)
    shown = None if worst is None else alert_data(wording, worst)
    return {
        "label": wording.text("report-fact-alerts"),
        "value": str(len(is_open)) if shown is None else f"{len(is_open)} {shown['level_words']}",
        "more": wording.text("report-closed-count", count=len(closed)),
        "level": None if shown is None else shown["level"],
    }


def _measured(wording: Wording, item: str, series: tuple[Measurement, ...]) -> Data:
    said: Data = {"label": words.symptom(wording, item), "value": "–", "more": "", "level": None}
    if not series:
        return said | {"more": wording.text("report-not-measured")}
    last, first = series[-1], series[0]
    digits = 0 if item == ECOG else 1
    key = f"file-measure-{item}"
    said["value"] = wording.text(key, value=wording.decimal(last.value, digits))
    said["more"] = wording.date(last.on)
    if item == WEIGHT and first.on != last.on:
        change = last.value - first.value
        sign = "+" if change > 0 else ""
        said["more"] = wording.text(
            "report-change-since",
            change=wording.text(key, value=sign + wording.decimal(change)),
            since=wording.date(first.on),
        )
    return said


def _course_alt(wording: Wording, summary: ReportSummary, rows: list[Row]) -> str:
    """The picture in words, for whoever hears the page."""
    last = "; ".join(" ".join(filter(None, (row.name, row.last, row.change))) for row in rows)
    return wording.text("report-course-alt", weeks=len(summary.weeks), last=last or "–")


def _lines(wording: Wording, summary: ReportSummary) -> list[str]:
    found = []
    for line in summary.lines:
        name, since = line_name(wording, line), wording.date(line.started_on)
        if line.withdrawn_at is not None:
            continue
        if line.ended_on is None:
            found.append(wording.text("file-line-since", line=name, since=since))
        else:
            until = wording.date(line.ended_on)
            found.append(wording.text("file-line-until", line=name, since=since, until=until))
    return found


def _events(wording: Wording, summary: ReportSummary) -> list[str]:
    """The last ones of the record, which the picture has no room to name in full."""
    of_record = [each for each in summary.events if each.event is not None]
    last = sorted(of_record, key=lambda each: each.on)[-_MOST_EVENTS:]
    cut = ["…"] if len(of_record) > len(last) else []
    return [*cut, *(_event(wording, each) for each in last)]


def _event(wording: Wording, event: FileEvent) -> str:
    kind = wording.text(f"word-event-{event.event}")
    named = kind if event.label is None else f"{kind} ({shorten(event.label, _LONGEST_LABEL)})"
    return f"{event.known or wording.date(event.on)} {named}"


def _rest(wording: Wording, summary: ReportSummary, rest: Rest) -> list[list[str]]:
    lists = (
        ("report-lines", _lines(wording, summary)),
        ("file-lane-events", _events(wording, summary)),
        ("report-also", rest.also_there),
        ("report-never", rest.never_there),
        ("report-list-not_answered", rest.unanswered),
    )
    return [[wording.text(key), several(names)] for key, names in lists if names]


def _measures(wording: Wording, summary: ReportSummary) -> list[Data]:
    """Each curve that there is: what it shows, and its content for whoever hears the page."""
    found = []
    for item, series in ((WEIGHT, summary.weights), (TEMPERATURE, summary.temperatures)):
        if not series:
            continue
        key = f"file-measure-{item}"
        said = {
            name: wording.text(key, value=wording.decimal(value))
            for name, value in (
                ("first", series[0].value),
                ("last", series[-1].value),
                ("least", min(each.value for each in series)),
                ("most", max(each.value for each in series)),
            )
        }
        name = wording.text(f"file-measures-{item}")
        alt = wording.text("report-measure-alt", what=name, count=len(series), **said)
        found.append({"item": item, "name": name, "alt": alt})
    return found
