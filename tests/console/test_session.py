"""Signing in, and the ends of a session."""

import json

import httpx
import pytest

from console.errors import Offline, Refused, SignInNeeded, Unexpected
from console.secrets import SecretName, SecretsNotice
from console.session import EndReason, Membership, SessionState
from services.contract.problems import FieldProblem, ProblemCode
from tests.console import made
from tests.console.stand_in import problem
from tests.console.test_secrets import InMemory, Locked


def test_both_steps_sign_in_and_tell_who_one_is(signed_in):
    assert signed_in.me.person.name == "Claire Morvan"
    assert signed_in.may("claim_alert")
    assert not signed_in.may("create_machine_credential")
    assert signed_in.server_now() == made.NOW
    assert not signed_in.is_busy


def test_the_code_may_be_pasted_with_spaces(signed_in, service):
    asked = next(each for each in service.requests if each.url.path.endswith("second-factor"))

    assert json.loads(asked.content)["code"] == "123456"


def test_a_wrong_password_is_told_and_nothing_else_happens(qtbot, session):
    with qtbot.waitSignal(session.failed) as told:
        session.sign_in("claire", "wrong")

    assert isinstance(told.args[0], Refused)
    assert session.state == SessionState.SIGNED_OUT
    assert not session.is_busy


def test_a_wrong_code_leaves_the_second_step_open(qtbot, session):
    with qtbot.waitSignal(session.state_changed):
        session.sign_in("claire", "right")
    with qtbot.waitSignal(session.failed):
        session.second_factor("000000")

    assert session.state == SessionState.CHALLENGED
    with qtbot.waitSignal(session.state_changed):
        session.second_factor("123456")
    assert session.state == SessionState.SIGNED_IN


def test_several_roles_are_offered(qtbot, session, service):
    offered = [FieldProblem(field=str(made.UNIT), reason="nurse, CHU de Kerlann")]
    refusal = problem(409, ProblemCode.MEMBERSHIP_REQUIRED, errors=offered)
    service.before.append(
        lambda request: refusal if request.url.path.endswith("second-factor") else None
    )
    with qtbot.waitSignal(session.state_changed):
        session.sign_in("claire", "right")
    with qtbot.waitSignal(session.failed):
        session.second_factor("123456")

    assert session.memberships == [Membership(made.UNIT, "nurse, CHU de Kerlann")]
    service.before.clear()
    with qtbot.waitSignal(session.state_changed):
        session.second_factor("123456", made.UNIT)
    asked = [each for each in service.requests if each.url.path.endswith("second-factor")][-1]
    assert json.loads(asked.content)["membership_id"] == str(made.UNIT)


def test_a_service_that_is_not_there_is_told(qtbot, session, service):
    def unreachable(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    service.before.append(unreachable)
    with qtbot.waitSignal(session.failed) as told:
        session.sign_in("claire", "right")

    assert isinstance(told.args[0], Offline)


def test_a_session_that_cannot_say_whose_it_is_is_not_kept(qtbot, session, service):
    service.before.append(
        lambda request: httpx.Response(500) if request.url.path.endswith("/me") else None
    )
    with qtbot.waitSignal(session.state_changed):
        session.sign_in("claire", "right")
    with qtbot.waitSignal(session.failed) as told:
        session.second_factor("123456")

    assert isinstance(told.args[0], Unexpected)
    assert session.state == SessionState.CHALLENGED
    assert session.api.wire.tokens.access is None


def test_signing_out_is_immediate_here_and_reaches_the_service(qtbot, signed_in, service):
    signed_in.sign_out()

    assert signed_in.state == SessionState.SIGNED_OUT
    assert signed_in.me is None
    assert not signed_in.may("claim_alert")
    qtbot.waitUntil(service.signed_out.is_set)
    qtbot.waitUntil(lambda: signed_in.api.wire.tokens.access is None)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (ProblemCode.SESSION_IDLE, EndReason.IDLE),
        (ProblemCode.SESSION_ENDED, EndReason.LIMIT),
    ],
)
def test_the_service_ends_a_session_and_says_why(qtbot, signed_in, service, code, reason):
    service.before.append(lambda _request: problem(401, code))
    with qtbot.waitSignal(signed_in.state_changed), pytest.raises(SignInNeeded):
        signed_in.api.read_worklist_counts()

    assert signed_in.state == SessionState.ENDED
    assert signed_in.end_reason is reason


def test_without_a_keyring_the_console_says_so(qtbot, session):
    with qtbot.waitSignal(session.secrets_known):
        session.prepare()

    assert session.secrets_notice is SecretsNotice.NO_KEYRING


def test_a_keyring_that_raises_means_memory_only(qtbot, session):
    session._keyrings = lambda: [Locked()]
    with qtbot.waitSignal(session.secrets_known):
        session.prepare()

    assert session.secrets_notice is SecretsNotice.NOT_WORKING


