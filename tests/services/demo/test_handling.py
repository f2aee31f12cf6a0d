"""No alert of a demonstration is closed in a way that a nurse would call dangerous."""

from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from services.contract.alert_acts import CallAsk, GradeAsk, MeasureAsk, NoteAsk
from services.contract.enums import (
    AlertLevel,
    AlertState,
    ContactResult,
    MeasureCode,
    NotRelevantCause,
    Sex,
)
from services.demo import plans
from services.demo.concerns import Concern, Raised
from services.demo.kermarrec import KERMARREC
from services.demo.people import Patient

SPOKEN = {ContactResult.PATIENT_REACHED.value, ContactResult.CARER_REACHED.value}
TO_CARE_OR_TEST = {
    MeasureCode.EMERGENCY.value,
    MeasureCode.HOSPITALISATION.value,
    MeasureCode.TEST_ORDERED.value,
}
ADVICE, WATCH, IRRELEVANT = (
    MeasureCode.ADVICE_BY_PHONE.value,
    MeasureCode.WATCH_NEXT_SURVEY.value,
    MeasureCode.NOT_RELEVANT.value,
)
PLANS = (plans.usual, plans.not_always_in_time, plans.before_noon, plans.overnight)
RECEIVED = datetime(2025, 11, 17, 9, 0, tzinfo=UTC)


def raised(level, concern, grade=2, **changes):
    values: dict[str, Any] = {
        "is_technical": False,
        "is_urgent": False,
        "has_comment": False,
        "received_at": RECEIVED,
        "worst": GradeAsk(item="fatigue", grade=grade),
        "patient": Patient(Sex.MALE, 0, has_carer=True),
    } | changes
    return Raised(level=level, concern=concern, **values)


def all_plans(about):
    for number in range(60):
        for plan in PLANS:
            yield [step.ask for step in plan(about, "somebody", Random(number))]


def measures_of(asks):
    return {code.value for ask in asks if isinstance(ask, MeasureAsk) for code in ask.codes}


def calls_of(asks):
    return [ask for ask in asks if isinstance(ask, CallAsk)]


@pytest.mark.parametrize("concern", Concern)
def test_a_critical_alert_is_never_watched_only_nor_called_irrelevant(concern):
    for asks in all_plans(raised(AlertLevel.CRITICAL, concern, 3)):
        assert not measures_of(asks) <= {WATCH, ADVICE}
        assert IRRELEVANT not in measures_of(asks)
        assert any(call.result.value in SPOKEN for call in calls_of(asks))


@pytest.mark.parametrize("level", AlertLevel)
def test_fever_goes_to_care_or_gets_a_blood_test(level):
    for asks in all_plans(raised(level, Concern.FEVER)):
        assert measures_of(asks) & TO_CARE_OR_TEST


@pytest.mark.parametrize("is_technical", [False, True])
@pytest.mark.parametrize("level", AlertLevel)
@pytest.mark.parametrize("concern", Concern)
def test_words_follow_a_conversation_only(concern, level, is_technical):
    for asks in all_plans(raised(level, concern, is_technical=is_technical)):
        has_spoken = False
        for ask in asks:
            if isinstance(ask, CallAsk) and ask.result.value not in SPOKEN:
                assert ask.note is None
                assert ask.grades == []
            has_spoken |= isinstance(ask, CallAsk) and ask.result.value in SPOKEN
            if isinstance(ask, MeasureAsk) and MeasureCode.ADVICE_BY_PHONE in ask.codes:
                assert has_spoken


def test_what_is_severe_is_never_called_irrelevant():
    for level in (AlertLevel.HIGH, AlertLevel.MODERATE):
        for asks in all_plans(raised(level, Concern.STRENGTH, 3)):
            assert IRRELEVANT not in measures_of(asks)


