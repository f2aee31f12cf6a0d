"""Who was found for what somebody typed, as lines to choose from (screens.md 1.9)."""

from __future__ import annotations

from datetime import datetime

from console.errors import Offline
from console.models.identity_text import names
from console.models.patient_row_text import birth_name
from console.stores.patient_search import PatientSearchStore, SearchState
from resources import words
from resources.wording import Wording
from services.contract.patient_list import PatientHit
from widgets.palette_list import PaletteGroup, PaletteLine

_BETWEEN = " · "


def patient_group(
    w: Wording, store: PatientSearchStore, now: datetime, *, is_online: bool
) -> PaletteGroup | None:
    """The group of patients, or None where too little is typed to look for any."""
    if store.state is SearchState.NOTHING:
        return None
    lines = tuple(_line(w, hit, now) for hit in store.found)
    return PaletteGroup(w.text("patients-group"), lines, _note(w, store, is_online=is_online))


def _note(w: Wording, store: PatientSearchStore, *, is_online: bool) -> str:
    match store.state:
        case SearchState.WAITING if not is_online:
            return w.text("patients-search-offline")
        case SearchState.WAITING:
            return "" if store.found else w.text("patients-searching")
        case SearchState.FAILED:
            is_away = not is_online or isinstance(store.error, Offline)
            return w.text("patients-search-offline" if is_away else "patients-search-failed")
        case _ if store.hits is not None and store.hits.more:
            return w.text("patients-more-found")
        case _:
            return "" if store.found else w.text("patients-none-found")


def _line(w: Wording, hit: PatientHit, now: datetime) -> PaletteLine:
    label = hit.patient
    family_name, given_name = names(w, label)
    name = f"{family_name} {given_name}".strip()
    born = birth_name(w, hit.birth_name, label.family_name, label.sex)
    facts = _facts(w, hit, now)
    is_shared = hit.homonyms > 1
    tag = w.text("patients-homonyms", count=hit.homonyms) if is_shared else ""
    if not tag and hit.sounds_alike:
        tag = w.text("patients-sounds-alike")
    spoken = (", ".join(part for part in (name, born) if part), facts, tag)
    return PaletteLine(
        name=str(label.id),
        text=name,
        key="",
        sentence=". ".join(part for part in spoken if part),
        beside=born,
        below=facts,
        tag=tag,
        caution=w.text("patients-why-not") if is_shared else "",
        is_near=hit.sounds_alike,
    )


def _facts(w: Wording, hit: PatientHit, now: datetime) -> str:
    """`14-mars-1958 (67 ans) · F · IPP 800 451 237 · Suivi en cours`; behind the mask, less."""
    status = words.monitoring(w, hit.monitoring)
    if hit.identity_unreadable:
        return status
    age, sex = w.age(hit.patient.birth_date, w.local(now).date()), words.sex(w, hit.patient.sex)
    if w.is_masked:
        return _BETWEEN.join((age, sex, status))
    number = w.record_number(hit.patient.record_number)
    record = f"{w.text('triage-record-label')} {number}"
    return _BETWEEN.join((f"{w.date(hit.patient.birth_date)} ({age})", sex, record, status))
