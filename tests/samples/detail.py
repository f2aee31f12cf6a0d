"""The alert of the design's picture, with its answers, its eight weeks and its history."""

from datetime import date
from uuid import UUID

from services.contract.alerts import (
    AlertAction,
    AlertDetail,
    AlertLabel,
    AlertZone,
    AnsweredSurvey,
    AnsweredSymptom,
    CycleMark,
    Series,
    SeriesPoint,
    WorklistRow,
)
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    Channel,
    ContactResult,
    IdentityStatus,
    MeasureCode,
    Monitoring,
    Urgency,
)
from services.contract.explanations import (
    Evidence,
    Explanation,
    HitKind,
    Operator,
    Quantity,
    RowSymptom,
    RuleHit,
)
from services.contract.patients import PatientHeader, Treatment
from tests.samples.rows import ALAIN, CLAIRE, LE_BIHAN, THOMAS, UNIT_ID, lead, paris, worklist

_COMMENT = "Plus de 8 fois par jour depuis dimanche, je n'arrive plus à boire."
_RESPONSE_MINUTES = {
    AlertLevel.CRITICAL: 120,
    AlertLevel.HIGH: 360,
    AlertLevel.MODERATE: 480,
    AlertLevel.INFO: 1440,
}


def details() -> dict[UUID, AlertDetail]:
    """A detail for every row of the sample queue; the first one is that of the picture."""
    rows = worklist()
    made = {row.alert_id: _plain(row) for row in rows}
    made[rows[0].alert_id] = _worst(rows[0])
    return made


def _header(row: WorklistRow) -> PatientHeader:
    return PatientHeader(
        label=row.patient,
        birth_name=None,
        civility="Mme" if row.patient.sex == "female" else "M.",
        identity_status=IdentityStatus.PROVISIONAL,
        ins=None,
        monitoring=Monitoring.ACTIVE,
        unit_id=UNIT_ID,
        disease="Sein, adjuvant",
        treatment=Treatment(name="paclitaxel", cycle=3, day=8),
        oncologist="Dr A. Tanguy",
        oncologist_id=ALAIN.id,
        phone="06 39 98 20 11",
        preferred_hours=None,
        carer=None,
        version=1,
    )


def _plain(row: WorklistRow) -> AlertDetail:
    survey = None if row.kind is AlertKind.NON_RESPONSE else _survey([_from_lead(row)])
    return AlertDetail(
        id=row.alert_id,
        version=row.alert_version,
        kind=row.kind,
        level=row.level,
        rank=row.rank,
        state=row.state,
        patient=_header(row),
        received_at=row.received_at,
        due_at=row.due_at,
        response_minutes=_RESPONSE_MINUTES[row.level],
        claim=row.claim,
        owner=row.owner,
        acknowledged_at=None,
        closed_at=None,
        explanation=_explanation([]),
        survey=survey,
        series=None,
        history=[],
        other_open=[_other()] if row.patient == LE_BIHAN else [],
        undoable=None,
        undo_until=None,
    )


def _from_lead(row: WorklistRow) -> AnsweredSymptom:
    first = row.leads[0]
    before = None if first.grade is None or first.change is None else first.grade - first.change
    return _symptom(first.item, before, first.grade)


def _other() -> AlertLabel:
    return AlertLabel(
        id=UUID(int=5999),
        version=2,
        kind=AlertKind.CLINICAL,
        level=AlertLevel.MODERATE,
        received_at=paris(11, 9, 5),
        lead=lead("insomnia", 2, 1),
    )


def _worst(row: WorklistRow) -> AlertDetail:
    header = _header(row).model_copy(
        update={
            "birth_name": "LE DANTEC",
            "identity_status": IdentityStatus.QUALIFIED,
            "ins": "258033523804237",
            "disease": "Côlon métastatique",
            "treatment": Treatment(name="FOLFIRI + bévacizumab", cycle=4, day=5),
            "phone": "06 39 98 14 27",
            "preferred_hours": "9 h – 12 h",
        }
    )
    symptoms = [
        _symptom("diarrhoea", 1, 3),
        _symptom("abdominal_pain", 1, 2),
        _symptom("nausea", 0, 1),
        _symptom("numbness", 1, 0),
        _symptom("fatigue", 2, 2),
        _symptom("appetite_loss", 1, 1),
        _symptom("chills", 0, 0),
    ]
    return _plain(row).model_copy(
        update={
            "patient": header,
            "explanation": _explanation([_hit_diarrhoea(), _hit_pain()]),
            "survey": _survey(symptoms).model_copy(
                update={"comment": _COMMENT, "urgency": Urgency.URGENT}
            ),
            "series": _series(),
            "history": _history(),
        }
    )


