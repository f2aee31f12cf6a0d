"""Acts: shown at once, sent once, believed when answered; unknown is never told by guess."""

import json
import threading

import httpx
import pytest

from console.stores import actions
from console.stores.actions import ActionsStore
from console.stores.desk import TriageDesk
from console.stores.intentions import Intention
from console.stores.states import ActState, RowMark
from services.contract.alerts import AlertLabel
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    AlertState,
    ContactResult,
    MeasureCode,
    NotRelevantCause,
)
from services.contract.problems import ProblemCode
from tests.console import made
from tests.console.stand_in import problem

KEY = made.patient_id(1)


@pytest.fixture
def acts(desk: TriageDesk) -> ActionsStore:
    """The intents."""
    return desk.actions


@pytest.fixture
def alert(service):
    """The alert that the person is looking at."""
    return service.details[made.alert_id(1)]


@pytest.fixture
def settled(qtbot):
    """Waits until an intention has come to its end."""

    def wait(intention: Intention, state: ActState) -> None:
        qtbot.waitUntil(lambda: intention.is_settled)
        assert intention.state is state

    return wait


def row(desk):
    return desk.worklist.row(KEY)


def posts(service) -> list[str]:
    """What was done to alerts, by the last word of the path."""
    return [path.rsplit("/", 1)[1] for path in service.paths() if "/alerts/" in path]


def lose_answers(service, count: int) -> None:
    """The service does what it is told, and its answers get lost."""
    left = iter(range(count))

    def lose(request: httpx.Request) -> None:
        if request.method == "POST" and next(left, None) is not None:
            raise httpx.ReadTimeout("lost")

    service.after.append(lose)


