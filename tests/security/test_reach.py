"""Nobody sees beyond their right: no unit, no care role, no policy layer (R-AZ-03, -04, -07)."""

import json
from collections.abc import Iterator

import pytest
from httpx2 import Response
from sqlalchemy import select, text, update

from services.contract.enums import Role, WorklistView
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Membership, MembershipUnit, SignInSession
from services.edge import current
from services.security.policy import POLICY
from tests.security.operations import Operation, code_of
from tests.security.planted import FREE_TEXT
from tests.security.stage import Relation, Stage, Things, plant_session
from tests.support.sign_in import bearer

_CANARIES = ("canari", FREE_TEXT.lower(), "80045100", "1958-03", "06 39 98")


def _reads(stage: Stage) -> list[Operation]:
    return [each for each in stage.operations.values() if each.method == "GET"]


# Lists of what belongs to whoever asks, and to no patient.
_IS_JSON = "application/json"
_OF_ONESELF = {"list_my_sessions"}
# Where somebody who may know nothing of patients is shown their bare identifiers.
_OPAQUE = {
    ("privacy_officer", "read_exceptional_access_journal"),
    ("privacy_officer", "read_patient_retention"),
    ("privacy_officer", "read_retention_calendar"),
}
# Where a machine is shown what it is there for (test_list.py of billing).
_ITS_WORK = {
    ("billing", "list_billing_evidence"),
    ("billing", "take_billing_evidence"),
    ("billing", "read_billing_evidence"),
    ("billing", "take_patient_billing_evidence"),
}


def _crawl(stage: Stage, headers: dict[str, str]) -> Iterator[tuple[Operation, Things, Response]]:
    """Every reading operation on the objects of every relation, and with every view."""
    offered = stage.service.client.app.state.offered  # type: ignore[attr-defined]
    for operation in _reads(stage):
        for things in stage.things.values():
            yield operation, things, stage.send(operation, headers, things)
        for view in WorklistView if "view" in offered[operation.name] else ():
            own = stage.things[Relation.OWN_UNIT]
            yield operation, own, stage.send(operation, headers, own, query={"view": view})


def _ids(things: Things) -> tuple[str, ...]:
    return str(things.patient), str(things.alert), str(things.act)


def _shows(answer: Response, things: Things) -> list[str]:
    """What a body holds of a patient: words that only their record has, and identifiers."""
    body = answer.text.lower()
    found = [canary for canary in _CANARIES if canary in body]
    return found + [each for each in _ids(things) if each in body]


@pytest.mark.parametrize(
    "who", ["admin", "manager", "privacy_officer", "patient", "researcher", "system", "billing"]
)
def test_no_other_role_sees_anything_of_a_patient(shared_stage: Stage, who: str):
    crawled = 0
    for operation, _, answer in _crawl(shared_stage, shared_stage.service.as_(who)):
        for things in shared_stage.things.values():
            shown = set(_shows(answer, things))
            if (who, operation.name) in _ITS_WORK:
                assert not shown - {"canari", "80045100", "1958-03", str(things.patient)}
                continue
            if (who, operation.name) in _OPAQUE:
                shown.discard(str(things.patient))
            assert not shown, (operation.name, who)
        crawled += 1

    assert crawled > 50


def test_the_crawl_does_find_what_a_nurse_may_see(shared_stage: Stage):
    """Otherwise the test above would pass on an empty service."""
    own = shared_stage.things[Relation.OWN_UNIT]
    headers = shared_stage.service.as_("nurse")
    found = {word for _, _, answer in _crawl(shared_stage, headers) for word in _shows(answer, own)}

    assert {"canari", FREE_TEXT.lower(), "1958-03"} <= found
    assert set(_ids(own)) <= found


@pytest.mark.parametrize("relation", [Relation.OTHER_UNIT, Relation.OTHER_CENTRE])
def test_a_nurse_sees_nothing_of_another_unit_or_centre(shared_stage: Stage, relation: Relation):
    foreign = _ids(shared_stage.things[relation])
    for operation, _, answer in _crawl(shared_stage, shared_stage.service.as_("nurse")):
        assert [each for each in foreign if each in answer.text] == [], operation.name


def test_somebody_without_a_unit_has_empty_lists(stage: Stage):
    headers = stage.service.as_("nurse_without_unit")
    for operation, _, answer in _crawl(stage, headers):
        for things in stage.things.values():
            assert _shows(answer, things) == [], operation.name
        is_list = answer.is_success and _IS_JSON in answer.headers["content-type"]
        if is_list and "items" in answer.json() and operation.name not in _OF_ONESELF:
            assert answer.json()["items"] == [], operation.name
    counts = stage.service.client.get("/api/v1/worklist/counts", headers=headers).json()
    assert not any(_numbers(counts)), counts


def _numbers(value: object) -> Iterator[float]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _numbers(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


def test_units_that_are_taken_away_are_gone_at_once(stage: Stage):
    centre = stage.service.centre
    headers = bearer(plant_session(stage.service, centre, Role.NURSE, centre.units))
    path = f"/api/v1/alerts/{stage.things[Relation.OWN_UNIT].alert}"
    assert stage.service.client.get(path, headers=headers).status_code == 200
    with stage.service.context.database.writing(NO_CENTRE) as session:
        session.execute(text("DELETE FROM membership_unit"))

    assert stage.service.client.get(path, headers=headers).status_code == 404


def test_a_role_that_this_release_does_not_know_is_no_right(stage: Stage):
    centre = stage.service.centre
    headers = bearer(plant_session(stage.service, centre, Role.NURSE, centre.units))
    with stage.service.context.database.writing(NO_CENTRE) as session:
        session.execute(text("UPDATE membership SET role = 'superuser'"))

    for operation in stage.operations.values():
        if not POLICY[operation.name].is_public:
            answer = stage.send(operation, headers, stage.things[Relation.OWN_UNIT])
            assert code_of(answer) == "forbidden", operation.name


def test_a_session_that_fits_no_membership_opens_nothing(stage: Stage):
    """A session row pointed at another centre, by whatever fault, is no session."""
    centre = stage.service.centre
    headers = bearer(plant_session(stage.service, centre, Role.NURSE, centre.units))
    with stage.service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(SignInSession).values(centre_id=stage.service.other_centre.id))

    answer = stage.service.client.get("/api/v1/worklist", headers=headers)

    assert answer.json()["code"] == "sign_in_required"


def test_without_the_policy_layer_another_centre_stays_out_of_reach(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    """The data layer holds alone, even for somebody who claims the units of the other centre."""
    service = stage.service
    monkeypatch.setattr(current, "may", lambda *_: True)
    token = plant_session(service, service.centre, Role.NURSE, service.centre.units)
    with service.context.database.writing(NO_CENTRE) as session:
        ours = select(Membership).where(Membership.centre_id == service.centre.id)
        for membership in session.scalars(ours).all():
            session.add_all(
                [
                    MembershipUnit(membership_id=membership.id, unit_id=unit)
                    for unit in service.other_centre.units
                ]
            )
    foreign = _ids(stage.things[Relation.OTHER_CENTRE])
    own_seen = False
    for headers in (bearer(token), service.as_("admin"), service.as_("manager")):
        for operation, _, answer in _crawl(stage, headers):
            assert [each for each in foreign if each in answer.text] == [], operation.name
            own_seen |= str(stage.things[Relation.OWN_UNIT].alert) in json.dumps(answer.text)
    assert own_seen
