"""The second factor that somebody offers: a code of the authenticator, or a recovery code."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.accounts import recovery_rows, repository
from services.contract.sessions import SignInStep
from services.db.tables.accounts import Account
from services.edge.context import Context
from services.security.recovery_codes import PURPOSE, hash_of_code
from services.security.second_factor import new_secret, open_secret, step_of

# What a code is compared with when there is no account: the work is the same, the answer is no.
_DECOY_SECRET: Final = new_secret()
_NOBODY: Final = UUID(int=0)
_DIGITS: Final = 6


@dataclass(frozen=True)
class Factor:
    """A factor that is right and unused: a step of the authenticator, or a recovery code."""

    account: Account
    step: int | None
    recovery_hash: bytes | None

    @property
    def is_recovery(self) -> bool:
        """Whether it stands in for the authenticator."""
        return self.recovery_hash is not None


def offered(
    context: Context, session: Session, account: Account | None, code: str, now: datetime
) -> Factor | None:
    """The factor that a code is for this account, or None; both kinds are always tried."""
    step = step_of(_secret_of(context, account), code, now)
    keyed = context.keys.installation_hash(PURPOSE)
    recovery_hash = hash_of_code(keyed, _NOBODY if account is None else account.id, code)
    is_recovery = recovery_rows.has_recovery_code(session, recovery_hash)
    if account is None or account.totp_secret is None:
        return None
    if step is not None and _is_unused(account, step):
        return Factor(account, step, None)
    return Factor(account, None, recovery_hash) if is_recovery else None


def step_of_code(code: str) -> SignInStep:
    """Which kind of code somebody meant."""
    is_digits = len(code.strip()) == _DIGITS and code.strip().isdigit()
    return SignInStep.CODE if is_digits else SignInStep.RECOVERY_CODE


def spend(session: Session, factor: Factor, now: datetime) -> bool:
    """Uses a factor up; False when somebody else was faster."""
    if factor.recovery_hash is not None:
        return recovery_rows.use_recovery_code(session, factor.recovery_hash, now)
    return factor.step is not None and repository.spend_step(
        session, factor.account.id, factor.step
    )


def _is_unused(account: Account, step: int) -> bool:
    return account.totp_last_step is None or account.totp_last_step < step


def _secret_of(context: Context, account: Account | None) -> str:
    if account is None or account.totp_secret is None:
        return _DECOY_SECRET
    return open_secret(context.keys.master(), account.id, account.totp_secret)
