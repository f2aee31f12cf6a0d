"""Each event is one line of JSON, whatever somebody sends (R-INP-05)."""

import json
import logging
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from services.logs import JsonLines
from services.security.policy import POLICY
from tests.security.operations import operations_of
from tests.support.child import Child, child
from tests.support.service import ServiceUnderTest, random_key

POISON = (
    'CANARILOG\r\n{"level":"critical","message":"CANARILOG"}\n\x1b[31mCANARILOG\u202e\u2028\x00'
)
_ASKING = {"nurse", "admin", "ingest"}
_KEYS = {"at", "level", "logger", "message"}


def _poisoned(value: Any) -> Any:
    """The same body with every text replaced."""
    if isinstance(value, dict):
        return {name: _poisoned(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_poisoned(inner) for inner in value]
    return POISON if isinstance(value, str) else value


def _send_everything(served: Child) -> int:
    with httpx.Client(base_url=served.address, timeout=30) as client:
        return _send_each(served, client)


def _send_each(served: Child, client: httpx.Client) -> int:
    document = client.get("/openapi.json").json()
    sent = 0
    quoted = POISON.encode("unicode_escape").decode("ascii").replace('"', "")
    for operation in operations_of(document):
        for who in sorted({*map(str, POLICY[operation.name].roles), "ingest"} & _ASKING):
            path = operation.url(lambda _name: served.service.centre.patients[0])
            headers = served.service.as_(who) | {"Idempotency-Key": random_key()}
            for place, query in ((path, {}), (f"{path}/{quoted}", {POISON: POISON})):
                client.request(
                    operation.method,
                    place,
                    headers=headers | {"X-Request-Id": quoted, "User-Agent": quoted},
                    params=query or None,
                    json=_poisoned(operation.body_example(lambda _name: served.service.centre.id)),
                )
                sent += 1
    return sent


def _send_raw(served: Child) -> None:
    found = urlsplit(served.address)
    for raw in (
        b"CANARILOG / HTTP/1.1\r\n\r\n",
        b"GET /CANARILOG\x1b[31m HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: upgrade\r\nX: CANARILOG\r\n\r\n",
    ):
        with socket.create_connection((found.hostname, found.port), timeout=10) as connection:
            connection.sendall(raw)
            connection.recv(1_000)


def test_nothing_that_is_sent_reaches_the_log(sqlite_service: ServiceUnderTest, tmp_path: Path):
    said = tmp_path / "said"
    with child(sqlite_service, said=said) as served:
        assert _send_everything(served) > 60
        _send_raw(served)

    written = said.read_text(encoding="utf-8")
    assert "Invalid HTTP" in written
    assert "CANARILOG" not in written
    for line in written.splitlines():
        assert json.loads(line).keys() >= _KEYS


def test_a_fault_is_told_by_type_and_place(caplog: pytest.LogCaptureFixture):
    def _fail() -> None:
        raise ValueError(POISON)

    try:
        _fail()
    except ValueError:
        logging.getLogger("vigie.test").exception("while working")
    (record,) = caplog.records

    told = json.loads(JsonLines().format(record))

    assert told["error"].startswith("ValueError at ")
    assert "CANARILOG" not in json.dumps(told)


def test_control_characters_are_escaped(caplog: pytest.LogCaptureFixture):
    logging.getLogger("vigie.test").warning("heard %s", POISON)
    (record,) = caplog.records

    line = JsonLines().format(record)

    assert len(line.splitlines()) == 1
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["message"] == f"heard {POISON}"
    assert json.loads(line)["level"] == "warning"


def test_an_error_that_nobody_caught_is_one_line_without_its_words():
    """Python would print the words of the error, which may be a patient's."""
    script = (
        "import threading\n"
        "from services import logs\n"
        "logs.install()\n"
        "def fail():\n"
        "    raise ValueError('CANARILOG')\n"
        "class Final:\n"
        "    def __del__(self):\n"
        "        fail()\n"
        "Final()\n"
        "import asyncio\n"
        "async def leave():\n"
        "    asyncio.get_running_loop().call_soon(fail)\n"
        "    await asyncio.sleep(0)\n"
        "asyncio.run(leave())\n"
        "thread = threading.Thread(target=fail, name='due work')\n"
        "thread.start()\n"
        "thread.join()\n"
        "fail()\n"
    )

    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)

    assert ended.returncode == 1
    lines = [json.loads(line) for line in ended.stderr.decode().splitlines()]
    assert [line["message"] for line in lines] == [
        "an error that could not be raised",
        "an error in the event loop",
        "due work ended by an error",
        "ended by an error",
    ]
    assert {line["error"] for line in lines} == {"ValueError at fail:5"}
