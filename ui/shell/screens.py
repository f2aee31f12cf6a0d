"""What a screen of a session can be."""

from __future__ import annotations

from ui.enrolment.screen import EnrolmentScreen
from ui.imports.screen import ImportScreen
from ui.notices.screen import NoticesScreen
from ui.patient.screen import PatientScreen
from ui.patients.screen import PatientsScreen
from ui.settings.screen import SettingsScreen
from ui.triage.screen import TriageScreen

Screen = (
    TriageScreen
    | PatientsScreen
    | PatientScreen
    | EnrolmentScreen
    | ImportScreen
    | NoticesScreen
    | SettingsScreen
)
