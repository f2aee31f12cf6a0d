"""What an administrator sets in the sample centre: everything once, and something planned."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from console.client.http import Write
from console.errors import ConsoleError
from console.stores.centre import CentreActs, CentreStore
from services.contract.centre_settings import (
    CentreSection,
    CentreSettingAsk,
    CentreSettings,
    CentreUndoAsk,
    CentreVersion,
    HoursPreview,
    IdleLockContent,
    OpenDay,
    OpeningHoursContent,
    OpenInterval,
    ResponseTimesContent,
    SectionHistory,
    SectionState,
    VersionState,
)
from services.contract.contact_settings import ContactsContent, UnitPhone
from services.contract.enums import CredentialScope, Role
from services.contract.machine_credentials import (
    MachineCredentialAsk,
    MachineCredentialGrant,
    MachineCredentialLabel,
    MachineCredentialPage,
)
from services.contract.message_texts import MessageText, MessageTextsContent
from services.contract.people import PersonLabel
from services.contract.reminder_settings import RemindersContent
from services.contract.safeguards import (
    ResponseTimesAsk,
    ResponseTimesAsked,
    ResponseTimesPage,
    ResponseTimesUndoAsk,
)
from services.contract.units import CentreUnit, CentreUnits, EscalationList
from services.contract.week_enums import MessageKind
from tests.samples.at_once import AtOnce
from tests.samples.retention import OFFICER
from tests.samples.rows import NOW, paris

TOKEN = "vigie-exemple-7Q2mK0cW4tR9bX1sL6nJ8hF3dG5zA"
UNITS = (UUID(int=0xA1), UUID(int=0xA2), UUID(int=0xA3))
_OFFICE = [OpenInterval(opens="08:00", closes="18:00")]
_LATE = [OpenInterval(opens="08:00", closes="19:30")]
MOREL = PersonLabel(id=UUID(int=0xB1), name="Dr Hélène Morel", initials="HM", title="Dr")
LE_GOFF = PersonLabel(id=UUID(int=0xB2), name="Dr Yann Le Goff", initials="YG", title="Dr")


TIMES = ResponseTimesContent(
    section="response_times", technical=60, critical=120, high=360, moderate=480, info=1440
)


def hours(week: list[OpenInterval], *closed: date) -> OpeningHoursContent:
    """Monday to Friday, and Thursdays of a week of their own."""
    days = [_OFFICE, _OFFICE, _OFFICE, week, _OFFICE, [], []]
    return OpeningHoursContent(
        section="opening_hours", days=days, holidays="FR", closed_days=list(closed)
    )


USUAL_REMINDERS = RemindersContent(section="reminders", hours=[24, 48])
CONTACTS = ContactsContent(
    section="contacts",
    public_name="CHU de Kerlann",
    phone="02 98 44 00 00",
    units=[UnitPhone(unit_id=UNITS[1], phone="02 98 44 00 17")],
    privacy_email="dpo@exemple.fr",
    help_email="aide@exemple.fr",
    info_email=None,
)


def own_texts() -> MessageTextsContent:
    """The reminder by SMS in French has words of the centre's own."""
    own = MessageText(
        kind=MessageKind.REMINDER,
        channel="sms",
        language="fr",
        subject=None,
        body="{centre} : un petit rappel, votre questionnaire est sur {link}. {emergency}",
    )
    return MessageTextsContent(section="message_texts", texts=[own])


def version(number: int, state: VersionState, content: Any, days: int) -> CentreVersion:
    """One of a section, so many days from now on."""
    at = NOW + timedelta(days=days)
    return CentreVersion(
        version=number,
        state=state,
        content=content,
        effective_from=at,
        made_by=OFFICER,
        made_at=min(at, NOW) - timedelta(days=1),
        undone_by=None,
        undone_at=None,
    )


