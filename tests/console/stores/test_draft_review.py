"""What was typed and not sent is offered again to its author, never sent by itself (1.5)."""

from datetime import timedelta

import httpx
import pytest

from console.errors import Offline, Refused
from console.stores.desk import TriageDesk
from console.stores.draft_file import KEPT
from console.stores.draft_review import DraftReview
from console.stores.drafts import DraftShelf
from services.contract.enums import ActionKind
from services.contract.problems import ProblemCode
from tests.console import made
from tests.console.stand_in import problem

FIRST, SECOND = made.alert_id(1), made.alert_id(2)


def _type(desk: TriageDesk) -> None:
    desk.drafts.put(FIRST, "note", '"un"')
    desk.drafts.put(SECOND, "call", '"deux"')


def _lose_contact(connection, steady) -> None:
    connection.report(False)
    steady.s += 6
    connection.look()


@pytest.fixture
def back(desk: TriageDesk, connection, steady) -> DraftReview:
    """Two drafts were typed without contact, which is back."""
    _lose_contact(connection, steady)
    _type(desk)
    assert desk.review.count == 0
    connection.report(True)
    return desk.review


def test_contact_is_back_and_both_are_offered(back):
    assert (back.count, back.is_back_online) == (2, True)


def test_a_short_loss_that_nobody_was_told_of_offers_nothing(desk, connection):
    _type(desk)
    connection.report(False)
    connection.report(True)

    assert desk.review.count == 0


def test_what_an_earlier_session_left_is_offered_at_the_next(
    qtbot, root, jobs, signed_in, connection
):
    shelf = DraftShelf(jobs, lambda: None, None)
    _type(TriageDesk(jobs, signed_in, connection, root, shelf))

    desk = TriageDesk(jobs, signed_in, connection, root, shelf)

    qtbot.waitUntil(lambda: desk.review.count == 2)
    assert not desk.review.is_back_online


def test_each_comes_with_its_alert_as_it_stands_now(qtbot, back, service, heard):
    service.done_by(1, made.THEO, ActionKind.ACKNOWLEDGE)
    back.found.connect(heard.hear)

    back.read_next()
    qtbot.waitUntil(lambda: len(heard.calls) == 1)
    back.read_next()
    qtbot.waitUntil(lambda: len(heard.calls) == 2)

    (first, one), (second, two) = heard.calls
    assert (first.id, first.version, one.content) == (FIRST, 2, '"un"')
    assert (second.id, two.kind) == (SECOND, "call")
    assert (back.count, back.is_back_online) == (2, True)
    assert service.paths("POST")[-1] != f"/api/v1/alerts/{FIRST}/notes"


def test_what_stands_in_an_open_form_is_offered_again_once_it_is_left(back, desk, heard):
    back.changed.connect(heard.hear)
    back.set_open((FIRST, "note"))
    assert back.count == 1

    back.set_open(None)

    assert back.count == 2
    desk.drafts.drop(FIRST, "note")
    assert back.count == 1
    assert len(heard.calls) == 3


def test_what_was_sent_or_emptied_meanwhile_is_not_offered(back, desk):
    desk.drafts.drop(FIRST, "note")

    assert back.count == 1


def test_what_grew_a_day_old_is_offered_no_more(back, desk, heard, monkeypatch):
    later = made.NOW + KEPT + timedelta(minutes=1)
    monkeypatch.setattr(desk.drafts, "_now", lambda: later)

    back.read_next()

    assert back.count == 0


def test_when_contact_goes_again_it_is_offered_later_not_lost(
    qtbot, back, service, heard, connection, steady
):
    back.failed.connect(heard.hear)

    def _cut(request: httpx.Request) -> None:
        raise httpx.ConnectError("cut", request=request)

    service.before.append(_cut)
    back.read_next()
    qtbot.waitUntil(lambda: len(heard.calls) == 1)
    assert isinstance(heard.calls[0][0], Offline)
    assert back.count == 2

    _lose_contact(connection, steady)
    assert back.count == 0
    service.before.remove(_cut)
    connection.report(True)
    assert back.count == 2


def test_an_alert_that_is_no_longer_ones_to_see_is_said_and_not_asked_for_again(
    qtbot, back, service, heard, desk
):
    back.failed.connect(heard.hear)

    def _gone(request: httpx.Request) -> httpx.Response | None:
        is_first = request.url.path.endswith(str(FIRST))
        return problem(404, ProblemCode.NOT_FOUND) if is_first else None

    service.before.append(_gone)
    back.read_next()
    qtbot.waitUntil(lambda: len(heard.calls) == 1)

    assert isinstance(heard.calls[0][0], Refused)
    assert back.count == 1
    assert desk.drafts.get(FIRST, "note") is not None
