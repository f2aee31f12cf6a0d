"""What somebody who is signed in may know about themselves."""

from datetime import datetime

from sqlalchemy.orm import Session

from services.accounts import repository
from services.centres.setting_rows import idle_lock_minutes
from services.centres.times import time_of
from services.contract.people import PersonLabel
from services.contract.sessions import CentreLabel, Me, UnitLabel
from services.security.caller import Caller
from services.security.policy import actions_of
from services.settings import Settings


def me(session: Session, caller: Caller, now: datetime, settings: Settings) -> Me:
    """Who is asking, where they work, and what this role may do."""
    found = repository.person_at(session, caller.person, caller.centre_id)
    hours = time_of(session, caller.centre_id).hours
    is_open = hours.is_open(now)
    return Me(
        person=PersonLabel(
            id=caller.person, name=found.name, initials=found.initials, title=found.title
        ),
        role=caller.role,
        centre=CentreLabel(
            id=caller.centre_id,
            name=found.centre_name,
            zone=found.zone,
            is_open=is_open,
            opens_at=None if is_open else hours.next_opening(now),
            demonstration=found.demonstration,
            idle_lock_min=idle_lock_minutes(session, caller.centre_id, now, settings.idle_lock_min),
        ),
        units=[
            UnitLabel(id=row.id, name=row.name)
            for row in repository.units_named(session, caller.unit_ids)
        ],
        actions=actions_of(caller.role),
        server_time=now,
    )
