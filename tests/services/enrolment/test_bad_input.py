"""Input that is wrong, hostile or out of date never makes a patient nor starts a follow-up."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import OperationalError

from services.answers import rule_sets
from services.answers.released import released
from services.contract.enums import Monitoring
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Membership, MembershipUnit
from services.db.tables.enrolment import Consent
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyPlan
from services.enrolment import finishing
from services.security import keystore
from tests.services.enrolment.conftest import (
    CONSENTING,
    ELIGIBLE,
    Desk,
    Draft,
    code,
    refusals,
)
from tests.support.service import open_in, serve


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"birth_date": "2026-01-01"}, "birth_date", "in_the_future"),
        ({"birth_date": "1800-01-01"}, "birth_date", "before_1900"),
        ({"birth_date": "2007-11-19"}, "birth_date", "minor"),
        ({"ins": "258032933412378"}, "ins", "wrong_key"),
        ({"ins": "not a number"}, "ins", "wrong_key"),
        ({"ins_retrieved": True}, "ins", "required"),
        ({"family_name": "LE GОFF"}, "family_name", "mixed_letters"),
        ({"given_name": "Maёlle"}, "given_name", "mixed_letters"),
    ],
)
def test_who_cannot_be_is_not_made(sqlite_desk: Desk, wrong, field, reason):
    before = len(sqlite_desk.rows(Patient))

    answer = sqlite_desk.send("POST", "/enrolments", sqlite_desk.person(**wrong))

    assert refusals(answer) == {(field, reason)}
    assert len(sqlite_desk.rows(Patient)) == before


@pytest.mark.parametrize("born", ["2007-11-18", "1907-02-28"])
def test_who_is_of_age_today_is_made(sqlite_desk: Desk, born: str):
    assert sqlite_desk.started(birth_date=born).last["is_of_age"] is True


@pytest.mark.parametrize(
    "wrong",
    [
        {"family_name": "N" * 10_000},
        {"family_name": "Le\nGoff"},
        {"family_name": "Le\u202eGoff"},
        {"family_name": " "},
        {"record_number": ""},
        {"birthplace": "Brest"},
        {"sex": "x"},
        {"unit_id": "0"},
        {"seen": ["x"]},
        {"seen": [str(uuid4())] * 51},
        {"unknown": 1},
    ],
)
def test_what_has_no_shape_is_refused_without_repeating_it(sqlite_desk: Desk, wrong):
    answer = sqlite_desk.send("POST", "/enrolments", sqlite_desk.person(**wrong))

    assert code(answer) == (422, "invalid_body")
    assert "NNNN" not in answer.text


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"phone": "12"}, ("phone", "not_a_number")),
        ({"phone": "02 98 00 00 00"}, ("phone", "not_a_mobile")),
        ({"email": "nobody"}, ("email", "not_an_address")),
        ({"email": "a@b.fr,c@d.fr"}, ("email", "not_an_address")),
        ({"email": "a@b.fr bcc:x@y.fr"}, ("email", "not_an_address")),
    ],
)
def test_an_address_that_cannot_be_one_is_refused(sqlite_desk: Desk, wrong, problem):
    draft = sqlite_desk.started()

    assert refusals(draft.save("eligibility", ELIGIBLE | wrong)) == {problem}
    assert draft.row.version == 1


@pytest.mark.parametrize("injected", ["a@b.fr\r\nBcc: x@y.fr", "a@b.fr\nX", "a@b.fr\x00"])
def test_no_header_is_smuggled_in_with_an_address(sqlite_desk: Desk, injected: str):
    draft = sqlite_desk.started()

    assert code(draft.save("eligibility", ELIGIBLE | {"email": injected})) == (422, "invalid_body")


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"line_started_on": "2025-11-19"}, ("line_started_on", "in_the_future")),
        ({"line_started_on": "1950-01-01"}, ("line_started_on", "before_birth")),
        ({"diagnosed_on": "2025-02-30"}, ("diagnosed_on", "no_such_day")),
        ({"cycle_started_on": "2025-11-02"}, ("cycle_started_on", "outside_its_line")),
        ({"starts_on": "2025-11-17"}, ("starts_on", "past")),
        ({"starts_on": "2026-11-17"}, ("starts_on", "too_far")),
        ({"questionnaire": "another"}, ("questionnaire", "not_offered")),
        ({"questionnaire_version": "1.0.0"}, ("questionnaire_version", "changed")),
        ({"rule_set_version": "default-1"}, ("rule_set_version", "changed")),
        ({"oncologist_id": str(uuid4())}, ("oncologist_id", "person_not_eligible")),
        ({"nurse_id": str(uuid4())}, ("nurse_id", "person_not_eligible")),
        ({"opens_at_minute": 3 * 60}, ("opens_at_minute", "out_of_range")),
    ],
)
def test_a_pathway_that_cannot_be_is_not_saved(sqlite_desk: Desk, wrong, problem):
    draft = sqlite_desk.started()

    found = refusals(draft.save("pathway", sqlite_desk.pathway(**wrong)))

    assert problem in found
    assert sqlite_desk.get(draft.path)["pathway"] is None


@pytest.mark.parametrize(
    ("prescribed", "problem"),
    [
        ({"ends_on": "2026-11-19"}, ("prescription.ends_on", "too_far")),
        ({"ends_on": "2025-11-01"}, ("prescription.ends_on", "past")),
        ({"prescribed_on": "2025-11-19"}, ("prescription.prescribed_on", "in_the_future")),
        ({"prescriber_id": str(uuid4())}, ("prescription.prescriber_id", "person_not_eligible")),
    ],
)
def test_a_prescription_is_of_a_year_at_most_and_of_somebody(
    sqlite_desk: Desk, prescribed, problem
):
    draft, step = sqlite_desk.started(), sqlite_desk.pathway()
    step["prescription"] |= prescribed

    assert problem in refusals(draft.save("pathway", step))


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"collection": "on_pages"}, ("collection", "not_offered")),
        ({"notices": [{"notice": "nothing", "version": "1.0"}]}, ("notices", "not_offered")),
        (
            {"notices": [{"notice": "telemonitoring-app-patient", "version": "0.9"}]},
            ("notices", "changed"),
        ),
    ],
)
def test_a_text_that_is_not_in_force_was_not_given(sqlite_desk: Desk, wrong, problem):
    draft = sqlite_desk.started()

    assert problem in refusals(draft.save("consent", CONSENTING | wrong))


def test_a_foreign_unit_is_not_there(desk: Desk):
    for unit in (
        desk.service.centre.units[1],
        desk.service.other_centre.units[0],
        uuid4(),
    ):
        answer = desk.send("POST", "/enrolments", desk.person(unit_id=str(unit)))
        assert code(answer) == (404, "not_found")


def test_a_draft_of_another_unit_or_centre_is_not_there(desk: Desk):
    unit = str(desk.service.centre.units[1])
    answer = desk.send("POST", "/enrolments", desk.person(unit_id=unit), who="nurse_of_both")
    patient = answer.json()["patient"]["id"]

    refused = [
        desk.send("GET", f"/enrolments/{patient}"),
        desk.send("PUT", f"/enrolments/{patient}/steps/eligibility", ELIGIBLE, version=1),
        desk.send("POST", f"/enrolments/{patient}/finish", {}, version=1),
        desk.send("GET", f"/enrolments/{uuid4()}"),
    ]

    assert {code(each) for each in refused} == {(404, "not_found")}
    assert desk.get("/enrolments")["items"] == []


def test_a_draft_is_looked_at_again_when_another_rule_set_came_in_force(desk: Desk):
    draft = desk.whole()
    context = desk.service.context
    with context.database.writing(Scope(desk.service.centre.id)) as session:
        now = desk.service.clock.now()
        rule_sets.store(session, now, released())
        rule_sets.activate(session, desk.service.centre.id, "default-1", now)

    answer = draft.finish()

    assert refusals(answer) == {("pathway.rule_set_version", "changed")}
    assert desk.rows(SurveyPlan) == []
    draft.saved("pathway", desk.pathway(rule_set_version="default-1"))
    assert draft.finish().status_code == 200


def test_a_draft_that_lay_too_long_asks_for_new_days(desk: Desk):
    draft = desk.whole()
    desk.service.clock.forward(days=10)
    desk.service.stay_signed_in()

    assert refusals(draft.finish()) == {("pathway.starts_on", "past")}


def test_who_left_the_unit_meanwhile_is_named_again(desk: Desk):
    draft = desk.whole()
    with desk.service.context.database.writing(NO_CENTRE) as session:
        session.execute(delete(MembershipUnit))
        for row in _memberships(desk, "nurse"):
            session.execute(insert(MembershipUnit), row)

    fields = {field for field, _ in refusals(draft.finish())}

    assert fields == {"pathway.oncologist_id", "pathway.prescription.prescriber_id"}


def _memberships(desk: Desk, who: str) -> list[dict[str, Any]]:
    with desk.service.context.database.reading(Scope(desk.service.centre.id)) as session:
        found = session.scalars(
            select(Membership.id).where(Membership.account_id == desk.service.centre.accounts[who])
        ).one()
    return [{"membership_id": found, "unit_id": desk.service.centre.units[0]}]


def test_a_minor_consents_to_nothing(desk: Desk):
    """The birth date was corrected while the draft was open."""
    draft = desk.started()
    identity = {
        "family_name": "LE GOFF",
        "birth_name": None,
        "given_name": "Maëlle",
        "civility": None,
        "birth_date": "2010-05-04",
        "sex": "female",
        "identity_status": "provisional",
        "record_number": "900 100 001",
    }
    assert (
        desk.send("PUT", f"/patients/{draft.patient}/identity", identity, version=1).status_code
        == 200
    )

    draft.saved("eligibility", ELIGIBLE)

    assert draft.last["stop"] == "minor"
    assert code(draft.save("consent", CONSENTING)) == (409, "state_forbids")
    assert desk.rows(Consent) == []


def test_a_database_that_goes_away_in_the_middle_leaves_nothing_half_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    draft = desk.whole()

    def _away(*_asked: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("gone"))

    with monkeypatch.context() as broken:
        broken.setattr(finishing, "begin", _away)
        assert draft.finish().status_code >= 500

    assert draft.row.monitoring is Monitoring.PENDING
    assert desk.rows(Consent) == []
    assert desk.get(f"/patients/{draft.patient}/record")["lines"] == []
    assert draft.finish().status_code == 200


def test_without_its_key_a_draft_is_shown_as_unreadable_and_not_overwritten(desk: Desk):
    draft = desk.whole()
    lose_key(desk, draft.patient)

    answer = desk.send("GET", draft.path)
    [row] = desk.get("/enrolments")["items"]

    assert (answer.status_code, answer.json()["unreadable"]) == (200, True)
    assert answer.json()["eligibility"] is None
    assert row["identity_unreadable"] is True
    assert code(draft.save("eligibility", ELIGIBLE)) == (409, "integrity_error")
    assert code(draft.finish()) == (409, "integrity_error")


def test_a_draft_survives_a_restart_of_the_service(desk: Desk):
    draft = desk.whole()
    before = desk.service
    context = open_in(before.context.settings, before.clock)
    again = Desk(serve(context, before.clock, before.centre, before.other_centre))

    with again.service.client:
        survived = Draft(again, draft.patient, again.get(draft.path))
        assert survived.version == draft.version
        assert survived.finish().status_code == 200


def test_two_who_finish_at_once_follow_once(desk: Desk):
    draft = desk.whole()
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda who: draft_of(draft).finish(who=who), ("nurse", "nurse_2")))

    assert sorted(each.status_code for each in answers) == [200, 412]
    assert len(desk.rows(SurveyPlan)) == 1
    assert len(desk.rows(Consent)) == 3


def draft_of(draft: Draft) -> Draft:
    """The same draft as somebody else has it before them."""
    return Draft(draft.desk, draft.patient, dict(draft.last))


def lose_key(desk: Desk, patient: UUID) -> None:
    """Takes the key of a patient out of the store."""
    keys, table = desk.service.context.keys, keystore._patient_keys
    with keys._engine.begin() as connection:
        connection.execute(delete(table).where(table.c.patient_id == patient))
    keys._ciphers.clear()
