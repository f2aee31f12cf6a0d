"""Failures slow down who makes them, not their neighbours; proofs grow old (R-AUTH-03, -08)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from services.db.scope import NO_CENTRE
from services.db.tables.accounts import SignInFailure, SignInSession
from tests.support.identity_provider import Claims
from tests.support.provider_desk import Desk
from tests.support.sign_in import bearer, device_secret


def _fail(desk: Desk) -> None:
    for _ in range(desk.service.context.settings.sign_in_failures_before_delay):
        assert desk.finish(desk.brought() | {"state": device_secret()}).status_code == 401


def test_after_ten_failures_there_is_a_wait_and_nothing_is_asked(desk: Desk):
    brought = desk.brought()
    _fail(desk)

    slowed = [desk.start(), desk.finish(brought)]

    assert [each.status_code for each in slowed] == [429, 429]
    assert slowed[0].headers["retry-after"] == "30"
    assert desk.psc.asked_of("token") == []
    desk.service.clock.forward(seconds=30)
    assert desk.finish(brought).status_code == 200


def test_a_workstation_that_was_signed_in_with_is_not_slowed_by_its_network(sqlite_desk: Desk):
    sqlite_desk.headers = {"X-Vigie-Device": device_secret()}
    assert sqlite_desk.signs_in().status_code == 200
    own, sqlite_desk.headers = sqlite_desk.headers, {}
    _fail(sqlite_desk)
    assert sqlite_desk.start().status_code == 429

    sqlite_desk.headers = own

    assert sqlite_desk.signs_in().status_code == 200


def test_a_provider_that_is_away_slows_nobody(sqlite_desk: Desk):
    sqlite_desk.psc.on["token"] = (500, {})
    for _ in range(12):
        assert sqlite_desk.signs_in().status_code == 502

    with sqlite_desk.service.context.database.reading(NO_CENTRE) as session:
        assert session.scalar(select(func.count(SignInFailure.id))) == 0


def test_who_has_signed_in_is_forgiven(sqlite_desk: Desk):
    sqlite_desk.finish(sqlite_desk.brought() | {"state": device_secret()})
    sqlite_desk.signs_in()

    with sqlite_desk.service.context.database.reading(NO_CENTRE) as session:
        assert session.scalar(select(func.count(SignInFailure.id))) == 0


@pytest.mark.parametrize(
    ("said_s_ago", "status"), [(0, 201), (60, 201), (3600, 403), (None, 403)], ids=str
)
def test_a_proof_is_as_old_as_the_provider_says_and_old_without_its_word(
    sqlite_desk: Desk, said_s_ago: int | None, status: int
):
    """A browser that was signed in at the provider already proves nothing new (R-AUTH-08)."""

    def _twist(claims: Claims) -> Claims:
        proved_at = claims.pop("auth_time")
        return claims if said_s_ago is None else claims | {"auth_time": proved_at - said_s_ago}

    sqlite_desk.psc.claims = _twist
    token = sqlite_desk.signs_in().json()["access_token"]

    answer = sqlite_desk.service.client.post(
        "/api/v1/me/recovery-codes", headers=bearer(token) | {"Idempotency-Key": device_secret()}
    )

    assert answer.status_code == status, answer.text


def test_a_proof_of_minutes_ago_is_fresh_for_what_is_left_of_five(sqlite_desk: Desk):
    sqlite_desk.psc.claims = lambda said: said | {"auth_time": said["auth_time"] - 240}
    now = sqlite_desk.service.clock.now()

    sqlite_desk.signs_in()

    with sqlite_desk.service.context.database.reading(NO_CENTRE) as session:
        proved = session.scalar(
            select(SignInSession.authenticated_at).where(
                SignInSession.account_id == sqlite_desk.person.account_id
            )
        )
    assert proved is not None
    assert timedelta(seconds=239) <= now - proved <= timedelta(seconds=245)
