"""Headers, tokens and faults of the wire."""

import json
import threading

import httpx
import pytest

from console.client.api import Api
from console.client.http import Listeners, Wire, Write
from console.errors import Incompatible, Offline, Refused, SignInNeeded, StepUpNeeded, Unexpected
from services.contract.alert_acts import AlertAsk
from services.contract.alerts import AlertChange, WorklistCounts
from services.contract.problems import ProblemCode
from tests.console import made
from tests.console.client.cable import answer, listening
from tests.console.stand_in import StandIn, problem

COUNTS = WorklistCounts(
    todo=1,
    mine=0,
    deferred=0,
    escalated=0,
    escalated_to_me=0,
    closed=0,
    levels={},
    alerts=1,
    overdue=0,
    as_of=made.NOW,
)


@pytest.fixture
def told():
    """What the listeners heard."""
    return []


@pytest.fixture
def wire(service, told):
    """A wire to the stand-in, with the tokens of a session."""
    heard = Listeners(contact=told.append, session_over=told.append)
    made_wire = Wire("http://127.0.0.1:9", listeners=heard, transport=service.transport)
    made_wire.tokens.hold(made.grant())
    yield made_wire
    made_wire.close()


def wire_to(url: str) -> Wire:
    """A wire to a cable, signed in."""
    wire = Wire(url)
    wire.tokens.hold(made.grant())
    return wire


def counts(wire: Wire) -> WorklistCounts:
    """A plain reading."""
    return Api(wire).read_worklist_counts()


def claim(wire: Wire, write: Write) -> AlertChange:
    """A plain act."""
    return Api(wire).claim_alert(made.alert_id(1), AlertAsk(), write)


def test_an_act_carries_token_device_key_intention_and_version(wire, service):
    wire.device_key = "device"
    claim(wire, Write("intention-1", 1))

    headers = service.requests[-1].headers
    assert headers["Authorization"] == f"Bearer {made.grant().access_token}"
    assert headers["X-Vigie-Device"] == "device"
    assert headers["Idempotency-Key"] == "intention-1"
    assert headers["If-Match"] == '"1"'
    assert len(headers["X-Request-Id"]) == 32


def test_a_reading_carries_neither_key_nor_version(wire, service):
    counts(wire)

    assert "Idempotency-Key" not in service.requests[-1].headers
    assert "If-Match" not in service.requests[-1].headers


def test_no_token_is_ever_in_an_address(wire, service):
    counts(wire)
    claim(wire, Write("intention-1", 1))

    assert all("access-" not in str(each.url) for each in service.requests)


def test_an_access_token_that_ran_out_is_exchanged_once_and_the_call_repeated(wire, service):
    service.access = "another"

    assert counts(wire).todo == 3
    assert service.paths() == ["/api/v1/auth/refresh"]
    assert wire.tokens.access == made.grant(2).access_token


def test_of_many_threads_one_exchanges_the_token(wire, service):
    service.access = "another"
    all_refused, results = threading.Barrier(8), []
    waits = threading.local()

    def refuse_all_before_any_exchange(request: httpx.Request) -> None:
        if request.method == "GET" and not hasattr(waits, "is_over"):
            waits.is_over = True
            all_refused.wait(10)

    service.after.append(refuse_all_before_any_exchange)

    def read() -> None:
        results.append(counts(wire).todo)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert results == [3] * 8
    assert service.paths() == ["/api/v1/auth/refresh"]


@pytest.mark.parametrize("code", [ProblemCode.SESSION_ENDED, ProblemCode.SIGN_IN_REQUIRED])
def test_a_late_refusal_of_an_earlier_session_neither_ends_nor_uses_the_next(
    wire, service, told, code
):
    """Another person has signed in here meanwhile: no call goes out again in their name."""

    def another_signs_in(request: httpx.Request) -> httpx.Response | None:
        if request.headers["Authorization"].endswith(made.grant().access_token):
            wire.tokens.hold(made.grant(2))
            return problem(401, code)
        return None

    service.access = made.grant(2).access_token
    service.before.append(another_signs_in)
    with pytest.raises(SignInNeeded):
        claim(wire, Write("intention-1", 1))

    assert wire.tokens.access == made.grant(2).access_token
    assert told == [True]
    assert len(service.paths()) == 1


