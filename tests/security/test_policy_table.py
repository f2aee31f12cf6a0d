"""The policy table: one row a route, and no role that reaches what §3 keeps from it (R-AZ-01)."""

import pytest
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from starlette.routing import Route

from services import app as application
from services.app import PolicyIncomplete, build_app, require_policy
from services.contract.enums import CredentialScope, Role
from services.edge.context import Context
from services.edge.current import CurrentCaller, current_caller
from services.portal.asking import current_patient
from services.security.policy import POLICY, Rule, actions_of, may
from tests.security.stage import Stage
from tests.support.service import ServiceUnderTest

# security.md §3, by the first part of a path below /api/v1: the most that anybody may ever get.
# A part that is not here is for nobody until it is written down.
_CARE = {Role.NURSE, Role.ONCOLOGIST}
_EVERYBODY = set(Role) - {Role.SYSTEM}
_STAFF = _EVERYBODY - {Role.PATIENT, Role.RESEARCHER}
_MOST: dict[str, set[Role]] = {
    "auth": _EVERYBODY,
    "me": _EVERYBODY,
    "worklist": _CARE,
    "alerts": _CARE,
    "patients": _CARE,
    "patient-filters": _CARE,
    "next-questionnaires": _CARE,
    "non-responders": _CARE,
    "enrolments": _CARE,
    "archives": _CARE,
    "notices": _STAFF,
    "questionnaires": _CARE,
    "rule-sets": _CARE | {Role.MANAGER},
    "machine-credentials": {Role.ADMIN},
    "units": _CARE | {Role.ADMIN},
    "accounts": {Role.ADMIN, Role.PRIVACY_OFFICER},
    "access-review": {Role.ADMIN, Role.PRIVACY_OFFICER},
    "account-imports": {Role.ADMIN},
    # Response times wait for another oncologist (decision 5).
    "approvals": {Role.ADMIN, Role.MANAGER, Role.PRIVACY_OFFICER, Role.ONCOLOGIST},
    "support-requests": {Role.ADMIN},
    "centre": {Role.ADMIN},
    "centre/response-times": {Role.ADMIN, Role.ONCOLOGIST, Role.PRIVACY_OFFICER},
    "exports": _CARE,
    # Where documents go, and what became of whose.
    "delivery": {Role.ADMIN},
    "deliveries": _CARE,
    "cohort-exports": {Role.ONCOLOGIST},
    "events": _CARE,
    "exceptional-accesses": _CARE | {Role.PRIVACY_OFFICER},
    # A manager counts, the privacy officer identifiers.
    "retention": _CARE | {Role.MANAGER, Role.PRIVACY_OFFICER},
    # Aggregates; nurses too, where their centre shows them (rows 25 and 26).
    "statistics": _CARE | {Role.MANAGER, Role.PRIVACY_OFFICER},
    # Of each patient: oncologists and the billing system of the centre (decision 35).
    "billing-evidence": {Role.ONCOLOGIST},
    "patients/billing-evidence": {Role.ONCOLOGIST},
    "patients/retention": _CARE | {Role.PRIVACY_OFFICER},
}
_MACHINES: dict[str, set[CredentialScope]] = {
    "patients": {CredentialScope.INGEST, CredentialScope.IMPORT},
    "questionnaires": {CredentialScope.INGEST},
    "fhir": {CredentialScope.INGEST},
    "billing-evidence": {CredentialScope.BILLING},
    "patients/billing-evidence": {CredentialScope.BILLING},
}


@pytest.fixture
def app(sqlite_service: ServiceUnderTest) -> FastAPI:
    """The application, to which tests add what must not be there."""
    return build_app(sqlite_service.context)


@pytest.fixture
def context(sqlite_service: ServiceUnderTest) -> Context:
    """The parts of a service."""
    return sqlite_service.context


def test_nobody_gets_more_than_the_matrix_gives(shared_stage: Stage):
    for name, operation in shared_stage.operations.items():
        if operation.path.startswith("/fhir/R4/"):
            assert not POLICY[name].roles, name
            assert POLICY[name].is_public or POLICY[name].credentials == {CredentialScope.FHIR_READ}
            continue
        if not operation.path.startswith("/api/v1/"):
            assert POLICY[name].is_public or set(POLICY[name].roles) <= _STAFF, name
            assert not POLICY[name].credentials, name
            continue
        part = operation.path.split("/")[3]
        part = f"{part}/retention" if "{patient_id}/retention" in operation.path else part
        is_billing = "{patient_id}/billing-evidence" in operation.path
        part = "patients/billing-evidence" if is_billing else part
        part = "centre/response-times" if "/centre/response-times" in operation.path else part
        assert set(POLICY[name].roles) <= _MOST.get(part, set()), name
        assert set(POLICY[name].credentials) <= _MACHINES.get(part, set()), name


def test_only_signing_in_health_and_what_the_interface_can_do_are_public():
    assert {name for name, rule in POLICY.items() if rule.is_public} == {
        "live",
        "ready",
        "read_fhir_capabilities",
        "sign_in",
        "read_sign_in_ways",
        "start_provider_sign_in",
        "finish_provider_sign_in",
        "second_factor",
        "refresh_session",
        "ask_for_secret",
        "open_first_sign_in",
        "finish_first_sign_in",
        "set_password",
        "open_factor",
        "finish_factor",
        "page_door",
        "page_asset",
        "page_language",
        "page_enter",
        "page_identify",
        "page_leave",
        "page_left",
    }


def test_the_researcher_shares_only_their_own_session_with_others():
    own = {
        "sign_out",
        "step_up",
        "unlock",
        "read_me",
        "list_my_sessions",
        "end_my_session",
        "end_my_other_sessions",
        "read_recovery_codes",
        "make_recovery_codes",
    }
    assert set(actions_of(Role.RESEARCHER)) == own
    assert set(actions_of(Role.PATIENT)) == own
    assert actions_of(Role.SYSTEM) == []


