"""Due work: what is due on a channel leaves, a few at a time, within a time limit (R-NOT-03).

A provider that is slow or away holds up its own channel alone, and for a few seconds of each look.
"""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from services import faults
from services.contract.week_enums import MessageChannel
from services.db.scope import Scope
from services.edge.context import Context
from services.notifications import claiming, settling
from services.notifications.carriers.carrying import Carrier, NotTaken
from services.notifications.carriers.chosen import carrier_of, has_carrier
from services.notifications.claiming import Claimed
from services.notifications.faults import Fault
from services.notifications.following import follow_sent
from services.notifications.settling import Desk
from services.notifications.written import Ready, written

_log = logging.getLogger("vigie.messages")
SIDE_BY_SIDE: Final = 4
_CLAIMED_AT_ONCE: Final = 10
_EXPIRED_AT_ONCE: Final = 100
_TIME_S: Final = 6


def send_sms(context: Context, centre_id: UUID) -> None:
    """Due work: the SMS of a centre."""
    send_due(context, centre_id, MessageChannel.SMS)


def send_mail(context: Context, centre_id: UUID) -> None:
    """Due work: the mails of a centre, and what waited on the pages for too long."""
    send_due(context, centre_id, MessageChannel.EMAIL)


def send_due(context: Context, centre_id: UUID, channel: MessageChannel) -> None:
    """Sends what is due, as far as the time of one look goes; then asks what became of the rest."""
    desk, scope = Desk(context, context.clock.now()), Scope(centre_id)
    most = SIDE_BY_SIDE * _CLAIMED_AT_ONCE
    with context.database.reading(scope) as session:
        late = claiming.overdue(session, channel, desk.now, _EXPIRED_AT_ONCE)
        is_resting = claiming.rests(session, channel, desk.now)
        waiting = 0 if is_resting else claiming.due(session, channel, desk.now, most)
    for message in late:
        settling.overdue(desk, message)
    if waiting:
        run = _Run(desk, scope, channel)
        lanes = -(-waiting // _CLAIMED_AT_ONCE)
        with ThreadPoolExecutor(lanes, f"messages {channel.value}") as pool:
            for lane in [pool.submit(run.work) for _ in range(lanes)]:
                lane.result()
    if not is_resting and has_carrier(context.settings, channel):
        follow_sent(desk, scope, channel)


@dataclass
class _Run:
    """One look at a channel of a centre, shared by the threads that send side by side."""

    desk: Desk
    scope: Scope
    channel: MessageChannel
    ends_s: float = field(default_factory=lambda: time.monotonic() + _TIME_S)
    is_over: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Takes a few messages and sends them, until nothing is due or the look is over."""
        if not has_carrier(self.desk.context.settings, self.channel):
            self._without_carrier()
            return
        with closing(carrier_of(self.desk.context.settings, self.channel)) as carrier:
            while claimed := self._claim():
                self._send_all(carrier, claimed)

    def _claim(self) -> list[Claimed]:
        if self._ends():
            return []
        with self.desk.context.database.writing(self.scope) as session:
            return claiming.claim(session, self.channel, self.desk.now, _CLAIMED_AT_ONCE)

    def _ends(self) -> bool:
        return self.is_over.is_set() or time.monotonic() > self.ends_s

    def _send_all(self, carrier: Carrier, claimed: list[Claimed]) -> None:
        faults.point("message.claimed", self.desk.context.settings)
        with self.desk.context.database.reading(self.scope) as session:
            ready = written(session, self.desk, claimed)
        left = {message.id for message in claimed}
        for each in ready:
            if self._ends():
                break
            self._send(carrier, each)
            left.discard(each.message.id)
        if left:
            with self.desk.context.database.writing(self.scope) as session:
                claiming.release(session, left)

    def _send(self, carrier: Carrier, ready: Ready) -> None:
        message, outgoing = ready.message, ready.content
        if isinstance(outgoing, NotTaken):
            settling.not_taken(self.desk, message, None, outgoing)
            return
        try:
            reference = carrier.send(outgoing)
        except NotTaken as refused:
            _log.warning("message %s not taken: %s", message.id, refused.fault.value)
            if refused.is_for_all:
                self.is_over.set()
            settling.not_taken(self.desk, message, outgoing.address, refused)
            return
        faults.point("message.taken", self.desk.context.settings)
        settling.taken(self.desk, message, outgoing.address, reference, is_followed=carrier.follows)

    def _without_carrier(self) -> None:
        while claimed := self._claim():
            for message in claimed:
                if not settling.rerouted(self.desk, message):
                    refused = NotTaken(Fault.NOT_CONFIGURED, is_final=True)
                    settling.not_taken(self.desk, message, None, refused)
