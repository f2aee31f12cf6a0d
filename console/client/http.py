"""One shared HTTP client: tokens, keys and versions in headers, every fault of the wire turned
into our errors.

The only module that touches httpx. Safe between threads. Nothing of the environment changes where
it connects or whom it trusts: no proxies, no certificate variables, no key log.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import uuid4

import httpx

from console.client.address import checked_address
from console.client.answers import Answer, checked, parsed
from console.client.tokens import Tokens
from console.client.trust import system_trust
from console.errors import Incompatible, Offline, SignInNeeded
from services.contract.answer_content import AnswerContent
from services.contract.base import Ask, Reply
from services.contract.sessions import RefreshAsk, SessionGrant

ReplyT = TypeVar("ReplyT", bound=Reply)

Parameters = Sequence[tuple[str, str | int]]
Body = Ask | AnswerContent

REFRESH_PATH = "/api/v1/auth/refresh"

_TIMEOUTS = httpx.Timeout(connect=3.0, read=10.0, write=10.0, pool=5.0)
_LONGEST_CALL_S = 30.0
_LONGEST_SILENCE_S = 60.0
"""Of something large: it is journalled for everybody in it before its first byte leaves."""
_LONGEST_PROBLEM = 64 * 1024
_LONGEST_BODY = 32 * 1024 * 1024
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
)
_UNAVAILABLE = 503
_SESSION_OVER = frozenset({"session_idle", "session_ended"})


def new_intention_key() -> str:
    """A key for one intention of one person, kept through every repetition of its call."""
    return uuid4().hex


@dataclass(frozen=True)
class Write:
    """What makes an unsafe call safe to repeat: the intention's key, and the version that was
    seen.
    """

    key: str = field(default_factory=new_intention_key)
    version: int | None = None


def _ignore(_: object) -> None:
    """Default of the listeners."""


@dataclass(frozen=True)
class Listeners:
    """Whom the wire tells, from worker threads: contact made or lost, which a service without its
    database counts as, and the code with which a session ended.
    """

    contact: Callable[[bool], None] = _ignore
    session_over: Callable[[str], None] = _ignore


@dataclass(frozen=True, repr=False)
class SentFile:
    """Bytes that are sent as they are, and how long their answer may take."""

    content: bytes
    media_type: str
    longest_s: float


@dataclass(frozen=True, repr=False)
class _Parts:
    """Who gets an answer as it comes, and how long it may take as a whole."""

    into: Callable[[bytes], None]
    longest_s: float


@dataclass(frozen=True)
class _Call:
    """One request before its tokens."""

    method: str
    path: str
    parameters: Parameters = ()
    body: Body | None = None
    write: Write | None = None
    file: SentFile | None = None
    parts: _Parts | None = None
    longest_s: float | None = None


@dataclass(frozen=True)
class Lines:
    """The lines of an answer that goes on; reading raises `Offline` when it breaks off or ends
    in silence.
    """

    _response: httpx.Response

    def __iter__(self) -> Iterator[str]:
        try:
            yield from self._response.iter_lines()
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise Offline(type(error).__name__) from None

    def cut(self) -> None:
        """End it, from any thread: whoever reads is woken."""
        connection = self._response.extensions.get("network_stream")
        if connection is not None:
            with suppress(OSError):
                connection.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


class Wire:
    """Sends one call and returns its answer as a contract object, or raises a `ConsoleError`."""

    def __init__(
        self,
        server_url: str,
        *,
        listeners: Listeners | None = None,
        transport: httpx.BaseTransport | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self.tokens = Tokens()
        self.device_key: str | None = None
        self.listeners = listeners if listeners is not None else Listeners()
        address = checked_address(server_url)
        self._client = httpx.Client(
            base_url=address,
            timeout=_TIMEOUTS,
            trust_env=False,
            verify=trust if trust is not None else system_trust(),
            transport=transport,
            limits=httpx.Limits(
                max_connections=16, max_keepalive_connections=16, keepalive_expiry=30.0
            ),
            headers={
                "Accept": "application/json, application/problem+json",
                "User-Agent": "vigie-console",
            },
        )

    def close(self) -> None:
        """Cut every connection; calls under way end as `Offline`."""
        self._client.close()

    def get(self, path: str, shape: type[ReplyT], parameters: Parameters = ()) -> ReplyT:
        """Read something; a connection that broke is tried once more, because reading changes
        nothing.
        """
        call = _Call("GET", path, parameters)
        try:
            return parsed(self._authorised(call), shape)
        except Offline as error:
            if not error.outcome_unknown:
                raise
            return parsed(self._authorised(call), shape)

    def post(
        self, path: str, body: Body | None, shape: type[ReplyT], write: Write | None = None
    ) -> ReplyT:
        """Change something, once, however often this is called with the same `write`."""
        return parsed(self._authorised(_Call("POST", path, body=body, write=write)), shape)

    def put(self, path: str, body: Ask, shape: type[ReplyT], write: Write) -> ReplyT:
        """Put something in the place of what stands, once, however often this is called with the
        same `write`.
        """
        return parsed(self._authorised(_Call("PUT", path, body=body, write=write)), shape)

    def send_file(
        self, path: str, file: SentFile, shape: type[ReplyT], write: Write, parameters: Parameters
    ) -> ReplyT:
        """Send a file, once, however often this is called with the same `write`."""
        call = _Call("POST", path, parameters, write=write, file=file)
        return parsed(self._authorised(call), shape)

    def wait_for(self, path: str, shape: type[ReplyT], longest_s: float) -> ReplyT:
        """Have something done that keeps nothing and takes its time."""
        return parsed(self._authorised(_Call("POST", path, longest_s=longest_s)), shape)

    def tell(self, path: str, write: Write | None = None, body: Ask | None = None) -> None:
        """Change something that has no answer."""
        self._authorised(_Call("POST", path, body=body, write=write))

    def delete(self, path: str, shape: type[ReplyT], write: Write) -> ReplyT:
        """Take something away, once, however often this is called with the same `write`."""
        return parsed(self._authorised(_Call("DELETE", path, write=write)), shape)

    def take(self, path: str, body: Ask | None = None) -> Answer:
        """What is given out once, with its headers: a connection that broke is not tried again."""
        return self._authorised(_Call("POST", path, body=body))

    def take_in_parts(self, path: str, into: Callable[[bytes], None], longest_s: float) -> Answer:
        """The same of something large: what comes goes to `into`, part by part, and the answer has
        nothing of it. What `into` raises ends it; a refusal reaches nobody but the caller.
        """
        return self._authorised(_Call("POST", path, parts=_Parts(into, longest_s)))

    def fetch(self, path: str, parameters: Parameters = ()) -> Answer:
        """Read a file, with its headers: whoever wants it again asks again."""
        return self._authorised(_Call("GET", path, parameters))

    def tell_as(self, token: str, path: str) -> None:
        """Change something in the name of a session that is not the one in hand."""
        checked(self._send(_Call("POST", path), token))

    def ask_open(self, path: str) -> None:
        """Whether a call without a session succeeds; its answer says nothing more."""
        checked(self._send(_Call("GET", path), token=None))

    def read_open(self, path: str, shape: type[ReplyT]) -> ReplyT:
        """Read something that anybody may know."""
        return parsed(checked(self._send(_Call("GET", path), token=None)), shape)

    def post_open(self, path: str, body: Ask, shape: type[ReplyT]) -> ReplyT:
        """A call without a session: sign-in, second factor, refresh."""
        return parsed(checked(self._send(_Call("POST", path, body=body), token=None)), shape)

    @contextmanager
    def follow(self, path: str, last_id: str, silence_s: float) -> Iterator[Lines]:
        """Listen to events after `last_id`, of a service that is never silent for so long.

        It tells nobody of contact: the calls do. An access token that is over is not exchanged
        here; raises `SignInNeeded`, and any other call exchanges it.
        """
        token = self.tokens.access
        if not token:
            raise SignInNeeded("sign_in_required")
        request_id = uuid4().hex
        headers = self._headers(_Call("GET", path), token, request_id)
        headers |= {"Accept": "text/event-stream"} | ({"Last-Event-ID": last_id} if last_id else {})
        timeout = httpx.Timeout(silence_s, connect=_TIMEOUTS.connect, pool=_TIMEOUTS.pool)
        request = self._client.build_request("GET", path, headers=headers, timeout=timeout)
        try:
            response = self._client.send(request, stream=True)
        except (httpx.HTTPError, RuntimeError) as error:
            raise Offline(type(error).__name__, request_id=request_id) from None
        try:
            if response.status_code != 200:
                told = response.iter_bytes(_LONGEST_PROBLEM)
                content = next(told, b"")
                checked(Answer(response.status_code, response.headers, content, request_id))
                raise Incompatible("stream", request_id=request_id)
            yield Lines(response)
        finally:
            response.close()

    def _authorised(self, call: _Call) -> Answer:
        """Send with the access token; when it is refused, exchange it once and send again."""
        used = self.tokens.access
        if used is None:
            raise SignInNeeded("sign_in_required")
        try:
            return checked(self._send(call, used))
        except SignInNeeded as error:
            if error.code in _SESSION_OVER:
                self._end(error, used)
                raise
        try:
            return checked(self._send(call, self.tokens.renew(used, self.exchange)))
        except SignInNeeded as error:
            self._end(error, used)
            raise

    def exchange(self, ask: RefreshAsk) -> SessionGrant:
        """Trade the refresh token; a lost answer is asked for again, which gives the same
        successor (R-SES-03).
        """
        try:
            return self.post_open(REFRESH_PATH, ask, SessionGrant)
        except Offline as error:
            if not error.outcome_unknown:
                raise
            return self.post_open(REFRESH_PATH, ask, SessionGrant)

    def _end(self, error: SignInNeeded, used: str) -> None:
        if self.tokens.end(used):
            self.listeners.session_over(error.code)

    def _send(self, call: _Call, token: str | None) -> Answer:
        request_id = uuid4().hex
        try:
            answer = self._exchange_bytes(call, token, request_id)
        except _NEVER_SENT as error:
            self.listeners.contact(False)
            raise Offline(type(error).__name__, request_id=request_id) from None
        except httpx.TransportError as error:
            self.listeners.contact(False)
            raise Offline(
                type(error).__name__, outcome_unknown=True, request_id=request_id
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            what = type(error).__name__
            raise Incompatible(what, outcome_unknown=True, request_id=request_id) from None
        except RuntimeError:  # httpx says so when the client was closed meanwhile
            raise Offline("closed", outcome_unknown=True, request_id=request_id) from None
        # A service that cannot serve is as good as away: what is on screen grows old, and says so.
        self.listeners.contact(answer.status != _UNAVAILABLE)
        return answer

    def _exchange_bytes(self, call: _Call, token: str | None, request_id: str) -> Answer:
        """One round trip, bounded in time and size: a service that drips would hold a worker for
        ever.
        """
        longest_s, timeout = _time_for(call)
        request = self._client.build_request(
            call.method,
            call.path,
            params=list(call.parameters) or None,
            content=_content(call),
            headers=self._headers(call, token, request_id),
            timeout=timeout,
        )
        deadline = time.monotonic() + longest_s
        response = self._client.send(request, stream=True)
        parts = call.parts if response.is_success else None
        try:
            content = bytearray()
            for chunk in response.iter_bytes():
                if parts is not None:
                    parts.into(chunk)
                else:
                    content += chunk
                if len(content) > _LONGEST_BODY:
                    raise httpx.DecodingError("too long")
                if time.monotonic() > deadline:
                    raise httpx.ReadTimeout("too slow", request=request)
        finally:
            response.close()
        told_id = response.headers.get("X-Request-Id", request_id)
        return Answer(response.status_code, response.headers, bytes(content), told_id)

    def _headers(self, call: _Call, token: str | None, request_id: str) -> dict[str, str]:
        headers = {"X-Request-Id": request_id}
        if call.body is not None:
            headers["Content-Type"] = "application/json"
        elif call.file is not None:
            headers["Content-Type"] = call.file.media_type
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if self.device_key is not None:
            headers["X-Vigie-Device"] = self.device_key
        if call.write is not None:
            headers["Idempotency-Key"] = call.write.key
            if call.write.version is not None:
                headers["If-Match"] = f'"{call.write.version}"'
        return headers


def _content(call: _Call) -> bytes | None:
    if call.file is not None:
        return call.file.content
    return call.body.model_dump_json().encode() if call.body is not None else None


def _time_for(call: _Call) -> tuple[float, httpx.Timeout]:
    """How long an answer may take as a whole, in seconds, and how long each step of it."""
    if call.parts is not None:
        return call.parts.longest_s, _patient(_LONGEST_SILENCE_S)
    if call.file is not None:
        return call.file.longest_s, _patient(call.file.longest_s)
    if call.longest_s is not None:
        return call.longest_s, _patient(call.longest_s)
    return _LONGEST_CALL_S, _TIMEOUTS


def _patient(longest_s: float) -> httpx.Timeout:
    """For an answer that takes its time; whether anybody is there is known as soon as ever."""
    return httpx.Timeout(longest_s, connect=_TIMEOUTS.connect, pool=_TIMEOUTS.pool)
