"""Eight who do not answer, on a service that answers at once, fails, or does not answer."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from console.client.http import Write
from console.errors import ConsoleError
from services.contract.enums import AlertKind, AlertLevel, Sex
from services.contract.non_responders import (
    ChannelSeen,
    NextStep,
    NonResponder,
    NonResponderCounts,
    NonResponderPage,
    RemindAsk,
    Reminded,
    RemindedAll,
    Reminder,
    Worries,
)
from services.contract.non_responders import (
    Silence as Wanted,
)
from services.contract.patients import PatientLabel
from services.contract.schedule import ReminderOutcome
from services.contract.week_enums import MessageChannel, MessageKind, MessageState
from tests.samples.at_once import Silence
from tests.samples.rows import NOW, UNIT_ID, paris

_SPACE = UUID(int=0x5EED)
_SMS, _EMAIL = MessageChannel.SMS, MessageChannel.EMAIL


def silent_label(number: int, family: str, given: str, sex: Sex, born: date) -> PatientLabel:
    """Somebody who does not answer."""
    record = f"800 6{number:02d} 1{number:02d}"
    return PatientLabel(
        id=uuid5(_SPACE, f"silent-{number}"),
        family_name=family,
        given_name=given,
        birth_date=born,
        sex=sex,
        record_number=record,
    )


def _channel(
    channel: MessageChannel, state: MessageState | None, *, bounced: bool = False, has: bool = True
) -> ChannelSeen:
    at = None if state is None else NOW - timedelta(days=1)
    return ChannelSeen(channel=channel, has_address=has, state=state, bounced=bounced, at=at)


def _reminder(channel: MessageChannel, day: int, state: MessageState) -> Reminder:
    return Reminder(kind=MessageKind.REMINDER, channel=channel, at=paris(day, 8, 0), state=state)


def _worries(cycle_day: int | None, grade: int | None, level: AlertLevel | None = None) -> Worries:
    kind = None if level is None else AlertKind.CLINICAL
    early = cycle_day is not None and cycle_day <= 14
    count = early + (grade is not None and grade >= 2) + (level is not None)
    return Worries(
        cycle_day=cycle_day, last_grade=grade, alert_level=level, alert_kind=kind, count=count
    )


def _silent(
    number: int,
    who: tuple[str, str, Sex, date],
    days: int,
    missed: int,
    step: NextStep,
    **changes: Any,
) -> NonResponder:
    usual: dict[str, Any] = {
        "patient": silent_label(number, *who),
        "unit_id": UNIT_ID,
        "answered_at": NOW - timedelta(days=days),
        "days": days,
        "missed": missed,
        "never_activated": False,
        "reminders": [
            _reminder(_SMS, 12, MessageState.DELIVERED),
            _reminder(_SMS, 17, MessageState.DELIVERED),
        ],
        "next_reminder_at": None,
        "channels": [
            _channel(_SMS, MessageState.DELIVERED),
            _channel(_EMAIL, None, has=False),
        ],
        "worries": _worries(9, None),
        "next_step": step,
        "silence_alert_id": uuid5(_SPACE, f"alert-{number}") if missed > 1 else None,
    }
    return NonResponder(**(usual | changes))


def silent_rows() -> list[NonResponder]:
    """Eight who do not answer, of three kinds, the most worrying first."""
    bounced = [
        _channel(_SMS, MessageState.FAILED, bounced=True),
        _channel(_EMAIL, MessageState.SENT),
    ]
    many_reminders = [_reminder(_SMS, day, MessageState.FAILED) for day in (4, 5, 11)]
    many_reminders.append(_reminder(_EMAIL, 12, MessageState.SENT))
    cut_off = [
        _channel(_SMS, MessageState.FAILED, bounced=True),
        _channel(_EMAIL, None, has=False),
    ]
    return [
        _silent(
            1, ("ABGRALL", "Nolwenn", Sex.FEMALE, date(1981, 5, 6)), 21, 3, NextStep.CALL,
            channels=bounced, reminders=many_reminders, worries=_worries(3, 2),
        ),
        _silent(
            2, ("PETIT", "Gérard", Sex.MALE, date(1956, 2, 19)), 16, 2, NextStep.CALL,
            worries=_worries(9, 3, AlertLevel.HIGH),
        ),
        _silent(
            3, ("RIVOALLAN-TANGUY DE KERSAUSON", "Marie-Madeleine", Sex.FEMALE, date(1953, 12, 24)),
            15, 2, NextStep.CHECK_ADDRESS, channels=cut_off, worries=_worries(22, None),
        ),
        _silent(
            4, ("LE GOFF", "Annick", Sex.FEMALE, date(1948, 9, 1)), 9, 1, NextStep.REMIND,
            reminders=[_reminder(_SMS, 16, MessageState.DELIVERED)], worries=_worries(9, 1),
        ),
        _silent(
            5, ("SALAÜN", "Erwan", Sex.MALE, date(1969, 7, 13)), 8, 1, NextStep.WAIT,
            reminders=[_reminder(_SMS, 18, MessageState.SENT)],
            next_reminder_at=paris(19, 8, 0), worries=_worries(17, 0),
        ),
        _silent(
            6, ("JÉZÉQUEL", "Soizic", Sex.FEMALE, date(1975, 3, 30)), 8, 1, NextStep.REMIND,
            reminders=[], worries=_worries(None, None),
        ),
    ]  # fmt: skip


def never_active() -> list[NonResponder]:
    """Two who never opened their pages."""
    return [
        _silent(
            number, who, 12, 0, NextStep.INVITE_AGAIN, never_activated=True, answered_at=None,
            reminders=[], worries=_worries(4, None),
        )
        for number, who in (
            (7, ("BERTHOU", "Michel", Sex.MALE, date(1944, 11, 2))),
            (8, ("OLLIVIER", "Denise", Sex.FEMALE, date(1951, 4, 23))),
        )
    ]  # fmt: skip


def many_silent(count: int) -> list[NonResponder]:
    """As many as asked for, like those of the sample."""
    rows = silent_rows()
    found = []
    for number in range(count):
        row = rows[number % len(rows)]
        label = row.patient.model_copy(
            update={"id": uuid5(_SPACE, f"many-{number}"), "given_name": f"Numéro {number}"}
        )
        found.append(row.model_copy(update={"patient": label}))
    return found


class SampleSilenceLists:
    """The endpoints of silence; any answer can be put in its place, or a fault."""

    def __init__(self) -> None:
        self.rows = silent_rows()
        self.never = never_active()
        self.faults: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.asked: list[dict[str, str | int]] = []
        self.reminded: list[tuple[tuple[UUID, ...], str]] = []
        self.outcomes: dict[UUID, ReminderOutcome] = {}

    def read_page(self, filters: Any, limit: int, cursor: str | None = None) -> NonResponderPage:
        """The silent of a group."""
        self._meet("page")
        asked = dict(filters)
        self.asked.append(asked)
        wanted = Wanted(asked["silence"])
        if wanted is Wanted.NEVER_ACTIVATED:
            rows = self.never
        else:
            least = 2 if wanted is Wanted.TWO_OR_MORE else 1
            rows = [row for row in self.rows if row.missed >= least]
        unit = asked.get("unit")
        rows = [row for row in rows if unit in (None, str(row.unit_id))]
        first = int(cursor or 0)
        after = first + limit
        return NonResponderPage(
            items=rows[first:after],
            counts=self.read_counts(),
            next_cursor=str(after) if after < len(rows) else None,
            as_of=NOW,
        )

    def read_counts(self) -> NonResponderCounts:
        """How many there are."""
        return NonResponderCounts(
            one_or_more=len(self.rows),
            two_or_more=sum(row.missed > 1 for row in self.rows),
            never_activated=len(self.never),
        )

    def remind(self, ask: RemindAsk, write: Write) -> RemindedAll:
        """Remind everybody but those of whom an outcome was put."""
        self.reminded.append((tuple(ask.patient_ids), write.key))
        self._meet("remind")
        return RemindedAll(items=[self._reminded(each) for each in ask.patient_ids])

    def _reminded(self, patient_id: UUID) -> Reminded:
        outcome = self.outcomes.get(patient_id, ReminderOutcome.SENT)
        return Reminded(patient_id=patient_id, outcome=outcome, message_id=None)

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.faults:
            raise self.faults[part]
