"""From the series of a file to its lanes and heat map (screens.md 3.3): every word of them."""

from __future__ import annotations

from datetime import date, datetime
from math import inf

from console.models.symptom_course import (
    Gap,
    SymptomCourse,
    WeekValue,
    course,
    first_day,
    in_order,
)
from resources import words
from resources.wording import HYPHEN, NO_BREAK, Wording
from services.contract.enums import ActionKind, EventType, Monitoring
from services.contract.patient_file import FileBlock, FileEvent, PatientSeries
from services.contract.record import RecordedCycle, RecordedLine
from widgets.answer_table import Change
from widgets.course_look import (
    CourseLook,
    CycleMark,
    EventMark,
    HeatCell,
    HeatRow,
    LanesLook,
    TreatmentBar,
)
from widgets.grade_chip import NoGrade
from widgets.time_axis import TimeAxis, Week

_EVENT_ICONS = {
    EventType.EMERGENCY_VISIT: "warning-circle",
    EventType.HOSPITALISATION: "first-aid-kit",
    EventType.CONSULTATION: "user",
    EventType.IMAGING: "presentation-chart",
    EventType.TREATMENT_CHANGE: "drop",
    EventType.TREATMENT_STOP: "prohibit",
    EventType.OTHER: "info",
}
_ACT_ICONS = {
    ActionKind.CALL: "phone-outgoing",
    ActionKind.ESCALATE: "arrow-bend-right-up",
}
_HIGHEST_PAINTED = 4


def time_axis(w: Wording, series: PatientSeries) -> TimeAxis:
    """The weeks of a series; days count from the first day of the first week."""
    return TimeAxis(
        tuple(
            Week(
                start=7.0 * place,
                year=day.year,
                month=day.month,
                day_text=str(day.day),
                month_text=w.day(day),
                full_text=w.date(day),
            )
            for place, day in enumerate(series.weeks)
        )
    )


def day_on(series: PatientSeries, day: date) -> float:
    """A day of the calendar as a day of the axis."""
    return float((day - first_day(series)).days)


def course_look(
    w: Wording, series: PatientSeries, pinned: tuple[str, ...], now: datetime
) -> CourseLook:
    """Lanes and heat map; `pinned` rows come first."""
    columns = in_order(series.symptoms, pinned)
    rows = [course(series, column) for column in columns]
    return CourseLook(
        axis=time_axis(w, series),
        lanes=_lanes(w, series, now),
        rows=tuple(_row(w, each, series.weeks, each.item in pinned) for each in rows),
        weeks_title=w.text("file-weeks"),
        end_title=w.text("file-row-end"),
        missing_legend=w.text("file-missing"),
        symptom_title=w.text("triage-symptom"),
        pin_hint=w.text("file-pin"),
        empty_text=no_survey_yet(w, series),
        description=w.text("file-course", weeks=len(series.weeks)),
    )


def no_survey_yet(w: Wording, series: PatientSeries) -> str:
    """Why there is nothing to draw."""
    if series.follow_up.first_survey_on is not None:
        return w.text("file-no-survey-in-period")
    if series.patient.monitoring is Monitoring.PENDING:
        return w.text("file-no-survey-pending")
    return w.text("file-no-survey")


# Lanes


def _lanes(w: Wording, series: PatientSeries, now: datetime) -> LanesLook:
    today = w.local(now).date()
    cycles = [cycle for line in series.lines for cycle in line.cycles]
    missing = FileBlock.LINES in series.blocks_missing
    return LanesLook(
        treatment_title=w.text("file-lane-treatment"),
        events_title=w.text("file-lane-events"),
        bars=tuple(_bar(w, series, line, today) for line in series.lines),
        cycles=tuple(
            cycle_mark(w, series, cycle) for cycle in cycles if cycle.withdrawn_at is None
        ),
        events=tuple(_event(w, series, event) for event in series.events),
        treatment_note=w.text("file-block-missing") if missing else "",
    )


def _bar(w: Wording, series: PatientSeries, line: RecordedLine, today: date) -> TreatmentBar:
    name = line.name or w.text("row-content-unreadable")
    number = line.number
    label = name if number is None else w.text("file-line", name=name, number=number)
    is_over = line.ended_on is not None and line.ended_on < today
    since = w.date(line.started_on)
    if line.ended_on is None:
        sentence = w.text("file-line-since", line=label, since=since)
    else:
        until = w.date(line.ended_on)
        sentence = w.text("file-line-until", line=label, since=since, until=until)
    return TreatmentBar(
        start=day_on(series, line.started_on),
        end=None if line.ended_on is None else day_on(series, line.ended_on),
        label=label,
        is_in_force=not is_over and line.started_on <= today,
        sentence=sentence,
    )


def cycle_mark(w: Wording, series: PatientSeries, cycle: RecordedCycle) -> CycleMark:
    """`C3 −20 %` on its first day; behind the mask the cycle alone, a note is free text."""
    note = f" {cycle.note}" if cycle.note and not w.is_masked else ""
    label = f"C{cycle.number}{note}"
    sentence = w.text("file-cycle", cycle=label, day=w.date(cycle.started_on))
    return CycleMark(day_on(series, cycle.started_on), label, sentence)


