"""The accounts of a centre: seen, suspended, given back and ended by an admin (S-15, R-SES-05)."""

import secrets
import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from starlette.testclient import TestClient

from services.contract.accounts import IDLE_DAYS
from services.contract.enums import Role
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Membership, SignInSession
from services.db.tables.edge import JournalEntry
from services.db.tables.staff import RightChange
from services.ids import new_id
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import Person, make_person

ACCOUNTS = "/api/v1/accounts"
WHY = {"words": "Départ en congé annoncé"}


@pytest.fixture
def person(service: ServiceUnderTest) -> Person:
    """A nurse who can sign in."""
    return make_person(service)


@pytest.fixture
def admins(service: ServiceUnderTest) -> ServiceUnderTest:
    """A centre with three administrators."""
    for _ in range(2):
        make_person(service, role=Role.ADMIN)
    return service


def listed(service: ServiceUnderTest, **wanted: Any) -> Any:
    """What the list answers."""
    answer = service.client.get(ACCOUNTS, params=wanted, headers=service.as_("admin"))
    assert answer.status_code == 200, answer.text
    return answer.json()


def row(service: ServiceUnderTest, account_id: UUID) -> Any:
    """An account as the list shows it."""
    [found] = [
        each
        for each in listed(service, limit=200)["items"]
        if each["person"]["id"] == str(account_id)
    ]
    return found


def act(service: ServiceUnderTest, name: str, account_id: UUID, **other: Any) -> Any:
    """What an act on an account answers."""
    version = other.pop("version", None) or row(service, account_id)["version"]
    who = other.pop("who", "admin")
    return service.client.post(
        f"{ACCOUNTS}/{account_id}/{name}",
        json=other.pop("body", WHY),
        headers=service.writing_as(who, version=version),
    )


def fresh(service: ServiceUnderTest) -> None:
    """Everybody has just proved who they are."""
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(SignInSession).values(authenticated_at=service.clock.now()))


def _tries(person: Person) -> Any:
    """What signing in answers, with a code that was not used."""
    person.service.clock.forward(seconds=30)
    return person.signs_in()


def test_the_list_says_who_works_here_and_nothing_of_a_patient(
    service: ServiceUnderTest, person: Person
):
    person.session()
    page = listed(service, limit=200)

    names = [each["person"]["name"].casefold() for each in page["items"]]
    assert names == sorted(names)
    assert page["counts"] == {"active": len(names), "suspended": 0, "ended": 0, "invited": 0}
    nurse = row(service, person.account_id)
    assert [each["role"] for each in nurse["roles"]] == ["nurse"]
    assert nurse["roles"][0]["units"][0]["name"]
    assert (nurse["state"], nurse["sessions"], nurse["has_factor"]) == ("active", 1, True)
    assert nurse["signed_in_at"] is not None
    assert row(service, service.centre.accounts["admin"])["is_own"] is True
    others = {str(each) for each in service.other_centre.accounts.values()}
    assert others.isdisjoint(each["person"]["id"] for each in page["items"])


def test_pages_follow_each_other_and_filters_choose(service: ServiceUnderTest, person: Person):
    whole = listed(service, limit=200)["items"]
    seen, cursor = [], None
    while True:
        page = listed(service, limit=2, **({} if cursor is None else {"cursor": cursor}))
        seen += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == whole
    nurses = listed(service, role="nurse", limit=200)["items"]
    assert {role["role"] for each in nurses for role in each["roles"]} == {"nurse"}
    unit = str(service.centre.units[1])
    in_unit = listed(service, unit=unit, limit=200)["items"]
    assert in_unit
    assert all(unit in {u["id"] for r in each["roles"] for u in r["units"]} for each in in_unit)
    assert len(in_unit) < len(whole)
    without = listed(service, without_factor="true", limit=200)["items"]
    assert str(person.account_id) not in {each["person"]["id"] for each in without}
    assert listed(service, state="suspended")["items"] == []


