"""What an administrator sets: in versions, with a day, undone, and never closed for too long."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select, update

from services.alerts.escalations import people_asked
from services.centres.times import time_of
from services.contract.enums import AlertLevel
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.centres import Centre, CentreSetting
from services.db.tables.edge import JournalEntry
from services.ids import new_id
from tests.support.answers import answer_content
from tests.support.service import ServiceUnderTest

HOURS: dict[str, Any] = {
    "section": "opening_hours",
    "days": [[{"opens": "08:00", "closes": "18:00"}]] * 5 + [[], []],
    "holidays": "FR",
    "closed_days": [],
}
LATE = [{"opens": "11:00", "closes": "18:00"}]
FEVER = {"value": 39.4, "unit": "Cel", "measured_at": "2025-11-18T09:00:00Z"}


def settings(service: ServiceUnderTest, who: str = "admin") -> Any:
    """Everything that is set."""
    answer = service.client.get("/api/v1/centre/settings", headers=service.as_(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


def section(service: ServiceUnderTest, name: str) -> Any:
    """One section."""
    return next(each for each in settings(service)["sections"] if each["section"] == name)


def change(
    service: ServiceUnderTest,
    content: dict[str, Any],
    revision: int | None = None,
    on: str | None = None,
    who: str = "admin",
) -> Any:
    """Another version, of what is there now unless a revision is given."""
    name = content["section"]
    known = section(service, name)["revision"] if revision is None else revision
    return service.client.put(
        f"/api/v1/centre/settings/{name}",
        json={"content": content, "effective_on": on},
        headers=service.writing_as(who, version=known),
    )


def undo(service: ServiceUnderTest, name: str, version: int, revision: int) -> Any:
    """A version that shall not begin."""
    return service.client.post(
        "/api/v1/centre/settings/undo",
        json={"section": name, "version": version},
        headers=service.writing_as("admin", version=revision),
    )


def history(service: ServiceUnderTest, name: str) -> list[tuple[int, str]]:
    """Every version with where it stands, the newest first."""
    answer = service.client.get(
        f"/api/v1/centre/settings/{name}/versions", headers=service.as_("admin")
    )
    return [(each["version"], each["state"]) for each in answer.json()["versions"]]


def minutes(service: ServiceUnderTest, who: str = "nurse") -> int:
    """After how many minutes the console of somebody locks."""
    me = service.client.get("/api/v1/me", headers=service.as_(who)).json()
    return int(me["centre"]["idle_lock_min"])


@pytest.mark.parametrize("stored", [{"section": "idle_lock", "minutes": 99}, {}, [], "x"])
def test_an_idle_lock_that_cannot_be_read_keeps_nobody_out(sqlite_service, stored: Any):
    assert change(sqlite_service, {"section": "idle_lock", "minutes": 7}).status_code == 200
    assert minutes(sqlite_service) == 7
    with sqlite_service.context.database.writing(Scope(sqlite_service.centre.id)) as session:
        session.execute(update(CentreSetting).values(content=stored))

    assert minutes(sqlite_service) == sqlite_service.context.settings.idle_lock_min


def office(service: ServiceUnderTest) -> None:
    """The centre has the usual hours."""
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(
            update(Centre).where(Centre.id == service.centre.id).values(opening_hours={})
        )


def feverish(service: ServiceUnderTest) -> Alert:
    """The critical alert of an answer that comes now."""
    patient = service.centre.patients[0]
    sent = service.client.post(
        f"/api/v1/patients/{patient}/answers",
        json=answer_content(temperatures=[FEVER]),
        headers=service.writing_as("ingest"),
    )
    assert sent.status_code == 201, sent.text
    return alert(service)


def alert(service: ServiceUnderTest) -> Alert:
    """The alert that there is."""
    with service.context.database.reading(Scope(service.centre.id)) as session:
        found = session.scalars(select(Alert).where(Alert.level == AlertLevel.CRITICAL)).one()
        session.expunge(found)
    return found


def at(text: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_what_an_administrator_sets_counts_at_once_for_everybody_of_the_centre(service):
    assert minutes(service) == 5
    changed = change(service, {"section": "idle_lock", "minutes": 3})

    assert changed.status_code == 200, changed.text
    assert (changed.json()["in_force"]["version"], changed.json()["planned"]) == (1, None)
    assert changed.json()["in_force"]["made_by"]["name"]
    assert minutes(service) == 3
    other = {"Authorization": f"Bearer {service.other_centre.tokens['nurse']}"}
    me = service.client.get("/api/v1/me", headers=other).json()
    assert me["centre"]["idle_lock_min"] == 5


@pytest.mark.parametrize("value", [0, 16, -1, "5", 2.5])
def test_the_lock_is_never_off(service, value):
    refused = change(service, {"section": "idle_lock", "minutes": value})

    assert refused.status_code == 422
    assert minutes(service) == 5


def test_a_planned_version_begins_by_the_clock_alone(service):
    change(service, {"section": "idle_lock", "minutes": 3}, on="2025-11-20")
    assert minutes(service) == 5
    assert section(service, "idle_lock")["planned"]["content"]["minutes"] == 3

    service.clock.set(at("2025-11-19 22:59"))
    service.stay_signed_in()
    assert minutes(service) == 5
    service.clock.set(at("2025-11-19 23:00"))
    assert minutes(service) == 3
    assert history(service, "idle_lock") == [(1, "in_force"), (0, "past")]


def test_a_planned_version_is_taken_back_or_replaced_and_what_began_is_not(service):
    first = change(service, {"section": "idle_lock", "minutes": 3}, on="2025-11-20").json()
    undone = undo(service, "idle_lock", 1, first["revision"])
    assert undone.json()["planned"] is None
    change(service, {"section": "idle_lock", "minutes": 4}, on="2025-11-20")
    change(service, {"section": "idle_lock", "minutes": 6}, on="2025-11-25")
    now = change(service, {"section": "idle_lock", "minutes": 7}).json()

    assert history(service, "idle_lock") == [
        (4, "in_force"), (3, "replaced"), (2, "replaced"), (1, "undone"), (0, "past"),
    ]  # fmt: skip
    refused = undo(service, "idle_lock", 4, now["revision"])
    assert (refused.status_code, refused.json()["code"]) == (409, "state_forbids")
    service.clock.set(at("2025-11-28 12:00"))
    service.stay_signed_in()
    assert minutes(service) == 7


def test_the_second_of_two_administrators_is_told_who_was_faster(service):
    seen = section(service, "idle_lock")["revision"]
    planned = change(service, {"section": "idle_lock", "minutes": 3}, seen, on="2025-11-20").json()
    late = change(service, {"section": "idle_lock", "minutes": 9}, seen)

    assert (late.status_code, late.json()["code"]) == (412, "version_stale")
    assert late.json()["current"]["by"]["name"]
    assert undo(service, "idle_lock", 1, seen).status_code == 412
    undo(service, "idle_lock", 1, planned["revision"])
    # An undoing is a change that somebody else has not seen.
    stale = change(service, {"section": "idle_lock", "minutes": 9}, planned["revision"])
    assert stale.status_code == 412


@pytest.mark.parametrize("who", ["nurse", "oncologist", "manager", "privacy_officer"])
def test_nobody_else_reads_or_writes_it(service, who):
    assert change(service, {"section": "idle_lock", "minutes": 3}, 0, who=who).status_code == 403
    answer = service.client.get("/api/v1/centre/settings", headers=service.as_(who))
    assert answer.status_code == 403


def test_the_day_that_has_begun_keeps_its_hours(service):
    """H-03: nobody who has read what is due today sees another time."""
    office(service)
    refused = change(service, HOURS, on="2025-11-18")
    assert refused.json()["errors"] == [{"field": "effective_on", "reason": "too_early"}]
    planned = change(service, HOURS | {"days": [LATE] * 5 + [[], []]}).json()

    assert planned["planned"]["effective_from"] == "2025-11-18T23:00:00Z"
    assert planned["earliest"] == "2025-11-19"


def test_hours_that_are_set_later_never_move_what_a_critical_alert_is_due(service):
    """H-03: what was said to be due stays due, also when its day gets other hours."""
    office(service)
    service.clock.set(at("2025-11-18 16:30"))
    raised = feverish(service)
    assert raised.due_at == at("2025-11-19 08:30")
    service.stay_signed_in()
    late = HOURS | {"days": [LATE] * 5 + [[], []], "closed_days": ["2025-11-20"]}
    assert change(service, late).status_code == 200

    service.clock.set(at("2025-11-19 09:00"))
    assert alert(service).due_at == at("2025-11-19 08:30")


def test_what_arrives_afterwards_is_due_by_the_hours_of_each_day_that_it_waits(service):
    office(service)
    early = [{"opens": "07:00", "closes": "18:00"}]
    change(service, HOURS | {"days": [early] * 5 + [[], []]})
    service.clock.set(at("2025-11-18 16:30"))

    assert feverish(service).due_at == at("2025-11-19 07:30")


def test_who_is_asked_already_stays_asked_when_hours_get_shorter(service):
    """H-03: past days are counted by the hours they had, so that an escalation never goes back."""
    office(service)
    service.stay_signed_in()
    listed, since = [new_id(), new_id(), new_id()], at("2025-11-18 08:00")
    now = at("2025-11-19 12:00")
    change(service, HOURS | {"days": [LATE] * 5 + [[], []]}, on="2025-11-20")

    def asked() -> int:
        with service.context.database.reading(Scope(service.centre.id)) as session:
            hours = time_of(session, service.centre.id).hours
        return len(people_asked(listed[0], since, AlertLevel.HIGH, listed, hours, now))

    before = asked()
    service.clock.set(at("2025-11-21 12:00"))
    service.stay_signed_in()
    change(service, HOURS | {"days": [LATE] * 5 + [[], []], "closed_days": ["2025-11-18"]})
    assert asked() == before == 3


def bridge(first: int, last: int) -> list[str]:
    """Closed days of December 2025."""
    return [date(2025, 12, day).isoformat() for day in range(first, last + 1)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"days": [LATE] + [[]] * 6}, "content.days", id="one day a week"),
        pytest.param({"days": [[]] * 7}, "content.days", id="never"),
        pytest.param({"closed_days": bridge(24, 31)}, "content.closed_days", id="closed for weeks"),
        pytest.param(
            {"days": [[{"opens": "09:00", "closes": "08:00"}]] * 7}, "content.days", id="backwards"
        ),
    ],
)
def test_a_centre_is_never_closed_for_too_long(service, changes, field):
    """H-03: hours that close a centre are as far as longer response times, which need two."""
    office(service)
    refused = change(service, HOURS | changes)

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == field
    assert section(service, "opening_hours")["revision"] == 0


def test_a_bridge_day_is_closed_and_what_it_does_is_seen_before(service):
    office(service)
    hours = HOURS | {"closed_days": ["2025-12-26"]}
    asked = {"content": hours, "effective_on": "2025-12-22"}
    headers = service.writing_as("admin")
    shown = service.client.post(
        "/api/v1/centre/settings/preview", json=asked, headers=headers
    ).json()

    why = {each["day"]: each["why"] for each in shown["days"]}
    assert [why[f"2025-12-{day}"] for day in (24, 25, 26, 27)] == [
        None, "holiday", "closed_day", "weekday",
    ]  # fmt: skip
    assert shown["longest_closed_hours"] == 110
    assert shown["critical_from"] == "2025-12-24T17:00:00Z"
    assert shown["critical_due"] == "2025-12-29T09:00:00Z"
    assert section(service, "opening_hours")["revision"] == 0
    assert change(service, hours, on="2025-12-22").status_code == 200


def test_every_change_and_reading_is_journalled(service):
    change(service, {"section": "idle_lock", "minutes": 3}, on="2025-11-20")
    undo(service, "idle_lock", 1, 1)
    with service.context.database.reading(Scope(service.centre.id)) as session:
        actions = set(session.scalars(select(JournalEntry.action)))
    assert {"read_centre_settings", "change_centre_setting", "undo_centre_setting"} <= actions


def test_no_administrator_writes_response_times(service):
    """H-03: they are read here, and take an oncologist and a second person (R-AZ-10)."""
    known = section(service, "response_times")
    content = known["in_force"]["content"]
    assert content == {
        "section": "response_times",
        "critical": 120, "high": 360, "moderate": 480, "info": 1440, "technical": 60,
    }  # fmt: skip
    assert change(service, content | {"critical": 240}, 0).status_code == 403
    assert undo(service, "response_times", 1, 0).status_code == 403
    assert section(service, "response_times") == known
