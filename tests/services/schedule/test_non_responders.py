"""screens.md 3.6: the silent patients, in the order in which they worry, each with what to do."""

from collections import Counter
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from services.contract.enums import Monitoring
from services.contract.week_enums import MessageChannel, MessageKind, MessageState
from services.db.tables.answers import SymptomGrade
from services.db.tables.edge import JournalEntry
from services.db.tables.messages import Message
from services.db.tables.patients import Patient
from services.notifications.addresses import index_of
from tests.services.schedule.conftest import Weeks, local, plan_from

MONDAY = "2025-11-17 09:00"


def listed(weeks: Weeks, who: str = "nurse", **asked: Any) -> Any:
    """A page of the list."""
    weeks.service.stay_signed_in()
    found = weeks.service.client.get(
        "/api/v1/non-responders", params=asked, headers=weeks.service.as_(who)
    )
    assert found.status_code == 200, found.text
    return found.json()


def remind(weeks: Weeks, *patient_ids: UUID, key: str | None = None) -> Any:
    """What became of reminders for these."""
    weeks.service.stay_signed_in()
    return weeks.service.client.post(
        "/api/v1/non-responders/remind",
        json={"patient_ids": [str(each) for each in patient_ids]},
        headers=weeks.service.writing_as("nurse", key=key),
    )


def outcomes(answer: Any) -> list[str]:
    """What was done about each, in order."""
    assert answer.status_code == 200, answer.text
    return [each["outcome"] for each in answer.json()["items"]]


@pytest.fixture
def silent(asked: Weeks) -> Weeks:
    """Of three patients the first missed two weeks, the second one, and the third answered."""
    _, second, third = asked.service.centre.patients
    asked.follow(second, plan_from("2025-11-16"))
    asked.follow(third, plan_from("2025-11-16"))
    asked.at(MONDAY)
    for each in (second, third):
        asked.answer(each, local("2025-11-17 20:00"))
    asked.at("2025-11-24 09:00")
    asked.answer(third, local("2025-11-24 20:00"))
    asked.at("2025-12-01 09:00")
    asked.answer(third, local("2025-12-01 10:00"))
    return asked


def test_the_most_missed_come_first_with_the_days_and_the_counts(silent: Weeks):
    first, second, _ = silent.service.centre.patients
    page = listed(silent)

    shown = [(each["patient"]["id"], each["missed"], each["days"]) for each in page["items"]]
    assert shown == [(str(first), 2, 14), (str(second), 1, 14)]
    assert page["counts"] == {"one_or_more": 2, "two_or_more": 1, "never_activated": 0}
    assert [each["patient"]["id"] for each in listed(silent, silence="two_or_more")["items"]] == [
        str(first)
    ]
    assert page["items"][0]["answered_at"] is None
    assert page["items"][1]["answered_at"] == "2025-11-17T19:00:00Z"


def test_the_reminders_are_shown_with_their_channel_and_where_they_are(asked: Weeks):
    for day in (17, 18, 19, 20):
        asked.at(f"2025-11-{day} 09:00")
    (row,) = listed(asked)["items"]
    shown = [(each["kind"], each["channel"], each["state"]) for each in row["reminders"]]
    assert shown == [("second_reminder", "sms", "queued"), ("reminder", "sms", "queued")]
    assert (row["missed"], row["next_step"]) == (1, "remind")
    assert row["silence_alert_id"] == str(asked.alerts()[0].id)


def test_the_open_week_counts_once_three_days_of_it_have_passed(silent: Weeks):
    silent.at("2025-12-04 08:59")
    assert [each["missed"] for each in listed(silent)["items"]] == [2, 1]
    silent.at("2025-12-04 09:00")
    assert [each["missed"] for each in listed(silent)["items"]] == [3, 2]


def test_the_next_reminder_is_shown_until_it_has_left(silent: Weeks):
    """Screens 3.6: the next ones are planned dates."""
    expected = ["2025-12-02T08:00:00Z", "2025-12-03T08:00:00Z", None]
    for day, at in enumerate(expected, start=1):
        silent.at(f"2025-12-0{day} 09:00")
        assert listed(silent)["items"][0]["next_reminder_at"] == at


def test_who_answers_leaves_the_list_at_once(silent: Weeks):
    silent.answer(silent.patient)
    assert len(listed(silent)["items"]) == 1


def test_what_worries_comes_before_the_days_and_suggests_a_call(silent: Weeks):
    _, second, third = silent.service.centre.patients
    silent.run(update(Patient).where(Patient.id == third).values(monitoring=Monitoring.ENDED))
    silent.cycles(second, "2025-11-24")
    page = listed(silent, silence="one_or_more")
    assert page["items"][1]["worries"] == {
        "cycle_day": 8, "last_grade": None, "alert_level": None, "alert_kind": None, "count": 1,
    }  # fmt: skip
    answer_id = silent.answer(second, local("2025-11-18 20:00"))
    grade = {"answer_id": answer_id, "item": "diarrhoea", "centre_id": silent.service.centre.id,
             "patient_id": second, "authored_at": local("2025-11-18 20:00"), "grade": 3,
             "missing": None, "presence": None, "imputed": False}  # fmt: skip
    silent.run(insert(SymptomGrade).values(**grade))
    row = listed(silent)["items"][1]
    assert (row["worries"]["last_grade"], row["worries"]["count"]) == (3, 2)
    assert row["next_step"] == "call"


