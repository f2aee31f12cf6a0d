"""Recovery codes of one's own account: ten at a time, shown once, each used once (R-AUTH-06)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.accounts import recovery_rows
from services.audit.journal import Entry, record
from services.contract.sessions import RecoveryCodesLeft
from services.edge.context import Context
from services.security.recovery_codes import CODES_AT_ONCE, PURPOSE, hash_of_code, new_code


def new_codes() -> list[str]:
    """Codes that nobody has yet."""
    return [new_code() for _ in range(CODES_AT_ONCE)]


def give(
    context: Context, session: Session, account_id: UUID, codes: list[str], now: datetime
) -> None:
    """Gives somebody these codes; those that they had open nothing any more."""
    keyed = context.keys.installation_hash(PURPOSE)
    hashes = [hash_of_code(keyed, account_id, code) for code in codes]
    recovery_rows.replace_recovery_codes(session, account_id, hashes, now)


def left(session: Session, account_id: UUID) -> RecoveryCodesLeft:
    """How many of somebody's codes are unused."""
    count, made_at = recovery_rows.recovery_codes_left(session, account_id)
    return RecoveryCodesLeft(left=count, made_at=made_at)


def note_use(session: Session, used: Entry) -> int:
    """Journals that a code was used by the actor of this entry; how many they have left."""
    record(session, used)
    return 0 if used.actor_id is None else left(session, used.actor_id).left
