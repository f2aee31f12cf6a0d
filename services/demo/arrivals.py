"""When invented people answer: hours after a survey was sent, seldom at night, not always."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from services.demo.calendar import ZONE, local
from services.demo.cohort import Invented
from services.demo.comments import Comments
from services.demo.courses import Person, course
from services.demo.people import Patient
from services.demo.story import Sending

_SENT_AT: Final = "08:00"
# Half of the answers come within 5 h 20 min (clinical.md 2a).
_MEDIAN_HOURS, _SPREAD, _LATEST_HOURS = 5.3, 0.8, 60.0
# Once in a while a telephone sends the answers to a form that the service does not know.
_OUTDATED, _OLD_VERSION = 0.0025, "0.9.0"
_NIGHT_FROM, _NIGHT_UNTIL = 23, 6


def sendings(
    person: Invented, patient_id: UUID, comments: Comments, chance: Random, until: datetime
) -> Iterator[Sending]:
    """The answers of a person that were received before an instant."""
    written = _written_at(person, chance)
    has_carer = person.newcomer.contact.carer is not None
    patient = Patient(person.newcomer.sex, person.disease.team, has_carer)
    felt = Person(person.regimen, person.cycle_days, person.disease.symptoms, patient)
    for instant, body in zip(written, course(felt, written, comments, chance), strict=True):
        received = instant + timedelta(seconds=chance.randint(20, 200))
        if chance.random() < _OUTDATED:
            body["version"] = _OLD_VERSION
        if received < until:
            yield Sending(received, patient_id, patient, body)


def _written_at(person: Invented, chance: Random) -> list[datetime]:
    """The instants at which a person wrote, in order; a survey may stay unanswered."""
    written = []
    for on in person.survey_days:
        answers = chance.random() < person.adherence
        hours = min(_LATEST_HOURS, _MEDIAN_HOURS * chance.lognormvariate(0, _SPREAD))
        instant = _awake(local(on, _SENT_AT) + timedelta(hours=hours), chance)
        if answers:
            written.append(instant)
    return written


def _awake(instant: datetime, chance: Random) -> datetime:
    """The instant itself, or in the early morning what would be in the night."""
    hour = instant.astimezone(ZONE).hour
    if _NIGHT_UNTIL < hour < _NIGHT_FROM:
        return instant
    hours_until_morning = (_NIGHT_UNTIL + 1 - hour) % 24
    return instant + timedelta(hours=hours_until_morning, minutes=chance.randint(0, 25))
