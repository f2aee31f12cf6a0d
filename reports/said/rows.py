"""Which symptoms stand in the course of the first page, and what the others say in a line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from resources import words
from resources.wording import Wording
from services.contract.patient_file import SymptomColumn

MOST_ROWS: Final = 12


@dataclass(frozen=True)
class Row:
    """One line of the picture: the symptom, its last value, and how that changed in a week."""

    column: SymptomColumn
    name: str
    last: str
    change: str
    is_worse: bool


@dataclass(frozen=True)
class Rest:
    """Symptoms without a line, by what there is to say of them."""

    never_there: tuple[str, ...]
    """Answered, and never with anything else than nothing."""
    unanswered: tuple[str, ...]
    also_there: tuple[str, ...]
    """There at some time, for which the page has no room: with their worst grade."""


def rows_of(wording: Wording, symptoms: Sequence[SymptomColumn]) -> tuple[list[Row], Rest]:
    """The lines in the order of the summary, and the rest."""
    troubled = [each for each in symptoms if _worst(each) > 0 or each.has_open_alert]
    quiet = [each for each in symptoms if each not in troubled]
    shown, cut = troubled[:MOST_ROWS], troubled[MOST_ROWS:]
    return [_row(wording, each) for each in shown], Rest(
        never_there=_names(wording, (each for each in quiet if _worst(each) == 0)),
        unanswered=_names(wording, (each for each in quiet if _worst(each) < 0)),
        also_there=tuple(
            f"{words.symptom(wording, each.item)} {words.about(_worst(each))}"
            if not each.presence
            else words.symptom(wording, each.item)
            for each in cut
        ),
    )


def _names(wording: Wording, columns: Iterable[SymptomColumn]) -> tuple[str, ...]:
    return tuple(words.symptom(wording, each.item) for each in columns)


def _worst(column: SymptomColumn) -> int:
    """The worst grade, 1 for presence; -1 where nothing was ever answered."""
    graded = [each for each in column.grades if each is not None]
    seen = [int(each) for each in column.presence if each is not None]
    return max([*graded, *seen], default=-1)


def _row(wording: Wording, column: SymptomColumn) -> Row:
    values = _values(column)
    last = next(
        (place for place in reversed(range(len(values))) if values[place] is not None), None
    )
    now = None if last is None else values[last]
    before = values[last - 1] if last else None
    change = None if now is None or before is None or column.presence else now - before
    return Row(
        column=column,
        name=words.symptom(wording, column.item, short=True),
        last=_last(wording, column, now),
        change=_change(wording, change),
        is_worse=change is not None and change > 0,
    )


def _values(column: SymptomColumn) -> list[int | None]:
    if column.presence:
        return [None if each is None else int(each) for each in column.presence]
    return column.grades


def _last(wording: Wording, column: SymptomColumn, now: int | None) -> str:
    if now is None:
        return "–"
    if column.presence:
        return wording.text("report-yes" if now else "report-no")
    return str(now)


def _change(wording: Wording, change: int | None) -> str:
    if change is None:
        return ""
    if change == 0:
        return wording.text("report-same")
    key = "report-worse" if change > 0 else "report-better"
    return wording.text(key, change=wording.signed(change))
