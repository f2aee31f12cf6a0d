"""An access lasts sixty minutes of one session, and not a second longer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from services.contract.enums import Role
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Membership, SignInSession
from tests.services.exceptional.conftest import PATH, Desk
from tests.support.sign_in import make_person


def _open_ones(desk: Desk, headers: dict[str, str] | None = None) -> list[str]:
    answer = desk.service.client.get(PATH, headers=headers or desk.service.as_("nurse"))
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["items"]]


@pytest.mark.parametrize(
    ("minutes", "status"), [(0, 200), (59, 200), (59.99, 200), (60, 404), (61, 404)]
)
def test_it_is_over_at_sixty_minutes(desk: Desk, minutes: float, status: int):
    access = desk.opened()
    desk.service.clock.forward(minutes=minutes)
    desk.service.stay_signed_in()

    assert desk.reads() == status
    assert _open_ones(desk) == ([access["id"]] if status == 200 else [])


def test_a_clock_that_was_set_back_opens_nothing(desk: Desk):
    desk.opened()
    desk.service.clock.forward(minutes=-1)

    assert desk.reads() == 404


def test_an_access_that_a_wrong_clock_hid_ends_with_the_one_that_took_its_place(desk: Desk):
    desk.opened()
    desk.service.clock.forward(minutes=-1)
    with desk.service.context.database.writing(NO_CENTRE) as session:
        proved = {"authenticated_at": desk.service.clock.now()}
        session.execute(update(SignInSession).values(**proved))
    second = desk.opened()
    desk.service.clock.forward(minutes=2)

    assert _open_ones(desk) == [second["id"]]
    desk.ends(second["id"])
    assert desk.reads() == 404


def test_many_openings_at_once_leave_one_that_ends_by_hand(desk: Desk):
    """Whoever ends what they see must not leave another one open behind it."""

    def _open() -> Any:
        while (answer := desk.asks()).status_code == 503:
            assert answer.headers["Retry-After"]
        return answer.status_code

    with ThreadPoolExecutor(8) as threads:
        statuses = [each.result() for each in [threads.submit(_open) for _ in range(16)]]

    assert statuses == [201] * 16
    (access,) = _open_ones(desk)
    assert desk.ends(access).status_code == 200
    assert desk.reads() == 404


def test_an_hour_that_is_over_is_neither_ended_nor_repeated(desk: Desk):
    access = desk.asks(key="one-intention").json()
    desk.service.clock.forward(minutes=4)
    assert desk.asks(key="one-intention").status_code == 201
    desk.service.clock.forward(minutes=56)
    desk.service.stay_signed_in()

    assert desk.ends(access["id"]).status_code == 404
    # The proof of identity is an hour old by now, and so is the answer.
    assert desk.asks(key="one-intention").json()["code"] == "step_up_needed"


def test_it_ends_by_hand_at_once_and_the_request_can_be_repeated(desk: Desk):
    access = desk.opened()

    ended = desk.ends(access["id"], key="one-intention")

    assert ended.status_code == 200
    assert "KERMARREC" not in ended.text
    assert desk.reads() == 404
    assert _open_ones(desk) == []
    assert desk.ends(access["id"], key="one-intention").content == ended.content
    assert desk.ends(access["id"]).status_code == 404
    assert desk.ends(str(uuid4())).status_code == 404


def test_another_session_of_the_same_person_has_nothing_open(desk: Desk):
    person = make_person(desk.service)
    first, second = person.session(), person.session()
    access = desk.opened(first)

    assert desk.reads(first) == 200
    assert desk.reads(second) == 404
    assert _open_ones(desk, second) == []
    assert desk.ends(access["id"], second).status_code == 404
    desk.ends(desk.opened(second)["id"], second)
    assert (desk.reads(first), desk.reads(second)) == (200, 404)


def test_it_ends_with_its_session(desk: Desk):
    person = make_person(desk.service)
    here = person.session()
    desk.opened(here)

    assert desk.service.client.post("/api/v1/auth/sign-out", headers=here).status_code < 300

    assert desk.reads(here) == 401
    assert desk.reads(person.session()) == 404


def test_a_revoked_membership_ends_it(desk: Desk):
    desk.opened()
    whose = Membership.account_id == desk.service.centre.accounts["nurse"]
    with desk.service.context.database.writing(NO_CENTRE) as session:
        now = desk.service.clock.now() - timedelta(seconds=1)
        session.execute(update(Membership).where(whose).values(ended_at=now))

    assert desk.reads() == 401


def test_another_role_in_the_same_session_is_no_right(desk: Desk):
    desk.opened()
    whose = Membership.account_id == desk.service.centre.accounts["nurse"]
    with desk.service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(Membership).where(whose).values(role=Role.MANAGER))
        assert session.scalars(select(Membership.role).where(whose)).one() is Role.MANAGER

    assert desk.reads() == 403


def test_it_asks_for_a_fresh_proof(desk: Desk):
    desk.service.clock.forward(minutes=6)

    assert desk.asks().json()["code"] == "step_up_needed"
    assert desk.reads() == 404


@pytest.mark.parametrize("who", ["manager", "admin", "privacy_officer", "ingest", "import"])
def test_nobody_else_opens_anything(desk: Desk, who: str):
    assert desk.asks(desk.service.as_(who)).status_code == 403
