"""An operator may be stricter than the rule, never laxer."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from services.__main__ import main
from services.settings import Argon2Settings, Settings

_SECRET = "postgresql+psycopg://vigie:Orage-41@127.0.0.1/vigie"


@pytest.mark.parametrize(
    ("name", "value", "is_taken"),
    [
        ("ACCESS_TOKEN_S", "600", True),
        ("ACCESS_TOKEN_S", "601", False),
        ("ACCESS_TOKEN_S", "0", False),
        ("IDLE_LIMIT_S", "600", True),
        ("IDLE_LIMIT_S", "1801", False),
        ("IDLE_LIMIT_S", "299", False),
        ("SESSION_LIMIT_S", "43201", False),
        ("CHALLENGE_ATTEMPTS", "6", False),
        ("SIGN_IN_FAILURES_BEFORE_DELAY", "11", False),
        ("SIGN_IN_DELAY_S", "29", False),
        ("IDEMPOTENCY_DAYS", "29", False),
        ("CLOCK_AHEAD_LIMIT_S", "301", False),
        ("BODY_LIMIT_BYTES", "1000001", False),
        ("BODY_DEPTH_LIMIT", "21", False),
        ("BODY_DEPTH_LIMIT", "many", False),
        ("ARGON2__MEMORY_KIB", "1024", False),
        ("ARGON2__TIME_COST", "1", False),
        ("ARGON2__TIME_COST", "3", True),
        ("PORT", "70000", False),
    ],
)
def test_a_figure_that_protects_has_a_bound(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, is_taken: bool
) -> None:
    monkeypatch.setenv(f"VIGIE_{name}", value)
    if is_taken:
        Settings()
    else:
        with pytest.raises(ValidationError):
            Settings()


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("VIGIE_ARGON2_MEMORY_KIB", "1024", "VIGIE_ARGON2_MEMORY_KIB: "),
        ("VIGIE_ARGON2", "{x", "argon2"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    named: str,
) -> None:
    monkeypatch.setenv(name, value)
    for command in (["serve", "--data", str(tmp_path), "--port", "0"], ["openapi"]):
        assert main(command) == 1
        (said,) = capsys.readouterr().err.splitlines()
        assert named in said


def test_one_pass_is_enough_with_more_memory() -> None:
    assert Argon2Settings(time_cost=1, memory_kib=46 * 1024).time_cost == 1


def test_a_refused_setting_is_named_and_no_value_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VIGIE_DATABASE_URL", _SECRET)
    monkeypatch.setenv("VIGIE_IDLE_LIMIT_S", "99999")
    monkeypatch.setenv("VIGIE_ARGON2__TIME_COST", "1")

    assert main(["serve", "--data", str(tmp_path), "--port", "0"]) == 1

    (said,) = capsys.readouterr().err.splitlines()
    assert "VIGIE_IDLE_LIMIT_S: " in said
    assert "VIGIE_ARGON2: " in said
    assert "99999" not in said
    assert "Orage-41" not in said
