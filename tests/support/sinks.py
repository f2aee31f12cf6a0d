"""A mail server and an HTTP provider on loopback, that answer as a test tells them to."""

import json
import re
import socketserver
import ssl
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from resources.discreet import health_word


@dataclass(frozen=True)
class Received:
    """One mail as the server took it."""

    sender: str
    recipients: list[str]
    raw: bytes
    is_encrypted: bool

    @property
    def mail(self) -> EmailMessage:
        """The mail, read."""
        return message_from_bytes(self.raw, policy=SMTP)

    @property
    def id(self) -> str:
        """What the mail is known by."""
        return str(self.mail["Message-ID"]).strip("<>").partition("@")[0]


@dataclass
class MailServer:
    """What it shall answer to a verb or a recipient, and what it took; it knows ids.

    `may_name`: it is a gateway of secure mail, whose mails may name a patient.

    `tls` offers STARTTLS, or with `is_tls_at_once` speaks nothing else. While `is_silent` it takes
    connections and says nothing; `on_data` runs after a mail was taken and before that is said,
    `on_refusal` the same of one that was not.
    """

    tls: ssl.SSLContext | None = None
    is_tls_at_once: bool = False
    is_silent: bool = False
    may_name: bool = False
    replies: dict[str, str] = field(default_factory=dict)
    on_data: Callable[[], None] | None = None
    received: list[Received] = field(default_factory=list)
    on_refusal: Callable[[], None] | None = None
    connections: int = 0
    port: int = 0
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def accepted(self) -> dict[str, int]:
        """How often each id was handed over."""
        counted: dict[str, int] = {}
        for each in list(self.received):
            counted[each.id] = counted.get(each.id, 0) + 1
        return counted


class _Talk(socketserver.StreamRequestHandler):
    """One connection; only as much of RFC 5321 as `smtplib` speaks."""

    timeout = 30

    def handle(self) -> None:
        self.shown = cast(Any, self.server).shown
        self.is_encrypted, self.sender, self.recipients = False, "", list[str]()
        self.shown.connections += 1
        with suppress(OSError):
            if self.shown.is_silent:
                self.shown.released.wait(30)
                return
            if self.shown.is_tls_at_once:
                self._encrypt()
            self._say(self.shown.replies.get("CONNECT", "220 sink"))
            while line := self.rfile.readline(4096):
                if not self._answer(line.decode("latin-1").strip()):
                    return

    def finish(self) -> None:
        """Closes what TLS was wrapped around as well."""
        super().finish()
        self.connection.close()

    def _say(self, reply: str) -> None:
        self.wfile.write(reply.encode() + b"\r\n")
        self.wfile.flush()

    def _encrypt(self) -> None:
        assert self.shown.tls is not None
        self.connection = self.shown.tls.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb")
        self.is_encrypted = True

    def _answer(self, line: str) -> bool:
        verb = line.partition(" ")[0].upper()
        address = line.partition("<")[2].partition(">")[0]
        said = self.shown.replies.get(address or verb) or self.shown.replies.get(verb)
        if said is not None:
            self._say(said)
            return not said.startswith("421")
        match verb:
            case "EHLO":
                offers = self.shown.tls is not None and not self.is_encrypted
                self._say("250-sink\r\n250-STARTTLS\r\n250 8BITMIME" if offers else "250 sink")
            case "STARTTLS":
                self._say("220 go")
                self._encrypt()
            case "DATA":
                self._take()
            case "QUIT":
                self._say("221 bye")
            case _:
                self._hear(verb, address)
        return verb != "QUIT"

    def _hear(self, verb: str, address: str) -> None:
        if verb == "HELP":
            self._say(f"214 {len(self.shown.accepted)} {len(self.shown.received)}")
            return
        if verb == "MAIL":
            self.sender, self.recipients = address, []
        elif verb == "RCPT":
            self.recipients.append(address)
        self._say("250 ok")

    def _take(self) -> None:
        self._say("354 go")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return
            lines.append(line[1:] if line.startswith(b"..") else line)
        refused = self.shown.replies.get("BODY")
        if refused is None:
            mail = Received(self.sender, self.recipients, b"".join(lines), self.is_encrypted)
            self.shown.received.append(mail)
            if self.shown.on_data is not None:
                self.shown.on_data()
        elif self.shown.on_refusal is not None:
            self.shown.on_refusal()
        self._say(refused or "250 taken")


class _Threads(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news."""


@contextmanager
def mail_server(shown: MailServer | None = None) -> Iterator[MailServer]:
    """A mail server while the block lasts."""
    shown = shown or MailServer()
    with _Threads(("127.0.0.1", shown.port), _Talk) as server:
        server.shown = shown  # type: ignore[attr-defined]
        shown.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield shown
        finally:
            shown.released.set()
            server.shutdown()
            thread.join()
    for received in [] if shown.may_name else shown.received:
        headers = " ".join(str(received.mail[name]) for name in ("From", "Subject"))
        require_silent(f"{headers}\n{received.mail.get_content()}")


def require_silent(text: str) -> None:
    """What any test has a service write to anybody: nothing of health, of a patient, no id."""
    assert health_word(text) is None
    assert "CANARI" not in text.upper()
    assert re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{32}", text) is None


@dataclass(frozen=True)
class Asked:
    """One request as the provider got it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)


Said = tuple[int, Any] | tuple[int, Any, dict[str, str]]


@dataclass
class Provider:
    """Answers from the front of `script`, else by `answer`; None: never.

    An answer is a status and a body (JSON, or bytes as they are), and headers if it has any.
    """

    answer: Callable[[Asked], Said | None]
    script: deque[Said | None] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def posts(self) -> list[Asked]:
        """What was sent to it."""
        return [each for each in self.asked if each.method == "POST"]


class _Http(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def _answer(self) -> None:
        shown: Provider = cast(Any, self.server).shown
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers, body)
        shown.asked.append(asked)
        scripted = bool(shown.script) and asked.method != "GET"
        found = shown.script.popleft() if scripted else shown.answer(asked)
        if found is None:
            shown.released.wait(30)
            self.close_connection = True
            return
        status, said, *more = found
        content = said if isinstance(said, bytes) else json.dumps(said).encode()
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            for name, value in more[0].items() if more else ():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, *_words: Any) -> None:
        """Says nothing."""


class _HttpThreads(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news."""


@contextmanager
def provider(answer: Callable[[Asked], Said | None]) -> Iterator[Provider]:
    """A provider of messages while the block lasts; no message may tell of health."""
    with listening(answer) as shown:
        yield shown
    for asked in shown.posts():
        require_silent(str(asked.json.get("text") or asked.json.get("message")))


@contextmanager
def listening(
    answer: Callable[[Asked], Said | None], tls: ssl.SSLContext | None = None
) -> Iterator[Provider]:
    """Somebody who answers HTTP while the block lasts, over TLS where there is any."""
    shown = Provider(answer)
    with _HttpThreads(("127.0.0.1", 0), _Http) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        server.shown = shown  # type: ignore[attr-defined]
        shown.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield shown
        finally:
            shown.released.set()
            server.shutdown()
            thread.join()
