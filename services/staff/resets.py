"""A new password or factor that an administrator begins, and the owner alone completes (R-AUTH-04).

The administrator chooses and sees nothing: a secret goes to the mail address that is known, a new
password still asks for the factor, a new factor for the password.
"""

from services.accounts.right_changes import note
from services.contract.accounts import RightChangeKind
from services.contract.approvals import ApprovalKind
from services.contract.first_sign_in import SecretPurpose
from services.contract.staff import FactorResetPayload, ResetAsk
from services.db.tables.accounts import Account
from services.edge.writes import Done
from services.staff import people, secrets
from services.staff.asking import ask_for, done, giving_of
from services.staff.granting import SUPERVISORS, Giving, weighed_by
from services.staff.rights import Held
from services.staff.work import StaffWork, forbids, held


def reset_password(work: StaffWork, version: int, ask: ResetAsk) -> Done:
    """Mails a secret for a new password; raises 403, 404, 409, 412."""
    found = held(work, version)
    require_resettable(found)
    begin(_giving(work, RightChangeKind.PASSWORD_RESET, ask), found.account, SecretPurpose.PASSWORD)
    return done(work, found.account.id)


def reset_factor(work: StaffWork, version: int, ask: ResetAsk) -> Done:
    """Mails a secret for a new factor, or asks a second person; raises 403, 404, 409, 412."""
    found = held(work, version)
    require_resettable(found)
    if weighed_by(work.session, found.account):
        payload = FactorResetPayload(
            account_id=found.account.id,
            account_version=found.version,
            person=people.shown(found.account),
            identity_check=ask.identity_check,
            words=ask.words,
        )
        return ask_for(work, ApprovalKind.RESET_FACTOR, payload, found.account.id, SUPERVISORS)
    begin(_giving(work, RightChangeKind.FACTOR_RESET, ask), found.account, SecretPurpose.FACTOR)
    return done(work, found.account.id)


def require_resettable(found: Held) -> None:
    """Raises 409 for an account that has nothing to reset, or nowhere to mail to."""
    if not (found.standing and found.joined):
        raise forbids("This account has no password and factor to reset.")
    if found.account.email is None:
        raise forbids("This account has no mail address: write it down first.")


def begin(giving: Giving, account: Account, purpose: SecretPurpose) -> None:
    """The owner gets a secret by mail; what they have goes on until they have completed it."""
    note(giving.session, giving.context, giving.centre_id, account.id, giving.change)
    secrets.send(giving.session, giving.context, account, purpose, giving.change.at)


def _giving(work: StaffWork, kind: RightChangeKind, ask: ResetAsk) -> Giving:
    giving = giving_of(work, kind, ask.words)
    return giving.checked(ask.identity_check)
