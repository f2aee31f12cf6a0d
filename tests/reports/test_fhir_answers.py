"""What a patient said, and the four ways of not saying it, stay apart in FHIR (decision 0051)."""

from datetime import UTC, datetime

import pytest

from reports.fhir.alerts import issues, tasks
from reports.fhir.document import bundle_of
from services.answers.fhir_content import content_of
from services.contract.alerts import AlertAction
from services.contract.enums import AlertKind, AlertLevel, AlertState, ContactResult
from services.contract.explanations import MissingReason
from services.contract.fhir_response import QuestionnaireResponse
from services.contract.fhir_systems import ABSENT
from services.contract.report_content import ReportAlert
from services.contract.report_enums import ReportBlock
from tests.reports.fhir_parts import bundle, of_kind
from tests.samples import reports
from tests.samples.report_surveys import Week, form, survey

AT = datetime(2025, 11, 18, 7, 9, tzinfo=UTC)
_WEEK = Week(
    grades={"nausea": 2, "rash": 1},
    opted_out=("sadness",),
    unanswered=("cough",),
    weight_kg=62.1,
    temperatures=(37.9, 37.4),
    ecog=2,
    fall=0,
    urgent=True,
    comment="Mieux <b>depuis</b>",
)


def _report(week=_WEEK, **changes):
    return reports.report(surveys=(survey(1, AT, week),), **changes)


def _items(items):
    for each in items:
        yield each
        yield from _items(each.get("item", []))


def _said(report):
    [response] = of_kind(bundle(report), "QuestionnaireResponse")
    return {each["linkId"]: each for each in _items(response["item"])}


def _absence(item):
    return [each["valueCode"] for each in item.get("extension", []) if each["url"] == ABSENT]


def _code(item):
    return item["answer"][0]["valueCoding"]["code"]


def test_nothing_there_not_asked_not_answered_and_not_to_be_said_are_four():
    said = _said(_report())

    assert _code(said["fatigue.severity"]) == "0"
    assert _absence(said["fatigue.interference"]) == ["not-asked"]
    assert _absence(said["cough.severity"]) == ["asked-unknown"]
    assert _code(said["sadness.frequency"]) == "opt-out"
    assert [each["answer"] for each in said.values() if _absence(each) and "answer" in each] == []


def test_the_same_four_in_the_grades():
    found = {
        each["code"]["coding"][0]["code"]: each
        for each in of_kind(bundle(_report()), "Observation")
        if "dataAbsentReason" in each or "valueInteger" in each
    }
    reasons = {
        item: each["dataAbsentReason"]["coding"][0]["code"]
        for item, each in found.items()
        if "dataAbsentReason" in each
    }

    assert found["fatigue"]["valueInteger"] == 0
    assert reasons["sadness"] == "asked-declined"
    assert reasons["cough"] == "asked-unknown"


def test_a_symptom_that_a_form_does_not_ask_has_its_own_reason():
    said = survey(1, AT, _WEEK)
    grades = [
        each.model_copy(update={"grade": None, "missing": MissingReason.NOT_ASKED})
        for each in said.grades
        if each.item == "nausea"
    ]
    report = reports.report(surveys=(said.model_copy(update={"grades": tuple(grades)}),))
    [nausea] = [each for each in of_kind(bundle(report), "Observation") if "issued" in each][:1]

    assert nausea["dataAbsentReason"]["coding"][0]["code"] == "not-asked"


def _asked_in_vain(item):
    return _absence(item) == ["asked-unknown"]


def _without_silence(items):
    return [
        each | ({"item": _without_silence(each["item"])} if "item" in each else {})
        for each in items
        if not _asked_in_vain(each)
    ]


def test_our_own_reader_finds_the_same_answers_in_it():
    report = _report()
    [response] = of_kind(bundle(report), "QuestionnaireResponse")
    patient = str(report.patient.label.id)
    whole = response | {
        "subject": {"reference": f"Patient/{patient}"},
        "item": _without_silence(response["item"]),
    }
    whole = {name: each for name, each in whole.items() if name not in ("author", "source", "meta")}
    found = content_of(QuestionnaireResponse.model_validate(whole), lambda _: False)

    given = {
        (each.item, each.attribute.value): "opt_out" if each.value is None else each.value
        for each in report.surveys[0].answers
        if each.attribute and (each.value is not None or each.missing is MissingReason.OPT_OUT)
    }
    read = {
        (item, attribute): value
        for item, answers in found.items.items()
        for attribute, value in answers.items()
        if value is not None
    }
    assert read == given
    assert (found.questionnaire, found.version) == (form().key.name, form().key.version)
    assert [each.value for each in found.temperatures] == [37.9, 37.4]
    assert found.weight is not None
    assert (found.weight.value, found.ecog, found.fall) == (62.1, 2, "no")
    assert (found.urgency, found.comment) == ("urgent", "Mieux <b>depuis</b>")
    assert found.unread == []


