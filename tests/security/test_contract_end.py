"""After the end of a contract: reads answer, writes are refused by their own code (R-RET-05)."""

import json
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from services.__main__ import main
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.centres import Centre
from services.db.tables.messages import Message
from services.db.tables.schedule import SurveyWindow
from services.schedule.tick import keep_weeks
from services.security.policy import POLICY
from tests.security.operations import code_of
from tests.security.stage import Relation, Stage
from tests.support.portal import Phone, agree, ask, invite
from tests.support.service import ServiceUnderTest

_TODAY = date(2025, 11, 18)
_PRINCIPALS = ("nurse", "oncologist", "admin", "privacy_officer", "manager", "ingest", "import")


def end_contract(service: ServiceUnderTest, on: date, centre: UUID | None = None) -> None:
    """The last day of the contract of a centre, by default the first."""
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Centre)
            .where(Centre.id == (centre or service.centre.id))
            .values(contract_ended_on=on)
        )


def _codes(stage: Stage) -> dict[tuple[str, str], tuple[str, int, str]]:
    """What every operation that a principal has a right to answers, on objects of their own."""
    found = {}
    for name, operation in stage.operations.items():
        for who in _PRINCIPALS:
            rule = POLICY[name]
            has_right = who in rule.roles or who in rule.credentials
            if has_right and not rule.is_public and not operation.path.startswith("/api/v1/auth"):
                things = stage.things[Relation.OWN_UNIT]
                answer = stage.send(operation, stage.service.as_(who), things, version=999)
                code = "" if answer.is_success else code_of(answer)
                found[name, who] = (operation.method, answer.status_code, code)
    return found


def test_every_read_answers_and_every_write_but_a_few_is_refused(stage: Stage):
    end_contract(stage.service, _TODAY - timedelta(days=1))

    answered = _codes(stage)

    writes = {key: each for key, each in answered.items() if each[0] != "GET"}
    refused = {key for key, each in writes.items() if each[2] == "contract_ended"}
    assert {writes[key][1] for key in refused} == {403}
    assert {name for name, _ in refused} == {
        name for name, _ in writes if not POLICY[name].after_contract
    }
    assert {each[2] for key, each in answered.items() if key not in refused} & {
        "contract_ended",
        "forbidden",
    } == set()
    reads = [each for each in answered.values() if each[0] == "GET"]
    assert len(reads) > 30
    assert len(refused) > 40
    assert {each[1] for each in reads} <= {200, 404, 422}


@pytest.mark.parametrize(("on", "is_refused"), [(_TODAY, False), (_TODAY - timedelta(1), True)])
def test_the_last_day_of_a_contract_is_a_day_like_others(
    sqlite_service: ServiceUnderTest, on: date, *, is_refused: bool
):
    end_contract(sqlite_service, on)
    patient = sqlite_service.centre.patients[0]

    answer = sqlite_service.client.post(
        f"/api/v1/patients/{patient}/entries",
        json={"began_on": "2025", "content": {"kind": "diagnosis", "label": "x"}},
        headers=sqlite_service.writing_as("nurse"),
    )

    assert (answer.status_code == 403) is is_refused


def test_another_centre_goes_on(sqlite_service: ServiceUnderTest):
    end_contract(sqlite_service, _TODAY - timedelta(1), sqlite_service.other_centre.id)

    answer = sqlite_service.client.post(
        f"/api/v1/patients/{sqlite_service.centre.patients[0]}/entries",
        json={"began_on": "2025", "content": {"kind": "diagnosis", "label": "x"}},
        headers=sqlite_service.writing_as("nurse"),
    )

    assert answer.status_code == 201


def test_a_patient_is_told_that_nobody_reads_answers_and_sends_none(service: ServiceUnderTest):
    context, centre, patient = service.context, service.centre, service.centre.patients[0]
    code = invite(context, centre, patient)
    agree(context, centre, patient)
    ask(context, centre, patient)
    phone = Phone(service)
    phone.enters(code)

    end_contract(service, _TODAY - timedelta(days=1))
    home = phone.get("/")
    sent = phone.post("/summary", home)

    assert "/questionnaire/" not in home.text
    assert "terminé" in home.text
    assert sent.status_code == 403
    assert "personne ne la lira" in sent.text
    assert phone.get("/choices").status_code == 200


def test_nobody_is_asked_or_reminded_any_more(service: ServiceUnderTest):
    context, centre, patient = service.context, service.centre, service.centre.patients[0]
    agree(context, centre, patient)
    ask(context, centre, patient)
    end_contract(service, _TODAY - timedelta(days=1))

    for _ in range(21):
        service.clock.forward(days=1)
        keep_weeks(context, centre.id)

    with context.database.reading(Scope(centre.id)) as session:
        assert len(session.scalars(select(SurveyWindow)).all()) == 1
        assert session.scalars(select(Message)).all() == []


def test_the_operator_ends_a_contract_and_takes_it_back(
    sqlite_service: ServiceUnderTest, capsys: pytest.CaptureFixture[str]
):
    data = ["--data", str(sqlite_service.context.settings.data_dir.parent)]
    ending = ["end-contract", "--centre", "chu de kerlann", *data]

    assert main([*ending, "--on", "2025-11-17"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "contract_ended_on": "2025-11-17",
        "patients_followed": 6,
    }
    with sqlite_service.context.database.reading(NO_CENTRE) as session:
        [ended, other] = session.scalars(select(Centre.contract_ended_on).order_by(Centre.id))
    assert (ended, other) == (date(2025, 11, 17), None)
    assert main([*ending, "--take-back"]) == 0
    with sqlite_service.context.database.reading(NO_CENTRE) as session:
        assert set(session.scalars(select(Centre.contract_ended_on))) == {None}
    assert main(["end-contract", "--centre", "nowhere", "--on", "2025-11-17", *data]) == 1
