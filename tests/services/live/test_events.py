"""What changed reaches who may know it, at once, once the change is committed, and nobody else."""

import json
import threading
import time
from contextlib import ExitStack
from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from services.contract.enums import Role
from services.contract.live import LiveKind
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Membership, MembershipUnit, SignInSession
from services.db.tables.live import LiveEvent
from services.live import repository
from services.live.announcing import News, announce
from services.live.feed import LOOK_S, STREAMS_OF_ONE
from tests.console.real import listening
from tests.services.live.raising import raise_alert
from tests.support.answers import answer_content
from tests.support.child import child
from tests.support.live import WAIT_S, Ears, ears, let_streams_last
from tests.support.service import ServiceUnderTest

CLOSED_WITHIN_S = 5.0


def claim(service: ServiceUnderTest, alert_id: UUID, version: int, who: str = "nurse_2") -> None:
    """A colleague says that she works on it."""
    claimed = service.client.post(
        f"/api/v1/alerts/{alert_id}/claim", json={}, headers=service.writing_as(who, version)
    )
    assert claimed.status_code == 200, claimed.text


def rows(service: ServiceUnderTest) -> int:
    """How many events are kept for the centre."""
    with service.context.database.reading(Scope(service.centre.id)) as session:
        return session.scalar(select(func.count()).select_from(LiveEvent)) or 0


def test_an_alert_and_its_claim_are_told_within_a_second(service: ServiceUnderTest, address: str):
    with ears(address, service.as_("nurse")) as heard:
        heard.wait(1)
        took_s = []
        for round_, patient in enumerate(service.centre.patients):
            begun = time.monotonic()
            alert_id = raise_alert(service, patient)
            claim(service, alert_id, 1)
            told = heard.wait(3 + 2 * round_)[-2:]
            took_s.append(time.monotonic() - begun)

    assert [(each.kind, each.alert_id, each.data["version"]) for each in told] == [
        ("alert_raised", alert_id, 1),
        ("alert_changed", alert_id, 2),
    ]
    # PostgreSQL holds back what a transaction under way may precede, also one of another test.
    assert min(took_s) < 1
    assert set(told[0].data) == {"patient_id", "alert_id", "version", "at"}


def test_a_stream_that_was_cut_is_resumed_and_nothing_is_lost(
    service: ServiceUnderTest, address: str
):
    with ears(address, service.as_("nurse")) as heard:
        first = raise_alert(service, service.centre.patients[0])
        last = heard.wait(2)[-1]
        heard.cut()
    missed = [raise_alert(service, patient) for patient in service.centre.patients[1:]]
    claim(service, first, 1)

    with ears(address, service.as_("nurse"), last.id) as heard:
        claim(service, missed[0], 1)
        told = heard.wait(4)

    assert last.alert_id == first
    assert [each.alert_id for each in told] == [*missed, first, missed[0]]
    assert len({each.id for each in told}) == 4


@pytest.mark.parametrize("last", [None, "1.999999", "", "no place", "-1.2", "9" * 40])
def test_who_names_no_known_event_is_told_to_read_again(
    service: ServiceUnderTest, address: str, last: str | None
):
    raise_alert(service, service.centre.patients[0])

    with ears(address, service.as_("nurse"), last) as heard:
        assert heard.wait(1)[0].kind == "reset"
        later = raise_alert(service, service.centre.patients[1])
        # What a transaction of another test held back before may be told once more.
        heard.wait_for(lambda events: later in [each.alert_id for each in events[1:]])


def test_an_event_is_kept_a_quarter_of_an_hour_and_then_forgotten(
    service: ServiceUnderTest, address: str
):
    with ears(address, service.as_("nurse")) as heard:
        raise_alert(service, service.centre.patients[0])
        last = heard.wait(2)[-1].id

    service.clock.forward(minutes=14)
    repository.forget_old(service.context, service.centre.id)
    assert rows(service) == 1
    with ears(address, service.as_("nurse"), last) as heard:
        alert_id = raise_alert(service, service.centre.patients[1])
        assert heard.wait(1)[0].alert_id == alert_id

    service.clock.forward(minutes=1, seconds=1)
    repository.forget_old(service.context, service.centre.id)
    assert rows(service) == 1
    with ears(address, service.as_("nurse"), last) as heard:
        assert heard.wait(1)[0].kind == "reset"


