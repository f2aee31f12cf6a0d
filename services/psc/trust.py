"""Whether what a provider says about somebody is believed (R-AUTH-07): pure, and stricter than
OpenID Connect asks wherever it leaves a choice.
"""

import hmac
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeGuard

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

ALGORITHMS: Final = ("RS256", "PS256", "ES256")
"""Never `none`, never one whose key is a secret that we share with the provider."""
SKEW_S: Final = 60
LONGEST_AGE_S: Final = 600
_LONGEST_TOKEN: Final = 16_000
_LONGEST_SUBJECT: Final = 255


class Doubt(StrEnum):
    """Why somebody is not believed; the journal gets this word and never a value."""

    CODE = "provider_code"
    FORM = "provider_form"
    ALGORITHM = "provider_algorithm"
    KEY = "provider_key"
    SIGNATURE = "provider_signature"
    ISSUER = "provider_issuer"
    AUDIENCE = "provider_audience"
    TIME = "provider_time"
    NONCE = "provider_nonce"
    LEVEL = "provider_level"
    SUBJECT = "provider_subject"
    NUMBER = "provider_number"


class NotTrusted(Exception):
    """What was said is not believed."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt.value)
        self.doubt = doubt


class UnknownKey(NotTrusted):
    """The key of a signature is not among those that we hold: there may be a newer one."""

    def __init__(self) -> None:
        super().__init__(Doubt.KEY)


@dataclass(frozen=True)
class Expected:
    """What an identity token has to say; `now_s` is the time of this machine."""

    issuer: str
    client_id: str
    nonce: str
    level: str
    now_s: float


@dataclass(frozen=True)
class Identified:
    """Who somebody is at the provider, and how many seconds ago they proved it, if it says so."""

    subject: str
    proved_s_ago: float | None


def keys_of(document: Any) -> KeySet:
    """The keys that sign; those that encrypt, and secrets, are left out. Raises `NotTrusted`."""
    try:
        signing = [
            each
            for each in document["keys"]
            if each.get("kty") in ("RSA", "EC") and each.get("use", "sig") == "sig"
        ]
        return KeySet.import_key_set({"keys": signing})
    except (JoseError, TypeError, KeyError, AttributeError, ValueError):
        raise NotTrusted(Doubt.KEY) from None


def judge(token: Any, keys: KeySet, expected: Expected) -> Identified:
    """Who an identity token is about; raises `NotTrusted`, or `UnknownKey` to look for its key."""
    claims = _signed(token, keys)
    if claims.get("iss") != expected.issuer:
        raise NotTrusted(Doubt.ISSUER)
    _require_audience(claims, expected.client_id)
    _require_time(claims, expected.now_s)
    nonce = claims.get("nonce")
    if not (
        isinstance(nonce, str) and hmac.compare_digest(nonce.encode(), expected.nonce.encode())
    ):
        raise NotTrusted(Doubt.NONCE)
    # The connector of the ANS takes a missing level for the lowest one that passes; we do not.
    if claims.get("acr") != expected.level:
        raise NotTrusted(Doubt.LEVEL)
    subject = claims.get("sub")
    if not (isinstance(subject, str) and 0 < len(subject) <= _LONGEST_SUBJECT):
        raise NotTrusted(Doubt.SUBJECT)
    return Identified(subject, _proved_s_ago(claims, expected.now_s))


def _signed(token: Any, keys: KeySet) -> dict[str, Any]:
    """The claims of a token that a key of the provider signed."""
    if not isinstance(token, str) or len(token) > _LONGEST_TOKEN:
        raise NotTrusted(Doubt.FORM)
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError):
        raise NotTrusted(Doubt.FORM) from None
    if header.get("alg") not in ALGORITHMS:
        raise NotTrusted(Doubt.ALGORITHM)
    key = _key_of(header.get("kid"), keys)
    try:
        return jwt.decode(token, key, algorithms=ALGORITHMS).claims
    except (JoseError, ValueError):
        raise NotTrusted(Doubt.SIGNATURE) from None


def _key_of(kid: Any, keys: KeySet) -> RSAKey | ECKey:
    fitting = [each for each in keys if kid is None or each.kid == kid]
    if len(fitting) != 1 or not isinstance(fitting[0], RSAKey | ECKey):
        raise UnknownKey
    return fitting[0]


def _require_audience(claims: dict[str, Any], client_id: str) -> None:
    """For us and nobody else: several audiences need the word that it was issued to us."""
    told = claims.get("aud")
    audience = told if isinstance(told, list) else [told]
    issued_to = claims.get("azp", client_id if len(audience) == 1 else None)
    if client_id not in audience or issued_to != client_id:
        raise NotTrusted(Doubt.AUDIENCE)


def _require_time(claims: dict[str, Any], now_s: float) -> None:
    """Issued a moment ago, not over, not of the future; a clock may be wrong by `SKEW_S`."""
    issued, ends, begins = claims.get("iat"), claims.get("exp"), claims.get("nbf", 0)
    if not (_is_time(issued) and _is_time(ends) and _is_time(begins)):
        raise NotTrusted(Doubt.TIME)
    is_new = now_s - LONGEST_AGE_S <= issued <= now_s + SKEW_S
    if not (is_new and ends > now_s - SKEW_S and begins <= now_s + SKEW_S):
        raise NotTrusted(Doubt.TIME)


def _proved_s_ago(claims: dict[str, Any], now_s: float) -> float | None:
    """How long ago somebody proved who they are; None when that is not said."""
    proved = claims.get("auth_time")
    if proved is None:
        return None
    if not _is_time(proved) or not proved <= now_s + SKEW_S:
        raise NotTrusted(Doubt.TIME)
    return max(0.0, now_s - proved)


def _is_time(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
