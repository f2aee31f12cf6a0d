"""One's own sessions and recovery codes on the real service, whatever happens on the way."""

import gc
import logging
import weakref

import pytest
from sqlalchemy import update

from console.errors import ConsoleError, Offline, Refused, StepUpNeeded
from console.session import EndReason, SessionState
from console.stores.proven_act import ProofState
from console.stores.recovery_codes import Making
from console.stores.states import StoreState
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Account
from tests.console.workstation import SitDown, Workstation, sit_down  # noqa: F401

MAKE = "/api/v1/me/recovery-codes"
PROVE = "/api/v1/auth/step-up"


@pytest.fixture
def nurse(sit_down: SitDown) -> Workstation:  # noqa: F811
    """Somebody who has just signed in."""
    return sit_down()


@pytest.fixture
def until(qtbot):
    """Waits for how the making of codes stands, or for the question."""

    def wait(who: Workstation, making: Making | None = None) -> None:
        codes = who.access.codes
        if making is None:
            qtbot.waitUntil(lambda: codes.act.state is ProofState.ASKED)
        else:
            qtbot.waitUntil(lambda: codes.making is making)

    return wait


@pytest.fixture
def asked(nurse: Workstation, until) -> Workstation:
    """Six minutes after signing in ten codes are wanted, and a proof is asked for."""
    nurse.pass_minutes(6)
    nurse.access.codes.make()
    until(nurse)
    return nurse


def prove(who: Workstation, password: str | None = None, code: str | None = None) -> None:
    """Type both."""
    who.access.codes.act.prove(password or who.person.password, code or who.person.code())


def left(who: Workstation) -> int:
    """What the service says."""
    return who.session.api.read_recovery_codes().left


def refused(qtbot, who: Workstation) -> ConsoleError:
    """The next reason why a proof was not taken."""
    act = who.access.codes.act
    qtbot.waitUntil(lambda: act.state is ProofState.ASKED and act.proof_error is not None)
    assert act.proof_error is not None
    return act.proof_error


def test_soon_after_signing_in_nothing_is_asked(qtbot, nurse, until):
    nurse.access.codes.make()
    until(nurse, Making.SHOWN)

    assert len(set(nurse.access.codes.codes)) == 10
    qtbot.waitUntil(lambda: nurse.access.codes.left is not None)
    assert nurse.access.codes.left.left == 10


def test_an_old_proof_is_asked_for_again_and_the_act_goes_once_more(asked, until):
    assert asked.access.codes.codes == ()
    assert left(asked) == 0
    prove(asked)
    until(asked, Making.SHOWN)

    assert left(asked) == 10
    assert asked.cable.asked[f"POST {MAKE}"] == 2
    assert asked.cable.asked[f"POST {PROVE}"] == 1


def test_a_code_that_was_shown_opens_a_session_and_counts_down(sit_down, nurse, until):  # noqa: F811
    nurse.access.codes.make()
    until(nurse, Making.SHOWN)
    code = nurse.access.codes.codes[4]

    other = sit_down(nurse.person, code.replace("-", "").lower())

    assert other.session.grant.recovery_codes_left == 9


def test_a_recovery_code_proves_and_is_counted(qtbot, nurse, until):
    nurse.access.codes.make()
    until(nurse, Making.SHOWN)
    code = nurse.access.codes.codes[0]
    nurse.pass_minutes(6)
    nurse.access.codes.make()
    until(nurse)
    prove(nurse, code=code)
    until(nurse, Making.SHOWN)

    assert code not in nurse.access.codes.codes
    assert left(nurse) == 10


def test_what_is_wrong_is_said_and_the_act_waits(qtbot, asked, until):
    prove(asked, password="not it")
    error = refused(qtbot, asked)
    assert isinstance(error, Refused)
    assert error.code == "step_up_refused"
    assert left(asked) == 0

    prove(asked)
    until(asked, Making.SHOWN)


def test_after_many_tries_the_service_is_left_alone_until_it_allows_more(
    qtbot, asked, steady, until
):
    act = asked.access.codes.act
    for _ in range(11):
        prove(asked, password="not it")
        error = refused(qtbot, asked)
    assert error.what == "too_many_requests"
    assert 0 < act.seconds_left <= 30
    before = asked.cable.asked[f"POST {PROVE}"]
    prove(asked)
    assert act.state is ProofState.ASKED
    assert asked.cable.asked[f"POST {PROVE}"] == before

    steady.s += 31
    asked.pass_minutes(0.6)
    prove(asked)
    until(asked, Making.SHOWN)


