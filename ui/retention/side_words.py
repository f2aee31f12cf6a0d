"""The side pane in words: the stages of a patient, what was announced, and what stops it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from console.models.identity_text import free_text
from resources.wording import Wording
from services.contract.retention import (
    Announcement,
    Hold,
    PatientRetention,
    RetentionState,
)
from widgets.stage_bar import Stage

STAGES: Final = tuple(RetentionState)
_NO_DAY: Final = "–"


@dataclass(frozen=True, slots=True)
class HoldText:
    """A hold, ready to show."""

    reason: str
    words: str
    placed: str
    ended: str


def stages(w: Wording, bar: PatientRetention) -> tuple[list[Stage], int, str]:
    """The four stages with their days, which one holds, and all that as a sentence."""
    days = (None, bar.inactive_on, bar.archived_on or bar.archive_on, bar.erase_on)
    named = [
        (w.text(f"retention-bar-{stage.value}"), day)
        for stage, day in zip(STAGES, days, strict=True)
    ]
    shown = [Stage(name, _shown(w, place, day)) for place, (name, day) in enumerate(named)]
    told = [
        w.text("retention-bar-stage", name=name, on=w.date(day))
        for name, day in named
        if day is not None
    ]
    current = STAGES.index(bar.state)
    spoken = w.text("retention-bar-spoken", state=named[current][0], stages=". ".join(told))
    return shown, current, spoken.strip()


def facts(w: Wording, bar: PatientRetention) -> list[tuple[str, str]]:
    """What the days are counted from, as (name, value)."""
    survey = bar.last_survey_on
    found = [
        (w.text("retention-fact-use"), w.date(bar.last_use_on)),
        (
            w.text("retention-fact-survey"),
            w.text("retention-fact-none") if survey is None else w.date(survey),
        ),
    ]
    if bar.kept_at is not None:
        found.append((w.text("retention-fact-kept"), _day(w, bar.kept_at)))
    return found


def announcement_text(w: Wording, told: Announcement) -> tuple[str, str]:
    """What would be done on which day, and what became of it."""
    title = w.text(f"retention-step-{told.step.value}", on=w.date(told.due_on))
    on = _day(w, told.announced_at)
    if told.ended is None or told.ended_at is None:
        return title, w.text("retention-stands", on=on, days=told.days_stood)
    return title, w.text(f"retention-ended-{told.ended.value}", on=on, at=_day(w, told.ended_at))


def hold_text(w: Wording, hold: Hold) -> HoldText:
    """Why, in whose words, and from when to when."""
    words = w.text("retention-hold-unreadable")
    if hold.words is not None:
        words = free_text(w, hold.words)
    ended = ""
    if hold.ended_at is not None:
        by = None if hold.ended_by is None else hold.ended_by.name
        ended = _signed(w, "retention-hold-ended", by, hold.ended_at)
    placed_by = None if hold.placed_by is None else hold.placed_by.name
    return HoldText(
        reason=w.text(f"retention-hold-{hold.reason.value}"),
        words=words,
        placed=_signed(w, "retention-hold-placed", placed_by, hold.placed_at),
        ended=ended,
    )


def _signed(w: Wording, key: str, by: str | None, at: datetime) -> str:
    if by is None:
        return w.text(f"{key}-unknown", on=_day(w, at))
    return w.text(key, by=by, on=_day(w, at))


def _shown(w: Wording, place: int, day: date | None) -> str:
    """The first stage has no day of its own."""
    if day is None:
        return "" if place == 0 else _NO_DAY
    return w.date(day)


def _day(w: Wording, at: datetime) -> str:
    return w.date(w.local(at).date())
