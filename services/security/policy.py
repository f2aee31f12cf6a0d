"""The one table of who may do what: without a row for each route no start (R-AZ-01)."""

from dataclasses import dataclass, replace
from typing import Final

from services.contract.enums import CredentialScope, Role


@dataclass(frozen=True)
class Rule:
    """Rights on one operation; an operation is the `operation_id` of its route.

    `roles` and `credentials` are closed lists: nobody else. `is_act` says that the request shows a
    person at work, so that it prolongs the session; a route that a console polls never does
    (R-SES-02). `needs_fresh` asks for a proof of identity that is minutes old (R-AUTH-08).

    `is_page` is one of the pages of patients: the session of a patient opens it and nothing else,
    no token of a professional or a machine; and that session opens nothing but pages (R-AUTH-05).

    `after_contract`: what may still be written in a centre whose contract has ended (R-RET-05).

    `exceptional` is the relation to a patient that is accepted: patients of one's own units alone,
    or also one who was opened by an exceptional access (T and TB of security.md §3).
    """

    roles: frozenset[Role]
    credentials: frozenset[CredentialScope] = frozenset()
    is_act: bool = False
    is_public: bool = False
    needs_fresh: bool = False
    exceptional: bool = False
    is_page: bool = False
    after_contract: bool = False


def _for(
    *roles: Role,
    machines: tuple[CredentialScope, ...] = (),
    is_act: bool = False,
    needs_fresh: bool = False,
    exceptional: bool = False,
) -> Rule:
    return Rule(
        frozenset(roles),
        frozenset(machines),
        is_act=is_act,
        needs_fresh=needs_fresh,
        exceptional=exceptional,
    )


_PUBLIC: Final = Rule(frozenset(), is_public=True)
_PUBLIC_PAGE: Final = Rule(frozenset(), is_public=True, is_page=True)
_PAGE: Final = Rule(frozenset({Role.PATIENT}), is_act=True, is_page=True)
_CARE: Final = (Role.NURSE, Role.ONCOLOGIST)
_STAFF: Final = (Role.NURSE, Role.ONCOLOGIST, Role.MANAGER, Role.ADMIN, Role.PRIVACY_OFFICER)
_SUPERVISING: Final = (Role.MANAGER, Role.PRIVACY_OFFICER)
_DECIDING: Final = (Role.ADMIN, *_SUPERVISING)
_ANYBODY: Final = (*_STAFF, Role.PATIENT, Role.RESEARCHER)

