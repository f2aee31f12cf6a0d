"""Invented reports: empty, the patient of the design's picture, ten years, hostile names."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from services.contract.accounts import Profession
from services.contract.enums import AnswerOutcome, IdentityStatus, Monitoring, Role
from services.contract.explanations import SymptomGrade
from services.contract.notices import Language
from services.contract.patient_file import FollowUp, Measurement, SymptomColumn
from services.contract.patients import PatientLabel
from services.contract.people import PersonLabel
from services.contract.report_content import ReportNote, ReportSurvey
from services.contract.report_enums import ExportPurpose, ReportBlock
from services.contract.reports import (
    Report,
    ReportCentre,
    ReportIdentity,
    ReportPeriod,
    ReportRequester,
    ReportSummary,
)
from services.exports.report_forms import report_form
from tests.samples import file_data, report_alerts
from tests.samples.report_courses import COURSES, picture_week
from tests.samples.report_surveys import Week, form, moment, not_understood, survey
from tests.samples.rows import ALAIN, CLAIRE, NOW, worklist

_PARIS: Final = ZoneInfo("Europe/Paris")
_LONG: Final = (0,) * 14 + (1,) * 5 + (2,) * 2 + (3,)
LAST_WEEK: Final = date(2025, 11, 18)
INS_DEMONSTRATION: Final = "1.2.250.1.213.1.4.11"
HOSTILE: Final = (
    '=HYPERLINK("http://a.example";"x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    'Léa "l\'Œil" <img src="file:///etc/hostname">',
    '#image("/etc/passwd") *gras* _i_ $x^2$ `r` <label> @ref \\ // --',
    "</text><script>alert(1)</script>&amp;&#x41;]]>",
    '+33 6\r\n;\t"quoted"\n,second line',
    "مريم بنت عبد الله",
    "👩🏽‍⚕️ Zoë 日本 \u202egnol\u202c",
)
"""Formulas, quotes, line breaks, markup of several kinds, emoji, and letters read the other way."""


def identity(**changes: Any) -> ReportIdentity:
    """The patient of the picture, whose identity is qualified."""
    usual: dict[str, Any] = {
        "label": worklist()[0].patient,
        "birth_name": "LE DANTEC",
        "civility": "Mme",
        "identity_status": IdentityStatus.QUALIFIED,
        "ins": "258033523804237",
        "ins_system": INS_DEMONSTRATION,
        "birthplace": "35238",
        "monitoring": Monitoring.ACTIVE,
        "disease": "Adénocarcinome du côlon, métastases hépatiques",
        "oncologist": "Dr A. Tanguy",
    }
    return ReportIdentity(**(usual | changes))


def report(language: Language = "fr", **changes: Any) -> Report:
    """A report without anything in its three blocks."""
    usual: dict[str, Any] = {
        "id": UUID("3f7f2a52-4f0e-4a8e-9d0a-2d6f10c0a001"),
        "patient": identity(),
        "centre": ReportCentre(
            id=UUID(int=1),
            name="CHU de Kerlann",
            finess="290000017",
            unit="Oncologie médicale",
            zone="Europe/Paris",
        ),
        "requester": ReportRequester(
            person=ALAIN, role=Role.ONCOLOGIST, profession=Profession.PHYSICIAN, rpps="10003456789"
        ),
        "purpose": ExportPurpose.HOSPITAL_RECORD,
        "period": ReportPeriod(first=date(2025, 8, 1), last=LAST_WEEK),
        "language": language,
        "made_at": NOW,
        "software_version": "0.1.0",
        "blocks": tuple(ReportBlock),
        "summary": summary((), ()),
        "surveys": (),
        "alerts": (),
        "notes": (),
        "forms": (report_form(form(), language),),
        "is_demonstration": True,
    }
    return Report(**(usual | changes))


def empty(language: Language = "fr") -> Report:
    """Somebody enrolled who has not answered yet, and whose identity is provisional."""
    unproven = identity(
        identity_status=IdentityStatus.PROVISIONAL, ins=None, ins_system=None, birthplace=None
    )
    return report(language, patient=unproven, forms=())


def typical(language: Language = "fr") -> Report:
    """The patient of the picture: sixteen weeks, two lines of treatment, an open alert."""
    first = datetime(2025, 8, 5, 8, 9, tzinfo=_PARIS)
    said = [(place, picture_week(place)) for place in range(16)]
    alerting = {
        15: {"alert_id": report_alerts.OPEN, "alert_level": "critical", "alert_kind": "clinical"},
        14: {"alert_id": report_alerts.CLOSED, "alert_level": "moderate", "alert_kind": "clinical"},
    }
    surveys = [
        survey(place, moment(first, place), week, **_raised(alerting.get(place)))
        for place, week in said
        if week is not None
    ]
    newest = surveys[-1].line
    corrected = survey(
        100,
        newest.authored_at - timedelta(minutes=9),
        Week(grades={"diarrhoea": 2}, unanswered=tuple(COURSES)[1:]),
        replaced_by=newest.id,
        is_unfinished=True,
    )
    newest = newest.model_copy(update={"replaces": corrected.line.id})
    surveys[-1] = surveys[-1].model_copy(update={"line": newest})
    weeks = [first.date() + timedelta(weeks=place) for place in range(16)]
    return report(
        language,
        surveys=(surveys[-1], corrected, *reversed(surveys[:-1])),
        alerts=(
            report_alerts.open_alert(surveys[-1].line.id),
            report_alerts.closed_alert(surveys[-2].line.id),
            report_alerts.silent_alert(1, datetime(2025, 9, 19, 7, 0, tzinfo=UTC)),
        ),
        notes=(_note(1, datetime(2025, 10, 30, 15, 20, tzinfo=UTC), "Vue en consultation."),),
        summary=summary(
            weeks,
            surveys,
            lines=tuple(file_data.lines()),
            events=tuple(file_data.events()),
            ecog=tuple(file_data.performance()),
        ),
    )


def ten_years(language: Language = "fr") -> Report:
    """520 questionnaires, one a week, with words in one of ten and an alert in one of thirteen."""
    chance = random.Random(0)
    first = datetime(2015, 12, 1, 8, 30, tzinfo=_PARIS)
    surveys = [survey(place, moment(first, place), _week(chance)) for place in range(520)]
    weeks = [first.date() + timedelta(weeks=place) for place in range(520)]
    alerts = [
        report_alerts.silent_alert(place, moment(first, place) + timedelta(days=3))
        for place in range(0, 520, 13)
    ]
    return report(
        language,
        period=ReportPeriod(first=first.date(), last=LAST_WEEK),
        surveys=tuple(reversed(surveys)),
        alerts=tuple(reversed(alerts)),
        summary=summary(weeks, surveys, lines=tuple(file_data.lines())),
    )


def hostile(text: str, language: Language = "fr") -> Report:
    """The usual report with a text in each place that takes one."""
    usual = typical(language)
    label = PatientLabel(
        **(usual.patient.label.model_dump() | {"family_name": text, "given_name": text})
    )
    person = PersonLabel(id=CLAIRE.id, name=text, initials="XX", title=text)
    named = {"birth_name": text, "disease": text, "oncologist": text, "civility": text}
    acts = [
        alert.model_copy(update={"acts": tuple(_said(act, text) for act in alert.acts)})
        for alert in usual.alerts
    ]
    at = usual.surveys[-1].line.authored_at - timedelta(days=1)
    lines = [each.model_copy(update={"name": text}) for each in usual.summary.lines]
    events = [each.model_copy(update={"label": text}) for each in usual.summary.events]
    return usual.model_copy(
        update={
            "patient": usual.patient.model_copy(update=named | {"label": label}),
            "centre": usual.centre.model_copy(update={"name": text, "unit": text}),
            "requester": usual.requester.model_copy(update={"person": person}),
            "surveys": (
                *(each.model_copy(update={"comment": text}) for each in usual.surveys),
                not_understood(101, at),
            ),
            "alerts": tuple(acts),
            "notes": (_note(2, NOW, text),),
            "summary": usual.summary.model_copy(
                update={"lines": tuple(lines), "events": tuple(events)}
            ),
        }
    )


def summary(
    weeks: Sequence[date], surveys: Sequence[ReportSurvey], **changes: Any
) -> ReportSummary:
    """What the first page draws of surveys that are one a week at most, the oldest first."""
    by_week = [_of_week(week, surveys) for week in weeks]
    columns = [_column(item, by_week, weeks) for item in form().items if by_week]
    usual: dict[str, Any] = {
        "weeks": tuple(weeks),
        "symptoms": tuple(sorted(columns, key=_place)),
        "weights": tuple(_weights(surveys)),
        "temperatures": tuple(_temperatures(surveys)),
        "ecog": (),
        "lines": (),
        "events": (),
        "follow_up": FollowUp(
            answered_weeks=sum(each is not None for each in by_week),
            weeks=len(weeks),
            first_survey_on=weeks[0] if surveys else None,
            last_survey_at=surveys[-1].line.authored_at if surveys else None,
            survey_count=len(surveys),
            action_count=0,
        ),
    }
    return ReportSummary(**(usual | changes))


def _raised(alert: dict[str, Any] | None) -> dict[str, Any]:
    return {} if alert is None else alert | {"outcome": AnswerOutcome.ALERT}


def _week(chance: random.Random) -> Week:
    grades = {item: chance.choice(_LONG) for item in COURSES}
    words = "Semaine un peu difficile, mieux depuis hier." if chance.random() < 0.1 else None
    return Week(grades=grades, weight_kg=round(chance.uniform(61, 68), 1), comment=words)


def _note(number: int, at: datetime, text: str) -> ReportNote:
    return ReportNote(id=UUID(int=0x0707_0000 + number), at=at, by=ALAIN, text=text)


def _said(act: Any, text: str) -> Any:
    words = {} if act.text is None else {"text": text}
    return act.model_copy(
        update=words | {"by": act.by.model_copy(update={"name": text, "title": text})}
    )


def _of_week(week: date, surveys: Sequence[ReportSurvey]) -> ReportSurvey | None:
    return next((each for each in surveys if each.line.authored_at.date() == week), None)


def _column(
    item: str, by_week: Sequence[ReportSurvey | None], weeks: Sequence[date]
) -> SymptomColumn:
    found = [None if each is None else _grade(item, each) for each in by_week]
    confirmed = [
        None if each is None else {one.item: one.grade for one in each.confirmed}.get(item)
        for each in by_week
    ]
    is_graded = form().items[item].rank is not None
    threshold = 3 if item in ("diarrhoea", "fatigue", "numbness") else 2
    return SymptomColumn(
        item=item,
        grades=[None if each is None else each.grade for each in found],
        confirmed=confirmed,
        not_asked=[],
        not_answered=[
            place
            for place, each in enumerate(found)
            if each is not None and each.grade is None and each.presence is None
        ],
        presence=[] if is_graded else [None if each is None else each.presence for each in found],
        zones=file_data.column(item, "0", threshold, list(weeks)).zones if is_graded else [],
        has_open_alert=item in ("diarrhoea", "abdominal_pain") and len(weeks) == 16,
    )


def _place(column: SymptomColumn) -> tuple[bool, int, int]:
    """What has an open alert, then the last grade, then the worst one."""
    graded = [each for each in column.grades if each is not None]
    last, worst = (graded[-1], max(graded)) if graded else (-1, -1)
    return not column.has_open_alert, -last, -worst


def _grade(item: str, said: ReportSurvey) -> SymptomGrade:
    return next(each for each in said.grades if each.item == item)


def _weights(surveys: Sequence[ReportSurvey]) -> list[Measurement]:
    return [
        Measurement(on=each.line.authored_at.date(), value=each.weight_kg, by_patient=True)
        for each in surveys
        if each.weight_kg is not None
    ]


def _temperatures(surveys: Sequence[ReportSurvey]) -> list[Measurement]:
    return [
        Measurement(on=taken.measured_at.date(), value=taken.value_c, by_patient=True)
        for each in surveys
        for taken in reversed(each.temperatures)
    ]
