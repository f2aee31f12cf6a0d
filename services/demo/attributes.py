"""Answers to single questions: from what somebody feels, or from the grade a picture shows."""

from collections.abc import Mapping
from random import Random
from typing import Any

from services.answers.released import released
from services.clinical.composite import Rank
from services.clinical.questionnaire import Item, Questionnaire
from services.contract.enums import Attribute

Attributes = dict[str, int]

# The mildest usual answers with which each shape of question gives grades 0 to 3.
_FREQUENCY_OF_GRADE = (0, 1, 3, 4)
_INTERFERENCE_OF_GRADE = (0, 1, 1, 3)


def questionnaire() -> Questionnaire:
    """The questionnaire of the demonstration: the newest of the release."""
    return max(released().questionnaires.values(), key=lambda each: each.key)


def of_grade(item: Item, grade: int) -> Attributes:
    """Answers that make one grade; 1 means yes where only presence is asked."""
    if item.rank is None:
        return {Attribute.PRESENCE: grade}
    if grade == 0:
        return {next(iter(item.questions)): 0}
    if item.rank is Rank.FREQUENCY:
        return {Attribute.FREQUENCY: _FREQUENCY_OF_GRADE[grade]}
    if item.rank is Rank.FREQUENCY_SEVERITY_INTERFERENCE:
        return {
            Attribute.FREQUENCY: grade,
            Attribute.SEVERITY: grade,
            Attribute.INTERFERENCE: _INTERFERENCE_OF_GRADE[grade],
        }
    return dict.fromkeys(item.questions, grade)


def of_feeling(item: Item, feeling: float, chance: Random) -> Attributes:
    """Answers of somebody who feels a symptom so much on the scale of 0 to 4."""
    level = max(0, min(4, round(feeling)))
    if item.rank is None:
        return {Attribute.PRESENCE: int(level >= 2)}
    first = next(iter(item.questions))
    if level == 0:
        return {first: 0}
    answers: Attributes = {first: level}
    for attribute in list(item.questions)[1:]:
        less = chance.random() < (0.45 if attribute is Attribute.INTERFERENCE else 0.25)
        answers[attribute] = max(0, level - int(less))
    return answers


def content(items: Mapping[str, Attributes], **extra: Any) -> dict[str, Any]:
    """The body of an answer as a machine would send it."""
    key = questionnaire().key
    return {
        "questionnaire": key.name,
        "version": key.version,
        "language": "fr",
        "items": {
            code: {str(name): value for name, value in answered.items()}
            for code, answered in items.items()
        },
    } | extra
