"""What the approval of a request about somebody's rights does.

Whatever stood when it was asked has to stand still: the right of whoever asked, the account, its
units, and that nobody else has the name or the address. It is void otherwise.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from services.accounts import repository
from services.accounts.right_changes import Change
from services.approvals.kinds import Approved, Kind, Kinds, Void
from services.contract.accounts import RightChangeKind
from services.contract.approvals import ApprovalKind, VoidReason
from services.contract.enums import Role
from services.contract.first_sign_in import SecretPurpose
from services.contract.staff import (
    FactorResetPayload,
    IdentityPayload,
    RoleAsked,
    RoleGrantPayload,
)
from services.errors import ServiceError, forbidden
from services.staff import offers, people, rights
from services.staff.granting import APPROVERS, SUPERVISORS, Giving, give, offer_again, require_role
from services.staff.people import Known
from services.staff.resets import begin, require_resettable
from services.staff.rights import Held
from services.staff.setting import set_person, set_role

_READERS: Final = frozenset({Role.ADMIN, Role.MANAGER, Role.PRIVACY_OFFICER})


def _grant(work: Approved, payload: RoleGrantPayload) -> UUID:
    asked = RoleAsked(
        role=payload.role, unit_ids=[each.id for each in payload.units], ends_on=payload.ends_on
    )
    _require_both(work)
    with _void(VoidReason.ROLE):
        require_role(work.session, work.context, work.caller.centre_id, asked)
    giving = _giving(work, RightChangeKind.ROLE_GRANTED, payload.words)
    if payload.account_version is None:
        return _invite(giving, payload, asked)
    found = _unchanged(work, payload.account_id, payload.account_version)
    if payload.membership_id is None:
        give(giving, found.account, asked)
    elif payload.is_again:
        _offer_again(work, payload, found)
    else:
        changed = _giving(work, RightChangeKind.ROLE_CHANGED, payload.words)
        set_role(changed, found.account, payload.membership_id, asked)
    return found.account.id


def _offer_again(work: Approved, payload: RoleGrantPayload, found: Held) -> None:
    again = [each for each in found.invited if each.id == payload.membership_id]
    if not again:
        raise Void
    offer_again(_giving(work, RightChangeKind.INVITED_AGAIN, payload.words), found.account, again)


def _invite(giving: Giving, payload: RoleGrantPayload, asked: RoleAsked) -> UUID:
    """A new account, or somebody who works in another centre."""
    person = Known(**payload.person.model_dump())
    account = people.same_person(giving.session, person)
    if (None if account is None else account.id) != payload.account_id:
        raise Void
    if account is not None and rights.one_of(giving.session, giving.centre_id, account.id):
        raise Void
    if account is not None and people.shown(account) != payload.person:
        raise Void
    if people.taken(giving.session, person, payload.account_id):
        raise Void(VoidReason.TAKEN)
    if account is None:
        with _void(VoidReason.TAKEN):
            account = people.add(giving.session, person, giving.change.at)
    give(giving, account, asked)
    return account.id


def _change_identity(work: Approved, payload: IdentityPayload) -> UUID:
    _require_both(work)
    repository.hold_account(work.session, payload.account_id)
    found = _unchanged(work, payload.account_id, payload.account_version)
    person = Known(**payload.after.model_dump())
    if offers.is_anothers(work.session, found.account, work.caller.centre_id, work.now):
        raise Void(VoidReason.ELSEWHERE)
    if people.taken(work.session, person, payload.account_id):
        raise Void(VoidReason.TAKEN)
    with _void(VoidReason.TAKEN):
        set_person(_giving(work, RightChangeKind.PERSON_CHANGED, payload.words), found, person)
    return payload.account_id


def _reset_factor(work: Approved, payload: FactorResetPayload) -> UUID:
    _require_both(work)
    found = _unchanged(work, payload.account_id, payload.account_version)
    with _void(VoidReason.NOTHING_TO_RESET):
        require_resettable(found)
    giving = _giving(work, RightChangeKind.FACTOR_RESET, payload.words)
    begin(giving.checked(payload.identity_check), found.account, SecretPurpose.FACTOR)
    return payload.account_id


@contextmanager
def _void(because: VoidReason) -> Iterator[None]:
    """A refusal of what was asked voids the request: it would be refused again each time."""
    try:
        yield
    except ServiceError:
        raise Void(because) from None


def _require_both(work: Approved) -> None:
    """Holds the rights of the centre; whoever asked must be entitled to ask still, and whoever
    approves to approve: theirs may have been taken while this waited. Raises 403, `Void`.
    """
    caller = work.caller
    rights.hold(work.session, caller.centre_id)
    if caller.person not in {
        each.id for each in rights.holders(work.session, caller.centre_id, [caller.role], work.now)
    }:
        raise forbidden()
    if work.asked_by not in rights.admins(work.session, work.caller.centre_id, work.now):
        raise Void(VoidReason.ASKER)


def _unchanged(work: Approved, account_id: UUID | None, version: int) -> Held:
    found = None
    if account_id is not None:
        found = rights.one_of(work.session, work.caller.centre_id, account_id)
    if found is None or found.version != version:
        raise Void
    return found


def _giving(work: Approved, kind: RightChangeKind, words: str) -> Giving:
    """Asked by one, approved by the caller."""
    change = Change(kind, words, work.asked_by, work.now, approved_by_id=work.caller.person)
    return Giving(work.session, work.context, work.caller.centre_id, change)


KINDS: Final[Kinds] = {
    ApprovalKind.GRANT_ROLE: Kind(
        RoleGrantPayload, lambda payload: APPROVERS[payload.role], _READERS, _grant
    ),
    ApprovalKind.CHANGE_IDENTITY: Kind(
        IdentityPayload, lambda _payload: SUPERVISORS, _READERS, _change_identity
    ),
    ApprovalKind.RESET_FACTOR: Kind(
        FactorResetPayload, lambda _payload: SUPERVISORS, _READERS, _reset_factor
    ),
}
