"""Who is the second person for what concerns a whole centre."""

from datetime import datetime

from sqlalchemy.orm import Session

from services.contract.enums import Role
from services.security.caller import Caller
from services.staff import rights


def deciding_role(session: Session, caller: Caller, now: datetime) -> Role:
    """Who decides what the caller asks: another oncologist, the privacy officer without one.

    An oncologist who administers the centre decides nothing, and so does not count.
    """
    oncologists = {
        each.id for each in rights.holders(session, caller.centre_id, [Role.ONCOLOGIST], now)
    }
    others = oncologists - rights.admins(session, caller.centre_id, now) - {caller.person}
    return Role.ONCOLOGIST if others else Role.PRIVACY_OFFICER
