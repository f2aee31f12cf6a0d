"""Passwords: argon2id at the cost of the settings, exactly as typed, renewed when it rises."""

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from services.security.passwords import Passwords
from services.settings import Argon2Settings
from tests.support.service import CHEAP_ARGON2

DEARER = Argon2Settings.model_construct(time_cost=2, memory_kib=128, parallelism=1)


@pytest.fixture
def passwords() -> Passwords:
    """Hashes that cost next to nothing."""
    return Passwords(CHEAP_ARGON2)


def test_outside_of_tests_a_hash_costs_what_the_requirement_asks():
    made = extract_parameters(Passwords(Argon2Settings()).hash("brume-Orage-41-sel!"))

    assert made.type is Type.ID
    assert made.time_cost >= 2
    assert made.memory_cost >= 19 * 1024
    assert made.parallelism == 1


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("brume-Orage-41-sel!", "brume-orage-41-sel!"),
        ("brume-Orage-41-sel!", "brume-Orage-41-sel! "),
        ("é" * 20, "e\u0301" * 20),
        ("🙂 une phrase avec des espaces 🙂", "🙂 une phrase avec des espaces 🙃"),
        ("a" * 127 + "b", "a" * 127 + "c"),
        ("nul\x00apres", "nul\x00autre"),
    ],
)
def test_a_password_is_checked_exactly_as_typed(passwords: Passwords, typed: str, other: str):
    stored = passwords.hash(typed)

    assert passwords.matches(stored, typed)
    assert not passwords.matches(stored, other)


@pytest.mark.parametrize("stored", [None, "!", "", "$argon2id$v=19$m=64,t=1,p=1$broken"])
def test_without_a_readable_hash_nothing_matches(passwords: Passwords, stored: str | None):
    assert not passwords.matches(stored, "brume-Orage-41-sel!")


@pytest.mark.parametrize("kind", ["right", "wrong", "missing", "unreadable"])
def test_every_check_costs_one_hash(
    passwords: Passwords, monkeypatch: pytest.MonkeyPatch, kind: str
):
    right = passwords.hash("brume-Orage-41-sel!")
    stored = {"right": right, "wrong": passwords.hash("other"), "missing": None, "unreadable": "!"}
    worked = []
    verify = PasswordHasher.verify

    def _counted(self: PasswordHasher, hashed: str, password: bytes) -> bool:
        answer = None
        try:
            answer = verify(self, hashed, password)
        finally:
            if hashed.startswith("$argon2id$"):
                worked.append(answer)
        return answer

    monkeypatch.setattr(PasswordHasher, "verify", _counted)

    passwords.matches(stored[kind], "brume-Orage-41-sel!")

    assert len(worked) == 1


@pytest.mark.parametrize(
    ("made_at", "now_at", "outdated"),
    [
        (CHEAP_ARGON2, CHEAP_ARGON2, False),
        (CHEAP_ARGON2, DEARER, True),
        (DEARER, CHEAP_ARGON2, False),
        (CHEAP_ARGON2, CHEAP_ARGON2.model_copy(update={"memory_kib": 65}), True),
        (CHEAP_ARGON2, CHEAP_ARGON2.model_copy(update={"time_cost": 2}), True),
    ],
)
def test_a_hash_is_outdated_only_when_the_cost_has_risen(
    made_at: Argon2Settings, now_at: Argon2Settings, outdated: bool
):
    stored = Passwords(made_at).hash("brume-Orage-41-sel!")

    assert Passwords(now_at).is_outdated(stored) is outdated


def test_another_argon2_than_id_is_outdated(passwords: Passwords):
    older = PasswordHasher(time_cost=9, memory_cost=1024, parallelism=1, type=Type.I)

    assert passwords.is_outdated(older.hash("brume-Orage-41-sel!"))
