"""The end of a follow-up on a service that answers at once, fails, or does not answer."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from console.client.http import Write
from console.errors import ConsoleError
from console.stores.archived_acts import ArchivedActs
from console.stores.archiving import ArchivingStore
from services.contract.archiving import (
    Archive,
    ArchiveAsk,
    ArchivePreview,
    ArchiveStops,
    Informed,
    InformedAsk,
    PatientArchives,
    PreviewedMessage,
    RestoreAsk,
    Restored,
)
from services.contract.enums import AlertKind, AlertLevel, AlertState, Monitoring
from services.contract.notices import Language
from services.contract.problems import BlockingAlert
from services.contract.week_enums import MessageChannel
from tests.samples.archives import archived_rows
from tests.samples.at_once import AtOnce, Silence
from tests.samples.rows import CLAIRE, NOW, paris

_SMS = {
    "fr": "CHU de Kerlann : suivi à distance terminé le 18/11, vos réponses ne seront plus lues. "
    "Vos soins continuent. Détails : suivi.exemple.fr. Urgence : 15.",
    "en": "CHU de Kerlann: remote follow-up ended on 18/11, your answers are no longer read. "
    "Your care goes on. More: suivi.exemple.fr. Emergency: 15.",
}
_PAGE = {
    "fr": "Votre suivi à distance est terminé depuis le 18 novembre. Personne ne lit plus vos "
    "réponses. Vos soins continuent avec votre équipe.",
    "en": "Your remote follow-up has ended on 18 November. Nobody reads your answers any more. "
    "Your care goes on with your team.",
}


def open_alert(number: int = 1) -> BlockingAlert:
    """An alert that nobody has taken."""
    return BlockingAlert(
        id=UUID(int=0xA1E57 + number),
        version=3,
        kind=AlertKind.CLINICAL,
        level=AlertLevel.HIGH,
        state=AlertState.ACKNOWLEDGED,
        received_at=paris(18, 8, 12),
        claimed_by=None,
    )


def _message(channel: MessageChannel, language: Language) -> PreviewedMessage:
    is_sms, is_mail = channel is MessageChannel.SMS, channel is MessageChannel.EMAIL
    text = _SMS[language] if is_sms else _PAGE[language]
    return PreviewedMessage(
        channel=channel,
        language=language,
        has_address=not is_mail,
        is_chosen=language == "fr" and not is_mail,
        subject="Votre suivi à distance est terminé" if is_mail else None,
        text=text,
        septets=len(text) if is_sms else None,
    )


def preview(patient_id: UUID, **changes: Any) -> ArchivePreview:
    """One alert open, a week that is asked, a mobile and no mailbox."""
    languages: tuple[Language, ...] = ("fr", "en")
    channels = (MessageChannel.APP, MessageChannel.SMS, MessageChannel.EMAIL)
    usual: dict[str, Any] = {
        "patient_id": patient_id,
        "version": 7,
        "monitoring": Monitoring.ACTIVE,
        "open_alerts": [open_alert()],
        "stops": ArchiveStops(
            is_asked_now=True, next_opening=date(2025, 11, 25), is_paused=False, waiting_messages=1
        ),
        "last_survey_on": date(2025, 11, 18),
        "kept_until": date(2035, 11, 18),
        "messages": [_message(channel, each) for channel in channels for each in languages],
        "undo_s": 30,
    }
    return ArchivePreview(**usual | changes)


class SampleArchivingCalls:
    """The endpoints of archiving; any answer can be put in its place, or a fault."""

    def __init__(self) -> None:
        self.changes: dict[str, Any] = {}
        self.faults: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.ended: list[tuple[UUID, ArchiveAsk, Write]] = []
        self.undone: list[tuple[UUID, Write]] = []
        self.informed: list[tuple[InformedAsk, Write]] = []
        self.restored: list[tuple[RestoreAsk, Write]] = []
        self.previews = 0
        self.stands: dict[str, Any] = {}
        """What is otherwise about the end that stands."""

    def preview(self, patient_id: UUID) -> ArchivePreview:
        """What it would do."""
        self.previews += 1
        self._meet("preview")
        return preview(patient_id, **self.changes)

    def archive(self, patient_id: UUID, ask: ArchiveAsk, write: Write) -> Archive:
        """It is done."""
        self.ended.append((patient_id, ask, write))
        self._meet("archive")
        is_death = ask.died_on is not None
        return self._archive(patient_id).model_copy(
            update={"reason": ask.reason, "is_told": None if is_death else False}
        )

    def undo(self, patient_id: UUID, write: Write) -> Archive:
        """It is taken back."""
        self.undone.append((patient_id, write))
        self._meet("undo")
        return self._archive(patient_id).model_copy(update={"undone_at": NOW, "version": 2})

    def read(self, patient_id: UUID) -> PatientArchives:
        """The end that stands: nobody has told the patient yet."""
        self._meet("read")
        return PatientArchives(items=[self.standing(patient_id)])

    def standing(self, patient_id: UUID) -> Archive:
        """That end, with what `stands` says."""
        update = {"patient_id": patient_id, "version": 4} | self.stands
        return archived_rows()[0].archive.model_copy(update=update)

    def inform(self, patient_id: UUID, ask: InformedAsk, write: Write) -> Archive:
        """The patient knows."""
        self.informed.append((ask, write))
        self._meet("inform")
        told = Informed(how=ask.how, by=CLAIRE, at=NOW)
        self.stands |= {"informed": told, "is_told": True, "version": 5}
        return self.standing(patient_id)

    def restore(self, patient_id: UUID, ask: RestoreAsk, write: Write) -> Restored:
        """The patient is followed again, or enrolled."""
        self.restored.append((ask, write))
        self._meet("restore")
        at_once = self.standing(patient_id).may_return_at_once
        monitoring = Monitoring.ACTIVE if at_once else Monitoring.PENDING
        return Restored(
            patient_id=patient_id, monitoring=monitoring, needs_enrolment=not at_once, plan=None
        )

    def _archive(self, patient_id: UUID) -> Archive:
        update = {
            "patient_id": patient_id,
            "undo_until": NOW + timedelta(seconds=30),
            "messages": archived_rows()[1].archive.messages,
        }
        return archived_rows()[0].archive.model_copy(update=update)

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.faults:
            raise self.faults[part]


class SampleArchiving(ArchivingStore):
    """Reads and writes through `calls`."""

    def __init__(self, connection: Any) -> None:
        self.calls = SampleArchivingCalls()
        super().__init__(*_around(self.calls, None), connection)


class SampleArchivedActs(ArchivedActs):
    """Reads and writes through the calls of archiving and of weeks."""

    def __init__(self, calls: SampleArchivingCalls, weeks: Any, connection: Any) -> None:
        super().__init__(*_around(calls, weeks), connection)


def _around(calls: SampleArchivingCalls, weeks: Any) -> tuple[Any, Any]:
    """What does the calls, and the session that they are made in."""
    session = SimpleNamespace(
        api=SimpleNamespace(archiving=calls, survey_plans=weeks),
        server_now=lambda: NOW,
        may=lambda _action: True,
    )
    return AtOnce(), session
