"""Whatever becomes of a document after it has left, an engine that was told of it learns it."""

from dataclasses import dataclass, field
from uuid import UUID

from alembic import command
from sqlalchemy import create_engine, select, update
from sqlalchemy.pool import NullPool

from services.contract.delivery_enums import DeliveryFault, DeliveryState
from services.db import migrate
from services.db.scope import Scope
from services.db.tables.delivery import Delivery
from services.delivery import settling
from services.delivery.carriers.carrying import NotDelivered
from services.retention.erasing import delete_rows
from tests.services.fhir.conftest import Engine

ERROR = "entered-in-error"
SAID = {"sent": "current", "acknowledged": "current", "refused": ERROR, "cancelled": ERROR}
"""What is told after a step; sent again says nothing new, and an erasure takes all away."""
CASES = (
    "sent refused resent cancelled",
    "refused resent sent refused resent refused resent sent acknowledged",
    "sent resent refused cancelled",
    "sent resent cancelled",
    "sent refused resent erased",
)


@dataclass
class Sent:
    """A document, and an engine that looks after each step.

    `looks`: what it asked for from then on, and what it had, as does another that looked last then.
    """

    engine: Engine
    id: UUID
    looks: list[tuple[str, str | None]] = field(default_factory=lambda: [("", None)])

    def step(self, step: str) -> None:
        """Lets something become of it, as the endpoint says or people do."""
        service = self.engine.service
        service.clock.forward(seconds=1)
        if step in {"resent", "cancelled"}:
            act = "resend" if step == "resent" else "cancel"
            place, who = f"/api/v1/deliveries/{self.id}/{act}", service.writing_as("nurse")
            assert service.client.post(place, headers=who).status_code == 200
            return
        with service.context.database.writing(Scope(service.centre.id)) as session:
            if step == "erased":
                delete_rows(session, self.engine.patient)
                return
            claimed = update(Delivery).where(Delivery.id == self.id)
            claimed = claimed.where(Delivery.state == DeliveryState.QUEUED)
            session.execute(claimed.values(state=DeliveryState.SENDING))
            row = session.scalars(select(Delivery).where(Delivery.id == self.id)).one()
            session.expunge(row)
        desk = settling.Desk(service.context)
        if step == "sent":
            settling.taken(desk, row, is_acknowledged=False, is_awaited=True)
        elif step == "acknowledged":
            settling.acknowledged(desk, row)
        elif row.state is DeliveryState.SENT:
            settling.refused_later(desk, row, DeliveryFault.REFUSED)
        else:
            settling.not_taken(desk, row, NotDelivered(DeliveryFault.REFUSED, is_final=True))

    def look(self) -> set[str | None]:
        """What is known of it to the engine, and to whoever reads it now."""
        self.engine.publish()
        since, has = self._again(*self.looks[-1])
        self.looks.append((since, has))
        read = self.engine.get(f"DocumentReference/{self.id}")
        return {has, None if read.status_code == 404 else read.json()["status"]}

    def late(self) -> set[str | None]:
        """What each other engine has, that has not looked since some step, and looks now."""
        return {self._again(*look)[1] for look in set(self.looks)}

    def _again(self, since: str, had: str | None) -> tuple[str, str | None]:
        found = self.engine.all(f"DocumentReference?{since}")
        if found:
            since = "_lastUpdated=gt" + max(each["meta"]["lastUpdated"] for each in found)
        own = [each["status"] for each in found if each["id"] == str(self.id)]
        return since, own[0] if own else had


def test_an_engine_that_was_told_of_a_document_never_keeps_what_is_not_so(sqlite_engine: Engine):
    """What the record refused must not stay `current` in a copy, nor what it has be doubted."""
    for case in CASES:
        sent, said = Sent(sqlite_engine, sqlite_engine.queued()), None
        for step in case.split():
            sent.step(step)
            if step == "erased":
                assert (sent.look(), sqlite_engine.all("DocumentReference")) == ({ERROR, None}, [])
                break
            said = SAID.get(step, said) if said is not None or step == "sent" else None
            assert sent.look() == {said}, (case, step)
        else:
            assert sent.late() == {said}, case


def test_what_an_earlier_release_told_as_standing_is_taken_back(engine: Engine):
    """It was refused and sent again, and had not left again when the new release came."""
    sent = Sent(engine, engine.queued())
    for step in ("sent", "refused", "resent"):
        sent.step(step)
        sent.look()
    before = sent.looks[-1]

    owner = create_engine(engine.service.context.settings.owner_url, poolclass=NullPool)
    with owner.begin() as connection:
        command.downgrade(migrate.config_for(connection), "0041")
    owner.dispose()
    migrate.upgrade(engine.service.context.settings.owner_url)

    assert sent.look() == {ERROR}
    assert sent.looks[-1] != before
    sent.step("sent")
    assert sent.look() == {"current"}
    sent.step("refused")
    assert (sent.look(), sent.late()) == ({ERROR}, {ERROR})
