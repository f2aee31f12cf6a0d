"""The screens that this person has, as the rail shows them, with what waits there."""

from __future__ import annotations

from resources.wording import Wording
from services.contract.alerts import WorklistCounts
from services.contract.sessions import Me
from ui.shell.pages import ENROLMENT, IMPORTS, NOTICES, PATIENT_FILE, PATIENTS, SETTINGS, TRIAGE
from ui.shell.waiting import waiting
from widgets.rail import Rail, RailItemLook


def fill_rail(rail: Rail, *, has_triage: bool, has_patients: bool) -> None:
    """Put the destinations on the rail: work at the top, settings at the bottom."""
    looks = [RailItemLook(SETTINGS, "", "gear-six", at_bottom=True)]
    if has_patients:
        looks.insert(0, RailItemLook(PATIENTS, "", "users"))
    if has_triage:
        looks.insert(0, RailItemLook(TRIAGE, "", "tray", is_work=True))
    rail.set_items(looks)
    if has_triage:
        rail.set_current(TRIAGE)


def name_rail(rail: Rail, w: Wording, *, has_triage: bool, has_patients: bool) -> None:
    """Name the destinations in the language in use."""
    has = {TRIAGE: has_triage, PATIENTS: has_patients, SETTINGS: True}
    rail.setAccessibleName(w.text("shell-rail"))
    rail.set_labels({name: screen_word(w, name) for name, is_here in has.items() if is_here})


def screen_word(w: Wording, name: str) -> str:
    """What a screen is called."""
    if name == PATIENT_FILE:
        return w.text("file-screen")
    if name == PATIENTS:
        return w.text("patients-screen")
    if name in (IMPORTS, ENROLMENT, NOTICES):
        return w.text(f"{name}-screen")
    return w.text("shell-rail-settings") if name == SETTINGS else w.text("shell-rail-triage")


def count_on_rail(rail: Rail, w: Wording, counts: WorklistCounts, me: Me | None) -> None:
    """Show how many patients wait in triage for whoever is signed in."""
    rail.set_count(TRIAGE, *waiting(w, counts, me))


def counts_text(w: Wording, counts: WorklistCounts) -> str:
    """`2 en retard · 13 à traiter`."""
    return w.text("lock-counts", overdue=w.integer(counts.overdue), todo=w.integer(counts.todo))
