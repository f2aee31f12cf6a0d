"""Rows of weekly answers, nine for most patients, and of the grades estimated from them."""

import os
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from services.contract.enums import AnswerOutcome, Channel
from services.security.ciphers import Place
from services.security.keystore import seal_json
from tests.bench.service.bulk import Row
from tests.bench.service.site import Site
from tests.support.answers import QUESTIONNAIRE, VERSION, all_quiet

WEEKS = 9
LAST_WEEK = WEEKS - 1
LEAD, NEXT = "diarrhoea", "abdominal_pain"
AnswerIds = Mapping[tuple[UUID, int], UUID]


def weeks(count: int) -> range:
    """So many weeks, the last of which is that of the alert."""
    return range(WEEKS - count, WEEKS)


def authored_at(now: datetime, week: int) -> datetime:
    """When a week's answer was written; the last one two hours ago."""
    return now - timedelta(days=7 * (LAST_WEEK - week), hours=2)


def answers(site: Site, ids: AnswerIds) -> Iterator[Row]:
    """The answers, by patient and week."""
    for (patient_id, week), answer_id in ids.items():
        at = authored_at(site.now, week)
        cipher = site.context.keys.patient(patient_id)
        yield {
            "id": answer_id,
            "centre_id": site.centre_id,
            "patient_id": patient_id,
            "questionnaire": QUESTIONNAIRE,
            "questionnaire_version": VERSION,
            "rule_set_version": "default-1",
            "authored_at": at,
            "received_at": at,
            "channel": Channel.WEB,
            "submitted_by": None,
            "outcome": AnswerOutcome.ALERT if week == LAST_WEEK else AnswerOutcome.NOTHING,
            "completed": True,
            "content_hash": os.urandom(32),
            "content": seal_json(cipher, Place("answer", "content", answer_id), _content(week, at)),
            "grade_count": len(all_quiet()),
            "late": False,
            "unfinished": False,
            "replaces_id": None,
            "withdrawn_at": None,
        }


def grades(site: Site, ids: AnswerIds) -> Iterator[Row]:
    """A grade for every symptom of every answer."""
    for (patient_id, week), answer_id in ids.items():
        for place, name in enumerate(all_quiet()):
            yield {
                "answer_id": answer_id,
                "item": name,
                "centre_id": site.centre_id,
                "patient_id": patient_id,
                "authored_at": authored_at(site.now, week),
                "grade": grade_of(name, place, week),
                "missing": None,
                "presence": None,
                "imputed": False,
            }


def grade_of(symptom: str, place: int, week: int) -> int:
    """Nothing much until the last week, when the lead symptom is severe."""
    if symptom == LEAD:
        return 3 if week == LAST_WEEK else week % 2
    return (week + place) % 3


def _content(week: int, at: datetime) -> Row:
    items = {
        name: dict.fromkeys(attributes, (week + place) % 3)
        for place, (name, attributes) in enumerate(all_quiet().items())
    }
    return {
        "questionnaire": QUESTIONNAIRE,
        "version": VERSION,
        "language": "fr",
        "authored_at": at.isoformat(),
        "items": items,
        "temperatures": [],
        "urgency": "can_wait",
        "comment": "Plus de huit fois par jour depuis dimanche.",
    }
