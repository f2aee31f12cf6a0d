"""One patient of the list in words, ready to paint and to be read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.models.identity_text import course, names
from console.stores.patient_reading import Listed
from resources import words
from resources.wording import Wording, age_years
from services.contract.enums import AlertKind, IdentityStatus, Sex
from services.contract.patient_list import PatientRow

_BETWEEN = " · "
_NONE = "–"


@dataclass(frozen=True, slots=True, eq=False)
class PatientRowText:
    """What a delegate paints; no field needs further work. `level` is empty without an open
    alert; `tag` marks a homonym; `note` says that the row may be old.
    """

    family_name: str
    given_name: str
    birth_name: str
    tag: str
    born: str
    age_sex: str
    record: str
    status: IdentityStatus
    status_text: str
    treatment: str
    course: str
    answered: str
    answered_ago: str
    level: str
    level_text: str
    open_text: str
    oncologist: str
    note: str


def patient_row_text(w: Wording, listed: Listed, now: datetime) -> PatientRowText:
    """A row as it reads at one moment."""
    row = listed.row
    family_name, given_name = names(w, row.patient)
    born, age_sex = _birth(w, row, now)
    answered, ago = _answered(w, row, now)
    level, level_text, open_text = _alert(w, row)
    note = w.text("patients-row-moved") if listed.has_moved else ""
    return PatientRowText(
        family_name=family_name,
        given_name=given_name,
        birth_name=birth_name(w, row.birth_name, row.patient.family_name, row.patient.sex),
        tag=w.text("patients-homonym") if row.has_homonym else "",
        born=born,
        age_sex=age_sex,
        record=_record(w, row),
        status=row.identity_status,
        status_text=words.identity(w, row.identity_status),
        treatment=_treatment(w, row),
        course="" if row.treatment is None else course(w, row.treatment),
        answered=answered,
        answered_ago=ago,
        level=level,
        level_text=level_text,
        open_text=open_text,
        oncologist=words.short_name(row.oncologist) if row.oncologist else _NONE,
        note=note,
    )


def birth_name(w: Wording, name: str | None, family_name: str, sex: Sex) -> str:
    """`née LE DANTEC` when it is another than the name in use; nothing behind the mask."""
    if not name or name == family_name or not family_name or w.is_masked:
        return ""
    return w.text("triage-birth-name", name=name, sex=sex.value)


def _birth(w: Wording, row: PatientRow, now: datetime) -> tuple[str, str]:
    """`14-mars-1958` and `67 ans · F`; behind the mask, the age in place of the date."""
    if row.identity_unreadable:
        return "", ""
    age = w.age(row.patient.birth_date, w.local(now).date())
    sex = words.sex(w, row.patient.sex)
    return (age, sex) if w.is_masked else (w.date(row.patient.birth_date), f"{age}{_BETWEEN}{sex}")


def _record(w: Wording, row: PatientRow) -> str:
    if row.identity_unreadable or w.is_masked:
        return ""
    return w.record_number(row.patient.record_number)


def _treatment(w: Wording, row: PatientRow) -> str:
    if row.treatment_unreadable:
        return w.text("row-content-unreadable")
    return _NONE if row.treatment is None else row.treatment.name


def _answered(w: Wording, row: PatientRow, now: datetime) -> tuple[str, str]:
    """The day of the last answer, and how long ago it was."""
    if row.answered_at is None:
        return w.text("patients-never-answered"), ""
    then, today = w.local(row.answered_at).date(), w.local(now).date()
    days = max(0, (today - then).days)
    day = w.day(then) if then.year == today.year else w.date(then)
    return day, w.text("patients-days-ago", days=days)


def _alert(w: Wording, row: PatientRow) -> tuple[str, str, str]:
    """The shape, the word and how many are open."""
    if row.level is None or row.kind is None:
        return "", _NONE, ""
    shape = "technical" if row.kind is AlertKind.TECHNICAL else row.level.value
    count = w.text("patients-open", count=row.open_count) if row.open_count > 1 else ""
    return shape, words.level(w, row.level, row.kind), count


def patient_tooltip(w: Wording, listed: Listed) -> str:
    """The whole identity and treatment, because a row may cut them."""
    row = listed.row
    note = w.text("patients-row-moved") if listed.has_moved else ""
    if row.identity_unreadable:
        return note
    named = " ".join(name for name in names(w, row.patient) if name)
    born = birth_name(w, row.birth_name, row.patient.family_name, row.patient.sex)
    treatment = "" if row.treatment is None else row.treatment.name
    lines = (f"{named} {born}".strip(), treatment, row.oncologist or "", note)
    return "\n".join(line for line in lines if line)


def patient_sentence(w: Wording, listed: Listed, now: datetime) -> str:
    """The row as one sentence for a screen reader."""
    row = listed.row
    named = " ".join(name for name in names(w, row.patient) if name)
    _, level, count = _alert(w, row)
    alert = ", ".join(part for part in (level, count) if part)
    parts = [w.text("patients-spoken-no-alert") if row.level is None else alert]
    if row.identity_unreadable:
        parts.append(named)
    else:
        years = age_years(row.patient.birth_date, w.local(now).date())
        born = birth_name(w, row.birth_name, row.patient.family_name, row.patient.sex)
        spoken = w.text("row-spoken-years", years=years)
        parts.append(", ".join(part for part in (named, born, spoken) if part))
        if not w.is_masked:
            parts.append(w.text("patients-spoken-record", number=row.patient.record_number))
    parts.append(w.text("patients-spoken-identity", status=words.identity(w, row.identity_status)))
    if row.has_homonym:
        parts.append(w.text("patients-homonym"))
    if row.treatment is not None:
        when = course(w, row.treatment)
        parts.append(f"{row.treatment.name}, {when}" if when else row.treatment.name)
    answered, ago = _answered(w, row, now)
    parts.append(w.text("patients-spoken-answered", day=answered, ago=ago) if ago else answered)
    if row.oncologist:
        parts.append(row.oncologist)
    if listed.has_moved:
        parts.append(w.text("patients-row-moved"))
    return ". ".join(parts) + "."
