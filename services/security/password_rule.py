"""Which passwords may be chosen: long enough, hard to guess, any characters (R-AUTH-01)."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from zxcvbn import zxcvbn

from resources.locate import resource_path

SHORTEST: Final = 12
LONGEST: Final = 128
FEWEST_GUESSES: Final = 10**10
# What the estimate reads; more of a password only makes it harder to guess.
_ESTIMATED_LENGTH: Final = 72


class PasswordRefused(ValueError):
    """A password that may not be chosen; the message says why and repeats nothing of it."""


def require_acceptable(password: str, context_words: Iterable[str] = ()) -> None:
    """Raises `PasswordRefused`; `context_words` are names that an attacker would try first."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordRefused(f"a password has {SHORTEST} to {LONGEST} characters")
    words = [*_shipped_words(), *_words_of(context_words)]
    estimate = zxcvbn(password[:_ESTIMATED_LENGTH], user_inputs=words)
    if estimate["guesses"] < FEWEST_GUESSES:
        raise PasswordRefused("this password is too easy to guess")


@cache
def _shipped_words() -> tuple[str, ...]:
    """Words that French-speaking hospital staff choose; the estimate knows the English ones."""
    lines = resource_path("passwords", "common_words.txt").read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def _words_of(names: Iterable[str]) -> list[str]:
    """Names, and the words that they are made of."""
    found: list[str] = []
    for name in names:
        found += [name, *(word for word in name.split() if len(word) > 2)]
    return found
