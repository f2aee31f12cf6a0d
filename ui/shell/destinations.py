"""The screens that this person has, as the rail shows them, with what waits there."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from resources.wording import Wording
from services.contract.alerts import WorklistCounts
from services.contract.sessions import Me
from ui.shell.pages import (
    ABOUT,
    ACCESS_REVIEW,
    ACCOUNTS,
    ANSWERING,
    APPROVALS,
    ARCHIVES,
    BILLING,
    DELIVERIES,
    ENROLMENT,
    EXPORTS,
    IMPORTS,
    NON_RESPONDERS,
    NOTICES,
    PATIENT_FILE,
    PATIENTS,
    RETENTION,
    SETTINGS,
    STATISTICS,
    TRIAGE,
)
from ui.shell.waiting import waiting
from widgets.rail import Rail, RailItemLook

if TYPE_CHECKING:
    from ui.shell.frame import Shell

_LOOKS = (
    RailItemLook(TRIAGE, "", "tray", is_work=True),
    RailItemLook(PATIENTS, "", "users"),
    RailItemLook(NON_RESPONDERS, "", "bell-simple-slash"),
    RailItemLook(ARCHIVES, "", "archive-box"),
    RailItemLook(STATISTICS, "", "chart-bar"),
    RailItemLook(RETENTION, "", "archive-box"),
    RailItemLook(EXPORTS, "", "export"),
    RailItemLook(BILLING, "", "clipboard-text"),
    RailItemLook(APPROVALS, "", "user-gear", is_work=True),
    RailItemLook(ACCOUNTS, "", "user-gear"),
    RailItemLook(ABOUT, "", "info", at_bottom=True),
    RailItemLook(SETTINGS, "", "gear-six", at_bottom=True),
)
_RAIL_WORDS = {
    NON_RESPONDERS: "shell-rail-silence",
    RETENTION: "archives-screen",
    APPROVALS: "approvals-rail",
}
"""Shorter than the name of the screen."""
_BEHIND = {
    RETENTION: ARCHIVES, APPROVALS: ACCOUNTS, ACCESS_REVIEW: ACCOUNTS, NOTICES: ABOUT,
    DELIVERIES: EXPORTS,
}  # fmt: skip
"""The other tab of a screen, for whoever has both."""


def destinations_of(shell: Shell) -> frozenset[str]:
    """What the rail leads to for this role; what stands behind another
    screen has its tab there.
    """
    told = {
        TRIAGE: shell.has_triage,
        PATIENTS: shell.has_patients,
        NON_RESPONDERS: shell.silence.may_open,
        ARCHIVES: shell.archives.may_open,
        STATISTICS: shell.statistics.may_open,
        EXPORTS: shell.exports.may_open,
        BILLING: shell.billing.may_open,
        RETENTION: shell.retention.may_open and not shell.archives.may_open,
        ACCOUNTS: shell.accounts.may_open,
        APPROVALS: shell.approvals.may_open and not shell.accounts.may_open,
        ABOUT: True,
        SETTINGS: True,
    }
    return frozenset(name for name, is_here in told.items() if is_here)


def begins_on(shell: Shell) -> str:
    """Where the work of a role without a queue is; empty where triage says why there is none."""
    if shell.has_triage:
        return ""
    found = (
        (STATISTICS, shell.statistics.may_open),
        (RETENTION, shell.retention.may_open),
        (ACCOUNTS, shell.accounts.may_open),
    )
    return next((name for name, is_here in found if is_here), "")


def fill_rail(rail: Rail, here: Container[str]) -> None:
    """Put the destinations on the rail: work at the top, settings at the bottom."""
    rail.set_items([look for look in _LOOKS if look.name in here])
    if TRIAGE in here:
        rail.set_current(TRIAGE)


def mark_on_rail(rail: Rail, page: str, here: Container[str]) -> None:
    """Mark where somebody is; a screen that the rail does not lead to changes nothing."""
    over = _BEHIND.get(page, page)
    name = over if over in here else page
    if name in here:
        rail.set_current(name)


def name_rail(rail: Rail, w: Wording, here: Container[str]) -> None:
    """Name the destinations in the language in use."""
    rail.setAccessibleName(w.text("shell-rail"))
    names = [look.name for look in _LOOKS if look.name in here]
    words = {name: _RAIL_WORDS.get(name, "") for name in names}
    rail.set_labels(
        {name: w.text(word) if word else screen_word(w, name) for name, word in words.items()}
    )


def screen_word(w: Wording, name: str) -> str:
    """What a screen is called."""
    if name == PATIENT_FILE:
        return w.text("file-screen")
    if name == PATIENTS:
        return w.text("patients-screen")
    if name == NON_RESPONDERS:
        return w.text("silence-screen")
    if name in (
        ABOUT, ACCESS_REVIEW, ACCOUNTS, ANSWERING, APPROVALS, ARCHIVES, BILLING, DELIVERIES,
        ENROLMENT, EXPORTS, IMPORTS, NOTICES, RETENTION, STATISTICS,
    ):  # fmt: skip
        return w.text(f"{name}-screen")
    return w.text("shell-rail-settings") if name == SETTINGS else w.text("shell-rail-triage")


def no_right(w: Wording) -> tuple[str, str, str]:
    """What a role without triage reads: title, text and icon."""
    return w.text("shell-refused-no-right"), w.text("shell-refused-no-right-body"), "prohibit"


def count_on_rail(rail: Rail, w: Wording, counts: WorklistCounts, me: Me | None) -> None:
    """Show how many patients wait in triage for whoever is signed in."""
    rail.set_count(TRIAGE, *waiting(w, counts, me))


def counts_text(w: Wording, counts: WorklistCounts) -> str:
    """`2 en retard · 13 à traiter`."""
    return w.text("lock-counts", overdue=w.integer(counts.overdue), todo=w.integer(counts.todo))
