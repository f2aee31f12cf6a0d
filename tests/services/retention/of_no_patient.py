"""Which tables hold nothing of a patient."""

OF_NO_PATIENT = frozenset(
    (
        "access_review_line",
        "account",
        "account_secret",
        "approval_request",
        "centre",
        "centre_setting",
        "cohort_export",
        "delivery_setting",
        "device",
        "due_work",
        "fhir_export",
        "fhir_feed",
        "machine_credential",
        "membership",
        "membership_unit",
        "provider_sign_in",
        "recovery_code",
        "retention_pass",
        "right_change",
        "rule_set",
        "rule_set_activation",
        "session",
        "sign_in_challenge",
        "sign_in_failure",
        "spent_refresh",
        "staff_mail",
        "statistic_month",
        "support_request",
        "support_step",
        "unit",
    )
)
"""Whoever adds a table says so here, or deletes in it when a patient is erased."""
