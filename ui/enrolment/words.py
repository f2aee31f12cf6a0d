"""What is said of an enrolment: refusals, candidates, drafts, and why one has ended."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from console.models.identity_text import STATUS_LOOKS, born, patient_name
from resources import words
from resources.wording import Wording
from services.contract.enrolment import EnrolmentRow
from services.contract.enrolment_candidates import Candidate, CandidatesAsk, Likeness
from services.contract.week_enums import EnrolmentStop
from widgets.line_list import LineLook

_OURS: Final = frozenset(
    {
        "required",
        "past",
        "too_far",
        "not_offered",
        "changed",
        "person_not_eligible",
        "minor",
        "mixed_letters",
        "not_a_mobile",
        "somebody_else",
        "wrong_key",
        "outside_its_line",
        "out_of_range",
        "before_beginning",
    }
)
"""Refusals with a sentence of this screen, `enrolment-refused-` and the word."""
_RECORDS: Final = frozenset(
    {
        "not_a_number",
        "not_an_address",
        "no_such_day",
        "before_1900",
        "before_birth",
        "in_the_future",
        "day_required",
    }
)
"""Refusals that the record words."""
_LIKE: Final = {
    Likeness.SAME_INS: "danger.strong",
    Likeness.SAME_RECORD_NUMBER: "danger.strong",
    Likeness.DUPLICATE: "danger.strong",
    Likeness.HOMONYM: "warning",
    Likeness.SAME_BIRTH_DATE: "text.secondary",
}


def reason_text(w: Wording, reason: str) -> str:
    """Why a field is not taken, or what it needs."""
    if reason in _OURS:
        return w.text(f"enrolment-refused-{reason}")
    word = reason if reason in _RECORDS else "otherwise"
    return w.text(f"record-refused-{word}")


def stop_text(w: Wording, stop: EnrolmentStop) -> str:
    """Why an enrolment cannot go on, or has ended."""
    return w.text(f"enrolment-stop-{stop}")


def likeness_text(w: Wording, candidate: Candidate) -> str:
    """In what a candidate is like the person, the strongest first."""
    return ", ".join(w.text(f"enrolment-like-{each}") for each in candidate.likeness)


def candidate_line(w: Wording, candidate: Candidate, unit: str) -> LineLook:
    """A candidate in two lines: who, and by what."""
    label = candidate.patient
    like = likeness_text(w, candidate)
    token = _LIKE[candidate.likeness[0]] if candidate.likeness else "text.secondary"
    if candidate.identity_unreadable:
        title = w.text("row-identity-unreadable")
        return LineLook(str(label.id), "warning-circle", title, "", like, token=token)
    birth = ""
    if candidate.birth_name and candidate.birth_name != label.family_name:
        birth = w.text("triage-birth-name", name=candidate.birth_name, sex=label.sex.value)
    facts = (
        born(w, label),
        w.text("enrolment-record-number", number=w.record_number(label.record_number)),
        w.text(f"enrolment-monitoring-{candidate.monitoring}"),
        unit,
    )
    _kind, icon = STATUS_LOOKS[candidate.identity_status]
    status = words.identity(w, candidate.identity_status)
    detail = " · ".join(fact for fact in facts if fact)
    title = patient_name(w, label)
    return LineLook(
        key=str(label.id),
        icon=icon,
        title=title,
        rest=birth,
        detail=detail,
        right=like,
        token=token,
        sentence=". ".join(part for part in (title, birth, like, detail, status) if part),
    )


def searched_text(w: Wording, ask: CandidatesAsk) -> str:
    """For whom was looked."""
    names = " ".join(part for part in (ask.family_name, ask.given_name) if part)
    return w.text("enrolment-looked-for", name=names, born=w.date(ask.birth_date))


def draft_line(w: Wording, row: EnrolmentRow, now: datetime) -> LineLook:
    """An open enrolment: who, how far it came, and who was at it last."""
    label = row.patient
    title = w.text("row-identity-unreadable")
    facts: list[str] = []
    if not row.identity_unreadable:
        title = patient_name(w, label)
        facts.append(born(w, label))
    at = w.moment(row.changed_at, now)
    if row.changed_by is None:
        facts.append(w.text("enrolment-draft-at", at=at))
    else:
        facts.append(w.text("enrolment-draft-by", name=row.changed_by.name, at=at))
    right = w.text("enrolment-draft-step", step=row.step)
    detail = " · ".join(facts)
    return LineLook(
        key=str(label.id),
        icon="note-pencil",
        title=title,
        detail=detail,
        right=right,
        sentence=f"{title}. {right}. {detail}",
    )