def _signed_in(service: ServiceUnderTest, person: Person, days_ago: int) -> None:
    """So long ago this person last signed in; everybody else just now."""
    now = service.clock.now()
    theirs = SignInSession.account_id == person.account_id
    with service.context.database.writing(NO_CENTRE) as session:
        for which, at in ((theirs, now - timedelta(days=days_ago)), (~theirs, now)):
            session.execute(update(SignInSession).where(which).values(started_at=at))


@pytest.mark.parametrize(("days_ago", "is_idle"), [(IDLE_DAYS, False), (IDLE_DAYS + 1, True)])
def test_who_has_not_signed_in_for_sixty_days_is_idle(
    service: ServiceUnderTest, person: Person, days_ago: int, is_idle: bool
):
    person.session()
    _signed_in(service, person, days_ago)

    assert row(service, person.account_id)["is_idle"] is is_idle
    idle = listed(service, idle="true", limit=200)["items"]
    assert (str(person.account_id) in {each["person"]["id"] for each in idle}) is is_idle


def test_who_is_suspended_is_out_at_the_next_request_and_cannot_sign_in(
    service: ServiceUnderTest, person: Person
):
    headers = person.session()
    assert service.client.get("/api/v1/me", headers=headers).status_code == 200

    answer = act(service, "suspend", person.account_id)

    assert answer.status_code == 200, answer.text
    assert (answer.json()["state"], answer.json()["sessions"]) == ("suspended", 0)
    assert service.client.get("/api/v1/me", headers=headers).status_code == 401
    assert _tries(person).status_code == 401
    assert listed(service)["counts"]["suspended"] == 1


def test_who_is_given_back_their_roles_signs_in_anew_and_has_no_more(
    service: ServiceUnderTest, person: Person
):
    before = row(service, person.account_id)["roles"]
    headers = person.session()
    act(service, "suspend", person.account_id)
    fresh(service)

    answer = act(service, "reactivate", person.account_id)

    assert answer.status_code == 200, answer.text
    assert answer.json()["roles"] == before
    assert service.client.get("/api/v1/me", headers=headers).status_code == 401
    assert service.client.get("/api/v1/me", headers=person.session()).status_code == 200


def test_an_account_that_has_ended_stays_with_its_name_and_never_comes_back(
    service: ServiceUnderTest, person: Person
):
    fresh(service)
    ended = act(service, "end", person.account_id)
    assert (ended.status_code, ended.json()["state"]) == (200, "ended")

    again = [act(service, name, person.account_id) for name in ("end", "suspend", "reactivate")]

    assert [each.status_code for each in again] == [409, 409, 409]
    assert {each.json()["code"] for each in again} == {"state_forbids"}
    shown = row(service, person.account_id)
    assert shown["person"]["name"] == ended.json()["person"]["name"]
    assert _tries(person).status_code == 401


def test_every_change_says_who_why_and_when(service: ServiceUnderTest, person: Person):
    act(service, "suspend", person.account_id, body={"words": "Poste perdu, à vérifier"})
    fresh(service)
    act(service, "reactivate", person.account_id, body={"words": "Poste retrouvé"})

    detail = service.client.get(
        f"{ACCOUNTS}/{person.account_id}", headers=service.as_("admin")
    ).json()

    assert [(each["kind"], each["words"]) for each in detail["changes"]] == [
        ("reactivated", "Poste retrouvé"),
        ("suspended", "Poste perdu, à vérifier"),
    ]
    admin = str(service.centre.accounts["admin"])
    assert {each["by"]["id"] for each in detail["changes"]} == {admin}
    with service.context.database.reading(Scope(service.centre.id)) as session:
        actions = session.scalars(
            select(JournalEntry.action).where(JournalEntry.object_id == person.account_id)
        ).all()
        sealed = session.scalars(select(RightChange.words)).all()
    assert {"suspend_account", "reactivate_account", "read_account"} <= set(actions)
    assert not any(b"Poste" in each for each in sealed)


