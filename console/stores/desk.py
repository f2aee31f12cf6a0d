"""The stores of the triage screen, the patient file and the list of patients, built and connected
once.
"""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from console.jobs import Jobs
from console.stores.about import AboutStores
from console.stores.access import OwnAccess
from console.stores.account_stores import AccountStores
from console.stores.actions import ActionsStore
from console.stores.alert_details import AlertDetailsStore
from console.stores.answering import AnsweringStore
from console.stores.approvals import ApprovalsStore
from console.stores.archived_acts import ArchivedActs
from console.stores.archives import ArchiveListStore
from console.stores.archiving import ArchivingStore
from console.stores.billing import BillingListStore, BillingSideStore
from console.stores.billing_saving import BillingSaving
from console.stores.bundle_import import BundleImportStore
from console.stores.centre import CentreActs, CentreStore
from console.stores.connection import ConnectionStore
from console.stores.consent_acts import ConsentActs
from console.stores.delivery_stores import DeliveryStores
from console.stores.draft_review import DraftReview
from console.stores.drafts import DraftShelf
from console.stores.enrolments import EnrolmentStore
from console.stores.escalation_lists import EscalationListsStore
from console.stores.exceptional import ExceptionalAccessStore
from console.stores.export_stores import ExportStores
from console.stores.filter_choices import FilterChoicesStore
from console.stores.hold_acts import HoldActs
from console.stores.intentions import Intention
from console.stores.looks import LooksStore
from console.stores.message_acts import MessageActs
from console.stores.notices import NoticesStore
from console.stores.patient_file import PatientFileStore
from console.stores.patient_list import PatientListStore
from console.stores.patient_search import PatientSearchStore
from console.stores.plan_acts import PlanActs
from console.stores.quality import QualityStore
from console.stores.record_acts import RecordActs
from console.stores.retention_bar import RetentionBarStore
from console.stores.retention_calendar import RetentionCalendarStore
from console.stores.silence import SilenceStore
from console.stores.silence_acts import SilenceActs
from console.stores.silence_counts import SilenceCountStore
from console.stores.staff_acts import StaffActs
from console.stores.staff_import import StaffImport
from console.stores.statistics import StatisticsStore
from console.stores.surveillance import SurveillanceStore
from console.stores.worklist import WorklistStore
from services.contract.answers import AnswerReceipt
from services.contract.enums import Role, WorklistView

if TYPE_CHECKING:
    from console.session import Session


