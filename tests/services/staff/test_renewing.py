"""A forgotten password and a lost authenticator: a mail and the other factor (R-AUTH-04)."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from fastapi.testclient import TestClient

from services.contract.enums import Role
from services.security.passwords import Passwords
from tests.services.staff.staff_desk import NEW_PASSWORD, StaffDesk

OTHER = "plume-Galet-58-brise!"
NAME = "anne.le.roux"
CHECKED = {"identity_check": "video", "words": "Téléphone perdu"}


@pytest.fixture
def known(desk: StaffDesk) -> dict[str, str]:
    """What an administrator who has come in knows."""
    desk.invited(Role.ADMIN)
    return desk.joins(NAME)


def factor_secret(desk: StaffDesk) -> str:
    """A secret for a new factor, begun by another administrator."""
    [row] = [each for each in desk.get("/accounts", limit=200)["items"] if each["username"] == NAME]
    path = f"/accounts/{row['person']['id']}/factor-reset"
    answer = desk.post(path, CHECKED, version=row["version"])
    assert answer.status_code == 200, answer.text
    return desk.secret()


def test_a_forgotten_password_is_chosen_anew_with_a_code(desk: StaffDesk, known: dict[str, str]):
    token = desk.signs_in(known).json()["access_token"]
    secret = desk.asks_for_secret(NAME, "password")
    desk.service.clock.forward(seconds=30)
    body = {"secret": secret, "password": OTHER, "code": desk.code(known["totp"])}

    answer = desk.anonymous("/password", body)

    assert answer.status_code == 200, answer.text
    headers = {"Authorization": f"Bearer {token}"}
    assert desk.service.client.get("/api/v1/me", headers=headers).status_code == 401
    assert desk.signs_in(known, password=NEW_PASSWORD).status_code == 401
    assert desk.signs_in(known, password=OTHER).status_code == 200
    assert desk.anonymous("/password", body).status_code == 401
    assert any("mot de passe changé" in each for each in desk.mails())


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"code": "000000"}, 401), ({"password": "court"}, 422), ({"secret": "A" * 28}, 401)],
)
def test_a_password_needs_the_secret_and_the_factor(
    desk: StaffDesk, known: dict[str, str], changes: dict[str, str], status: int
):
    secret = desk.asks_for_secret(NAME, "password")
    desk.service.clock.forward(seconds=30)
    body = {"secret": secret, "password": OTHER, "code": desk.code(known["totp"])}

    assert desk.anonymous("/password", body | changes).status_code == status

    assert desk.signs_in(known).status_code == 200


def test_a_recovery_code_stands_in_for_the_factor_once(desk: StaffDesk, known: dict[str, str]):
    secret = desk.asks_for_secret(NAME, "password")
    body = {"secret": secret, "password": OTHER, "code": known["code_0"]}
    assert desk.anonymous("/password", body).status_code == 200

    desk.service.clock.forward(seconds=61)
    secret = desk.asks_for_secret(NAME, "password")
    assert desk.anonymous("/password", body | {"secret": secret}).status_code == 401


def test_a_lost_authenticator_is_replaced_with_the_password(desk: StaffDesk, known: dict[str, str]):
    secret = factor_secret(desk)
    ask = {"secret": secret, "password": NEW_PASSWORD}
    offer = desk.anonymous("/factor/open", ask).json()
    assert offer["totp_secret"] != known["totp"]
    answer = desk.anonymous("/factor/finish", ask | {"code": desk.code(offer["totp_secret"])})

    assert answer.status_code == 200, answer.text
    assert len(set(answer.json()["codes"]) & set(known.values())) == 0
    assert desk.signs_in(known).status_code == 401, "the old one opens nothing"
    assert desk.signs_in(known | {"totp": offer["totp_secret"]}).status_code == 200


def test_a_factor_needs_the_password(desk: StaffDesk, known: dict[str, str]):
    secret = factor_secret(desk)
    ask = {"secret": secret, "password": "not-Her-password-7"}
    for _ in range(5):
        assert desk.anonymous("/factor/open", ask).status_code == 401
    right = ask | {"password": NEW_PASSWORD}
    assert desk.anonymous("/factor/open", right).status_code == 401, "five tries end the secret"
    assert desk.signs_in(known).status_code == 200


def test_passwords_that_are_tried_at_once_are_counted_before_they_are_looked_at(
    desk: StaffDesk, known: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    """Twenty at once: five are looked at, whatever they are."""
    looked = list[str]()
    together = threading.Barrier(5)
    real = Passwords.matches

    def _slowly(passwords: Passwords, stored: str | None, password: str) -> bool:
        looked.append(password)
        with suppress(threading.BrokenBarrierError):
            together.wait(5)
        return real(passwords, stored, password)

    secret = factor_secret(desk)
    monkeypatch.setattr(Passwords, "matches", _slowly)

    def _guess(number: int) -> int:
        own = TestClient(desk.service.client.app, base_url="http://127.0.0.1")
        ask = {"secret": secret, "password": f"guess-number-{number:02}"}
        return int(own.post("/api/v1/auth/factor/open", json=ask).status_code)

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(_guess, range(20)))

    assert answers <= {401, 429}
    assert len(looked) == 5


def test_nobody_asks_for_a_new_factor_by_themself(desk: StaffDesk, known: dict[str, str]):
    before = len(desk.mails())
    answer = desk.anonymous("/secrets", {"username": NAME, "purpose": "factor"})
    assert answer.status_code == 202
    assert len(desk.mails()) == before
    assert desk.signs_in(known).status_code == 200


def test_a_secret_of_one_purpose_opens_no_other(desk: StaffDesk, known: dict[str, str]):
    secret = factor_secret(desk)
    desk.service.clock.forward(seconds=30)
    ask: dict[str, Any] = {
        "secret": secret,
        "password": OTHER,
        "code": desk.code(known["totp"]),
    }
    assert desk.anonymous("/password", ask).status_code == 401
    assert desk.anonymous("/first-sign-in/open", {"secret": secret}).status_code == 401


@pytest.mark.parametrize("taken", ["suspend", "end"])
def test_whoever_lost_their_rights_gets_no_secret(
    desk: StaffDesk, known: dict[str, str], taken: str
):
    [row] = [each for each in desk.get("/accounts", limit=200)["items"] if each["username"] == NAME]
    path = f"/accounts/{row['person']['id']}/{taken}"
    assert desk.post(path, {"words": "Parti"}, version=row["version"]).status_code == 200
    before = len(desk.mails())
    desk.anonymous("/secrets", {"username": NAME, "purpose": "password"})
    assert len(desk.mails()) == before
    assert desk.signs_in(known).status_code == 401


def test_many_requests_for_secrets_have_to_wait(one_desk: StaffDesk):
    one_desk.invited(Role.ADMIN)
    one_desk.joins(NAME)

    def _ask(name: str) -> int:
        body = {"username": name, "purpose": "password"}
        return int(one_desk.anonymous("/secrets", body).status_code)

    answers = [_ask("somebody") for _ in range(12)]
    assert answers[0] == 202
    assert answers[-1] == 429
    # Nobody on this network is kept from signing in by that.
    first = {"username": NAME, "password": NEW_PASSWORD}
    assert one_desk.anonymous("/sign-in", first).status_code == 200


def test_a_mail_server_that_is_away_is_tried_again(
    desk: StaffDesk, known: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    from services.notifications.carriers.carrying import NotTaken
    from services.notifications.carriers.folder import FolderCarrier
    from services.notifications.faults import Fault

    real: Callable[..., Any] = FolderCarrier.send
    desk.mails()

    def _away(_carrier: FolderCarrier, _outgoing: Any) -> None:
        raise NotTaken(Fault.AWAY, is_for_all=True)

    monkeypatch.setattr(FolderCarrier, "send", _away)
    before = len(desk.mails())
    desk.anonymous("/secrets", {"username": NAME, "purpose": "password"})
    assert len(desk.mails()) == before
    monkeypatch.setattr(FolderCarrier, "send", real)
    assert len(desk.mails()) == before, "not before its time"
    desk.service.clock.forward(seconds=15)
    assert len(desk.mails()) == before + 1
    desk.service.clock.forward(seconds=15)
    assert len(desk.mails()) == before + 1, "once"
