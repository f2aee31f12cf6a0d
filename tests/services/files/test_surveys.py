"""A questionnaire as it was asked and answered: wording, language, before, versions, acts."""

import pytest

SEVERE, MILD = ({"diarrhoea": {"frequency": each}} for each in (4, 1))
TIRED = {"fatigue": {"severity": 3, "interference": 2}}


def asked(whole, item, attribute=None):
    return next(
        each
        for each in whole["questions"]
        if (each["item"], each["attribute"]) == (item, attribute)
    )


def test_a_patient_without_surveys_has_empty_pages(file):
    assert file.read("answers") == {"items": [], "next_cursor": None, "count": 0}
    assert file.read("actions") == {"items": [], "next_cursor": None, "count": 0}
    assert file.read("timeline") == {"items": [], "next_cursor": None}


def test_one_answer_is_shown_whole_and_has_none_before(file):
    receipt = file.answer(
        SEVERE,
        comment="Plus de huit fois.",
        weight={"value": 71.4, "unit": "kg"},
        temperatures=[{"value": 37.9, "unit": "Cel", "measured_at": None}],
        ecog=1,
        fall="no",
    )

    whole = file.read(f"answers/{receipt['id']}")

    question = asked(whole, "diarrhoea", "frequency")
    assert question["wording"].startswith("Diarrhée")
    assert question["answer"]
    assert (question["before"], question["missing"]) == (None, None)
    assert asked(whole, "comment")["answer"] == "Plus de huit fois."
    assert asked(whole, "weight")["answer"] == "71,4\u00a0kg"
    assert asked(whole, "temperature")["answer"] == "37,9\u00a0°C"
    assert asked(whole, "fall")["answer"] == "Non"
    assert whole["survey"]["compared_with"] is None
    assert whole["survey"]["comment"] == "Plus de huit fois."
    assert [hit["rule_id"] for hit in whole["explanation"]["hits"]] == ["DIA-02"]
    assert whole["rule_set_version"] == "default-2"
    assert whole["line"]["alert_id"] == receipt["alert_id"]


def test_wording_and_answers_are_in_the_language_of_the_answer(file):
    file.answer(MILD, weeks_ago=1)
    receipt = file.answer(SEVERE, language="en-GB", weight={"value": 71.4, "unit": "kg"})

    whole = file.read(f"answers/{receipt['id']}")

    assert whole["wording_language"] == "en"
    assert asked(whole, "diarrhoea", "frequency")["wording"].startswith("Loose stools")
    assert asked(whole, "weight")["answer"] == "71.4\u00a0kg"
    other = file.read(f"answers/{file.answer(TIRED, language='xx')['id']}")
    assert other["wording_language"] == "fr"


def test_the_answer_before_stands_beside_each_answer_also_where_nothing_fired(file):
    first = file.answer(TIRED, weeks_ago=1)
    receipt = file.answer(MILD)
    assert receipt["alert_id"] is None

    whole = file.read(f"answers/{receipt['id']}")

    assert whole["survey"]["compared_with"] == first["authored_at"]
    severity = asked(whole, "fatigue", "severity")
    before = asked(file.read(f"answers/{first['id']}"), "fatigue", "severity")
    assert severity["before"] == before["answer"] != severity["answer"]
    fatigue = next(each for each in whole["survey"]["symptoms"] if each["item"] == "fatigue")
    assert (fatigue["before"], fatigue["now"]) == (2, 0)
    # The second question of a symptom is asked of whoever has it.
    assert asked(whole, "fatigue", "interference")["missing"] == "not_asked"


def test_what_was_not_answered_says_so_and_what_is_no_answer_is_shown_as_it_came(file):
    receipt = file.answer(
        {
            "diarrhoea": {},
            "cough": {"severity": "opt_out"},
            "nausea": {"frequency": 9},
        },
        urgency="perhaps",
        weight={"value": 71, "unit": "stone"},
    )

    whole = file.read(f"answers/{receipt['id']}")

    def said(*key):
        question = asked(whole, *key)
        return question["answer"], question["missing"]

    assert said("diarrhoea", "frequency") == (None, "not_answered")
    assert said("cough", "severity")[1] is None
    assert said("nausea", "frequency") == ("9", "not_computable")
    assert said("urgency") == ("perhaps", "not_computable")
    assert said("weight") == ("71 stone", "not_computable")
    assert said("ecog") == (None, "not_answered")
    assert whole["survey"]["as_sent"] != []


