"""How a patient feels from week to week, following the cycles of the treatment."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

from services.demo.attributes import Attributes, content, of_feeling, questionnaire
from services.demo.calendar import ZONE
from services.demo.comments import Comments
from services.demo.measures import Measures
from services.demo.people import Patient
from services.demo.treatments import Regimen

# What people under treatment feel without any particular cause, on the scale of 0 to 4.
_USUAL: Final = {
    "fatigue": 0.68,
    "pain": 0.55,
    "abdominal_pain": 0.2,
    "nausea": 0.1,
    "vomiting": 0.0,
    "diarrhoea": 0.2,
    "constipation": 0.4,
    "appetite_loss": 0.3,
    "mouth_sores": 0.05,
    "taste_change": 0.25,
    "dyspnoea": 0.25,
    "cough": 0.3,
    "numbness": 0.1,
    "hand_foot_syndrome": 0.0,
    "rash": 0.3,
    "insomnia": 0.55,
    "anxiety": 0.5,
    "sadness": 0.35,
    "dizziness": 0.15,
    "chills": 0.0,
}
_SEVERITY: Final = 1.02
_DIFFERENCE_OF_PEOPLE, _DIFFERENCE_OF_SYMPTOMS, _DIFFERENCE_OF_WEEKS = 0.22, 0.28, 0.27
_WAVES: Final = 1.45
_CARRIED_OVER: Final = 0.5
_FEVER, _MILD_FEVER, _MEASURED, _FEVERISH_CHILLS = 0.006, 0.006, 0.2, 2.0
_SAID, _SKIPPED = 0.22, 0.004
# Who feels worse says sooner that it cannot wait; one alert in ten is called urgent.
_FEELS_BAD, _URGENT_FROM, _URGENT_PER_POINT, _URGENT_WITH_FEVER = 1.5, 1.7, 0.185, 0.5


@dataclass(frozen=True)
class Person:
    """What makes one person's course: the treatment, its cycles, and how strongly they feel."""

    regimen: Regimen
    cycle_days: Sequence[date]
    symptoms: tuple[tuple[str, float], ...]
    patient: Patient


def course(
    person: Person, written: Sequence[datetime], comments: Comments, chance: Random
) -> list[dict[str, Any]]:
    """The bodies of the answers that a person writes at these instants."""
    sensitivity = math.exp(chance.gauss(0, _DIFFERENCE_OF_PEOPLE))
    own = {item: chance.gauss(0, _DIFFERENCE_OF_SYMPTOMS) for item in _USUAL}
    drift = dict.fromkeys(_USUAL, 0.0)
    bodies = []
    said_before: set[str] = set()
    # Of their own: another word never changes how anybody feels.
    apart = chance.random()
    words = Random(apart)
    measures = Measures(person.patient.sex, Random(f"measures {apart}"))
    for instant in written:
        on = instant.astimezone(ZONE).date()
        feelings: dict[str, float] = {}
        for item, usual in _USUAL.items():
            drift[item] = _CARRIED_OVER * drift[item] + chance.gauss(0, _DIFFERENCE_OF_WEEKS)
            caused = _caused(person, item, on)
            feelings[item] = _SEVERITY * sensitivity * (usual + caused) + own[item] + drift[item]
        body, worst = _body(instant, feelings, chance)
        body |= measures.of_week(feelings["fatigue"], feelings["dizziness"])
        if feelings[worst] >= _FEELS_BAD and words.random() < _SAID:
            treatment = person.regimen, _day_of_cycle(person, on)
            said = comments.about(worst, person.patient, treatment, instant, said_before, words)
            body |= {} if said is None else {"comment": said}
        bodies.append(body)
    return bodies


def _day_of_cycle(person: Person, on: date) -> int | None:
    started = [day for day in person.cycle_days if day <= on]
    return (on - started[-1]).days + 1 if started else None


def _caused(person: Person, item: str, on: date) -> float:
    """What the treatment and the disease add to a symptom on a day."""
    added = sum(strength for code, strength in person.symptoms if code == item)
    started = [day for day in person.cycle_days if day <= on]
    if not started:
        return added
    day = (on - started[-1]).days + 1
    for effect in person.regimen.effects:
        if effect.item == item:
            wave = math.exp(-(((day - effect.peak_day) / effect.width_days) ** 2))
            wave *= _WAVES
            added += effect.strength * wave + effect.growth * (len(started) - 1)
    return added


def _body(
    instant: datetime, feelings: dict[str, float], chance: Random
) -> tuple[dict[str, Any], str]:
    """What is answered, and the code of the symptom that is felt most."""
    form = questionnaire()
    items: dict[str, Attributes] = {}
    temperatures, chills = _temperatures(instant, chance)
    feelings["chills"] += chills
    for code, item in form.items.items():
        is_required = any(question.required for question in item.questions.values())
        if is_required or chance.random() >= _SKIPPED:
            items[code] = of_feeling(item, feelings[code], chance)
    worst = max(feelings, key=lambda code: feelings[code])
    more = _URGENT_PER_POINT * max(0.0, feelings[worst] - _URGENT_FROM)
    likely = max(more, _URGENT_WITH_FEVER if chills >= _FEVERISH_CHILLS else 0.0)
    urgency = "urgent" if chance.random() < likely else "can_wait"
    authored = instant.isoformat()
    extra = {"authored_at": authored, "temperatures": temperatures, "urgency": urgency}
    return content(items, **extra), worst


def _temperatures(instant: datetime, chance: Random) -> tuple[list[dict[str, Any]], float]:
    """Measured now and then; a fever comes with shivering."""
    drawn = chance.random()
    if drawn < _FEVER:
        value, chills = chance.uniform(38.3, 39.3), _FEVERISH_CHILLS
    elif drawn < _FEVER + _MILD_FEVER:
        value, chills = chance.uniform(38.0, 38.25), 0.8
    elif drawn < _MEASURED:
        value, chills = chance.uniform(36.2, 37.6), 0.0
    else:
        return [], 0.0
    measured = instant - timedelta(minutes=chance.randint(10, 240))
    return [{"value": round(value, 1), "measured_at": measured.isoformat()}], chills
