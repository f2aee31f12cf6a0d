"""A file that is large leaves the service part by part, and is never whole in the console."""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from uuid import uuid4

import httpx
import pytest

from console.client.api import Api
from console.client.http import Wire
from console.errors import Incompatible, Refused
from services.contract.problems import ProblemCode
from tests.console import made
from tests.console.stand_in import problem

PARTS = (b"a" * 70_000, b"b" * 70_000, b"c")


def _api(answer: Callable[[httpx.Request], httpx.Response]) -> Api:
    wire = Wire("http://127.0.0.1:9", transport=httpx.MockTransport(answer))
    wire.tokens.hold(made.grant())
    return Api(wire)


def _file(digest: str) -> httpx.Response:
    headers = {"Repr-Digest": f"sha-256=:{digest}:"}
    return httpx.Response(200, headers=headers, content=iter(PARTS))


def test_what_comes_is_handed_on_at_once_and_the_answer_has_none_of_it():
    digest = b64encode(hashlib.sha256(b"".join(PARTS)).digest()).decode()
    api, come = _api(lambda _request: _file(digest)), list[bytes]()

    api.cohorts.take(uuid4(), come.append)
    answer = api.wire.take_in_parts("/x", come.append, 5.0)

    assert come == [*PARTS, *PARTS]
    assert answer.content == b""


def test_another_file_than_the_one_that_was_made_is_told():
    with pytest.raises(Incompatible):
        _api(lambda _request: _file("AAAA")).cohorts.take(uuid4(), lambda _part: None)


def test_a_refusal_is_no_part_of_a_file():
    gone = problem(410, ProblemCode.EXPORT_GONE)
    api, come = _api(lambda _request: gone), list[bytes]()

    with pytest.raises(Refused):
        api.cohorts.take(uuid4(), come.append)

    assert come == []
