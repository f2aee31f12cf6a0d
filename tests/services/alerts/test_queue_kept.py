"""The queue stays what the alerts say, whatever is done to them in whatever order."""

from datetime import datetime
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from services.alerts.queue import NOBODY, refresh
from services.alerts.summaries import open_summary
from services.contract.enums import AlertLevel, AlertState
from services.db.scope import Scope
from services.db.tables.alerts import Alert, WorklistEntry
from tests.support.service import add_patient

LEVELS = st.sampled_from([None, *AlertLevel])
PEOPLE = st.sampled_from(["nurse", "nurse_2"])
ACTS: dict[str, dict[str, Any]] = {
    "claim": {},
    "release": {},
    "take-over": {},
    "acknowledge": {},
    "calls": {"result": "patient_reached"},
    "measures": {"codes": ["01"]},
    "notes": {"text": "Vu."},
    "close": {},
}
EXAMPLES, STEPS = 30, 10
EXPECTED_STATUSES = {200, 409, 412}


def kept(ward: Any, patient_id: UUID) -> list[tuple[Any, ...]]:
    """The patient's rows as they stand in the table, with their summaries opened."""
    cipher = ward.service.context.keys.patient(patient_id)
    columns = [column for column in WorklistEntry.__table__.columns if column.name != "summary"]
    with ward.service.context.database.reading(Scope(ward.service.centre.id)) as session:
        rows = session.scalars(select(WorklistEntry).where(WorklistEntry.patient_id == patient_id))
        return sorted(
            (
                *(getattr(row, column.name) for column in columns),
                str(open_summary(cipher, patient_id, row.summary)),
            )
            for row in rows
        )


def rebuilt(ward: Any, patient_id: UUID) -> list[tuple[Any, ...]]:
    """The same after building them from nothing."""
    with ward.service.context.database.writing(Scope(ward.service.centre.id)) as session:
        refresh(session, ward.service.context, patient_id)
    return kept(ward, patient_id)


def expected(ward: Any, patient_id: UUID) -> dict[tuple[str, UUID], tuple[int, int, datetime]]:
    """Count, rank and earliest due time of each row, worked out from the alerts alone."""
    with ward.service.context.database.reading(Scope(ward.service.centre.id)) as session:
        alerts = session.scalars(select(Alert).where(Alert.patient_id == patient_id)).all()
    standing = [alert for alert in alerts if alert.state is not AlertState.CLOSED]
    rows: dict[tuple[str, UUID], list[Alert]] = {}
    for alert in standing:
        if alert.state is AlertState.NEW:
            rows.setdefault(("todo", NOBODY), []).append(alert)
        else:
            assert alert.owner_id is not None
            rows.setdefault(("held", alert.owner_id), []).append(alert)
    found = {
        lane: (len(standing), min(each.rank for each in held), min(each.due_at for each in held))
        for lane, held in rows.items()
    }
    lapses = [alert.waits_until for alert in standing if alert.state is AlertState.ACKNOWLEDGED]
    if lapses:
        top = min(standing, key=lambda each: (each.rank, each.due_at, each.received_at, each.id))
        due = [each.due_at for each in standing if each.state is AlertState.NEW]
        found["lapsed", top.owner_id or NOBODY] = (
            len(standing),
            top.rank,
            min(each for each in (*lapses, *due) if each is not None),
        )
    return found


class Acting(RuleBasedStateMachine):
    """Acts on the alerts of one new patient; the ward is set by who runs it."""

    ward: Any
    alerts = Bundle("alerts")
    done = Bundle("done")

    def __init__(self) -> None:
        super().__init__()
        centre = self.ward.service.centre
        self.patient_id = add_patient(self.ward.service.context, centre.id, centre.units[0], 5)
        centre.patients.append(self.patient_id)

    @rule(target=alerts, level=LEVELS)
    def raise_one(self, level: AlertLevel | None) -> UUID:
        raised: UUID = self.ward.raised(level, self.patient_id)
        return raised

    @rule(target=done, alert=alerts, who=PEOPLE, act=st.sampled_from(list(ACTS)))
    def act(self, alert: UUID, who: str, act: str) -> Any:
        response = self.ward.act(who, alert, act, ACTS[act])
        assert response.status_code in EXPECTED_STATUSES, response.text
        if response.status_code != 200:
            return multiple()
        return who, alert, response.json()["action_id"]

    @rule(
        target=done,
        alert=alerts,
        other=alerts,
        who=PEOPLE,
        act=st.sampled_from(["acknowledge", "close"]),
    )
    def act_on_both(self, alert: UUID, other: UUID, who: str, act: str) -> Any:
        if alert == other:
            return multiple()
        also = [{"id": str(other), "version": self.ward.version(other)}]
        response = self.ward.act(who, alert, act, {"also": also})
        assert response.status_code in EXPECTED_STATUSES, response.text
        if response.status_code != 200:
            return multiple()
        return who, alert, response.json()["action_id"]

    @rule(act=consumes(done))
    def undo(self, act: tuple[str, UUID, str]) -> None:
        who, alert, action_id = act
        response = self.ward.act(who, alert, "undo", {"action_id": action_id})
        assert response.status_code in EXPECTED_STATUSES, response.text

    @rule(minutes=st.sampled_from([0.1, 3, 11]))
    def wait(self, minutes: float) -> None:
        self.ward.service.clock.forward(minutes=minutes)
        self.ward.service.stay_signed_in()

    @rule(alert=alerts, who=PEOPLE)
    def act_on_an_old_version(self, alert: UUID, who: str) -> None:
        version = self.ward.version(alert) - 1 or 99
        assert self.ward.act(who, alert, "notes", ACTS["notes"], version=version).status_code == 412

    @invariant()
    def the_queue_is_what_the_alerts_say(self) -> None:
        before = kept(self.ward, self.patient_id)
        names = [
            column.name for column in WorklistEntry.__table__.columns if column.name != "summary"
        ]
        rows = [dict(zip(names, row, strict=False)) for row in before]
        assert {
            (row["lane"], row["owner_id"]): (
                row["open_count"],
                row["top_rank"],
                row["next_due_at"],
            )
            for row in rows
        } == expected(self.ward, self.patient_id)
        assert rebuilt(self.ward, self.patient_id) == before


def test_the_queue_kept_is_the_queue_rebuilt(ward) -> None:
    run_state_machine_as_test(
        type("ActingOnThisWard", (Acting,), {"ward": ward}),
        settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None),
    )
