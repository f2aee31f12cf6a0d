"""Whatever goes wrong while an answer is judged, it is stored and a person has to look (H-02)."""

import logging

import pytest
from sqlalchemy import select, update

from services.answers import judging, receiving, stored
from services.clinical.evaluate import evaluate
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.db.tables.centres import RuleSet, RuleSetActivation
from services.ids import new_id
from tests.support.answers import answer_json

SEVERE = {"diarrhoea": {"frequency": 4}}
CANARY = "CANARIMOTS"


def failing_with(fault: Exception):
    def _fail(*_arguments: object, **_named: object) -> None:
        raise fault

    return _fail


@pytest.mark.parametrize(
    "fault",
    [
        ZeroDivisionError(),
        RecursionError(),
        KeyError(CANARY),
        MemoryError(),
        AssertionError(CANARY),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_an_evaluation_that_raises_makes_the_answer_technical(intake, fault, monkeypatch, caplog):
    monkeypatch.setattr(judging, "evaluate", failing_with(fault))

    with caplog.at_level(logging.ERROR):
        receipt = intake.answer(SEVERE, comment=CANARY)

    assert (receipt["outcome"], receipt["level"]) == ("technical", "critical")
    assert intake.problems(receipt["alert_id"]) == {"evaluation_failed"}
    assert intake.detail(receipt["alert_id"])["survey"]["comment"] == CANARY
    assert type(fault).__name__ in caplog.text
    assert CANARY not in caplog.text


def test_the_next_answer_is_not_compared_with_one_that_was_not_judged(intake, monkeypatch):
    first = intake.answer(weeks_ago=2)
    with monkeypatch.context() as broken:
        broken.setattr(judging, "evaluate", failing_with(ZeroDivisionError()))
        intake.answer(SEVERE, weeks_ago=1)

    receipt = intake.answer(SEVERE)

    assert receipt["outcome"] == "alert"
    explanation = intake.detail(receipt["alert_id"])["explanation"]
    assert explanation["compared_with"] == first["authored_at"]


def test_an_earlier_answer_that_cannot_be_opened_holds_nothing_up(intake):
    """A damaged row of last week must not swallow what the patient says today."""
    intake.answer(weeks_ago=1)
    with intake.service.context.database.writing(Scope(intake.service.centre.id)) as session:
        session.execute(update(Answer).values(content=b"\x01" * 64))

    receipt = intake.answer(SEVERE)

    assert receipt["outcome"] == "technical"
    assert intake.problems(receipt["alert_id"]) == {"evaluation_failed"}


def test_a_rule_set_that_cannot_be_read_makes_the_answer_technical(intake):
    now = intake.service.context.clock.now()
    with intake.service.context.database.writing(Scope(intake.service.centre.id)) as session:
        session.add(RuleSet(version="broken-1", sha256="", content={"rules": 3}, released_at=now))
        session.flush()
        session.add(
            RuleSetActivation(
                id=new_id(),
                centre_id=intake.service.centre.id,
                version="broken-1",
                active_from=now,
            )
        )

    receipt = intake.answer(SEVERE)

    assert receipt["outcome"] == "technical"
    assert intake.problems(receipt["alert_id"]) == {"rule_error"}
    assert intake.read(select(Alert.rule_set_version)) == [("broken-1",)]


def test_a_failure_after_the_judgement_leaves_nothing_and_says_so(intake, monkeypatch):
    """Only the judgement may fail and be accepted: half an answer must not be acknowledged."""
    monkeypatch.setattr(receiving, "raise_alert", failing_with(ZeroDivisionError()))
    before = intake.stored()

    response = intake.send(answer_json(SEVERE))

    assert response.status_code == 500
    assert intake.stored() == before


def test_the_judgement_comes_before_the_first_write(intake, monkeypatch):
    """What is being written while the rules run would be lost with them (decision 10)."""
    written: list[str] = []

    def _judge(*arguments, **named):
        written.append("judged")
        return evaluate(*arguments, **named)

    def _write(*arguments, **named):
        written.append("written")
        return real_write(*arguments, **named)

    real_write = stored.write
    monkeypatch.setattr(judging, "evaluate", _judge)
    monkeypatch.setattr(stored, "write", _write)

    intake.answer(SEVERE)

    assert written == ["judged", "written"]