def test_the_refresh_token_is_in_the_keyring_while_the_session_lasts(qtbot, session, service):
    keyring = InMemory()
    session._keyrings = lambda: [keyring]
    with qtbot.waitSignal(session.secrets_known):
        session.prepare()
    with qtbot.waitSignal(session.state_changed):
        session.sign_in("claire", "right")
    with qtbot.waitSignal(session.state_changed):
        session.second_factor("123456")
    qtbot.waitUntil(lambda: made.grant().refresh_token in keyring.kept.values())
    session.sign_out()

    qtbot.waitUntil(service.signed_out.is_set)
    qtbot.waitUntil(lambda: made.grant().refresh_token not in keyring.kept.values())


def test_a_session_left_by_a_crash_is_ended_and_not_taken_up(qtbot, session, service):
    keyring = InMemory()
    user = f"{SecretName.REFRESH_TOKEN.value}@http://127.0.0.1:9"
    keyring.set_password("vigie-console", user, made.grant().refresh_token)
    session._keyrings = lambda: [keyring]
    session.prepare()

    qtbot.waitUntil(service.signed_out.is_set)
    assert session.state == SessionState.SIGNED_OUT
    assert keyring.get_password("vigie-console", user) is None


def test_a_session_that_begins_before_the_keyring_is_known_is_nobodys_leftover(
    qtbot, session, service, jobs
):
    """H-07: it was ended on the service, and the console showed an old queue as if it were new."""
    keyring = InMemory()
    user = f"{SecretName.REFRESH_TOKEN.value}@http://127.0.0.1:9"
    keyring.set_password("vigie-console", user, "refresh-of-an-earlier-run")
    session._keyrings = lambda: [keyring]
    session._probe()
    with qtbot.waitSignal(session.state_changed):
        session.sign_in("claire", "right")
    with qtbot.waitSignal(session.state_changed):
        session.second_factor("123456")
    qtbot.waitUntil(lambda: made.grant().refresh_token in keyring.kept.values())

    session._take_secrets(None)  # a busy window hears late that the keyring was probed
    qtbot.waitUntil(lambda: not jobs.pending_count)

    assert session.state is SessionState.SIGNED_IN
    assert session.api.wire.tokens.access == made.grant().access_token
    assert service.paths().count("/api/v1/auth/sign-out") == 1
    assert keyring.get_password("vigie-console", user) == made.grant().refresh_token


def test_the_device_key_goes_with_every_call(signed_in, service):
    keys = {each.headers.get("X-Vigie-Device") for each in service.requests}

    assert len(keys) == 1
    assert len(keys.pop()) == 43


def test_the_right_password_unlocks_and_the_session_goes_on(qtbot, signed_in, service):
    with qtbot.waitSignal(signed_in.unlocked):
        signed_in.unlock("right")

    asked = next(each for each in service.requests if each.url.path.endswith("/auth/unlock"))
    assert json.loads(asked.content) == {"password": "right"}
    assert signed_in.state is SessionState.SIGNED_IN
    assert not signed_in.is_busy


def test_a_wrong_password_keeps_it_locked_and_ends_nothing(qtbot, signed_in):
    with qtbot.waitSignal(signed_in.unlock_failed) as told:
        signed_in.unlock("wrong")

    assert isinstance(told.args[0], Refused)
    assert signed_in.state is SessionState.SIGNED_IN
    with qtbot.waitSignal(signed_in.unlocked):
        signed_in.unlock("right")


def test_unlocking_a_session_that_is_over_ends_it_here(qtbot, signed_in, service):
    service.before.append(
        lambda request: (
            problem(401, ProblemCode.SESSION_IDLE) if request.url.path.endswith("unlock") else None
        )
    )
    with qtbot.waitSignal(signed_in.state_changed):
        signed_in.unlock("right")

    assert signed_in.state is SessionState.ENDED
    assert signed_in.end_reason is EndReason.IDLE


def test_the_state_of_the_service_is_asked_once_the_keyring_is_known(qtbot, session, service):
    told: list[object] = []
    session.service_told.connect(told.append)
    session.ask_service()
    assert service.requests == []

    with qtbot.waitSignal(session.service_told):
        session.prepare()

    assert told == [None]
    asked = {each.url.path for each in service.requests}
    assert "/health/ready" in asked
    assert asked <= {"/health/ready", "/api/v1/auth/ways"}
    assert "Authorization" not in service.requests[0].headers


@pytest.mark.parametrize("kind", ["away", "busy"])
def test_a_service_that_cannot_serve_is_told(qtbot, session, service, kind):
    def fault(_request: httpx.Request) -> httpx.Response:
        if kind == "away":
            raise httpx.ConnectError("refused")
        return problem(503, ProblemCode.UNAVAILABLE)

    service.before.append(fault)
    with qtbot.waitSignal(session.service_told) as told:
        session.prepare()

    assert isinstance(told.args[0], Offline if kind == "away" else Unexpected)


def test_whoever_is_signed_in_does_not_ask_for_the_state_of_the_service(qtbot, signed_in, service):
    signed_in._are_secrets_known = True
    signed_in.ask_service()

    qtbot.waitUntil(lambda: signed_in._jobs.pending_count == 0)
    assert "/health/ready" not in {each.url.path for each in service.requests}
