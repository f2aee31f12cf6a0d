"""Counts what did not pass a check in a month, person by person, when the month is closed."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from services.security.keystore import KeyStore
from services.statistics.months import Span
from services.statistics.person_month import PersonMonth
from services.statistics.quality.questionnaires import count_questionnaires
from services.statistics.quality.records import count_records


def count_quality(
    session: Session, keys: KeyStore, span: Span, persons: Mapping[UUID, PersonMonth]
) -> None:
    """Adds to the counts of each person what failed and why; what passed is the rest.

    Like all else that is counted: what was received in the month, and records as they stand now.
    """
    for person in persons.values():
        person.quality = {}
    count_questionnaires(session, keys, span, persons)
    count_records(session, span, persons)
