"""The keyboard map of a screen: what works on it, and what always does (screens.md 1.8)."""

from __future__ import annotations

from console.settings import LetterKeys
from resources.wording import Wording
from ui.letters import written
from ui.shell.key_groups import (
    ABOUT_KEYS,
    ACCOUNTS_KEYS,
    ANSWERING_KEYS,
    ARCHIVES_KEYS,
    BILLING_KEYS,
    DELIVERIES_KEYS,
    ENROLMENT_KEYS,
    EVERYWHERE_KEYS,
    EXPORTS_KEYS,
    FILE_KEYS,
    PATIENTS_KEYS,
    RETENTION_KEYS,
    REVIEW_KEYS,
    SILENCE_KEYS,
    STATISTICS_KEYS,
    TRIAGE_KEYS,
    KeyGroup,
    Keys,
)
from ui.shell.pages import (
    ABOUT,
    ACCESS_REVIEW,
    ACCOUNTS,
    ANSWERING,
    ARCHIVES,
    BILLING,
    DELIVERIES,
    ENROLMENT,
    EXPORTS,
    NON_RESPONDERS,
    PATIENT_FILE,
    PATIENTS,
    RETENTION,
    STATISTICS,
    TRIAGE,
)
from widgets.key_map import KeyColumn, KeyLine


def columns_of(
    w: Wording, *, has_triage: bool, letters: LetterKeys = LetterKeys.ON, page: str = TRIAGE
) -> tuple[tuple[KeyColumn, ...], ...]:
    """Two columns of groups: what works on the screen of this person, and what always does."""
    everywhere = tuple(_column(w, group, letters) for group in EVERYWHERE_KEYS)
    of_page = {
        PATIENTS: PATIENTS_KEYS,
        NON_RESPONDERS: SILENCE_KEYS,
        ARCHIVES: ARCHIVES_KEYS,
        EXPORTS: EXPORTS_KEYS,
        BILLING: BILLING_KEYS,
        DELIVERIES: DELIVERIES_KEYS,
        STATISTICS: STATISTICS_KEYS,
        RETENTION: RETENTION_KEYS,
        ACCOUNTS: ACCOUNTS_KEYS,
        ACCESS_REVIEW: REVIEW_KEYS,
        ANSWERING: ANSWERING_KEYS,
        ENROLMENT: ENROLMENT_KEYS,
        ABOUT: ABOUT_KEYS,
    }.get(page)
    if of_page is not None:
        return (tuple(_column(w, group, letters) for group in of_page), everywhere)
    if page == PATIENT_FILE:
        in_file, on_alert, in_record = (_column(w, group, letters) for group in FILE_KEYS)
        return ((in_file, on_alert), (in_record, *everywhere))
    if not has_triage:
        return (everywhere,)
    in_list, on_alert, in_form = (_column(w, group, letters) for group in TRIAGE_KEYS)
    return ((in_list, *everywhere), (on_alert, in_form))


def _column(w: Wording, group: KeyGroup, letters: LetterKeys) -> KeyColumn:
    """A group as its keys work now: a letter that is switched off is not named."""
    working = [
        Keys(tuple(written(key, letters) for key in entry.keys), entry.name)
        for entry in group.entries
    ]
    return KeyColumn(
        w.text(f"keys-group-{group.name}"),
        tuple(_line(w, entry) for entry in working if any(entry.keys)),
    )


def _line(w: Wording, entry: Keys) -> KeyLine:
    keys = tuple(w.text("keys-space") if key == "Space" else key for key in entry.keys if key)
    does = w.text(f"keys-{entry.name}")
    return KeyLine(keys, does, w.text("keys-spoken", keys=", ".join(keys), does=does))
