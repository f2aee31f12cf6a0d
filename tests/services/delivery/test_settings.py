"""Where documents go: what the operator permits, and secrets that no answer ever holds."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from services.contract.delivery_endpoints import DeliveryEndpoint
from services.db.tables.delivery import DeliverySetting
from services.delivery.permitted import is_permitted
from services.delivery.setting_rows import current
from services.delivery_settings import DeliverySettings
from tests.security.byte_scan import places_of, rows_with, spellings
from tests.services.delivery.conftest import Outbox

TOKEN = "jeton-canari-7f3a"
PLACES = (
    "folder:/srv/dpi",
    "https://dpi.chu.example/fhir",
    "sftp://mirth.chu.example:22",
    "smtp://mss.chu.example:465",
    "mailto:@chu.mssante.example",
)
SFTP = {"transport": "sftp", "host": "mirth.chu.example", "user": "vigie", "path": "/in",
        "host_key": "ssh-ed25519 AAAA"}  # fmt: skip
MAIL = {"transport": "smtp", "host": "mss.chu.example", "sender": "v@kerlann.example",
        "recipient": "dpi@chu.mssante.example"}  # fmt: skip
_ENDPOINT: TypeAdapter[Any] = TypeAdapter(DeliveryEndpoint)


def _https(url: str) -> dict[str, Any]:
    return {"transport": "https", "url": url}


@pytest.mark.parametrize(
    ("endpoint", "is_fine"),
    [
        ({"transport": "folder", "path": "/srv/dpi/onco"}, True),
        ({"transport": "folder", "path": "/srv/dpi/../etc"}, False),
        ({"transport": "folder", "path": "/srv/dpi2"}, False),
        (_https("https://dpi.chu.example/fhir/Bundle"), True),
        (_https("https://dpi.chu.example:443/fhir"), True),
        (_https("https://dpi.chu.example/fhir/../admin"), False),
        (_https("https://dpi.chu.example/fhir%2f..%2fadmin"), False),
        (_https("https://dpi.chu.example/fhirx"), False),
        (_https("https://dpi.chu.example:8443/fhir"), False),
        (_https("https://dpi.chu.example@169.254.169.254/fhir"), False),
        (_https("https://169.254.169.254/fhir"), False),
        (SFTP, True),
        (SFTP | {"port": 2222}, False),
        (MAIL, True),
        (MAIL | {"recipient": "moi@chu.mssante.example.org"}, False),
        (MAIL | {"host": "mail.example"}, False),
    ],
)  # fmt: skip
def test_documents_go_where_the_operator_permits_and_nowhere_else(
    endpoint: dict[str, Any], is_fine: bool
):
    assert is_permitted(PLACES, _ENDPOINT.validate_python(endpoint)) is is_fine


def test_a_place_of_one_centre_is_there_for_no_other(outbox: Outbox):
    ours, theirs = outbox.service.centre.id, outbox.service.other_centre.id
    outbox.permits(f"{ours} folder:/srv/a", f"{theirs} folder:/srv/b")

    refused = outbox.set({"transport": "folder", "path": "/srv/b"}, "pdf")

    assert [each["field"] for each in refused.json()["errors"]] == ["endpoint"]
    assert outbox.settings()["places"] == ["folder:/srv/a"]


@pytest.mark.parametrize(
    "place",
    [
        "/srv/dpi",
        "of nobody folder:/srv",
        "folder:/srv/../etc",
        "http://dpi.example",
        "https://a@b/",
    ],
)
def test_a_place_that_is_none_is_refused(place: str):
    with pytest.raises(ValidationError):
        DeliverySettings(places=(place,))


def test_an_administrator_leads_documents_only_where_they_may_go(outbox: Outbox):
    outbox.permits(*PLACES)

    for endpoint, kind, field in (
        (_https("https://moi.example/"), "pdf", "endpoint"),
        (MAIL, "pdf", "format"),
        (_https("https://dpi.chu.example/fhir"), "csv", "format"),
        (_https("https://dpi.chu.example/fhir") | {"authority": "-----BEGIN"}, "pdf",
         "endpoint.authority"),
        (SFTP, "pdf", "endpoint.host_key"),
        (None, "pdf", "endpoint"),
    ):  # fmt: skip
        refused = outbox.set(endpoint, kind)
        assert refused.status_code == 422, (endpoint, refused.text)
        assert field in [each["field"] for each in refused.json()["errors"]]
    assert outbox.settings()["version"] == 0


def test_a_secret_is_never_shown_and_goes_to_nobody_else(outbox: Outbox, caplog):
    outbox.permits(*PLACES, "https://autre.chu.example")
    endpoint = _https("https://dpi.chu.example/fhir")
    first = outbox.set(endpoint, token=TOKEN)
    assert first.json()["secrets"] == ["token"]
    kept = outbox.set(endpoint | {"method": "put"})
    assert kept.json()["secrets"] == ["token"]

    assert TOKEN not in first.text + kept.text + str(outbox.settings()) + caplog.text
    service = outbox.service
    assert rows_with(spellings(TOKEN), service) == []
    assert places_of(spellings(TOKEN), service.context.settings.data_dir.parent) == []
    with service.context.database.reading(outbox.scope) as session:
        setting = current(session, service.context.keys, service.centre.id)
        assert setting.secrets == {"token": TOKEN}
        assert TOKEN not in repr(setting)
        # One version alone still holds it.
        held = [each.secrets is not None for each in session.query(DeliverySetting).all()]
        assert sorted(held) == [False, True]
    moved = outbox.set(_https("https://autre.chu.example/fhir"))
    assert moved.json()["secrets"] == []


def test_who_has_not_seen_the_last_setting_changes_none(outbox: Outbox):
    outbox.permits(*PLACES)
    body = {"is_on": False, "format": "pdf", "endpoint": None}
    headers = outbox.service.writing_as("admin", 3)

    stale = outbox.service.client.put("/api/v1/delivery/settings", json=body, headers=headers)

    assert (stale.status_code, stale.json()["code"]) == (412, "version_stale")
