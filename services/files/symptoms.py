"""Symptoms as columns of weeks, in the order in which they are read; pure."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from resources.symptoms import SYMPTOMS
from services.contract.patient_file import SymptomColumn, ZoneSpan
from services.files.grades import ABSENT, NO_SURVEY, NOT_ANSWERED, NOT_ASKED, PRESENT

Confirmed = Mapping[str, Mapping[int, int]]
_ORDER: Final = {item: place for place, item in enumerate(SYMPTOMS)}
_GRADES: Final = {"0": 0, "1": 1, "2": 2, "3": 3}
_PRESENCE: Final = {ABSENT: False, PRESENT: True}


def unsaid(week_count: int, surveys: Iterable[tuple[int, bool]]) -> str:
    """For each week the letter of a symptom of which no survey of that week says anything.

    `surveys` are the places of their weeks, and whether their form is known: of one that is not,
    nobody knows what it asked.
    """
    weeks = [NO_SURVEY] * week_count
    for place, is_known in surveys:
        weeks[place] = max(weeks[place], NOT_ASKED if is_known else NOT_ANSWERED)
    return "".join(weeks)


def symptom_columns(
    letters: Mapping[str, str],
    confirmed: Confirmed,
    unsaid_weeks: str,
    with_alert: Collection[str],
    spans: Mapping[str, list[ZoneSpan]],
) -> list[SymptomColumn]:
    """What has an open alert first, then the last grade, the worst, the order of the form."""
    columns = [
        _column(
            item,
            letters.get(item, unsaid_weeks),
            confirmed.get(item, {}),
            spans[item],
            has_open_alert=item in with_alert,
        )
        for item in {**letters, **confirmed}
    ]
    return sorted(columns, key=_place)


def _column(
    item: str,
    letters: str,
    confirmed: Mapping[int, int],
    spans: list[ZoneSpan],
    *,
    has_open_alert: bool,
) -> SymptomColumn:
    is_of_presence = PRESENT in letters or ABSENT in letters
    count = len(letters)
    # Not checked again: all of it was made above, and there are forty thousand values in ten years.
    return SymptomColumn.model_construct(
        item=item,
        grades=list(map(_GRADES.get, letters)),
        confirmed=list(map(confirmed.get, range(count))) if confirmed else [None] * count,
        not_asked=_places(NOT_ASKED, letters),
        not_answered=_places(NOT_ANSWERED, letters),
        presence=list(map(_PRESENCE.get, letters)) if is_of_presence else [],
        zones=spans,
        has_open_alert=has_open_alert,
    )


def _places(wanted: str, letters: str) -> list[int]:
    if wanted not in letters:
        return []
    return [place for place, letter in enumerate(letters) if letter == wanted]


def _place(column: SymptomColumn) -> tuple[bool, int, int, int, str]:
    known = [int(each) for each in column.presence if each is not None] or [
        grade for grade in column.grades if grade is not None
    ]
    last, worst = (known[-1], max(known)) if known else (-1, -1)
    order = _ORDER.get(column.item, len(_ORDER))
    return not column.has_open_alert, -last, -worst, order, column.item
