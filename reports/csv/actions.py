"""The table of actions: a line for each act on each alert, and one for an alert without any."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from reports.csv.columns import Column, Kind, Value
from reports.csv.patient import patient_columns
from services.contract.alerts import AlertAction, LeadSymptom
from services.contract.fhir_systems import CODE_SYSTEMS
from services.contract.report_content import ReportAlert
from services.contract.reports import Report

BETWEEN: Final = " "
"""Between codes of one cell; none of them has a space."""


@dataclass(frozen=True)
class Acted:
    """An alert and one act on it."""

    report: Report
    alert: ReportAlert
    act: AlertAction | None

    @property
    def lead(self) -> LeadSymptom | None:
        """What the alert is about first."""
        return self.alert.leads[0] if self.alert.leads else None


def acted(report: Report) -> Iterator[Acted]:
    """Every line, in the order of the report."""
    for alert in report.alerts:
        yield from (Acted(report, alert, act) for act in alert.acts)
        if not alert.acts:
            yield Acted(report, alert, None)


def _act(read: Callable[[AlertAction], Value]) -> Callable[[Acted], Value]:
    return lambda row: None if row.act is None else read(row.act)


def _lead(read: Callable[[LeadSymptom], Value]) -> Callable[[Acted], Value]:
    return lambda row: None if row.lead is None else read(row.lead)


def _rules(row: Acted) -> Value:
    hits = row.alert.explanation.hits
    return BETWEEN.join(f"{each.rule_id}/{each.rule_version}" for each in hits)


def _grades(act: AlertAction) -> Value:
    return BETWEEN.join(f"{each.item}={each.grade}" for each in act.grades)


def _assessed(act: AlertAction) -> Value:
    if act.assessment is None:
        return None
    return "nothing" if act.assessment.level is None else act.assessment.level.value


def _asked(act: AlertAction) -> Value:
    return None if act.escalated_to is None else act.escalated_to.name


K = Kind
COLUMNS: Final[tuple[Column[Acted], ...]] = (
    *patient_columns(lambda row: row.report),
    Column("alert_id", K.ID, "Alerte", "Alert", lambda r: r.alert.id),
    Column(
        "alert_kind",
        K.CODE,
        "Nature de l'alerte",
        "Kind of alert",
        lambda r: r.alert.kind.value,
        CODE_SYSTEMS + "alert-kind",
    ),
    Column(
        "alert_level",
        K.CODE,
        "Niveau",
        "Level",
        lambda r: r.alert.level.value,
        CODE_SYSTEMS + "alert-level",
    ),
    Column(
        "alert_state",
        K.CODE,
        "État à la date du rapport",
        "State when the report was made",
        lambda r: r.alert.state.value,
        CODE_SYSTEMS + "alert-state",
    ),
    Column(
        "survey_id",
        K.ID,
        "Questionnaire à l'origine",
        "Questionnaire that raised it",
        lambda r: r.alert.answer_id,
    ),
    Column(
        "received_at",
        K.INSTANT,
        "Reçue le (UTC)",
        "Received at (UTC)",
        lambda r: r.alert.received_at,
    ),
    Column("due_at", K.INSTANT, "Échéance (UTC)", "Due at (UTC)", lambda r: r.alert.due_at),
    Column(
        "acknowledged_at",
        K.INSTANT,
        "Prise en charge le (UTC)",
        "Acknowledged at (UTC)",
        lambda r: r.alert.acknowledged_at,
    ),
    Column(
        "closed_at", K.INSTANT, "Clôturée le (UTC)", "Closed at (UTC)", lambda r: r.alert.closed_at
    ),
    Column(
        "owner",
        K.TEXT,
        "Suivie par",
        "Owner",
        lambda r: None if r.alert.owner is None else r.alert.owner.name,
        identifies=True,
    ),
    Column(
        "lead_item",
        K.CODE,
        "Premier symptôme ou mesure",
        "First symptom or measure",
        _lead(lambda lead: lead.item),
        CODE_SYSTEMS + "symptom-item",
    ),
    Column(
        "lead_grade",
        K.INTEGER,
        "Son grade estimé",
        "Its estimated grade",
        _lead(lambda lead: lead.grade),
    ),
    Column(
        "lead_change",
        K.INTEGER,
        "Son évolution depuis le précédent",
        "Its change since the one before",
        _lead(lambda lead: lead.change),
    ),
    Column(
        "lead_temperature",
        K.NUMBER,
        "Température, °C",
        "Temperature, °C",
        _lead(lambda lead: lead.temperature_c),
    ),
    Column(
        "lead_value",
        K.NUMBER,
        "Évolution du poids en %, ou grade ECOG",
        "Change of weight in %, or ECOG grade",
        _lead(lambda lead: lead.value),
    ),
    Column(
        "rules",
        K.TEXT,
        "Règles déclenchées, avec leur version",
        "Rules that fired, with their version",
        _rules,
    ),
    Column("act_id", K.ID, "Acte", "Act", _act(lambda act: act.id)),
    Column(
        "act",
        K.CODE,
        "Nature de l'acte",
        "Kind of act",
        _act(lambda act: act.kind.value),
        CODE_SYSTEMS + "alert-act",
    ),
    Column("act_at", K.INSTANT, "Fait le (UTC)", "Done at (UTC)", _act(lambda act: act.at)),
    Column("act_by", K.TEXT, "Par", "By", _act(lambda act: act.by.name), identifies=True),
    Column(
        "undone",
        K.TRUTH,
        "Annulé : ne compte pas",
        "Undone: counts for nothing",
        _act(lambda act: act.undone),
    ),
    Column(
        "contact_result",
        K.CODE,
        "Issue de l'appel",
        "How the call ended",
        _act(lambda act: act.result),
        CODE_SYSTEMS + "contact-result",
    ),
    Column(
        "measures",
        K.CODE,
        "Actions codées",
        "Coded actions",
        _act(lambda act: BETWEEN.join(act.measures)),
        CODE_SYSTEMS + "measure",
    ),
    Column(
        "cause",
        K.CODE,
        "Cause de non-pertinence",
        "Why not relevant",
        _act(lambda act: act.cause),
        "input_error|known_symptom|duplicate",
    ),
    Column(
        "assessment",
        K.CODE,
        "Niveau jugé par un soignant",
        "Level as judged by a person",
        _act(_assessed),
        "nothing or a level",
    ),
    Column(
        "confirmed_grades",
        K.TEXT,
        "Grades CTCAE confirmés",
        "Confirmed CTCAE grades",
        _act(_grades),
    ),
    Column(
        "defer_reason",
        K.CODE,
        "Raison du report",
        "Why put off",
        _act(lambda act: act.defer_reason),
        "call_back|result_awaited|appointment|advice_awaited|other",
    ),
    Column(
        "deferred_until",
        K.INSTANT,
        "Reportée jusqu'à (UTC)",
        "Put off until (UTC)",
        _act(lambda act: act.until),
    ),
    Column("escalated_to", K.TEXT, "Adressée à", "Escalated to", _act(_asked), identifies=True),
    Column(
        "text",
        K.TEXT,
        "Commentaire de l'équipe",
        "Words of the team",
        _act(lambda act: act.text),
        identifies=True,
    ),
    Column(
        "other",
        K.TEXT,
        "Précision du code 99",
        "Words of code 99",
        _act(lambda act: act.other),
        identifies=True,
    ),
)
