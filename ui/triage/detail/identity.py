"""From a patient's header to the identity over the detail and the line of context under it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from console.models.identity_text import (
    STATUS_LOOKS,
    birth_name_and_title,
    course,
    names,
    why_missing,
)
from resources import words
from resources.wording import Wording, age_years
from services.contract.patients import HeaderPart, PatientHeader
from widgets.identity_header import IdentityLook
from widgets.runs_label import Run

ContextItem = tuple[str, Sequence[Run]]


def identity_look(w: Wording, header: PatientHeader, now: datetime) -> IdentityLook:
    """Names, birth date with age, sex, INS when it is qualified, record number."""
    label = header.label
    if not label.family_name:
        return _unreadable(w)
    if w.is_masked:
        return _masked(w, header, now)
    kind, icon = STATUS_LOOKS[header.identity_status]
    years = age_years(label.birth_date, w.local(now).date())
    return IdentityLook(
        family_name=label.family_name,
        first_name=label.given_name,
        birth_name=birth_name_and_title(w, header),
        born_label=w.text("triage-born-label", sex=label.sex.value),
        born=w.date(label.birth_date),
        age=w.text("triage-age", years=years),
        sex_label=w.text("triage-sex-label"),
        sex=words.sex(w, label.sex),
        ins_label=w.text("triage-ins-label"),
        ins=w.ins(header.ins) if header.ins is not None else w.text("triage-ins-none"),
        ins_status=words.identity(w, header.identity_status),
        ins_status_kind=kind,
        ins_status_icon=icon,
        record_label=w.text("triage-record-label"),
        record=w.record_number(label.record_number),
    )


def _masked(w: Wording, header: PatientHeader, now: datetime) -> IdentityLook:
    """Initials, the end of the record number, age and sex (screens.md 1.10)."""
    kind, icon = STATUS_LOOKS[header.identity_status]
    return IdentityLook(
        family_name=names(w, header.label)[0],
        first_name="",
        birth_name=birth_name_and_title(w, header),
        born_label=w.text("privacy-age-label"),
        born=w.age(header.label.birth_date, w.local(now).date()),
        age="",
        sex_label=w.text("triage-sex-label"),
        sex=words.sex(w, header.label.sex),
        ins_status=words.identity(w, header.identity_status),
        ins_status_kind=kind,
        ins_status_icon=icon,
    )


def _unreadable(w: Wording) -> IdentityLook:
    """The identity could not be opened: the words say so, and nothing is made up."""
    return IdentityLook(
        family_name=w.text("row-identity-unreadable"),
        first_name="",
        birth_name="",
        born_label="",
        born="",
        age="",
        sex_label="",
        sex="",
    )


def context_items(w: Wording, header: PatientHeader) -> list[ContextItem]:
    """Treatment, disease, oncologist and phone; what is not known, or not readable, says so."""
    no_disease = why_missing(
        w, header, HeaderPart.CONTACT, "triage-disease-unknown", "triage-disease-unreadable"
    )
    no_oncologist = why_missing(w, header, HeaderPart.CONTACT, "triage-oncologist-unknown")
    return [
        ("drop", _treatment(w, header)),
        ("activity", [_known(header.disease, no_disease)]),
        ("user", [_known(header.oncologist, no_oncologist)]),
        ("phone", _phone(w, header)),
    ]


def _known(value: str | None, otherwise: str) -> Run:
    return Run(value, "body", "text.secondary") if value else Run(otherwise, "body", "text.muted")


def _treatment(w: Wording, header: PatientHeader) -> list[Run]:
    treatment = header.treatment
    if treatment is None:
        text = why_missing(
            w,
            header,
            HeaderPart.TREATMENT,
            "triage-treatment-unknown",
            "triage-treatment-unreadable",
        )
        return [Run(text, "body", "text.muted")]
    runs = [Run(treatment.name, "body_strong")]
    when = course(w, treatment)
    return [*runs, Run(f" · {when}", "supporting", "text.secondary")] if when else runs


def _phone(w: Wording, header: PatientHeader) -> list[Run]:
    if header.phone is None:
        text = why_missing(
            w, header, HeaderPart.CONTACT, "triage-no-phone", "triage-phone-unreadable"
        )
        return [Run(text, "body", "text.muted")]
    if w.is_masked:
        return [Run(w.text("privacy-phone-hidden"), "body", "text.muted")]
    runs = [Run(w.phone(header.phone), "body_strong")]
    if header.preferred_hours:
        runs.append(Run(f" · {header.preferred_hours}", "supporting", "text.secondary"))
    return runs
