"""Everybody who is followed in the demonstration has agreed to it, and some are being enrolled."""

from sqlalchemy import select

from services.contract.enums import Monitoring
from services.contract.week_enums import ConsentChoice, ConsentKind
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.enrolment import Consent, Enrolment, MessagePreference
from services.db.tables.portal import Invitation
from services.enrolment.content import open_content
from tests.services.demo.conftest import Demonstration


def test_everybody_who_is_followed_has_agreed_before_it_began(small: Demonstration):
    with small.context.database.reading(Scope(small.centre_id)) as session:
        said = session.scalars(select(Consent)).all()
        preferences = {row.patient_id for row in session.scalars(select(MessagePreference))}
    followed = {
        key for key, known in small.patients.items() if known.row.monitoring is Monitoring.ACTIVE
    }
    agreed = {
        row.patient_id: row.at
        for row in said
        if (row.kind, row.choice) == (ConsentKind.TELEMONITORING, ConsentChoice.ACCEPTED)
    }

    assert followed
    assert followed <= agreed.keys() & preferences
    assert all(agreed[key] <= small.patients[key].row.episode_started_at for key in followed)


def test_some_wait_at_a_step_of_their_enrolment(small: Demonstration):
    with small.context.database.reading(Scope(small.centre_id)) as session:
        drafts = session.scalars(select(Enrolment).where(Enrolment.finished_at.is_(None))).all()
    pending = {
        key for key, known in small.patients.items() if known.row.monitoring is Monitoring.PENDING
    }

    assert {row.patient_id for row in drafts} == pending
    assert len(pending) >= 2
    for row in drafts:
        content = open_content(
            small.context.keys.patient(row.patient_id), row.patient_id, row.content
        )
        assert content is not None
        assert (content.eligibility is not None) is (row.step >= 2)


def test_invitations_are_of_those_who_agreed(small: Demonstration):
    with small.context.database.reading(NO_CENTRE) as session:
        invited = {row.patient_id for row in session.scalars(select(Invitation))}

    assert invited == {
        key
        for key, known in small.patients.items()
        if known.row.monitoring is not Monitoring.PENDING
    }
