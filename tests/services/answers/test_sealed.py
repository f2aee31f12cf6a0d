"""Nothing that a patient said lies in clear on the disk (R-ENC-01, R-ENC-03)."""

from pathlib import Path

import pytest
from sqlalchemy import Text, cast, select, table, text, update

from services.answers.content import unseal
from services.db.scope import Scope
from services.db.tables.answers import Answer
from services.security.ciphers import SealBroken
from tests.support.answers import answer_json
from tests.support.raw import raw_connection

CANARY = "CANARIPHRASE-7f3a"
EVERYWHERE = {
    "comment": CANARY,
    "questionnaire": CANARY,
    "version": CANARY,
    "language": CANARY,
    "urgency": CANARY,
    "authored_at": CANARY,
    "temperatures": [{"value": 38.9, "unit": CANARY, "measured_at": CANARY, CANARY: CANARY}],
}


def files_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_word_of_a_patient_is_found_in_any_file(sqlite_intake):
    symptoms = {CANARY: {CANARY: CANARY}, "pain": {"frequency": CANARY}}
    accepted = sqlite_intake.send(answer_json(symptoms, **EVERYWHERE))
    refused = sqlite_intake.send(answer_json(symptoms, **EVERYWHERE, extra=CANARY))
    # The alert and the queue are read, so that what they write is on the disk too.
    sqlite_intake.detail(accepted.json()["alert_id"])

    found = files_of(sqlite_intake.service.context.settings.data_dir.parent)

    assert (accepted.status_code, refused.status_code) == (201, 422)
    assert any(path.name.endswith("-wal") for path in found)
    assert [path for path, content in found.items() if CANARY.encode() in content] == []
    assert CANARY not in refused.text


def test_no_word_of_a_patient_is_found_in_any_table(postgres_intake):
    symptoms = {CANARY: {CANARY: CANARY}, "pain": {"frequency": CANARY}}
    assert postgres_intake.send(answer_json(symptoms, **EVERYWHERE)).status_code == 201

    service = postgres_intake.service
    with raw_connection(service.context.database, service.centre.id) as connection:
        tables = connection.scalars(
            text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        ).all()
        rows = {
            name: str(
                connection.execute(select(cast(table(name).alias("t").table_valued(), Text))).all()
            )
            for name in tables
        }

    hexadecimal = CANARY.encode().hex()
    assert "answer" in rows
    assert str(postgres_intake.patient) in rows["answer"]
    assert [t for t, row in rows.items() if CANARY in row or hexadecimal in row] == []


def test_the_search_for_the_canary_can_find_it(sqlite_intake):
    """The search itself: a canary that is written in clear is found."""
    sqlite_intake.answer()
    with sqlite_intake.service.context.database.writing(
        Scope(sqlite_intake.service.centre.id)
    ) as session:
        session.execute(update(Answer).values(questionnaire=CANARY))

    found = files_of(sqlite_intake.service.context.settings.data_dir.parent)

    assert [path for path, content in found.items() if CANARY.encode() in content]


def test_what_was_sealed_is_what_was_sent(intake):
    receipt = intake.answer(comment="Été, œdème, 37 °C")

    [(answer_id, sealed)] = intake.read(select(Answer.id, Answer.content))
    cipher = intake.service.context.keys.patient(intake.patient)

    assert unseal(cipher, answer_id, sealed).comment == "Été, œdème, 37 °C"
    assert str(answer_id) == receipt["id"]


def test_the_content_of_one_answer_cannot_stand_in_for_another(intake):
    intake.answer(comment="a")
    intake.answer(comment="b")
    (first_id, _), (_, second_sealed) = intake.read(
        select(Answer.id, Answer.content).order_by(Answer.id)
    )
    cipher = intake.service.context.keys.patient(intake.patient)

    with pytest.raises(SealBroken):
        unseal(cipher, first_id, second_sealed)


def test_equal_answers_of_two_patients_do_not_look_equal(intake):
    body = answer_json()
    for patient in intake.service.centre.patients:
        intake.send(body, patient=patient)

    hashes = intake.read(select(Answer.content_hash))

    assert len(set(hashes)) == len(intake.service.centre.patients)
