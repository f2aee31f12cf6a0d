"""The frame of a session on the sample queue, with the stores behind it."""

from dataclasses import dataclass, field
from typing import Any

from console.settings import Settings
from resources.wording import Wording
from tests.samples.access import SampleAccess
from tests.samples.accounts import SampleAccounts
from tests.samples.approvals import SampleApprovals
from tests.samples.archives import SampleArchives
from tests.samples.archiving import SampleArchivedActs, SampleArchiving
from tests.samples.billing import SampleBilling, SampleBillingSaving, SampleBillingSide
from tests.samples.centre import SampleCentre
from tests.samples.consents import SampleConsentActs
from tests.samples.deliveries import SampleDeliveries
from tests.samples.drafts import SampleDrafts, SampleReview
from tests.samples.enrolments import SampleEnrolments
from tests.samples.exceptional import SampleExceptional
from tests.samples.exports import SampleExports
from tests.samples.file import SampleFile, SampleRecordActs
from tests.samples.filters import SampleFilterChoices
from tests.samples.imports import SampleImports
from tests.samples.lists import SampleEscalationLists
from tests.samples.notices import SampleNotices
from tests.samples.patients import SamplePatients, SampleSearch
from tests.samples.retention import SampleHoldActs, SampleRetention, SampleRetentionBar
from tests.samples.staff import SampleStaffActs
from tests.samples.staff_import import SampleStaffImport
from tests.samples.statistics_store import SampleQuality, SampleStatistics
from tests.samples.stores import (
    SampleActions,
    SampleConnection,
    SampleDetails,
    SampleLooks,
    SampleSession,
    SampleSurveillance,
    SampleWorklist,
)
from tests.samples.support import SampleAbout
from tests.samples.week_stores import (
    SampleAnswering,
    SampleMessageActs,
    SamplePlanActs,
    SampleSilence,
    SampleSilenceActs,
    SampleSilenceCounts,
)
from ui.shell import Shell
from widgets.theme import Theme


@dataclass
class SampleDesk:
    """Has the shape of the desk of a session; each store can be put into any state."""

    worklist: SampleWorklist = field(default_factory=SampleWorklist)
    details: SampleDetails = field(default_factory=SampleDetails)
    actions: SampleActions = field(default_factory=SampleActions)
    connection: SampleConnection = field(default_factory=SampleConnection)
    escalation_lists: SampleEscalationLists = field(default_factory=SampleEscalationLists)
    filter_choices: SampleFilterChoices = field(default_factory=SampleFilterChoices)
    surveillance: SampleSurveillance = field(default_factory=SampleSurveillance)
    looks: SampleLooks = field(default_factory=SampleLooks)
    drafts: SampleDrafts = field(default_factory=SampleDrafts)
    review: SampleReview = field(default_factory=SampleReview)
    access: SampleAccess = field(default_factory=SampleAccess)
    file: SampleFile = field(default_factory=SampleFile)
    patients: SamplePatients = field(default_factory=SamplePatients)
    search: SampleSearch = field(default_factory=SampleSearch)
    search_in_list: SampleSearch = field(default_factory=SampleSearch)
    exceptional: SampleExceptional = field(default_factory=SampleExceptional)
    imports: SampleImports = field(default_factory=SampleImports)
    notices: SampleNotices = field(default_factory=SampleNotices)
    about: SampleAbout = field(init=False)
    archiving: SampleArchiving = field(init=False)
    archived_acts: SampleArchivedActs = field(init=False)
    record_acts: SampleRecordActs = field(init=False)
    consent_acts: SampleConsentActs = field(init=False)
    enrolments: SampleEnrolments = field(init=False)
    archives: SampleArchives = field(default_factory=SampleArchives)
    retention: SampleRetention = field(default_factory=SampleRetention)
    retention_bar: SampleRetentionBar = field(init=False)
    hold_acts: SampleHoldActs = field(init=False)
    approvals: SampleApprovals = field(init=False)
    staff_acts: SampleStaffActs = field(init=False)
    staff_import: SampleStaffImport = field(init=False)
    accounts: SampleAccounts = field(init=False)
    silence: SampleSilence = field(default_factory=SampleSilence)
    silence_acts: SampleSilenceActs = field(init=False)
    silence_plan_acts: SamplePlanActs = field(init=False)
    file_plan_acts: SamplePlanActs = field(init=False)
    message_acts: SampleMessageActs = field(init=False)
    silence_counts: SampleSilenceCounts = field(init=False)
    answering: SampleAnswering = field(init=False)
    centre: SampleCentre = field(init=False)
    exports: SampleExports = field(init=False)
    deliveries: SampleDeliveries = field(init=False)
    statistics: SampleStatistics = field(default_factory=SampleStatistics)
    billing: SampleBilling = field(default_factory=SampleBilling)
    billing_side: SampleBillingSide = field(init=False)
    billing_saving: SampleBillingSaving = field(init=False)
    quality: SampleQuality = field(default_factory=SampleQuality)

    def __post_init__(self) -> None:
        self.about = SampleAbout(self.connection)
        self.billing_side = SampleBillingSide(self.billing.calls)
        self.billing_saving = SampleBillingSaving(self.billing.calls)
        self.archiving = SampleArchiving(self.connection)
        self.centre = SampleCentre(self.connection)
        self.exports = SampleExports(self.connection)
        self.deliveries = SampleDeliveries(self.connection)
        self.record_acts = SampleRecordActs(self.file, self.connection)
        self.consent_acts = SampleConsentActs(self.file.said, self.connection)
        self.enrolments = SampleEnrolments(self.connection)
        self.accounts = SampleAccounts(self.connection)
        self.retention_bar = SampleRetentionBar(self.retention.calls)
        self.hold_acts = SampleHoldActs(self.retention.calls, self.connection)
        self.approvals = SampleApprovals(self.connection)
        self.staff_acts = SampleStaffActs(self.connection)
        self.staff_import = SampleStaffImport(self.connection)
        self.file.weeks_of(self.silence.calls)
        self.file.ends_of(self.archiving.calls)
        self.archived_acts = SampleArchivedActs(
            self.archiving.calls, self.silence.calls, self.connection
        )
        self.silence_acts = SampleSilenceActs(self.silence, self.connection)
        self.silence_plan_acts = SamplePlanActs(self.silence, self.connection)
        self.file_plan_acts = SamplePlanActs(self.silence, self.connection)
        self.message_acts = SampleMessageActs(self.silence, self.connection)
        self.silence_counts = SampleSilenceCounts(self.silence)
        self.answering = SampleAnswering(self.silence, self.connection, self.drafts)


def sample_frame(
    session: SampleSession, desk: SampleDesk, settings: Settings, theme: Theme, wording: Wording
) -> Shell:
    """A frame that owns its stores, not yet on screen."""
    who: Any = session
    work: Any = desk
    desk.approvals.who = session
    if desk.approvals.may_read:
        desk.approvals.refresh()
    shell = Shell(who, settings, work, theme, wording)
    for store in (session, *vars(desk).values()):
        store.setParent(shell)
    desk.exceptional.over.connect(desk.file.lose)
    desk.consent_acts.done.connect(desk.file.hear_of_consents)
    desk.hold_acts.done.connect(desk.retention_bar.read)
    desk.hold_acts.done.connect(desk.retention.refresh)
    return shell
