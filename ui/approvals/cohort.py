"""An export of a whole unit, as the second person sees it: exactly what would leave."""

from __future__ import annotations

from typing import Final

from resources.wording import Wording
from services.contract.cohorts import CohortField, CohortPayload

_BETWEEN: Final = " · "


def title(w: Wording, payload: CohortPayload) -> str:
    """What is asked, in one line."""
    return w.text("approvals-title-cohort", unit=payload.unit.name)


def facts(w: Wording, payload: CohortPayload) -> list[tuple[str, str]]:
    """Of whom, what, for what, in which form; every field, those first that name somebody."""
    naming = [_meaning(w, each) for each in payload.fields if each.identifies]
    others = [_meaning(w, each) for each in payload.fields if not each.identifies]
    blocks = _BETWEEN.join(w.text(f"exports-block-{each.value}") for each in payload.blocks)
    period = w.text("approvals-cohort-days", first=w.date(payload.first), last=w.date(payload.last))
    told = (
        ("unit", payload.unit.name),
        ("patients", _patients(w, payload.patients)),
        ("purpose", w.text(f"report-purpose-{payload.purpose.value}")),
        ("words", payload.words),
        ("period", period),
        ("content", blocks),
        ("format", w.text(f"approvals-cohort-{payload.format.value}")),
        ("naming", _BETWEEN.join(dict.fromkeys(naming))),
        ("others", _BETWEEN.join(dict.fromkeys(others))),
    )
    return [(w.text(f"approvals-cohort-{key}"), value) for key, value in told if value]


def alarming(w: Wording) -> str:
    """The name of the fact that is red: the fields that name somebody."""
    return w.text("approvals-cohort-naming")


def _patients(w: Wording, count: int) -> str:
    return w.text("approvals-cohort-count", count=count, number=w.integer(count))


def _meaning(w: Wording, field: CohortField) -> str:
    """In words; requests of before have the name alone."""
    meaning = field.french if w.language == "fr" else field.english
    return meaning or field.name