_ROWS: Final[dict[str, Rule]] = {
    "live": _PUBLIC,
    "ready": _PUBLIC,
    "sign_in": _PUBLIC,
    "second_factor": _PUBLIC,
    "refresh_session": _PUBLIC,
    "read_sign_in_ways": _PUBLIC,
    "start_provider_sign_in": _PUBLIC,
    "finish_provider_sign_in": _PUBLIC,
    "ask_for_secret": _PUBLIC,
    "open_first_sign_in": _PUBLIC,
    "finish_first_sign_in": _PUBLIC,
    "set_password": _PUBLIC,
    "open_factor": _PUBLIC,
    "finish_factor": _PUBLIC,
    "read_surveillance": _for(*_STAFF),
    "sign_out": _for(*_ANYBODY, is_act=True),
    # No act, either of them: a wrong password must not keep a session alive that was left.
    "step_up": _for(*_ANYBODY),
    "unlock": _for(*_ANYBODY),
    "read_me": _for(*_ANYBODY),
    "list_my_sessions": _for(*_ANYBODY),
    "end_my_session": _for(*_ANYBODY, is_act=True),
    "end_my_other_sessions": _for(*_ANYBODY, is_act=True),
    "read_recovery_codes": _for(*_ANYBODY),
    "make_recovery_codes": _for(*_ANYBODY, is_act=True, needs_fresh=True),
    "list_account_sessions": _for(Role.ADMIN),
    # The privacy officer reads who has access (screens.md 1.2).
    "list_accounts": _for(Role.ADMIN, Role.PRIVACY_OFFICER),
    "read_account": _for(Role.ADMIN, Role.PRIVACY_OFFICER),
    # Without a fresh proof: whoever took somebody's workstation must be shut out in seconds.
    "suspend_account": _for(Role.ADMIN, is_act=True),
    "reactivate_account": _for(Role.ADMIN, is_act=True, needs_fresh=True),
    "end_account": _for(Role.ADMIN, is_act=True, needs_fresh=True),
    "end_account_session": _for(Role.ADMIN, is_act=True),
    "invite_account": _for(Role.ADMIN, is_act=True, needs_fresh=True),
    "invite_again": _for(Role.ADMIN, is_act=True, needs_fresh=True),
    "grant_role": _for(Role.ADMIN, is_act=True, needs_fresh=True),
    "change_role": _for(Role.ADMIN, is_act=True, needs_fresh=True),
    "end_role": _for(Role.ADMIN, is_act=True, needs_fresh=True),
    "change_account_person": _for(Role.ADMIN, is_act=True, needs_fresh=True),
    "reset_password": _for(Role.ADMIN, is_act=True, needs_fresh=True),
    "reset_factor": _for(Role.ADMIN, is_act=True, needs_fresh=True),
    "read_access_review": _for(Role.ADMIN, Role.PRIVACY_OFFICER),
    "review_account": _for(Role.ADMIN, is_act=True),
    "import_accounts": _for(Role.ADMIN, is_act=True, needs_fresh=True),
    "list_approvals": _for(*_DECIDING, Role.ONCOLOGIST),
    "read_approval": _for(*_DECIDING, Role.ONCOLOGIST),
    "approve_request": _for(*_SUPERVISING, Role.ONCOLOGIST, is_act=True, needs_fresh=True),
    "refuse_request": _for(*_SUPERVISING, Role.ONCOLOGIST, is_act=True),
    "withdraw_request": _for(*_DECIDING, Role.ONCOLOGIST, is_act=True),
    "read_worklist": _for(*_CARE),
    "read_worklist_counts": _for(*_CARE),
    "read_worklist_filters": _for(*_CARE),
    "follow_events": _for(*_CARE),
    "list_alerts": _for(*_CARE),
    "prefetch_alerts": _for(*_CARE),
    "read_alert": _for(*_CARE, exceptional=True),
    "record_opening": _for(*_CARE, is_act=True, exceptional=True),
    # No act: a console says it by itself when an alert leaves the screen.
    "record_look": _for(Role.NURSE, exceptional=True),
    "claim_alert": _for(*_CARE, is_act=True, exceptional=True),
    "release_alert": _for(*_CARE, is_act=True, exceptional=True),
    "take_over_alert": _for(*_CARE, is_act=True, exceptional=True),
    "acknowledge_alert": _for(*_CARE, is_act=True, exceptional=True),
    "log_call": _for(*_CARE, is_act=True, exceptional=True),
    "record_measure": _for(*_CARE, is_act=True, exceptional=True),
    "add_note": _for(*_CARE, is_act=True, exceptional=True),
    "close_alert": _for(*_CARE, is_act=True),
    "defer_alert": _for(*_CARE, is_act=True, exceptional=True),
    "escalate_alert": _for(*_CARE, is_act=True, exceptional=True),
    "answer_escalation": _for(Role.ONCOLOGIST, is_act=True, exceptional=True),
    "reopen_alert": _for(*_CARE, is_act=True),
    "undo_act": _for(*_CARE, is_act=True, exceptional=True),
    # Whom to ask in the unit of a patient who was opened.
    "read_escalation_list": _for(*_CARE, Role.ADMIN, exceptional=True),
    "change_escalation_list": _for(Role.ADMIN, is_act=True),
    "read_patient": _for(*_CARE, is_act=True, exceptional=True),
    "open_exceptional_access": _for(*_CARE, is_act=True, needs_fresh=True, exceptional=True),
    "list_exceptional_accesses": _for(*_CARE, exceptional=True),
    "end_exceptional_access": _for(*_CARE, is_act=True, exceptional=True),
    "read_exceptional_access_journal": _for(Role.PRIVACY_OFFICER),
    "import_bundle": _for(*_CARE, machines=(CredentialScope.IMPORT,), is_act=True),
    "change_identity": _for(*_CARE, is_act=True),
    "change_contact": _for(*_CARE, is_act=True),
    "list_patient_versions": _for(*_CARE, exceptional=True),
    "read_patient_record": _for(*_CARE, exceptional=True),
    # Under an exceptional access a note and nothing else.
    "create_record_entry": _for(*_CARE, is_act=True, exceptional=True),
    "change_record_entry": _for(*_CARE, is_act=True),
    "withdraw_record_entry": _for(*_CARE, is_act=True),
    "list_record_entry_versions": _for(*_CARE, exceptional=True),
    "create_treatment_line": _for(*_CARE, is_act=True),
    "change_treatment_line": _for(*_CARE, is_act=True),
    "withdraw_treatment_line": _for(*_CARE, is_act=True),
    "list_treatment_line_versions": _for(*_CARE, exceptional=True),
    "create_treatment_cycle": _for(*_CARE, is_act=True),
    "change_treatment_cycle": _for(*_CARE, is_act=True),
    "withdraw_treatment_cycle": _for(*_CARE, is_act=True),
    "list_treatment_cycle_versions": _for(*_CARE, exceptional=True),
    "read_patient_series": _for(*_CARE, exceptional=True),
    "read_patient_timeline": _for(*_CARE, exceptional=True),
    "list_patient_answers": _for(*_CARE, exceptional=True),
    "read_patient_answer": _for(*_CARE, exceptional=True),
    "list_patient_actions": _for(*_CARE, exceptional=True),
    # Of one's own units, never by an exceptional access (matrix row 23).
    "ask_export": _for(*_CARE, is_act=True),
    # Polled while a file is made.
    "list_exports": _for(*_CARE),
    "list_export_fields": _for(*_CARE),
    "read_export": _for(*_CARE),
    "download_export": _for(*_CARE, is_act=True),
    "cancel_export": _for(*_CARE, is_act=True),
    # An administrator sets where documents go and sees numbers; of whom they are, who treats sees.
    "read_delivery_settings": _for(Role.ADMIN),
    "change_delivery_settings": _for(Role.ADMIN, is_act=True, needs_fresh=True),
    "try_delivery": _for(Role.ADMIN, is_act=True),
    "list_deliveries": _for(*_CARE),
    "count_deliveries": _for(*_CARE),
    "read_delivery": _for(*_CARE),
    "resend_delivery": _for(*_CARE, is_act=True),
    "cancel_delivery": _for(*_CARE, is_act=True),
    # Of all patients of a unit: the privacy officer is the second person (matrix row 24).
    "ask_cohort": _for(Role.ONCOLOGIST, is_act=True, needs_fresh=True),
    "list_cohorts": _for(Role.ONCOLOGIST),
    "read_cohort": _for(Role.ONCOLOGIST),
    "download_cohort": _for(Role.ONCOLOGIST, is_act=True, needs_fresh=True),
    "cancel_cohort": _for(Role.ONCOLOGIST, is_act=True),
    "list_patient_messages": _for(*_CARE, exceptional=True),
    "read_message_preference": _for(*_CARE, exceptional=True),
    "change_message_preference": _for(*_CARE, is_act=True),
    "resend_message": _for(*_CARE, is_act=True),
    "list_units": _for(Role.ADMIN),
    "create_unit": _for(Role.ADMIN, is_act=True),
    "rename_unit": _for(Role.ADMIN, is_act=True),
    "end_unit": _for(Role.ADMIN, is_act=True),
    "read_centre_settings": _for(Role.ADMIN),
    "list_centre_versions": _for(Role.ADMIN),
    "preview_opening_hours": _for(Role.ADMIN, is_act=True),
    "change_centre_setting": _for(Role.ADMIN, is_act=True),
    "undo_centre_setting": _for(Role.ADMIN, is_act=True),
    "read_response_times": _for(Role.ONCOLOGIST, Role.ADMIN, Role.PRIVACY_OFFICER),
    "ask_for_response_times": _for(Role.ONCOLOGIST, is_act=True, needs_fresh=True),
    "undo_response_times": _for(Role.ONCOLOGIST, is_act=True),
    "list_patients": _for(*_CARE),
    "read_patient_filters": _for(*_CARE),
    "search_patients": _for(*_CARE, is_act=True),
    "read_survey_plan": _for(*_CARE, exceptional=True),
    "change_survey_plan": _for(*_CARE, is_act=True),
    "send_survey_now": _for(*_CARE, is_act=True),
    "list_pauses": _for(*_CARE, exceptional=True),
    "create_pause": _for(*_CARE, is_act=True),
    "end_pause": _for(*_CARE, is_act=True),
    "list_survey_weeks": _for(*_CARE, exceptional=True),
    # Polled beside an empty queue.
    "read_next_questionnaires": _for(*_CARE),
    "list_non_responders": _for(*_CARE),
    # Polled for a number on the rail.
    "count_non_responders": _for(*_CARE),
    "remind_non_responders": _for(*_CARE, is_act=True),
    "read_enrolment_proposals": _for(*_CARE),
    "find_enrolment_candidates": _for(*_CARE, is_act=True),
    "list_enrolments": _for(*_CARE),
    "start_enrolment": _for(*_CARE, is_act=True),
    "read_enrolment": _for(*_CARE),
    "save_eligibility": _for(*_CARE, is_act=True),
    "save_pathway": _for(*_CARE, is_act=True),
    "save_consent": _for(*_CARE, is_act=True),
    "finish_enrolment": _for(*_CARE, is_act=True),
    "abandon_enrolment": _for(*_CARE, is_act=True),
    "reopen_enrolment": _for(*_CARE, is_act=True),
    "create_invitation": _for(*_CARE, is_act=True),
    "list_invitations": _for(*_CARE),
    "list_consents": _for(*_CARE, exceptional=True),
    "record_consent": _for(*_CARE, is_act=True),
    "preview_archive": _for(*_CARE),
    "archive_patient": _for(*_CARE, is_act=True),
    "undo_archive": _for(*_CARE, is_act=True),
    "record_informed": _for(*_CARE, is_act=True),
    "read_archive": _for(*_CARE, exceptional=True),
    "list_archives": _for(*_CARE),
    "list_late_answers": _for(*_CARE),
    "restore_patient": _for(*_CARE, is_act=True),
    # By role: people who treat see their units by name, the privacy officer identifiers, a manager
    # counts.
    "read_retention_calendar": _for(*_CARE, Role.MANAGER, Role.PRIVACY_OFFICER),
    "read_patient_retention": _for(*_CARE, Role.PRIVACY_OFFICER),
    "place_retention_hold": _for(Role.PRIVACY_OFFICER, is_act=True),
    "end_retention_hold": _for(Role.PRIVACY_OFFICER, is_act=True),
    # Masked aggregates (matrix row 25). Nurses where a centre shows it to them, which none can set.
    "read_statistics": _for(Role.ONCOLOGIST, *_SUPERVISING),
    "read_data_quality": _for(Role.ONCOLOGIST, *_SUPERVISING),
    # Of each patient, for billing (decision 35). A file of more than one is for the billing system
    # of the centre alone: it would need a second person (matrix row 24).
    "list_billing_evidence": _for(Role.ONCOLOGIST, machines=(CredentialScope.BILLING,)),
    "read_billing_evidence": _for(Role.ONCOLOGIST, machines=(CredentialScope.BILLING,)),
    "take_billing_evidence": _for(machines=(CredentialScope.BILLING,)),
    "take_patient_billing_evidence": _for(
        Role.ONCOLOGIST, machines=(CredentialScope.BILLING,), is_act=True
    ),
    # Whoever has the page on a screen; it leaves with its masks and a purpose.
    "export_statistics": _for(Role.MANAGER, is_act=True),
    "list_notices": _for(*_STAFF),
    "read_notice": _for(*_STAFF),
    "acknowledge_notice": _for(*_STAFF, is_act=True),
    "make_support_request": _for(*_STAFF, is_act=True),
    "list_my_support_requests": _for(*_STAFF),
    "read_my_support_request": _for(*_STAFF),
    "list_support_requests": _for(Role.ADMIN),
    "read_support_request": _for(Role.ADMIN),
    "answer_support_request": _for(Role.ADMIN, is_act=True),
    "close_support_request": _for(Role.ADMIN, is_act=True),
    "submit_answer": _for(Role.NURSE, machines=(CredentialScope.INGEST,), is_act=True),
    "submit_questionnaire_response": _for(machines=(CredentialScope.INGEST,)),
    # What an integration engine reads; what the interface can do is for whoever sets one up.
    "read_fhir_capabilities": _PUBLIC,
    "ask_fhir_export": _for(machines=(CredentialScope.FHIR_READ,)),
    "ask_fhir_patient_export": _for(machines=(CredentialScope.FHIR_READ,)),
    "read_fhir_export": _for(machines=(CredentialScope.FHIR_READ,)),
    "download_fhir_export": _for(machines=(CredentialScope.FHIR_READ,)),
    "cancel_fhir_export": _for(machines=(CredentialScope.FHIR_READ,)),
    "read_fhir_patient": _for(machines=(CredentialScope.FHIR_READ,)),
    "read_fhir_patient_history": _for(machines=(CredentialScope.FHIR_READ,)),
    "search_fhir_patients": _for(machines=(CredentialScope.FHIR_READ,)),
    "post_fhir_patient_search": _for(machines=(CredentialScope.FHIR_READ,)),
    "read_fhir_questionnaire_response": _for(machines=(CredentialScope.FHIR_READ,)),
    "search_fhir_questionnaire_responses": _for(machines=(CredentialScope.FHIR_READ,)),
    "post_fhir_questionnaire_response_search": _for(machines=(CredentialScope.FHIR_READ,)),
    "read_fhir_observation": _for(machines=(CredentialScope.FHIR_READ,)),
    "search_fhir_observations": _for(machines=(CredentialScope.FHIR_READ,)),
    "post_fhir_observation_search": _for(machines=(CredentialScope.FHIR_READ,)),
    "read_fhir_document_reference": _for(machines=(CredentialScope.FHIR_READ,)),
    "search_fhir_document_references": _for(machines=(CredentialScope.FHIR_READ,)),
    "post_fhir_document_reference_search": _for(machines=(CredentialScope.FHIR_READ,)),
    "read_questionnaire": _for(*_CARE, machines=(CredentialScope.INGEST,)),
    "read_rule_set": _for(*_CARE, Role.MANAGER),
    "list_rule_exceptions": _for(*_CARE),
    "create_rule_exception": _for(Role.ONCOLOGIST, is_act=True),
    "end_rule_exception": _for(Role.ONCOLOGIST, is_act=True),
    "create_machine_credential": _for(Role.ADMIN, is_act=True, needs_fresh=True),
    "list_machine_credentials": _for(Role.ADMIN),
    "revoke_machine_credential": _for(Role.ADMIN, is_act=True),
    "page_door": _PUBLIC_PAGE,
    "page_asset": _PUBLIC_PAGE,
    "page_language": _PUBLIC_PAGE,
    "page_enter": _PUBLIC_PAGE,
    "page_identify": _PUBLIC_PAGE,
    "page_leave": _PUBLIC_PAGE,
    "page_left": _PUBLIC_PAGE,
    "page_home": _PAGE,
    "page_read_messages": _PAGE,
    "page_consent": _PAGE,
    "page_give_consent": _PAGE,
    "page_notices": _PAGE,
    "page_notice": _PAGE,
    "page_acknowledge_notice": _PAGE,
    "page_question": _PAGE,
    "page_save_answer": _PAGE,
    "page_urgent": _PAGE,
    "page_summary": _PAGE,
    "page_send_answers": _PAGE,
    "page_done": _PAGE,
    "page_answers": _PAGE,
    "page_answer": _PAGE,
    "page_choices": _PAGE,
    "page_change_choices": _PAGE,
    "page_keep_account": _PAGE,
    "page_withdraw": _PAGE,
    "page_withdraw_consent": _PAGE,
    "page_accesses": _PAGE,
    "page_report": _PAGE,
    "page_contact": _PAGE,
}

