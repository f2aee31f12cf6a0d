"""Two at the same patient at once: one archives, and nothing that is said falls between (H-08)."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select, text

from services.contract.enums import AlertState, Monitoring
from services.db.holding import hold_patient
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from tests.services.archiving.conftest import SEVERE, Archives, furnished
from tests.support.service import ServiceUnderTest

_WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each answers, all of them begun together."""
    line = threading.Barrier(len(calls))

    def _call(call: Callable[[], Any]) -> Any:
        line.wait(30)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(_call, calls))


def test_of_two_clinicians_one_archives_and_the_other_learns_who(archives: Archives):
    def _by(who: str) -> Callable[[], Any]:
        return lambda: archives.archive("transfer", who=who, version=1)

    answers = at_once(*(_by(who) for who in ("nurse", "nurse_2", "oncologist")))
    won = [each for each in answers if each.status_code == 200]
    lost = [each.json() for each in answers if each.status_code == 409]

    assert (len(won), len(lost)) == (1, 2)
    winner = won[0].json()["archived_by"]["name"]
    assert {each["current"]["by"]["name"] for each in lost} == {winner}
    assert len([each for each in archives.told() if each.channel.value == "sms"]) == 1
    assert len(archives.notices()) == 1


def test_the_same_request_twice_is_one_archive(archives: Archives):
    body = {"reason": "transfer"}
    answers = at_once(
        *[
            lambda: archives.send("POST", "archive", body, version=1, key="the-same-key-twice")
            for _ in range(2)
        ]
    )

    assert [each.status_code for each in answers] == [200, 200]
    assert answers[0].json()["id"] == answers[1].json()["id"]


@pytest.mark.parametrize("round_number", range(4))
def test_an_answer_comes_before_or_after_never_between(archives: Archives, round_number: int):
    """Before: its alert is in the way. After: it is refused and listed. Never lost with an end."""
    archiving, answering = at_once(
        lambda: archives.archive(version=1), lambda: archives.answer(symptoms=SEVERE)
    )
    told = (archiving.status_code, answering.status_code)

    assert told in {(409, 201), (200, 409)}, (told, round_number)
    with archives.weeks.reading() as session:
        kept = session.scalars(select(Answer)).all()
        open_ones: Sequence[Alert] = session.scalars(
            select(Alert).where(Alert.answer_id.is_not(None), Alert.state != AlertState.CLOSED)
        ).all()
    is_archived = archives.weeks.state(archives.patient) is Monitoring.ENDED
    late = archives.get("/archives/late-answers")["items"]
    assert (is_archived, len(kept), len(open_ones), len(late)) in {
        (False, 1, 1, 0),
        (True, 0, 0, 1),
    }


@pytest.fixture
def waiting(postgres_service: ServiceUnderTest) -> Archives:
    """Where there are several writers at a time."""
    return furnished(postgres_service)


def test_an_answer_that_waited_for_the_archiving_is_not_taken(waiting: Archives):
    """It looked at the patient before they were archived, and had its turn after."""
    answered: list[Any] = []
    writer = threading.Thread(target=lambda: answered.append(waiting.answer(symptoms=SEVERE)))
    with waiting.weeks.writing() as session:
        hold_patient(session, waiting.patient)
        writer.start()
        while writer.is_alive() and not session.scalar(_WAITING):
            pass
        session.execute(
            text("UPDATE patient SET monitoring = 'ended' WHERE id = :id"), {"id": waiting.patient}
        )
    writer.join(60)

    assert answered[0].status_code == 409
    with waiting.weeks.reading() as session:
        assert session.scalars(select(Answer)).all() == []
    assert len(waiting.get("/archives/late-answers")["items"]) == 1
