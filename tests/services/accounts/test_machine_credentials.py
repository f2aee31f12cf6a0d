"""Credentials of machines: shown once, bound to a centre and a scope, revocable (decision 3)."""

from typing import Any

from sqlalchemy import select

from services.db.scope import NO_CENTRE
from services.db.tables.accounts import MachineCredential
from services.security.tokens import hash_of
from tests.support.service import ServiceUnderTest, random_key
from tests.support.sign_in import bearer

PATH = "/api/v1/machine-credentials"
ASK = {"label": "Dossier patient", "scope": "ingest"}


def _create(service: ServiceUnderTest, who: str = "admin", key: str | None = None, **changes: str):
    headers = service.writing_as(who, key=key)
    return service.client.post(PATH, json=ASK | changes, headers=headers)


def _revoke(service: ServiceUnderTest, credential_id: str, who: str = "admin") -> Any:
    return service.client.post(f"{PATH}/{credential_id}/revoke", headers=service.writing_as(who))


def _use(service: ServiceUnderTest, token: str) -> int:
    patient = service.centre.patients[0]
    headers = bearer(token) | {"Idempotency-Key": random_key()}
    path = f"/api/v1/patients/{patient}/answers"
    return int(service.client.post(path, content=b"{", headers=headers).status_code)


def test_a_new_credential_works_and_is_stored_as_a_hash(service: ServiceUnderTest):
    made = _create(service)

    assert made.status_code == 201
    token = made.json()["token"]
    # 400: it got as far as reading the body.
    assert _use(service, token) == 400
    with service.context.database.reading(NO_CENTRE) as session:
        stored = session.scalars(
            select(MachineCredential).where(MachineCredential.secret_hash == hash_of(token))
        ).one()
    assert stored.centre_id == service.centre.id
    assert stored.created_by == service.centre.accounts["admin"]


def test_a_token_is_shown_once(service: ServiceUnderTest):
    key = random_key()
    first = _create(service, key=key)

    again = _create(service, key=key)

    assert again.status_code == 201
    assert again.headers["idempotency-replayed"] == "true"
    assert again.json() == first.json() | {"token": None}
    listed = service.client.get(PATH, headers=service.as_("admin")).text
    assert first.json()["token"] not in listed


def test_a_revoked_credential_opens_nothing_at_once(service: ServiceUnderTest):
    made = _create(service).json()

    revoked = _revoke(service, made["id"])

    assert revoked.json()["revoked_at"] is not None
    assert _use(service, made["token"]) == 401
    assert _revoke(service, made["id"]).json() == revoked.json()


def test_a_credential_of_another_centre_is_as_missing(service: ServiceUnderTest):
    headers = {"Authorization": f"Bearer {service.other_centre.tokens['admin']}"}
    theirs = service.client.get(PATH, headers=headers).json()["items"][0]["id"]

    assert _revoke(service, theirs).status_code == 404
    ours = service.client.get(PATH, headers=service.as_("admin")).json()["items"]
    assert theirs not in [each["id"] for each in ours]


def test_pages_follow_each_other_newest_first(service: ServiceUnderTest):
    made = [_create(service, label=f"n{number}").json()["id"] for number in range(5)]
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = service.client.get(
            PATH,
            params={"limit": 2} | ({"cursor": cursor} if cursor else {}),
            headers=service.as_("admin"),
        ).json()
        assert len(page["items"]) <= 2
        found += [each["id"] for each in page["items"]]
        cursor = page["next_cursor"]

    assert found[:5] == made[::-1]
    assert len(found) == len(set(found))


def test_a_cursor_that_is_not_ours_is_refused(service: ServiceUnderTest):
    for cursor in ("x", "WyJub3QgYSB1dWlkIl0", "W10", "é"):
        answer = service.client.get(PATH, params={"cursor": cursor}, headers=service.as_("admin"))

        assert answer.status_code == 422, cursor


def test_labels_are_printable_and_scopes_are_known(service: ServiceUnderTest):
    for change in (
        {"label": ""},
        {"label": "   "},
        {"label": "nul\x00"},
        {"label": "turned \u202e round"},
        {"label": "x" * 81},
        {"scope": "everything"},
        {"centre_id": str(service.other_centre.id)},
    ):
        refused = _create(service, **change)

        assert (refused.status_code, refused.json()["code"]) == (422, "invalid_body"), change


def test_only_an_admin_makes_or_sees_credentials(service: ServiceUnderTest):
    for who in ("nurse", "oncologist", "manager", "privacy_officer", "ingest"):
        assert _create(service, who).status_code == 403
        assert service.client.get(PATH, headers=service.as_(who)).status_code == 403
