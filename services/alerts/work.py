"""What an act has at hand: the transaction, the service, the person, the instant."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy.orm import Session

from services.alerts.life_cycle import FOLLOW_UP_MINUTES, Actor
from services.centres.times import time_of
from services.edge.context import Context
from services.security.caller import Caller


@dataclass(frozen=True)
class Work:
    """One write of one person; everything in it has the same `now`.

    `is_read`: somebody reads the alert that the act answers; else its version is enough.
    """

    session: Session
    context: Context
    caller: Caller
    now: datetime
    is_read: bool = True

    @cached_property
    def actor(self) -> Actor:
        """The person, as the life cycle of an alert knows them."""
        claim = timedelta(seconds=self.context.settings.claim_s)
        hours = time_of(self.session, self.caller.centre_id).hours
        follow_up_until = hours.add_open_minutes(self.now, FOLLOW_UP_MINUTES)
        return Actor(self.caller.person, self.now, self.now + claim, follow_up_until)
