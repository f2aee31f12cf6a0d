"""Whose it is, in full or behind the mask of privacy mode (screens.md 1.10): every name, number and
free text of a patient that the screen shows goes through here.
"""

from __future__ import annotations

from resources.wording import Wording
from services.contract.patients import PatientLabel

_DIGITS_OF_RECORD = 3


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


def free_text(w: Wording, text: str | None) -> str:
    """What somebody wrote: it may name anybody, so it goes as a whole."""
    if not text:
        return ""
    return w.text("privacy-text-hidden") if w.is_masked else text
