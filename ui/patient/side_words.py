"""The column beside the synthesis in words: open alert, last acts, how the patient answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from console.models.act_text import ACT_ICONS, act_line, act_parts
from resources import words
from resources.wording import NO_BREAK, Wording
from services.contract.alerts import AlertAction, LeadSymptom
from services.contract.enums import ActionKind, AlertKind, AlertState, Sex
from services.contract.patient_file import Measurement, OpenAlert, PatientSeries

_MEASURE_CHANGE_DAYS = 35
MOST_FACTS = 5
"""Lines of the follow-up when everything was measured."""


@dataclass(frozen=True, slots=True)
class AlertText:
    """An open alert, ready to show; `rest` of each lead is lighter."""

    level: str
    level_word: str
    leads: tuple[tuple[str, str], ...]
    due: str
    is_overdue: bool
    received: str
    holder: str


def alert_text(w: Wording, alert: OpenAlert, now: datetime) -> AlertText:
    """What the card says of one open alert."""
    is_late = alert.due_at is not None and alert.due_at <= now
    return AlertText(
        level="technical" if alert.kind is AlertKind.TECHNICAL else alert.level.value,
        level_word=words.level(w, alert.level, alert.kind),
        leads=_leads(w, alert),
        due=_due(w, alert, now),
        is_overdue=is_late,
        received=w.text("row-received", at=w.moment(alert.received_at, now)),
        holder=_holder(w, alert, now),
    )


def _leads(w: Wording, alert: OpenAlert) -> tuple[tuple[str, str], ...]:
    if alert.kind is not AlertKind.CLINICAL or not alert.leads:
        return ((words.kind(w, alert.kind), ""),)
    return tuple(_lead(w, lead) for lead in alert.leads[:3])


def _lead(w: Wording, lead: LeadSymptom) -> tuple[str, str]:
    if lead.grade is None:
        return words.lead(w, lead), ""
    name = words.symptom(w, lead.item, short=True)
    rest = "" if not lead.change else f", {w.signed(lead.change)}"
    return f"{name} {words.about(lead.grade)}", rest


def _due(w: Wording, alert: OpenAlert, now: datetime) -> str:
    if alert.due_at is not None:
        return w.due(alert.due_at, now)
    return words.state(w, alert.state)


def _holder(w: Wording, alert: OpenAlert, now: datetime) -> str:
    if alert.escalated_by is not None:
        name = words.short_name(alert.escalated_by.name)
        at = "" if alert.escalated_at is None else w.moment(alert.escalated_at, now)
        return w.text("file-alert-escalated", name=name, at=at)
    if alert.owner is None:
        return w.text("triage-unassigned")
    name = words.short_name(alert.owner.name)
    if alert.state is AlertState.DEFERRED:
        return w.text("triage-deferred-by", name=name)
    return w.text("triage-owned-by", name=name)


@dataclass(frozen=True, slots=True)
class ActText:
    """One act of the team in two short lines."""

    icon: str
    token: str
    what: str
    when: str


def act_text(w: Wording, act: AlertAction, sex: Sex, now: datetime) -> ActText:
    """What was done, and when and by whom."""
    said = " · ".join(act_parts(w, act, sex))
    when = w.text("file-act-when", at=w.moment(act.at, now), name=words.short_name(act.by.name))
    token = "treatment" if act.kind is ActionKind.ESCALATE else "accent"
    return ActText(ACT_ICONS[act.kind], token, act_line(w, act, said), when)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the follow-up."""

    icon: str
    label: str
    value: str


def follow_up(w: Wording, series: PatientSeries, now: datetime) -> tuple[Fact, ...]:
    """When the patient answered last, how often, and what was measured last."""
    told = series.follow_up
    last = told.last_survey_at
    facts = [
        Fact(
            "calendar-blank",
            w.text("file-follow-last"),
            w.text("file-follow-never") if last is None else w.moment(last, now),
        ),
        Fact(
            "activity",
            w.text("file-follow-rate", weeks=len(series.weeks)),
            rate(w, told.answered_weeks, told.weeks),
        ),
    ]
    facts += [
        _measured(w, icon, key, listed, digits)
        for icon, key, listed, digits in (
            ("scales", "weight", series.weights, 1),
            ("first-aid-kit", "temperature", series.temperatures, 1),
            ("user", "ecog", series.ecog, 0),
        )
        if listed
    ]
    return tuple(facts)


def rate(w: Wording, answered: int, weeks: int) -> str:
    """`15 / 16 · 94 %`; nothing where no survey was due yet."""
    if not weeks:
        return w.text("file-follow-no-rate")
    share = words.percent(w, round(100 * answered / weeks))
    return f"{answered}{NO_BREAK}/{NO_BREAK}{weeks} · {share}"


def _measured(w: Wording, icon: str, key: str, listed: list[Measurement], digits: int) -> Fact:
    last = listed[-1]
    value = w.text(f"file-measure-{key}", value=w.decimal(last.value, digits))
    before = _before(listed, last.on)
    if key == "weight" and before is not None and before.value:
        percent = (last.value - before.value) / before.value * 100
        value = f"{value} ({words.percent(w, round(percent, 1))})"
    label = w.text(f"file-measured-{key}", day=w.day(last.on))
    return Fact(icon, label, value)


def _before(listed: list[Measurement], day: date) -> Measurement | None:
    """The oldest measurement of the last weeks, with which the last one is compared."""
    since = day - timedelta(days=_MEASURE_CHANGE_DAYS)
    near = [each for each in listed if since <= each.on < day]
    return near[0] if near else None
