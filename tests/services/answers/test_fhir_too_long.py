"""What is too long to keep is cut and says so; it takes nothing severe into a refusal."""

from typing import Any

import pytest

from services.contract.answer_content import MAXIMUM_UNREAD, MAXIMUM_UNREAD_LENGTH
from tests.services.answers.test_fhir_receiving import codes, id_of
from tests.support.fhir_answers import question, quiet, symptom, temperature, with_items

SEVERE = symptom("diarrhoea", "frequency", 4)
_NOW = "2025-11-18T09:00:00Z"
_LONG = "x" * 20_000
_PHOTO = {"valueAttachment": {"contentType": "image/jpeg", "data": "A" * 20_000}}


def seen(intake: Any, resource: dict[str, Any]) -> list[str]:
    """What a nurse is shown beside the severe answer, which is judged in any case."""
    sent = intake.send_fhir(resource)
    assert (sent.status_code, codes(sent)) == (201, ["technical"]), sent.text[:300]
    detail = intake.detail(intake.alert_of(id_of(sent)))
    assert [hit["rule_id"] for hit in detail["explanation"]["hits"]] == ["DIA-02"]
    return [each["value"] for each in detail["survey"]["as_sent"]]


@pytest.mark.parametrize(
    "item",
    [
        question("comment", _PHOTO),
        question("photo", _PHOTO),
        question("diary", {"valueString": _LONG}),
        question("hiccups", {"valueInteger": 1}, text=_LONG),
        question("fall", {"valueString": _LONG}),
        question("weight", {"valueString": _LONG}),
        question("comment", *[{"valueString": "z" * 3990}] * 4),
        question("comment", {"valueString": _LONG}),
    ],
)
def test_one_long_value_does_not_take_the_severe_one_with_it(sqlite_intake, item):
    """Hazard: diarrhoea of grade 4 is refused with 422 because of a photograph beside it."""
    shown = seen(sqlite_intake, with_items(sqlite_intake.patient, SEVERE, item))

    [cut] = [each for each in shown if each.endswith(" characters)")]
    assert len(cut) == MAXIMUM_UNREAD_LENGTH


@pytest.mark.parametrize(
    "changes",
    [
        {"extension": [{"url": "https://elsewhere.example/" + _LONG}]},
        {"id": _LONG},
    ],
)
def test_what_is_not_kept_may_be_long(sqlite_intake, changes):
    sent = sqlite_intake.send_fhir(quiet(sqlite_intake.patient, **changes))

    assert (sent.status_code, codes(sent)) == (201, ["nothing"])


def test_more_than_can_be_kept_is_told_with_its_number(sqlite_intake):
    many = [question(f"x{number}", {"valueInteger": number}) for number in range(2101)]
    resource = with_items(sqlite_intake.patient, SEVERE, *many) | {"status": "in-progress"}

    shown = seen(sqlite_intake, resource)

    assert "in-progress" in shown, "what is said of the whole is never what is cut"
    assert shown[-1] == f"… ({2102 - MAXIMUM_UNREAD + 1} more)"


def test_more_temperatures_than_can_be_kept_are_not_read_and_shown(sqlite_intake):
    readings = [temperature(37.0, _NOW, as_quantity=False)] * 51

    shown = seen(sqlite_intake, with_items(sqlite_intake.patient, SEVERE, *readings))

    assert shown.count("37.0 Cel") == 50
    assert "valueDecimal: 37.0" in shown
