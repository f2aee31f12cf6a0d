"""A record is opened by an exact identity and a reason that says something, or not at all."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from services.db.scope import Scope
from services.db.tables.patients import Patient
from services.db.tables.record import ExceptionalAccess
from services.patients.identity import Identity
from services.security.ciphers import Place
from services.surveillance.invented import patient_of
from tests.services.exceptional.conftest import KERMARREC, PATH, WHY, Desk

NAMED = {"family_name": "Kermarrec", "given_name": "Jeanne-Hélène", "birth_date": "1958-03-14"}


def _count(desk: Desk) -> int:
    with desk.service.context.database.reading(Scope(desk.service.centre.id)) as session:
        return session.scalar(select(func.count()).select_from(ExceptionalAccess)) or 0


@pytest.mark.parametrize(
    "identity",
    [
        {"ins": "258033523804237"},
        {"ins": "2 58 03 35 238 042 37"},
        {"record_number": "800451237"},
        NAMED,
        NAMED | {"family_name": "LE DANTEC"},
        NAMED | {"family_name": "kérmarrec", "given_name": "JEANNE HELENE"},
    ],
)
def test_an_exact_identity_opens_one_patient_for_an_hour(desk: Desk, identity: dict[str, str]):
    answer = desk.asks(who=identity)

    assert answer.status_code == 201, answer.text
    access = answer.json()
    now = desk.service.clock.now()
    assert access["patient"]["id"] == str(desk.patient)
    assert access["patient"]["family_name"] == "KERMARREC"
    assert access["since"] == now.isoformat().replace("+00:00", "Z")
    assert access["until"] == (now + timedelta(minutes=60)).isoformat().replace("+00:00", "Z")
    assert access["ended_at"] is None
    assert desk.reads() == 200


@pytest.mark.parametrize(
    "identity",
    [
        {"ins": "258033523804238"},
        {"record_number": "80045123"},
        NAMED | {"birth_date": "1958-03-15"},
        NAMED | {"given_name": "Jeanne"},
        NAMED | {"family_name": "Kermarre"},
        NAMED | {"family_name": "-"},
        {"record_number": "SYNTHETIQUE"},
    ],
)
def test_what_is_not_exact_opens_nothing(desk: Desk, identity: dict[str, str]):
    context = desk.service.context
    patient_of(context, desk.service.centre.id, context.clock.now())

    answer = desk.asks(who=identity)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert _count(desk) == 0


def _seen(answer: Any) -> tuple[int, Any, list[tuple[str, str]]]:
    body = answer.json()
    body.pop("request_id")
    headers = [pair for pair in answer.headers.items() if pair[0] != "x-request-id"]
    return answer.status_code, body, headers


def test_another_centre_two_of_one_name_and_nobody_answer_the_same(desk: Desk):
    twin = Identity("MOAL", None, "Annick", None, date(1961, 7, 2), None, "A1")
    desk.enrolled(twin)
    desk.enrolled(replace(twin, record_number="A2"))
    away = Identity("RIOU", None, "Yann", None, date(1970, 1, 5), None, "B7")
    desk.enrolled(away, elsewhere=True)
    named = {"family_name": "Moal", "given_name": "Annick", "birth_date": "1961-07-02"}

    riou = {"family_name": "Riou", "given_name": "Yann", "birth_date": "1970-01-05"}

    nobody = _seen(desk.asks(who={"record_number": "no such number"}))

    assert nobody[0] == 404
    assert _seen(desk.asks(who=named)) == nobody
    assert _seen(desk.asks(who={"record_number": "B7"})) == nobody
    assert _seen(desk.asks(who=riou)) == nobody
    assert _count(desk) == 0
    # Each of the two is still found by what only they have.
    assert desk.asks(who={"record_number": "A1"}).status_code == 201


def test_two_patients_with_one_number_are_nobody(desk: Desk):
    desk.enrolled(replace(KERMARREC, given_name="Marie"))

    assert desk.asks(who={"ins": "258033523804237"}).status_code == 404
    assert desk.asks(who={"record_number": "800451237"}).status_code == 404


def test_a_patient_of_ones_own_unit_needs_none(desk: Desk):
    desk.enrolled(replace(KERMARREC, ins=None, record_number="C3"), unit=0)

    answer = desk.asks(who={"record_number": "C3"})

    assert (answer.status_code, answer.json()["code"]) == (409, "access_not_needed")
    assert _count(desk) == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "urgence",
        " " * 40,
        "." * 40,
        "urgence" + " " * 20,
        "\u200b" * 20,
        "urgence" + "\u200b" * 20,
        "urgence" + "\u0000\u001b" * 10,
        "\u202e" * 20 + "urgence",
        "x" * 501,
    ],
)
def test_a_reason_that_says_too_little_is_refused(desk: Desk, text: str):
    answer = desk.asks(text=text)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_body")
    assert _count(desk) == 0


@pytest.mark.parametrize(
    "identity",
    [
        {"family_name": "Kermarrec"},
        {"family_name": "Kermarrec", "given_name": "Jeanne-Hélène"},
        NAMED | {"ins": "258033523804237"},
        {"ins": "258033523804237", "record_number": "800451237"},
        {"record_number": ""},
        NAMED | {"birth_date": "14/03/1958"},
        {"record_number": "800451237", "patient_id": "x"},
    ],
)
def test_a_body_that_names_nobody_or_twice_is_refused(desk: Desk, identity: dict[str, str]):
    answer = desk.asks(who=identity)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_body")


def test_no_identity_at_all_is_refused(desk: Desk):
    answer = desk.service.client.post(
        PATH, headers=desk.service.writing_as("nurse"), json={"reason": "other", "text": WHY}
    )

    assert answer.status_code == 422


def test_the_words_of_the_reason_are_sealed(desk: Desk):
    access = desk.opened()
    context = desk.service.context

    with context.database.reading(Scope(desk.service.centre.id)) as session:
        row = session.scalars(select(ExceptionalAccess)).one()
    place = Place("exceptional_access", "detail", UUID(access["id"]))

    assert WHY.encode() not in row.detail
    assert context.keys.patient(desk.patient).open(place, row.detail).decode() == WHY


def test_nothing_that_nobody_sees_is_kept_of_the_reason(desk: Desk):
    """A character that turns the direction would make the officer and the patient read another."""
    access = desk.asks(text=f"\u202e{WHY}\u0000\r\n\u200b au  téléphone").json()
    context = desk.service.context

    with context.database.reading(Scope(desk.service.centre.id)) as session:
        row = session.scalars(select(ExceptionalAccess)).one()
    place = Place("exceptional_access", "detail", UUID(access["id"]))

    said = context.keys.patient(desk.patient).open(place, row.detail).decode()
    assert said == f"{WHY} au téléphone"


def test_asked_again_it_begins_a_new_hour_and_ends_the_first(desk: Desk):
    desk.opened()
    desk.service.clock.forward(minutes=4)
    second = desk.opened()

    items = desk.service.client.get(PATH, headers=desk.service.as_("nurse")).json()["items"]

    assert items == [second]
    assert _count(desk) == 2


def test_a_repeated_request_opens_once(desk: Desk):
    first, again = desk.asks(key="one-intention"), desk.asks(key="one-intention")

    assert first.content == again.content
    assert _count(desk) == 1


def test_an_identity_that_cannot_be_opened_is_found_by_its_number_and_says_so(desk: Desk):
    centre = Scope(desk.service.centre.id)
    with desk.service.context.database.writing(centre) as session:
        session.execute(
            update(Patient).where(Patient.id == desk.patient).values(identity=b"x" * 80)
        )

    assert desk.asks(who=NAMED).status_code == 404
    access = desk.opened()

    assert access["identity_unreadable"] is True
    assert access["patient"]["id"] == str(desk.patient)
    assert access["patient"]["family_name"] == ""


def test_it_opens_at_once_while_the_clock_runs(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    clock = desk.service.clock
    stands = clock.now

    def _runs() -> datetime:
        clock.forward(milliseconds=1)
        return stands()

    monkeypatch.setattr(clock, "now", _runs)

    desk.opened()

    assert desk.reads() == 200
