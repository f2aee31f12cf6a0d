"""One export in words, ready to paint and to be read aloud (screens.md 3.8)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from console.models.identity_text import names
from console.stores.exports import Exported
from resources.wording import Wording
from services.contract.exports import Export, ExportState
from services.contract.report_enums import ReportBlock

_BETWEEN = " · "
_KILO = 1024
_MINUTE_S = 60
_ICONS = {
    ExportState.QUEUED: "clock",
    ExportState.MAKING: "",
    ExportState.READY: "download-simple",
    ExportState.FAILED: "x-circle",
    ExportState.CANCELLED: "prohibit",
    ExportState.EXPIRED: "timer",
    ExportState.TAKEN: "check-circle",
    ExportState.HANDED_OVER: "export",
}
_ENDED = frozenset(
    {ExportState.CANCELLED, ExportState.EXPIRED, ExportState.TAKEN, ExportState.HANDED_OVER}
)


@dataclass(frozen=True, slots=True, eq=False)
class ExportText:
    """What a delegate paints. `done` is in percent while it is made; `is_over`: nothing can be done
    with it any more.
    """

    contents: str
    blocks: str
    format: str
    language: str
    destination: str
    family_name: str
    given_name: str
    days: str
    state: str
    state_below: str
    icon: str
    done: int | None
    is_failed: bool
    is_ready: bool
    is_over: bool
    asked: str
    purpose: str


def export_text(w: Wording, exported: Exported, now: datetime) -> ExportText:
    """A row as it reads at one moment."""
    row = exported.row
    family, given = _names(w, row)
    return ExportText(
        contents=w.text("exports-report"),
        blocks=blocks_of(w, row.blocks),
        format=format_text(w, row),
        language=w.text(f"exports-language-{row.language}"),
        destination=w.text(f"exports-destination-{row.destination.value}"),
        family_name=family,
        given_name=given,
        days=days_text(w, row.first, row.last),
        state=state_text(w, exported),
        state_below=_below(w, exported, now),
        icon=_ICONS[row.state],
        done=row.progress if row.state is ExportState.MAKING else None,
        is_failed=row.state is ExportState.FAILED,
        is_ready=row.state is ExportState.READY,
        is_over=exported.is_gone or row.state in (ExportState.CANCELLED, ExportState.EXPIRED),
        asked=w.moment(row.asked_at, now),
        purpose=w.text(f"exports-purpose-{row.purpose.value}"),
    )


def sentence_of(w: Wording, text: ExportText) -> str:
    """The whole row for whoever listens."""
    who = f"{text.family_name} {text.given_name}".strip()
    told = (
        f"{text.contents}, {text.format}",
        f"{who}, {text.days}",
        text.blocks,
        ", ".join(part for part in (text.state, text.state_below) if part),
        w.text("exports-spoken-asked", at=text.asked),
        text.purpose,
    )
    return ". ".join(part for part in told if part) + "."


def tooltip_of(text: ExportText) -> str:
    """What a row may have cut."""
    who = f"{text.family_name} {text.given_name}".strip()
    lines = (
        f"{text.contents} · {text.format} · {text.language}",
        text.blocks,
        who,
        text.days,
        text.purpose,
        _BETWEEN.join(part for part in (text.state, text.state_below) if part),
    )
    return "\n".join(line for line in lines if line)  # fmt: skip


def blocks_of(w: Wording, blocks: Collection[ReportBlock]) -> str:
    """`Questionnaires · Actions · Commentaires`, as far as they were asked for."""
    told = [each for each in ReportBlock if each in blocks]
    return _BETWEEN.join(w.text(f"exports-block-{each.value}") for each in told)


def format_text(w: Wording, export: Export) -> str:
    """`PDF`."""
    return w.text(f"exports-format-{export.format.value}")


def days_text(w: Wording, first: date, last: date) -> str:
    """`27-août-2025 – 18-nov.-2025`."""
    return w.text("exports-days", first=w.date(first), last=w.date(last))


def size_text(w: Wording, size: int) -> str:
    """`48 ko`, `1,2 Mo`, `1,4 Go`."""
    if size < _KILO * _KILO:
        return w.text("exports-size-kilo", size=w.integer(max(1, round(size / _KILO))))
    if size < _KILO**3:
        return w.text("exports-size-mega", size=w.decimal(size / _KILO**2))
    return w.text("exports-size-giga", size=w.decimal(size / _KILO**3))


def state_text(w: Wording, exported: Exported) -> str:
    """Where it stands, in a few words."""
    row = exported.row
    if exported.is_gone:
        return w.text("exports-state-gone")
    if row.state is ExportState.MAKING:
        return _making(w, row.progress, exported.left_s)
    if row.state is ExportState.READY and row.size is not None:
        return w.text("exports-state-ready-size", size=size_text(w, row.size))
    if row.state is ExportState.FAILED and row.failure is not None:
        return w.text(f"exports-failure-{row.failure.value}")
    return w.text(f"exports-state-{row.state.value}")


def _making(w: Wording, progress: int, left_s: int | None) -> str:
    """`Préparation 78 % · 6 s`."""
    done = w.text("exports-state-making", done=w.integer(progress))
    return _BETWEEN.join(part for part in (done, left_text(w, left_s)) if part)


def left_text(w: Wording, left_s: int | None) -> str:
    """`6 s`, `12 min`; nothing while nobody can tell."""
    if left_s is None:
        return ""
    if left_s < _MINUTE_S:
        return w.text("exports-seconds", count=left_s)
    return w.duration(timedelta(seconds=left_s))


def _below(w: Wording, exported: Exported, now: datetime) -> str:
    row = exported.row
    match row.state:
        case ExportState.QUEUED:
            return w.text("exports-state-queued-below")
        case ExportState.READY if row.expires_at is not None:
            return w.text("exports-state-until", at=w.moment(row.expires_at, now))
        case ExportState.FAILED if row.failure is not None:
            return w.text(f"exports-fix-{row.failure.value}")
        case state if state in _ENDED and row.ended_at is not None:
            return w.moment(row.ended_at, now)
        case _:
            return ""


def _names(w: Wording, row: Export) -> tuple[str, str]:
    if row.patient is None:
        return w.text("row-identity-unreadable"), ""
    return names(w, row.patient)
