"""Two years of answers are brought in: judged and kept, and nobody is called to what is past."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from services.centres.units import units_of
from services.contract.enums import (
    AlertKind,
    AlertLevel,
    AlertState,
    AnswerOutcome,
    Channel,
    Monitoring,
)
from services.db.scope import Scope
from services.db.tables.alerts import Alert, RuleHit
from services.db.tables.answers import Answer, SymptomGrade
from services.db.tables.centres import RuleSetActivation
from services.db.tables.patients import Patient
from services.surveillance.checks import Window, find_gaps
from tests.services.alerts.conftest import Ward
from tests.services.imports.conftest import Dock
from tests.support.answers import answer_content
from tests.support.bundles import INS_OID, bundle, patient, plan, response, wrapped
from tests.support.fhir_answers import as_fhir

SEVERE = {"diarrhoea": {"frequency": 4}}


def _ours(dock: Dock, authored_at: str, **answered: Any) -> dict[str, Any]:
    """An answer of a patient who is here."""
    return as_fhir(
        answer_content(authored_at=authored_at, **answered), dock.service.centre.patients[0]
    )


def _move_episode(dock: Dock, days: int) -> None:
    with dock.service.context.database.writing(Scope(dock.service.centre.id)) as session:
        started = dock.service.clock.now() - timedelta(days=days)
        session.execute(update(Patient).values(episode_started_at=started))


def test_a_history_raises_nothing_that_anybody_is_called_to(dock: Dock):
    now = dock.service.clock.now()
    weeks = [now - timedelta(weeks=number) for number in range(3, 55)]
    made = bundle(patient(), *(response(at.isoformat(), symptoms=SEVERE) for at in weeks))

    results = dock.results(made)

    assert results[1:] == [("taken_with_warning", ["history_alert"])] * len(weeks)
    answers = dock.rows(Answer)
    assert {(a.channel, a.late, a.outcome) for a in answers} == {
        (Channel.IMPORT, True, AnswerOutcome.ALERT)
    }
    alerts = dock.rows(Alert)
    assert {alert.state for alert in alerts} == {AlertState.CLOSED}
    assert {alert.received_at for alert in alerts} == {answer.authored_at for answer in answers}
    assert all(alert.closed_at == alert.received_at for alert in alerts)
    for view in ("todo", "mine", "deferred", "escalated", "closed"):
        assert dock.get("/worklist", view=view)["items"] == [], view
    assert dock.rows(RuleHit) != []
    assert dock.rows(SymptomGrade) != []


def test_nothing_of_a_history_is_missing_to_surveillance(dock: Dock):
    now = dock.service.clock.now()
    at = (now - timedelta(weeks=5)).isoformat()
    dock.report(bundle(patient(), response(at, symptoms=SEVERE), response(at, language="xx")))

    with dock.service.context.database.reading(Scope(dock.service.centre.id)) as session:
        window = Window(now - timedelta(days=1), None)
        assert find_gaps(session, [window], units_of(session)) == []


def test_an_answer_of_the_last_two_weeks_is_received_like_any_other(dock: Dock):
    now = dock.service.clock.now()
    old, new = now - timedelta(days=14, seconds=1), now - timedelta(days=14)
    made = bundle(
        patient(),
        response(old.isoformat(), symptoms=SEVERE),
        response(new.isoformat(), symptoms=SEVERE, comment="x"),
    )

    results = dock.results(made)

    assert [reasons for _, reasons in results[1:]] == [["history_alert"], ["raised_alert"]]
    (row,) = dock.get("/worklist")["items"]
    detail = dock.get(f"/alerts/{row['alert_id']}")
    assert detail["survey"]["channel"] == "import"
    assert detail["survey"]["is_late"] is True


def test_a_later_answer_is_compared_with_the_history(dock: Dock):
    now = dock.service.clock.now()
    before, today = now - timedelta(days=21), now - timedelta(hours=2)
    mild, worse = {"diarrhoea": {"frequency": 1}}, {"diarrhoea": {"frequency": 3}}
    dock.report(
        bundle(
            patient(),
            response(today.isoformat(), symptoms=worse),
            response(before.isoformat(), symptoms=mild),
        )
    )

    (row,) = dock.get("/worklist")["items"]
    detail = dock.get(f"/alerts/{row['alert_id']}")
    assert datetime.fromisoformat(detail["survey"]["compared_with"]) == before


def test_what_cannot_be_judged_of_a_history_is_kept_closed_and_said(dock: Dock):
    at = (dock.service.clock.now() - timedelta(weeks=9)).isoformat()

    results = dock.results(bundle(patient(), response(at, version="9.9.9")))

    assert results[1] == ("taken_with_warning", ["not_evaluated", "history_alert"])
    (alert,) = dock.rows(Alert)
    assert (alert.kind, alert.state) == (AlertKind.TECHNICAL, AlertState.CLOSED)


def test_an_old_answer_wakes_no_deferral_and_leaves_open_alerts_alone(dock: Dock):
    ward = Ward(dock.service)
    _move_episode(dock, 200)
    alert = ward.raised(AlertLevel.MODERATE)
    until = (dock.service.clock.now() + timedelta(days=1)).isoformat()
    ward.done("nurse", alert, "defer", {"reason": "call_back", "until": until})
    at = (dock.service.clock.now() - timedelta(weeks=9)).isoformat()

    results = dock.results(bundle(wrapped(_ours(dock, at, symptoms=SEVERE))))

    assert results == [("taken_with_warning", ["history_alert"])]
    row = ward.alert(alert)
    assert row.state is AlertState.DEFERRED
    assert row.waits_until == datetime.fromisoformat(until)


def test_before_the_episode_of_a_patient_who_is_here_nothing_is_taken(dock: Dock):
    at = (dock.service.clock.now() - timedelta(days=121)).isoformat()

    results = dock.results(bundle(wrapped(_ours(dock, at, symptoms=SEVERE))))

    assert results == [("refused", ["before_episode"])]
    assert dock.rows(Answer) == []


def test_a_long_history_comes_in_several_bundles_the_oldest_first(dock: Dock):
    months = [response(f"2025-0{month}-03T08:00:00Z") for month in (5, 6, 7, 8)]
    dock.report(bundle(patient(), *months[1:3]))

    assert dock.results(bundle(patient(), months[3])) == [("known", []), ("taken", [])]
    assert dock.results(bundle(patient(), months[0]))[1] == ("refused", ["before_episode"])


@pytest.mark.parametrize("monitoring", [Monitoring.PENDING, Monitoring.ENDED])
def test_answers_of_somebody_whom_nobody_follows_are_refused_aloud(
    dock: Dock, monitoring: Monitoring
):
    with dock.service.context.database.writing(Scope(dock.service.centre.id)) as session:
        session.execute(update(Patient).values(monitoring=monitoring))
    recent = (dock.service.clock.now() - timedelta(days=1)).isoformat()
    old = (dock.service.clock.now() - timedelta(days=60)).isoformat()
    made = bundle(wrapped(_ours(dock, recent)), wrapped(_ours(dock, old)))

    assert dock.results(made) == [("refused", ["monitoring_not_active"])] * 2
    assert dock.rows(Answer) == []


@pytest.mark.parametrize("days", [1, 9, 20])
def test_an_answer_that_came_by_itself_before_is_known(dock: Dock, days: int):
    """However late it came: nobody is called twice for one answer (H-11)."""
    at = (dock.service.clock.now() - timedelta(days=days)).isoformat()
    patient_id = dock.service.centre.patients[0]
    sent = dock.service.client.post(
        f"/api/v1/patients/{patient_id}/answers",
        json=answer_content(authored_at=at, symptoms=SEVERE),
        headers=dock.service.writing_as("ingest"),
    )
    assert sent.status_code == 201

    assert dock.results(bundle(wrapped(_ours(dock, at, symptoms=SEVERE)))) == [("known", [])]
    assert len(dock.rows(Answer)) == len(dock.rows(Alert)) == 1


def test_an_answer_that_comes_by_itself_after_it_was_imported_is_known(dock: Dock):
    """Weeks later too, while its alert stands before somebody (H-11)."""
    at = (dock.service.clock.now() - timedelta(days=10)).isoformat()
    said = wrapped(_ours(dock, at, symptoms=SEVERE))
    assert dock.results(bundle(said)) == [("taken_with_warning", ["raised_alert"])]
    dock.service.clock.forward(days=8)

    sent = dock.service.client.post(
        f"/api/v1/patients/{dock.service.centre.patients[0]}/answers",
        json=answer_content(authored_at=at, symptoms=SEVERE),
        headers=dock.service.writing_as("ingest"),
    )

    assert (sent.status_code, sent.json()["duplicate"]) == (200, True)
    assert len(dock.rows(Alert)) == 1


def test_another_answer_of_the_same_instant_is_news(dock: Dock):
    """It may hold what the first one does not: it is judged, and somebody is called (H-02)."""
    at = (dock.service.clock.now() - timedelta(days=9)).isoformat()
    patient_id = dock.service.centre.patients[0]
    sent = dock.service.client.post(
        f"/api/v1/patients/{patient_id}/answers",
        json=answer_content(authored_at=at),
        headers=dock.service.writing_as("ingest"),
    )
    assert sent.status_code == 201

    results = dock.results(bundle(wrapped(_ours(dock, at, symptoms=SEVERE))))

    assert results == [("taken_with_warning", ["raised_alert"])]


def test_a_closed_alert_does_not_make_an_imported_answer_news(dock: Dock):
    at = (dock.service.clock.now() - timedelta(days=10)).isoformat()
    made = bundle(patient(), response(at, symptoms=SEVERE))
    dock.report(made)
    with dock.service.context.database.writing(Scope(dock.service.centre.id)) as session:
        assert session.scalars(select(Alert.state)).all() == [AlertState.NEW]
        session.execute(update(Alert).values(state=AlertState.CLOSED))
    dock.service.clock.forward(days=10)

    assert dock.results(made)[1] == ("known", [])


def test_an_amended_answer_is_the_last_state_of_what_never_came(dock: Dock):
    at = (dock.service.clock.now() - timedelta(days=30)).isoformat()

    results = dock.results(bundle(patient(), response(at) | {"status": "amended"}))

    assert results[1] == ("taken_with_warning", ["amended_taken_as_final"])
    assert [answer.outcome for answer in dock.rows(Answer)] == [AnswerOutcome.NOTHING]


def test_an_extension_of_somebody_else_does_not_make_an_amended_answer_a_correction(
    sqlite_dock: Dock,
):
    at = (sqlite_dock.service.clock.now() - timedelta(days=30)).isoformat()
    more = {"status": "amended", "extension": [{"url": "http://x", "valueCode": "y"}]}

    results = sqlite_dock.results(bundle(patient(), response(at) | more))

    assert results[1] == ("taken_with_warning", ["amended_taken_as_final"])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"authored": None}, "date_missing"),
        ({"authored": "2025-11"}, "date_incomplete"),
        ({"authored": "2025-11-02"}, "date_incomplete"),
        ({"authored": "1999-12-31T08:00:00Z"}, "date_unreadable"),
        ({"authored": "2025-10-01T08:00:00"}, "date_unreadable"),
        ({"authored": "2025-11-18T10:00:00Z"}, "date_in_future"),
        ({"status": "entered-in-error"}, "entered_in_error"),
        ({"item": "x"}, "malformed"),
        ({"unheard": 1}, "malformed"),
        ({"subject": {}}, "reference_missing"),
        ({"subject": {"reference": "Patient/nobody"}}, "reference_unknown"),
    ],
)
def test_an_answer_without_a_time_or_a_patient_is_refused(
    sqlite_dock: Dock, changes: dict[str, Any], reason: str
):
    made = bundle(patient(), response("2025-10-01T08:00:00Z") | changes)

    assert sqlite_dock.results(made)[1] == ("refused", [reason])
    assert sqlite_dock.rows(Answer) == []


def test_without_any_authored_an_answer_is_refused(sqlite_dock: Dock):
    made = response("2025-10-01T08:00:00Z")
    del made["authored"]

    assert sqlite_dock.results(bundle(patient(), made))[1] == ("refused", ["date_missing"])


def test_another_patient_of_the_bundle_as_author_is_for_a_person(sqlite_dock: Dock):
    other = patient(identifier=[{"value": "B7"}], name=[{"family": "Riou", "given": ["Yann"]}])
    made = bundle(
        patient(),
        {"fullUrl": "urn:uuid:other", "resource": other | {"birthDate": "1970-01-05"}},
        response("2025-10-01T08:00:00Z") | {"author": {"reference": "urn:uuid:other"}},
    )

    assert sqlite_dock.results(made)[2] == (
        "taken_with_warning",
        ["not_evaluated", "history_alert"],
    )


def test_a_patient_who_was_refused_is_no_author_of_another_ones_answer(sqlite_dock: Dock):
    """What somebody else reported is not silently judged as this patient's own (H-06)."""
    dead = patient(deceasedBoolean=True, identifier=[{"value": "B7"}], birthDate="1970-01-05")
    made = bundle(
        patient(),
        {"fullUrl": "urn:uuid:other", "resource": dead},
        response("2025-10-01T08:00:00Z") | {"author": {"reference": "urn:uuid:other"}},
    )

    assert sqlite_dock.results(made)[1:] == [
        ("refused", ["deceased"]),
        ("taken_with_warning", ["not_evaluated", "history_alert"]),
    ]


