"""An HTTPS endpoint with a certificate of our own: who it is, what it says, and when it lies."""

import ssl
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.services.delivery.conftest import CONTENT, Outbox
from tests.support.sinks import Provider, listening
from tests.support.tls import certify

REFUSAL = {
    "resourceType": "OperationOutcome",
    "issue": [{"severity": "error", "code": "invalid", "diagnostics": "CANARINOM0"}],
}
TAKEN: dict[str, Any] = {"resourceType": "OperationOutcome", "issue": [{"severity": "information"}]}


@contextmanager
def _endpoint(
    outbox: Outbox, folder: Path, **changes: Any
) -> Iterator[tuple[Provider, Callable[..., None]]]:
    """Somebody who answers 201, and how a centre is led there."""
    certified = certify(folder)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certified.certificate, certified.key)
    with listening(lambda _asked: (201, b""), tls) as shown:
        origin = f"https://127.0.0.1:{shown.port}"
        outbox.permits(origin, retry_first_s=1)

        def _go(**more: Any) -> None:
            known = {
                "transport": "https",
                "url": f"{origin}/fhir/Bundle",
                "authority": certified.authority.read_text(),
            }
            outbox.goes_to(known | changes | more, token="jeton-secret")

        yield shown, _go


def test_a_document_arrives_under_one_key_however_often_it_is_sent(outbox: Outbox, tmp_path: Path):
    with _endpoint(outbox, tmp_path, method="put") as (shown, go):
        go()
        shown.script = deque([(503, b"")])
        document = outbox.put()
        outbox.look()
        assert outbox.stands(document) == ("queued", "away")
        outbox.look(minutes=2)

    assert outbox.stands(document) == ("acknowledged", None)
    assert [each.path for each in shown.asked] == [f"/fhir/Bundle/{document}"] * 2
    for asked in shown.asked:
        assert asked.body == CONTENT
        assert asked.headers["idempotency-key"] == str(document)
        assert asked.headers["authorization"] == "Bearer jeton-secret"
        assert asked.headers["content-type"] == "application/pdf"


@pytest.mark.parametrize(
    ("said", "state", "fault"),
    [
        ((200, TAKEN), "acknowledged", None),
        ((202, b""), "sent", None),
        ((200, REFUSAL), "failed", "refused"),
        ((200, b"<html>Portail captif</html>"), "queued", "not_understood"),
        ((422, REFUSAL), "failed", "refused"),
        ((401, b""), "queued", "not_allowed"),
        ((429, b""), "queued", "slowed"),
        ((307, b"", {"Location": "https://ailleurs.example/"}), "queued", "wrong_place"),
    ],
)
def test_what_it_says_is_believed_only_where_it_is_understood(
    outbox: Outbox, tmp_path: Path, said: Any, state: str, fault: str | None
):
    with _endpoint(outbox, tmp_path) as (shown, go):
        go()
        shown.script = deque([said])
        document = outbox.put()
        outbox.look()

    assert outbox.stands(document) == (state, fault)
    assert len(shown.asked) == 1
    assert "CANARINOM0" not in outbox.get(document).text.replace(
        outbox.read(document)["patient"]["family_name"], ""
    )


def test_one_that_never_answers_comes_to_an_end(outbox: Outbox, tmp_path: Path):
    with _endpoint(outbox, tmp_path) as (shown, go):
        outbox.permits(f"https://127.0.0.1:{shown.port}", timeout_s=0.5)
        go()
        shown.script = deque([None])
        document = outbox.put()
        outbox.look()

    assert outbox.stands(document) == ("queued", "away")


def test_nobody_else_is_believed_to_be_it(outbox: Outbox, tmp_path: Path):
    other = tmp_path / "other"
    other.mkdir()
    with _endpoint(outbox, tmp_path) as (shown, go):
        go(authority=certify(other).authority.read_text())
        document = outbox.put()
        outbox.look()
        assert outbox.try_out()["fault"] == "not_trusted"

    assert outbox.stands(document) == ("queued", "not_trusted")
    assert shown.asked == []
