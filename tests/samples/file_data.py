"""The file of the design's picture as contract objects: sixteen weeks up to 18 November 2025."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from services.contract.alerts import AlertAction, AlertZone, ConfirmedGrade, LeadSymptom
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    AlertState,
    ContactResult,
    EventType,
    IdentityStatus,
    MeasureCode,
    Monitoring,
)
from services.contract.patient_file import (
    FileEvent,
    FollowUp,
    Measurement,
    OpenAlert,
    PatientSeries,
    SymptomColumn,
    ZoneSpan,
)
from services.contract.patients import PatientHeader, Treatment
from services.contract.record import RecordedCycle, RecordedLine
from tests.samples.rows import ALAIN, CLAIRE, NOW, UNIT_ID, paris, worklist

LAST_WEEK = date(2025, 11, 18)
# One sign a week: a grade, `x` for a missing week, `.` for not asked, `c` after a confirmed grade.
_COURSES = (
    ("diarrhoea", "011000x010110113", 3),
    ("abdominal_pain", "001000x001101112", 2),
    ("fatigue", "222111x1122122c22", 3),
    ("nausea", "121000x002101101", 2),
    ("appetite_loss", "111000x001101111", 2),
    ("numbness", "2c222c21x111111110", 3),
    ("mouth_sores", "010000x000110000", 2),
    ("anxiety", "111100x001100011", 2),
    ("vomiting", "010000x001000000", 2),
)
_MISSING_WEEK = 6


def answer_id(place: int) -> UUID:
    """The questionnaire of a week of the picture."""
    return UUID(int=0x0A00_0000 + place)


def header(**changes: Any) -> PatientHeader:
    """The patient of the picture."""
    usual: dict[str, Any] = {
        "label": worklist()[0].patient,
        "birth_name": "LE DANTEC",
        "civility": "Mme",
        "identity_status": IdentityStatus.QUALIFIED,
        "ins": "258033523804237",
        "monitoring": Monitoring.ACTIVE,
        "unit_id": UNIT_ID,
        "disease": "Adénocarcinome du côlon, métastases hépatiques",
        "treatment": Treatment(name="FOLFIRI + bévacizumab", cycle=4, day=5),
        "oncologist": "Dr A. Tanguy",
        "oncologist_id": ALAIN.id,
        "phone": "0639981427",
        "preferred_hours": "10 h - 12 h",
        "carer": "Yves KERMARREC (époux)",
        "email": "jeanne.kermarrec@example.org",
        "address": "12 rue des Ajoncs\n29990 Kerlann",
        "general_practitioner": "Dr Ronan Le Roux",
        "nurse": "Claire Morvan",
        "version": 1,
    }
    return PatientHeader(**(usual | changes))


def _weeks(count: int) -> list[date]:
    return [LAST_WEEK - timedelta(days=7 * back) for back in reversed(range(count))]


def column(item: str, course: str, threshold: int | None, weeks: list[date]) -> SymptomColumn:
    """One symptom by the signs above; more weeks repeat them."""
    grades: list[int | None] = []
    confirmed: list[int | None] = []
    not_asked: list[int] = []
    for sign in course:
        if sign == "c":
            confirmed[-1] = grades[-1]
            continue
        if sign == ".":
            not_asked.append(len(grades))
        grades.append(int(sign) if sign.isdigit() else None)
        confirmed.append(None)
    times = len(weeks) // len(grades) + 1
    zone = None
    if threshold is not None:
        level = AlertLevel.CRITICAL if threshold == 3 else AlertLevel.HIGH
        zone = AlertZone(threshold=threshold, level=level, rule_id="DIA-02", rule_version=3)
    return SymptomColumn(
        item=item,
        grades=(grades * times)[-len(weeks) :],
        confirmed=(confirmed * times)[-len(weeks) :],
        not_asked=not_asked,
        not_answered=[],
        presence=[],
        zones=[ZoneSpan(since=weeks[0] - timedelta(days=3), zone=zone)],
        has_open_alert=item in {"diarrhoea", "abdominal_pain"},
    )


def rash(weeks: list[date]) -> SymptomColumn:
    """A symptom that is only there or not."""
    seen = [None if place == _MISSING_WEEK else place % 5 == 0 for place in range(len(weeks))]
    return SymptomColumn(
        item="rash",
        grades=[None] * len(weeks),
        confirmed=[None] * len(weeks),
        not_asked=[],
        not_answered=[],
        presence=seen,
        zones=[],
        has_open_alert=False,
    )


def lines() -> list[RecordedLine]:
    """Two lines; the dose of the third cycle was reduced."""
    second = date(2025, 10, 3)
    cycles = [
        RecordedCycle(
            id=UUID(int=0xC1C0 + number),
            version=1,
            number=number,
            started_on=second + timedelta(days=14 * (number - 1)),
            note="−20 %" if number == 3 else None,
        )
        for number in range(1, 5)
    ]
    return [
        RecordedLine(
            id=UUID(int=0x11),
            version=1,
            name="FOLFOX",
            number=1,
            started_on=date(2025, 5, 12),
            ended_on=date(2025, 8, 27),
            cycles=[],
        ),
        RecordedLine(
            id=UUID(int=0x12),
            version=1,
            name="FOLFIRI + bévacizumab",
            number=2,
            started_on=second,
            ended_on=None,
            cycles=cycles,
        ),
    ]


def _event(
    number: int, on: date, event: EventType | None, act: ActionKind | None, label: str | None
) -> FileEvent:
    return FileEvent(
        on=on, event=event, act=act, label=label, id=UUID(int=0xE000 + number), last=on
    )


def events() -> list[FileEvent]:
    """What stands in the lane of the picture."""
    stop, imaging = EventType.TREATMENT_STOP, EventType.IMAGING
    call, escalate = ActionKind.CALL, ActionKind.ESCALATE
    return [
        _event(1, date(2025, 8, 27), stop, None, None),
        _event(2, date(2025, 9, 10), imaging, None, "Scanner : progression"),
        _event(3, date(2025, 10, 9), None, call, None),
        _event(4, date(2025, 10, 21), None, call, None),
        _event(5, date(2025, 10, 30), EventType.CONSULTATION, None, None),
        _event(6, date(2025, 11, 11), None, call, None),
        _event(7, date(2025, 11, 18), None, escalate, None),
    ]


def open_alert(**changes: Any) -> OpenAlert:
    """The alert of the picture: escalated, half an hour late."""
    row = worklist()[0]
    usual: dict[str, Any] = {
        "id": row.alert_id,
        "version": row.alert_version,
        "kind": AlertKind.CLINICAL,
        "level": AlertLevel.CRITICAL,
        "state": AlertState.NEW,
        "received_at": paris(18, 8, 12),
        "due_at": paris(18, 10, 12),
        "waits_until": None,
        "leads": [
            LeadSymptom(item="diarrhoea", grade=3, change=2, temperature_c=None),
            LeadSymptom(item="abdominal_pain", grade=2, change=1, temperature_c=None),
        ],
        "owner": CLAIRE,
        "escalated_by": CLAIRE,
        "escalated_at": paris(18, 10, 41),
    }
    return OpenAlert(**(usual | changes))


def action(number: int, kind: ActionKind, at: datetime, **changes: Any) -> AlertAction:
    """One act of the team."""
    usual: dict[str, Any] = {
        "id": UUID(int=0xAC00 + number),
        "alert_id": worklist()[0].alert_id,
        "kind": kind,
        "by": CLAIRE,
        "at": at,
        "result": None,
        "measures": [],
        "grades": [],
        "text": None,
        "undone": False,
    }
    return AlertAction(**(usual | changes))


def actions() -> list[AlertAction]:
    """What was done, newest first; the note was undone."""
    november = datetime(2025, 11, 11, 8, 20, tzinfo=UTC)
    return [
        action(1, ActionKind.ESCALATE, paris(18, 10, 41), text="ne boit plus", escalated_to=ALAIN),
        action(
            2,
            ActionKind.CALL,
            november,
            result=ContactResult.PATIENT_REACHED,
            grades=[ConfirmedGrade(item="fatigue", grade=2)],
            text="hydratation, lopéramide",
        ),
        action(3, ActionKind.MEASURE, november, measures=[MeasureCode.ADVICE_BY_PHONE]),
        action(4, ActionKind.NOTE, november - timedelta(days=1), text="à revoir", undone=True),
        action(
            5,
            ActionKind.CLOSE,
            november - timedelta(days=7),
            measures=[MeasureCode.WATCH_NEXT_SURVEY],
        ),
    ]


def weights() -> list[Measurement]:
    """Told by the patient but for one of the day hospital; two weeks without any."""
    days = (
        (date(2025, 8, 5), 67.4),
        (date(2025, 8, 12), 67.0),
        (date(2025, 8, 26), 66.8),
        (date(2025, 9, 2), 66.1),
        (date(2025, 10, 7), 64.9),
        (date(2025, 10, 21), 63.6),
        (date(2025, 10, 28), 63.2),
        (date(2025, 11, 11), 62.4),
        (date(2025, 11, 18), 62.1),
    )
    told = [Measurement(on=day, value=value, by_patient=True) for day, value in days]
    weighed = Measurement(on=date(2025, 10, 10), value=64.2, by_patient=False)
    return sorted([*told, weighed], key=lambda each: each.on)


def temperatures() -> list[Measurement]:
    """A fever that was told every day, and one reading of the team."""
    told = (37.9, 38.4, 38.9, 38.1, 37.2)
    return [
        Measurement(on=date(2025, 9, 30), value=36.8, by_patient=False),
        *(
            Measurement(on=date(2025, 11, 12 + place), value=value, by_patient=True)
            for place, value in enumerate(told)
        ),
    ]


def performance() -> list[Measurement]:
    """ECOG as the patient and a clinician judged it."""
    told = ((date(2025, 10, 28), 1), (date(2025, 11, 4), 1), (date(2025, 11, 18), 2))
    judged = Measurement(on=date(2025, 11, 12), value=2, by_patient=False)
    measured = [Measurement(on=day, value=value, by_patient=True) for day, value in told]
    return sorted([*measured, judged], key=lambda each: each.on)


def series(count: int = 16, **changes: Any) -> PatientSeries:
    """The synthesis of the picture."""
    weeks = _weeks(count)
    answers = [[] if place % 16 == _MISSING_WEEK else [answer_id(place)] for place in range(count)]
    usual: dict[str, Any] = {
        "patient": header(),
        "weeks": weeks,
        "answers": answers,
        "symptoms": [column(*each, weeks) for each in _COURSES] + [rash(weeks)],
        "weights": weights(),
        "temperatures": [],
        "ecog": [Measurement(on=date(2025, 10, 30), value=1, by_patient=False)],
        "lines": lines(),
        "events": events(),
        "open_alerts": [open_alert()],
        "last_actions": actions()[:2],
        "follow_up": FollowUp(
            answered_weeks=15,
            weeks=16,
            first_survey_on=date(2025, 6, 3),
            last_survey_at=paris(18, 8, 9),
            survey_count=31,
            action_count=24,
        ),
        "exceptions": [],
        "blocks_missing": [],
        "as_of": NOW,
    }
    return PatientSeries(**(usual | changes))
