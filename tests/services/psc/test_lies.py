"""A provider that lies, hangs or is another one: a clear refusal, no session, nothing half done."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from services.psc.provider import Provider
from services.psc.starting import provider_of
from tests.support.identity_provider import (
    EC,
    RSA,
    STRANGER,
    Claims,
    Psc,
    critical,
    signed,
    signed_with_public_key,
    unsigned,
)
from tests.support.provider_desk import Desk

_SECRET_KEY = {"kty": "oct", "k": "eA", "kid": "rsa-1"}
NEWER = RSAKey.generate_key(2048, {"kid": "rsa-2", "use": "sig"})


@dataclass(frozen=True)
class Lie:
    """What the provider does, and the word that the journal gets."""

    name: str
    tell: Callable[[Psc], None]
    outcome: str
    code: str = "provider_not_trusted"


def _claims(name: str, outcome: str, code: str = "provider_not_trusted", **said: Any) -> Lie:
    """Other claims in the identity token; one that is `...` is left out."""

    def _twist(claims: Claims) -> Claims:
        twisted = claims | {
            key: value() if callable(value) else value for key, value in said.items()
        }
        return {key: value for key, value in twisted.items() if value is not ...}

    return Lie(name, lambda psc: setattr(psc, "claims", _twist), outcome, code)


def _sign(name: str, outcome: str, how: Callable[[Claims], str]) -> Lie:
    return Lie(name, lambda psc: setattr(psc, "sign", how), outcome)


def _people(name: str, outcome: str, **said: Any) -> Lie:
    def _twist(known: Claims) -> Claims:
        return {key: value for key, value in (known | said).items() if value is not ...}

    return Lie(name, lambda psc: setattr(psc, "people", _twist), outcome)


def _on(name: str, tool: str, said: Any, outcome: str, code: str = "provider_not_trusted") -> Lie:
    return Lie(name, lambda psc: psc.on.__setitem__(tool, said), outcome, code)


def _ago(seconds: float) -> Callable[[], int]:
    return lambda: int(time.time() - seconds)


def _elsewhere(psc: Psc) -> None:
    place = f"{psc.url}/elsewhere"
    psc.on["token"] = (302, {}, {"Location": place})
    psc.on["/elsewhere"] = (200, {"access_token": "a", "id_token": "b"})


LIES = [
    _claims("another nonce", "provider_nonce", nonce="x" * 43),
    _claims("no nonce", "provider_nonce", nonce=...),
    _claims("a nonce that is no text", "provider_nonce", nonce=[1]),
    _claims("another audience", "provider_audience", aud="somebody-else"),
    _claims("no audience", "provider_audience", aud=...),
    _claims(
        "two audiences, issued to nobody", "provider_audience", aud=["vigie-essai", "b"], azp=...
    ),
    _claims("issued to another", "provider_audience", azp="somebody-else"),
    _claims("another issuer", "provider_issuer", iss="https://evil.example"),
    _claims("no issuer", "provider_issuer", iss=...),
    _claims("over", "provider_time", exp=_ago(90)),
    _claims("no end", "provider_time", exp=...),
    _claims("an end that is no time", "provider_time", exp="later"),
    _claims("issued long ago", "provider_time", iat=_ago(900)),
    _claims("issued tomorrow", "provider_time", iat=_ago(-900)),
    _claims("not yet", "provider_time", nbf=_ago(-900)),
    _claims("proved tomorrow", "provider_time", auth_time=_ago(-900)),
    _claims("proved at no time", "provider_time", auth_time=True),
    _claims("a lower level", "provider_level", "assurance_too_low", acr="eidas0"),
    _claims("no level", "provider_level", "assurance_too_low", acr=...),
    _claims("levels in a list", "provider_level", "assurance_too_low", acr=["eidas1"]),
    _claims("nobody", "provider_subject", sub=""),
    _sign("another key of this name", "provider_signature", lambda said: signed(said, STRANGER)),
    _sign("a key that nobody published", "provider_key", lambda said: signed(said, NEWER)),
    _sign("no signature", "provider_algorithm", unsigned),
    _sign("a public key for a secret", "provider_algorithm", signed_with_public_key),
    _sign("a weaker family", "provider_algorithm", lambda said: signed(said, alg="RS512")),
    _sign("the key of another kind", "provider_signature", lambda said: signed(said, kid="ec-1")),
    _sign("no key named, several held", "provider_key", lambda said: signed(said, kid=None)),
    _sign("something critical", "provider_signature", critical),
    _sign("no token", "provider_form", lambda _said: "a.b"),
    _sign("a token without end", "provider_form", lambda said: signed(said | {"x": "a" * 20_000})),
    _people("somebody else", "provider_subject", sub="f:550dc1c8:899700000000"),
    _people("nobody named", "provider_subject", sub=...),
    _people("no number", "provider_number", SubjectNameID=...),
    _people("a number of another directory", "provider_number", SubjectNameID="0459876543"),
    _people("a number in letters of its own", "provider_number", SubjectNameID="8٩٩٧٠٠٢١٨٨٩٦"),
    _people("a number with a line", "provider_number", SubjectNameID="899700218896\n"),
    _people("a number that is none", "provider_number", SubjectNameID=899700218896),
    _on(
        "a code that it does not take", "token", (400, {"error": "invalid_grant"}), "provider_code"
    ),
    _on("no token at all", "token", (200, {"id_token": "a.b.c"}), "provider_form"),
    _on("a list for a token", "token", (200, []), "provider_form"),
]
SILENT = "provider_unavailable"
SILENCES = [
    Lie("sends elsewhere", _elsewhere, SILENT, SILENT),
    _on("hangs with a token", "token", None, SILENT, SILENT),
    _on("hangs with keys", "certs", None, SILENT, SILENT),
    _on("hangs with people", "userinfo", None, SILENT, SILENT),
    _on("too much", "userinfo", (200, b'{"a": "' + b"a" * 10_000_000), SILENT, SILENT),
    _on("too deep", "token", (200, b"[" * 60_000), "provider_form"),
    _on("packed", "userinfo", (200, b"x", {"Content-Encoding": "gzip"}), SILENT, SILENT),
    _on("we are not known there", "token", (401, {"error": "invalid_client"}), SILENT, SILENT),
    _on("broken", "token", (500, {}), SILENT, SILENT),
    _on("broken about people", "userinfo", (503, b""), SILENT, SILENT),
    _on("no keys", "certs", (200, {"keys": []}), "provider_key"),
    _on("keys that are secrets", "certs", (200, {"keys": [_SECRET_KEY]}),
        "provider_key"),
    _on("keys that are none", "certs", (200, {"keys": "x"}), "provider_key"),
]  # fmt: skip


@pytest.mark.parametrize("lie", [*LIES, *SILENCES], ids=lambda lie: lie.name)
def test_what_is_not_so_opens_nothing(sqlite_desk: Desk, lie: Lie):
    brought = sqlite_desk.brought()
    lie.tell(sqlite_desk.psc)

    answer = sqlite_desk.finish(brought)

    assert (answer.status_code, answer.json()["code"]) == (
        502 if lie.code == SILENT else 403,
        lie.code,
    )
    assert sqlite_desk.outcomes() == [f"refused:{lie.outcome}"]
    sqlite_desk.require_nothing_done()
    assert sqlite_desk.finish(brought).status_code == 401, "the code is spent all the same"


def test_nobody_is_followed_to_another_address(sqlite_desk: Desk):
    brought = sqlite_desk.brought()
    _elsewhere(sqlite_desk.psc)

    sqlite_desk.finish(brought)

    assert sqlite_desk.psc.web is not None
    assert not [each for each in sqlite_desk.psc.web.asked if each.path == "/elsewhere"]


def test_a_key_that_is_new_is_looked_for_once(sqlite_desk: Desk):
    assert sqlite_desk.signs_in().status_code == 200
    sqlite_desk.psc.keys, sqlite_desk.psc.sign = [NEWER], lambda said: signed(said, NEWER)

    assert sqlite_desk.signs_in().status_code == 200
    assert sqlite_desk.signs_in().status_code == 200

    assert len(sqlite_desk.psc.asked_of("certs")) == 2


def test_a_key_that_is_nowhere_is_looked_for_once_more_and_not_again(sqlite_desk: Desk):
    assert sqlite_desk.signs_in().status_code == 200
    sqlite_desk.psc.sign = lambda said: signed(said, NEWER)

    assert sqlite_desk.signs_in().status_code == 403

    assert len(sqlite_desk.psc.asked_of("certs")) == 2


@pytest.mark.parametrize(("key", "alg"), [(RSA, "PS256"), (EC, "ES256")])
def test_every_algorithm_of_the_list_is_taken(sqlite_desk: Desk, key: Any, alg: str):
    sqlite_desk.psc.sign = lambda said: signed(said, key, alg)

    assert sqlite_desk.signs_in().status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "http://127.0.0.1:1/auth"},
        {"token_endpoint": "https://evil.example/token"},
        {"userinfo_endpoint": "http://127.0.0.1:1/userinfo"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": None},
        {"token_endpoint": "http://[::1"},
    ],
    ids=str,
)
def test_a_discovery_that_leads_elsewhere_begins_nothing(sqlite_desk: Desk, said: Claims):
    sqlite_desk.psc.discovery = lambda known: known | said

    answer = sqlite_desk.start()

    assert (answer.status_code, answer.json()["code"]) == (502, SILENT)
    assert sqlite_desk.waiting() == []


def test_browsers_go_to_another_machine_only_when_it_is_named(sqlite_desk: Desk):
    place = "https://wallet.esw.esante.gouv.fr"
    sqlite_desk.psc.discovery = lambda known: known | {"authorization_endpoint": f"{place}/auth"}
    assert sqlite_desk.start().status_code == 502

    sqlite_desk.use(authorize_origin=place)

    assert sqlite_desk.start().json()["authorize_url"].startswith(f"{place}/auth?")


def test_a_provider_that_hangs_holds_few_threads(sqlite_desk: Desk):
    provider: Provider = provider_of(sqlite_desk.service.context)
    brought = sqlite_desk.brought()
    with ExitStack() as held:
        for _ in range(4):
            held.enter_context(provider.talking())

        answer = sqlite_desk.finish(brought)

    assert (answer.status_code, answer.json()["code"]) == (502, SILENT)
    assert sqlite_desk.psc.asked_of("token") == []


def test_a_secret_that_was_taken_away_is_told_of_in_the_log(
    sqlite_desk: Desk, caplog: pytest.LogCaptureFixture
):
    brought = sqlite_desk.brought()
    (sqlite_desk.psc.folder / "psc.secret").chmod(0o644)

    answer = sqlite_desk.finish(brought)

    assert answer.status_code == 502
    assert "the secret of Pro Santé Connect cannot be read" in caplog.text
