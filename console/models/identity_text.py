"""Whose it is, in full or behind the mask of privacy mode (screens.md 1.10): every name, number and
free text of a patient that the screen shows goes through here.
"""

from __future__ import annotations

from resources import words
from resources.wording import Wording
from services.contract.enums import IdentityStatus
from services.contract.patients import HeaderPart, PatientHeader, PatientLabel, Treatment

_DIGITS_OF_RECORD = 3
STATUS_LOOKS = {
    IdentityStatus.QUALIFIED: ("success", "circle-wavy-check"),
    IdentityStatus.VALIDATED: ("neutral", "circle-wavy-check"),
    IdentityStatus.RETRIEVED: ("neutral", "circle-wavy-question"),
    IdentityStatus.PROVISIONAL: ("neutral", "circle-wavy-question"),
    IdentityStatus.DOUBTFUL: ("danger", "circle-wavy-warning"),
}
"""The kind and the icon of the pill that says the quality of an identity."""


def names(w: Wording, label: PatientLabel) -> tuple[str, str]:
    """Family and given name as they are painted; `K. J. ·237` and nothing behind the mask."""
    if not label.family_name:
        # The identity could not be opened: nothing of the label is true but the id.
        return w.text("row-identity-unreadable"), ""
    if not w.is_masked:
        return label.family_name, label.given_name
    initials = " ".join(f"{name[:1]}." for name in (label.family_name, label.given_name) if name)
    digits = label.record_number[-_DIGITS_OF_RECORD:]
    return w.text("row-masked", initials=initials, digits=digits), ""


def patient_name(w: Wording, label: PatientLabel) -> str:
    """`KERMARREC Jeanne`, `K. J. ·237`."""
    return " ".join(name for name in names(w, label) if name)


def born(w: Wording, label: PatientLabel) -> str:
    """`née le 14-mars-1958`."""
    return w.text("forms-born", on=w.date(label.birth_date), sex=label.sex.value)


def identity_line(w: Wording, label: PatientLabel) -> str:
    """`KERMARREC Jeanne, née le 14-mars-1958, IPP 800 451 237`: what every act repeats."""
    name = patient_name(w, label)
    if w.is_masked or not label.family_name:
        return name
    record = w.record_number(label.record_number)
    return w.text("forms-patient", name=name, born=born(w, label), record=record)


def why_missing(
    w: Wording,
    header: PatientHeader,
    part: HeaderPart,
    unknown: str,
    unreadable: str = "row-content-unreadable",
) -> str:
    """What stands where a value is missing: nobody wrote it down, or its part cannot be read."""
    return w.text(unreadable if part in header.unreadable else unknown)


def free_text(w: Wording, text: str | None) -> str:
    """What somebody wrote: it may name anybody, so it goes as a whole."""
    if not text:
        return ""
    return w.text("privacy-text-hidden") if w.is_masked else text


def quoted(w: Wording, text: str) -> str:
    """Somebody's own words in quotation marks; behind the mask, only that there are some."""
    return free_text(w, text) if w.is_masked else w.text("triage-quoted", text=text)


def birth_name_and_title(w: Wording, header: PatientHeader) -> str:
    """`née LE DANTEC · Mme`, or less when less is known."""
    parts = []
    has_other = bool(header.birth_name) and header.birth_name != header.label.family_name
    if header.birth_name and has_other and not w.is_masked:
        parts.append(
            w.text("triage-birth-name", name=header.birth_name, sex=header.label.sex.value)
        )
    if header.civility:
        parts.append(words.civility(w, header.civility))
    return " · ".join(parts)


def course(w: Wording, treatment: Treatment) -> str:
    """`cycle 4, J5`; empty when the cycle is not known."""
    if treatment.cycle is None:
        return ""
    if treatment.day is None:
        return w.text("triage-cycle", cycle=treatment.cycle)
    return w.text("triage-cycle-day", cycle=treatment.cycle, day=treatment.day)