def test_giving_up_does_nothing(qtbot, asked):
    asked.access.codes.act.cancel()

    assert asked.access.codes.act.state is ProofState.IDLE
    assert asked.access.codes.making is Making.NONE
    assert left(asked) == 0


def test_giving_up_while_the_proof_is_on_its_way_does_not_act(qtbot, asked, jobs):
    prove(asked)
    asked.access.codes.act.cancel()
    qtbot.waitUntil(lambda: jobs.pending_count == 0)

    assert left(asked) == 0
    assert asked.cable.asked[f"POST {MAKE}"] == 1


def test_without_a_line_the_question_stays(qtbot, asked, until):
    asked.cable.cut = True
    prove(asked)
    assert isinstance(refused(qtbot, asked), Offline)
    asked.cable.cut = False

    prove(asked)
    until(asked, Making.SHOWN)


def test_a_proof_whose_answer_was_lost_has_spent_its_code(qtbot, asked, until):
    asked.cable.loses = PROVE
    code = asked.person.code()
    prove(asked, code=code)
    assert isinstance(refused(qtbot, asked), Offline)
    prove(asked, code=code)
    error = refused(qtbot, asked)
    assert error.what == "step_up_refused"

    asked.pass_minutes(0.5)
    prove(asked)
    until(asked, Making.SHOWN)


def test_codes_whose_answer_was_lost_are_known_to_be_made_and_unseen(qtbot, nurse, until):
    nurse.cable.loses = MAKE
    nurse.access.codes.make()
    until(nurse, Making.UNKNOWN)
    assert left(nurse) == 10

    nurse.access.codes.find_out()
    until(nurse, Making.UNSEEN)

    assert nurse.access.codes.codes == ()
    nurse.access.codes.make()
    until(nurse, Making.SHOWN)


def test_codes_that_were_not_made_after_all_are_made_after_another_proof(asked, until):
    asked.cable.swallows = MAKE
    prove(asked)
    until(asked, Making.UNKNOWN)
    asked.pass_minutes(6)
    asked.access.codes.find_out()
    until(asked)
    asked.access.codes.act.cancel()
    assert asked.access.codes.making is Making.UNKNOWN

    asked.access.codes.find_out()
    until(asked)
    prove(asked)
    until(asked, Making.SHOWN)

    assert len(asked.access.codes.codes) == 10


def test_an_act_that_never_left_is_said_to_have_failed(nurse, until):
    nurse.cable.cut = True
    nurse.access.codes.make()
    until(nurse, Making.FAILED)

    assert isinstance(nurse.access.codes.act_error, Offline)


def test_a_service_that_takes_no_proof_is_not_asked_for_ever(asked, until):
    # Its clock is set back as soon as it has taken the proof, which then lies in the future.
    asked.cable.after[PROVE] = lambda: asked.pass_minutes(-1)
    prove(asked)
    until(asked, Making.FAILED)

    assert isinstance(asked.access.codes.act_error, StepUpNeeded)
    assert asked.cable.asked[f"POST {MAKE}"] == 2


def test_a_session_that_was_ended_meanwhile_ends_here_too(qtbot, sit_down, asked):  # noqa: F811
    other = sit_down(asked.person)
    other.access.sessions.end_others()
    qtbot.waitUntil(lambda: not other.access.sessions.is_ending)
    with qtbot.waitSignal(asked.session.state_changed):
        prove(asked)

    assert asked.session.state is SessionState.ENDED
    assert asked.session.end_reason is EndReason.LIMIT
    assert asked.access.codes.act.state is ProofState.IDLE
    assert left(other) == 0


def test_an_account_that_was_disabled_meanwhile_ends_here_too(qtbot, asked):
    service = asked.person.service
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Account)
            .where(Account.id == asked.person.account_id)
            .values(disabled_at=service.clock.now())
        )
    with qtbot.waitSignal(asked.session.state_changed):
        prove(asked)

    assert asked.session.state is SessionState.ENDED
    assert asked.access.codes.act.state is ProofState.IDLE


class _Typed(str):
    """A password that tells when nobody holds it any more."""


