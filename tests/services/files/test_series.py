"""The synthesis of a patient in one piece: weeks, grades, acts, and what cannot be opened."""

from services.contract.enums import EventType
from services.contract.record import EventContent, NoteContent, WeightContent

SEVERE, MODERATE, NONE = ({"diarrhoea": {"frequency": each}} for each in (4, 3, 0))


def test_a_patient_without_anything_has_an_empty_axis(file):
    found = file.series()

    assert len(found["weeks"]) == 16
    assert found["weeks"][-1] == file.today.isoformat()
    assert found["answers"] == [[]] * 16
    assert found["follow_up"] == {
        "answered_weeks": 0,
        "weeks": 0,
        "first_survey_on": None,
        "last_survey_at": None,
        "survey_count": 0,
        "action_count": 0,
    }
    empty = ("symptoms", "weights", "lines", "events", "open_alerts", "last_actions")
    assert [found[name] for name in empty] == [[]] * len(empty)
    assert found["blocks_missing"] == []
    assert found["patient"]["label"]["id"] == str(file.patient)


def test_grades_stand_in_the_weeks_of_their_surveys(file):
    first = file.answer(MODERATE, weeks_ago=2)
    last = file.answer(SEVERE)

    found = file.series(weeks=4)

    assert found["answers"] == [[], [first["id"]], [], [last["id"]]]
    assert found["symptoms"][0]["item"] == "diarrhoea"
    assert found["symptoms"][0]["grades"] == [None, 2, None, 3]
    assert found["symptoms"][0]["has_open_alert"] is True
    assert found["follow_up"]["answered_weeks"] == 2
    assert found["follow_up"]["weeks"] == 3
    assert [each["level"] for each in found["open_alerts"]] == ["critical", "moderate"]


def test_one_line_of_everything(file):
    receipt = file.answer(SEVERE, weight={"value": 71.4, "unit": "kg"})
    file.act(
        receipt["alert_id"],
        "calls",
        {"result": "patient_reached", "grades": [{"item": "diarrhoea", "grade": 2}]},
    )
    line = file.line("FOLFOX", file.days_ago(60))
    file.cycle(line, 1, file.days_ago(60), "-20 %")
    file.note(EventContent(event=EventType.IMAGING, label="Scanner"), file.today.isoformat())
    file.note(WeightContent(kg=70), file.days_ago(3).isoformat())
    file.note(NoteContent(text="À revoir"), "2025-11")

    found = file.series()

    assert found["blocks_missing"] == []
    assert [each["value"] for each in found["weights"]] == [70, 71.4]
    assert [each["name"] for each in found["lines"]] == ["FOLFOX"]
    assert {(each["event"], each["act"]) for each in found["events"]} == {
        ("imaging", None),
        (None, "call"),
    }
    assert found["symptoms"][0]["confirmed"][-1] == 2
    assert [each["kind"] for each in found["last_actions"]] == ["call"]
    timeline = file.read("timeline")
    assert sorted(each["kind"] for each in timeline["items"]) == sorted(
        ["answer", "alert", "call", "treatment", "treatment", "record", "record", "note"]
    )
    answers = file.read("answers")
    assert [each["worst"] for each in answers["items"]] == [3]
    whole = file.read(f"answers/{receipt['id']}")
    assert whole["questions"] != []
    assert file.read("actions")["count"] == 1
