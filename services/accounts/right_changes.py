"""What is written down of a change of somebody's rights in a centre."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from services.contract.accounts import IdentityCheck, RightChangeKind
from services.db.tables.staff import RightChange
from services.edge.context import Context
from services.ids import new_id
from services.security.ciphers import Place


@dataclass(frozen=True)
class Change:
    """What is written down of a change: why, by whom, and who approved it."""

    kind: RightChangeKind
    words: str
    by_id: UUID | None
    at: datetime
    approved_by_id: UUID | None = None
    identity_check: IdentityCheck | None = None


def note(
    session: Session, context: Context, centre_id: UUID, account_id: UUID, change: Change
) -> None:
    """Writes down a change; the words are sealed under the key of the centre."""
    change_id = new_id()
    cipher = context.keys.centre(centre_id)
    session.execute(
        insert(RightChange),
        {
            "id": change_id,
            "centre_id": centre_id,
            "account_id": account_id,
            "kind": change.kind,
            "words": cipher.seal(place_of(change_id), change.words.encode()),
            "by_id": change.by_id,
            "approved_by_id": change.approved_by_id,
            "identity_check": change.identity_check,
            "at": change.at,
        },
    )


def place_of(change_id: UUID) -> Place:
    """Where the words of a change are sealed."""
    return Place("right_change", "words", change_id)
