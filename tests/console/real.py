"""The real service on loopback, with a cable that a test may cut."""

import socket
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import uvicorn

from tests.support.answers import answer_content
from tests.support.service import ServiceUnderTest


@contextmanager
def listening(service: ServiceUnderTest) -> Iterator[str]:
    """Answer on a port of this machine until the test is over."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(service.client.app, log_config=None, lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(15)
        listener.close()


class Cable(httpx.BaseTransport):
    """A real connection; `lost` answers to acts never arrive, although the service has acted.

    The next answer to the path `loses` is lost too; the next call to the path `swallows` never
    reaches the service, and nobody can tell. `after` does something once a path has answered.
    `asked` counts what was sent to each path.
    """

    def __init__(self) -> None:
        self._inner = httpx.HTTPTransport()
        # A test ends without a word to its workstations: their sockets close with their cables.
        weakref.finalize(self, self._inner.close)
        self.lost = 0
        self.cut = False
        self.acts = 0
        self.loses = self.swallows = ""
        self.after: dict[str, Callable[[], None]] = {}
        self.asked: Counter[str] = Counter()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.cut:
            raise httpx.ConnectError("cut")
        path = request.url.path
        self.asked[f"{request.method} {path}"] += 1
        if path == self.swallows:
            self.swallows = ""
            raise httpx.ReadTimeout("swallowed")
        response = self._inner.handle_request(request)
        self.after.pop(path, lambda: None)()
        if path == self.loses:
            self.loses = ""
            response.close()
            raise httpx.ReadTimeout("lost")
        is_act = "/alerts/" in path or "/rule-exceptions" in path
        if request.method == "POST" and is_act:
            self.acts += 1
            if self.lost > 0:
                self.lost -= 1
                response.close()
                raise httpx.ReadTimeout("lost")
        return response

    def close(self) -> None:
        self._inner.close()


def send_answer(service: ServiceUnderTest, patient: int = 0, **changes: object) -> None:
    """A patient reports severe diarrhoea, which is critical."""
    content = answer_content({"diarrhoea": {"frequency": 4}}, **changes)
    answered = service.client.post(
        f"/api/v1/patients/{service.centre.patients[patient]}/answers",
        json=content,
        headers=service.writing_as("ingest"),
    )
    assert answered.status_code == 201, answered.text
