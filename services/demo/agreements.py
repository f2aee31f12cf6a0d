"""How the people of the demonstration came to be followed: enrolment, consents, invitation.

Everybody who is followed has agreed; a few object to research, some ask for letters, and not all
have opened their pages. Some more people are in the middle of their enrolment.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, select

from services.consents.service import TEXTS, text_of
from services.contract.enrolment import EligibilityStep, PathwayStep
from services.contract.enums import IdentityStatus, Monitoring
from services.contract.week_enums import (
    Collection,
    ConsentChoice,
    ConsentKind,
    IdentityDocument,
    InvitationChannel,
    MessageChannel,
    Reach,
    Rhythm,
    SpokenLanguage,
)
from services.db.scope import Scope
from services.db.tables.enrolment import Consent, Enrolment, MessagePreference
from services.db.tables.patients import Patient
from services.db.tables.portal import Invitation
from services.demo.calendar import PRESENT
from services.demo.staff import Staff
from services.demo.waiting import WAITING, Waiting
from services.edge.context import Context
from services.enrolment.content import Content, seal_content
from services.ids import new_id
from services.invitations.codes import hash_of, new_code
from services.invitations.service import LASTS
from services.patients.enrolling import enrol, handled_long_ago
from services.security.ciphers import Cipher

_NURSES: Final = ("claire.morvan", "nadia.kermoal")
"""Who enrols in each unit."""
_OPPOSED, _WANTS_LETTERS, _BY_EMAIL, _ON_SHEET, _NOT_OPENED = 0.06, 0.2, 0.15, 0.2, 0.04
_OF_HUNDRED: Final = 3
_FEWEST: Final = 2
_PEOPLE: Final = (
    select(Patient.id, Patient.unit_id, Patient.episode_started_at)
    .where(Patient.synthetic.is_(False), Patient.monitoring != Monitoring.PENDING)
    .order_by(Patient.id)
)


def write_agreements(
    context: Context, centre_id: UUID, staff: Staff, unit_ids: Sequence[UUID], seed: int
) -> None:
    """Writes down how everybody was enrolled, and enrols some more as far as they have come."""
    nurses = {
        unit_id: staff.of(username).person
        for unit_id, username in zip(unit_ids, _NURSES, strict=True)
    }
    rows: dict[type, list[dict[str, Any]]] = {
        Enrolment: [],
        Consent: [],
        MessagePreference: [],
        Invitation: [],
    }
    with context.database.writing(Scope(centre_id)) as session:
        people = session.execute(_PEOPLE).all()
        ciphers = context.keys.patients([row.id for row in people])
        for number, row in enumerate(people):
            chance = Random(f"{seed} agreement {number}")
            agreed = _Agreed(context, centre_id, row.id, row.unit_id, nurses[row.unit_id])
            agreed.at = row.episode_started_at - timedelta(minutes=20)
            rows[Enrolment].append(agreed.enrolment(ciphers[row.id]))
            rows[Consent].extend(agreed.consents(chance))
            rows[MessagePreference].append(agreed.preference(chance))
            rows[Invitation].append(agreed.invitation(chance))
        for table, written in rows.items():
            if written:
                session.execute(insert(table), written)
    _write_waiting(context, centre_id, unit_ids, nurses, len(people))


class _Agreed:
    """One patient, and the nurse who enrolled them."""

    def __init__(
        self, context: Context, centre_id: UUID, patient_id: UUID, unit_id: UUID, nurse: UUID
    ) -> None:
        self._context = context
        self._owner = {"centre_id": centre_id, "patient_id": patient_id}
        self._unit_id, self._nurse = unit_id, nurse
        self.at = PRESENT

    def enrolment(self, cipher: Cipher) -> dict[str, Any]:
        """A finished enrolment."""
        patient_id = self._owner["patient_id"]
        content = Content(document=IdentityDocument.IDENTITY_CARD)
        return self._owner | {
            "unit_id": self._unit_id,
            "step": 4,
            "content": seal_content(cipher, patient_id, content),
            "stop": None,
            "started_by": self._nurse,
            "started_at": self.at,
            "changed_by": self._nurse,
            "changed_at": self.at,
            "finished_at": self.at,
            "version": 5,
        }

    def consents(self, chance: Random) -> Iterator[dict[str, Any]]:
        """The three answers."""
        research, letters = chance.random(), chance.random()
        said = {
            ConsentKind.TELEMONITORING: ConsentChoice.ACCEPTED,
            ConsentKind.RESEARCH: ConsentChoice.OPPOSED
            if research < _OPPOSED
            else ConsentChoice.NOT_OPPOSED,
            ConsentKind.COMMUNICATION: ConsentChoice.ACCEPTED
            if letters < _WANTS_LETTERS
            else ConsentChoice.REFUSED,
        }
        for kind in TEXTS:
            text = text_of(kind)
            yield self._owner | {
                "id": new_id(),
                "kind": kind,
                "choice": said[kind],
                "notice": text.name,
                "notice_version": text.version,
                "language": "fr",
                "collection": Collection.IN_PERSON,
                "collected_by": self._nurse,
                "at": self.at,
            }

    def preference(self, chance: Random) -> dict[str, Any]:
        """French, mostly by SMS."""
        by_email = chance.random() < _BY_EMAIL
        return self._owner | {
            "language": "fr",
            "channel": MessageChannel.EMAIL if by_email else MessageChannel.SMS,
            "version": 1,
            "changed_by": self._nurse,
            "changed_at": self.at,
        }

    def invitation(self, chance: Random) -> dict[str, Any]:
        """Activated within a day, but for a few; the code is known to nobody."""
        is_opened = chance.random() >= _NOT_OPENED
        opened_at = self.at + timedelta(hours=chance.randint(1, 20)) if is_opened else None
        on_sheet = chance.random() < _ON_SHEET
        return self._owner | {
            "id": new_id(),
            "code_hash": hash_of(self._context, new_code()),
            "channel": InvitationChannel.SHEET if on_sheet else InvitationChannel.SMS,
            "message_id": None,
            "made_by": self._nurse,
            "made_at": self.at,
            "expires_at": self.at + LASTS,
            "opened_at": opened_at,
            "activated_at": opened_at,
            "failures": 0,
            "locked_at": None,
            "ended_at": None,
        }


def _write_waiting(
    context: Context,
    centre_id: UUID,
    unit_ids: Sequence[UUID],
    nurses: dict[UUID, UUID],
    followed: int,
) -> None:
    people = WAITING[: max(_FEWEST, followed * _OF_HUNDRED // 100)]
    newcomers = [each.newcomer(unit_ids) for each in people]
    with context.database.writing(Scope(centre_id)) as session:
        patient_ids = enrol(session, context.keys, centre_id, newcomers, PRESENT, handled_long_ago)
        ciphers = context.keys.patients(patient_ids)
        session.execute(
            insert(Enrolment),
            [
                _draft(each, patient_id, centre_id, newcomer.unit_id, nurses, ciphers[patient_id])
                for each, patient_id, newcomer in zip(people, patient_ids, newcomers, strict=True)
            ],
        )


def _draft(
    waiting: Waiting,
    patient_id: UUID,
    centre_id: UUID,
    unit_id: UUID,
    nurses: dict[UUID, UUID],
    cipher: Cipher,
) -> dict[str, Any]:
    return {
        "patient_id": patient_id,
        "centre_id": centre_id,
        "unit_id": unit_id,
        "step": waiting.step,
        "content": seal_content(cipher, patient_id, _content(waiting)),
        "stop": None,
        "started_by": nurses[unit_id],
        "started_at": waiting.at,
        "changed_by": nurses[unit_id],
        "changed_at": waiting.at,
        "finished_at": None,
        "version": waiting.step,
    }


def _content(waiting: Waiting) -> Content:
    """What was answered up to the step that was saved last."""
    is_proven = waiting.status is not IdentityStatus.PROVISIONAL
    content = Content(document=IdentityDocument.PASSPORT if is_proven else None)
    if waiting.step >= 2:
        who = EligibilityStep(
            has_cancer=True,
            has_systemic_treatment=True,
            language=SpokenLanguage.FRENCH,
            reach=Reach.SMS,
            phone=waiting.phone,
        )
        content = content.model_copy(update={"eligibility": who})
    if waiting.step >= 3:
        step = PathwayStep(
            disease=waiting.disease,
            line_name=waiting.line_name,
            rhythm=Rhythm.WEEK,
            weekday=2,
            opens_at_minute=9 * 60,
        )
        content = content.model_copy(update={"pathway": step})
    return content
