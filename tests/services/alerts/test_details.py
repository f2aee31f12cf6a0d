"""What the detail of an alert holds."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from services.alerts.history import LONGEST_HISTORY
from services.contract.answer_content import AnswerContent, TemperatureReading
from services.contract.enums import AlertLevel
from services.contract.explanations import Explanation, Quantity, RowSymptom
from services.db.scope import Scope
from services.db.tables.patients import TreatmentCycle, TreatmentLine
from services.ids import new_id
from services.patients.treatments import seal_name
from tests.services.alerts.conftest import explanation_of


def read(ward: Any, alert_id: Any) -> dict[str, Any]:
    """The detail that the nurse reads."""
    found: dict[str, Any] = ward.get("nurse", f"/alerts/{alert_id}")
    return found


def with_survey(ward: Any) -> Any:
    """An alert with a survey before it and words of the patient."""
    patient_id = ward.service.centre.patients[0]
    before = ward.now - timedelta(weeks=1)
    ward.answer(patient_id, before, {"diarrhoea": 1, "fatigue": 2, "nausea": 1, "rash": None})
    content = AnswerContent(
        language="fr",
        comment="Plus de huit fois par jour depuis dimanche.",
        urgency="urgent",
        temperatures=[
            TemperatureReading(value=37.2, measured_at=ward.now),
            TemperatureReading(value=99.1, unit="[degF]", measured_at=ward.now),
            TemperatureReading(value=10**400, measured_at=ward.now),
        ],
    )
    return ward.raised(
        AlertLevel.CRITICAL,
        patient_id,
        explanation=explanation_of(AlertLevel.CRITICAL, ward.now, (before, 1)),
        content=content,
        grades={"diarrhoea": 3, "fatigue": 2, "nausea": 0, "insomnia": 1},
    )


def test_the_survey_is_held_against_the_one_before(ward) -> None:
    survey = read(ward, with_survey(ward))["survey"]

    assert [
        (each["item"], each["before"], each["now"], each["change"]) for each in survey["symptoms"]
    ] == [
        ("diarrhoea", 1, 3, 2),
        ("nausea", 1, 0, -1),
        ("fatigue", 2, 2, 0),
        ("insomnia", None, 1, None),
        ("rash", None, None, None),
    ]
    assert survey["symptoms"][-1]["before_missing"] == "opt_out"
    assert survey["compared_with"] == "2025-11-11T09:42:00Z"
    assert survey["comment"] == "Plus de huit fois par jour depuis dimanche."
    assert survey["language"] == "fr"
    assert survey["urgency"] == "urgent"
    assert survey["temperatures"] == [{"value_c": 37.2, "measured_at": "2025-11-18T09:42:00Z"}]


def test_the_chart_has_eight_weeks_a_zone_and_the_cycles(ward) -> None:
    centre, patient_id = ward.service.centre, ward.service.centre.patients[0]
    line_id = new_id()
    cipher = ward.service.context.keys.patient(patient_id)
    with ward.service.context.database.writing(Scope(centre.id)) as session:
        line = {
            "id": line_id,
            "centre_id": centre.id,
            "patient_id": patient_id,
            "name": seal_name(cipher, line_id, "FOLFIRI"),
            "started_on": date(2025, 9, 1),
        }
        session.execute(insert(TreatmentLine), line)
        starts = [date(2025, 9, 29), date(2025, 9, 30), date(2025, 10, 14)]
        cycles = [
            {
                "id": new_id(),
                "centre_id": centre.id,
                "patient_id": patient_id,
                "line_id": line_id,
                "number": number,
                "started_on": start,
            }
            for number, start in enumerate(starts, 1)
        ]
        session.execute(insert(TreatmentCycle), cycles)

    series = read(ward, with_survey(ward))["series"]

    assert series["item"] == "diarrhoea"
    assert [point["on"] for point in series["points"]][0::7] == ["2025-09-30", "2025-11-18"]
    assert [point["grade"] for point in series["points"]] == [None] * 6 + [1, 3]
    assert [point["answered"] for point in series["points"]] == [False] * 6 + [True] * 2
    assert series["zone"] == {
        "threshold": 3,
        "level": "critical",
        "rule_id": "DIA-02",
        "rule_version": 3,
    }
    assert [cycle["number"] for cycle in series["cycles"]] == [2, 3]


def test_beside_a_fever_the_chart_shows_the_first_graded_symptom(ward) -> None:
    told = explanation_of(AlertLevel.CRITICAL, ward.now)
    fever = RowSymptom(
        quantity=Quantity.TEMPERATURE,
        item="temperature",
        now=38.9,
        change=None,
        level=AlertLevel.CRITICAL,
    )
    assert told.lead is not None
    led = Explanation(**{**dict(told), "lead": fever, "next_symptoms": (told.lead,)})

    alert_id = ward.raised(AlertLevel.CRITICAL, explanation=led, grades={"diarrhoea": 3})

    (row,) = ward.rows()
    assert row["leads"][0] == {
        "item": "temperature",
        "grade": None,
        "change": None,
        "temperature_c": 38.9,
        "value": None,
    }
    assert (row["leads"][1]["item"], row["spark"]) == ("diarrhoea", [])
    assert read(ward, alert_id)["series"]["item"] == "diarrhoea"


def test_other_open_alerts_of_the_patient_stand_beside_it(ward) -> None:
    first = ward.raised(AlertLevel.CRITICAL)
    second = ward.raised(AlertLevel.HIGH)
    ward.raised(AlertLevel.HIGH, ward.service.centre.patients[1])

    (other,) = read(ward, first)["other_open"]

    assert (other["id"], other["version"], other["level"]) == (str(second), 1, "high")
    assert other["lead"]["item"] == "diarrhoea"


def test_the_history_is_that_of_the_patient_newest_first(ward) -> None:
    earlier = ward.raised(AlertLevel.INFO)
    ward.done("nurse", earlier, "notes", {"text": "Première note."})
    alert_id = ward.raised(AlertLevel.HIGH)
    for number in range(22):
        ward.service.clock.forward(seconds=1)
        ward.done("nurse_2", alert_id, "notes", {"text": f"Note {number}."})

    history = read(ward, alert_id)["history"]

    texts = [f"Note {number}." for number in range(21, -1, -1)]
    assert [act["text"] for act in history] == [*texts, "Première note."]
    assert read(ward, earlier)["history"] == history


def test_no_act_of_an_open_alert_is_left_out_of_the_history(ward) -> None:
    """The console says by it what closing lacks, and a missing call would be made twice."""
    closed = ward.raised(AlertLevel.INFO)
    ward.done("nurse", closed, "measures", {"codes": ["01"]})
    ward.done("nurse", closed, "close")
    shown, other = ward.raised(AlertLevel.HIGH), ward.raised(AlertLevel.HIGH)
    ward.done("nurse", shown, "calls", {"result": "patient_reached"})
    ward.done("nurse", other, "measures", {"codes": ["01"]})
    for number in range(LONGEST_HISTORY + 5):
        ward.service.clock.forward(seconds=1)
        ward.done("nurse_2", other, "notes", {"text": f"Note {number}."})

    kinds = [(act["alert_id"], act["kind"]) for act in read(ward, shown)["history"]]

    assert (str(shown), "call") in kinds
    assert (str(other), "measure") in kinds
    assert (str(closed), "close") not in kinds


def test_the_history_says_why_what_else_at_which_level_and_for_which_alert(ward) -> None:
    technical = ward.raised(None, received_at=ward.now - timedelta(minutes=5))
    body = {"codes": ["14", "99"], "cause": "duplicate", "other": "Lettre", "note": "Vu avec elle"}
    ward.done("nurse", technical, "measures", body)
    assessment = {"level": "moderate", "text": "Fatigue connue."}
    ward.done("nurse", technical, "close", {"assessment": assessment})

    closing, measure = read(ward, ward.raised(AlertLevel.INFO))["history"]

    assert (measure["cause"], measure["other"], measure["text"]) == (
        "duplicate",
        "Lettre",
        "Vu avec elle",
    )
    assert (closing["assessment"], closing["text"]) == ({"level": "moderate"}, "Fatigue connue.")
    assert measure["assessment"] is None
    assert closing["alert_received_at"] == "2025-11-18T09:37:00Z"


def test_a_technical_alert_shows_what_came_without_grades(ward) -> None:
    alert_id = ward.raised(None, content=AnswerContent(comment="Je ne sais pas."))

    alert = read(ward, alert_id)

    assert alert["survey"]["comment"] == "Je ne sais pas."
    assert alert["survey"]["symptoms"] == []
    assert alert["series"] is None
    assert alert["explanation"]["problems"][0]["code"] == "missing_required"
    assert ward.rows()[0]["leads"] == []


def test_a_detail_carries_its_version(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    ward.done("nurse", alert_id, "claim")

    response = ward.service.client.get(
        f"/api/v1/alerts/{alert_id}", headers=ward.service.as_("nurse")
    )

    assert response.headers["ETag"] == '"2"'


def test_several_details_are_those_read_one_by_one(ward) -> None:
    first = with_survey(ward)
    second = ward.raised(AlertLevel.HIGH, ward.service.centre.patients[1])
    third = ward.raised(None)

    batch = ward.get("nurse", "/alerts/batch", id=[str(each) for each in (third, first, second)])

    assert batch["items"] == [read(ward, each) for each in (third, first, second)]