def test_nobody_hears_of_another_unit_or_centre(service: ServiceUnderTest, address: str):
    centre, other = service.centre, service.other_centre
    foreign = {"Authorization": f"Bearer {other.tokens['nurse']}"}
    with ExitStack() as all_ears:
        nurse, both, without, elsewhere = (
            all_ears.enter_context(ears(address, headers))
            for headers in (
                service.as_("nurse"),
                service.as_("nurse_of_both"),
                service.as_("nurse_without_unit"),
                foreign,
            )
        )
        for each in (nurse, both, without, elsewhere):
            each.wait(1)
        hidden = raise_alert(service, centre.patients_of_other_unit[0])
        both.wait(2)
        seen = raise_alert(service, centre.patients[0])
        nurse.wait(2)
        both.wait(3)

    assert [each.alert_id for each in nurse.events[1:]] == [seen]
    assert [each.alert_id for each in both.events[1:]] == [hidden, seen]
    assert without.events[1:] == elsewhere.events[1:] == []


def test_what_was_missed_is_of_ones_units_only(service: ServiceUnderTest, address: str):
    centre = service.centre
    with ears(address, service.as_("nurse")) as heard:
        raise_alert(service, centre.patients[0])
        last = heard.wait(2)[-1].id
    raise_alert(service, centre.patients_of_other_unit[0])
    seen = raise_alert(service, centre.patients[1])
    elsewhere = {"Authorization": f"Bearer {service.other_centre.tokens['nurse']}"}

    with ears(address, service.as_("nurse"), last) as heard:
        assert [each.alert_id for each in heard.wait(1)] == [seen]
    with ears(address, elsewhere, last) as heard:
        assert [each.kind for each in heard.wait(1)] == ["reset"]


def _end_session(service: ServiceUnderTest) -> None:
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(SignInSession)
            .where(SignInSession.id == service.centre.sessions["nurse"])
            .values(ended_at=service.clock.now(), end_reason="signed_out")
        )


def _change_role(service: ServiceUnderTest) -> None:
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Membership)
            .where(Membership.account_id == service.centre.accounts["nurse"])
            .values(role=Role.ONCOLOGIST)
        )


def _take_unit(service: ServiceUnderTest) -> None:
    whose = select(Membership.id).where(Membership.account_id == service.centre.accounts["nurse"])
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(delete(MembershipUnit).where(MembershipUnit.membership_id.in_(whose)))


def _let_time_pass(service: ServiceUnderTest) -> None:
    service.clock.forward(minutes=31)


@pytest.mark.parametrize("change", [_end_session, _change_role, _take_unit, _let_time_pass])
def test_a_session_that_ends_or_changes_closes_its_stream(
    service: ServiceUnderTest, address: str, change
):
    with ears(address, service.as_("nurse")) as heard:
        heard.wait(1)
        change(service)
        assert heard.has_ended.wait(CLOSED_WITHIN_S)


def test_listening_is_no_act_and_prolongs_nothing(service: ServiceUnderTest, address: str):
    service.clock.forward(minutes=29)
    with ears(address, service.as_("nurse")) as heard:
        heard.wait(1)
    service.clock.forward(minutes=2)

    refused = service.client.get("/api/v1/worklist", headers=service.as_("nurse"))

    assert refused.json()["code"] == "session_idle"


