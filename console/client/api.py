"""One method per endpoint: contract objects in and out; the class to read to learn what the
console asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from uuid import UUID

from console.client.accounts import AccountCalls
from console.client.approvals import ApprovalCalls
from console.client.archives import Archives
from console.client.archiving import ArchivingCalls
from console.client.billing import BillingCalls
from console.client.centre import CentreCalls
from console.client.cohorts import CohortCalls
from console.client.deliveries import DeliveryCalls
from console.client.entering import EnteringCalls
from console.client.exports import ExportCalls
from console.client.http import Lines, Parameters, Wire, Write
from console.client.notices import NoticeCalls
from console.client.opened_records import OpenedRecords
from console.client.patient_consents import PatientConsentCalls
from console.client.patient_enrolments import PatientEnrolments
from console.client.patient_files import PatientFiles
from console.client.patient_imports import PatientImports
from console.client.patient_lists import PatientLists
from console.client.patient_messages import PatientMessages
from console.client.patient_records import PatientRecords
from console.client.provider_sign_in import ProviderCalls
from console.client.retention import RetentionCalls
from console.client.silence import Silence
from console.client.staff import StaffCalls
from console.client.statistics import StatisticsCalls
from console.client.support import SupportCalls
from console.client.survey_plans import SurveyPlans
from services.contract.alert_acts import (
    AcknowledgeAsk,
    AlertAsk,
    AnswerEscalationAsk,
    CallAsk,
    CloseAsk,
    DeferAsk,
    EscalateAsk,
    MeasureAsk,
    NoteAsk,
    ReopenAsk,
    UndoAsk,
)
from services.contract.alert_looks import LookAsk
from services.contract.alerts import (
    AlertBatch,
    AlertChange,
    AlertDetail,
    AlertPage,
    WorklistCounts,
    WorklistPage,
)
from services.contract.base import Ask
from services.contract.enums import AlertState, WorklistSort, WorklistView
from services.contract.filters import WorklistFilters
from services.contract.patients import PatientHeader
from services.contract.rule_exceptions import (
    RuleException,
    RuleExceptionAsk,
    RuleExceptionEndAsk,
)
from services.contract.sessions import (
    Me,
    RecoveryCodesGrant,
    RecoveryCodesLeft,
    RefreshAsk,
    SecondFactorAsk,
    SessionGrant,
    SessionPage,
    SessionsEnded,
    SignInAsk,
    SignInChallenge,
    StepUpAsk,
    StepUpGrant,
    UnlockAsk,
)
from services.contract.surveillance import SurveillanceHealth
from services.contract.units import EscalationList

_BASE = "/api/v1"

LONGEST_PAGE = 200
LONGEST_BATCH = 50


class Api:
    """The service as the console calls it; every method raises a `ConsoleError` and may run in any
    thread.
    """

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.opened_records = OpenedRecords(wire, _BASE)
        self.deliveries = DeliveryCalls(wire, _BASE)
        self.entering = EnteringCalls(wire, _BASE)
        self.cohorts = CohortCalls(wire, _BASE)
        self.exports = ExportCalls(wire, _BASE)
        self.notices = NoticeCalls(wire, _BASE)
        self.patient_consents = PatientConsentCalls(wire, _BASE)
        self.patient_enrolments = PatientEnrolments(wire, _BASE)
        self.patient_files = PatientFiles(wire, _BASE)
        self.patient_imports = PatientImports(wire, _BASE)
        self.patient_lists = PatientLists(wire, _BASE)
        self.patient_messages = PatientMessages(wire, _BASE)
        self.patient_records = PatientRecords(wire, _BASE)
        self.centre = CentreCalls(wire, _BASE)
        self.silence = Silence(wire, _BASE)
        self.approvals = ApprovalCalls(wire, _BASE)
        self.support = SupportCalls(wire, _BASE)
        self.accounts = AccountCalls(wire, _BASE)
        self.archives = Archives(wire, _BASE)
        self.billing = BillingCalls(wire, _BASE)
        self.archiving = ArchivingCalls(wire, _BASE)
        self.provider = ProviderCalls(wire, _BASE)
        self.retention = RetentionCalls(wire, _BASE)
        self.staff = StaffCalls(wire, _BASE)
        self.statistics = StatisticsCalls(wire, _BASE)
        self.survey_plans = SurveyPlans(wire, _BASE)

    # Session

    def ask_ready(self) -> None:
        """Whether the service can serve; anybody may ask."""
        self.wire.ask_open("/health/ready")

    def sign_in(self, username: str, password: str) -> SignInChallenge:
        """First step; the answer is the same for an unknown account."""
        return self.wire.post_open(
            f"{_BASE}/auth/sign-in",
            SignInAsk(username=username, password=password),
            SignInChallenge,
        )

    def second_factor(self, challenge: str, code: str, membership_id: UUID | None) -> SessionGrant:
        """Second step; from here on every call carries the session."""
        ask = SecondFactorAsk(challenge=challenge, code=code, membership_id=membership_id)
        grant = self.wire.post_open(f"{_BASE}/auth/second-factor", ask, SessionGrant)
        self.wire.tokens.hold(grant)
        return grant

    def sign_out(self) -> None:
        """End the session on the service and forget its tokens whatever the service says."""
        try:
            self.wire.tell(f"{_BASE}/auth/sign-out")
        finally:
            self.wire.tokens.forget()

    def end_session_of(self, refresh_token: str) -> None:
        """End a session of which only the refresh token is left; the one in hand goes on."""
        grant = self.wire.exchange(RefreshAsk(refresh_token=refresh_token))
        self.wire.tell_as(grant.access_token, f"{_BASE}/auth/sign-out")

    def unlock(self, password: str) -> None:
        """Prove with the password that the owner of this session is back."""
        self.wire.tell(f"{_BASE}/auth/unlock", body=UnlockAsk(password=password))

    def read_me(self) -> Me:
        """Who is signed in, and what this role may do."""
        return self.wire.get(f"{_BASE}/me", Me)

    def read_surveillance(self) -> SurveillanceHealth:
        """What is proved of the surveillance of this centre."""
        return self.wire.get("/health/surveillance", SurveillanceHealth)

    # One's own access

    def step_up(self, password: str, code: str) -> StepUpGrant:
        """Prove again who one is, for an act that asks for it."""
        ask = StepUpAsk(password=password, code=code)
        return self.wire.post(f"{_BASE}/auth/step-up", ask, StepUpGrant)

    def list_my_sessions(self, cursor: str | None = None) -> SessionPage:
        """A page of one's own living sessions, newest first."""
        parameters: list[tuple[str, str | int]] = [("limit", LONGEST_PAGE)]
        if cursor is not None:
            parameters.append(("cursor", cursor))
        return self.wire.get(f"{_BASE}/me/sessions", SessionPage, parameters)

    def end_my_session(self, session_id: UUID, write: Write) -> SessionsEnded:
        """End one of one's own sessions."""
        return self.wire.delete(f"{_BASE}/me/sessions/{session_id}", SessionsEnded, write)

    def end_my_other_sessions(self, write: Write) -> SessionsEnded:
        """End all of them but this one."""
        return self.wire.post(f"{_BASE}/me/sessions/end-others", None, SessionsEnded, write)

    def read_recovery_codes(self) -> RecoveryCodesLeft:
        """How many of one's recovery codes are unused."""
        return self.wire.get(f"{_BASE}/me/recovery-codes", RecoveryCodesLeft)

    def make_recovery_codes(self, write: Write) -> RecoveryCodesGrant:
        """Make ten; they are in the first answer only, and those before them end."""
        return self.wire.post(f"{_BASE}/me/recovery-codes", None, RecoveryCodesGrant, write)

    # Reading

    def read_worklist(
        self,
        view: WorklistView,
        sort: WorklistSort,
        filters: Iterable[tuple[str, str]] = (),
        limit: int = LONGEST_PAGE,
        cursor: str | None = None,
    ) -> WorklistPage:
        """A page of the queue, filtered by parameters of the service."""
        parameters: list[tuple[str, str | int]] = [
            ("view", view.value),
            ("sort", sort.value),
            ("limit", limit),
        ]
        parameters += filters
        if cursor is not None:
            parameters.append(("cursor", cursor))
        return self.wire.get(f"{_BASE}/worklist", WorklistPage, parameters)

    def read_worklist_counts(self) -> WorklistCounts:
        """Live counts of the tabs and levels."""
        return self.wire.get(f"{_BASE}/worklist/counts", WorklistCounts)

    def read_worklist_filters(self) -> WorklistFilters:
        """What the queue can be filtered by now."""
        return self.wire.get(f"{_BASE}/worklist/filters", WorklistFilters)

    def list_alerts(
        self,
        states: Iterable[AlertState] = (),
        patient_id: UUID | None = None,
        limit: int = LONGEST_PAGE,
        cursor: str | None = None,
    ) -> AlertPage:
        """Alerts, newest first."""
        parameters: list[tuple[str, str | int]] = [("state", state.value) for state in states]
        parameters.append(("limit", limit))
        if patient_id is not None:
            parameters.append(("patient_id", str(patient_id)))
        if cursor is not None:
            parameters.append(("cursor", cursor))
        return self.wire.get(f"{_BASE}/alerts", AlertPage, parameters)

    def prefetch_alerts(self, alert_ids: Iterable[UUID]) -> AlertBatch:
        """Details of up to 50 alerts, recorded as one access to a list."""
        parameters: Parameters = [("id", str(alert_id)) for alert_id in alert_ids]
        return self.wire.get(f"{_BASE}/alerts/batch", AlertBatch, parameters)

    def read_alert(self, alert_id: UUID) -> AlertDetail:
        """One alert."""
        return self.wire.get(f"{_BASE}/alerts/{alert_id}", AlertDetail)

    def read_patient(self, patient_id: UUID) -> PatientHeader:
        """Identity and context of one patient."""
        return self.wire.get(f"{_BASE}/patients/{patient_id}", PatientHeader)

    def read_escalation_list(self, unit_id: UUID) -> EscalationList:
        """Who can be asked in a unit, and who is asked one after the other."""
        return self.wire.get(f"{_BASE}/units/{unit_id}/escalation-list", EscalationList)

    def follow_events(self, last_id: str, silence_s: float) -> AbstractContextManager[Lines]:
        """The stream of live events after one of them, or from now on when `last_id` is empty."""
        return self.wire.follow(f"{_BASE}/events", last_id, silence_s)

    # Acts

    def record_opening(self, alert_id: UUID, write: Write) -> None:
        """Say that a person has had this alert on screen."""
        self.wire.tell(f"{_BASE}/alerts/{alert_id}/opened", write)

    def record_look(self, alert_id: UUID, ask: LookAsk, write: Write) -> None:
        """Say how long it was in the foreground."""
        self.wire.tell(f"{_BASE}/alerts/{alert_id}/looks", write, ask)

    def claim_alert(self, alert_id: UUID, ask: AlertAsk, write: Write) -> AlertChange:
        """Say that one is working on it."""
        return self._act(alert_id, "claim", ask, write)

    def release_alert(self, alert_id: UUID, ask: AlertAsk, write: Write) -> AlertChange:
        """Let go."""
        return self._act(alert_id, "release", ask, write)

    def take_over_alert(self, alert_id: UUID, ask: AlertAsk, write: Write) -> AlertChange:
        """Take it from the person who claimed it."""
        return self._act(alert_id, "take-over", ask, write)

    def acknowledge_alert(self, alert_id: UUID, ask: AcknowledgeAsk, write: Write) -> AlertChange:
        """Answer for it; stops the response timer."""
        return self._act(alert_id, "acknowledge", ask, write)

    def log_call(self, alert_id: UUID, ask: CallAsk, write: Write) -> AlertChange:
        """Record a telephone call that took place."""
        return self._act(alert_id, "calls", ask, write)

    def record_measure(self, alert_id: UUID, ask: MeasureAsk, write: Write) -> AlertChange:
        """Record coded actions."""
        return self._act(alert_id, "measures", ask, write)

    def add_note(self, alert_id: UUID, ask: NoteAsk, write: Write) -> AlertChange:
        """Write in the history."""
        return self._act(alert_id, "notes", ask, write)

    def close_alert(self, alert_id: UUID, ask: CloseAsk, write: Write) -> AlertChange:
        """Close."""
        return self._act(alert_id, "close", ask, write)

    def defer_alert(self, alert_id: UUID, ask: DeferAsk, write: Write) -> AlertChange:
        """Put it off until a time."""
        return self._act(alert_id, "defer", ask, write)

    def escalate_alert(self, alert_id: UUID, ask: EscalateAsk, write: Write) -> AlertChange:
        """Ask an oncologist."""
        return self._act(alert_id, "escalate", ask, write)

    def answer_escalation(
        self, alert_id: UUID, ask: AnswerEscalationAsk, write: Write
    ) -> AlertChange:
        """Answer whoever asked."""
        return self._act(alert_id, "answer", ask, write)

    def reopen_alert(self, alert_id: UUID, ask: ReopenAsk, write: Write) -> AlertChange:
        """Open again what was closed."""
        return self._act(alert_id, "reopen", ask, write)

    def undo_act(self, alert_id: UUID, ask: UndoAsk, write: Write) -> AlertChange:
        """Reverse one's own act."""
        return self._act(alert_id, "undo", ask, write)

    def create_rule_exception(
        self, patient_id: UUID, ask: RuleExceptionAsk, write: Write
    ) -> RuleException:
        """Expect a symptom in a patient, or mute one rule."""
        path = f"{_BASE}/patients/{patient_id}/rule-exceptions"
        return self.wire.post(path, ask, RuleException, write)

    def end_rule_exception(
        self, patient_id: UUID, exception_id: UUID, write: Write
    ) -> RuleException:
        """Let every rule fire again."""
        path = f"{_BASE}/patients/{patient_id}/rule-exceptions/{exception_id}/end"
        return self.wire.post(path, RuleExceptionEndAsk(), RuleException, write)

    def _act(self, alert_id: UUID, verb: str, ask: Ask, write: Write) -> AlertChange:
        return self.wire.post(f"{_BASE}/alerts/{alert_id}/{verb}", ask, AlertChange, write)
