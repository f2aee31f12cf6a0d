"""What a report is, and what is none."""

import pytest
from pydantic import ValidationError

from services.contract.answer_content import OPT_OUT
from services.contract.enums import Attribute, IdentityStatus
from services.contract.explanations import MissingReason
from services.contract.report_content import NOT_REPORTED, ReportAnswer
from services.contract.report_enums import CommentOrigin, ReportBlock
from services.contract.reports import Report, ReportIdentity, ReportPeriod
from tests.samples import reports
from tests.samples.report_surveys import Week, survey
from tests.samples.rows import NOW


@pytest.mark.parametrize("status", [each for each in IdentityStatus if each != "qualified"])
def test_an_ins_travels_with_a_qualified_identity_only(status):
    held = reports.identity().model_dump() | {"identity_status": status}

    with pytest.raises(ValidationError, match="qualified"):
        ReportIdentity(**held)


def test_an_ins_without_its_oid_is_none():
    with pytest.raises(ValidationError, match="OID"):
        reports.identity(ins_system=None)


@pytest.mark.parametrize("block", ReportBlock)
def test_a_block_that_nobody_asked_for_is_not_there(block):
    held = {each: getattr(reports.typical(), each) for each in Report.model_fields}
    rest = tuple(each for each in ReportBlock if each is not block)

    with pytest.raises(ValidationError, match="nobody asked for"):
        Report(**(held | {"blocks": rest}))


def test_a_period_has_a_day():
    period = reports.empty().period

    with pytest.raises(ValidationError, match="before it begins"):
        ReportPeriod(first=period.last, last=period.first)


def test_an_answer_is_a_value_or_the_reason_why_there_is_none():
    for value, missing in ((None, None), (0, MissingReason.OPT_OUT)):
        with pytest.raises(ValidationError, match="value or the reason"):
            ReportAnswer(item="pain", attribute=None, value=value, missing=missing)


def test_nothing_not_asked_not_answered_and_refused_are_four_things():
    week = Week(grades={"fatigue": 1}, opted_out=("sadness",), unanswered=("cough",))
    answers = {(a.item, a.attribute): a for a in survey(1, NOW, week).answers}
    severity, interference = Attribute.SEVERITY, Attribute.INTERFERENCE

    assert answers["diarrhoea", Attribute.FREQUENCY].value == 0
    assert answers["anxiety", interference].missing is MissingReason.NOT_ASKED
    assert answers["cough", severity].missing is MissingReason.NOT_ANSWERED
    assert answers["sadness", Attribute.FREQUENCY].missing is MissingReason.OPT_OUT
    assert all(answer.value != OPT_OUT for answer in answers.values())


def test_comments_are_the_words_of_surveys_acts_and_notes_newest_first():
    found = reports.typical().comments

    assert [each.at for each in found] == sorted((each.at for each in found), reverse=True)
    assert {each.origin for each in found} == set(CommentOrigin)
    assert all(each.by is None for each in found if each.origin is CommentOrigin.SURVEY)
    # The note that was undone.
    assert "Mauvais dossier" not in {each.text for each in found}


def test_an_act_that_was_undone_is_no_outcome():
    alert = reports.typical().alerts[1]
    undone = [each.model_copy(update={"undone": True}) for each in alert.acts]

    assert [each.value for each in alert.outcome] == ["01", "02"]
    assert alert.model_copy(update={"acts": tuple(undone)}).outcome == ()


@pytest.mark.parametrize("make", [reports.empty, reports.typical, reports.ten_years])
def test_the_samples_are_reports_that_survive_the_wire(make):
    made = make()

    assert Report.model_validate_json(made.model_dump_json()) == made
    assert [s.line.authored_at for s in made.surveys] == sorted(
        (s.line.authored_at for s in made.surveys), reverse=True
    )
    assert all(act.kind not in NOT_REPORTED for alert in made.alerts for act in alert.acts)
    assert all(made.form_of(each) is not None for each in made.surveys)


@pytest.mark.parametrize("text", reports.HOSTILE)
def test_a_hostile_sample_holds_its_text_as_it_is(text):
    made = reports.hostile(text)

    assert made.patient.label.family_name == text
    assert {each.text for each in made.comments} == {text}
    # A form that nobody knows.
    assert made.form_of(made.surveys[-1]) is None
