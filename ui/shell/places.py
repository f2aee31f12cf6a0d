"""The places of a session whose screens are made the first time that somebody goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from resources.wording import Wording
from ui.shell.pages import (
    ABOUT,
    ACCESS_REVIEW,
    ACCOUNTS,
    APPROVALS,
    ARCHIVES,
    BILLING,
    DELIVERIES,
    ENROLMENT,
    EXPORTS,
    IMPORTS,
    NON_RESPONDERS,
    NOTICES,
    PATIENTS,
    RETENTION,
    SETTINGS,
    STATISTICS,
)
from ui.shell.patients_desk import PatientsDesk
from ui.shell.screens import Screen

if TYPE_CHECKING:
    from ui.shell.frame import Shell


class Place(Protocol):
    """Makes its screen the first time that it is wanted."""

    @property
    def screen(self) -> Screen | None:
        """The screen, None before somebody wanted it."""

    def follow(self, name: str, wording: Wording) -> None:
        """Hears which screen comes to the front."""


def places_of(shell: Shell, patients: PatientsDesk) -> dict[str, Place]:
    """Those of a frame, by the names of their pages."""
    return {
        PATIENTS: patients,
        NON_RESPONDERS: shell.silence,
        ARCHIVES: shell.archives,
        STATISTICS: shell.statistics,
        EXPORTS: shell.exports,
        BILLING: shell.billing,
        DELIVERIES: shell.exports.deliveries,
        RETENTION: shell.retention,
        APPROVALS: shell.approvals,
        ACCOUNTS: shell.accounts,
        ACCESS_REVIEW: shell.access_review,
        ENROLMENT: shell.enrolment,
        IMPORTS: shell.imports,
        ABOUT: shell.about,
        NOTICES: shell.notices,
        SETTINGS: shell.settings_desk,
    }
