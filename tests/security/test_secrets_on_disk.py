"""No secret of signing in is stored or logged in any spelling (R-SES-01, R-AUD-02)."""

import base64
import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from services.db.scope import NO_CENTRE
from services.security.tokens import new_token
from tests.security.byte_scan import decoded, places_of, rows_with, spellings
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import Person, bearer, device_secret, make_person


def _live(person: Person) -> dict[str, str]:
    """Everything secret of a session that was opened, used, refreshed and ended."""
    service, client = person.service, person.service.client
    person.headers = {"X-Vigie-Device": device_secret()}
    challenge = person.first_step().json()["challenge"]
    person.second_step(challenge, "000000")
    grant = person.second_step(challenge).json()
    renewed = client.post(
        "/api/v1/auth/refresh", json={"refresh_token": grant["refresh_token"]}
    ).json()
    client.get("/api/v1/me", headers=bearer(renewed["access_token"]))
    client.get("/api/v1/me", headers=bearer(grant["access_token"]))
    client.post("/api/v1/auth/refresh", json={"refresh_token": grant["refresh_token"]})
    client.post("/api/v1/auth/sign-out", headers=bearer(renewed["access_token"]))
    typed_as_name = "brume-Orage-42-sel!"
    person.first_step(username=typed_as_name)
    machine = client.post(
        "/api/v1/machine-credentials",
        json={"label": "x", "scope": "ingest"},
        headers=service.writing_as("admin"),
    ).json()
    return {
        "access": grant["access_token"],
        "refresh": grant["refresh_token"],
        "next access": renewed["access_token"],
        "next refresh": renewed["refresh_token"],
        "challenge": challenge,
        "device": person.headers["X-Vigie-Device"],
        "machine": machine["token"],
        "password": person.password,
        "password typed as a name": typed_as_name,
        "TOTP secret": person.totp_secret,
    }


def _needles(name: str, secret: str) -> set[bytes]:
    if name == "TOTP secret":
        return spellings(secret) | {base64.b32decode(secret)}
    return spellings(secret) | (set() if "password" in name else decoded(secret))


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """The log at its most talkative."""
    with caplog.at_level(logging.DEBUG):
        yield caplog


def test_no_secret_reaches_database_journal_files_or_log(
    service: ServiceUnderTest, everything_logged: pytest.LogCaptureFixture
):
    secrets = _live(make_person(service))
    folder = service.context.settings.data_dir.parent
    logged = "\n".join(each.getMessage() for each in everything_logged.records).encode()

    for name, secret in secrets.items():
        needles = _needles(name, secret)
        assert rows_with(needles, service) == [], name
        assert places_of(needles, folder) == [], name
        assert not any(needle in logged for needle in needles), name


def test_the_scan_finds_what_is_there(service: ServiceUnderTest):
    token = new_token()
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            text("UPDATE account SET title = :token"),
            {"token": base64.b64encode(b"x" + token.encode())}
            if service.context.database.is_sqlite
            else {"token": base64.b64encode(b"x" + token.encode()).decode()},
        )

    assert rows_with(spellings(token), service) == ["account", "account"]
    if service.context.database.is_sqlite:
        assert places_of(spellings(token), service.context.settings.data_dir) != []


def test_a_token_in_an_address_is_not_repeated(service: ServiceUnderTest):
    token = new_token()

    answers = [
        service.client.get(f"/api/v1/alerts/{token}", headers=service.as_("nurse")),
        service.client.get(
            "/api/v1/worklist", params={"cursor": token}, headers=service.as_("nurse")
        ),
        service.client.get("/api/v1/me", params={"token": token}),
    ]

    assert all(token not in answer.text for answer in answers)
    assert rows_with(spellings(token), service) == []
