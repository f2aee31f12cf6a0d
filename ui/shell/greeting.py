"""What somebody is told when they have just signed in, least urgent first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from resources.wording import Wording

if TYPE_CHECKING:
    from services.contract.sessions import SessionGrant


def greetings(w: Wording, grant: SessionGrant, now: datetime) -> list[str]:
    """Sentences: the sign-in before, recovery codes that run out. A session that was copied stays
    said, over every screen.
    """
    said: list[str] = []
    if grant.previous_sign_in_at is not None:
        said.append(w.text("shell-previous-sign-in", when=w.moment(grant.previous_sign_in_at, now)))
    else:
        said.append(w.text("keytour-offer"))
    if grant.recovery_codes_left is not None:
        said.append(w.text("shell-recovery-codes-left", count=grant.recovery_codes_left))
    return said
