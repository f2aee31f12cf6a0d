"""A body is bounded, JSON, and strict before anything reads it (R-INP-02)."""

import json

import pytest

from services.contract.problems import Problem
from tests.support.service import ServiceUnderTest


def _submit(service: ServiceUnderTest, raw: bytes) -> tuple[int, Problem]:
    path = f"/api/v1/patients/{service.centre.patients[0]}/answers"
    answer = service.client.post(path, content=raw, headers=service.writing_as("ingest"))
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, Problem.model_validate(answer.json())


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b"{", 400, "bad_request"),
        (b"not json", 400, "bad_request"),
        (b"[]", 422, "invalid_body"),
        (b'{"items": {"pain": {"severity": NaN}}}', 422, "invalid_body"),
        (b'{"items": {"pain": {"severity": 1e309}}}', 422, "invalid_body"),
        (b'{"comment": "\\ud800"}', 400, "bad_request"),
        (b"\xff\xfe{}", 400, "bad_request"),
        (b"[" * 10_000, 400, "bad_request"),
        (b'{"comment": "' + b"x" * 1_100_000 + b'"}', 413, "too_large"),
        (b'{"invented": 1}', 422, "invalid_body"),
        (b'{"items": {"pain": {"severity": true}}}', 422, "invalid_body"),
        (b'{"items": []}', 422, "invalid_body"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_broken_envelope_is_a_clear_refusal(
    sqlite_service: ServiceUnderTest, raw: bytes, status: int, code: str
) -> None:
    found, problem = _submit(sqlite_service, raw)
    assert (found, problem.code) == (status, code)


def test_an_empty_body_is_a_content_that_nobody_can_judge(
    sqlite_service: ServiceUnderTest,
) -> None:
    path = f"/api/v1/patients/{sqlite_service.centre.patients[0]}/answers"
    answer = sqlite_service.client.post(path, headers=sqlite_service.writing_as("ingest"))
    assert (answer.status_code, answer.json()["outcome"]) == (201, "technical")


def test_a_refusal_repeats_nothing_of_what_was_sent(sqlite_service: ServiceUnderTest) -> None:
    path = f"/api/v1/patients/{sqlite_service.centre.patients[0]}/answers"
    raw = json.dumps({"CANARYFIELD": "CANARYVALUE", "items": {"CANARYITEM": ["CANARYLIST"]}})
    answer = sqlite_service.client.post(
        path, content=raw, headers=sqlite_service.writing_as("ingest")
    )
    assert answer.status_code == 422
    assert "CANARY" not in answer.text


@pytest.mark.parametrize("key", [None, b"short", "é".encode() * 10, b"x" * 129, b"tab\tinside-key"])
def test_an_unsafe_request_needs_a_good_key(
    sqlite_service: ServiceUnderTest, key: bytes | None
) -> None:
    path = f"/api/v1/patients/{sqlite_service.centre.patients[0]}/answers"
    headers = [
        (name.encode(), value.encode()) for name, value in sqlite_service.as_("ingest").items()
    ]
    if key is not None:
        headers.append((b"Idempotency-Key", key))
    answer = sqlite_service.client.post(path, content=b"{}", headers=headers)
    assert answer.status_code == 400
    assert answer.json()["code"] == "idempotency_key_required"


@pytest.mark.parametrize("path", ["/nothing", "/api/v1/nothing", "/api/v1/me/", "/docs"])
def test_an_unknown_path_is_a_problem(sqlite_service: ServiceUnderTest, path: str) -> None:
    answer = sqlite_service.client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.headers["x-request-id"] == answer.json()["request_id"]


def test_a_wrong_method_says_which_are_served(sqlite_service: ServiceUnderTest) -> None:
    answer = sqlite_service.client.delete("/api/v1/worklist")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "GET"