def test_a_wrong_number_is_the_first_thing_to_see_to(silent: Weeks):
    """A number that bounced is looked into before anybody is called."""
    keys, centre = silent.service.context.keys, silent.service.centre.id
    letters = [each for each in silent.letters() if each.channel is MessageChannel.SMS]
    index = index_of(keys, centre, MessageChannel.SMS, "+33639981400")
    silent.run(
        update(Message)
        .where(Message.id == letters[-1].id)
        .values(
            state=MessageState.FAILED,
            fault="wrong_address",
            address_index=index,
            created_at=silent.now,
        )
    )
    row = listed(silent)["items"][0]
    sms = next(each for each in row["channels"] if each["channel"] == "sms")
    assert (sms["bounced"], row["next_step"]) == (True, "check_address")


def test_never_activated_are_those_who_agreed_and_never_opened_their_pages(silent: Weeks):
    third = silent.service.centre.patients[2]
    silent.monitoring(third, Monitoring.PENDING)
    page = listed(silent, silence="never_activated")
    assert [(each["patient"]["id"], each["next_step"]) for each in page["items"]] == [
        (str(third), "invite_again")
    ]
    assert page["counts"]["never_activated"] == 1


def test_who_is_paused_is_not_in_the_list(silent: Weeks):
    silent.monitoring(silent.patient, Monitoring.PAUSED)
    assert len(listed(silent)["items"]) == 1


def test_the_list_is_paged_and_journalled_with_those_it_shows(silent: Weeks):
    first = listed(silent, limit=1)
    second = listed(silent, limit=1, cursor=first["next_cursor"])
    shown = [page["items"][0]["patient"]["id"] for page in (first, second)]

    assert shown == [str(each) for each in silent.service.centre.patients[:2]]
    assert second["next_cursor"] is None
    with silent.reading() as session:
        entries = session.scalars(
            select(JournalEntry.shown).where(JournalEntry.action == "list_non_responders")
        ).all()
    assert entries == [[shown[0]], [shown[1]]]


def test_the_units_of_others_are_not_shown(silent: Weeks):
    foreign = silent.service.centre.units[1]
    assert listed(silent, who="nurse_without_unit")["items"] == []
    refused = silent.service.client.get(
        "/api/v1/non-responders", params={"unit": str(foreign)}, headers=silent.service.as_("nurse")
    )
    assert refused.status_code == 404


def test_reminders_in_bulk_say_of_each_what_was_done(silent: Weeks):
    first, second, third = silent.service.centre.patients
    silent.at("2025-12-01 12:00")
    assert outcomes(remind(silent, first, third)) == ["sent", "answered"]
    assert silent.messages(first)[-1] is MessageKind.REMINDER_NOW
    assert outcomes(remind(silent, second, first)) == ["sent", "too_soon"]
    silent.service.clock.forward(hours=24, seconds=1)
    assert outcomes(remind(silent, first)) == ["sent"]
    with silent.reading() as session:
        entries = session.scalars(
            select(JournalEntry.patient_id).where(
                JournalEntry.action == "remind_non_responders",
                JournalEntry.patient_id.is_not(None),
            )
        ).all()
    assert Counter(entries) == Counter([first, third, second, first, first])


def test_one_who_is_out_of_reach_refuses_the_whole(silent: Weeks):
    foreign = silent.service.centre.patients_of_other_unit[0]
    for other in (foreign, UUID(int=9)):
        assert remind(silent, silent.patient, other).status_code == 404
    assert MessageKind.REMINDER_NOW not in silent.messages()


def test_the_same_intention_reminds_nobody_twice(silent: Weeks):
    silent.at("2025-12-01 12:00")
    key = "remind-those-who-are-silent"
    once, again = remind(silent, silent.patient, key=key), remind(silent, silent.patient, key=key)
    assert outcomes(once) == outcomes(again) == ["sent"]
    assert silent.messages().count(MessageKind.REMINDER_NOW) == 1


@pytest.mark.parametrize("count", [0, 51])
def test_no_more_than_fifty_at_once(silent: Weeks, count: int):
    assert remind(silent, *(UUID(int=each) for each in range(count))).status_code == 422


def test_an_automatic_reminder_makes_one_by_hand_wait_a_day(silent: Weeks):
    silent.at("2025-12-02 09:00")
    assert silent.messages()[-1] is MessageKind.REMINDER
    silent.service.clock.forward(hours=23)
    assert outcomes(remind(silent, silent.patient)) == ["too_soon"]


def test_the_number_on_the_rail_is_that_of_the_list_and_names_nobody(silent: Weeks):
    silent.service.stay_signed_in()
    counted = silent.service.client.get(
        "/api/v1/non-responders/counts", headers=silent.service.as_("nurse")
    )

    assert counted.status_code == 200, counted.text
    assert counted.json() == listed(silent)["counts"]
    assert set(counted.json()) == {"one_or_more", "two_or_more", "never_activated"}
