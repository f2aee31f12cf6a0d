"""What somebody can intend with an alert: each builds what is asked, and begins it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from console.stores import expecting
from console.stores.expecting import ExceptionAct
from console.stores.intentions import Intended, Intention, Send
from services.contract.alert_acts import (
    AcknowledgeAsk,
    AlertAsk,
    AlertRef,
    AnswerEscalationAsk,
    AssessmentAsk,
    CallAsk,
    CloseAsk,
    DeferAsk,
    EscalateAsk,
    GradeAsk,
    MeasureAsk,
    NoteAsk,
    ReopenAsk,
)
from services.contract.alerts import AlertDetail, AlertLabel
from services.contract.enums import (
    ActionKind,
    ContactResult,
    DeferReason,
    MeasureCode,
    NotRelevantCause,
)
from services.contract.rule_exceptions import RuleException, RuleExceptionAsk


class Intents:
    """The acts of triage, one method each; whoever inherits says how an intention begins."""

    def begin(self, alert: AlertDetail, kind: Intended, send: Send) -> Intention:
        """Take in what somebody intends with an alert as they see it."""
        raise NotImplementedError

    def claim(self, alert: AlertDetail) -> Intention:
        """Work on it."""
        return self.begin(
            alert, ActionKind.CLAIM, lambda api, write: api.claim_alert(alert.id, AlertAsk(), write)
        )

    def release(self, alert: AlertDetail) -> Intention:
        """Let go."""
        return self.begin(
            alert,
            ActionKind.RELEASE,
            lambda api, write: api.release_alert(alert.id, AlertAsk(), write),
        )

    def take_over(self, alert: AlertDetail) -> Intention:
        """Take it from whoever claimed it."""
        return self.begin(
            alert,
            ActionKind.TAKE_OVER,
            lambda api, write: api.take_over_alert(alert.id, AlertAsk(), write),
        )

    def acknowledge(self, alert: AlertDetail, also: Sequence[AlertLabel] = ()) -> Intention:
        """Answer for it, and for the patient's other open alerts that the form named."""
        ask = AcknowledgeAsk(also=_refs(also))
        return self.begin(
            alert,
            ActionKind.ACKNOWLEDGE,
            lambda api, write: api.acknowledge_alert(alert.id, ask, write),
        )

    def call(
        self,
        alert: AlertDetail,
        result: ContactResult,
        grades: Mapping[str, int] | None = None,
        note: str | None = None,
    ) -> Intention:
        """Record a telephone call with the grades that it confirmed."""
        confirmed = [GradeAsk(item=item, grade=grade) for item, grade in (grades or {}).items()]
        ask = CallAsk(result=result, grades=confirmed, note=note or None)
        return self.begin(
            alert, ActionKind.CALL, lambda api, write: api.log_call(alert.id, ask, write)
        )

    def measure(
        self,
        alert: AlertDetail,
        codes: Sequence[MeasureCode],
        cause: NotRelevantCause | None = None,
        other: str | None = None,
        note: str | None = None,
    ) -> Intention:
        """Record coded actions."""
        ask = MeasureAsk(codes=list(codes), cause=cause, other=other or None, note=note or None)
        return self.begin(
            alert, ActionKind.MEASURE, lambda api, write: api.record_measure(alert.id, ask, write)
        )

    def note(self, alert: AlertDetail, text: str) -> Intention:
        """Write in the history."""
        ask = NoteAsk(text=text)
        return self.begin(
            alert, ActionKind.NOTE, lambda api, write: api.add_note(alert.id, ask, write)
        )

    def close(
        self,
        alert: AlertDetail,
        assessment: AssessmentAsk | None = None,
        also: Sequence[AlertLabel] = (),
    ) -> Intention:
        """Close it."""
        ask = CloseAsk(assessment=assessment, also=_refs(also))
        return self.begin(
            alert, ActionKind.CLOSE, lambda api, write: api.close_alert(alert.id, ask, write)
        )

    def defer(
        self, alert: AlertDetail, reason: DeferReason, until: datetime, note: str | None = None
    ) -> Intention:
        """Put it off until a time."""
        ask = DeferAsk(reason=reason, until=until, note=note or None)
        return self.begin(
            alert, ActionKind.DEFER, lambda api, write: api.defer_alert(alert.id, ask, write)
        )

    def escalate(self, alert: AlertDetail, to: UUID, question: str) -> Intention:
        """Ask an oncologist."""
        ask = EscalateAsk(to=to, question=question)
        return self.begin(
            alert, ActionKind.ESCALATE, lambda api, write: api.escalate_alert(alert.id, ask, write)
        )

    def answer(self, alert: AlertDetail, ask: AnswerEscalationAsk) -> Intention:
        """Answer whoever asked, and close it when that is wanted."""
        kind = ActionKind.CLOSE if ask.close else ActionKind.ANSWER
        return self.begin(
            alert, kind, lambda api, write: api.answer_escalation(alert.id, ask, write)
        )

    def reopen(self, alert: AlertDetail, reason: str) -> Intention:
        """Open it again."""
        ask = ReopenAsk(reason=reason)
        return self.begin(
            alert, ActionKind.REOPEN, lambda api, write: api.reopen_alert(alert.id, ask, write)
        )

    def expect(self, alert: AlertDetail, ask: RuleExceptionAsk) -> Intention:
        """Expect a symptom of its patient, or mute one rule."""
        return self.begin(
            alert,
            ExceptionAct.EXPECT,
            lambda api, write: expecting.expect(api, alert, ask, write),
        )

    def end_expected(self, alert: AlertDetail, exception: RuleException) -> Intention:
        """Let every rule fire again."""
        return self.begin(
            alert,
            ExceptionAct.END,
            lambda api, write: expecting.end(api, alert, exception, write),
        )


def acknowledging(alert_id: UUID) -> Send:
    """Acknowledges one alert and none of its patient's others."""
    return lambda api, write: api.acknowledge_alert(alert_id, AcknowledgeAsk(also=[]), write)


def _refs(also: Sequence[AlertLabel]) -> list[AlertRef]:
    return [AlertRef(id=label.id, version=label.version) for label in also]
