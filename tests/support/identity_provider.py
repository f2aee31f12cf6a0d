"""An identity provider of the shapes of clinical.md 4.3 on loopback, which lies when it is told to.

Its discovery is not at the standard path, as that of Pro Santé Connect.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from services.provider_settings import PscSettings
from tests.support.sinks import Asked, Provider, Said, listening

CLIENT_ID = "vigie-essai"
CLIENT_SECRET = "secret d'essai: + & % é"
DISCOVERY = "/auth/realms/esante-wallet/.well-known/wallet-openid-configuration"
REALM = "/auth/realms/esante-wallet"
_TOOL = f"{REALM}/protocol/openid-connect"
RSA, EC, STRANGER = (
    RSAKey.generate_key(2048, {"kid": "rsa-1", "use": "sig"}),
    ECKey.generate_key("P-256", {"kid": "ec-1", "use": "sig"}),
    RSAKey.generate_key(2048, {"kid": "rsa-1", "use": "sig"}),
)
Claims = dict[str, Any]


def unchanged(said: Claims) -> Any:
    """What an honest provider says."""
    return said


def signed(claims: Claims, key: Any = RSA, alg: str = "RS256", **header: Any) -> str:
    """A token of a key."""
    known = {"alg": alg, "kid": key.kid} | header
    told = {name: value for name, value in known.items() if value is not None}
    return jwt.encode(told, claims, key, algorithms=[alg])


def unsigned(claims: Claims) -> str:
    """A token that nobody signed."""
    return f"{_written({'alg': 'none', 'kid': 'rsa-1'})}.{_written(claims)}."


def signed_with_public_key(claims: Claims) -> str:
    """The confusion of algorithms: what everybody may know, taken for a shared secret."""
    said = f"{_written({'alg': 'HS256', 'kid': 'rsa-1'})}.{_written(claims)}"
    proof = hmac.digest(RSA.as_pem(private=False), said.encode(), hashlib.sha256)
    return f"{said}.{_letters(proof)}"


def critical(claims: Claims) -> str:
    """A token that may only be taken by whoever understands a word that nobody knows."""
    header = {"alg": "RS256", "kid": "rsa-1", "crit": ["seal"], "seal": "x"}
    said = f"{_written(header)}.{_written(claims)}"
    own = RSA.private_key
    assert own is not None
    return f"{said}.{_letters(own.sign(said.encode(), PKCS1v15(), SHA256()))}"


def _written(part: Claims) -> str:
    return _letters(json.dumps(part).encode())


def _letters(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


@dataclass
class Psc:
    """The provider; `claims`, `people` and `discovery` twist what it says, `sign` how it proves it.

    `on` answers a path in its place; `held` are the codes that nobody has redeemed.
    """

    folder: Path
    level: str | None = "eidas1"
    number: str = "899700218896"
    keys: list[Any] = field(default_factory=lambda: [RSA, EC])
    claims: Callable[[Claims], Any] = unchanged
    people: Callable[[Claims], Any] = unchanged
    discovery: Callable[[Claims], Any] = unchanged
    sign: Callable[[Claims], str] = signed
    on: dict[str, Said | None] = field(default_factory=dict)
    held: dict[str, dict[str, str]] = field(default_factory=dict)
    web: Provider | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        assert self.web is not None
        return self.web.url

    @property
    def settings(self) -> PscSettings:
        """How a service is told of it."""
        secret = self.folder / "psc.secret"
        secret.write_text(CLIENT_SECRET + "\n", encoding="utf-8")
        secret.chmod(0o600)
        return PscSettings(
            discovery_url=self.url + DISCOVERY,
            issuer=self.url + REALM,
            client_id=CLIENT_ID,
            client_secret_file=secret,
            timeout_s=2,
        )

    def visit(self, authorize_url: str) -> dict[str, str]:
        """What a browser comes back with when its person has signed in there."""
        asked = {name: value for name, [value] in parse_qs(urlsplit(authorize_url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT_ID
        assert asked["scope"] == "openid scope_all"
        assert asked["acr_values"] == "eidas1"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(24)
        self.held[code] = asked
        return {"code": code, "state": asked["state"]}

    def asked_of(self, path: str) -> list[Asked]:
        """The requests to a tool of it."""
        assert self.web is not None
        return [each for each in self.web.asked if each.path == f"{_TOOL}/{path}"]

    def answer(self, asked: Asked) -> Said | None:
        """One request."""
        path = asked.path
        if path in self.on or path.rpartition("/")[2] in self.on:
            return self.on[path if path in self.on else path.rpartition("/")[2]]
        match path.removeprefix(_TOOL):
            case str() as found if found == DISCOVERY:
                return 200, self.discovery(self._discovery())
            case "/certs":
                return 200, {"keys": [key.as_dict(private=False) for key in self.keys]}
            case "/token":
                return self._token(asked)
            case "/userinfo":
                return self._people(asked)
            case _:
                return 404, {"error": "not_found"}

    def _discovery(self) -> Claims:
        here = self.url + _TOOL
        return {
            "issuer": self.url + REALM,
            "authorization_endpoint": f"{self.url}/auth",
            "token_endpoint": f"{here}/token",
            "userinfo_endpoint": f"{here}/userinfo",
            "jwks_uri": f"{here}/certs",
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }

    def _token(self, asked: Asked) -> Said:
        form = {name: value for name, [value] in parse_qs(asked.body.decode()).items()}
        pair = urlencode([("", CLIENT_ID)])[1:] + ":" + urlencode([("", CLIENT_SECRET)])[1:]
        basic = "Basic " + base64.b64encode(pair.encode()).decode()
        posted = form.get("client_id"), form.get("client_secret")
        if asked.headers.get("authorization") != basic and posted != (CLIENT_ID, CLIENT_SECRET):
            return 401, {"error": "invalid_client"}
        held = self.held.pop(form["code"], None)
        verifier = hashlib.sha256(form["code_verifier"].encode()).digest()
        proof = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        fits = held is not None and held["redirect_uri"] == form["redirect_uri"]
        if held is None or not fits or held["code_challenge"] != proof:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.url + REALM,
            "aud": CLIENT_ID,
            "azp": CLIENT_ID,
            "sub": "f:550dc1c8:899700218896",
            "iat": now,
            "exp": now + 120,
            "auth_time": now,
            "nonce": held["nonce"],
        } | ({} if self.level is None else {"acr": self.level})
        found = self.sign(self.claims(claims))
        return 200, {"access_token": "acces-essai", "token_type": "Bearer", "id_token": found}

    def _people(self, asked: Asked) -> Said:
        if asked.headers.get("authorization") != "Bearer acces-essai":
            return 401, {"error": "invalid_token"}
        said = {
            "sub": "f:550dc1c8:899700218896",
            "SubjectNameID": self.number,
            "preferred_username": self.number,
            "given_name": "KIT",
            "family_name": "DOC0021889",
            "SubjectOrganization": "CABINET M SPECIALISTE",
            "Palier_Authentification": "APPPRIP3^1.2.250.1.213.1.5.1.1.1",
            "otherIds": [{"identifiant": self.number, "origine": "RPPS", "qualite": 1}],
            "SubjectRefPro": {"codeCivilite": "M", "exercices": [{"codeProfession": "10"}]},
        }
        return 200, self.people(said)


@contextmanager
def identity_provider(folder: Path) -> Iterator[Psc]:
    """A provider while the block lasts."""
    psc = Psc(folder)
    with listening(psc.answer) as psc.web:
        yield psc
