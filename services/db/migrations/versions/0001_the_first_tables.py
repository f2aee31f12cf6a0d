"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    """Makes the tables."""

    op.create_table(
        "account",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("disabled_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    op.create_table(
        "centre",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("opening_hours", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre")),
    )
    op.create_table(
        "device",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_device_secret_hash")),
    )
    op.create_table(
        "idempotency",
        sa.Column("principal_id", IDENTIFIER, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("object_id", IDENTIFIER, nullable=True),
        sa.Column("object_version", sa.Integer(), nullable=True),
        sa.Column("patient_id", IDENTIFIER, nullable=True),
        sa.Column("response", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.PrimaryKeyConstraint("principal_id", "key", name=op.f("pk_idempotency")),
    )
    with op.batch_alter_table("idempotency", schema=None) as batch_op:
        batch_op.create_index("ix_idempotency_made_at", ["made_at"], unique=False)

    op.create_table(
        "journal",
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.Identity(always=True),
            nullable=False,
        ),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=True),
        sa.Column("actor_id", IDENTIFIER, nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("session_id", IDENTIFIER, nullable=True),
        sa.Column("device_id", IDENTIFIER, nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object_id", IDENTIFIER, nullable=True),
        sa.Column("patient_id", IDENTIFIER, nullable=True),
        sa.Column("shown", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_journal")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index("ix_journal_actor_at", ["actor_id", "at"], unique=False)
        batch_op.create_index("ix_journal_patient_at", ["patient_id", "at"], unique=False)

    op.create_table(
        "rule_set",
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("released_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_rule_set")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("subject_hash", sa.LargeBinary(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_failure_network_at", ["network", "at"], unique=False)
        batch_op.create_index("ix_sign_in_failure_subject_at", ["subject_hash", "at"], unique=False)

    op.create_table(
        "machine_credential",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column(
            "scope",
            sa.Enum(
                "ingest",
                "import",
                "fhir_read",
                "billing",
                "canary",
                name="credentialscope",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_by", IDENTIFIER, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_machine_credential_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["account.id"], name=op.f("fk_machine_credential_created_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_machine_credential")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_machine_credential_secret_hash")),
    )
    with op.batch_alter_table("machine_credential", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_machine_credential_centre_id"), ["centre_id"], unique=False
        )

    op.create_table(
        "membership",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("account_id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "nurse",
                "oncologist",
                "manager",
                "admin",
                "privacy_officer",
                "patient",
                "researcher",
                "system",
                name="role",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_membership_account_id")
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_membership_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "rule_set_activation",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("active_from", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_rule_set_activation_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["rule_set.version"], name=op.f("fk_rule_set_activation_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_set_activation")),
        sa.UniqueConstraint(
            "centre_id", "active_from", name=op.f("uq_rule_set_activation_centre_id_active_from")
        ),
    )
    op.create_table(
        "sign_in_challenge",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", IDENTIFIER, nullable=True),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_challenge_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_challenge")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_sign_in_challenge_secret_hash")),
    )
    op.create_table(
        "unit",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_unit_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "membership_unit",
        sa.Column("membership_id", IDENTIFIER, nullable=False),
        sa.Column("unit_id", IDENTIFIER, nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_membership_unit_membership_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_membership_unit_unit_id")),
        sa.PrimaryKeyConstraint("membership_id", "unit_id", name=op.f("pk_membership_unit")),
    )
    op.create_table(
        "patient",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("unit_id", IDENTIFIER, nullable=False),
        sa.Column(
            "sex",
            sa.Enum("female", "male", "unknown", name="sex", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column(
            "identity_status",
            sa.Enum(
                "provisional",
                "retrieved",
                "validated",
                "qualified",
                "doubtful",
                name="identitystatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "monitoring",
            sa.Enum(
                "pending",
                "active",
                "paused",
                "ended",
                name="monitoring",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("episode_started_at", INSTANT, nullable=False),
        sa.Column("oncologist_id", IDENTIFIER, nullable=True),
        sa.Column("identity", sa.LargeBinary(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.Column("ins_index", sa.LargeBinary(), nullable=True),
        sa.Column("record_number_index", sa.LargeBinary(), nullable=False),
        sa.Column("phone_index", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_patient_centre_id")),
        sa.ForeignKeyConstraint(
            ["oncologist_id"], ["account.id"], name=op.f("fk_patient_oncologist_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_patient_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
    )
    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.create_index("ix_patient_centre_unit", ["centre_id", "unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_patient_ins_index"), ["ins_index"], unique=False)
        batch_op.create_index(batch_op.f("ix_patient_phone_index"), ["phone_index"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_patient_record_number_index"), ["record_number_index"], unique=False
        )

    op.create_table(
        "session",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("account_id", IDENTIFIER, nullable=False),
        sa.Column("membership_id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("device_id", IDENTIFIER, nullable=True),
        sa.Column("access_hash", sa.LargeBinary(), nullable=False),
        sa.Column("access_expires_at", INSTANT, nullable=False),
        sa.Column("refresh_hash", sa.LargeBinary(), nullable=False),
        sa.Column("previous_refresh_hash", sa.LargeBinary(), nullable=True),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("authenticated_at", INSTANT, nullable=False),
        sa.Column("last_act_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session_account_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_session_centre_id")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_session_device_id")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_session_membership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("access_hash", name=op.f("uq_session_access_hash")),
        sa.UniqueConstraint("refresh_hash", name=op.f("uq_session_refresh_hash")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_session_previous_refresh_hash"), ["previous_refresh_hash"], unique=False
        )

    op.create_table(
        "answer",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("questionnaire", sa.String(), nullable=False),
        sa.Column("questionnaire_version", sa.String(), nullable=False),
        sa.Column("rule_set_version", sa.String(), nullable=False),
        sa.Column("authored_at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column(
            "channel",
            sa.Enum("web", "phone", "api", name="channel", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("submitted_by", IDENTIFIER, nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "nothing", "alert", "technical", name="answeroutcome", native_enum=False, length=24
            ),
            nullable=False,
        ),
        sa.Column("completed", sa.Boolean(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_answer_centre_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_answer_patient_id")),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["account.id"], name=op.f("fk_answer_submitted_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "patient_id", "content_hash", name=op.f("uq_answer_patient_id_content_hash")
        ),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_answer_patient_authored", ["patient_id", "authored_at"], unique=False
        )

    op.create_table(
        "patient_search_token",
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_patient_search_token_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_patient_search_token_patient_id")
        ),
        sa.PrimaryKeyConstraint("patient_id", "token", name=op.f("pk_patient_search_token")),
    )
    with op.batch_alter_table("patient_search_token", schema=None) as batch_op:
        batch_op.create_index("ix_patient_search_token_find", ["centre_id", "token"], unique=False)

    op.create_table(
        "treatment_line",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_treatment_line_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_treatment_line_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treatment_line")),
    )
    with op.batch_alter_table("treatment_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_treatment_line_patient_id"), ["patient_id"], unique=False
        )

    op.create_table(
        "alert",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("unit_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("answer_id", IDENTIFIER, nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "clinical",
                "non_response",
                "technical",
                "identity",
                "notice",
                name="alertkind",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "critical",
                "high",
                "moderate",
                "info",
                name="alertlevel",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "new",
                "acknowledged",
                "deferred",
                "escalated",
                "closed",
                name="alertstate",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("response_minutes", sa.Integer(), nullable=False),
        sa.Column("rule_set_version", sa.String(), nullable=True),
        sa.Column("lead_item", sa.String(), nullable=True),
        sa.Column("explanation", sa.LargeBinary(), nullable=False),
        sa.Column("claimed_by", IDENTIFIER, nullable=True),
        sa.Column("claimed_until", INSTANT, nullable=True),
        sa.Column("owner_id", IDENTIFIER, nullable=True),
        sa.Column("acknowledged_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("closed_by", IDENTIFIER, nullable=True),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", IDENTIFIER, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_alert_answer_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_alert_centre_id")),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_alert_changed_by")),
        sa.ForeignKeyConstraint(["claimed_by"], ["account.id"], name=op.f("fk_alert_claimed_by")),
        sa.ForeignKeyConstraint(["closed_by"], ["account.id"], name=op.f("fk_alert_closed_by")),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name=op.f("fk_alert_owner_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_alert_patient_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_alert_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_alert_answer_id")),
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index("ix_alert_centre_closed", ["centre_id", "closed_at"], unique=False)
        batch_op.create_index(
            "ix_alert_open",
            ["centre_id", "unit_id", "state", "received_at", "id"],
            unique=False,
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.create_index(
            "ix_alert_patient_received", ["patient_id", "received_at"], unique=False
        )
        batch_op.create_index(
            "ix_alert_unit_received", ["centre_id", "unit_id", "received_at", "id"], unique=False
        )

    op.create_table(
        "symptom_grade",
        sa.Column("answer_id", IDENTIFIER, nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("authored_at", INSTANT, nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("missing", sa.String(), nullable=True),
        sa.Column("presence", sa.Boolean(), nullable=True),
        sa.Column("imputed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_symptom_grade_answer_id")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_symptom_grade_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_symptom_grade_patient_id")
        ),
        sa.PrimaryKeyConstraint("answer_id", "item", name=op.f("pk_symptom_grade")),
    )
    with op.batch_alter_table("symptom_grade", schema=None) as batch_op:
        batch_op.create_index(
            "ix_symptom_grade_patient_item", ["patient_id", "item", "authored_at"], unique=False
        )

    op.create_table(
        "treatment_cycle",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("line_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_treatment_cycle_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["treatment_line.id"], name=op.f("fk_treatment_cycle_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_treatment_cycle_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treatment_cycle")),
    )
    with op.batch_alter_table("treatment_cycle", schema=None) as batch_op:
        batch_op.create_index(
            "ix_treatment_cycle_patient_on", ["patient_id", "started_on"], unique=False
        )

    op.create_table(
        "alert_act",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("alert_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "claim",
                "release",
                "take_over",
                "acknowledge",
                "call",
                "measure",
                "note",
                "close",
                "undo",
                name="actionkind",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("by", IDENTIFIER, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("codes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=True),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("resulting_version", sa.Integer(), nullable=False),
        sa.Column("undoes", IDENTIFIER, nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_alert_act_alert_id")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_alert_act_by")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_alert_act_centre_id")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_alert_act_patient_id")
        ),
        sa.ForeignKeyConstraint(["undoes"], ["alert_act.id"], name=op.f("fk_alert_act_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_act")),
        sa.UniqueConstraint("undoes", name=op.f("uq_alert_act_undoes")),
    )
    with op.batch_alter_table("alert_act", schema=None) as batch_op:
        batch_op.create_index("ix_alert_act_alert_at", ["alert_id", "at"], unique=False)
        batch_op.create_index("ix_alert_act_patient_at", ["patient_id", "at"], unique=False)

    op.create_table(
        "rule_hit",
        sa.Column("alert_id", IDENTIFIER, nullable=False),
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "critical",
                "high",
                "moderate",
                "info",
                name="alertlevel",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("item", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_rule_hit_alert_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_rule_hit_centre_id")),
        sa.PrimaryKeyConstraint("alert_id", "rule_id", name=op.f("pk_rule_hit")),
    )
    op.create_table(
        "worklist_entry",
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("owner_id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("unit_id", IDENTIFIER, nullable=False),
        sa.Column("top_alert_id", IDENTIFIER, nullable=False),
        sa.Column("alert_version", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "clinical",
                "non_response",
                "technical",
                "identity",
                "notice",
                name="alertkind",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "critical",
                "high",
                "moderate",
                "info",
                name="alertlevel",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "new",
                "acknowledged",
                "deferred",
                "escalated",
                "closed",
                name="alertstate",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("claimed_by", IDENTIFIER, nullable=True),
        sa.Column("claimed_until", INSTANT, nullable=True),
        sa.Column("top_rank", sa.Integer(), nullable=False),
        sa.Column("next_due_at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("open_count", sa.Integer(), nullable=False),
        sa.Column("summary", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_worklist_entry_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_worklist_entry_patient_id")
        ),
        sa.ForeignKeyConstraint(
            ["top_alert_id"], ["alert.id"], name=op.f("fk_worklist_entry_top_alert_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_worklist_entry_unit_id")),
        sa.PrimaryKeyConstraint("patient_id", "lane", "owner_id", name=op.f("pk_worklist_entry")),
    )
    with op.batch_alter_table("worklist_entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_worklist_entry_claim", ["centre_id", "lane", "claimed_by"], unique=False
        )
        batch_op.create_index(
            "ix_worklist_entry_due",
            ["centre_id", "lane", "unit_id", "next_due_at", "patient_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_worklist_entry_level",
            [
                "centre_id",
                "lane",
                "unit_id",
                "top_rank",
                "next_due_at",
                "received_at",
                "patient_id",
                "open_count",
            ],
            unique=False,
        )
        batch_op.create_index(
            "ix_worklist_entry_owner", ["centre_id", "lane", "owner_id"], unique=False
        )
        batch_op.create_index(
            "ix_worklist_entry_received",
            ["centre_id", "lane", "unit_id", "received_at", "patient_id"],
            unique=False,
        )


def downgrade() -> None:
    """Takes them away."""

    with op.batch_alter_table("worklist_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_worklist_entry_received")
        batch_op.drop_index("ix_worklist_entry_owner")
        batch_op.drop_index("ix_worklist_entry_level")
        batch_op.drop_index("ix_worklist_entry_due")
        batch_op.drop_index("ix_worklist_entry_claim")

    op.drop_table("worklist_entry")
    op.drop_table("rule_hit")
    with op.batch_alter_table("alert_act", schema=None) as batch_op:
        batch_op.drop_index("ix_alert_act_patient_at")
        batch_op.drop_index("ix_alert_act_alert_at")

    op.drop_table("alert_act")
    with op.batch_alter_table("treatment_cycle", schema=None) as batch_op:
        batch_op.drop_index("ix_treatment_cycle_patient_on")

    op.drop_table("treatment_cycle")
    with op.batch_alter_table("symptom_grade", schema=None) as batch_op:
        batch_op.drop_index("ix_symptom_grade_patient_item")

    op.drop_table("symptom_grade")
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_index("ix_alert_unit_received")
        batch_op.drop_index("ix_alert_patient_received")
        batch_op.drop_index(
            "ix_alert_open",
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.drop_index("ix_alert_centre_closed")

    op.drop_table("alert")
    with op.batch_alter_table("treatment_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_treatment_line_patient_id"))

    op.drop_table("treatment_line")
    with op.batch_alter_table("patient_search_token", schema=None) as batch_op:
        batch_op.drop_index("ix_patient_search_token_find")

    op.drop_table("patient_search_token")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index("ix_answer_patient_authored")

    op.drop_table("answer")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_previous_refresh_hash"))
        batch_op.drop_index(batch_op.f("ix_session_account_id"))

    op.drop_table("session")
    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_patient_record_number_index"))
        batch_op.drop_index(batch_op.f("ix_patient_phone_index"))
        batch_op.drop_index(batch_op.f("ix_patient_ins_index"))
        batch_op.drop_index("ix_patient_centre_unit")

    op.drop_table("patient")
    op.drop_table("membership_unit")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_centre_id"))

    op.drop_table("unit")
    op.drop_table("sign_in_challenge")
    op.drop_table("rule_set_activation")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_centre_id"))
        batch_op.drop_index(batch_op.f("ix_membership_account_id"))

    op.drop_table("membership")
    with op.batch_alter_table("machine_credential", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_machine_credential_centre_id"))

    op.drop_table("machine_credential")
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_failure_subject_at")
        batch_op.drop_index("ix_sign_in_failure_network_at")

    op.drop_table("sign_in_failure")
    op.drop_table("rule_set")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_patient_at")
        batch_op.drop_index("ix_journal_actor_at")

    op.drop_table("journal")
    with op.batch_alter_table("idempotency", schema=None) as batch_op:
        batch_op.drop_index("ix_idempotency_made_at")

    op.drop_table("idempotency")
    op.drop_table("device")
    op.drop_table("centre")
    op.drop_table("account")