def test_a_fault_that_nobody_foresaw_ends_the_streams_and_new_ones_are_told(
    service: ServiceUnderTest, address: str, monkeypatch: pytest.MonkeyPatch
):
    """A stream that stayed open without its reader would keep a console from asking again."""
    fails, reported, after = threading.Event(), threading.Event(), repository.after

    def read(session: Session, place: repository.Place, now: datetime) -> repository.Batch:
        if fails.is_set():
            raise ArithmeticError
        return after(session, place, now)

    monkeypatch.setattr(repository, "after", read)
    monkeypatch.setattr(threading, "excepthook", lambda _end: reported.set())
    with ears(address, service.as_("nurse")) as heard:
        heard.wait(1)
        fails.set()
        assert heard.has_ended.wait(CLOSED_WITHIN_S)
    assert reported.wait(WAIT_S)
    fails.clear()

    with ears(address, service.as_("nurse")) as heard:
        heard.wait(1)
        alert_id = raise_alert(service, service.centre.patients[0])
        assert heard.wait(2)[1].alert_id == alert_id


def test_the_oldest_of_too_many_streams_is_cut(service: ServiceUnderTest, address: str):
    with ExitStack() as all_ears:
        opened: list[Ears] = []
        for _ in range(STREAMS_OF_ONE + 1):
            opened.append(all_ears.enter_context(ears(address, service.as_("nurse"))))
            opened[-1].wait(1)

        assert opened[0].has_ended.wait(CLOSED_WITHIN_S)
        assert not any(each.has_ended.is_set() for each in opened[1:])


def test_of_a_change_that_is_rolled_back_nobody_hears(service: ServiceUnderTest, address: str):
    centre = service.centre
    news = News(LiveKind.ALERT_CHANGED, centre.id, centre.units[0], centre.id, centre.id, 2)
    with ears(address, service.as_("nurse")) as heard:
        heard.wait(1)
        with service.context.database.writing(Scope(centre.id)) as session:
            announce(session, service.context.database, news, service.clock.now())
            session.rollback()
        seen = raise_alert(service, centre.patients[0])

        assert [each.alert_id for each in heard.wait(2)[1:]] == [seen]


def test_a_lower_number_that_is_committed_later_is_not_lost(
    postgres_service: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
):
    """PostgreSQL gives numbers before it commits; the reader waits for who may come before."""
    service, centre = postgres_service, postgres_service.centre
    database, scope, now = service.context.database, Scope(centre.id), service.clock.now()
    let_streams_last(service)
    slow, fast = UUID(int=1), UUID(int=2)
    has_read, after = threading.Event(), repository.after

    def read(session: Session, place: repository.Place, now: datetime) -> repository.Batch:
        batch = after(session, place, now)
        has_read.set()
        return batch

    monkeypatch.setattr(repository, "after", read)

    def news(alert_id: UUID) -> News:
        return News(LiveKind.ALERT_CHANGED, centre.id, centre.units[0], centre.id, alert_id, 2)

    with listening(service) as url, ears(url, service.as_("nurse")) as heard:
        heard.wait(1)
        with database.writing(scope) as session:
            announce(session, database, news(slow), now)
            with database.writing(scope) as other:
                announce(other, database, news(fast), now)
            for _ in range(2):
                has_read.clear()
                assert has_read.wait(WAIT_S)
        told = heard.wait(3)[1:]

    assert [each.alert_id for each in told] == [slow, fast]


def test_a_change_in_one_process_is_told_by_another(postgres_service: ServiceUnderTest):
    service = postgres_service
    with (
        child(service) as here,
        child(service) as there,
        ears(there.address, service.as_("nurse")) as heard,
    ):
        heard.wait(1)
        body = answer_content({"diarrhoea": {"frequency": 4}})
        took: list[float] = []
        for patient in service.centre.patients:
            begun = time.monotonic()
            answered = here.post(
                f"/api/v1/patients/{patient}/answers", "ingest", json.dumps(body).encode()
            )
            assert answered.status_code == 201, answered.text
            heard.wait(len(took) + 2)
            took.append(time.monotonic() - begun)

    # The safety net looks every two seconds only.
    assert sorted(took)[1] < LOOK_S / 2
