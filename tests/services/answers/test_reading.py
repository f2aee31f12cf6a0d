"""Questionnaires and rule sets are shown as they were released, to those who work with them."""

import pytest

from resources.locate import read_json
from services.answers import rule_sets


def get(service, path, who="nurse"):
    return service.client.get(f"/api/v1{path}", headers=service.as_(who))


@pytest.mark.parametrize("who", ["nurse", "oncologist", "ingest"])
def test_a_questionnaire_is_shown_as_it_was_released(sqlite_service, who):
    response = get(sqlite_service, "/questionnaires/vigie-weekly/versions/1.0.0", who)

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/fhir+json"
    assert response.json() == read_json("questionnaires", "vigie-weekly-1.0.0.json")


@pytest.mark.parametrize("who", ["nurse", "oncologist", "manager"])
def test_a_rule_set_is_shown_as_it_was_released(service, who):
    rule_sets.install(service.context.database, service.context.clock.now())

    response = get(service, "/rule-sets/default-1", who)

    assert response.status_code == 200
    assert response.json() == read_json("rules", "default-1.json")


@pytest.mark.parametrize(
    "path",
    [
        "/questionnaires/vigie-weekly/versions/9.9.9",
        "/questionnaires/other/versions/1.0.0",
        "/rule-sets/default-99",
    ],
)
def test_what_was_never_released_is_not_found(sqlite_service, path):
    response = get(sqlite_service, path)

    assert (response.status_code, response.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/questionnaires/vigie-weekly/versions/1.0.0", "manager"),
        ("/questionnaires/vigie-weekly/versions/1.0.0", "admin"),
        ("/rule-sets/default-1", "ingest"),
        ("/rule-sets/default-1", "admin"),
    ],
)
def test_others_have_no_right_to_them(sqlite_service, path, who):
    assert get(sqlite_service, path, who).status_code == 403
