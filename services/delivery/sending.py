"""Due work of deliveries: what waits leaves, one document after the other, each centre by itself.

`sending` is committed before an endpoint is asked. Each centre is looked at in a thread of its own
and for a limited time: an endpoint that hangs keeps its own documents waiting and no others.
"""

import logging
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from services import faults
from services.contract.archive_enums import RestoreReason
from services.contract.delivery_enums import (
    DeliveryFault,
    DeliveryOrigin,
    DeliveryState,
    DeliveryStep,
    DeliveryTransport,
)
from services.contract.enums import IdentityStatus
from services.db.holding import hold_patient
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.archiving import Archive
from services.db.tables.centres import Centre
from services.db.tables.delivery import Delivery
from services.db.tables.patients import Patient
from services.delivery import permitted, rows, settling
from services.delivery.carriers.carrying import Carrier, Document, NotDelivered
from services.delivery.carriers.chosen import carrier_of
from services.delivery.carriers.guarding import guarded
from services.delivery.outbox import is_on, place_of
from services.delivery.setting_rows import Setting, current
from services.delivery.settling import Desk
from services.edge.context import Context
from services.security.unreadable import opened

_log = logging.getLogger("vigie.delivery")
_TIME_S: Final = 10
_WAITED_FOR_S: Final = 30
_AT_ONCE: Final = 50
_IDENTITY: Final = select(Patient.identity_status, Patient.ins_index).where(
    Patient.id == bindparam("patient_id")
)
_RUNNING: Final[dict[UUID, threading.Thread]] = {}


def deliver_all(context: Context, _installation: UUID) -> None:
    """Due work: the deliveries of all centres, side by side.

    A centre whose last look has not come back is left alone. Raises what the first look raised.
    """
    with context.database.reading(NO_CENTRE) as session:
        centre_ids = list(session.scalars(select(Centre.id).order_by(Centre.id)))
    failed: list[Exception] = []
    begun = [each for each in centre_ids if _begin(context, each, failed)]
    until_s = time.monotonic() + _WAITED_FOR_S
    for centre_id in begun:
        thread = _RUNNING[centre_id]
        thread.join(max(0.0, until_s - time.monotonic()))
        if thread.is_alive():
            _log.warning("the endpoint of centre %s hangs", centre_id)
    if failed:
        raise failed[0]


def _begin(context: Context, centre_id: UUID, failed: list[Exception]) -> bool:
    """Begins a look at a centre where there is something to do and none runs."""
    running = _RUNNING.get(centre_id)
    if running is not None and running.is_alive():
        return False
    with context.database.reading(Scope(centre_id)) as session:
        now = context.clock.now()
        if not rows.is_work(session, now, now - _kept(context)):
            return False

    def _look() -> None:
        try:
            deliver_due(context, centre_id)
        except Exception as fault:
            # Raised again by who waits for all; the other centres go on.
            failed.append(fault)

    thread = threading.Thread(target=_look, name=f"delivery {centre_id}", daemon=True)
    _RUNNING[centre_id] = thread
    thread.start()
    return True


def deliver_due(context: Context, centre_id: UUID) -> None:
    """One look at a centre: old documents go, acknowledgements are looked for, what is due leaves.

    Where delivery is off, nothing leaves and nothing is lost.
    """
    desk, scope, now = Desk(context), Scope(centre_id), context.clock.now()
    with context.database.reading(scope) as session:
        setting = current(session, context.keys, centre_id)
        old = rows.aged(session, now - _kept(context), _AT_ONCE)
        awaited = rows.awaited(session, now, _AT_ONCE)
        is_resting = rows.rests(session, now, settling.OF_ENDPOINT)
        session.expunge_all()
    if old:
        with context.database.writing(scope) as session:
            rows.forget(session, old)
        context.database.shed_deleted()
    if not is_on(setting) or is_resting:
        return
    look = _Look(desk, centre_id, setting)
    look.acknowledgements(awaited)
    look.documents()


def _kept(context: Context) -> timedelta:
    return timedelta(days=context.settings.delivery.kept_days)


