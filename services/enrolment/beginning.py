"""Step 1: who it is. It makes the patient, pending, with their key and the tokens of the search."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.contract.enrolment import EnrolmentAsk
from services.contract.enrolment_candidates import CandidatesAsk
from services.contract.enums import IdentityStatus, Monitoring
from services.contract.problems import ProblemCode
from services.db.holding import hold_numbers
from services.edge.context import Context
from services.edge.writes import Done
from services.enrolment import repository
from services.enrolment.candidates import candidates
from services.enrolment.content import Content, seal_content
from services.enrolment.drafts import done
from services.enrolment.of_age import is_of_age
from services.errors import ServiceError, not_found
from services.patients.enrolling import Newcomer, enrol
from services.patients.identity import Contact, Identity
from services.patients.kept import kept_identity
from services.patients.monitoring import MonitoredPatient
from services.record.days import require_birth
from services.record.identity_numbers import require_own, typed_ins
from services.record.identity_status import after
from services.record.work import Work, invalid
from services.security.caller import Caller

_NOBODY: Final = UUID(int=0)
_NO_NUMBERS: Final = kept_identity("", None, "", None, date.min, None, "")


def start(
    session: Session, context: Context, caller: Caller, ask: EnrolmentAsk, now: datetime
) -> Done:
    """Makes the patient and the draft; raises 404 for a foreign unit, 422, 409 for a likely
    duplicate that nobody has looked at.
    """
    if ask.unit_id not in caller.unit_ids:
        raise not_found()
    hold_numbers(session, caller.centre_id)
    # Of nobody yet, so that whoever has a number is somebody else.
    unknown = Work(session, context, caller, _NOBODY, now)
    _require_person(unknown, ask)
    identity = _identity(ask)
    status = _status(ask)
    require_own(unknown, _NO_NUMBERS, identity, status)
    _require_looked_at(unknown, ask)
    newcomer = Newcomer(
        unit_id=ask.unit_id,
        sex=ask.sex,
        identity=identity,
        contact=Contact(),
        identity_status=status,
        monitoring=Monitoring.PENDING,
        episode_started_at=now,
    )
    [patient_id] = enrol(
        session, context.keys, caller.centre_id, [newcomer], now, _told_when_followed
    )
    work = Work(session, context, caller, patient_id, now)
    content = Content(document=ask.document, birthplace=ask.birthplace)
    repository.add(session, first_version(work, ask.unit_id, content))
    row = repository.find(session, patient_id)
    if row is None:
        raise not_found()
    return done(work, row, 201)


def first_version(work: Work, unit_id: UUID, content: Content) -> dict[str, object]:
    """The row of an enrolment of which the identity is known, and nothing else."""
    return {
        "patient_id": work.patient_id,
        "centre_id": work.caller.centre_id,
        "unit_id": unit_id,
        "step": 1,
        "content": seal_content(work.cipher, work.patient_id, content),
        "stop": None,
        "started_by": work.caller.person,
        "started_at": work.now,
        "changed_by": work.caller.person,
        "changed_at": work.now,
        "finished_at": None,
        "version": 1,
    }


def _told_when_followed(_patients: Sequence[MonitoredPatient]) -> None:
    """Who is unqualified becomes an alert when the follow-up begins: before, somebody is at it."""


def _require_person(work: Work, ask: EnrolmentAsk) -> None:
    require_birth(work, ask.birth_date)
    if not is_of_age(ask.birth_date, work.today):
        raise invalid("birth_date", "minor")
    for field in ("family_name", "birth_name", "given_name"):
        if _mixes_alphabets(getattr(ask, field) or ""):
            raise invalid(field, "mixed_letters")


def _mixes_alphabets(name: str) -> bool:
    """Whether letters of several scripts stand in one name: they look alike, and the search that
    should find the same person does not take one for the other.
    """
    scripts = {
        unicodedata.name(letter, "?").split()[0]
        for letter in unicodedata.normalize("NFKC", name)
        if letter.isalpha()
    }
    return len(scripts) > 1


def _identity(ask: EnrolmentAsk) -> Identity:
    return kept_identity(
        ask.family_name,
        ask.birth_name,
        ask.given_name,
        ask.civility,
        ask.birth_date,
        None if ask.ins is None else typed_ins(ask.ins),
        ask.record_number,
    )


def _status(ask: EnrolmentAsk) -> IdentityStatus:
    """What each proof makes of the identity, by the same steps as a correction (decision 0022)."""
    if ask.ins_retrieved and ask.ins is None:
        raise invalid("ins", "required")
    status = IdentityStatus.PROVISIONAL
    proofs = (
        (ask.ins_retrieved, IdentityStatus.RETRIEVED),
        (
            ask.document is not None,
            IdentityStatus.QUALIFIED if ask.ins_retrieved else IdentityStatus.VALIDATED,
        ),
    )
    for is_there, proven in proofs:
        if is_there:
            status = after(status, proven, other_traits=False) or status
    return status


def _require_looked_at(work: Work, ask: EnrolmentAsk) -> None:
    alike = candidates(
        work.session,
        work.context,
        work.caller,
        CandidatesAsk(
            birth_date=ask.birth_date,
            family_name=ask.family_name,
            birth_name=ask.birth_name,
            given_name=ask.given_name,
            ins=ask.ins,
            record_number=ask.record_number,
        ),
    )
    is_new = any(each.patient.id not in ask.seen for each in alike.items)
    if is_new or (alike.elsewhere and not ask.elsewhere_is_other):
        raise ServiceError(
            409,
            ProblemCode.POSSIBLE_DUPLICATE,
            "Somebody who is a patient already may be this person: look at them first.",
        )