def test_a_refresh_token_that_is_refused_ends_the_session(wire, service, told):
    service.access = "another"
    refusal = problem(401, ProblemCode.SESSION_ENDED)
    service.before.append(lambda each: refusal if each.url.path.endswith("/refresh") else None)

    with pytest.raises(SignInNeeded):
        counts(wire)

    assert "session_ended" in told
    assert wire.tokens.access is None


def test_a_lost_answer_of_the_exchange_is_asked_for_again(wire, service):
    service.access = "another"
    lost = iter([True])

    def lose_once(request: httpx.Request) -> None:
        if request.url.path.endswith("/refresh") and next(lost, False):
            raise httpx.ReadTimeout("lost")

    service.after.append(lose_once)

    assert counts(wire).todo == 3
    assert service.paths() == ["/api/v1/auth/refresh"] * 2


def test_an_idle_session_is_not_refreshed(wire, service, told):
    service.before.append(lambda _request: problem(401, ProblemCode.SESSION_IDLE))

    with pytest.raises(SignInNeeded) as ended:
        counts(wire)

    assert ended.value.code == "session_idle"
    assert service.paths() == []
    assert "session_idle" in told


def test_without_a_session_nothing_is_sent(service):
    wire = Wire("http://127.0.0.1:9", transport=service.transport)

    with pytest.raises(SignInNeeded):
        counts(wire)
    assert service.requests == []


@pytest.mark.parametrize(
    ("fault", "is_unknown"),
    [
        (httpx.ConnectError("x"), False),
        (httpx.ConnectTimeout("x"), False),
        (httpx.PoolTimeout("x"), False),
        (httpx.ReadTimeout("x"), True),
        (httpx.WriteTimeout("x"), True),
        (httpx.ReadError("x"), True),
        (httpx.WriteError("x"), True),
        (httpx.RemoteProtocolError("x"), True),
    ],
)
def test_only_a_call_that_surely_never_left_has_a_known_outcome(wire, service, fault, is_unknown):
    def fail(_request: httpx.Request) -> httpx.Response:
        raise fault

    service.before.append(fail)
    with pytest.raises(Offline) as lost:
        claim(wire, Write("intention-1", 1))

    assert lost.value.outcome_unknown is is_unknown
    assert lost.value.retryable


@pytest.mark.parametrize(
    ("reply", "kind", "retryable", "is_unknown"),
    [
        (problem(500, ProblemCode.INTERNAL), Unexpected, False, True),
        (problem(503, ProblemCode.UNAVAILABLE), Unexpected, True, True),
        (httpx.Response(502, text="<html>"), Unexpected, True, True),
        (problem(409, ProblemCode.CLAIMED_BY_OTHER), Refused, False, False),
        (problem(429, ProblemCode.TOO_MANY_REQUESTS), Refused, True, False),
        (problem(403, ProblemCode.FORBIDDEN), Refused, False, False),
        (problem(403, ProblemCode.STEP_UP_NEEDED), StepUpNeeded, False, False),
        (httpx.Response(404, text="<html>"), Incompatible, False, False),
        (
            httpx.Response(302, headers={"Location": "https://x.example"}),
            Incompatible,
            False,
            False,
        ),
        (httpx.Response(200, text="<html>"), Incompatible, False, True),
        (httpx.Response(200, json={"todo": "many"}), Incompatible, False, True),
        (httpx.Response(200, content=b"\xff\xfe"), Incompatible, False, True),
    ],
)
def test_every_answer_has_its_place_in_the_tree(wire, service, reply, kind, retryable, is_unknown):
    service.before.append(lambda _request: reply)
    with pytest.raises(kind) as fault:
        counts(wire)

    assert fault.value.retryable is retryable
    assert fault.value.outcome_unknown is is_unknown


