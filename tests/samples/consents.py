"""What the patient of the picture said, and how they were invited, from a service at once."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from console.client.http import Write
from console.errors import ConsoleError
from console.stores.consent_acts import ConsentActs
from services.contract.consents import ConsentAsk, ConsentLine, ConsentSaid, PatientConsents
from services.contract.invitations import Invitation, InvitationMade, Invitations
from services.contract.week_enums import (
    Collection,
    ConsentChoice,
    ConsentKind,
    InvitationChannel,
    InvitationState,
)
from tests.samples.at_once import AtOnce, Silence
from tests.samples.rows import CLAIRE, NOW, THOMAS

CODE = "K7QX3M"
_NOTICES = {
    ConsentKind.TELEMONITORING: "telemonitoring-app-patient",
    ConsentKind.RESEARCH: "transparency-app-patient",
    ConsentKind.COMMUNICATION: "privacy-app-patient",
}


def said(
    kind: ConsentKind, choice: ConsentChoice, number: int, at: datetime, *, alone: bool = False
) -> ConsentSaid:
    """One answer."""
    return ConsentSaid(
        id=UUID(int=4000 + number),
        choice=choice,
        at=at,
        collection=Collection.ON_PAGES if alone else Collection.IN_PERSON,
        collected_by=None if alone else CLAIRE,
        notice=_NOTICES[kind],
        notice_version="1.0",
        language="fr",
    )


def consents() -> PatientConsents:
    """Telemonitoring accepted, research opposed after all, communication never asked."""
    first = NOW - timedelta(days=120)
    accepted = said(ConsentKind.TELEMONITORING, ConsentChoice.ACCEPTED, 1, first)
    before = said(ConsentKind.RESEARCH, ConsentChoice.NOT_OPPOSED, 2, first)
    opposed = said(
        ConsentKind.RESEARCH, ConsentChoice.OPPOSED, 3, NOW - timedelta(days=20), alone=True
    )
    return PatientConsents(
        lines=[
            _line(ConsentKind.TELEMONITORING, [accepted], "1.1"),
            _line(ConsentKind.RESEARCH, [opposed, before], "1.0"),
            _line(ConsentKind.COMMUNICATION, [], "1.0"),
        ],
        may_be_followed=True,
    )


def _line(kind: ConsentKind, history: list[ConsentSaid], current: str) -> ConsentLine:
    return ConsentLine(
        kind=kind,
        standing=history[0] if history else None,
        history=history,
        notice=_NOTICES[kind],
        current_version=current,
    )


def invitation(number: int, channel: InvitationChannel, state: InvitationState) -> Invitation:
    """An invitation of some days ago."""
    made_at = NOW - timedelta(days=number)
    is_active = state is InvitationState.ACTIVATED
    return Invitation(
        id=UUID(int=4100 + number),
        channel=channel,
        state=state,
        made_by=THOMAS,
        made_at=made_at,
        expires_at=made_at + timedelta(days=7),
        opened_at=made_at if is_active else None,
        activated_at=made_at + timedelta(hours=2) if is_active else None,
        fault="wrong_address" if state is InvitationState.FAILED else None,
    )


class SampleConsentCalls:
    """The endpoints; a fault can be put in the place of their answers."""

    def __init__(self) -> None:
        self.faults: list[ConsoleError] = []
        self.is_silent = False
        self.consents = consents()
        self.invitations = [
            invitation(1, InvitationChannel.SMS, InvitationState.FAILED),
            invitation(9, InvitationChannel.EMAIL, InvitationState.REPLACED),
        ]
        self.asked: list[tuple[object, Write]] = []

    def read(self, _patient_id: UUID) -> PatientConsents:
        """What was said."""
        return self.consents

    def record(self, _patient_id: UUID, ask: ConsentAsk, write: Write) -> PatientConsents:
        """Something is said."""
        self._meet(ask, write)
        new = said(ask.kind, ask.choice, 50 + len(self.asked), NOW)
        lines = [
            _line(line.kind, [new, *line.history], line.current_version)
            if line.kind is ask.kind
            else line
            for line in self.consents.lines
        ]
        self.consents = self.consents.model_copy(update={"lines": lines})
        return self.consents

    def list_invitations(self, _patient_id: UUID) -> Invitations:
        """How they were invited."""
        return Invitations(items=self.invitations)

    def invite(self, _patient_id: UUID, channel: InvitationChannel, write: Write) -> InvitationMade:
        """They are invited."""
        self._meet(channel, write)
        is_sheet = channel is InvitationChannel.SHEET
        state = InvitationState.SENT if is_sheet else InvitationState.WAITING
        made = invitation(0, channel, state)
        self.invitations = [made, *self.invitations]
        return InvitationMade(
            invitation=made, code=CODE if is_sheet else None, portal_url="https://suivi.kerlann.fr"
        )

    def _meet(self, ask: object, write: Write) -> None:
        self.asked.append((ask, write))
        if self.is_silent:
            raise Silence
        if self.faults:
            raise self.faults.pop(0)


class SampleConsentActs(ConsentActs):
    """Asks `calls`."""

    def __init__(
        self, calls: SampleConsentCalls, connection: Any, parent: QObject | None = None
    ) -> None:
        self.calls = calls
        session: Any = SimpleNamespace(api=SimpleNamespace(patient_consents=calls))
        jobs: Any = AtOnce()
        super().__init__(jobs, session, connection, parent)