def unreachable(_request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused")


def test_acknowledging_shows_at_once_and_is_confirmed(desk, acts, alert, settled):
    intention = acts.acknowledge(alert)

    assert row(desk).mark is RowMark.SENDING
    assert row(desk).row.state is AlertState.ACKNOWLEDGED
    assert row(desk).row.owner == made.CLAIRE
    settled(intention, ActState.DONE)
    assert row(desk).row.alert_version == 2
    assert desk.details.get(alert.id).version == 2


def test_an_acknowledged_row_leaves_when_the_selection_does(qtbot, desk, acts, alert, settled):
    desk.worklist.select(KEY)
    settled(acts.acknowledge(alert), ActState.DONE)
    qtbot.waitUntil(lambda: row(desk).mark is RowMark.GONE)
    desk.worklist.select(made.patient_id(2))

    assert row(desk) is None
    assert len(desk.worklist.rows) == 2


def test_undo_brings_the_row_back_to_its_place(qtbot, desk, acts, service, settled):
    second = service.details[made.alert_id(2)]
    desk.worklist.select(made.patient_id(2))
    settled(acts.acknowledge(second), ActState.DONE)
    qtbot.waitUntil(lambda: desk.worklist.rows[1].mark is RowMark.GONE)
    desk.worklist.select(made.patient_id(3))
    assert len(desk.worklist.rows) == 2

    settled(acts.undo(), ActState.DONE)

    assert [each.key for each in desk.worklist.rows] == [made.patient_id(n) for n in (1, 2, 3)]
    assert desk.worklist.rows[1].row.state is AlertState.NEW
    assert acts.undoable is None


def test_what_may_be_undone_ends_with_the_services_time(acts, alert, settled, steady):
    settled(acts.acknowledge(alert), ActState.DONE)
    assert acts.undoable.kind is ActionKind.ACKNOWLEDGE

    steady.s += 11
    acts.look()
    assert acts.undoable is None
    assert acts.undo() is None


def test_the_next_act_ends_the_undo_of_the_last(acts, alert, service, settled):
    settled(acts.acknowledge(alert), ActState.DONE)
    other = acts.claim(service.details[made.alert_id(2)])

    assert getattr(acts.undoable, "alert_id", None) is None
    settled(other, ActState.DONE)
    assert getattr(acts.undoable, "alert_id", None) == made.alert_id(2)


def test_somebody_was_faster(qtbot, desk, acts, alert, service, settled):
    service.done_by(1, made.THEO, ActionKind.CLAIM)
    with qtbot.waitSignal(acts.conflict) as told:
        intention = acts.acknowledge(alert)

    settled(intention, ActState.CONFLICT)
    assert told.args == [intention]
    assert intention.current.by == made.THEO
    assert intention.current.at == made.NOW
    assert acts.standing(alert.id) is intention
    qtbot.waitUntil(lambda: row(desk).row.claim is not None)
    assert row(desk).row.state is AlertState.NEW
    assert row(desk).mark is RowMark.NONE
    acts.dismiss(alert.id)
    assert acts.standing(alert.id) is None


@pytest.mark.parametrize(
    "code", [ProblemCode.MEASURE_REQUIRED, ProblemCode.CONTACT_REQUIRED, ProblemCode.FORBIDDEN]
)
def test_a_refusal_reverts_the_row(qtbot, desk, acts, alert, service, settled, code):
    service.before.append(
        lambda each: problem(409, code) if each.url.path.endswith("/close") else None
    )
    with qtbot.waitSignal(acts.refused):
        intention = acts.close(alert)

    settled(intention, ActState.REFUSED)
    assert row(desk).row == made.row(1)
    assert row(desk).mark is RowMark.NONE


def test_a_call_that_never_left_is_not_done_and_says_so(desk, acts, alert, service, settled):
    service.before.append(unreachable)
    intention = acts.acknowledge(alert)

    settled(intention, ActState.NOT_SENT)
    assert row(desk).row.state is AlertState.NEW
    assert service.details[alert.id].version == 1


def test_a_lost_answer_is_unknown_until_the_service_tells(
    qtbot, desk, acts, alert, service, steady, settled
):
    lose_answers(service, 1)
    intention = acts.acknowledge(alert)
    qtbot.waitUntil(lambda: intention.state is ActState.CHECKING)

    assert row(desk).mark is RowMark.CHECKING
    assert acts.standing(alert.id) is intention
    steady.s += 2
    acts.look()
    settled(intention, ActState.DONE)
    keys = {
        each.headers["Idempotency-Key"]
        for each in service.requests
        if each.url.path.endswith("/acknowledge")
    }
    assert len(keys) == 1
    assert posts(service) == ["acknowledge", "acknowledge"]
    assert service.details[alert.id].version == 2
    assert row(desk).mark is not RowMark.CHECKING


def test_an_answer_lost_before_the_act_is_sent_again_and_done_once(
    qtbot, acts, alert, service, steady, settled
):
    cut = iter([True])

    def cut_once(request: httpx.Request) -> None:
        if request.method == "POST" and next(cut, False):
            raise httpx.WriteError("cut")

    service.before.append(cut_once)
    intention = acts.acknowledge(alert)
    qtbot.waitUntil(lambda: intention.state is ActState.CHECKING)
    steady.s += 2
    acts.look()

    settled(intention, ActState.DONE)
    assert service.details[alert.id].version == 2


def test_while_unknown_losing_contact_is_no_answer(qtbot, acts, alert, service, steady, settled):
    lose_answers(service, 1)
    intention = acts.acknowledge(alert)
    qtbot.waitUntil(lambda: intention.state is ActState.CHECKING)
    service.before.append(unreachable)
    for _ in range(3):
        tries = intention.tries
        steady.s += 9
        acts.look()
        qtbot.waitUntil(
            lambda tries=tries: intention.tries > tries and intention.again_s is not None
        )
        assert intention.state is ActState.CHECKING

    service.before.clear()
    steady.s += 9
    acts.look()
    settled(intention, ActState.DONE)


@pytest.mark.parametrize("was_done", [True, False])
def test_after_two_minutes_the_console_looks_instead_of_sending(
    qtbot, desk, acts, alert, service, steady, settled, was_done
):
    if was_done:
        lose_answers(service, 1)
    else:
        cut = iter([True])

        def cut_once(request: httpx.Request) -> None:
            if request.method == "POST" and next(cut, False):
                raise httpx.WriteError("cut")

        service.before.append(cut_once)
    intention = acts.acknowledge(alert)
    qtbot.waitUntil(lambda: intention.state is ActState.CHECKING)
    steady.s += actions.RESENT_FOR_S + 1
    acts.look()

    settled(intention, ActState.DONE if was_done else ActState.NOT_SENT)
    assert posts(service) == ["acknowledge"]
    expected = AlertState.ACKNOWLEDGED if was_done else AlertState.NEW
    assert row(desk).row.state is expected


def test_a_busy_service_is_asked_again_when_it_said(qtbot, acts, alert, service, steady, settled):
    reply = problem(429, ProblemCode.TOO_MANY_REQUESTS)
    reply.headers["Retry-After"] = "30"
    service.before.append(lambda each: reply if each.url.path.endswith("/acknowledge") else None)
    intention = acts.acknowledge(alert)
    qtbot.waitUntil(lambda: intention.again_s is not None)
    service.before.clear()
    steady.s += 29
    acts.look()
    assert intention.state is ActState.SENDING
    assert posts(service) == ["acknowledge"]

    steady.s += 2
    acts.look()
    settled(intention, ActState.DONE)


def test_acts_on_one_alert_go_in_order_each_on_the_version_before(
    qtbot, acts, alert, service, settled
):
    acts.call(alert, ContactResult.PATIENT_REACHED, {"diarrhoea": 2})
    acts.measure(alert, [MeasureCode.ADVICE_BY_PHONE])
    last = acts.close(alert)

    settled(last, ActState.DONE)
    assert posts(service) == ["calls", "measures", "close"]
    versions = [
        each.headers["If-Match"]
        for each in service.requests
        if each.method == "POST" and "/alerts/" in each.url.path
    ]
    assert versions == ['"1"', '"2"', '"3"']


def test_what_follows_a_refused_act_is_not_sent(acts, alert, service, settled):
    service.before.append(
        lambda each: (
            problem(409, ProblemCode.STATE_FORBIDS) if each.url.path.endswith("/measures") else None
        )
    )
    first = acts.measure(alert, [MeasureCode.ADVICE_BY_PHONE])
    second = acts.close(alert)

    settled(first, ActState.CONFLICT)
    settled(second, ActState.NOT_SENT)
    assert posts(service) == ["measures"]


def test_a_version_that_the_person_has_not_seen_is_never_sent(desk, acts, alert, service, settled):
    service.done_by(1, made.THEO, ActionKind.NOTE)
    desk.details.settle(service.details[alert.id])
    intention = acts.acknowledge(alert)

    settled(intention, ActState.CONFLICT)


def test_offline_nothing_is_decided(acts, alert, connection, service, steady):
    connection.report(False)
    connection.look()
    steady.s += 6
    intention = acts.acknowledge(alert)

    assert not acts.can_act
    assert intention.state is ActState.NOT_SENT
    assert posts(service) == []


def test_the_forms_send_what_was_filled_in(acts, alert, service, settled):
    other = AlertLabel(
        id=made.alert_id(7),
        version=4,
        kind=AlertKind.CLINICAL,
        level=AlertLevel.INFO,
        received_at=made.NOW,
        lead=None,
    )
    acts.acknowledge(alert, also=[other])
    acts.call(alert, ContactResult.CARER_REACHED, {"diarrhoea": 2, "nausea": 0}, "Boit peu.")
    acts.measure(
        alert,
        [MeasureCode.NOT_RELEVANT, MeasureCode.OTHER],
        NotRelevantCause.DUPLICATE,
        "Vu en consultation",
    )
    settled(acts.note(alert, "À revoir"), ActState.DONE)

    bodies = [
        json.loads(each.content)
        for each in service.requests
        if each.method == "POST" and "/alerts/" in each.url.path
    ]
    assert bodies[0]["also"] == [{"id": str(made.alert_id(7)), "version": 4}]
    assert bodies[1] == {
        "result": "carer_reached",
        "grades": [{"item": "diarrhoea", "grade": 2}, {"item": "nausea", "grade": 0}],
        "note": "Boit peu.",
    }
    assert bodies[2]["codes"] == ["14", "99"]
    assert bodies[2]["cause"] == "duplicate"
    assert bodies[3] == {"text": "À revoir"}


def test_taking_over_and_letting_go(qtbot, desk, acts, alert, service, settled):
    service.done_by(1, made.THEO, ActionKind.CLAIM)
    settled(acts.take_over(service.details[alert.id]), ActState.DONE)
    assert row(desk).row.claim.by == made.CLAIRE

    settled(acts.release(service.details[alert.id]), ActState.DONE)
    assert row(desk).row.claim is None


def test_a_reading_that_began_before_the_act_does_not_undo_it(
    qtbot, desk, acts, alert, service, settled
):
    settled(acts.claim(alert), ActState.DONE)
    service.rows[1] = made.row(1)
    with qtbot.waitSignal(desk.worklist.refreshed):
        desk.worklist.refresh()

    assert row(desk).row.claim.by == made.CLAIRE


def test_the_end_of_the_session_leaves_nothing_on_its_way(qtbot, acts, alert, service, settled):
    lose_answers(service, 1)
    intention = acts.acknowledge(alert)
    qtbot.waitUntil(lambda: intention.state is ActState.CHECKING)
    acts.forget()

    assert intention.state is ActState.UNSETTLED
    assert acts.under_way_count == 0
    assert acts.standing(alert.id) is None


def test_a_session_that_ended_meanwhile_ends_the_intention(acts, alert, service, settled):
    service.before.append(lambda _each: problem(401, ProblemCode.SESSION_IDLE))
    intention = acts.acknowledge(alert)

    settled(intention, ActState.NOT_SENT)


def test_a_reading_that_began_before_an_undo_does_not_grey_the_row_again(
    qtbot, desk, acts, alert, service, settled, heard
):
    desk.worklist.select(KEY)
    settled(acts.acknowledge(alert), ActState.DONE)
    qtbot.waitUntil(lambda: row(desk).mark is RowMark.GONE)
    may_answer, is_held = threading.Event(), threading.Event()

    def hold_one_reading(request: httpx.Request) -> None:
        if request.url.path.endswith("/worklist") and not is_held.is_set():
            is_held.set()
            may_answer.wait(10)

    service.after.append(hold_one_reading)
    desk.worklist.refresh()
    qtbot.waitUntil(is_held.is_set)
    settled(acts.undo(), ActState.DONE)
    desk.worklist.rows_changed.connect(heard.hear)
    may_answer.set()
    qtbot.waitUntil(lambda: desk.worklist._jobs.pending_count == 0)

    assert row(desk).mark is RowMark.NONE
    assert heard.calls == []
