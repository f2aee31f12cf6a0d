"""Rows of the list as they are shown; opened in one go for a page, and for no other patient."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from services.alerts.filters import today_of
from services.alerts.worklist_rows import Query
from services.centres.people import people
from services.contract.patient_list import PatientRow
from services.contract.people import PersonLabel
from services.patients import treatments
from services.patients.identity import Contact, open_contact
from services.patients.treatments import CourseInForce
from services.roster import repository
from services.roster.cards import Card, cards, namesakes
from services.roster.repository import Highest
from services.security.unreadable import opened


def rows_shown(query: Query, patient_ids: Sequence[UUID]) -> list[PatientRow]:
    """The rows in their order; one that cannot be opened is never left out."""
    session, caller, keys = query.session, query.caller, query.context.keys
    of = cards(session, keys, caller, patient_ids)
    alerts = repository.highest_alerts(session, caller, patient_ids)
    courses = treatments.several_in_force(session, caller, patient_ids, today_of(query))
    answered = repository.last_answers(session, caller, patient_ids)
    counted = namesakes(session, keys, caller, of.values())
    named = people(session, {card.row.oncologist_id for card in of.values()})
    return [
        _row(
            of[patient_id],
            alerts.get(patient_id),
            courses.get(patient_id),
            answered.get(patient_id),
            named,
            has_homonym=counted.get(patient_id, 1) > 1,
        )
        for patient_id in patient_ids
    ]


def _row(
    card: Card,
    highest: Highest | None,
    course: CourseInForce | None,
    answered_at: datetime | None,
    named: Mapping[UUID, PersonLabel],
    *,
    has_homonym: bool,
) -> PatientRow:
    row = card.row
    oncologist = named.get(row.oncologist_id) if row.oncologist_id else None
    identity = card.identity
    treatment = None
    if course is not None:
        treatment = opened(partial(course.opened, card.cipher), "treatment of", row.id)
    return PatientRow(
        patient=card.label,
        birth_name=None if identity is None else identity.birth_name,
        unit_id=row.unit_id,
        identity_status=row.identity_status,
        monitoring=row.monitoring,
        treatment=treatment,
        answered_at=answered_at,
        level=None if highest is None else highest.level,
        kind=None if highest is None else highest.kind,
        open_count=0 if highest is None else highest.open_count,
        oncologist=_in_words(card) if oncologist is None else oncologist.name,
        oncologist_id=row.oncologist_id,
        has_homonym=has_homonym,
        identity_unreadable=identity is None,
        treatment_unreadable=course is not None and treatment is None,
    )


def _in_words(card: Card) -> str | None:
    """The oncologist as the team wrote them down, for one who has no account."""
    reading = partial(open_contact, card.cipher, card.row.id, card.row.contact)
    contact: Contact | None = opened(reading, "contact", card.row.id)
    return None if contact is None else contact.oncologist
