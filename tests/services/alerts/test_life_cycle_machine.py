"""Whatever happens to alerts in whatever order, none is ever out of everybody's sight.

A state machine drives the real service: three people act, the patient answers again, time passes.
After each step every open alert must stand where somebody looks (H-03), and every refusal must have
left it alone.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from services.alerts.repository import standing_of
from services.contract.enums import AlertLevel, AlertState
from tests.services.alerts.conftest import Ward
from tests.support.answers import answer_content
from tests.support.service import ServiceUnderTest, random_key

PEOPLE = ("nurse", "nurse_2", "oncologist")
VIEWS = ("todo", "mine", "deferred", "escalated")
PLAIN: dict[str, dict[str, Any]] = {
    "claim": {},
    "release": {},
    "take-over": {},
    "acknowledge": {},
    "calls": {"result": "patient_reached"},
    "measures": {"codes": ["08"]},
    "notes": {"text": "Rappeler demain."},
    "close": {},
    "reopen": {"reason": "Elle a rappelé."},
    "answer": {"codes": ["08"], "note": "Je la vois à 14 h."},
}
LEVELS = st.sampled_from([None, *AlertLevel])
LONGEST_CRITICAL = timedelta(minutes=30)


class Alerts(RuleBasedStateMachine):
    """A few alerts of one patient and whatever may happen to them."""

    service: ServiceUnderTest

    def __init__(self) -> None:
        super().__init__()
        self.ward = Ward(self.service)
        self.alerts: list[UUID] = []

    @initialize(levels=st.lists(LEVELS, min_size=1, max_size=2))
    def begin(self, levels: list[AlertLevel | None]) -> None:
        """What an earlier run left open is not of this one."""
        self.alerts = [self.ward.raised(level) for level in levels]

    def teardown(self) -> None:
        """Close what is open, so that the next run begins with an empty list."""
        for alert_id in self.alerts:
            self._finish(alert_id)

    def _finish(self, alert_id: UUID) -> None:
        ward = self.ward
        alert = ward.alert(alert_id)
        if alert.state is AlertState.CLOSED:
            return
        ward.done("nurse", alert_id, "take-over")
        ward.done("nurse", alert_id, "calls", PLAIN["calls"])
        ward.done("nurse", alert_id, "measures", PLAIN["measures"])
        is_technical = alert.kind == "technical"
        assessed = {"assessment": {"level": None, "text": "Relu, rien à signaler."}}
        ward.done("nurse", alert_id, "close", assessed if is_technical else {})

    def _try(self, who: str, alert_id: UUID, act: str, body: dict[str, Any]) -> None:
        before = self.ward.alert(alert_id)
        answer = self.ward.act(who, alert_id, act, body)
        after = self.ward.alert(alert_id)
        assert answer.status_code in {200, 403, 409, 422}, answer.text
        if answer.status_code == 200:
            assert after.version > before.version
        else:
            assert (standing_of(after), after.version) == (standing_of(before), before.version)

    @rule(who=st.sampled_from(PEOPLE), act=st.sampled_from(sorted(PLAIN)), at=st.integers(0, 1))
    def act(self, who: str, act: str, at: int) -> None:
        """Somebody does something, allowed or not."""
        self._try(who, self._one(at), act, PLAIN[act])

    @rule(who=st.sampled_from(PEOPLE), minutes=st.integers(-5, 3000), at=st.integers(0, 1))
    def defer(self, who: str, minutes: int, at: int) -> None:
        """Somebody puts it off, for a time that may be none."""
        until = (self.ward.now + timedelta(minutes=minutes)).isoformat()
        body = {"reason": "result_awaited", "until": until}
        self._try(who, self._one(at), "defer", body)

    @rule(who=st.sampled_from(PEOPLE), to=st.sampled_from(PEOPLE), at=st.integers(0, 1))
    def escalate(self, who: str, to: str, at: int) -> None:
        """Somebody asks somebody, who may be nobody to ask."""
        person = str(self.service.centre.accounts[to])
        self._try(who, self._one(at), "escalate", {"to": person, "question": "Que faire ?"})

    @rule(who=st.sampled_from(PEOPLE), at=st.integers(0, 1))
    def undo(self, who: str, at: int) -> None:
        """Somebody takes back what the service says they may: everything stands as before."""
        alert_id = self._one(at)
        detail = self.ward.get(who, f"/alerts/{alert_id}")
        if detail["undoable"] is not None:
            self._try(who, alert_id, "undo", {"action_id": detail["undoable"]})

    @rule(minutes=st.sampled_from([1, 9, 29, 31, 61, 241, 500]))
    def wait(self, minutes: int) -> None:
        """Time passes, and everybody is still there."""
        self.service.clock.forward(minutes=minutes)
        self.service.stay_signed_in()

    @precondition(lambda self: self.alerts)
    @rule()
    def answer_again(self) -> None:
        """The patient has nothing to report this time: what was put off comes back."""
        sent = self.service.client.post(
            f"/api/v1/patients/{self.service.centre.patients[0]}/answers",
            # Other words, or it would be the repetition of an answer that is there already.
            json=answer_content(comment=random_key()),
            headers=self.service.as_("ingest") | {"Idempotency-Key": random_key()},
        )
        assert sent.json()["outcome"] == "nothing", sent.text
        assert self.ward.rows("nurse", view="deferred") == []

    @invariant()
    def is_in_sight(self) -> None:
        """Every open alert stands in a view of somebody who can act on it."""
        seen = {
            (who, view): {row["alert_id"]: row for row in self.ward.rows(who, view=view)}
            for who in PEOPLE
            for view in VIEWS
        }
        counts = {who: self.ward.get(who, "/worklist/counts") for who in PEOPLE}
        for (who, view), rows in seen.items():
            assert counts[who][view] == len(rows), (who, view)
        still_open = [
            alert
            for alert in map(self.ward.alert, self.alerts)
            if alert.state is not AlertState.CLOSED
        ]
        shown = {view for (_, view), rows in seen.items() if rows}
        assert bool(shown) is bool(still_open)
        for alert in still_open:
            self._is_shown(alert, seen)

    def _is_shown(self, alert: Any, seen: dict[tuple[str, str], dict[str, Any]]) -> None:
        now = self.ward.now
        has_waited = alert.waits_until is not None and alert.waits_until <= now
        if alert.state is AlertState.NEW or has_waited:
            assert seen["nurse", "todo"], "the unit has to see it"
        elif alert.state is AlertState.ACKNOWLEDGED:
            owner = next(
                who for who in PEOPLE if self.service.centre.accounts[who] == alert.owner_id
            )
            assert seen[owner, "mine"], "its owner has to see it"
        else:
            assert seen["nurse", alert.state.value], "the unit has to find it"
        if alert.state is AlertState.DEFERRED and alert.level is AlertLevel.CRITICAL:
            assert alert.waits_until <= alert.changed_at + LONGEST_CRITICAL
        if alert.state is AlertState.ESCALATED:
            rows = seen["oncologist", "escalated"].values()
            is_asked = any(row["is_to_me"] for row in rows)
            assert is_asked is (alert.effective_at <= now) or len(self.alerts) > 1

    def _one(self, at: int) -> UUID:
        return self.alerts[at % len(self.alerts)]


def _run(service: ServiceUnderTest, examples: int) -> None:
    Alerts.service = service
    # Shrinking through a database takes minutes and says little more than the steps themselves.
    limits = settings(
        max_examples=examples, stateful_step_count=25, phases=(Phase.explicit, Phase.generate)
    )
    run(Alerts, settings=limits)


def test_no_alert_is_ever_out_of_sight(sqlite_service: ServiceUnderTest) -> None:
    _run(sqlite_service, 5)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_alert_is_ever_out_of_sight_in_many_runs(service: ServiceUnderTest) -> None:
    _run(service, 60)
