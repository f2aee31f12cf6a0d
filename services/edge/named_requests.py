"""Names every request, sets the headers of every answer, and lets no fault reach the server.

The server would write what was raised, with the values in it, to its log.
"""

from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.edge.problems import unexpected

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer says to a browser that should never have come here, unless it says it itself:
the pages of patients have styles and forms.
"""
_ONLY_TLS = {"Strict-Transport-Security": "max-age=31536000"}


class NamedRequests:
    """Plain ASGI, because the convenience middleware costs a task for each request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on under its name."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = str(uuid4())
        scope.setdefault("state", {})["request_id"] = request_id

        told = HEADERS | _ONLY_TLS if scope["scheme"] == "https" else HEADERS
        has_started = False

        async def _send(message: Message) -> None:
            nonlocal has_started
            if message["type"] == "http.response.start":
                has_started = True
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                for name, value in told.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, _send)
        except Exception as fault:
            answer = unexpected(Request(scope), fault)
            if not has_started:
                await answer(scope, receive, _send)
