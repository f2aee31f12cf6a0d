"""Numbers by which one person of a centre is known: another patient's are not taken (RNIV)."""

from typing import Final

from services.contract.enums import IdentityStatus
from services.patients import normal
from services.patients.exact import Directory, Found
from services.patients.identity import Identity
from services.record.identity_status import WITH_INS
from services.record.work import Work, invalid

_CONFLICT: Final = "somebody_else"


def typed_ins(text: str) -> str:
    """An INS as it is kept; raises 422 for one whose form or key is wrong."""
    number = normal.ins(text)
    if not normal.is_ins(number):
        raise invalid("ins", "wrong_key")
    return number


def require_own(work: Work, before: Identity, identity: Identity, status: IdentityStatus) -> None:
    """Raises 422 for an INS or a record number that somebody else of the centre has.

    A number that stood before proves nothing either, but stays until somebody decides whose it is.
    Whoever the other one is, of this unit or not, is not said. The caller holds the numbers of the
    centre (`hold_numbers`).
    """
    patients = Directory(work.session, work.context.keys, work.caller.centre_id)
    number, stood = identity.ins, before.ins
    if number is not None and (
        status in WITH_INS or stood is None or normal.ins(number) != normal.ins(stood)
    ):
        _require_nobody_else(work, "ins", patients.by_ins(number))
    of_record = normal.record_number(identity.record_number)
    if of_record != normal.record_number(before.record_number):
        _require_nobody_else(work, "record_number", patients.by_record_number(of_record))


def _require_nobody_else(work: Work, field: str, found: list[Found]) -> None:
    if any(each.id != work.patient_id for each in found):
        raise invalid(field, _CONFLICT)
