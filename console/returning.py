"""Where a browser comes back to after an identity provider (RFC 8252): a listener on a port of its
own on this machine, which takes one answer with the right state and shows a page that says so.
"""

from __future__ import annotations

import hmac
import socketserver
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any, Final, cast
from urllib.parse import parse_qs, urlsplit

RETURN_PATH: Final = "/retour"
_LONGEST_WAIT_S: Final = 5
_POLL_S: Final = 0.02
_PAGE: Final = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Vigie</title>
</head><body><h1>Vigie</h1><p>{french}</p><p lang="en">{english}</p></body></html>"""
_DONE: Final = _PAGE.format(
    french="Vous pouvez fermer cette page et revenir à la fenêtre de Vigie.",
    english="You may close this page and go back to the window of Vigie.",
)
_NOTHING: Final = _PAGE.format(
    french="Il n'y a rien à cette adresse.", english="There is nothing at this address."
)
_HEADERS: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Connection": "close",
}

Answered = Callable[[str | None], None]
"""Is told the code, or None for a person who did not want to; in a thread of the listener."""


class Listener:
    """Listens from the start, takes an answer once `expect` said which; `close` at any time."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._state: str | None = None
        self._answered: Answered | None = None
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.listener = self
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_POLL_S,), daemon=True, name="returning"
        )
        self._thread.start()

    @property
    def address(self) -> str:
        """Where the browser has to come back to."""
        return f"http://127.0.0.1:{self._server.server_address[1]}{self._path}"

    def expect(self, state: str, answered: Answered) -> None:
        """From now on an answer with this state is taken, once."""
        with self._lock:
            self._state, self._answered = state, answered

    def close(self) -> None:
        """Take nothing more; the port is free when this returns."""
        with self._lock:
            self._state = self._answered = None
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def take(self, address: str) -> bool:
        """One request: whether it was the answer; it is handed on outside of the lock."""
        place = urlsplit(address)
        said = parse_qs(place.query)
        states, codes, errors = (said.get(name, []) for name in ("state", "code", "error"))
        if place.path != self._path or len(states) != 1 or len(codes) + len(errors) != 1:
            return False
        with self._lock:
            answered = self._answered
            if answered is None or self._state is None:
                return False
            if not hmac.compare_digest(states[0].encode(), self._state.encode()):
                return False
            self._state = self._answered = None
        answered(codes[0] if codes else None)
        return True


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False
    listener: Listener

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no news, and nothing of an address belongs in a log."""


class _Handler(BaseHTTPRequestHandler):
    timeout = _LONGEST_WAIT_S
    server_version = "Vigie"
    sys_version = ""

    def do_GET(self) -> None:
        """The browser comes back, or somebody else knocks."""
        is_answer = cast(_Server, self.server).listener.take(self.path)
        page = (_DONE if is_answer else _NOTHING).encode()
        self.send_response(200 if is_answer else 404)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_words: Any) -> None:
        """Says nothing: the address holds a code."""
