"""An export of a whole unit, as the second person sees it: exactly what would leave."""

from __future__ import annotations

from resources.wording import Wording
from services.contract.cohorts import CohortPayload


def title(w: Wording, payload: CohortPayload) -> str:
    """What is asked, in one line."""
    return w.text("approvals-title-cohort", unit=payload.unit.name)


def facts(w: Wording, payload: CohortPayload) -> list[tuple[str, str]]:
    """Of whom, what, for what, in which form; every field, those first that name somebody."""
    naming = [each.name for each in payload.fields if each.identifies]
    others = [each.name for each in payload.fields if not each.identifies]
    blocks = ", ".join(w.text(f"approvals-cohort-{each.value}") for each in payload.blocks)
    period = w.text("approvals-cohort-days", first=w.date(payload.first), last=w.date(payload.last))
    told = (
        ("unit", payload.unit.name),
        ("patients", w.text("approvals-cohort-count", count=payload.patients)),
        ("purpose", w.text(f"report-purpose-{payload.purpose.value}")),
        ("period", period),
        ("content", blocks),
        ("format", w.text(f"approvals-cohort-{payload.format.value}")),
        ("naming", ", ".join(dict.fromkeys(naming))),
        ("others", ", ".join(dict.fromkeys(others))),
    )
    return [(w.text(f"approvals-cohort-{key}"), value) for key, value in told if value]