class TriageDesk(QObject):
    """What somebody who works on alerts needs; `start` after signing in, `stop` when the session
    is over. `shelf` holds the drafts of this workstation; without one they stay in memory.
    """

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
        shelf: DraftShelf | None = None,
    ) -> None:
        super().__init__(parent)
        if session.me is None:
            raise LookupError("nobody is signed in")
        shelf = shelf if shelf is not None else DraftShelf(jobs, session.draft_key, None)
        self.drafts = shelf.of(session.me.person.id, session.server_now, self)
        self.review = DraftReview(jobs, session, self.drafts, connection, self)
        self.connection = connection
        self._session = session
        self.worklist = WorklistStore(jobs, session, self)
        self.details = AlertDetailsStore(jobs, session, self)
        self.actions = ActionsStore(jobs, session, connection, self)
        self.escalation_lists = EscalationListsStore(jobs, session, self)
        self.filter_choices = FilterChoicesStore(jobs, session, self)
        self.surveillance = SurveillanceStore(jobs, session, self)
        self.access = OwnAccess(jobs, session, self)
        self.file = PatientFileStore(jobs, session, self)
        self.record_acts = RecordActs(jobs, session, connection, self)
        self.consent_acts = ConsentActs(jobs, session, connection, self)
        self.enrolments = EnrolmentStore(jobs, session, connection, self)
        self.notices = NoticesStore(jobs, session, self)
        self.about = AboutStores(jobs, session, connection, self)
        self.exceptional = ExceptionalAccessStore(jobs, session, self)
        self.patients = PatientListStore(jobs, session, self)
        self.imports = BundleImportStore(jobs, session, self)
        self.search, self.search_in_list = (
            PatientSearchStore(jobs, session, self) for _ in range(2)
        )
        self.archives = ArchiveListStore(jobs, session, self)
        self.archiving = ArchivingStore(jobs, session, connection, self)
        self.archived_acts = ArchivedActs(jobs, session, connection, self)
        self.retention = RetentionCalendarStore(jobs, session, self)
        self.retention_bar = RetentionBarStore(jobs, session, self)
        self.hold_acts = HoldActs(jobs, session, connection, self)
        self.silence = SilenceStore(jobs, session, self)
        self.silence_counts = SilenceCountStore(jobs, session, self.silence, self)
        self.silence_acts = SilenceActs(jobs, session, connection, self)
        self.silence_plan_acts = PlanActs(jobs, session, connection, self)
        self.file_plan_acts = PlanActs(jobs, session, connection, self)
        self.message_acts = MessageActs(jobs, session, connection, self)
        self.answering = AnsweringStore(jobs, session, connection, self.drafts, self)
        self._make_others(jobs, session, connection)
        self._connect()

    def _make_others(self, jobs: Jobs, session: Session, connection: ConnectionStore) -> None:
        """What is told of the work, what leaves the product, and what administrators and those who
        decide with them need.
        """
        self.looks = LooksStore(jobs, session, self)
        self.exports = ExportStores(jobs, session, connection, self)
        self.deliveries = DeliveryStores(jobs, session, connection, self)
        self.statistics = StatisticsStore(jobs, session, self)
        self.billing = BillingListStore(jobs, session, self)
        self.billing_side = BillingSideStore(jobs, session, self)
        self.billing_saving = BillingSaving(jobs, session, self)
        self.quality = QualityStore(jobs, session, self)
        self.approvals = ApprovalsStore(jobs, session, connection, self)
        self.staff_acts = StaffActs(jobs, session, connection, self)
        self.staff_import = StaffImport(jobs, session, connection, self)
        self.centre = CentreStore(jobs, session, CentreActs(jobs, session, connection, self), self)
        self.accounts = AccountStores(jobs, session, connection, self)

    @Slot()
    def start(self) -> None:
        """Begin to follow the queue; an oncologist begins with what others ask them."""
        me = self._session.me
        is_asked = me is not None and me.role is Role.ONCOLOGIST
        self.worklist.start(WorklistView.ESCALATED if is_asked else WorklistView.TODO)
        self.surveillance.start()
        self.notices.start()
        self.approvals.start()
        self.exports.start()
        self.silence_counts.start()
        self.deliveries.numbers.start()

    @Slot()
    def stop(self) -> None:
        """Forget everything that belongs to the session."""
        self.answering.forget()
        self.drafts.close()
        self.actions.forget()
        self.looks.stop()
        self.details.forget()
        self.escalation_lists.forget()
        self.filter_choices.forget()
        self.access.forget()
        self.centre.forget()
        self.file.forget()
        self.record_acts.forget()
        self.consent_acts.forget()
        self.enrolments.forget()
        self.notices.forget()
        self.about.forget()
        self.exceptional.forget()
        self.imports.forget()
        self.patients.set_shown(False)
        self.patients.forget()
        self.retention_bar.forget()
        self.approvals.forget()
        self.accounts.forget()
        self.exports.forget()
        self.deliveries.forget()
        self.statistics.forget()
        self.quality.forget()
        self.billing_side.forget()
        self.billing_saving.forget()
        for rows in (self.silence, self.archives, self.retention, self.billing):
            rows.set_shown(False)
            rows.forget()
        for acts in (
            self.silence_acts,
            self.silence_plan_acts,
            self.file_plan_acts,
            self.message_acts,
            self.archiving,
            self.archived_acts,
            self.hold_acts,
            self.staff_acts,
            self.staff_import,
        ):
            acts.forget()
        self.silence_counts.stop()
        self.search.forget()
        self.search_in_list.forget()
        self.worklist.stop()
        self.surveillance.stop()

    def _connect(self) -> None:
        self.actions.row_believed.connect(self.worklist.believe)
        self.actions.row_marked.connect(self.worklist.set_mark)
        self.actions.row_reverted.connect(self.worklist.revert)
        self.actions.alert_changed.connect(self.details.settle)
        self.actions.alert_changed.connect(self.worklist.settle)
        self.actions.conflict.connect(self._read_again)
        self.connection.copy_expired.connect(self.worklist.forget)
        self.connection.copy_expired.connect(self.details.forget)
        self.connection.copy_expired.connect(self.file.forget)
        self.connection.copy_expired.connect(self.patients.forget)
        self.connection.copy_expired.connect(self.exports.list.forget)
        self.connection.copy_expired.connect(self.deliveries.list.forget)
        self.connection.copy_expired.connect(self.deliveries.of_patient.forget)
        self.connection.copy_expired.connect(self.statistics.forget)
        self.connection.copy_expired.connect(self.quality.forget)
        accounts = (self.accounts.list, self.accounts.detail, self.accounts.review)
        self.connection.copy_expired.connect(self.billing.forget)
        self.connection.copy_expired.connect(self.billing_side.forget)
        for rows in (self.silence, self.archives, self.retention, self.retention_bar, *accounts):
            self.connection.copy_expired.connect(rows.forget)
        self.connection.copy_expired.connect(self.search.forget)
        self.connection.copy_expired.connect(self.search_in_list.forget)
        self.worklist.rows_changed.connect(self._hear_of_file)
        self.record_acts.done.connect(self.file.hear_of_record)
        self.consent_acts.done.connect(self.file.hear_of_consents)
        self.silence_acts.done.connect(self.silence_counts.read)
        self.hold_acts.done.connect(self.retention_bar.read)
        self.hold_acts.done.connect(self.retention.refresh)
        self.answering.done.connect(self._hear_of_answer)
        self.exceptional.over.connect(self.file.lose)
        self.exceptional.over.connect(self.details.lose)

    @Slot(list)
    def _hear_of_file(self, patient_ids: list[UUID]) -> None:
        """The queue says that something of the patient changed whose file is open."""
        if self.file.patient_id in patient_ids:
            self.file.hear()

    @Slot(object, object, bool)
    def hear(self, patients: Set[UUID], of_alerts: Set[UUID], is_all: bool) -> None:
        """The service says who is another than before. Of whom is in the queue, the queue tells
        what became of alerts; of a file that is open by exceptional access nothing else does.
        """
        self.file.hear_of_others(None if is_all else patients)
        whose = self.file.patient_id
        if whose in of_alerts and self.exceptional.of(whose) is not None:
            self.file.hear()

    @Slot(object)
    def _hear_of_answer(self, receipt: AnswerReceipt) -> None:
        """Somebody is silent no longer; the queue may have their alert."""
        self.silence_counts.read()
        self.worklist.refresh()
        if self.file.patient_id == receipt.patient_id:
            self.file.hear_of_answer()

    @Slot(Intention)
    def _read_again(self, intention: Intention) -> None:
        """Somebody was faster: show what they did."""
        self.worklist.refresh()
        if self.details.shown.alert_id == intention.alert_id:
            self.details.retry()