def test_nobody_calls_irrelevant_what_the_patient_wrote_about():
    for asks in all_plans(raised(AlertLevel.MODERATE, Concern.STRENGTH, has_comment=True)):
        assert IRRELEVANT not in measures_of(asks)


def test_an_input_error_is_heard_in_a_call():
    seen = set()
    for asks in all_plans(raised(AlertLevel.MODERATE, Concern.STRENGTH)):
        for ask in asks:
            if isinstance(ask, MeasureAsk) and ask.cause is NotRelevantCause.INPUT_ERROR:
                assert calls_of(asks)
                assert all(call.grades == [] for call in calls_of(asks))
            seen |= {ask.cause} if isinstance(ask, MeasureAsk) else set()
    assert seen == {None, NotRelevantCause.INPUT_ERROR, NotRelevantCause.KNOWN_SYMPTOM}


def test_only_people_with_a_carer_are_answered_for_by_one():
    alone = Patient(Sex.FEMALE, 0, has_carer=False)
    for asks in all_plans(raised(AlertLevel.HIGH, Concern.PAIN, patient=alone)):
        assert all(call.result is not ContactResult.CARER_REACHED for call in calls_of(asks))


@pytest.mark.parametrize("level", [AlertLevel.HIGH, AlertLevel.MODERATE])
def test_who_was_to_be_called_in_the_morning_is_called_before_the_closing(level):
    for number in range(60):
        steps = plans.overnight(raised(level, Concern.PAIN), "somebody", Random(number))
        noted = next(step.at for step in steps if isinstance(step.ask, NoteAsk))
        called = [step.at for step in steps if isinstance(step.ask, CallAsk)]
        assert called[-1].date() > noted.date()


@pytest.mark.parametrize("concern", Concern)
def test_what_stays_in_hand_says_what_is_awaited(concern):
    for number in range(20):
        steps = plans.held(raised(AlertLevel.MODERATE, concern), "somebody", Random(number))
        assert [type(step.ask) for step in steps] == [CallAsk, NoteAsk]
        assert all(step.at.hour < 11 for step in steps)


def test_no_closing_of_a_demonstration_is_dangerous(large):
    closed = [each for each in large.alerts if each.row.state is AlertState.CLOSED]
    assert any(each.row.level is AlertLevel.CRITICAL for each in closed)
    for each in closed:
        readings = each.content.get("temperatures", [])
        is_febrile = any(reading["value"] >= 38.0 for reading in readings)
        if each.row.level is AlertLevel.CRITICAL and not each.explanation.problems:
            assert each.measures - {ADVICE, WATCH, IRRELEVANT}
            assert IRRELEVANT not in each.measures
        if is_febrile:
            assert each.measures & TO_CARE_OR_TEST
        confirmed = [grade.grade for _, detail in each.acts for grade in detail.grades]
        assert IRRELEVANT not in each.measures or max(confirmed, default=0) < 3


def test_the_grade_confirmed_is_that_of_the_lead_symptom_or_one_below(large):
    estimated = {(grade.answer_id, grade.item): grade.grade for grade in large.grades}
    of_picture = KERMARREC.record_number
    # What was confirmed for the first of the picture is written there.
    planned = [
        each
        for each in large.alerts
        if large.patients[each.row.patient_id].identity.record_number != of_picture
    ]
    confirmed = [
        (each, grade) for each in planned for _, detail in each.acts for grade in detail.grades
    ]
    assert confirmed
    for each, grade in confirmed:
        now = estimated[each.row.answer_id, grade.item]
        assert now is not None
        assert grade.grade in (now, now - 1)
        if each.row.lead_item is not None:
            assert grade.item == each.row.lead_item


def test_every_measure_that_severe_alerts_need_is_used(large):
    used = {code for each in large.alerts for code in each.measures}
    assert {
        MeasureCode.MEDICAL_ADVICE_ASKED.value,
        MeasureCode.TEST_ORDERED.value,
        MeasureCode.EMERGENCY.value,
    } <= used
