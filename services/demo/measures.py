"""Weight, performance status and falls of invented people, beside how they feel."""

import math
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from services.contract.enums import Fall, Sex

_USUAL_KG: Final = {Sex.FEMALE: 64.0, Sex.MALE: 78.0, Sex.UNKNOWN: 70.0}
_SPREAD, _LEAST_KG, _MOST_KG = 0.16, 42.0, 115.0
_WEIGHED, _ANSWERED = 0.7, 0.97
_WEEK_TO_WEEK = 0.003
# Few lose weight from week to week; most stay where they are.
_LOSING, _LOSS_OF_A_WEEK = 0.04, 0.009
_FALLEN, _FALLEN_WHEN_DIZZY, _DIZZY = 0.002, 0.02, 2.0
_BASELINES: Final = ((0, 0.45), (1, 0.45), (2, 0.1))


@dataclass
class Measures:
    """The measures of one person from week to week, drawn apart from everything else."""

    sex: Sex
    chance: Random
    _kg: float = field(init=False)
    _trend: float = field(init=False)
    _baseline: int = field(init=False)

    def __post_init__(self) -> None:
        usual = _USUAL_KG[self.sex] * math.exp(self.chance.gauss(0, _SPREAD))
        self._kg = min(_MOST_KG, max(_LEAST_KG, usual))
        self._trend = -_LOSS_OF_A_WEEK if self.chance.random() < _LOSING else 0.0
        drawn, self._baseline = self.chance.random(), 0
        for grade, share in _BASELINES:
            if drawn < share:
                self._baseline = grade
                break
            drawn -= share

    def of_week(self, fatigue: float, dizziness: float) -> dict[str, Any]:
        """What is answered in a week, given how tired and how dizzy the person feels (0 to 4)."""
        self._kg *= 1 + self._trend + self.chance.gauss(0, _WEEK_TO_WEEK)
        is_weighed = self.chance.random() < _WEIGHED
        likely = _FALLEN_WHEN_DIZZY if dizziness >= _DIZZY else _FALLEN
        fell = Fall.YES if self.chance.random() < likely else Fall.NO
        tired = 1 if fatigue >= 3 else 0
        answers: dict[str, Any] = {"fall": fell.value}
        if self.chance.random() < _ANSWERED:
            answers["ecog"] = min(3, self._baseline + tired)
        if is_weighed:
            answers["weight"] = {"value": round(self._kg, 1), "unit": "kg"}
        return answers
