"""What tests of the screens share: a frame on sample stores, and ways to look into it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from console.settings import Settings
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from tests.samples.access import SampleAccess
from tests.samples.accounts import SampleAccounts
from tests.samples.approvals import SampleApprovals
from tests.samples.archives import SampleArchives
from tests.samples.archiving import SampleArchivedActs, SampleArchiving
from tests.samples.billing import SampleBilling, SampleBillingSaving, SampleBillingSide
from tests.samples.centre import SampleCentre
from tests.samples.consents import SampleConsentActs
from tests.samples.deliveries import SampleDeliveries
from tests.samples.desk import SampleDesk, sample_frame
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
from tests.support.typography import plain
from ui.shell import Shell
from ui.triage.screen import TriageScreen
from widgets.theme import Theme

Kind = TypeVar("Kind", bound=QObject)


@dataclass
class Parts:
    """A frame with everything that stands behind it."""

    shell: Shell
    session: SampleSession
    settings: Settings
    worklist: SampleWorklist
    details: SampleDetails
    actions: SampleActions
    connection: SampleConnection
    escalation_lists: SampleEscalationLists
    filter_choices: SampleFilterChoices
    surveillance: SampleSurveillance
    looks: SampleLooks
    drafts: SampleDrafts
    review: SampleReview
    access: SampleAccess
    file: SampleFile
    patients: SamplePatients
    search: SampleSearch
    search_in_list: SampleSearch
    exceptional: SampleExceptional
    imports: SampleImports
    notices: SampleNotices
    about: SampleAbout
    archives: SampleArchives
    retention: SampleRetention
    accounts: SampleAccounts
    silence: SampleSilence
    archiving: SampleArchiving
    archived_acts: SampleArchivedActs
    record_acts: SampleRecordActs
    consent_acts: SampleConsentActs
    enrolments: SampleEnrolments
    retention_bar: SampleRetentionBar
    hold_acts: SampleHoldActs
    approvals: SampleApprovals
    staff_acts: SampleStaffActs
    staff_import: SampleStaffImport
    silence_acts: SampleSilenceActs
    silence_plan_acts: SamplePlanActs
    file_plan_acts: SamplePlanActs
    message_acts: SampleMessageActs
    silence_counts: SampleSilenceCounts
    answering: SampleAnswering
    centre: SampleCentre
    exports: SampleExports
    deliveries: SampleDeliveries
    statistics: SampleStatistics
    billing: SampleBilling
    billing_side: SampleBillingSide
    billing_saving: SampleBillingSaving
    quality: SampleQuality

    @property
    def triage(self) -> TriageScreen:
        """The triage screen."""
        assert self.shell.triage is not None
        return self.shell.triage

    def put_detail(self, row: int, **changes: Any) -> AlertDetail:
        """Change the detail of a row before it is shown."""
        alert_id = self.worklist.rows[row].row.alert_id
        self.details.alerts[alert_id] = self.details.alerts[alert_id].model_copy(update=changes)
        return self.details.alerts[alert_id]

    def shown(self) -> AlertDetail:
        """The alert on screen."""
        assert self.details.shown.alert is not None
        return self.details.shown.alert


def make_parts(
    theme: Theme,
    settings: Settings,
    wording: Wording,
    session: SampleSession | None = None,
    desk: SampleDesk | None = None,
) -> Parts:
    """A frame on the sample queue, not yet on screen."""
    session = session or SampleSession()
    desk = desk or SampleDesk()
    shell = sample_frame(session, desk, settings, theme, wording)
    return Parts(shell, session, settings, **vars(desk))


def press(widget: QWidget, *keys: str) -> None:
    """Press keys where the focus is, as a person does: letters, or names such as `Down`,
    `Ctrl+Z`.
    """
    for key in keys:
        target = QApplication.focusWidget() or widget
        *modifiers, name = key.split("+") if len(key) > 1 and key != "+" else [key]
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= {
                "Ctrl": Qt.KeyboardModifier.ControlModifier,
                "Shift": Qt.KeyboardModifier.ShiftModifier,
            }[modifier]
        code = getattr(Qt.Key, f"Key_{name.upper() if len(name) == 1 else name}")
        QTest.keyClick(target, code, held)


def comes_back(edit: QLineEdit) -> str:
    """What Ctrl+Z brings back into a field, seen as it is by whoever presses the eye."""
    edit.setEchoMode(QLineEdit.EchoMode.Normal)
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    return edit.text()


def focused() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def child(root: QObject, kind: type[Kind], name: str) -> Kind:
    """A descendant by its name."""
    found = root.findChild(kind, name)
    assert found is not None
    return found


def visible_texts(root: QWidget) -> Iterator[str]:
    """Every label's text that is on screen."""
    for label in root.findChildren(QLabel):
        if label.isVisibleTo(root):
            yield plain(label.text())
