"""What a screen of a session can be."""

from __future__ import annotations

from ui.about.screen import AboutScreen
from ui.accounts.review_screen import ReviewScreen
from ui.accounts.screen import AccountsScreen
from ui.answering.screen import AnsweringScreen
from ui.approvals.screen import ApprovalsScreen
from ui.archives.screen import ArchivesScreen
from ui.billing.screen import BillingScreen
from ui.deliveries.screen import DeliveriesScreen
from ui.enrolment.screen import EnrolmentScreen
from ui.exports.screen import ExportsScreen
from ui.imports.screen import ImportScreen
from ui.non_responders.screen import NonRespondersScreen
from ui.notices.screen import NoticesScreen
from ui.patient.screen import PatientScreen
from ui.patients.screen import PatientsScreen
from ui.retention.screen import RetentionScreen
from ui.settings.screen import SettingsScreen
from ui.statistics.screen import StatisticsScreen
from ui.triage.screen import TriageScreen

Screen = (
    TriageScreen
    | PatientsScreen
    | NonRespondersScreen
    | ArchivesScreen
    | ExportsScreen
    | BillingScreen
    | DeliveriesScreen
    | RetentionScreen
    | StatisticsScreen
    | ApprovalsScreen
    | AccountsScreen
    | ReviewScreen
    | PatientScreen
    | AnsweringScreen
    | EnrolmentScreen
    | ImportScreen
    | AboutScreen
    | NoticesScreen
    | SettingsScreen
)
