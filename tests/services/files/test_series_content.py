"""What counts in a synthesis: newest versions, worst grades, confirmations, rules of the day."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update

from services.answers.released import released
from services.answers.rule_sets import activate, store
from services.contract.enums import EventType
from services.contract.record import (
    EcogContent,
    EventContent,
    TemperatureContent,
    WeightContent,
)
from services.db.scope import Scope
from services.db.tables.alerts import Alert, RuleHit
from services.db.tables.answers import SymptomGrade
from services.db.tables.patients import TreatmentLine
from services.db.tables.record import RecordEntry
from tests.services.answers.test_repeated import close
from tests.services.answers.test_rule_sets import another, release_of

SEVERE, MODERATE, MILD, NONE = ({"diarrhoea": {"frequency": each}} for each in (4, 3, 1, 0))
GRADES = ("grades", "confirmed", "not_asked", "not_answered", "presence")


def write(file, statement):
    """Changes rows behind the back of the service."""
    with file.service.context.database.writing(Scope(file.service.centre.id)) as session:
        session.execute(statement.execution_options(synchronize_session=False))


def test_of_two_surveys_of_a_week_the_worst_grade_counts(file):
    worse = file.answer(SEVERE, weeks_ago=1 + 2 / 7)
    better = file.answer(MILD, weeks_ago=1)
    file.answer(NONE)

    found = file.series(weeks=2)

    assert found["answers"][0] == [better["id"], worse["id"]]
    assert file.column("diarrhoea", weeks=2)["grades"] == [3, 0]
    assert found["follow_up"]["answered_weeks"] == 2


def test_a_corrected_survey_counts_in_its_newest_version(file):
    first = file.answer(SEVERE, weeks_ago=1, weight={"value": 90, "unit": "kg"})
    second = file.answer(
        MILD, weeks_ago=1, replaces=first["id"], weight={"value": 70, "unit": "kg"}
    )

    found = file.series(weeks=3)

    assert [each for week in found["answers"] for each in week] == [second["id"]]
    assert file.column("diarrhoea", weeks=3)["grades"][-1] == 1
    assert [each["value"] for each in found["weights"]] == [70]
    assert found["follow_up"]["survey_count"] == 1


def test_what_was_taken_back_is_in_none_of_it(file):
    kept = file.answer(MILD, weeks_ago=2)
    wrong = file.answer(SEVERE, weeks_ago=1, weight={"value": 90, "unit": "kg"})
    file.answer(
        weeks_ago=1,
        replaces=wrong["id"],
        unread=[{"place": "status", "value": "entered-in-error"}],
    )

    found = file.series(weeks=4)

    assert [each for week in found["answers"] for each in week] == [kept["id"]]
    assert found["weights"] == []
    assert found["follow_up"]["survey_count"] == 1
    assert found["follow_up"]["last_survey_at"] == kept["authored_at"]


def test_symptoms_with_an_open_alert_stand_first_then_the_last_grade_then_the_worst(file):
    closed = file.answer({"nausea": {"frequency": 4, "severity": 4}}, weeks_ago=1)
    close(file.intake, closed["alert_id"])
    file.answer(
        {
            "diarrhoea": {"frequency": 3},
            "cough": {"severity": 1, "interference": 1},
            "pain": {"frequency": 1, "severity": 1, "interference": 1},
        }
    )

    items = file.series()["symptoms"]
    names = [each["item"] for each in items]
    open_ones = [each["item"] for each in items if each["has_open_alert"]]

    assert open_ones == names[: len(open_ones)] == ["diarrhoea"]
    assert names.index("cough") < names.index("nausea") < names.index("fatigue")


def test_a_grade_is_confirmed_in_the_week_of_its_survey(file):
    last_week = file.answer(SEVERE, weeks_ago=1)
    grade = {"result": "patient_reached", "grades": [{"item": "diarrhoea", "grade": 2}]}
    file.act(last_week["alert_id"], "calls", grade)
    now = file.answer(NONE)

    assert now["alert_id"] is None
    assert file.column("diarrhoea", weeks=2)["confirmed"] == [2, None]


def test_a_call_that_was_undone_confirms_nothing_and_is_no_event(file):
    receipt = file.answer(SEVERE)
    grade = {"result": "patient_reached", "grades": [{"item": "diarrhoea", "grade": 4}]}
    done = file.act(receipt["alert_id"], "calls", grade)
    file.act(receipt["alert_id"], "undo", {"action_id": done["action_id"]})

    found = file.series()

    assert file.column("diarrhoea")["confirmed"] == [None] * 16
    assert (found["events"], found["last_actions"]) == ([], [])
    assert found["follow_up"]["action_count"] == 2
    listed = file.read("actions")["items"]
    assert [(each["kind"], each["undone"]) for each in listed] == [("undo", False), ("call", True)]


def test_not_asked_is_not_the_same_as_not_answered(file):
    first = file.answer(MILD, weeks_ago=1)
    last = file.answer(MILD)
    for answer, item, missing in (
        (first, "cough", "not_asked"),
        (last, "cough", "opt_out"),
        (first, "rash", None),
    ):
        row = (SymptomGrade.answer_id == UUID(answer["id"]), SymptomGrade.item == item)
        if missing is None:
            write(file, delete(SymptomGrade).where(*row))
        else:
            write(file, update(SymptomGrade).where(*row).values(grade=None, missing=missing))

    cough, rash = (file.column(item, weeks=3) for item in ("cough", "rash"))

    assert [cough[name] for name in GRADES] == [[None] * 3, [None] * 3, [1], [2], []]
    assert [rash[name] for name in GRADES] == [[None] * 3, [None] * 3, [1], [], [None, None, False]]


def test_a_survey_of_a_form_that_is_not_known_is_a_week_with_an_answer(file):
    file.answer(MILD, weeks_ago=1)
    unknown = file.answer(version="9.9.9")

    found = file.series(weeks=2)

    assert found["answers"][-1] == [unknown["id"]]
    assert file.column("diarrhoea", weeks=2)["not_answered"] == [1]


def test_zones_are_those_of_the_rules_in_force_on_each_day(file):
    now, centre = file.service.clock.now(), file.service.centre.id
    rules = [each for each in another(3)["rules"] if each["id"] != "DIA-02"]
    with file.service.context.database.writing(Scope(centre)) as session:
        store(session, now, released())
        store(session, now, release_of(another(3, rules=rules)))
        activate(session, centre, "default-2", now - timedelta(days=400))
        activate(session, centre, "default-3", now - timedelta(days=10))
    file.answer(SEVERE, weeks_ago=4)
    file.answer(NONE)

    zones = file.column("diarrhoea", weeks=8)["zones"]

    first_day = file.days_ago(7 * 7 + 3).isoformat()
    assert [each["since"] for each in zones] == [first_day, file.days_ago(10).isoformat()]
    assert [zones[0]["zone"]["rule_id"], zones[0]["zone"]["threshold"]] == ["DIA-02", 3]
    assert zones[1]["zone"]["rule_id"] != "DIA-02"
    last_weeks = file.column("diarrhoea", weeks=1)["zones"]
    assert [each["since"] for each in last_weeks] == [file.days_ago(3).isoformat()]


def test_measures_of_patients_and_of_the_team_stand_together(file):
    file.answer(
        weeks_ago=1,
        ecog=1,
        weight={"value": 700, "unit": "kg"},
        temperatures=[{"value": 37.24, "unit": "Cel", "measured_at": None}],
    )
    file.answer(ecog="opt_out", weight={"value": 71, "unit": "[lb_av]"})
    file.note(EcogContent(grade=2), file.days_ago(3).isoformat())
    file.note(TemperatureContent(celsius=38), file.days_ago(2).isoformat())

    found = file.series()

    ecog = [(each["value"], each["by_patient"]) for each in found["ecog"]]
    assert ecog == [(1, True), (2, False)]
    assert [each["value"] for each in found["temperatures"]] == [37.2, 38]
    assert found["weights"] == []


def test_a_measure_of_the_record_that_was_withdrawn_is_not_drawn(file):
    file.answer(weight={"value": 71, "unit": "kg"})
    file.note(WeightContent(kg=70), file.days_ago(3).isoformat())
    wrong = file.note(WeightContent(kg=170), file.days_ago(2).isoformat())
    write(
        file,
        update(RecordEntry)
        .where(RecordEntry.id == wrong)
        .values(withdrawn_at=file.service.clock.now()),
    )

    weights = [(each["value"], each["by_patient"]) for each in file.series()["weights"]]

    assert weights == [(70, False), (71, True)]


def test_what_touches_the_period_is_in_it(file):
    gone = file.line("FOLFOX", file.days_ago(200), file.days_ago(100))
    ended = file.line("FOLFIRI", file.days_ago(90), file.days_ago(20))
    running = file.line("Pembrolizumab", file.days_ago(19))
    file.cycle(running, 1, file.days_ago(19))
    withdrawn = file.line("Erreur", file.days_ago(5))
    write(
        file,
        update(TreatmentLine)
        .where(TreatmentLine.id == withdrawn)
        .values(withdrawn_at=file.service.clock.now()),
    )
    stay = EventContent(event=EventType.HOSPITALISATION, label="Déshydratation")
    file.note(stay, file.days_ago(80).isoformat(), file.days_ago(10).isoformat())
    file.note(EventContent(event=EventType.IMAGING), "2025-11")
    wrong = file.note(EventContent(event=EventType.OTHER), file.today.isoformat())
    write(
        file,
        update(RecordEntry)
        .where(RecordEntry.id == wrong)
        .values(withdrawn_at=file.service.clock.now()),
    )

    found = file.series(weeks=8)

    lines = [each["id"] for each in found["lines"]]
    assert lines == [str(ended), str(running)]
    assert str(gone) not in lines
    events = [(each["event"], each["known"], each["until"]) for each in found["events"]]
    assert events == [
        ("hospitalisation", None, file.days_ago(10).isoformat()),
        ("imaging", "2025-11", None),
    ]
    assert found["patient"]["treatment"] == {"name": "Pembrolizumab", "cycle": 1, "day": 20}


def test_the_file_of_a_day_says_the_same_treatment_as_the_header(file):
    for started, ended in ((300, 200), (120, None), (60, 1), (40, 30)):
        end = None if ended is None else file.days_ago(ended)
        line = file.line(f"Ligne {started}", file.days_ago(started), end)
        for number in range(1, 4):
            file.cycle(line, number, file.days_ago(started - 14 * (number - 1)))

    header = file.service.client.get(
        f"/api/v1/patients/{file.patient}", headers=file.service.as_("nurse")
    ).json()

    assert file.series()["patient"] == header


def test_an_escalation_is_named_with_its_time_and_author(file):
    receipt = file.answer(SEVERE)
    to = str(file.service.centre.accounts["oncologist"])
    file.act(receipt["alert_id"], "escalate", {"to": to, "question": "ne boit plus"})

    found = file.series()

    [shown] = found["open_alerts"]
    assert shown["state"] == "escalated"
    assert shown["escalated_by"]["id"] == str(file.service.centre.accounts["nurse"])
    assert shown["escalated_at"] == found["last_actions"][0]["at"]
    assert shown["due_at"] is None
    assert [each["act"] for each in found["events"]] == ["escalate"]


def test_a_corrected_alert_is_still_that_of_what_it_was_raised_for(file):
    first = file.answer(SEVERE)
    file.answer(NONE, replaces=first["id"])

    with file.service.context.database.reading(Scope(file.service.centre.id)) as session:
        assert set(session.scalars(select(RuleHit.item))) == {"diarrhoea"}
    assert file.column("diarrhoea")["has_open_alert"] is True


def test_a_call_on_an_alert_without_a_survey_stands_in_its_own_week(file):
    receipt = file.answer(SEVERE, weeks_ago=1)
    file.answer(NONE)
    alert_id = UUID(receipt["alert_id"])
    write(file, update(Alert).where(Alert.id == alert_id).values(answer_id=None))
    grade = {"result": "patient_reached", "grades": [{"item": "cough", "grade": 1}]}
    file.act(receipt["alert_id"], "calls", grade)

    assert file.column("cough", weeks=2)["confirmed"] == [None, 1]
