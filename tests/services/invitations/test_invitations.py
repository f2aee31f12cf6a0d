"""Invitations of patients: a short code and what becomes of it (R-AUTH-02, R-NOT-01, R-NOT-02)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from services.contract.enums import Monitoring
from services.contract.week_enums import MessageState
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.edge import IdempotencyRecord
from services.db.tables.messages import Message
from services.db.tables.patients import Patient
from services.db.tables.portal import Invitation
from services.invitations import service as invitations
from services.invitations.codes import ALPHABET, LENGTH, hash_of, new_code, normal
from services.invitations.entering import MOST_FAILURES, Entry, find, scope_of, try_entry
from services.notifications.outbox import open_values
from tests.support.service import ServiceUnderTest, random_key

BORN = date(1958, 3, 14)


@dataclass
class Door:
    """Invitations of the first patient, and their tries to get in."""

    service: ServiceUnderTest
    patient: UUID = field(init=False)

    def __post_init__(self) -> None:
        self.patient = self.service.centre.patients[0]

    def invite(self, channel: str = "sheet", patient: UUID | None = None) -> Any:
        """What inviting answers."""
        return self.service.client.post(
            f"/api/v1/patients/{patient or self.patient}/invitations",
            json={"channel": channel},
            headers=self.service.as_("nurse") | {"Idempotency-Key": random_key()},
        )

    def code(self) -> str:
        """The code of a new printed sheet."""
        answer = self.invite()
        assert answer.status_code == 201, answer.text
        found: str = answer.json()["code"]
        return found

    def enter(self, code: str, born: date = BORN) -> Entry:
        """What the door says."""
        context, now = self.service.context, self.service.clock.now()
        with context.database.reading(NO_CENTRE) as session:
            found = find(session, context, code)
        with context.database.writing(scope_of(found)) as session:
            return try_entry(session, context, found, born, now)

    def states(self) -> list[str]:
        """The state of each invitation, the newest first."""
        answer = self.service.client.get(
            f"/api/v1/patients/{self.patient}/invitations", headers=self.service.as_("nurse")
        )
        assert answer.status_code == 200, answer.text
        return [each["state"] for each in answer.json()["items"]]

    def rows(self) -> list[Invitation]:
        """The invitations in the database, the newest first."""
        with self.service.context.database.reading(NO_CENTRE) as session:
            return list(session.scalars(select(Invitation).order_by(Invitation.id.desc())))

    def mark(self, how: Any) -> None:
        """Says of the newest invitation that it was opened, or activated."""
        with self.service.context.database.writing(NO_CENTRE) as session:
            how(session, self.rows()[0].id, self.service.clock.now())

    def messages(self) -> list[Message]:
        """The messages of the centre."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            return list(session.scalars(select(Message).order_by(Message.id)))

    def message_is(self, state: MessageState, fault: str | None = None) -> None:
        """What became of every message."""
        with self.service.context.database.writing(Scope(self.service.centre.id)) as session:
            session.execute(update(Message).values(state=state, fault=fault))


@pytest.fixture
def door(service: ServiceUnderTest) -> Door:
    """The door on each database in turn."""
    return Door(service)


@pytest.fixture
def sqlite_door(sqlite_service: ServiceUnderTest) -> Door:
    """The door on SQLite."""
    return Door(sqlite_service)


def test_no_two_signs_of_a_code_look_alike_and_none_is_a_vowel():
    for alike in ("0OQD"[:2], "1IL", "2Z", "5S", "6G", "8B", "UV"):
        assert sum(sign in ALPHABET for sign in alike) <= 1, alike
    assert not set("AEIOU") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 22
    codes = {new_code() for _ in range(500)}
    assert {len(code) for code in codes} == {LENGTH}
    assert set("".join(codes)) == set(ALPHABET)


@pytest.mark.parametrize("typed", ["k7p cxm", "K7P-CXM", " k7pcxm "])
def test_a_code_is_known_however_it_is_typed(typed: str):
    assert normal(typed) == "K7PCXM"


def test_a_printed_sheet_has_its_code_in_this_answer_alone(door: Door):
    answer = door.invite().json()

    assert len(answer["code"]) == LENGTH
    assert answer["invitation"]["state"] == "sent"
    assert answer["portal_url"].startswith("http")
    assert door.messages() == []
    [row] = door.rows()
    assert row.code_hash == hash_of(door.service.context, answer["code"])
    with door.service.context.database.reading(Scope(door.service.centre.id)) as session:
        kept = session.scalars(select(IdempotencyRecord.response)).all()
    assert not any(answer["code"].encode() in each for each in kept)


@pytest.mark.parametrize("channel", ["sms"])
def test_the_code_of_a_message_is_in_its_sealed_values_alone(door: Door, channel: str):
    answer = door.invite(channel)

    assert answer.status_code == 201, answer.text
    assert answer.json()["code"] is None
    assert answer.json()["invitation"]["state"] == "waiting"
    [message] = door.messages()
    cipher = door.service.context.keys.patient(door.patient)
    code = open_values(cipher, message.id, message.values)["code"]
    assert code.encode() not in message.values
    assert door.enter(code) is Entry.OPEN


def test_without_an_address_nothing_is_sent(door: Door):
    answer = door.invite("email")

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "channel", "reason": "no_address"}]
    assert door.rows() == []