def test_a_form_that_is_not_known_is_shown_as_it_came(file):
    receipt = file.answer({"itching": {"severity": 3}}, version="9.9.9")

    whole = file.read(f"answers/{receipt['id']}")
    [line] = file.read("answers")["items"]

    assert whole["questions"] == []
    assert {"item": "itching", "attribute": "severity", "value": "3"} in whole["survey"]["as_sent"]
    assert (line["questionnaire"], line["questionnaire_version"]) == ("", "")
    assert (line["outcome"], line["asked"], line["worst"]) == ("technical", 0, None)
    assert file.read("timeline", kind="answer")["items"][0]["outcome"] == "technical"


def test_corrections_and_what_was_taken_back_are_lines_of_their_own(file):
    first = file.answer(SEVERE)
    second = file.answer(MILD, replaces=first["id"])
    back = file.answer(
        replaces=second["id"], unread=[{"place": "status", "value": "entered-in-error"}]
    )

    lines = file.read("answers")["items"]

    assert [each["id"] for each in lines] == [back["id"], second["id"], first["id"]]
    assert [each["replaces"] for each in lines] == [second["id"], first["id"], None]
    assert [each["replaced_by"] for each in lines] == [None, back["id"], second["id"]]
    assert all(each["withdrawn_at"] is not None for each in lines)
    assert file.read(f"answers/{first['id']}")["survey"]["corrected_at"] == second["received_at"]
    assert file.read("timeline", kind="answer")["items"] == []


def test_a_line_counts_what_was_answered_of_what_was_asked(file):
    file.answer({"diarrhoea": {}, "cough": {"severity": "opt_out"}} | TIRED)

    [line] = file.read("answers")["items"]

    assert (line["answered"], line["asked"], line["worst"]) == (19, 20, 2)


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_of_lines_and_acts_have_no_gap(file, limit):
    receipts = [file.answer(SEVERE | {"pain": {"frequency": n}}, weeks_ago=3 - n) for n in range(4)]
    for receipt in receipts[:2]:
        file.act(receipt["alert_id"], "notes", {"text": "un mot"})
        file.act(receipt["alert_id"], "claim")

    for path, expected in (("answers", 4), ("actions", 4)):
        found: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            page = file.read(path, limit=limit, **cursor)
            found += [each["id"] for each in page["items"]]
            if page["next_cursor"] is None:
                break
            cursor = {"cursor": page["next_cursor"]}
        assert len(found) == len(set(found)) == expected == page["count"]


def test_a_timeline_names_who_did_what_and_where_it_belongs(file):
    receipt = file.answer(SEVERE, comment="Cela ne passe pas.")
    file.service.clock.forward(minutes=1)
    to = str(file.service.centre.accounts["oncologist"])
    file.act(receipt["alert_id"], "escalate", {"to": to, "question": "Faut-il la voir ?"})

    escalation, alert, answer = file.read("timeline")["items"]

    assert (escalation["kind"], escalation["role"]) == ("act", "nurse")
    assert escalation["author"]["id"] == str(file.service.centre.accounts["nurse"])
    assert escalation["text"] == "Faut-il la voir ?"
    assert {escalation["thread"], alert["thread"]} == {receipt["alert_id"]}
    assert (alert["level"], alert["state"], alert["leads"][0]["item"]) == (
        "critical",
        "escalated",
        "diarrhoea",
    )
    assert (answer["role"], answer["text"]) == ("patient", "Cela ne passe pas.")
    [only] = file.read("timeline", kind=["act"])["items"]
    assert only["id"] == escalation["id"]
    # Who opened the record is no line of it: such a kind is not even asked for.
    assert file.ask("timeline", kind="access").status_code == 422


def test_an_act_that_was_undone_on_another_page_says_so(file):
    receipt = file.answer(SEVERE)
    done = file.act(receipt["alert_id"], "notes", {"text": "un mot"})
    file.service.clock.forward(seconds=2)
    file.act(receipt["alert_id"], "undo", {"action_id": done["action_id"]})

    first = file.read("timeline", kind=["act", "note"], limit=1)
    second = file.read("timeline", kind=["act", "note"], limit=1, cursor=first["next_cursor"])

    assert first["items"][0]["action"]["kind"] == "undo"
    assert second["items"][0]["action"]["undone"] is True


def test_a_line_of_treatment_begins_and_ends_in_a_timeline(file):
    line = file.line("FOLFOX", file.days_ago(60), file.days_ago(10))
    file.cycle(line, 1, file.days_ago(59), "-20 %")

    found = file.read("timeline", kind="treatment")["items"]

    marks = [each["treatment"] for each in found]
    assert [(each["name"], each["cycle"], each["note"], each["is_end"]) for each in marks] == [
        ("FOLFOX", None, None, True),
        ("FOLFOX", 1, "-20 %", False),
        ("FOLFOX", None, None, False),
    ]
    assert all(each["is_day_only"] for each in found)
    assert len(file.read("timeline", until=file.days_ago(11).isoformat())["items"]) == 2