def test_words_that_cannot_be_opened_leave_the_change_in_sight(
    service: ServiceUnderTest, person: Person
):
    act(service, "suspend", person.account_id)
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.add(
            RightChange(
                id=new_id(),
                centre_id=service.centre.id,
                account_id=person.account_id,
                kind="ended",
                words=secrets.token_bytes(64),
                by_id=None,
                at=service.clock.now(),
            )
        )

    detail = service.client.get(
        f"{ACCOUNTS}/{person.account_id}", headers=service.as_("admin")
    ).json()

    assert {(each["kind"], each["words"], each["by"] is None) for each in detail["changes"]} == {
        ("ended", None, True),
        ("suspended", WHY["words"], False),
    }


def test_nobody_changes_their_own_rights(admins: ServiceUnderTest):
    fresh(admins)
    own = admins.centre.accounts["admin"]

    answers = [act(admins, name, own) for name in ("suspend", "end")]

    assert [(each.status_code, each.json()["code"]) for each in answers] == [(403, "forbidden")] * 2
    assert row(admins, own)["state"] == "active"


def test_a_centre_keeps_two_administrators(service: ServiceUnderTest):
    second = make_person(service, role=Role.ADMIN)
    fresh(service)
    refused = act(service, "end", second.account_id)
    assert (refused.status_code, refused.json()["code"]) == (409, "state_forbids")
    # One whose workstation was taken is shut out all the same.
    assert act(service, "suspend", second.account_id).status_code == 200


def test_two_admins_who_suspend_each_other_at_once_leave_one(service: ServiceUnderTest):
    second = make_person(service, role=Role.ADMIN)
    ways = (
        (service.as_("admin"), second.account_id),
        (second.session(), service.centre.accounts["admin"]),
    )
    versions = [row(service, target)["version"] for _, target in ways]
    begin = threading.Barrier(2)
    answers: dict[int, int] = {}

    def _suspend(place: int) -> None:
        headers, target = ways[place]
        own = TestClient(service.client.app, base_url="http://127.0.0.1")
        keyed = headers | {
            "Idempotency-Key": secrets.token_urlsafe(16),
            "If-Match": f'"{versions[place]}"',
        }
        begin.wait(10)
        answers[place] = own.post(
            f"{ACCOUNTS}/{target}/suspend", json=WHY, headers=keyed
        ).status_code

    threads = [threading.Thread(target=_suspend, args=(place,)) for place in (0, 1)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)

    assert sorted(answers.values())[0] == 200
    assert sorted(answers.values())[1] in (401, 403)
    with service.context.database.reading(NO_CENTRE) as session:
        standing = session.scalars(
            select(Membership.account_id).where(
                Membership.centre_id == service.centre.id,
                Membership.role == Role.ADMIN,
                Membership.ended_at.is_(None),
            )
        ).all()
    assert len(standing) == 1


def test_somebody_faster_is_told_and_nothing_is_done(service: ServiceUnderTest, person: Person):
    seen = row(service, person.account_id)["version"]
    act(service, "suspend", person.account_id)
    fresh(service)
    act(service, "reactivate", person.account_id)

    stale = act(service, "suspend", person.account_id, version=seen)

    assert (stale.status_code, stale.json()["code"]) == (412, "version_stale")
    assert row(service, person.account_id)["state"] == "active"


def test_an_account_of_another_centre_is_not_there(service: ServiceUnderTest):
    fresh(service)
    foreign = service.other_centre.accounts["nurse"]

    answers = [act(service, name, foreign, version=1) for name in ("suspend", "reactivate", "end")]
    answers.append(service.client.get(f"{ACCOUNTS}/{foreign}", headers=service.as_("admin")))

    assert {each.status_code for each in answers} == {404}


def test_giving_back_and_ending_ask_for_a_fresh_proof(service: ServiceUnderTest, person: Person):
    service.clock.forward(minutes=6)
    assert act(service, "suspend", person.account_id).status_code == 200

    answers = [act(service, name, person.account_id) for name in ("reactivate", "end")]

    assert {(each.status_code, each.json()["code"]) for each in answers} == {
        (403, "step_up_needed")
    }
