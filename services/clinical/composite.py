"""Estimated grade of one symptom from its answers: the published mapping, and nothing else.

Basch et al., Clinical Trials 2021;18(1):104-114, doi 10.1177/1740774520975120. A grade is 0 to 3,
never 4, and None where the publication gives none: None is not 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from services.contract.enums import Attribute

HIGHEST_ANSWER: Final = 4
HIGHEST_GRADE: Final = 3


class Rank(IntEnum):
    """Which attributes make the grade, numbered as in the publication's mapping."""

    FREQUENCY = 1
    SEVERITY = 2
    AMOUNT = 3
    FREQUENCY_SEVERITY = 4
    FREQUENCY_INTERFERENCE = 5
    SEVERITY_INTERFERENCE = 6
    FREQUENCY_SEVERITY_INTERFERENCE = 7


ATTRIBUTES_BY_RANK: Final[Mapping[Rank, tuple[Attribute, ...]]] = {
    Rank.FREQUENCY: (Attribute.FREQUENCY,),
    Rank.SEVERITY: (Attribute.SEVERITY,),
    Rank.AMOUNT: (Attribute.AMOUNT,),
    Rank.FREQUENCY_SEVERITY: (Attribute.FREQUENCY, Attribute.SEVERITY),
    Rank.FREQUENCY_INTERFERENCE: (Attribute.FREQUENCY, Attribute.INTERFERENCE),
    Rank.SEVERITY_INTERFERENCE: (Attribute.SEVERITY, Attribute.INTERFERENCE),
    Rank.FREQUENCY_SEVERITY_INTERFERENCE: (
        Attribute.FREQUENCY,
        Attribute.SEVERITY,
        Attribute.INTERFERENCE,
    ),
}

# One digit an answer 0 to 4.
_ONE_ATTRIBUTE: Final[Mapping[Rank, str]] = {
    Rank.FREQUENCY: "01123",
    Rank.SEVERITY: "01233",
    Rank.AMOUNT: "01122",
}

# One row for each first answer 1 to 4, one digit for each second answer 0 to 4.
_TWO_ATTRIBUTES: Final[Mapping[Rank, tuple[str, ...]]] = {
    Rank.FREQUENCY_SEVERITY: ("11122", "11222", "11233", "11233"),
    Rank.FREQUENCY_INTERFERENCE: ("11122", "11122", "11233", "11233"),
    Rank.SEVERITY_INTERFERENCE: ("11122", "11223", "12233", "22233"),
}

# One block for each frequency 1 to 4, one row for each severity 0 to 4, one digit an interference.
_THREE_ATTRIBUTES: Final[tuple[tuple[str, ...], ...]] = (
    ("01122", "11122", "12223", "22233", "22333"),
    ("01122", "11122", "22233", "22233", "22333"),
    ("11122", "11122", "22233", "22333", "22333"),
    ("11122", "11223", "22233", "22333", "22333"),
)


@dataclass(frozen=True)
class BranchedGrade:
    """A grade from a form with the published branching, and whether a gap of it was filled."""

    grade: int | None
    imputed: bool


def composite(rank: Rank, answers: Mapping[Attribute, int | None]) -> int | None:
    """Grade the answers of one symptom; an attribute that is absent or None was not answered.

    A first attribute of 0 gives 0 whatever the rest; above 0, every attribute must be answered.
    Raises ValueError for an answer outside 0 to 4, which the caller has to refuse before.
    """
    values = [answers.get(attribute) for attribute in ATTRIBUTES_BY_RANK[rank]]
    if any(value is not None and not 0 <= value <= HIGHEST_ANSWER for value in values):
        raise ValueError("an answer lies outside its scale")
    first = values[0]
    if first is None:
        return None
    if first == 0:
        return 0
    answered = [value for value in values if value is not None]
    if len(answered) < len(values):
        return None
    return int(_row(rank, answered)[answered[-1]])


def composite_branched(rank: Rank, answers: Mapping[Attribute, int | None]) -> BranchedGrade:
    """Grade answers of a form that asks interference only above a severity of 0.

    Such a form leaves frequency 1 or more with severity 0 without a published grade; interference
    counts as 0 there and the grade says that it was imputed (decision 12).
    """
    leaves_gap = (
        rank is Rank.FREQUENCY_SEVERITY_INTERFERENCE
        and (answers.get(Attribute.FREQUENCY) or 0) > 0
        and answers.get(Attribute.SEVERITY) == 0
        and answers.get(Attribute.INTERFERENCE) is None
    )
    if not leaves_gap:
        return BranchedGrade(composite(rank, answers), imputed=False)
    filled = {**answers, Attribute.INTERFERENCE: 0}
    return BranchedGrade(composite(rank, filled), imputed=True)


def _row(rank: Rank, answered: list[int]) -> str:
    match answered:
        case [_]:
            return _ONE_ATTRIBUTE[rank]
        case [first, _]:
            return _TWO_ATTRIBUTES[rank][first - 1]
        case [first, second, _]:
            return _THREE_ATTRIBUTES[first - 1][second]
        case _:
            raise AssertionError("a rank has one to three attributes")
