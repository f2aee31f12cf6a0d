"""Signing in to the demonstration."""

import json
from datetime import UTC, datetime

import pytest

from console.demonstration import (
    CODE_LASTS,
    DemonstrationAccount,
    DemonstrationSignIn,
    nurse_of,
    totp_code,
)
from console.errors import Unexpected
from console.session import SessionState


# RFC 6238, appendix B: the SHA-1 column, its last six digits.
@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds, code):
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert totp_code(secret, datetime.fromtimestamp(seconds, UTC)) == code


def test_the_first_nurse_is_found(tmp_path):
    accounts = [
        {"username": "a", "password": "b", "totp_secret": "c", "role": "admin", "name": "A"},
        {"username": "claire", "password": "x", "totp_secret": "y", "role": "nurse", "name": "C"},
    ]
    (tmp_path / "demo-accounts.json").write_text(json.dumps({"accounts": accounts}))

    assert nurse_of(tmp_path) == DemonstrationAccount("claire", "x", "y")
    assert "x" not in repr(nurse_of(tmp_path)).replace("Demonstration", "")


@pytest.mark.parametrize("content", [None, "", "{}", '{"accounts": []}', '{"accounts": [1]}'])
def test_a_folder_without_a_nurse_is_refused(tmp_path, content):
    if content is not None:
        (tmp_path / "demo-accounts.json").write_text(content)

    with pytest.raises(Unexpected):
        nurse_of(tmp_path)


def test_both_steps_are_taken_once(qtbot, session, monkeypatch):
    monkeypatch.setattr("console.demonstration.totp_code", lambda _secret, _at: "123456")
    account = DemonstrationAccount("claire", "right", "SECRET")
    signing_in = DemonstrationSignIn(session, account, session)
    signing_in.start()
    qtbot.waitUntil(lambda: session.state is SessionState.SIGNED_IN)

    session.sign_out()
    assert session.state is SessionState.SIGNED_OUT


def test_codes_that_were_used_already_are_followed_by_later_ones(qtbot, session, monkeypatch):
    asked: list[datetime] = []
    codes = iter(["000000", "000000", "123456"])

    def code(_secret: str, at: datetime) -> str:
        asked.append(at)
        return next(codes)

    monkeypatch.setattr("console.demonstration.totp_code", code)
    account = DemonstrationAccount("claire", "right", "SECRET")
    signing_in = DemonstrationSignIn(session, account, session)
    with qtbot.waitSignals([session.failed, session.failed]):
        signing_in.start()
    assert asked[1] - asked[0] == CODE_LASTS
    assert 0 < signing_in._next_code.interval() <= 30_001
    signing_in._next_code.start(0)

    qtbot.waitUntil(lambda: session.state is SessionState.SIGNED_IN)