def test_what_is_no_answer_to_a_question_stands_as_it_came():
    said = survey(1, AT, _WEEK)
    odd = {"value": None, "missing": MissingReason.NOT_COMPUTABLE, "sent": "very"}
    answers = [
        each.model_copy(update=odd) if each.item == "nausea" else each for each in said.answers
    ]
    found = _said(reports.report(surveys=(said.model_copy(update={"answers": tuple(answers)}),)))

    assert _absence(found["nausea.frequency"]) == ["as-text"]
    assert found["nausea.frequency.sent"]["text"] == "very"


def test_a_form_that_nobody_knows_is_told_as_it_was_sent():
    hostile = reports.hostile("x")
    response = of_kind(bundle(hostile), "QuestionnaireResponse")[-1]

    assert "questionnaire" not in response
    assert response["item"][0]["item"][0] == {
        "linkId": "sent.1",
        "text": "item_42 how_bad",
        "answer": [{"valueString": "very"}],
    }


def test_words_do_not_travel_in_a_report_without_comments():
    said = survey(1, AT, _WEEK).model_copy(update={"comment": None})
    report = reports.report(
        surveys=(said,), blocks=(ReportBlock.SURVEYS, ReportBlock.ACTIONS), alerts=()
    )

    assert _absence(_said(report)["comment"]) == ["masked"]
    assert "depuis" not in str(bundle_of(report))


def test_only_what_stands_is_counted():
    typical = reports.typical()
    document = bundle(typical)
    statuses = {
        f"urn:uuid:{each['id']}": each["status"]
        for each in of_kind(document, "QuestionnaireResponse")
    }
    replaced = [each for each, status in statuses.items() if status == "entered-in-error"]
    derived = {
        one["reference"]
        for each in of_kind(document, "Observation")
        for one in each.get("derivedFrom", [])
    }

    assert len(replaced) == 1
    assert not derived & set(replaced)
    assert sorted(statuses.values()).count("amended") == 1


@pytest.mark.parametrize(
    ("level", "kind", "severity"),
    [
        (AlertLevel.CRITICAL, AlertKind.CLINICAL, "high"),
        (AlertLevel.HIGH, AlertKind.CLINICAL, "high"),
        (AlertLevel.MODERATE, AlertKind.CLINICAL, "moderate"),
        (AlertLevel.INFO, AlertKind.NON_RESPONSE, "low"),
        (AlertLevel.CRITICAL, AlertKind.TECHNICAL, None),
    ],
)
def test_the_severity_of_an_alert_and_none_where_nobody_judged_it(level, kind, severity):
    alert = _changed(level=level, kind=kind)
    [issue] = issues(reports.report(alerts=(alert,)))

    assert issue.get("severity") == severity
    assert ("extension" in issue) is (severity is not None)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (AlertState.NEW, "requested"),
        (AlertState.ACKNOWLEDGED, "in-progress"),
        (AlertState.DEFERRED, "on-hold"),
        (AlertState.ESCALATED, "in-progress"),
        (AlertState.CLOSED, "completed"),
    ],
)
def test_the_state_of_the_work(state, status):
    [task] = tasks(reports.report(alerts=(_changed(state=state),)))

    assert task["status"] == status
    assert task["businessStatus"]["coding"][0]["code"] == state.value


def _changed(**changes) -> ReportAlert:
    return reports.typical().alerts[0].model_copy(update=changes)


def test_the_work_names_who_when_until_when_and_what_was_done():
    document = bundle(reports.typical())
    opened, closed, _ = of_kind(document, "Task")
    issue = of_kind(document, "DetectedIssue")[1]

    assert opened["restriction"]["period"]["end"] == "2025-11-18T09:12:00Z"
    assert opened["focus"]["reference"] == (
        f"urn:uuid:{of_kind(document, 'DetectedIssue')[0]['id']}"
    )
    kinds = [each["type"]["coding"][0]["code"] for each in closed["output"]]
    assert kinds == ["call", "measure", "close"]
    assert [each["action"]["coding"][0]["code"] for each in issue["mitigation"]] == ["01", "02"]


def test_an_act_that_was_undone_counts_for_nothing():
    calls = of_kind(bundle(reports.typical()), "Communication")
    undone = [each for each in calls if each["status"] == "entered-in-error"]

    assert [each["payload"][0]["contentString"] for each in undone] == ["Mauvais dossier"]


@pytest.mark.parametrize(
    ("result", "status", "reaches"),
    [
        (ContactResult.PATIENT_REACHED, "completed", True),
        (ContactResult.CARER_REACHED, "completed", False),
        (ContactResult.MESSAGE_LEFT, "completed", False),
        (ContactResult.UNREACHABLE, "not-done", False),
    ],
)
def test_a_call_says_whom_it_reached(result, status, reaches):
    alert = reports.typical().alerts[1]
    call: AlertAction = alert.acts[0].model_copy(update={"result": result})
    report = reports.report(alerts=(alert.model_copy(update={"acts": (call,)}),))
    [found] = of_kind(bundle(report), "Communication")

    assert found["status"] == status
    assert ("recipient" in found) is reaches
    assert found["statusReason"]["coding"][0]["code"] == result.value