@pytest.mark.parametrize("is_right", [True, False])
def test_nothing_holds_a_password_that_was_used(qtbot, asked, until, caplog, is_right):
    caplog.set_level(logging.DEBUG)
    password = asked.person.password if is_right else "faux-Brume-77"
    typed = _Typed(password)
    held = weakref.ref(typed)
    code = asked.person.code()
    asked.access.codes.act.prove(typed, code)
    del typed
    if is_right:
        until(asked, Making.SHOWN)
    else:
        error = refused(qtbot, asked)
        assert password not in f"{error!r} {error} {error.__context__!r}"

    qtbot.waitUntil(lambda: gc.collect() >= 0 and held() is None)
    shown = asked.access.codes.codes
    for secret in (password, code, *shown):
        assert secret not in caplog.text


def test_sessions_are_listed_with_this_one_first_and_end_at_once(qtbot, sit_down, nurse):  # noqa: F811
    other = sit_down(nurse.person)
    mine = nurse.access.sessions
    mine.read()
    qtbot.waitUntil(lambda: mine.state is StoreState.READY)
    assert [each.is_current for each in mine.items] == [True, False]
    assert mine.items[0].device.id != mine.items[1].device.id

    with qtbot.waitSignal(mine.ended) as told:
        mine.end(mine.others[0].id)

    assert told.args == [1]
    qtbot.waitUntil(lambda: mine.others == [])
    with qtbot.waitSignal(other.session.state_changed):
        other.access.sessions.read()
    assert other.session.state is SessionState.ENDED
    assert nurse.session.state is SessionState.SIGNED_IN


def test_a_second_press_while_an_end_is_on_its_way_sends_nothing(qtbot, sit_down, nurse):  # noqa: F811
    sit_down(nurse.person)
    mine = nurse.access.sessions
    mine.read()
    qtbot.waitUntil(lambda: len(mine.items) == 2)
    path = f"DELETE /api/v1/me/sessions/{mine.others[0].id}"
    mine.end(mine.others[0].id)
    mine.end(mine.others[0].id)
    mine.end_others()
    qtbot.waitUntil(lambda: mine.others == [])

    assert nurse.cable.asked[path] == 1
    assert nurse.cable.asked["POST /api/v1/me/sessions/end-others"] == 0


def test_a_session_that_is_over_already_is_no_failure(qtbot, sit_down, nurse):  # noqa: F811
    other = sit_down(nurse.person)
    mine = nurse.access.sessions
    mine.read()
    qtbot.waitUntil(lambda: len(mine.items) == 2)
    other.session.sign_out()
    qtbot.waitUntil(lambda: other.session._api.wire.tokens.access is None)
    with qtbot.waitSignal(mine.ended) as told:
        mine.end(mine.others[0].id)

    assert told.args == [0]
    assert mine.act_error is None
    qtbot.waitUntil(lambda: mine.others == [])


def test_an_end_whose_answer_was_lost_is_read_again(qtbot, sit_down, nurse):  # noqa: F811
    sit_down(nurse.person)
    mine = nurse.access.sessions
    mine.read()
    qtbot.waitUntil(lambda: len(mine.items) == 2)
    nurse.cable.loses = f"/api/v1/me/sessions/{mine.others[0].id}"
    mine.end(mine.others[0].id)

    qtbot.waitUntil(lambda: mine.others == [])
    assert mine.act_error.outcome_unknown
    assert not mine.is_ending


def test_what_was_read_stays_when_the_line_is_gone(qtbot, nurse):
    mine = nurse.access.sessions
    nurse.cable.cut = True
    mine.read()
    qtbot.waitUntil(lambda: mine.state is StoreState.ERROR)
    nurse.cable.cut = False
    mine.read()
    qtbot.waitUntil(lambda: mine.state is StoreState.READY)
    nurse.cable.cut = True
    mine.read()
    qtbot.waitUntil(lambda: mine.state is StoreState.STALE)

    assert len(mine.items) == 1


def test_a_spent_token_that_came_back_is_told_at_the_next_sign_in(sit_down, nurse):  # noqa: F811
    spent = nurse.session.grant.refresh_token
    client = nurse.person.service.client
    for _ in range(2):
        nurse.pass_minutes(1)
        client.post("/api/v1/auth/refresh", json={"refresh_token": spent})

    assert sit_down(nurse.person).access.sessions.copied_at is not None
