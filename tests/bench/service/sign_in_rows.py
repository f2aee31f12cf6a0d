"""Signing in beside the password hash that it cannot do without, and how soon a session that is
ended is refused (R-AUTH-01, R-SES-05).
"""

import threading
import time
from collections.abc import Iterator
from typing import Final

import httpx
import pyotp

from services.accounts.signing_in import passwords_at
from services.settings import Argon2Settings
from tests.bench.figures import Figure, Goal
from tests.bench.processes import Served
from tests.bench.rounds import Rounds
from tests.bench.service.databases import KINDS
from tests.bench.service.filling import SMALL
from tests.bench.service.ground import Ground, ground, server_of
from tests.bench.service.site import SignIn

_ROUNDS: Final = 5
_AT_ONCE: Final = 6
"""Sign-ins of a round, one after the other; a code serves once, so each is of another nurse."""
_LOOP_S: Final = 0.01
_LONGEST_S: Final = 5.0
_A_SECOND: Final = Goal("product", 1, words="≤ 1 s")


def sign_in(rounds: Rounds) -> Iterator[Figure]:
    """Both steps of a sign-in against one argon2id at the cost of the settings, and the time from
    the answer that ends a session to the first refusal in a loop of requests.
    """
    for kind in KINDS:
        nurses = _ROUNDS * _AT_ONCE + _ROUNDS
        with server_of(kind), ground(kind, SMALL, nurses) as here, here.product() as product:
            yield from _figures(f"sign_in/{kind}", here, product, rounds)


def _figures(row: str, here: Ground, product: Served, rounds: Rounds) -> Iterator[Figure]:
    left = list(here.nurses)
    hashed = passwords_at(Argon2Settings())
    stored = hashed.hash("quai-Lampe-73-houle!")

    def _signed_in() -> float:
        began = time.perf_counter()
        for _ in range(_AT_ONCE):
            _session(product, left.pop())
        return (time.perf_counter() - began) / _AT_ONCE * 1000

    def _hashed() -> float:
        began = time.perf_counter()
        for _ in range(_AT_ONCE):
            hashed.matches(stored, "quai-Lampe-73-houle!")
        return (time.perf_counter() - began) / _AT_ONCE * 1000

    both = rounds.play(_ROUNDS, _signed_in, _hashed)
    yield Figure(row, "both steps", "ms", tuple(both[0]), tuple(both[1]))
    per_second = tuple(1000 / each for each in both[0])
    yield Figure(row, "sign-ins a second", "", per_second, tuple(1000 / each for each in both[1]))
    [refused] = rounds.play(_ROUNDS, lambda: _refused_after_s(product, left.pop()))
    yield Figure(row, "ended to refused", "s", tuple(refused), goal=_A_SECOND)


def _session(product: Served, nurse: SignIn) -> str:
    with httpx.Client(base_url=product.url, timeout=10) as client:
        first = client.post(
            "/api/v1/auth/sign-in",
            json={"username": nurse.username, "password": nurse.password},
        )
        code = pyotp.TOTP(nurse.totp_secret).now()
        ask = {"challenge": first.json()["challenge"], "code": code}
        second = client.post("/api/v1/auth/second-factor", json=ask)
        second.raise_for_status()
        return str(second.json()["access_token"])


def _refused_after_s(product: Served, nurse: SignIn) -> float:
    """A console asks all the time while its session is ended elsewhere."""
    headers = {"Authorization": f"Bearer {_session(product, nurse)}"}
    refused_at: list[float] = []
    is_over = threading.Event()

    def _ask() -> None:
        with httpx.Client(base_url=product.url, timeout=10) as client:
            while not is_over.is_set():
                if client.get("/api/v1/me", headers=headers).status_code in (401, 403):
                    refused_at.append(time.perf_counter())
                    return
                time.sleep(_LOOP_S)

    asking = threading.Thread(target=_ask, daemon=True)
    asking.start()
    time.sleep(5 * _LOOP_S)
    with httpx.Client(base_url=product.url, timeout=10) as client:
        client.post("/api/v1/auth/sign-out", headers=headers).raise_for_status()
    ended_at = time.perf_counter()
    asking.join(_LONGEST_S)
    is_over.set()
    return max(0.0, refused_at[0] - ended_at) if refused_at else _LONGEST_S
