"""A worker that dies at every commit over the archives: who does not know stays work (H-08)."""

from functools import partial

import pytest

from services.contract.week_enums import MessageChannel, MessageState
from services.notifications.sending import send_due
from tests.services.archiving.conftest import Archives
from tests.services.archiving.test_undo import furnish, standing
from tests.support.dying import MOMENTS, until_it_lives


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_is_let_go_of_and_who_knows_is_done_once(archives: Archives, moment: str):
    furnish(archives)
    archives.archived()
    archives.service.clock.forward(seconds=40)
    archives.service.stay_signed_in()
    archives.message_is(MessageChannel.SMS, MessageState.DELIVERED)

    assert until_it_lives(archives.tick, moment) >= 2

    assert archives.notices() == []
    assert archives.row().settled_at is not None
    assert standing(archives)["answer_draft"] == []
    assert len(archives.journal("archived_patient_told")) == 1


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_notice_comes_back_once_each_day(archives: Archives, moment: str):
    archives.archived()
    archives.later(minutes=1)
    [first] = archives.notices()
    for path, body, version in (("measures", {"codes": ["03"]}, 1), ("close", {}, 2)):
        done = archives.send("POST", f"/alerts/{first.id}/{path}", body, version=version)
        assert done.status_code == 200, done.text
    archives.service.clock.forward(days=1)
    archives.service.stay_signed_in()

    assert until_it_lives(archives.tick, moment) >= 1

    [second] = archives.notices()
    assert second.id != first.id
    assert archives.row().notice_alert_id == second.id


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_was_on_its_way_meanwhile_has_told_nobody(archives: Archives, moment: str):
    """Whatever became of the messages: until one is delivered, there is one notice, and no more."""
    archives.archived()
    archives.later(seconds=31)
    context, centre_id = archives.service.context, archives.service.centre.id
    channels = (MessageChannel.SMS, MessageChannel.EMAIL)

    for channel in channels:
        assert until_it_lives(partial(send_due, context, centre_id, channel), moment) >= 1
    archives.later(minutes=30)
    for channel in channels:
        send_due(context, centre_id, channel)

    left = [each.state for each in archives.told() if each.channel in channels]
    assert set(left) <= {MessageState.SENT, MessageState.FAILED}
    assert len(archives.notices()) == 1
    assert archives.standing()["is_told"] is False