class SampleCentreCalls:
    """Answers at once; `faults` by the name of a call."""

    def __init__(self) -> None:
        self.is_admin = False
        self.may_ask = False
        self.reads_times = False
        self.waits = False
        self.last_day: date | None = None
        self.faults: dict[str, ConsoleError] = {}
        self.asked: list[Any] = []
        self.states = {
            CentreSection.OPENING_HOURS: [
                version(1, VersionState.IN_FORCE, hours(_OFFICE), -200),
                version(2, VersionState.PLANNED, hours(_LATE, date(2025, 12, 26)), 14),
            ],
            CentreSection.RESPONSE_TIMES: [
                version(1, VersionState.IN_FORCE, TIMES, -120).model_copy(
                    update={"made_by": MOREL, "approved_by": LE_GOFF}
                ),
            ],
            CentreSection.IDLE_LOCK: [
                version(
                    1, VersionState.IN_FORCE, IdleLockContent(section="idle_lock", minutes=5), -90
                ),
            ],
            CentreSection.REMINDERS: [
                version(1, VersionState.IN_FORCE, USUAL_REMINDERS, -90),
            ],
            CentreSection.CONTACTS: [version(1, VersionState.IN_FORCE, CONTACTS, -60)],
            CentreSection.MESSAGE_TEXTS: [
                version(1, VersionState.IN_FORCE, own_texts(), -30),
            ],
        }

    def read(self) -> CentreSettings:
        """Everything."""
        self._meet("read")
        return CentreSettings(
            name="CHU de Kerlann",
            shown_names={"fr": "CHU de Kerlann", "en": "CHU de Kerlann"},
            pages_address="suivi.exemple.fr",
            zone="Europe/Paris",
            today=NOW.date(),
            contract_ended_on=self.last_day,
            sections=[self._state(each) for each in CentreSection],
        )

    def history(self, section: CentreSection) -> SectionHistory:
        """Every version."""
        return SectionHistory(section=section, versions=self.states[section][::-1])

    def response_times(self) -> ResponseTimesPage:
        """How soon alerts are to be answered."""
        self._meet("times")
        section = CentreSection.RESPONSE_TIMES
        return ResponseTimesPage(
            state=self._state(section),
            history=self.history(section),
            decided_by=Role.ONCOLOGIST,
            is_waiting=self.waits,
        )

    def ask_for_response_times(self, ask: ResponseTimesAsk, write: Write) -> ResponseTimesAsked:
        """It waits."""
        self.asked.append((ask, write.version))
        self._meet("ask_times")
        self.waits = True
        return ResponseTimesAsked(approval_id=UUID(int=0xC1), decided_by=Role.ONCOLOGIST)

    def undo_response_times(self, ask: ResponseTimesUndoAsk, write: Write) -> SectionState:
        """What was planned never begins."""
        self.asked.append((ask, write.version))
        self._meet("undo_times")
        section = CentreSection.RESPONSE_TIMES
        self.states[section] = [
            each for each in self.states[section] if each.version != ask.version
        ]
        return self._state(section)

    def preview(self, ask: CentreSettingAsk) -> HoursPreview:
        """Two weeks of it."""
        self._meet("preview")
        assert isinstance(ask.content, OpeningHoursContent)
        first = ask.effective_on or date(2025, 11, 19)
        days = [first + timedelta(days=number) for number in range(14)]
        return HoursPreview(
            effective_on=first,
            days=[
                OpenDay(
                    day=day,
                    intervals=ask.content.days[day.weekday()],
                    why=None if ask.content.days[day.weekday()] else "weekday",
                )
                for day in days
            ],
            longest_closed_hours=110,
            critical_from=paris(21, 18, 0),
            critical_due=paris(24, 10, 0),
        )

    def change(self, ask: CentreSettingAsk, write: Write) -> SectionState:
        """Remember it, as a version in force."""
        self._meet("change")
        self.asked.append((ask, write.version))
        section = CentreSection(ask.content.section)
        known = [
            each.model_copy(update={"state": VersionState.PAST}) for each in self.states[section]
        ]
        written = version(len(known) + 1, VersionState.IN_FORCE, ask.content, 0)
        self.states[section] = [*known, written]
        return self._state(section)

    def undo(self, ask: CentreUndoAsk, write: Write) -> SectionState:
        """Nothing is planned any more."""
        self._meet("undo")
        self.asked.append((ask, write.version))
        self.states[ask.section] = [
            each.model_copy(update={"state": VersionState.UNDONE})
            if each.version == ask.version
            else each
            for each in self.states[ask.section]
        ]
        return self._state(ask.section)

    def units(self) -> CentreUnits:
        """Two in use, and an empty one."""
        names = ("Hôpital de jour", "Oncologie médicale", "Salle 4")
        return CentreUnits(
            units=[
                CentreUnit(unit_id=unit, name=name, version=1, in_use=number < 2, ended_at=None)
                for number, (unit, name) in enumerate(zip(UNITS, names, strict=True))
            ]
        )

    def escalation_list(self, unit_id: UUID) -> EscalationList:
        """Two of the first unit, nobody elsewhere."""
        people = [MOREL, LE_GOFF] if unit_id == UNITS[0] else []
        return EscalationList(unit_id=unit_id, version=3, asked=people, oncologists=people)

    def create_unit(self, name: str, write: Write) -> CentreUnit:
        """Remember it."""
        return self._unit("create", name, write)

    def rename_unit(self, _unit_id: UUID, name: str, write: Write) -> CentreUnit:
        """Remember it."""
        return self._unit("rename", name, write)

    def end_unit(self, _unit_id: UUID, write: Write) -> CentreUnit:
        """Remember it."""
        return self._unit("end", "", write)

    def change_escalation_list(
        self, unit_id: UUID, people: list[UUID], write: Write
    ) -> EscalationList:
        """Remember it."""
        self.asked.append(("asked", people, write.version))
        return self.escalation_list(unit_id)

    def credentials(self) -> MachineCredentialPage:
        """One that works and one that does not."""
        labels = (("DPI Kerlann", "ingest", None), ("Facturation 2024", "billing", NOW))
        return MachineCredentialPage(
            items=[
                MachineCredentialLabel(
                    id=UUID(int=number),
                    label=label,
                    scope=CredentialScope(scope),
                    created_at=NOW - timedelta(days=40),
                    revoked_at=revoked,
                )
                for number, (label, scope, revoked) in enumerate(labels)
            ],
            next_cursor=None,
        )

    def create_credential(self, ask: MachineCredentialAsk, _write: Write) -> MachineCredentialGrant:
        """One with a secret."""
        self._meet("credential")
        self.asked.append(ask)
        return MachineCredentialGrant(
            id=UUID(int=9),
            label=ask.label,
            scope=ask.scope,
            created_at=NOW,
            revoked_at=None,
            token=TOKEN,
        )

    def revoke_credential(self, credential_id: UUID, _write: Write) -> MachineCredentialLabel:
        """Remember it."""
        self.asked.append(("revoke", credential_id))
        return self.credentials().items[1]

    def _unit(self, act: str, name: str, write: Write) -> CentreUnit:
        self._meet("unit")
        self.asked.append((act, name, write.version))
        return self.units().units[2]

    def _state(self, section: CentreSection) -> SectionState:
        versions = self.states[section]
        in_force = [each for each in versions if each.state is VersionState.IN_FORCE]
        planned = [each for each in versions if each.state is VersionState.PLANNED]
        return SectionState(
            section=section,
            revision=len(versions),
            in_force=in_force[-1],
            planned=planned[-1] if planned else None,
            earliest=date(2025, 11, 19),
        )

    def _meet(self, part: str) -> None:
        if part in self.faults:
            raise self.faults[part]


class SampleCentre(CentreStore):
    """Reads and writes its `calls`."""

    def __init__(self, connection: Any, parent: QObject | None = None) -> None:
        self.calls = SampleCentreCalls()
        session: Any = SimpleNamespace(
            api=SimpleNamespace(centre=self.calls),
            server_now=lambda: NOW,
            may=self._may,
            clock=SimpleNamespace(learn=lambda _now: None),
        )
        jobs: Any = AtOnce()
        super().__init__(jobs, session, CentreActs(jobs, session, connection), parent)
        self.acts.setParent(self)

    def _may(self, action: str) -> bool:
        if action == "read_response_times":
            return self.calls.is_admin or self.calls.reads_times or self.calls.may_ask
        return self.calls.may_ask if action == "ask_for_response_times" else self.calls.is_admin
