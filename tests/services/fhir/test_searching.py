"""Searches: pages without holes, strict or lenient, and nothing of anybody in an address."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.contract.enums import Sex
from services.fhir.kinds import RESULT, SERVED
from tests.security.operations import code_of
from tests.services.fhir.conftest import Engine, link_of, matches
from tests.support.fhir_checks import found_in_all_by_npm, read_by_fhir_resources
from tests.support.service import ServiceUnderTest

SEVERE = {"diarrhoea": {"frequency": 4}}


@pytest.fixture(scope="module")
def reader(lasting_service: ServiceUnderTest) -> Engine:
    """An engine over a few answers, for tests that change nothing."""
    engine = Engine(lasting_service)
    for weeks_ago in (2, 1, 0):
        engine.answer(SEVERE, weeks_ago=weeks_ago, weight={"value": 71, "unit": "kg"})
        engine.service.clock.forward(minutes=1)
        engine.publish()
    return engine


def _ids(found: list[Any]) -> list[str]:
    return [each["id"] for each in found]


@pytest.mark.parametrize("count", [1, 7, 20, 200])
def test_pages_of_any_length_hold_each_match_once(reader: Engine, count: int):
    whole = _ids(reader.all("Observation?_count=200"))

    assert _ids(reader.all(f"Observation?_count={count}")) == whole
    assert len(set(whole)) == len(whole) > 60


def test_what_changes_while_pages_are_read_is_read_again_and_nothing_is_missed(engine: Engine):
    engine.answer(SEVERE)
    engine.publish()
    pages = engine.pages("Patient?_count=2")
    seen = matches(next(pages))
    moved, later = seen[0]["id"], engine.service.centre.patients[2]

    engine.change(later, sex=Sex.MALE)
    engine.change(next(each for each in engine.service.centre.patients if str(each) == moved),
                  sex=Sex.MALE)  # fmt: skip
    engine.publish()
    rest = [each for bundle in pages for each in matches(bundle)]

    assert {each["id"] for each in seen + rest} == set(_ids(engine.all("Patient")))
    assert [each["gender"] for each in rest if each["id"] in (moved, str(later))] == ["male"] * 2


def test_a_reader_by_the_last_instant_misses_nothing(engine: Engine):
    """Three looks, between which answers come, are corrected, and the clock is set back."""
    known: dict[str, str] = {}
    last = "1970-01-01T00:00:00Z"
    first = engine.answer(SEVERE)
    for step in range(3):
        engine.publish()
        for each in engine.all(f"QuestionnaireResponse?_lastUpdated=gt{last}&_count=2"):
            known[each["id"]] = each["meta"]["versionId"]
            last = max(last, each["meta"]["lastUpdated"])
        if step == 0:
            first = engine.answer(replaces=first["id"])
            engine.service.clock.forward(hours=-2)
        if step == 1:
            engine.answer(weeks_ago=1)

    now = {each["id"]: each["meta"]["versionId"] for each in engine.all("QuestionnaireResponse")}
    assert known == now
    assert sorted(now.values()) == ["1", "1", "2"]


def test_a_window_has_two_ends_and_a_day(reader: Engine):
    stamps = sorted({each["meta"]["lastUpdated"] for each in reader.all("QuestionnaireResponse")})
    assert len(stamps) == 3

    def found(*conditions: str) -> int:
        query = "&".join(f"_lastUpdated={each}" for each in conditions)
        return len(reader.all(f"QuestionnaireResponse?{query}"))

    assert found(f"gt{stamps[0]}") == 2
    assert found(f"ge{stamps[0]}") == 3
    assert found(f"lt{stamps[2]}") == 2
    assert found(f"le{stamps[2]}") == 3
    assert found(stamps[1]) == 1
    assert found(f"gt{stamps[0]}", f"lt{stamps[2]}") == 1
    assert (found("2025-11-18"), found("2025"), found("gt2025-11-18"), found("lt2025-11")) == (
        3, 3, 0, 0,
    )  # fmt: skip
    elsewhere = quote("ge2025-11-18T12:00:00+01:00")
    assert found(elsewhere) == sum(each >= "2025-11-18T11:00" for each in stamps)


def test_observations_are_found_by_patient_code_and_date(reader: Engine):
    patient, other = reader.service.centre.patients[:2]
    whole = reader.all("Observation?_count=200")

    assert len(reader.all(f"Observation?patient={patient},{other}")) == len(whole)
    assert len(reader.all(f"Observation?patient=Patient/{patient}")) == len(whole)
    assert reader.all(f"Observation?patient={other}") == []
    weights = reader.all("Observation?code=http://loinc.org|29463-7")
    assert {each["valueQuantity"]["value"] for each in weights} == {71}
    assert len(weights) == 3
    assert reader.all("Observation?code=http://other.example|29463-7") == []
    assert len(reader.all("Observation?code=29463-7,diarrhoea")) == 6
    last = max(each["effectiveDateTime"] for each in weights)
    assert len(reader.all(f"Observation?code=29463-7&date=ge{last[:10]}")) == 1
    assert len(reader.all(f"Observation?code=29463-7&date=lt{last[:10]}")) == 2


def test_a_patient_is_found_by_number_in_a_body_and_nowhere_else(reader: Engine):
    system = reader.found(f"Patient/{reader.patient}")["identifier"][0]["system"]
    for sent in ("800451000", f"{system}|800451000", "800451000,0"):
        answer = reader.post("Patient", f"identifier={quote(sent)}")
        bundle = answer.json()
        assert _ids(matches(bundle)) == [str(reader.patient)]
        assert "800451000" not in json.dumps(bundle["link"])
        assert link_of(bundle, "next") is None
    for sent in ("800451999", "urn:other|800451000", "CANARINOM0"):
        assert matches(reader.post("Patient", f"identifier={sent}").json()) == []
    for wish in ("handling=strict", "handling=lenient"):
        refused = reader.get("Patient?identifier=800451000", Prefer=wish)
        assert refused.status_code == 400
        assert "800451000" not in refused.text


def test_a_search_by_post_is_the_same_search(reader: Engine):
    by_get = reader.found(f"Observation?patient={reader.patient}&_count=5")
    by_post = reader.post("Observation", f"patient={reader.patient}&_count=5").json()

    assert by_post["entry"] == by_get["entry"]
    assert link_of(by_post, "next") == link_of(by_get, "next")
    refused = reader.post("Observation", "{}", **{"Content-Type": "application/json"})
    assert refused.status_code == 415
    assert reader.post("Observation", "_count=" + "1" * 20_000).status_code == 413
    assert reader.post("Observation", "patient=%ff").status_code == 400


def test_what_is_not_known_is_refused_or_left_out_and_told(reader: Engine):
    for send in (
        lambda **headers: reader.get("Patient?ZZPARAM=1&_count=2", **headers),
        lambda **headers: reader.post("Patient", "ZZPARAM=1&_count=2", **headers),
    ):
        for strict in ({}, {"Prefer": "handling=strict"}):
            refused = send(**strict)
            assert (refused.status_code, code_of(refused)) == (400, "invalid_parameter")
            assert "ZZPARAM" not in refused.text
        left_out = send(Prefer="return=minimal, handling=lenient")
        assert left_out.status_code == 200
        bundle = left_out.json()
        assert len(matches(bundle)) == 2
        assert bundle["entry"][-1]["resource"]["issue"][0]["code"] == "not-supported"
        assert "ZZPARAM" not in left_out.text


@pytest.mark.parametrize(
    "query",
    [
        "_lastUpdated=yesterday", "_lastUpdated=ne2025", "_lastUpdated=2025-13",
        "_lastUpdated=2025-11-18T10:00:00", "_lastUpdated=gt2025-11-18T10:00:00 01:00",
        "_lastUpdated=2025-02-30", "_lastUpdated=9999", "_count=0", "_count=-1", "_count=x",
        "_count=1&_count=2", "_cursor=x", "_cursor=WzFd", "_id=1", "_id=", "_count=",
        f"_id={'0' * 5000}", "_lastUpdated=0000-01-01",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_whatever_is_wished(reader: Engine, query: str):
    refused = reader.get(f"Patient?{query}", Prefer="handling=lenient")

    assert (refused.status_code, code_of(refused)) == (400, "invalid_parameter")
    assert refused.headers["content-type"] == "application/fhir+json"


def test_a_page_is_never_longer_than_200(reader: Engine):
    assert len(matches(reader.found("Observation?_count=100000"))) <= 200


def test_only_json_of_r4_is_spoken(reader: Engine):
    for accepted in ("application/fhir+xml", "text/html", "application/fhir+json;fhirVersion=5.0"):
        refused = reader.get("Patient", Accept=accepted)
        assert refused.status_code == 406
        assert refused.json()["resourceType"] == "OperationOutcome"
    assert reader.get("Patient?_format=xml").status_code == 406
    for accepted in ("application/fhir+json; fhirVersion=4.0", "*/*", "application/json"):
        assert reader.get("Patient?_format=json", Accept=accepted).status_code == 200


@settings(max_examples=150)
@given(
    kind=st.sampled_from(sorted(SERVED)),
    pairs=st.lists(
        st.tuples(
            st.sampled_from(
                ["_lastUpdated", "patient", "code", "date", "_id", "identifier", *RESULT, "x"]
            ),
            st.one_of(
                st.text(max_size=30),
                st.sampled_from(["gt2025-11-18", "lt2025-11-18T09:42:00.001Z", "1", "|", "a|b"]),
                st.from_regex(
                    r"(gt|le)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z", fullmatch=True
                ),
            ),
        ),
        max_size=4,
    ),
    lenient=st.booleans(),
)
def test_no_search_breaks_the_service(
    reader: Engine, kind: str, pairs: list[tuple[str, str]], lenient: bool
):
    query = "&".join(f"{name}={quote(value, errors='replace')}" for name, value in pairs)
    headers = {"Prefer": "handling=lenient"} if lenient else {}
    for answer in (reader.get(f"{kind}?{query}", **headers), reader.post(kind, query, **headers)):
        assert answer.status_code in {200, 400, 406}, (query, answer.text)
        assert answer.json()["resourceType"] in {"Bundle", "OperationOutcome"}


def test_what_it_says_it_can_do_it_can_and_nothing_else(reader: Engine):
    said = reader.service.client.get("/fhir/R4/metadata").json()

    resources = said["rest"][0]["resource"]
    assert {each["type"] for each in resources} == set(SERVED)
    values = {"date": "gt2020", "reference": str(reader.patient), "token": "1"}
    values |= {"_id": str(reader.patient)}
    every = {each["name"] for resource in resources for each in resource["searchParam"]}
    for resource in resources:
        kind = resource["type"]
        codes = [each["code"] for each in resource["interaction"]]
        has_history = kind == "Patient"
        assert codes == ["read", "search-type", "history-type"][: 2 + has_history]
        assert (reader.get(f"{kind}/_history").status_code == 200) == has_history
        declared = {each["name"]: each["type"] for each in resource["searchParam"]}
        for name in every | {"_sort", "_include", "status", "subject", "_summary"}:
            value = values.get(name) or values[declared.get(name, "token")]
            assert (reader.post(kind, f"{name}={value}").status_code == 200) == (name in declared)
            by_get = reader.get(f"{kind}?{name}={value}").status_code
            assert (by_get == 200) == (name in declared and name != "identifier")
        for method in ("PUT", "DELETE", "PATCH", "POST"):
            path = f"/fhir/R4/{kind}/{reader.patient}"
            refused = reader.service.client.request(
                method, path, headers=reader.service.as_("fhir_read")
            )
            assert refused.status_code == 405
        assert reader.get(f"{kind}/{reader.patient}/_history").status_code == 404
    assert reader.get("Practitioner").status_code == 404


def test_two_validators_find_nothing_wrong(reader: Engine, tmp_path: Path):
    engine = reader
    sent = [
        engine.get("metadata"),
        *(engine.get(f"{kind}?_count=60") for kind in SERVED),
        engine.get("Patient/_history?_count=2"),
        engine.get(f"Patient/{engine.patient}"),
        engine.get(f"Observation/{engine.all('Observation?_count=1')[0]['id']}"),
        engine.get("Patient?x=1", Prefer="handling=lenient"),
        engine.get("Patient?x=1"),
        engine.get("Patient/0"),
        engine.get("Practitioner"),
        engine.service.client.get("/fhir/R4/Patient"),
    ]
    documents = [each.content for each in sent]

    found = found_in_all_by_npm(documents, tmp_path)

    assert len(found) == len(documents)
    for document, messages in zip(documents, found, strict=True):
        assert [each for each in messages if each["severity"] == "error"] == [], document[:300]
        assert read_by_fhir_resources(document) is not None
