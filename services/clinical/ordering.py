"""Which hit and which symptom come first: the highest level, then the grade, then the change."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from services.clinical.facts import Facts
from services.contract.enums import AlertLevel
from services.contract.explanations import Evidence, Quantity, RowSymptom, RuleHit, SymptomGrade

NEXT_SYMPTOMS: Final = 2
TEMPERATURE: Final = "temperature"
URGENCY: Final = "urgency"

_LEVELS: Final = tuple(AlertLevel)
_NO_LEVEL: Final = len(_LEVELS)
# Within a level a fever comes before the symptoms, and the wish to be called after them.
_WEIGHT_OF_FEVER: Final = 4
# A fall and a loss of weight stand beside a symptom that is marked.
_WEIGHT_OF_A_MEASURE: Final = 2
_SymptomOrder = tuple[int, float, float, int]


def highest_level(hits: Iterable[RuleHit]) -> AlertLevel | None:
    """Return the worst level among hits."""
    return min((hit.level for hit in hits), key=_LEVELS.index, default=None)


def order_symptoms(hits: Sequence[RuleHit], facts: Facts) -> tuple[RowSymptom, ...]:
    """Return what a row may show, worst first: whatever fired, then every symptom present."""
    levels = _levels(hits)
    rows: dict[str, RowSymptom] = {}
    for grade in facts.grades.values():
        row = _row_of_grade(grade, facts.before.get(grade.item), levels.get(grade.item))
        if row is not None:
            rows[grade.item] = row
    for evidence in (evidence for hit in hits for evidence in hit.evidence):
        name = _name(evidence)
        if evidence.quantity is Quantity.TREATMENT:
            continue
        if name not in rows or _is_higher(evidence, rows[name]):
            rows[name] = RowSymptom(
                quantity=evidence.quantity,
                item=name,
                now=evidence.now,
                change=evidence.change if _is_changing(evidence) else None,
                level=levels[name],
            )
    positions = {code: position for position, code in enumerate(facts.grades)}
    return tuple(sorted(rows.values(), key=lambda row: _symptom_order(row, positions)))


def order_hits(hits: Sequence[RuleHit], rows: Sequence[RowSymptom]) -> tuple[RuleHit, ...]:
    """Return hits by level, then in the order of the symptoms that they are about."""
    positions = {row.item: position for position, row in enumerate(rows)}

    def order(hit: RuleHit) -> tuple[int, int, str]:
        names = [_name(evidence) for evidence in hit.evidence]
        places = [positions[name] for name in names if name in positions]
        own = positions.get(hit.item or "", min(places, default=len(rows)))
        return _LEVELS.index(hit.level), own, hit.rule_id

    return tuple(sorted(hits, key=order))


def item_of(evidence: Sequence[Evidence]) -> str | None:
    """Return the symptom that evidence is about: the worst one when there are several."""
    about = [part for part in evidence if part.item is not None]
    worst = max(about, key=lambda part: (_number(part.now), part.change or 0), default=None)
    return worst.item if worst else None


def _levels(hits: Iterable[RuleHit]) -> Mapping[str, AlertLevel]:
    levels: dict[str, AlertLevel] = {}
    for hit in hits:
        for evidence in hit.evidence:
            name = _name(evidence)
            levels[name] = min(levels.get(name, hit.level), hit.level, key=_LEVELS.index)
    return levels


def _row_of_grade(
    grade: SymptomGrade, before: SymptomGrade | None, level: AlertLevel | None
) -> RowSymptom | None:
    """Return a row for a symptom that is there, or that a rule fired on."""
    if grade.grade is not None and (grade.grade > 0 or level is not None):
        grade_before = before.grade if before else None
        return RowSymptom(
            quantity=Quantity.COMPOSITE,
            item=grade.item,
            now=grade.grade,
            change=None if grade_before is None else grade.grade - grade_before,
            level=level,
        )
    if grade.presence:
        presence_before = before.presence if before else None
        return RowSymptom(
            quantity=Quantity.PRESENCE,
            item=grade.item,
            now=1,
            change=None if presence_before is None else 1 - int(presence_before),
            level=level,
        )
    return None


def _is_changing(evidence: Evidence) -> bool:
    """Temperatures are compared within a survey, everything else with an earlier one."""
    return evidence.quantity not in {Quantity.TEMPERATURE, Quantity.URGENCY}


def _is_higher(evidence: Evidence, row: RowSymptom) -> bool:
    """Whether a temperature is the highest seen so far; a graded symptom keeps its own row."""
    return evidence.quantity is Quantity.TEMPERATURE and _number(evidence.now) > _number(row.now)


def _name(evidence: Evidence) -> str:
    """The symptom, or the word of the quantity that evidence without a symptom is about."""
    return evidence.item if evidence.item is not None else evidence.quantity.value


def _symptom_order(row: RowSymptom, positions: Mapping[str, int]) -> _SymptomOrder:
    level = _NO_LEVEL if row.level is None else _LEVELS.index(row.level)
    match row.quantity:
        case Quantity.TEMPERATURE:
            weight: float = _WEIGHT_OF_FEVER
        case Quantity.COMPOSITE | Quantity.ECOG:
            weight = _number(row.now)
        case Quantity.WEIGHT | Quantity.FALL:
            weight = _WEIGHT_OF_A_MEASURE
        case _:
            weight = 0
    return level, -weight, -(row.change or 0), positions.get(row.item, len(positions))


def _number(value: float | str) -> float:
    return value if isinstance(value, int | float) else 0
