"""Weight, performance status and falls of a survey, before and now, as they were written."""

from typing import Final

from services.contract.alerts import AnsweredMeasure
from services.contract.answer_content import KILOGRAMS, OPT_OUT, AnswerContent, in_tenths
from services.contract.enums import Fall
from services.contract.explanations import MissingReason, Quantity

_Said = tuple[float | None, MissingReason | None]
_UNANSWERED: Final[_Said] = (None, MissingReason.NOT_ANSWERED)
_OPTED_OUT: Final[_Said] = (None, MissingReason.OPT_OUT)
_UNREADABLE: Final[_Said] = (None, MissingReason.NOT_COMPUTABLE)
# Wide on purpose: a person should see 720 as the patient wrote it.
_TOO_WIDE_KG: Final = 10_000
_HIGHEST_ECOG: Final = 4
_READ: Final = (Quantity.WEIGHT, Quantity.ECOG, Quantity.FALL)


def measured(now: AnswerContent, before: AnswerContent | None) -> list[AnsweredMeasure]:
    """The measures about which one of the two surveys says something, in the order of the form."""
    found = []
    for quantity in _READ:
        this = _said(quantity, now)
        that = _UNANSWERED if before is None else _said(quantity, before)
        if (this, that) != (_UNANSWERED, _UNANSWERED):
            found.append(
                AnsweredMeasure(
                    item=quantity.value,
                    before=that[0],
                    now=this[0],
                    before_missing=that[1],
                    now_missing=this[1],
                )
            )
    return found


def _said(quantity: Quantity, content: AnswerContent) -> _Said:
    match quantity:
        case Quantity.WEIGHT:
            return _weight(content)
        case Quantity.ECOG:
            return _ecog(content)
        case _:
            return _fall(content)


def _weight(content: AnswerContent) -> _Said:
    reading = content.weight
    if reading is None:
        return _UNANSWERED
    value = reading.value
    if value is None or reading.unit != KILOGRAMS or not 0 < value < _TOO_WIDE_KG:
        return _UNREADABLE
    return in_tenths(value), None


def _ecog(content: AnswerContent) -> _Said:
    match content.ecog:
        case None:
            return _UNANSWERED
        case str() as word:
            return _OPTED_OUT if word == OPT_OUT else _UNREADABLE
        case value:
            return (value, None) if value in range(_HIGHEST_ECOG + 1) else _UNREADABLE


def _fall(content: AnswerContent) -> _Said:
    match content.fall:
        case None:
            return _UNANSWERED
        case Fall.YES | Fall.NO as word:
            return float(word == Fall.YES), None
        case word:
            return _OPTED_OUT if word == OPT_OUT else _UNREADABLE
