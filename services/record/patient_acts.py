"""Who a patient is and how they are reached, corrected; the searches follow at once (S-53)."""

from dataclasses import fields, replace
from datetime import date
from typing import Final
from uuid import UUID

from resources.mailbox import is_mailbox
from services.centres.escalation_lists import escalation_list
from services.contract.enums import IdentityStatus
from services.contract.patient_changes import ContactChangeAsk, IdentityChangeAsk
from services.contract.problems import ProblemCode
from services.db.holding import hold_numbers
from services.edge.writes import Done
from services.errors import ServiceError
from services.patients import monitoring
from services.patients.enrolling import Raises
from services.patients.identity import Contact, Identity, seal_contact, seal_identity
from services.patients.indexes import Indexes
from services.patients.kept import kept_identity, words
from services.patients.reached import is_phone
from services.record.days import require_birth
from services.record.identity_numbers import require_own, typed_ins
from services.record.identity_status import after, has_other_traits, lacks_ins
from services.record.patient_rows import Person, held, moved, shown
from services.record.work import Work, invalid, unreadable

# Identity and contact are changed each by itself: the other one may be unreadable.
_BY_IDENTITY: Final = ("ins_index", "record_number_index")
_BY_CONTACT: Final = ("phone_index", "email_index")
_NO_CONTACT: Final = Contact()
_NO_IDENTITY: Final = Identity("", None, "", None, date.min, None, "")


def change_identity(work: Work, version: int, ask: IdentityChangeAsk, raises: Raises) -> Done:
    """Corrects who a patient is; raises 404, 412, 409, 422.

    `raises` is told, in the same transaction, whose identity is qualified no more.
    """
    hold_numbers(work.session, work.caller.centre_id)
    _, before = held(work, version)
    if before.identity is None:
        raise unreadable()
    require_birth(work, ask.birth_date)
    identity = _identity(before.identity, ask)
    status = _status(before, before.identity, identity, ask)
    require_own(work, before.identity, identity, status)
    indexes = Indexes(work.context.keys, work.caller.centre_id)
    found_by = indexes.of(identity, _NO_CONTACT)
    values = {
        "sex": ask.sex,
        "identity_status": status,
        "identity": seal_identity(work.cipher, work.patient_id, identity),
    }
    moved(work, before, values | {name: found_by[name] for name in _BY_IDENTITY}, ask.reason)
    indexes.replace_tokens(work.session, work.patient_id, identity)
    if before.status is IdentityStatus.QUALIFIED:
        raises(monitoring.unqualified(work.session, [work.patient_id]))
    return shown(work)


def change_contact(work: Work, version: int, ask: ContactChangeAsk) -> Done:
    """Corrects how a patient is reached and who treats them; raises 404, 412, 409, 422."""
    patient, before = held(work, version)
    if before.contact is None:
        raise unreadable()
    if ask.oncologist_id != before.oncologist_id:
        _require_oncologist(work, patient.unit_id, ask.oncologist_id)
    contact = _contact(ask)
    found_by = Indexes(work.context.keys, work.caller.centre_id).of(_NO_IDENTITY, contact)
    values = {
        "oncologist_id": ask.oncologist_id,
        "contact": seal_contact(work.cipher, work.patient_id, contact),
    }
    moved(work, before, values | {name: found_by[name] for name in _BY_CONTACT}, ask.reason)
    return shown(work)


def _identity(before: Identity, ask: IdentityChangeAsk) -> Identity:
    return kept_identity(
        ask.family_name,
        ask.birth_name,
        ask.given_name,
        ask.civility,
        ask.birth_date,
        _ins(before, ask),
        ask.record_number,
    )


def _ins(before: Identity, ask: IdentityChangeAsk) -> str | None:
    if ask.ins is None:
        return None if ask.drop_ins else before.ins
    if ask.drop_ins:
        raise invalid("drop_ins", "unexpected")
    return typed_ins(ask.ins)


def _status(
    before: Person, stood: Identity, identity: Identity, ask: IdentityChangeAsk
) -> IdentityStatus:
    is_other = has_other_traits((stood, before.sex), (identity, ask.sex))
    status = after(before.status, ask.identity_status, other_traits=is_other)
    if status is None:
        raise invalid("identity_status", "not_reachable")
    if lacks_ins(status, identity.ins):
        raise invalid("ins", "required")
    return status


def _contact(ask: ContactChangeAsk) -> Contact:
    """The contact as it is kept; raises 422 for what is no number or no address."""
    asked = ask.model_dump(include={field.name for field in fields(Contact)})
    contact = Contact(**{name: text and words(text) for name, text in asked.items()})
    if ask.address is not None:
        lines = [words(line) for line in ask.address.splitlines()]
        contact = replace(contact, address="\n".join(line for line in lines if line))
    if contact.phone is not None and not is_phone(contact.phone):
        raise invalid("phone", "not_a_number")
    if contact.email is not None and not is_mailbox(contact.email):
        raise invalid("email", "not_an_address")
    return contact


def _require_oncologist(work: Work, unit_id: UUID, person: UUID | None) -> None:
    working = {each.id for each in escalation_list(work.session, unit_id).oncologists}
    if person is not None and person not in working:
        raise ServiceError(
            422, ProblemCode.PERSON_NOT_ELIGIBLE, "Only an oncologist of the unit treats here."
        )