def test_an_answer_from_before_the_patient_was_born_is_refused(sqlite_dock: Dock):
    made = bundle(patient(birthDate="2001-05-01"), response("2001-04-30T08:00:00Z"))

    assert sqlite_dock.results(made)[1] == ("refused", ["before_birth"])


def test_an_answer_that_its_sender_takes_back_is_for_a_person(sqlite_dock: Dock):
    said = response("2025-10-01T08:00:00Z", symptoms=SEVERE)
    sqlite_dock.report(bundle(patient(), said))
    before = len(sqlite_dock.rows(Answer))

    results = sqlite_dock.results(bundle(patient(), said | {"status": "entered-in-error"}))

    assert results[1] == ("refused", ["differs_from_known"])
    assert len(sqlite_dock.rows(Answer)) == before


def test_an_episode_never_begins_in_the_future(sqlite_dock: Dock):
    now = sqlite_dock.service.clock.now()
    ahead = (now + timedelta(seconds=60)).isoformat()

    results = sqlite_dock.results(bundle(patient(), response(ahead)))

    assert results[1][0].startswith("taken")
    (row,) = sqlite_dock.rows(Patient, Patient.episode_started_at == now, Patient.created_at == now)
    assert row.episode_started_at == now


def test_an_old_answer_is_judged_beside_the_treatment_of_its_day(dock: Dock):
    """What is severe under one treatment is not under another: that of the day counts (H-02)."""
    during = plan(title="FOLFIRI", period={"start": "2025-01-06", "end": "2025-03-31"})
    loose = {"diarrhoea": {"frequency": 3}}
    days = ("2025-02-10T08:00:00Z", "2025-05-12T08:00:00Z")

    dock.report(bundle(patient(), during, *(response(day, symptoms=loose) for day in days)))

    alerts = {alert.received_at.month: alert.id for alert in dock.rows(Alert)}
    hits = {hit.alert_id for hit in dock.rows(RuleHit, RuleHit.rule_id == "DIA-04")}
    assert hits == {alerts[2]}


def test_the_first_answer_of_a_centre_settles_its_rules_however_old_it_is(dock: Dock):
    """No upgrade may change by which rules a centre is judged (decision 14)."""
    made = bundle(patient(), *(response(f"2025-0{month}-03T08:00:00Z") for month in (5, 6)))

    dock.report(made)

    settled = dock.rows(RuleSetActivation)
    assert [each.version for each in settled] == ["default-2"]


def test_an_answer_under_the_ins_of_somebody_else_is_for_a_person(dock: Dock):
    """The reference names one patient, the number another: whose it is, nobody knows (H-06)."""
    named = {"identifier": {"system": INS_OID, "value": "158033523804237"}}
    said = response("2025-10-01T08:00:00Z")

    results = dock.results(bundle(patient(), said | {"subject": said["subject"] | named}))

    assert results[1] == ("taken_with_warning", ["not_evaluated", "history_alert"])
