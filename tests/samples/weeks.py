"""The weeks of the sample patients on a service that answers at once, fails, or does not answer."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from console.client.http import Write
from console.errors import ConsoleError
from console.stores.weeks import Weeks
from resources.locate import read_json
from services.contract.answer_content import AnswerContent
from services.contract.answers import AnswerReceipt
from services.contract.enums import AlertLevel, AnswerOutcome, Monitoring
from services.contract.messages import (
    ChannelState,
    MessagePage,
    MessagePreference,
    MessagePreferenceAsk,
    PatientMessage,
)
from services.contract.questionnaire_form import QuestionnaireForm
from services.contract.schedule import (
    PatientPlan,
    Pause,
    PauseAsk,
    Pauses,
    PlannedWeek,
    ReminderOutcome,
    SentNow,
    SurveyPlan,
    SurveyPlanAsk,
    SurveyWeek,
    SurveyWeekPage,
)
from services.contract.week_enums import (
    MessageChannel,
    MessageKind,
    MessageState,
    PauseReason,
    Rhythm,
    SurveyState,
)
from tests.samples.at_once import Silence
from tests.samples.rows import CLAIRE, KERMARREC, NOW, paris

_SPACE = UUID(int=0x5EED)
WEEK_ID = uuid5(_SPACE, "week")
_SMS, _EMAIL = MessageChannel.SMS, MessageChannel.EMAIL


class SampleWeekCalls:
    """The endpoints of one patient's weeks and messages."""

    def __init__(self) -> None:
        self.faults: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.weeks = weeks()
        self.messages = messages()
        self.sent: list[tuple[UUID, AnswerContent, str]] = []
        self.asked: list[tuple[str, object, int | None]] = []
        self.outcome = AnswerOutcome.NOTHING

    def read(self, _patient_id: UUID) -> PatientPlan:
        """The plan."""
        self._meet("plan")
        return self.weeks.planned

    def read_pauses(self, _patient_id: UUID) -> Pauses:
        """The pauses."""
        return Pauses(items=list(self.weeks.pauses))

    def read_weeks(self, _patient_id: UUID) -> SurveyWeekPage:
        """The weeks."""
        return self.weeks.weeks

    def read_form(self, name: str, version: str) -> QuestionnaireForm:
        """The questionnaire as it is released."""
        self._meet("form")
        document: Any = read_json("questionnaires", f"{name}-{version}.json")
        return QuestionnaireForm.model_validate(document)

    def change(self, _patient_id: UUID, ask: SurveyPlanAsk, write: Write) -> PatientPlan:
        """Another plan."""
        self.asked.append(("change", ask, write.version))
        self._meet("change")
        plan = self.weeks.planned.plan
        assert plan is not None
        changed = plan.model_copy(update=ask.model_dump())
        planned = self.weeks.planned.model_copy(
            update={"plan": changed, "version": self.weeks.planned.version + 1}
        )
        self.weeks = replace(self.weeks, planned=planned)
        return planned

    def pause(self, _patient_id: UUID, ask: PauseAsk, write: Write) -> Pause:
        """A pause from now on."""
        self.asked.append(("pause", ask, write.version))
        self._meet("pause")
        made = pause(ask.reason, ask.from_on, ask.until_on)
        self.weeks = replace(self.weeks, pauses=(made, *self.weeks.pauses))
        return made

    def end_pause(self, _patient_id: UUID, pause_id: UUID, write: Write) -> Pause:
        """No pause any more."""
        self.asked.append(("end", pause_id, write.version))
        self._meet("end")
        ended = next(each for each in self.weeks.pauses if each.id == pause_id)
        rest = tuple(each for each in self.weeks.pauses if each.id != pause_id)
        self.weeks = replace(self.weeks, pauses=rest)
        return ended.model_copy(update={"runs": False, "ended_at": NOW})

    def send_now(self, _patient_id: UUID, write: Write) -> SentNow:
        """A reminder."""
        self.asked.append(("send", None, write.version))
        self._meet("send")
        return SentNow(outcome=ReminderOutcome.SENT, message_id=None)

    def submit(self, patient_id: UUID, content: AnswerContent, write: Write) -> AnswerReceipt:
        """Take answers in."""
        self.sent.append((patient_id, content, write.key))
        self._meet("submit")
        is_alert = self.outcome is not AnswerOutcome.NOTHING
        return AnswerReceipt(
            id=uuid5(_SPACE, "answer"),
            patient_id=patient_id,
            received_at=NOW,
            authored_at=NOW,
            outcome=self.outcome,
            level=AlertLevel.CRITICAL if is_alert else None,
            alert_id=uuid5(_SPACE, "raised") if is_alert else None,
            duplicate=False,
        )

    def list(self, _patient_id: UUID, _cursor: str | None = None) -> MessagePage:
        """The messages."""
        self._meet("messages")
        return MessagePage(items=self.messages, next_cursor=None)

    def resend(self, _patient_id: UUID, message_id: UUID, write: Write) -> PatientMessage:
        """Send one again."""
        self.asked.append(("resend", message_id, write.version))
        self._meet("resend")
        before = next(each for each in self.messages if each.id == message_id)
        fresh = before.model_copy(
            update={
                "id": uuid5(_SPACE, f"again-{message_id}"),
                "state": MessageState.QUEUED,
                "fault": None,
                "created_at": NOW,
                "sent_at": None,
                "settled_at": None,
                "can_resend": False,
            }
        )
        self.messages = [fresh, *self.messages]
        return fresh

    def read_preference(self, _patient_id: UUID) -> MessagePreference:
        """The preference."""
        return self.weeks.preference

    def change_preference(
        self, _patient_id: UUID, ask: MessagePreferenceAsk, write: Write
    ) -> MessagePreference:
        """Another one."""
        self.asked.append(("prefer", ask, write.version))
        self._meet("prefer")
        changed = self.weeks.preference.model_copy(update=ask.model_dump())
        self.weeks = replace(self.weeks, preference=changed)
        return changed

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.faults:
            raise self.faults[part]