def _symptom(item: str, before: int | None, now: int | None) -> AnsweredSymptom:
    return AnsweredSymptom(
        item=item,
        before=before,
        now=now,
        before_missing=None if before is not None else "not_answered",
        now_missing=None if now is not None else "not_answered",
        presence_before=None,
        presence_now=None,
        change=None if before is None or now is None else now - before,
    )


def _survey(symptoms: list[AnsweredSymptom]) -> AnsweredSurvey:
    return AnsweredSurvey(
        answer_id=UUID(int=6001),
        authored_at=paris(18, 8, 9),
        compared_with=paris(11, 8, 40),
        channel=Channel.WEB,
        language="fr",
        questionnaire="vigie-weekly",
        questionnaire_version="1.0.0",
        symptoms=symptoms,
        temperatures=[],
        urgency=Urgency.CAN_WAIT,
        comment=None,
        is_reception_time=False,
        as_sent=[],
    )


def _evidence(operator: Operator, item: str, threshold: int, now: int, before: int) -> Evidence:
    return Evidence(
        quantity=Quantity.COMPOSITE,
        item=item,
        operator=operator,
        threshold=threshold,
        now=now,
        now_at=paris(18, 8, 9),
        before=before,
        before_at=paris(11, 8, 40),
        change=now - before,
    )


def _hit_diarrhoea() -> RuleHit:
    return RuleHit(
        rule_id="DIA-02",
        rule_version=3,
        level=AlertLevel.CRITICAL,
        kind=HitKind.LEVEL,
        item="diarrhoea",
        evidence=(_evidence(Operator.AT_LEAST, "diarrhoea", 3, 3, 1),),
    )


def _hit_pain() -> RuleHit:
    return RuleHit(
        rule_id="DOA-01",
        rule_version=2,
        level=AlertLevel.MODERATE,
        kind=HitKind.LEVEL,
        item="abdominal_pain",
        evidence=(_evidence(Operator.REACHED, "abdominal_pain", 2, 2, 1),),
    )


def _explanation(hits: list[RuleHit]) -> Explanation:
    lead_symptom = RowSymptom(
        quantity=Quantity.COMPOSITE, item="diarrhoea", now=3, change=2, level=AlertLevel.CRITICAL
    )
    return Explanation(
        rule_set_version="default-1",
        compared_with=paris(11, 8, 40),
        hits=tuple(hits),
        not_answered=(),
        problems=(),
        lead=lead_symptom if hits else None,
        next_symptoms=(),
    )


def _series() -> Series:
    weeks = [date(2025, 9, 30), date(2025, 10, 7), date(2025, 10, 14), date(2025, 10, 21)]
    weeks += [date(2025, 10, 28), date(2025, 11, 4), date(2025, 11, 11), date(2025, 11, 18)]
    grades = [1, 0, 1, 1, 0, 1, 1, 3]
    return Series(
        item="diarrhoea",
        points=[
            SeriesPoint(on=on, grade=grade, answered=True, confirmed=False)
            for on, grade in zip(weeks, grades, strict=True)
        ],
        zone=AlertZone(threshold=3, level=AlertLevel.CRITICAL, rule_id="DIA-02", rule_version=3),
        cycles=[
            CycleMark(number=1, on=date(2025, 10, 3), note=None),
            CycleMark(number=2, on=date(2025, 10, 17), note=None),
            CycleMark(number=3, on=date(2025, 10, 31), note=None),
            CycleMark(number=4, on=date(2025, 11, 14), note=None),
        ],
    )


def _history() -> list[AlertAction]:
    earlier = UUID(int=5998)
    return [
        AlertAction(
            id=UUID(int=8001),
            alert_id=earlier,
            kind=ActionKind.CALL,
            by=CLAIRE,
            at=paris(11, 9, 20),
            result=ContactResult.PATIENT_REACHED,
            measures=[],
            grades=[],
            text="Conseils hydratation, lopéramide rappelé.",
            undone=False,
        ),
        AlertAction(
            id=UUID(int=8002),
            alert_id=earlier,
            kind=ActionKind.CLOSE,
            by=THOMAS,
            at=paris(4, 15, 5),
            result=None,
            measures=[MeasureCode.WATCH_NEXT_SURVEY],
            grades=[],
            text=None,
            undone=False,
        ),
    ]
