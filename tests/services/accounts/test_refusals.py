"""Whoever is refused before anything runs is journalled, as far as they are known (R-AUD-01)."""

from typing import Any

from sqlalchemy import String, select, text, type_coerce, update

from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import MachineCredential
from services.db.tables.edge import JournalEntry
from tests.support.raw import raw_connection
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import bearer

WORKLIST = "/api/v1/worklist"
_BY_REQUEST = text(
    "SELECT action, outcome, actor_id, centre_id FROM journal WHERE request_id = :id"
)


def _last_of(service: ServiceUnderTest) -> Any:
    """The last entry of the first centre."""
    with service.context.database.reading(Scope(service.centre.id)) as session:
        return session.execute(
            select(
                JournalEntry.action,
                JournalEntry.outcome,
                JournalEntry.actor_id,
                JournalEntry.role,
                JournalEntry.session_id,
            )
            .where(JournalEntry.centre_id == service.centre.id)
            .order_by(JournalEntry.sequence.desc())
            .limit(1)
        ).one()


def test_a_role_without_the_right_is_journalled(service: ServiceUnderTest):
    service.client.get(WORKLIST, headers=service.as_("manager"))

    assert tuple(_last_of(service)) == (
        "read_worklist",
        "refused:forbidden",
        service.centre.accounts["manager"],
        "manager",
        service.centre.sessions["manager"],
    )


def test_a_credential_without_the_scope_is_journalled(service: ServiceUnderTest):
    service.client.get(WORKLIST, headers=service.as_("billing"))

    entry = _last_of(service)
    assert (entry.action, entry.outcome) == ("read_worklist", "refused:forbidden")
    assert (entry.role, entry.session_id) == ("machine:billing", None)


def test_a_scope_that_this_release_does_not_know_is_no_right(service: ServiceUnderTest):
    with service.context.database.writing(NO_CENTRE) as session:
        unknown = type_coerce("of_tomorrow", String)
        session.execute(
            update(MachineCredential).values(scope=unknown),
            execution_options={"synchronize_session": False},
        )

    refused = service.client.get(WORKLIST, headers=service.as_("ingest"))

    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    entry = _last_of(service)
    assert (entry.outcome, entry.role) == ("refused:forbidden", "machine:of_tomorrow")


def test_an_idle_session_is_journalled(service: ServiceUnderTest):
    service.clock.forward(minutes=31)
    service.client.get(WORKLIST, headers=service.as_("nurse"))

    entry = _last_of(service)
    assert (entry.outcome, entry.actor_id) == (
        "refused:session_idle",
        service.centre.accounts["nurse"],
    )


def test_a_request_without_a_session_is_journalled_under_its_name(
    sqlite_service: ServiceUnderTest,
):
    service = sqlite_service
    for headers in ({}, bearer("x" * 43)):
        refused = service.client.get(WORKLIST, headers=headers)
        with raw_connection(service.context.database, None) as connection:
            row = connection.execute(_BY_REQUEST, {"id": refused.headers["x-request-id"]}).one()

        assert tuple(row) == ("read_worklist", "refused:sign_in_required", None, None)
        assert refused.json()["request_id"] == refused.headers["x-request-id"]