def test_what_asks_for_a_fresh_proof_is_for_people_at_work():
    """A machine cannot prove who it is, and polling must not need to."""
    fresh = {name: rule for name, rule in POLICY.items() if rule.needs_fresh}

    assert fresh.keys() >= {"make_recovery_codes", "create_machine_credential"}
    assert all(rule.is_act and not rule.credentials for rule in fresh.values())


def test_exceptional_access_reads_and_answers_for_alerts_and_changes_nothing_else():
    """TB of security.md §3 and decision 4: what is not here is of one's own units alone."""
    assert {name for name, rule in POLICY.items() if rule.exceptional} == {
        "read_patient",
        "read_archive",
        "list_patient_messages",
        "read_message_preference",
        "read_alert",
        "record_opening",
        "record_look",
        "claim_alert",
        "release_alert",
        "take_over_alert",
        "acknowledge_alert",
        "log_call",
        "record_measure",
        "add_note",
        "defer_alert",
        "escalate_alert",
        "answer_escalation",
        "undo_act",
        "read_escalation_list",
        "open_exceptional_access",
        "list_exceptional_accesses",
        "end_exceptional_access",
        "read_patient_series",
        "read_patient_timeline",
        "list_patient_answers",
        "read_patient_answer",
        "list_patient_actions",
        "list_patient_versions",
        "read_survey_plan",
        "list_pauses",
        "list_survey_weeks",
        "read_patient_record",
        "list_consents",
        "create_record_entry",
        "list_record_entry_versions",
        "list_treatment_line_versions",
        "list_treatment_cycle_versions",
    }
    assert all(rule.roles <= _CARE | {Role.ADMIN} for rule in POLICY.values() if rule.exceptional)


def test_what_is_unknown_is_no():
    assert not may("an operation that nobody wrote down", Role.ADMIN, None)
    assert not may("read_patient", "a role of a later release", None)  # type: ignore[arg-type]
    assert not may("submit_answer", Role.SYSTEM, "a later scope")  # type: ignore[arg-type]
    # A credential never borrows the rights of a role.
    assert not may("read_patient", Role.NURSE, CredentialScope.INGEST)


def test_the_application_starts_as_it_is(app: FastAPI):
    require_policy(app)


def _without_a_row() -> APIRouter:
    router = APIRouter()

    @router.get("/api/v1/extra", operation_id="extra")
    def _extra(caller: CurrentCaller) -> None: ...

    return router


def _without_a_name() -> APIRouter:
    router = APIRouter()

    @router.get("/api/v1/extra")
    def _extra(caller: CurrentCaller) -> None: ...

    return router


def _nested() -> APIRouter:
    outer = APIRouter(prefix="/api/v1/outer")
    outer.include_router(_without_a_row())
    return outer


def _plain_route() -> APIRouter:
    async def _extra(_request: Request) -> Response:
        return Response()

    router = APIRouter()
    router.routes.append(Route("/api/v1/extra", _extra))
    return router


def _socket() -> APIRouter:
    router = APIRouter()

    @router.websocket("/api/v1/extra")
    async def _extra() -> None: ...

    return router


@pytest.mark.parametrize("extra", [_without_a_row, _without_a_name, _nested, _plain_route, _socket])
def test_a_route_without_a_row_stops_the_start(app: FastAPI, extra):
    app.include_router(extra())

    with pytest.raises(PolicyIncomplete):
        require_policy(app)


def test_a_row_without_a_route_stops_the_start(context: Context, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(POLICY, "a row that nothing serves", Rule(frozenset()))

    with pytest.raises(PolicyIncomplete, match="a row that nothing serves"):
        build_app(context)


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> APIRouter:
    """A route with a row, which never asks who calls."""
    monkeypatch.setitem(POLICY, "unguarded", Rule(frozenset({Role.NURSE})))
    router = APIRouter()

    @router.get("/api/v1/unguarded", operation_id="unguarded")
    def _unguarded() -> None: ...

    return router


def test_a_route_that_does_not_ask_who_calls_stops_the_start(app: FastAPI, unguarded: APIRouter):
    app.include_router(unguarded)

    with pytest.raises(PolicyIncomplete, match="unguarded"):
        require_policy(app)


@pytest.mark.parametrize(
    ("rule", "asks", "is_described"),
    [
        (Rule(frozenset({Role.PATIENT}), is_page=True), None, False),
        (Rule(frozenset({Role.PATIENT}), is_page=True), current_caller, False),
        (Rule(frozenset({Role.PATIENT}), is_page=True), current_patient, True),
        (Rule(frozenset({Role.NURSE})), current_patient, True),
        (Rule(frozenset({Role.NURSE})), current_caller, False),
        (Rule(frozenset(), is_public=True), current_patient, True),
    ],
)
def test_a_page_that_asks_like_a_route_or_a_route_like_a_page_stops_the_start(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch, rule, asks, is_described
):
    monkeypatch.setitem(POLICY, "mixed", rule)
    router = APIRouter(dependencies=[] if asks is None else [Depends(asks)])
    router.add_api_route(
        "/portal/mixed", lambda: None, operation_id="mixed", include_in_schema=is_described
    )
    app.include_router(router)

    with pytest.raises(PolicyIncomplete, match="mixed"):
        require_policy(app)


def test_the_start_goes_through_the_check(context: Context, monkeypatch: pytest.MonkeyPatch):
    def _refuse(_app: FastAPI) -> None:
        raise PolicyIncomplete("asked")

    monkeypatch.setattr(application, "require_policy", _refuse)

    with pytest.raises(PolicyIncomplete, match="asked"):
        build_app(context)
