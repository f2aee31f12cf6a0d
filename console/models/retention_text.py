"""A patient of the calendar of retention in words, ready to paint and to be read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from console.models.identity_text import names
from console.stores.retention_reading import Due
from resources import words
from resources.wording import Wording, age_years
from services.contract.retention import HoldMark, RetentionRow

_BETWEEN = " · "
_NONE = "–"
_REFERENCE_TAIL = 12


@dataclass(frozen=True, slots=True, eq=False)
class DueText:
    """What a delegate paints. `reference` stands for the name where only identifiers are seen; its
    whole is `below`. `is_late`: the day has passed, and something is still waited for.
    """

    family_name: str
    given_name: str
    below: str
    due: str
    late: str
    last_use: str
    last_survey: str
    announced: str
    announced_on: str
    held: str
    held_by: str


def due_text(w: Wording, due: Due, now: datetime) -> DueText:
    """A row as it reads at one moment."""
    row, today = due.row, w.local(now).date()
    family_name, given_name, below = who(w, row, today)
    held, held_by = _held(w, row.holds)
    return DueText(
        family_name=family_name,
        given_name=given_name,
        below=below,
        due=w.date(row.due_on),
        late=_late(w, row.due_on, today),
        last_use=w.date(row.last_use_on),
        last_survey=_survey(w, row.last_survey_on),
        announced=w.text(f"retention-{'announced' if row.announced_at else 'not-announced'}"),
        announced_on=_announced_on(w, row.announced_at),
        held=held,
        held_by=held_by,
    )


def who(w: Wording, row: RetentionRow, today: date) -> tuple[str, str, str]:
    """Names, and birth date, age and sex; or a reference, for whoever sees no names."""
    patient = row.patient
    if patient is None:
        if row.identity_unreadable:
            return w.text("row-identity-unreadable"), "", ""
        return reference(w, row.patient_id), "", str(row.patient_id)
    family_name, given_name = names(w, patient)
    age = w.text("time-age", years=age_years(patient.birth_date, today))
    told = (age, words.sex(w, patient.sex))
    below = told if w.is_masked else (w.date(patient.birth_date), *told)
    return family_name, given_name, _BETWEEN.join(below)


def reference(w: Wording, patient_id: UUID) -> str:
    """`Réf. 5f0c1a2b3c4d`: the end of an identifier, which is all chance; its beginning is when
    the patient was enrolled, and alike for many.
    """
    return w.text("retention-reference", tail=patient_id.hex[-_REFERENCE_TAIL:])


def reason_text(w: Wording, mark: HoldMark) -> str:
    """`Contentieux`."""
    return w.text(f"retention-hold-{mark.reason.value}")


def due_tooltip(w: Wording, due: Due, now: datetime) -> str:
    """Everything that a row may cut, each hold by itself."""
    if due.row.identity_unreadable:
        return ""
    text = due_text(w, due, now)
    named = " ".join(part for part in (text.family_name, text.given_name) if part)
    lines = [named, text.below, text.last_survey, f"{text.announced} {text.announced_on}".strip()]
    lines += [" ".join((reason_text(w, each), _by(w, each))) for each in due.row.holds]
    return "\n".join(line for line in lines if line)


def due_sentence(w: Wording, due: Due, now: datetime) -> str:
    """The row as one sentence for a screen reader."""
    text = due_text(w, due, now)
    named = " ".join(part for part in (text.family_name, text.given_name) if part)
    parts = [
        ", ".join(part for part in (named, text.below) if part),
        ", ".join(part for part in (text.due, text.late) if part),
        w.text("retention-spoken-use", on=text.last_use),
        text.last_survey,
        f"{text.announced} {text.announced_on}".strip(),
        *(" ".join((w.text("retention-spoken-held"), reason_text(w, each), _by(w, each)))
          for each in due.row.holds),
    ]  # fmt: skip
    return ". ".join(part for part in parts if part) + "."


def count_text(w: Wording, count: int | None) -> str:
    """A number, or that it is one to ten, which a manager is not told (R-STA-01)."""
    return w.text("retention-few") if count is None else w.integer(count)


def _late(w: Wording, due_on: date, today: date) -> str:
    days = (today - due_on).days
    return w.text("retention-late", days=days) if days > 0 else ""


def _survey(w: Wording, on: date | None) -> str:
    return (
        w.text("retention-no-survey") if on is None else w.text("retention-survey", on=w.date(on))
    )


def _announced_on(w: Wording, at: datetime | None) -> str:
    return "" if at is None else w.text("retention-announced-on", on=w.date(w.local(at).date()))


def _held(w: Wording, holds: list[HoldMark]) -> tuple[str, str]:
    """The first hold, and how many there are besides."""
    if not holds:
        return _NONE, ""
    reason = reason_text(w, holds[0])
    if len(holds) > 1:
        reason = w.text("retention-held-more", reason=reason, count=len(holds) - 1)
    return reason, _by(w, holds[0])


def _by(w: Wording, mark: HoldMark) -> str:
    on = w.date(w.local(mark.placed_at).date())
    if mark.placed_by is None:
        return w.text("retention-since", on=on)
    return w.text("retention-by", by=mark.placed_by.name, on=on)