def test_what_became_of_an_invitation_is_said(door: Door):
    door.invite("sms")
    seen = [door.states()]
    door.message_is(MessageState.SENDING)
    seen.append(door.states())
    door.message_is(MessageState.SENT)
    seen.append(door.states())
    door.message_is(MessageState.FAILED, "unknown_number")
    seen.append(door.states())
    door.mark(invitations.mark_opened)
    seen.append(door.states())
    door.mark(invitations.activate)
    seen.append(door.states())

    assert seen == [
        ["waiting"],
        ["waiting"],
        ["sent"],
        ["failed"],
        ["opened"],
        ["activated"],
    ]


def test_a_new_invitation_ends_the_one_before(door: Door):
    old = door.code()
    new = door.code()

    assert door.states() == ["sent", "replaced"]
    assert door.enter(old) is Entry.REFUSED
    assert door.enter(new) is Entry.OPEN


def test_an_invitation_activates_for_seven_days_and_then_goes_on_opening(door: Door):
    code = door.code()
    door.service.clock.forward(days=7, seconds=-1)
    assert door.enter(code) is Entry.OPEN
    door.service.clock.forward(seconds=1)
    door.service.stay_signed_in()

    assert door.enter(code) is Entry.EXPIRED
    assert door.states() == ["expired"]
    door.mark(invitations.activate)
    assert door.enter(code) is Entry.OPEN


def test_five_wrong_birth_dates_lock_a_code_and_a_right_one_forgives(door: Door):
    code = door.code()
    for _ in range(MOST_FAILURES - 1):
        assert door.enter(code, BORN + timedelta(days=1)) is Entry.REFUSED
    assert door.enter(code) is Entry.OPEN
    assert door.rows()[0].failures == 0
    for _ in range(MOST_FAILURES):
        assert door.enter(code, BORN + timedelta(days=1)) is Entry.REFUSED

    assert door.states() == ["locked"]
    assert door.enter(code) is Entry.REFUSED


def test_an_expired_code_tells_nobody_who_does_not_know_the_birth_date(door: Door):
    code = door.code()
    door.service.clock.forward(days=8)

    assert door.enter(code, BORN + timedelta(days=1)) is door.enter("KKKKKK") is Entry.REFUSED


def test_an_unknown_code_asks_as_much_of_the_database_as_a_wrong_birth_date(door: Door):
    code = door.code()
    counted: list[list[str]] = []
    for tried in ("XXXXXX", code):
        counted.append(_statements(door, tried))

    assert counted[0] == counted[1]
    assert len(counted[0]) >= 4


def _statements(door: Door, code: str) -> list[str]:
    from sqlalchemy import event

    said: list[str] = []

    def _note(_connection, _cursor, sql, *_more) -> None:
        said.append(sql)

    engine = door.service.context.database.reader
    engines = {engine, door.service.context.database.writer}
    for each in engines:
        event.listen(each, "before_cursor_execute", _note)
    try:
        assert door.enter(code, BORN + timedelta(days=1)) is Entry.REFUSED
    finally:
        for each in engines:
            event.remove(each, "before_cursor_execute", _note)
    return said


def test_a_patient_of_another_unit_is_not_invited(door: Door):
    answer = door.invite(patient=door.service.centre.patients_of_other_unit[0])

    assert answer.status_code == 404
    assert door.rows() == []


def test_codes_of_two_centres_never_meet(door: Door):
    """A code is found whatever its centre is, and opens that centre's patient alone."""
    code = door.code()
    with door.service.context.database.reading(NO_CENTRE) as session:
        found = find(session, door.service.context, code)

    assert found is not None
    assert (found.centre_id, found.patient_id) == (door.service.centre.id, door.patient)


def test_a_code_that_is_taken_is_drawn_again(sqlite_door: Door, monkeypatch: pytest.MonkeyPatch):
    drawn = iter(["KKKKKK", "KKKKKK", "PPPPPP"])
    monkeypatch.setattr(invitations, "new_code", lambda: next(drawn))

    assert (sqlite_door.code(), sqlite_door.code()) == ("KKKKKK", "PPPPPP")


def test_without_its_key_an_invitation_opens_nothing(door: Door):
    code = door.code()
    with door.service.context.database.writing(Scope(door.service.centre.id)) as session:
        session.execute(
            update(Patient).where(Patient.id == door.patient).values(identity=bytes(60))
        )

    assert door.enter(code) is Entry.REFUSED


def test_after_the_end_only_pages_that_are_open_stay_open(door: Door):
    waiting = door.code()
    with door.service.context.database.writing(Scope(door.service.centre.id)) as session:
        invitations.end(session, door.patient, door.service.clock.now())
    assert door.enter(waiting) is Entry.REFUSED
    open_one = door.code()
    door.mark(invitations.activate)
    with door.service.context.database.writing(Scope(door.service.centre.id)) as session:
        invitations.end(session, door.patient, door.service.clock.now())

    assert door.enter(open_one) is Entry.OPEN


def test_a_patient_who_waits_for_their_enrolment_is_not_invited(door: Door):
    with door.service.context.database.writing(Scope(door.service.centre.id)) as session:
        session.execute(
            update(Patient).where(Patient.id == door.patient).values(monitoring=Monitoring.PENDING)
        )

    assert door.invite().json()["code"] == "consent_required"
    with door.service.context.database.reading(NO_CENTRE) as session:
        assert session.scalar(select(func.count()).select_from(Invitation)) == 0
