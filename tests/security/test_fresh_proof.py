"""Every act that the policy marks needs a proof younger than five minutes (R-AUTH-08)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from services.centres.response_times import FIRST
from services.contract.centre_settings import CentreSection
from services.contract.cohorts import CohortState
from services.contract.enums import Role
from services.db.base import Base
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Account, Membership, SignInSession
from services.db.tables.centres import CentreSetting
from services.db.tables.cohorts import CohortExport
from services.delivery import setting_rows
from services.delivery.setting_rows import Setting
from services.exports.cohorts.making import make_due
from services.ids import new_id
from services.security.policy import POLICY
from tests.security.stage import Relation, Stage, plant_session
from tests.support.raw import raw_connection
from tests.support.sign_in import bearer

MARKED = sorted(name for name, rule in POLICY.items() if rule.needs_fresh)
_TRACES = {"journal", "session"}


def _rows(stage: Stage) -> dict[str, int]:
    """How many rows each table has, but for the traces of asking."""
    with raw_connection(stage.service.context.database, stage.service.centre.id) as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
            if table.name not in _TRACES
        }


def _suspend(stage: Stage) -> None:
    """The account of the stage has been suspended: it can be given back its roles."""
    now = stage.service.clock.now()
    account_id = stage.things[Relation.OWN_UNIT].account
    with stage.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Membership)
            .where(Membership.account_id == account_id)
            .values(ended_at=now, suspended_at=now)
        )


def _invite(stage: Stage) -> None:
    """The account of the stage waits for its first sign-in."""
    now = stage.service.clock.now()
    account_id = stage.things[Relation.OWN_UNIT].account
    with stage.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Membership)
            .where(Membership.account_id == account_id)
            .values(ended_at=now, invited_until=now + timedelta(days=7))
        )


def _settle_in(stage: Stage) -> None:
    """The account of the stage has what can be reset, and where to mail to."""
    account_id = stage.things[Relation.OWN_UNIT].account
    with stage.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Account)
            .where(Account.id == account_id)
            .values(email="anne@chu.example", totp_secret=b"sealed")
        )


def _see(stage: Stage) -> dict[str, str]:
    """What approves the request of the stage: the digest of what was seen."""
    request = stage.things[Relation.OWN_UNIT].approval
    headers = stage.service.as_("manager")
    seen = stage.service.client.get(f"/api/v1/approvals/{request}", headers=headers)
    return {"digest": seen.json()["digest"]}


def _set_times(stage: Stage) -> dict[str, Any]:
    """The centre has set its response times once; others."""
    service, content = stage.service, FIRST.model_dump() | {"critical": 90}
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.add(
            CentreSetting(
                id=new_id(),
                centre_id=service.centre.id,
                section=CentreSection.RESPONSE_TIMES,
                version=1,
                content=content,
                effective_from=service.clock.now(),
                made_by=service.centre.accounts["oncologist"],
                made_at=service.clock.now(),
            )
        )
    return {"content": content | {"critical": 60}, "words": "Plus vite"}


def _deliver(stage: Stage) -> dict[str, Any]:
    """The centre has said once how it delivers; it is put off."""
    service = stage.service
    with service.context.database.writing(Scope(service.centre.id)) as session:
        first = Setting(1, made_by=service.centre.accounts["admin"], made_at=service.clock.now())
        setting_rows.add(session, service.context.keys, service.centre.id, first)
    return {"is_on": False, "format": "pdf", "endpoint": None}


def _make_cohort(stage: Stage) -> None:
    """The file of the stage's cohort is there, and belongs to whoever came last."""
    service, cohort = stage.service, stage.things[Relation.OWN_UNIT].cohort
    with service.context.database.writing(Scope(service.centre.id)) as session:
        newest = select(Membership.account_id).order_by(Membership.id.desc()).limit(1)
        session.execute(
            update(CohortExport)
            .where(CohortExport.id == cohort)
            .values(
                requester_id=session.scalars(newest).one(),
                state=CohortState.QUEUED,
                approved_at=service.clock.now(),
            )
        )
    make_due(service.context, service.centre.id)


_PREPARED: dict[str, Callable[[Stage], dict[str, Any] | None]] = {
    "reactivate_account": _suspend,
    "invite_again": _invite,
    "reset_password": _settle_in,
    "reset_factor": _settle_in,
    "approve_request": _see,
    "ask_for_response_times": _set_times,
    "change_delivery_settings": _deliver,
    "download_cohort": _make_cohort,
}
"""What makes an act possible; what it gives is the body that is sent."""


@pytest.mark.parametrize("name", MARKED)
def test_a_proof_of_six_minutes_ago_is_refused_without_effect(stage: Stage, name: str):
    service, operation = stage.service, stage.operations[name]
    role = Role.ADMIN if Role.ADMIN in POLICY[name].roles else min(POLICY[name].roles)
    units = service.centre.units[:1]
    headers = bearer(plant_session(service, service.centre, role, units))
    things = stage.things[Relation.OWN_UNIT]
    body = _PREPARED[name](stage) if name in _PREPARED else None
    service.clock.forward(minutes=6)
    before = _rows(stage)

    refused = stage.send(operation, headers, things, body=body)

    assert (refused.status_code, refused.json()["code"]) == (403, "step_up_needed")
    assert _rows(stage) == before
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(SignInSession).values(authenticated_at=service.clock.now()))
    assert stage.send(operation, headers, things, body=body).is_success


def test_what_needs_no_fresh_proof_does_not_ask_for_one(stage: Stage):
    service = stage.service
    headers = bearer(plant_session(service, service.centre, Role.NURSE, service.centre.units))
    service.clock.forward(minutes=6)
    for operation in stage.operations.values():
        if operation.name in MARKED or operation.name in ("sign_out", "end_my_other_sessions"):
            continue
        answer = stage.send(operation, headers, stage.things[Relation.OWN_UNIT])
        assert "step_up_needed" not in answer.text, operation.name