def test_when_to_come_back_is_told(wire, service):
    reply = problem(429, ProblemCode.TOO_MANY_REQUESTS)
    reply.headers["Retry-After"] = "7"
    service.before.append(lambda _request: reply)

    with pytest.raises(Refused) as refusal:
        counts(wire)
    assert refusal.value.retry_after_s == 7.0


def test_an_answer_that_is_not_understood_is_not_quoted(wire, service):
    service.before.append(lambda _request: httpx.Response(200, json={"todo": "KERMARREC Jeanne"}))

    with pytest.raises(Incompatible) as fault:
        counts(wire)
    assert "KERMARREC" not in repr(fault.value)
    assert "todo" in fault.value.what


def test_contact_and_its_loss_are_told(wire, service, told):
    def unreachable(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("x")

    counts(wire)
    service.before.append(unreachable)
    with pytest.raises(Offline):
        counts(wire)

    assert told == [True, False]


def test_a_service_that_cannot_serve_is_no_contact(wire, service, told):
    service.before.append(lambda _request: problem(503, ProblemCode.UNAVAILABLE))
    with pytest.raises(Unexpected):
        counts(wire)
    service.before.clear()
    counts(wire)

    assert told == [False, True]


def test_a_reading_that_was_cut_is_tried_once_more():
    with listening(b"", answer(COUNTS.model_dump_json())) as cable:
        wire = wire_to(cable.url)

        assert counts(wire) == COUNTS
        wire.close()
    assert len(cable.requests) == 2


def test_an_answer_cut_at_any_byte_is_an_unknown_outcome_and_never_half_read():
    change = AlertChange(action_id=made.UNIT, alert=made.detail(1))
    whole = answer(change.model_dump_json())
    step = max(1, len(whole) // 40)

    for length in [*range(0, len(whole), step), len(whole) - 1]:
        with listening(whole[:length]) as cable:
            wire = wire_to(cable.url)
            with pytest.raises(Offline) as lost:
                claim(wire, Write("intention-1", 1))
            wire.close()
        assert lost.value.outcome_unknown, length
        assert len(cable.requests) == 1, "an act is never repeated behind the back of its store"


def test_an_act_is_repeated_with_the_same_key_and_done_once(wire, service):
    lost = iter([True])

    def lose_once(_request: httpx.Request) -> None:
        if next(lost, False):
            raise httpx.ReadTimeout("lost")

    service.after.append(lose_once)
    write = Write("intention-1", 1)
    with pytest.raises(Offline):
        claim(wire, write)

    assert claim(wire, write).alert.version == 2
    assert service.details[made.alert_id(1)].version == 2


def test_closing_the_wire_cuts_what_waits():
    service = StandIn()
    wire = Wire("http://127.0.0.1:9", transport=service.transport)
    wire.tokens.hold(made.grant())
    wire.close()

    with pytest.raises(Offline):
        counts(wire)


def test_tokens_do_not_show_in_what_is_printed(wire):
    assert "access-" not in repr(wire.tokens)


@pytest.mark.parametrize(
    ("current", "name", "at"),
    [
        ({"version": 2, "state": "new", "by": None, "at": None}, None, None),
        (
            {
                "version": 2,
                "state": "new",
                "by": {"id": str(made.UNIT), "name": "T. Riou", "initials": "TR", "title": None},
                "at": made.NOW.isoformat(),
            },
            "T. Riou",
            made.NOW,
        ),
    ],
)
def test_a_problem_names_who_was_faster_as_far_as_it_is_known(wire, service, current, name, at):
    told = json.loads(problem(409, ProblemCode.CLAIMED_BY_OTHER).content) | {"current": current}
    service.before.append(lambda _request: httpx.Response(409, json=told))

    with pytest.raises(Refused) as refusal:
        counts(wire)
    found = refusal.value.problem.current
    assert found is not None
    assert (found.by.name if found.by else None, found.at) == (name, at)


@pytest.mark.parametrize("content", [b"", b"null", b"[]", b"{}", b"\xff", b'{"code": "tomorrow"}'])
def test_a_refusal_that_is_no_problem_is_incompatible(wire, service, content):
    service.before.append(lambda _request: httpx.Response(409, content=content))

    with pytest.raises(Incompatible):
        counts(wire)