_AFTER_CONTRACT: Final = frozenset(
    {
        # One's own session and access.
        "sign_out", "step_up", "unlock", "end_my_session", "end_my_other_sessions",
        "end_account_session", "make_recovery_codes", "acknowledge_notice",
        "revoke_machine_credential", "suspend_account", "end_account", "end_role",
        # Whoever may still read gets back in.
        "reset_password", "reset_factor", "approve_request", "refuse_request", "withdraw_request",
        # A search is a reading; an exceptional access is for care that goes on.
        "post_fhir_patient_search", "post_fhir_questionnaire_response_search",
        "post_fhir_observation_search", "post_fhir_document_reference_search",
        "search_patients", "open_exceptional_access", "end_exceptional_access",
        # An alert that was open is answered for.
        "record_opening", "record_look", "claim_alert", "release_alert", "take_over_alert",
        "acknowledge_alert",
        "log_call", "record_measure", "add_note", "close_alert", "defer_alert", "escalate_alert",
        "answer_escalation", "undo_act",
        # A follow-up ends, and the patient learns of it.
        "archive_patient", "undo_archive", "record_informed", "resend_message",
        # Data may still be asked for, and what was reported is answered.
        "make_support_request", "answer_support_request", "close_support_request",
        # A record leaves for care that goes on, and a centre takes its data along.
        "ask_export", "download_export", "cancel_export", "resend_delivery", "cancel_delivery",
        "ask_cohort", "download_cohort", "cancel_cohort", "cancel_fhir_export",
        "export_statistics",
        # What stops erasure.
        "place_retention_hold", "end_retention_hold",
        # What patients say of themselves.
        "page_read_messages", "page_acknowledge_notice", "page_change_choices",
        "page_keep_account", "page_withdraw_consent",
    }
)  # fmt: skip
POLICY: Final[dict[str, Rule]] = {
    name: replace(rule, after_contract=name in _AFTER_CONTRACT) for name, rule in _ROWS.items()
}


def may(operation: str, role: Role, credential: CredentialScope | None) -> bool:
    """Whether this principal may try this operation; unknown or empty means no (R-AZ-04)."""
    rule = POLICY.get(operation)
    if rule is None:
        return False
    if rule.is_page:
        # Asked of a token: a page is opened by the session of a patient alone.
        return rule.is_public
    if rule.is_public:
        return True
    if credential is not None:
        return credential in rule.credentials
    return role in rule.roles


def actions_of(role: Role) -> list[str]:
    """The operations of a role, for a console that shows only what it may do."""
    return sorted(name for name, rule in POLICY.items() if role in rule.roles and not rule.is_page)