def _event(w: Wording, series: PatientSeries, event: FileEvent) -> EventMark:
    label = "" if w.is_masked or event.label is None else event.label
    what = event_word(w, event)
    when = _when(w, event)
    key = "file-event-labelled" if label else "file-event"
    sentence = w.text(key, day=when, what=what, label=label)
    if event.event is not None:
        shown = label or w.text(f"word-event-{event.event}-short")
        icon, token = _EVENT_ICONS[event.event], "text.secondary"
    else:
        shown, icon = "", _ACT_ICONS.get(event.act or ActionKind.CALL, "info")
        token = "treatment" if event.act is ActionKind.ESCALATE else "accent"
    last = inf if event.last is None else day_on(series, event.last)
    return EventMark(day_on(series, event.on), icon, shown, sentence, token, last)


def _when(w: Wording, event: FileEvent) -> str:
    """The day of an event, as far as it is known, or its first and last one."""
    since = partial_date(w, event.known or event.on.isoformat())
    if event.last is None:
        return w.text("file-event-open", since=since)
    if event.until is None or partial_date(w, event.until) == since:
        return since
    return w.text("file-event-days", since=since, until=partial_date(w, event.until))


def event_word(w: Wording, event: FileEvent) -> str:
    """What happened, by its type."""
    if event.event is not None:
        return w.text(f"word-event-{event.event}")
    return words.act(w, event.act or ActionKind.CALL)


def partial_date(w: Wording, known: str) -> str:
    """A date as far as it is known: `14-mars-2025`, `mars-2025`, `2025`."""
    parts = [int(part) for part in known.split("-")]
    if len(parts) == 3:
        return w.date(date(*parts))
    if len(parts) == 2:
        return w.date(date(parts[0], parts[1], 1)).split(HYPHEN, 1)[-1]
    return known


# Heat map


def _row(w: Wording, symptom: SymptomCourse, weeks: list[date], is_pinned: bool) -> HeatRow:
    name = words.symptom(w, symptom.item)
    change, change_text = change_of(w, symptom)
    last = last_text(w, symptom)
    said = w.text("file-row-none") if symptom.last is None else value_text(w, symptom.last)
    key = "file-row-changed" if change_text else "file-row"
    return HeatRow(
        key=symptom.item,
        name=name,
        cells=tuple(
            _cell(w, name, value, day) for value, day in zip(symptom.values, weeks, strict=True)
        ),
        last=last,
        change=change,
        change_text=change_text,
        sentence=w.text(key, symptom=name, last=said, change=change_text),
        is_strong=symptom.has_open_alert,
        is_pinned=is_pinned,
    )


def _cell(w: Wording, name: str, value: WeekValue, day: date) -> HeatCell:
    text = value_text(w, value)
    return HeatCell(
        grade=painted(value),
        value=text,
        is_confirmed=value.confirmed is not None,
        word="" if value.presence is None else yes_no(w, value.presence),
        spoken=w.text("file-cell-spoken", symptom=name, week=w.date(day), value=text),
    )


def painted(value: WeekValue) -> int | NoGrade:
    """What the cell of a week is painted as."""
    if value.grade is not None:
        return min(value.grade, _HIGHEST_PAINTED)
    if value.gap in (Gap.NO_SURVEY, Gap.NOT_ANSWERED):
        return NoGrade.MISSING
    return NoGrade.NOT_ASKED


def value_text(w: Wording, value: WeekValue) -> str:
    """`≈ 2`, `2 ✓ (≈ 1)`, `présent`, `sans réponse`, `non demandé`."""
    if value.confirmed is not None:
        text = f"{value.confirmed}{NO_BREAK}✓"
        is_other = value.estimated is not None and value.estimated != value.confirmed
        return f"{text} ({words.about(value.estimated or 0)})" if is_other else text
    if value.estimated is not None:
        return words.about(value.estimated)
    if value.presence is not None:
        return w.text("triage-present" if value.presence else "triage-absent")
    match value.gap:
        case Gap.NO_SURVEY:
            return w.text("file-gap-no-survey")
        case Gap.NOT_ANSWERED:
            return words.missing(w, "not_answered")
        case _:
            return words.missing(w, "not_asked")


def last_text(w: Wording, symptom: SymptomCourse) -> str:
    """The last value in large type: a numeral, or a word where there is no grade."""
    last = symptom.last
    if last is None:
        return "–"
    if last.confirmed is not None:
        return f"{last.confirmed}{NO_BREAK}✓"
    if last.estimated is not None:
        return str(last.estimated)
    return yes_no(w, bool(last.presence))


def yes_no(w: Wording, is_there: bool) -> str:
    """`oui`, `non`: whether a symptom is there that has no grade."""
    return w.text("triage-yes" if is_there else "triage-no")


def change_of(w: Wording, symptom: SymptomCourse) -> tuple[Change, str]:
    """How it moved in seven days, with its word."""
    change = symptom.change
    if change is None:
        return Change.NONE, ""
    if change > 0:
        return Change.WORSE, f"{w.signed(change)}{NO_BREAK}{w.text('triage-worse')}"
    if change < 0:
        return Change.BETTER, f"{w.signed(change)}{NO_BREAK}{w.text('triage-better')}"
    return Change.STABLE, f"= {w.text('triage-stable')}"
