"""Conversations with the provider: where things are, its keys, a code for tokens, who somebody is.

Calls go to the machine of the issuer alone, whatever its discovery says; browsers are sent to the
one machine that the settings name.
"""

import base64
import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote_plus, urlencode

import httpx
from joserfc.jwk import KeySet

from services import outgoing
from services.outgoing import Unanswered
from services.provider_settings import PscSettings, origin_of
from services.psc.trust import Doubt, Expected, Identified, NotTrusted, UnknownKey, judge, keys_of

_log = logging.getLogger(__name__)
_KEPT_S: Final = 3600
_MOST_AT_ONCE: Final = 4
"""A provider that hangs may not hold more threads than this: alerts are answered by the others."""


@dataclass(frozen=True)
class Endpoints:
    """Where the provider is asked what."""

    authorize: str
    token: str
    people: str
    keys: str
    takes_basic: bool


@dataclass(frozen=True)
class Redeemed:
    """What a code was exchanged for, not yet believed."""

    id_token: Any
    access_token: str


@dataclass(frozen=True)
class Request:
    """What the browser carries to the provider; `verifier` stays here."""

    state: str
    nonce: str
    verifier: str
    challenge: str
    return_to: str


class Provider:
    """The provider of these settings; safe between threads, remembers keys for an hour."""

    def __init__(self, settings: PscSettings) -> None:
        self.settings = settings
        self._free = threading.BoundedSemaphore(_MOST_AT_ONCE)
        self._endpoints: tuple[float, Endpoints] | None = None
        self._keys: tuple[float, KeySet] | None = None

    @contextmanager
    def talking(self) -> Iterator["Talk"]:
        """A conversation within the time of the settings; raises `Unanswered` if too many wait."""
        if not self._free.acquire(blocking=False):
            raise Unanswered
        try:
            with outgoing.client(self.settings.timeout_s) as asked:
                yield Talk(self, asked)
        finally:
            self._free.release()

    def address_for(self, endpoints: Endpoints, request: Request) -> str:
        """Where the browser goes."""
        asked = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": request.return_to,
            "scope": self.settings.scope,
            "acr_values": self.settings.level,
            "state": request.state,
            "nonce": request.nonce,
            "code_challenge": request.challenge,
            "code_challenge_method": "S256",
        }
        return f"{endpoints.authorize}?{urlencode(asked)}"

    def endpoints(self, talk: "Talk") -> Endpoints:
        """Where things are; raises `Unanswered` or `NotTrusted`."""
        held, now_s = self._endpoints, outgoing.now_s()
        if held is None or not 0 <= now_s - held[0] < _KEPT_S:
            held = (now_s, self._discovered(talk.get(self.settings.discovery_url)))
            self._endpoints = held
        return held[1]

    def keys(self, talk: "Talk", *, anew: bool = False) -> KeySet:
        """The keys that sign."""
        held, now_s = self._keys, outgoing.now_s()
        if anew or held is None or not 0 <= now_s - held[0] < _KEPT_S:
            held = (now_s, keys_of(talk.get(self.endpoints(talk).keys)))
            self._keys = held
        return held[1]

    def _discovered(self, told: Any) -> Endpoints:
        if not isinstance(told, dict):
            raise NotTrusted(Doubt.FORM)
        if told.get("issuer") != self.settings.issuer:
            raise NotTrusted(Doubt.ISSUER)
        machine = origin_of(self.settings.issuer)
        methods = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return Endpoints(
            authorize=_on(self.settings.browser_origin, told.get("authorization_endpoint")),
            token=_on(machine, told.get("token_endpoint")),
            people=_on(machine, told.get("userinfo_endpoint")),
            keys=_on(machine, told.get("jwks_uri")),
            takes_basic=isinstance(methods, list) and "client_secret_basic" in methods,
        )


class Talk:
    """One conversation: all its calls together have the time of one."""

    def __init__(self, provider: Provider, asked: outgoing.Client) -> None:
        self._provider = provider
        self._asked = asked
        self._until_s = outgoing.now_s() + provider.settings.timeout_s

    def redeem(self, code: str, request: Request) -> Redeemed:
        """Exchanges a code; raises `NotTrusted` when it is not taken."""
        endpoints = self._provider.endpoints(self)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": request.return_to,
            "code_verifier": request.verifier,
        }
        client_id, secret = self._provider.settings.client_id, self._secret()
        headers = {}
        if endpoints.takes_basic:
            # RFC 6749 2.3.1: both are form-encoded before they become a user and a password.
            pair = f"{quote_plus(client_id)}:{quote_plus(secret)}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            form |= {"client_id": client_id, "client_secret": secret}
        status, told = self._send(
            self._asked.build_request("POST", endpoints.token, data=form, headers=headers)
        )
        if status == 400:
            raise NotTrusted(Doubt.CODE)
        _require_success(status)
        access = told.get("access_token") if isinstance(told, dict) else None
        if not isinstance(access, str) or not access.isascii():
            raise NotTrusted(Doubt.FORM)
        return Redeemed(told.get("id_token"), access)

    def judge(self, redeemed: Redeemed, nonce: str) -> Identified:
        """Who the identity token is about; an unknown key is looked for once."""
        settings = self._provider.settings
        expected = Expected(
            settings.issuer, settings.client_id, nonce, settings.level, outgoing.now_s()
        )
        try:
            return judge(redeemed.id_token, self._provider.keys(self), expected)
        except UnknownKey:
            return judge(redeemed.id_token, self._provider.keys(self, anew=True), expected)

    def people(self, redeemed: Redeemed) -> Any:
        """What the provider says of somebody."""
        endpoints = self._provider.endpoints(self)
        return self.get(endpoints.people, {"Authorization": f"Bearer {redeemed.access_token}"})

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        """The JSON behind an address."""
        status, told = self._send(self._asked.build_request("GET", url, headers=headers))
        _require_success(status)
        return told

    def _secret(self) -> str:
        try:
            return self._provider.settings.client_secret
        except ValueError:
            _log.error("the secret of Pro Santé Connect cannot be read")
            raise Unanswered from None

    def _send(self, request: httpx.Request) -> tuple[int, Any]:
        left_s = self._until_s - outgoing.now_s()
        if left_s <= 0:
            raise Unanswered
        request.headers["Accept"] = "application/json"
        request.extensions["timeout"] = httpx.Timeout(left_s).as_dict()
        return outgoing.exchange(self._asked, request, self._until_s)


def _require_success(status: int) -> None:
    """Anything else, a redirect too, is no answer: the fault is the provider's or the settings'."""
    if status != 200:
        raise Unanswered


def _on(machine: str, url: Any) -> str:
    """An address of discovery, where it may lead; raises `NotTrusted`."""
    try:
        place = httpx.URL(url)
        if origin_of(str(place)) == machine and not place.query and not place.fragment:
            return str(place)
    except (TypeError, ValueError, httpx.InvalidURL):
        pass
    raise NotTrusted(Doubt.ISSUER)
