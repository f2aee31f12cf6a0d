"""An export of a whole unit, as the second person sees it: exactly what would leave."""

from __future__ import annotations

from typing import Final

from resources.wording import Wording
from services.contract.cohorts import CohortField, CohortPayload
from ui.parts.held_fields import HeldField

_BETWEEN: Final = " · "
_KINDS: Final = {
    "patient_id": "patient", "record_number": "patient", "ins": "patient", "ins_oid": "patient",
    "birth_name": "patient", "family_name": "patient", "given_name": "patient",
    "birth_date": "patient", "sex": "patient",
    "requester": "staff", "requester_rpps": "staff", "entered_by": "staff", "owner": "staff",
    "act_by": "staff", "escalated_to": "staff", "written_by": "staff",
    "answer": "words", "sent": "words", "text": "words", "other": "words",
}  # fmt: skip
"""Of whom a column of a table says who it is; words can name anybody."""


def title(w: Wording, payload: CohortPayload) -> str:
    """What is asked, in one line."""
    return w.text("approvals-title-cohort", unit=payload.unit.name)


def facts(w: Wording, payload: CohortPayload) -> list[tuple[str, str]]:
    """Of whom, what, for what, in which form, and who would be named in it."""
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
        ("naming", "\n".join(_named(w, payload))),
    )
    return [(w.text(f"approvals-cohort-{key}"), value) for key, value in told if value]


def held(w: Wording, payload: CohortPayload) -> list[HeldField]:
    """Every field that would leave."""
    return [
        HeldField(each.file, each.name, _meaning(w, each), each.identifies)
        for each in payload.fields
    ]


def alarming(w: Wording) -> str:
    """The name of the fact that is red: the fields that name somebody."""
    return w.text("approvals-cohort-naming")


def _named(w: Wording, payload: CohortPayload) -> list[str]:
    """Who can be told from it, in plain words; a field of no known kind by its own meaning."""
    naming = [each for each in payload.fields if each.identifies]
    kinds = dict.fromkeys(_KINDS.get(each.name, "") for each in naming)
    unknown = [_meaning(w, each) for each in naming if each.name not in _KINDS]
    told = [w.text(f"approvals-cohort-who-{kind}") for kind in kinds if kind]
    return [*told, *dict.fromkeys(unknown)]


def _patients(w: Wording, count: int) -> str:
    return w.text("approvals-cohort-count", count=count, number=w.integer(count))


def _meaning(w: Wording, field: CohortField) -> str:
    """In words; requests of before have the name alone."""
    meaning = field.french if w.language == "fr" else field.english
    return meaning or field.name