def pause(reason: PauseReason, from_on: date, until_on: date | None, *, runs: bool = True) -> Pause:
    """A pause that the nurse made."""
    return Pause(
        id=uuid5(_SPACE, f"pause-{reason.value}-{from_on}"),
        reason=reason,
        from_on=from_on,
        until_on=until_on,
        made_by=CLAIRE,
        made_at=NOW - timedelta(days=1),
        ended_by=None,
        ended_at=None,
        runs=runs,
        version=1,
    )


def weeks(**changes: Any) -> Weeks:
    """Tuesdays at eight: the week of the picture is open, nobody has answered it."""
    plan = SurveyPlan(
        questionnaire="vigie-weekly",
        rhythm=Rhythm.WEEK,
        weekday=2,
        cycle_day=None,
        opens_at_minute=8 * 60,
        starts_on=date(2025, 4, 15),
        ends_on=date(2026, 4, 14),
        changed_by=CLAIRE,
        changed_at=paris(3, 9, 0),
        ending_alert_id=None,
    )
    planned = PatientPlan(
        plan=plan,
        version=3,
        monitoring=Monitoring.ACTIVE,
        has_consent=True,
        next_opening=date(2025, 11, 25),
    )
    made = Weeks(
        KERMARREC.id,
        planned,
        (),
        SurveyWeekPage(
            items=[survey_week()],
            planned=[
                PlannedWeek(
                    week=date(2025, 11, 24), opens_on=date(2025, 11, 25), opens_at=paris(25, 8, 0)
                )
            ],
            next_cursor=None,
        ),
        MessagePreference(
            language="fr",
            channel=MessageChannel.SMS,
            version=1,
            changed_by=CLAIRE,
            changed_at=paris(3, 9, 0),
            channels=[
                ChannelState(channel=channel, has_address=True, state=None, fault=None, at=None)
                for channel in (MessageChannel.SMS, MessageChannel.EMAIL)
            ],
        ),
    )
    return replace(made, **changes)


def survey_week(**changes: Any) -> SurveyWeek:
    """The open week."""
    usual: dict[str, Any] = {
        "id": WEEK_ID,
        "week": date(2025, 11, 17),
        "opens_on": date(2025, 11, 18),
        "opens_at": paris(18, 8, 0),
        "closes_at": paris(25, 8, 0),
        "issued_at": paris(18, 8, 0),
        "late": False,
        "questionnaire": "vigie-weekly",
        "questionnaire_version": "1.1.0",
        "state": SurveyState.OPEN,
        "is_answered": False,
        "answer_id": None,
        "answered_at": None,
        "reminders": 0,
        "last_reminder_at": None,
        "planned_reminders": [paris(19, 8, 0), paris(20, 8, 0)],
        "silent_at": paris(21, 8, 0),
        "silence_alert_id": None,
    }
    return SurveyWeek(**(usual | changes))


def messages() -> list[PatientMessage]:
    """What was written to the patient of the picture."""
    states = (
        (MessageKind.SURVEY_OPEN, _SMS, MessageState.DELIVERED, None, 18, 8),
        (MessageKind.REMINDER, _EMAIL, MessageState.SENT, None, 12, 9),
        (MessageKind.REMINDER, _SMS, MessageState.FAILED, "wrong_address", 12, 8),
        (MessageKind.SURVEY_OPEN, _SMS, MessageState.DELIVERED, None, 11, 8),
        (MessageKind.REMINDER_NOW, _SMS, MessageState.EXPIRED, "away", 6, 15),
        (MessageKind.INVITATION, _EMAIL, MessageState.DELIVERED, None, 3, 10),
    )
    return [
        _message(place, kind, channel, state, fault, paris(day, hour, 0))
        for place, (kind, channel, state, fault, day, hour) in enumerate(states)
    ]


def _message(
    place: int,
    kind: MessageKind,
    channel: MessageChannel,
    state: MessageState,
    fault: str | None,
    at: Any,
) -> PatientMessage:
    is_over = state in (MessageState.FAILED, MessageState.EXPIRED)
    return PatientMessage(
        id=uuid5(_SPACE, f"message-{place}"),
        kind=kind,
        channel=channel,
        language="fr",
        state=state,
        fault=fault,
        created_at=at,
        effective_at=at,
        expires_at=at + timedelta(days=7),
        sent_at=None if is_over else at + timedelta(minutes=1),
        settled_at=at + timedelta(minutes=2),
        attempts=1,
        fallback_of=uuid5(_SPACE, "message-2") if place == 1 else None,
        can_resend=is_over,
    )