class _Look:
    """One look at what a centre has to deliver."""

    def __init__(self, desk: Desk, centre_id: UUID, setting: Setting) -> None:
        self._desk = desk
        self._centre_id = centre_id
        self._scope = Scope(centre_id)
        self._setting = setting
        self._ends_s = time.monotonic() + _TIME_S

    def acknowledgements(self, awaited: Sequence[Delivery]) -> None:
        """Asks what became of documents that were taken where they go now."""
        transport = self._transport()
        here = [each for each in awaited if each.transport is transport]
        for row in awaited:
            if row.transport is not transport:
                settling.unanswered(self._desk, row)
        if not here:
            return
        try:
            with closing(self._carrier()) as carrier:
                for row in here:
                    self._ask(carrier, row)
                    if time.monotonic() > self._ends_s:
                        return
        except NotDelivered as refused:
            _log.warning("no acknowledgements can be read: %s", refused.fault.value)

    def _carrier(self) -> Carrier:
        return carrier_of(self._setting, self._desk.settings.of_centre(self._centre_id))

    def _ask(self, carrier: Carrier, row: Delivery) -> None:
        name = Document(row.id, row.format, b"", "", row.queued_at).name
        try:
            is_there = carrier.awaits and carrier.acknowledged(name)
        except NotDelivered as refused:
            if refused.is_for_all:
                settling.unanswered(self._desk, row)
                raise
            settling.refused_later(self._desk, row, refused.fault)
            carrier.forget_refusal(name)
            return
        if is_there:
            settling.acknowledged(self._desk, row)
        else:
            settling.unanswered(self._desk, row)

    def documents(self) -> None:
        """Sends what is due, until nothing is, the endpoint takes nothing, or the time is over."""
        carrier: Carrier | None = None
        # A time of their own: many acknowledgements that are waited for keep no document here.
        ends_s = time.monotonic() + _TIME_S
        try:
            while (row := self._claimed(ends_s)) is not None:
                faults.point("delivery.claimed", self._desk.context.settings)
                document = self._document(row)
                if document is None:
                    continue
                try:
                    carrier = carrier or self._carrier()
                    self._send(carrier, row, document)
                except NotDelivered as refused:
                    _log.warning("delivery %s not taken: %s", row.id, refused.fault.value)
                    settling.not_taken(self._desk, row, refused)
                    if refused.is_for_all:
                        return
        finally:
            if carrier is not None:
                carrier.close()

    def _send(self, carrier: Carrier, row: Delivery, document: Document) -> None:
        is_acknowledged = guarded(lambda: carrier.deliver(document), f"delivery {row.id}")
        faults.point("delivery.taken", self._desk.context.settings)
        settling.taken(self._desk, row, is_acknowledged=is_acknowledged, is_awaited=carrier.awaits)

    def _claimed(self, ends_s: float) -> Delivery | None:
        """The next document that may leave, in the hands of this look alone."""
        while time.monotonic() < ends_s:
            with self._desk.context.database.writing(self._scope) as session:
                row = rows.next_due(session, self._desk.now)
                if row is None:
                    return None
                if _hindrance(session, row) is None:
                    return self._claim(session, row)
                session.expunge(row)
            self._hold_back(row)
        return None

    def _hold_back(self, row: Delivery) -> None:
        """What may not leave is blocked or withdrawn. In a transaction of its own: who tells a unit
        of something holds its patient before anything else.
        """
        with self._desk.context.database.writing(self._scope) as session:
            hold_patient(session, row.patient_id)
            match _hindrance(session, row):
                case None:
                    return
                case DeliveryFault.FOLLOWED_AGAIN:
                    self._withdraw(session, row)
                case fault:
                    settling.block(session, self._desk, row, fault)

    def _withdraw(self, session: Session, row: Delivery) -> None:
        """What a killed sender had in its hands may have left nevertheless: `attempts` shows it."""
        now, fault = self._desk.now, DeliveryFault.FOLLOWED_AGAIN
        if row.state is DeliveryState.SENDING:
            rows.change(session, row, {"state": DeliveryState.QUEUED}, DeliveryState.SENDING)
        if settling.withdraw(session, row, now, fault):
            rows.note(session, row, DeliveryStep.CANCELLED, now, fault)

    def _claim(self, session: Session, row: Delivery) -> Delivery:
        now, endpoint = self._desk.now, self._setting.endpoint
        assert endpoint is not None
        values = {
            "state": DeliveryState.SENDING,
            "fault": None if row.state is DeliveryState.BLOCKED else row.fault,
            "attempts": row.attempts + 1,
            "tried_at": now,
            "transport": self._transport(),
            "destination": permitted.shown(endpoint),
        }
        if row.state is DeliveryState.BLOCKED:
            rows.note(session, row, DeliveryStep.RELEASED, now)
        rows.change(session, row, values, row.state)
        session.expunge(row)
        for name, value in values.items():
            setattr(row, name, value)
        return row

    def _transport(self) -> DeliveryTransport:
        assert self._setting.endpoint is not None
        return DeliveryTransport(self._setting.endpoint.transport)

    def _document(self, row: Delivery) -> Document | None:
        """What is sealed of it, opened; None where it cannot be, which is said."""
        with self._desk.context.database.reading(self._scope) as session:
            found = rows.sealed(session, row.id)
            # A later try may have been refused meanwhile, and that is not stored yet.
            is_old = row.attempts == 1 and rows.was_refused(session, row.id)
        document = None
        if found is not None:
            document = opened(lambda: self._opened(row, *found), "delivery", row.id)
        if document is None:
            with self._desk.context.database.writing(self._scope) as session:
                hold_patient(session, row.patient_id)
                settling.block(session, self._desk, row, DeliveryFault.UNREADABLE)
            return None
        return replace(document, was_refused=is_old)

    def _opened(self, row: Delivery, sealed: bytes, subject: bytes) -> Document:
        cipher = self._desk.context.keys.patient(row.patient_id)
        return Document(
            row.id,
            row.format,
            cipher.open(place_of("content", row.id), sealed),
            cipher.open(place_of("subject", row.id), subject).decode(),
            row.queued_at,
        )


def _hindrance(session: Session, row: Delivery) -> DeliveryFault | None:
    """Why it is not right to send it any more; None: it may leave."""
    who = session.execute(_IDENTITY, {"patient_id": row.patient_id}).one_or_none()
    status, ins_index = who or (None, None)
    if row.origin is DeliveryOrigin.END_OF_CARE and not _has_ended(session, row.id):
        return DeliveryFault.FOLLOWED_AGAIN
    if status is IdentityStatus.DOUBTFUL:
        return DeliveryFault.IDENTITY_DOUBTFUL
    is_other = row.ins_index is not None and row.ins_index != ins_index
    if row.has_ins and (status is not IdentityStatus.QUALIFIED or is_other):
        return DeliveryFault.IDENTITY_CHANGED
    return None


def _has_ended(session: Session, archive_id: UUID) -> bool:
    """Whether the end that a document reports was one, whatever came after it."""
    was_none = or_(Archive.undone_at.is_not(None), Archive.restore_reason == RestoreReason.ERROR)
    wanted = select(Archive.id).where(Archive.id == archive_id, was_none.is_not(True))
    return session.scalar(wanted) is not None
