"""What an engine reads: each resource by itself, and what it is told where there is none."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from services.contract.enums import IdentityStatus
from services.contract.record import WeightContent
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import MachineCredential
from services.db.tables.answers import Answer
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient
from services.patients.identity import Identity, seal_identity
from services.retention.erasing import delete_rows
from tests.security.operations import code_of
from tests.services.fhir.conftest import Engine, references
from tests.services.fhir.conftest import matches as matches_of

SEVERE = {"diarrhoea": {"frequency": 4}}
INS = "258037511345650"
EVERYTHING = ("Patient", "QuestionnaireResponse", "Observation", "DocumentReference")


def everything(engine: Engine) -> dict[str, list[Any]]:
    """What there is of each type."""
    return {each: engine.all(f"{each}?_count=200") for each in EVERYTHING}


def test_what_a_search_gives_is_what_a_read_gives(engine: Engine):
    engine.answer(SEVERE, comment="Canarimots", weight={"value": 71, "unit": "kg"})
    engine.note(WeightContent(kg=70.5), "2025-11-10")
    engine.publish()

    found = everything(engine)

    assert [len(found[each]) for each in EVERYTHING] == [6, 1, len(found["Observation"]), 0]
    assert len(found["Observation"]) > 20
    for kind, resources in found.items():
        for each in (resources[0], resources[-1]) if resources else ():
            answer = engine.get(f"{kind}/{each['id']}")
            assert answer.json() == each
            assert answer.headers["etag"] == f'W/"{each["meta"]["versionId"]}"'
            assert answer.headers["content-type"] == "application/fhir+json"
    ids = [each["id"] for resources in found.values() for each in resources]
    assert len(set(ids)) == len(ids)
    for reference in references(found):
        assert engine.get(reference).status_code == 200


def test_a_level_a_confirmed_grade_and_a_weight_of_the_team(engine: Engine):
    receipt = engine.answer(SEVERE)
    grade = {"result": "patient_reached", "grades": [{"item": "diarrhoea", "grade": 3}]}
    engine.act(receipt["alert_id"], "calls", grade)
    entry = engine.note(WeightContent(kg=70.5), "2025-11-10")
    engine.publish()

    found = engine.all("Observation?code=diarrhoea")

    assert [each.get("valueInteger") for each in found] == [3, 3]
    [estimated] = [each for each in found if "performer" in each]
    assert estimated["interpretation"][0]["coding"][0]["code"] == "critical"
    weight = engine.found(f"Observation/{entry}")
    assert (weight["valueQuantity"]["value"], weight["status"]) == (70.5, "final")
    assert weight["effectiveDateTime"] == "2025-11-10"


def test_what_does_not_stand_any_more_says_so_under_the_same_identifier(engine: Engine):
    first = engine.answer(SEVERE)
    engine.publish()
    before = {each["id"] for each in engine.all("Observation")}

    engine.answer(replaces=first["id"])
    engine.publish()

    now = {each["id"]: each for each in engine.all("Observation?_count=200")}
    assert before <= set(now)
    assert {now[each]["status"] for each in before} == {"entered-in-error"}
    assert {each["status"] for key, each in now.items() if key not in before} == {"corrected"}
    replaced = engine.found(f"QuestionnaireResponse/{first['id']}")
    assert (replaced["status"], replaced["meta"]["versionId"]) == ("entered-in-error", "2")


def test_a_version_that_the_engine_has_is_not_sent_again(sqlite_engine: Engine):
    path = f"Patient/{sqlite_engine.patient}"
    tag = sqlite_engine.get(path).headers["etag"]

    again = sqlite_engine.get(path, **{"If-None-Match": f'W/"0", {tag}'})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    sqlite_engine.change(identity_status=IdentityStatus.VALIDATED)
    sqlite_engine.publish()
    newer = sqlite_engine.get(path, **{"If-None-Match": tag})
    assert (newer.status_code, newer.headers["etag"]) == (200, 'W/"2"')


def _known_by_ins(engine: Engine, status: IdentityStatus) -> None:
    identity = Identity(
        "CANARINOM0", None, "Canariprenom0", None, datetime(1958, 3, 14, tzinfo=UTC).date(),
        INS, "800451000",
    )  # fmt: skip
    sealed = seal_identity(engine.cipher, engine.patient, identity)
    keyed = engine.service.context.keys.keyed_hash(engine.service.centre.id, "ins")
    engine.change(identity=sealed, ins_index=keyed.of(INS.encode()), identity_status=status)
    engine.publish()


def test_an_ins_travels_and_is_found_by_only_where_it_is_qualified(sqlite_engine: Engine):
    path = f"Patient/{sqlite_engine.patient}"
    _known_by_ins(sqlite_engine, IdentityStatus.VALIDATED)
    assert INS not in sqlite_engine.get(path).text
    assert matches_of(sqlite_engine.post("Patient", f"identifier={INS}").json()) == []

    _known_by_ins(sqlite_engine, IdentityStatus.QUALIFIED)

    assert INS in sqlite_engine.get(path).text
    system = "urn:oid:1.2.250.1.213.1.4.8"
    for sent in (INS, f"{system}|{INS}"):
        [found] = matches_of(sqlite_engine.post("Patient", f"identifier={sent}").json())
        assert found["id"] == str(sqlite_engine.patient)
    other = sqlite_engine.post("Patient", f"identifier=urn:oid:1.2.250.1.213.1.4.9|{INS}")
    assert matches_of(other.json()) == []


def test_nothing_leaves_while_it_is_not_certain_who_somebody_is(engine: Engine):
    """Also before due work has seen the doubt, and all of it once the doubt is gone."""
    receipt = engine.answer(SEVERE)
    engine.publish()
    before = everything(engine)
    observation = before["Observation"][0]["id"]
    engine.change(identity_status=IdentityStatus.DOUBTFUL)
    for _ in range(2):
        for path in (
            f"Patient/{engine.patient}",
            f"QuestionnaireResponse/{receipt['id']}",
            f"Observation/{observation}",
        ):
            refused = engine.get(path)
            assert (refused.status_code, code_of(refused)) == (403, "identity_doubtful")
        found = everything(engine)
        assert str(engine.patient) not in str(found)
        engine.publish()
    seen = max(each["meta"]["lastUpdated"] for each in found["Patient"])

    engine.change(identity_status=IdentityStatus.PROVISIONAL)
    engine.publish()

    again = engine.all(f"Observation?_lastUpdated=gt{seen}&_count=200")
    assert {each["id"] for each in again} == {each["id"] for each in before["Observation"]}


def test_somebody_who_was_erased_is_gone_and_their_answers_were_never_there(engine: Engine):
    receipt = engine.answer()
    engine.publish()
    with engine.service.context.database.writing(Scope(engine.service.centre.id)) as session:
        delete_rows(session, engine.patient)
    for _ in range(2):
        gone = engine.get(f"Patient/{engine.patient}")
        assert (gone.status_code, code_of(gone)) == (410, "erased")
        assert gone.json()["issue"][0]["code"] == "deleted"
        assert engine.get(f"QuestionnaireResponse/{receipt['id']}").status_code == 404
        assert str(engine.patient) not in str(everything(engine))
        engine.publish()


def test_who_changed_and_who_was_erased_is_told_in_order(engine: Engine):
    def told(path: str) -> list[tuple[str, str]]:
        entries = [each for bundle in engine.pages(path) for each in bundle.get("entry", [])]
        return [(each["request"]["method"], each["request"]["url"][8:]) for each in entries]

    first, second, third = (str(each) for each in engine.service.centre.patients)
    assert len(told("Patient/_history?_count=2")) == 6
    last = max(each["meta"]["lastUpdated"] for each in engine.all("Patient"))
    engine.service.clock.forward(minutes=1)
    engine.change(identity_status=IdentityStatus.VALIDATED)
    engine.change(UUID(third), identity_status=IdentityStatus.DOUBTFUL)
    with engine.service.context.database.writing(Scope(engine.service.centre.id)) as session:
        delete_rows(session, UUID(second))
    engine.publish()

    later = f"Patient/_history?_since={last[:-5]}.5Z&_count=1"
    assert told(later) == [("PUT", first), ("DELETE", second)]
    assert len(told("Patient/_history")) == 5
    shown = _journal(engine)[-1].shown
    assert shown is not None
    assert second in shown
    assert engine.get("Patient/_history?_since=gt2025").status_code == 400


def test_what_cannot_be_opened_is_said_and_keeps_nothing_else_back(sqlite_engine: Engine):
    engine = sqlite_engine
    broken, whole = engine.answer(SEVERE, weeks_ago=1), engine.answer()
    with engine.service.context.database.writing(Scope(engine.service.centre.id)) as session:
        spoilt = update(Answer).where(Answer.id == UUID(broken["id"])).values(content=b"x" * 60)
        session.execute(spoilt)
    engine.publish()

    bundle = engine.found("QuestionnaireResponse")

    assert [each["id"] for each in matches_of(bundle)] == [whole["id"]]
    told = bundle["entry"][-1]
    assert told["search"]["mode"] == "outcome"
    assert told["resource"]["issue"][0]["code"] == "incomplete"
    read = engine.get(f"QuestionnaireResponse/{broken['id']}")
    assert (read.status_code, code_of(read)) == (500, "integrity_error")
    outcomes = [each.outcome for each in _journal(engine)]
    assert "integrity_error" in outcomes


def _journal(engine: Engine) -> list[JournalEntry]:
    with engine.service.context.database.reading(Scope(engine.service.centre.id)) as session:
        found = session.scalars(
            select(JournalEntry)
            .where(JournalEntry.action.contains("fhir"))
            .order_by(JournalEntry.sequence)
        ).all()
        session.expunge_all()
        return list(found)


def test_every_read_and_whom_a_search_showed_is_journalled_with_the_machine(engine: Engine):
    engine.answer()
    engine.publish()
    engine.get(f"Patient/{engine.patient}")
    engine.get(f"Patient/{uuid4()}")
    engine.found("Observation?_count=3")
    engine.post("Patient", "identifier=800451001")

    read, missing, searched, by_number = _journal(engine)[-4:]

    with engine.service.context.database.reading(NO_CENTRE) as session:
        machine = session.scalars(
            select(MachineCredential.id).where(
                MachineCredential.scope == "fhir_read",
                MachineCredential.centre_id == engine.service.centre.id,
            )
        ).one()
    for entry in (read, missing, searched, by_number):
        assert (entry.actor_id, entry.role) == (machine, "machine:fhir_read")
    assert (read.patient_id, read.outcome) == (engine.patient, "done")
    assert missing.outcome == "refused:not_found"
    assert searched.shown == [str(engine.patient)]
    assert by_number.shown == [str(engine.service.centre.patients[1])]
    assert "800451001" not in repr([vars(each) for each in _journal(engine)])


def test_a_credential_that_was_revoked_reads_nothing_from_the_next_request_on(
    sqlite_engine: Engine,
):
    with sqlite_engine.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(MachineCredential)
            .where(MachineCredential.scope == "fhir_read")
            .values(revoked_at=sqlite_engine.service.clock.now())
        )

    refused = sqlite_engine.get("Patient")

    assert (refused.status_code, code_of(refused)) == (401, "sign_in_required")
    assert refused.json()["issue"][0]["code"] == "login"


@pytest.mark.parametrize("who", ["ingest", "nurse", "admin"])
def test_nobody_else_reads_here(sqlite_engine: Engine, who: str):
    for path in (*EVERYTHING, f"Patient/{sqlite_engine.patient}"):
        refused = sqlite_engine.get(path, who=who)
        assert (refused.status_code, code_of(refused)) == (403, "forbidden")


def test_an_engine_that_asks_too_often_waits(sqlite_engine: Engine):
    service = sqlite_engine.service
    eased = service.context.settings.model_copy(update={"machine_requests_per_minute": 2})
    object.__setattr__(service.context, "settings", eased)

    answers = [sqlite_engine.get("Patient?_count=1") for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[2].json()["issue"][0]["code"] == "throttled"
    assert int(answers[2].headers["retry-after"]) > 0


def test_another_centre_finds_nothing_of_this_one(engine: Engine):
    """Every type, read and searched by what the first centre's engine was given."""
    receipt = engine.answer(SEVERE)
    engine.left("hospital_record")
    engine.publish()
    own = everything(engine)
    assert all(own.values())
    service = engine.service
    service.centre.tokens["fhir_read"] = service.other_centre.tokens["fhir_read"]

    for kind, resources in own.items():
        for each in resources[:3]:
            missing = engine.get(f"{kind}/{uuid4()}")
            foreign = engine.get(f"{kind}/{each['id']}")
            assert (foreign.status_code, foreign.json()) == (404, missing.json())
        if kind != "Patient":
            assert engine.all(f"{kind}?patient={engine.patient}") == []
    assert engine.all("Patient?_id=" + str(engine.patient)) == []
    by_identifier = engine.post(
        "Patient", f"identifier=urn:ietf:rfc:3986|urn:uuid:{engine.patient}"
    )
    assert matches_of(by_identifier.json()) == []
    told = str(everything(engine))
    assert receipt["id"] not in told
    assert all(str(each) not in told for each in service.centre.patients)
    with engine.service.context.database.reading(Scope(service.centre.id)) as session:
        assert session.scalars(select(Patient.id)).first() is not None
