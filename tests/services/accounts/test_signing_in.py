"""Signing in with two factors; neither step tells whether an account exists (R-AUTH-02, -06)."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select, update

from services.accounts.repository import add_membership
from services.contract.enums import Role
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Account, Device, SignInChallenge, SignInSession
from services.db.tables.edge import JournalEntry
from services.security.passwords import Passwords
from services.settings import Argon2Settings
from tests.support.raw import raw_connection
from tests.support.service import CHEAP_ARGON2, ServiceUnderTest
from tests.support.sign_in import Person, bearer, device_secret, make_person


@pytest.fixture
def person(service: ServiceUnderTest) -> Person:
    """A nurse who can sign in."""
    return make_person(service, username="c.ledu")


def test_two_steps_open_a_session(service: ServiceUnderTest, person: Person):
    granted = person.signs_in()

    assert granted.status_code == 200
    grant = granted.json()
    me = service.client.get("/api/v1/me", headers=bearer(grant["access_token"]))
    assert me.json()["person"]["id"] == str(person.account_id)
    assert me.json()["role"] == "nurse"
    assert [unit["id"] for unit in me.json()["units"]] == [str(service.centre.units[0])]
    assert grant["idle_limit_s"] == 1800
    assert grant["previous_sign_in_at"] is None


def test_the_next_sign_in_says_when_the_last_was(service: ServiceUnderTest, person: Person):
    first_at = service.clock.now()
    person.signs_in()
    service.clock.forward(hours=3)

    grant = person.signs_in().json()

    assert grant["previous_sign_in_at"] == first_at.isoformat().replace("+00:00", "Z")


def test_a_user_name_is_found_in_any_case_and_width(service: ServiceUnderTest, person: Person):
    for typed in ("C.LEDU", "  c.ledu ", "ｃ．ｌｅｄｕ"):
        service.clock.forward(seconds=30)
        first = person.first_step(username=typed)

        assert person.second_step(first.json()["challenge"]).status_code == 200, typed


def test_a_wrong_password_is_refused_only_after_the_code(person: Person):
    first = person.first_step(password="not the password")
    second = person.second_step(first.json()["challenge"])

    assert first.status_code == 200
    assert (second.status_code, second.json()["code"]) == (401, "sign_in_refused")


def test_a_password_is_compared_exactly(person: Person):
    for password in (
        "brume-Orage-41-sel",
        "BRUME-ORAGE-41-SEL!",
        " brume-Orage-41-sel!",
        "x" * 128,
    ):
        assert person.signs_in(password=password).json()["code"] == "sign_in_refused"

    assert person.signs_in().status_code == 200


def test_a_code_works_once(service: ServiceUnderTest, person: Person):
    code = person.code()
    assert person.signs_in(code=code).status_code == 200

    again = person.signs_in(code=code)

    assert again.json()["code"] == "sign_in_refused"
    service.clock.forward(seconds=30)
    assert person.signs_in().status_code == 200


def test_a_code_of_a_neighbouring_step_is_accepted(service: ServiceUnderTest, person: Person):
    for steps_away, status in ((-2, 401), (-1, 200), (2, 401), (1, 200)):
        service.clock.forward(minutes=5)

        assert person.signs_in(code=person.code(steps_away)).status_code == status, steps_away


def test_after_a_later_code_an_earlier_one_is_spent(person: Person):
    assert person.signs_in(code=person.code(1)).status_code == 200

    assert person.signs_in(code=person.code(0)).status_code == 401


def test_a_challenge_works_once(service: ServiceUnderTest, person: Person):
    challenge = person.first_step().json()["challenge"]
    assert person.second_step(challenge).status_code == 200
    service.clock.forward(seconds=30)

    assert person.second_step(challenge).json()["code"] == "sign_in_refused"


def test_a_challenge_expires(service: ServiceUnderTest, person: Person):
    challenge = person.first_step().json()["challenge"]
    service.clock.forward(seconds=300)

    assert person.second_step(challenge).json()["code"] == "sign_in_refused"


def test_a_challenge_bears_five_codes(person: Person):
    challenge = person.first_step().json()["challenge"]
    for _ in range(5):
        assert person.second_step(challenge, "000000").status_code == 401

    assert person.second_step(challenge).json()["code"] == "sign_in_refused"


def test_a_disabled_account_is_refused_like_a_wrong_password(
    service: ServiceUnderTest, person: Person
):
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(Account).values(disabled_at=service.clock.now()))

    assert person.signs_in().json()["code"] == "sign_in_refused"


def test_an_account_without_a_second_factor_cannot_sign_in(
    service: ServiceUnderTest, person: Person
):
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(Account).values(totp_secret=None))

    assert person.signs_in().json()["code"] == "sign_in_refused"


def _shape(response) -> tuple[int, object, object]:
    """Everything that an observer can compare, apart from what is random by design."""
    body = response.json()
    for random in ("challenge", "request_id"):
        if random in body:
            body[random] = len(body[random])
    headers = sorted(
        (name, value) for name, value in response.headers.items() if name != "x-request-id"
    )
    return response.status_code, body, headers


def test_existing_missing_disabled_and_wrong_look_the_same(
    service: ServiceUnderTest, person: Person
):
    disabled = make_person(service)
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Account)
            .where(Account.id == disabled.account_id)
            .values(disabled_at=service.clock.now())
        )
    tries = {
        "right password": (person.username, person.password),
        "wrong password": (person.username, "not the password"),
        "missing": ("nobody", person.password),
        "disabled": (disabled.username, disabled.password),
        "unprintable": ("nul\x00\u202e", person.password),
    }

    firsts = {why: person.first_step(password, name) for why, (name, password) in tries.items()}
    seconds = {
        why: person.second_step(first.json()["challenge"], "000000")
        for why, first in firsts.items()
    }

    assert len({str(_shape(first)) for first in firsts.values()}) == 1
    assert len({str(_shape(second)) for second in seconds.values()}) == 1
    assert seconds["missing"].status_code == 401


def test_every_first_step_checks_one_password(
    service: ServiceUnderTest, person: Person, monkeypatch: pytest.MonkeyPatch
):
    checked: list[bool] = []
    matches = Passwords.matches

    def _counted(self: Passwords, stored: str | None, password: str) -> bool:
        checked.append(matches(self, stored, password))
        return checked[-1]

    monkeypatch.setattr(Passwords, "matches", _counted)

    for username in (person.username, "nobody", "nul\x00"):
        before = len(checked)
        person.first_step(password="not the password", username=username)
        assert len(checked) == before + 1, username


def test_both_steps_leave_the_same_traces_for_any_name(service: ServiceUnderTest, person: Person):
    def _rows() -> tuple[int, ...]:
        with service.context.database.reading(NO_CENTRE) as session:
            return tuple(
                session.scalar(select(func.count()).select_from(table)) or 0
                for table in (SignInChallenge, SignInSession, Device)
            )

    def _growth(username: str, password: str) -> tuple[int, ...]:
        before = _rows()
        first = person.first_step(password, username)
        person.second_step(first.json()["challenge"], "000000")
        return tuple(after - was for was, after in zip(before, _rows(), strict=True))

    right = _growth(person.username, person.password)

    assert _growth(person.username, "wrong") == right
    assert _growth("nobody", "wrong") == right


def _second_membership(service: ServiceUnderTest, person: Person) -> UUID:
    with service.context.database.writing(Scope(service.other_centre.id)) as session:
        return add_membership(
            session,
            person.account_id,
            service.other_centre.id,
            Role.ONCOLOGIST,
            service.other_centre.units[1:],
        )


def test_with_several_roles_one_must_be_named(service: ServiceUnderTest, person: Person):
    other = _second_membership(service, person)
    challenge = person.first_step().json()["challenge"]

    asked = person.second_step(challenge)
    chosen = person.second_step(challenge, membership_id=str(other))

    assert (asked.status_code, asked.json()["code"]) == (409, "membership_required")
    assert {entry["reason"] for entry in asked.json()["errors"]} == {
        "nurse · CHU de Kerlann",
        "oncologist · CH de Port-Louis",
    }
    me = service.client.get("/api/v1/me", headers=bearer(chosen.json()["access_token"])).json()
    assert me["role"] == "oncologist"
    assert me["centre"]["id"] == str(service.other_centre.id)
    assert [unit["id"] for unit in me["units"]] == [str(service.other_centre.units[1])]


def test_the_choice_of_roles_is_shown_to_nobody_without_a_right_code(
    service: ServiceUnderTest, person: Person
):
    _second_membership(service, person)
    challenge = person.first_step().json()["challenge"]

    assert person.second_step(challenge, "000000").json()["code"] == "sign_in_refused"


def test_a_membership_of_somebody_else_cannot_be_named(service: ServiceUnderTest, person: Person):
    foreign = _second_membership(service, make_person(service))
    challenge = person.first_step().json()["challenge"]

    refused = person.second_step(challenge, membership_id=str(foreign))

    assert (refused.status_code, refused.json()["code"]) == (409, "membership_required")


def test_a_device_is_known_by_the_hash_of_its_secret(service: ServiceUnderTest, person: Person):
    secret = device_secret()
    person.headers = {"X-Vigie-Device": secret}
    person.session()
    person.session()

    with service.context.database.reading(NO_CENTRE) as session:
        devices = session.scalars(select(Device)).all()
        used = session.scalars(
            select(SignInSession.device_id).where(SignInSession.account_id == person.account_id)
        ).all()
    assert [device.id for device in devices] == list(set(used))
    assert secret.encode() not in devices[0].secret_hash


def test_a_malformed_device_secret_is_refused(person: Person):
    for secret in ("", "short", "a" * 44, "a" * 42 + "é", "a" * 43 + "\t", "a b" + "c" * 40):
        person.headers = {"X-Vigie-Device": secret}

        assert person.first_step().status_code == 422, secret


def _journal(service: ServiceUnderTest) -> list[tuple[str, str, UUID | None]]:
    # Nobody's centre is known before somebody has signed in.
    with raw_connection(service.context.database, None) as connection:
        rows = connection.execute(
            select(JournalEntry.action, JournalEntry.outcome, JournalEntry.actor_id)
            .where(JournalEntry.action.in_(["sign_in", "second_factor"]))
            .order_by(JournalEntry.sequence)
        )
        return [(row.action, row.outcome, row.actor_id) for row in rows]


def test_signing_in_is_journalled(sqlite_service: ServiceUnderTest):
    person = make_person(sqlite_service)

    person.signs_in()
    person.signs_in(password="not the password")

    assert _journal(sqlite_service) == [
        ("sign_in", "done", person.account_id),
        ("second_factor", "done", person.account_id),
        ("sign_in", "refused:sign_in_refused", person.account_id),
        ("second_factor", "refused:sign_in_refused", None),
    ]


def _stored_hash(service: ServiceUnderTest, person: Person) -> str:
    with service.context.database.reading(NO_CENTRE) as session:
        return session.scalars(
            select(Account.password_hash).where(Account.id == person.account_id)
        ).one()


def test_a_weaker_hash_is_renewed_at_sign_in(service: ServiceUnderTest, person: Person):
    weaker = Passwords(Argon2Settings.model_construct(time_cost=1, memory_kib=32, parallelism=1))
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Account)
            .where(Account.id == person.account_id)
            .values(password_hash=weaker.hash(person.password))
        )

    person.first_step(password="not the password")
    assert "m=32" in _stored_hash(service, person)
    assert person.signs_in().status_code == 200

    assert f"m={CHEAP_ARGON2.memory_kib}" in _stored_hash(service, person)
    service.clock.forward(seconds=30)
    assert person.signs_in().status_code == 200


def test_old_challenges_are_removed(service: ServiceUnderTest, person: Person):
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            insert(SignInChallenge),
            {
                "id": UUID(int=1),
                "secret_hash": b"old",
                "account_id": None,
                "expires_at": service.clock.now() - timedelta(days=2),
                "attempts": 0,
                "used_at": None,
            },
        )

    person.first_step()

    with service.context.database.reading(NO_CENTRE) as session:
        assert session.scalar(select(func.count()).select_from(SignInChallenge)) == 1
