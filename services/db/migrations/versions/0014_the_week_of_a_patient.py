"""Plans, windows and pauses of questionnaires; messages; enrolment, consents; patients' pages."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
WORD = sa.String(length=24)
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"
SCOPED = (
    "survey_plan",
    "survey_pause",
    "survey_window",
    "message",
    "message_preference",
    "enrolment",
    "consent",
    "answer_draft",
)
UNSCOPED = ("notice_acknowledgement", "invitation", "portal_device", "portal_session")


def upgrade() -> None:
    """Makes the tables, those of a centre with the wall; nobody has a plan or an invitation yet."""
    _make_schedule()
    _make_messages()
    _make_enrolment()
    _make_notices()
    _make_pages()
    op.add_column("centre", sa.Column("public_name", sa.String(), nullable=True))
    op.add_column("centre", sa.Column("phone", sa.String(), nullable=True))
    op.add_column(
        "centre",
        sa.Column("message_version", sa.Integer(), nullable=False, server_default="1"),
    )
    op.add_column("unit", sa.Column("phone", sa.String(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        for table in SCOPED:
            _build_wall(table)
        for table in UNSCOPED:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")


def downgrade() -> None:
    """Forgets plans, messages, enrolments, consents and invitations."""
    with op.batch_alter_table("unit") as unit:
        unit.drop_column("phone")
    with op.batch_alter_table("centre") as centre:
        centre.drop_column("message_version")
        centre.drop_column("phone")
        centre.drop_column("public_name")
    for table in (
        "answer_draft",
        "portal_session",
        "portal_device",
        "invitation",
        "notice_acknowledgement",
        "message_preference",
        "consent",
        "enrolment",
        "message",
        "survey_window",
        "survey_pause",
        "survey_plan",
    ):
        op.drop_table(table)


def _make_schedule() -> None:
    op.create_table(
        "survey_plan",
        *_of_patient("survey_plan", key="patient_id"),
        sa.Column("questionnaire", sa.String(), nullable=False),
        sa.Column("rhythm", WORD, nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("cycle_day", sa.Integer(), nullable=True),
        sa.Column("opens_at_minute", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_by("survey_plan", "changed_by", nullable=True),
        sa.Column("changed_at", INSTANT, nullable=False),
        *_to("survey_plan", "ending_alert_id", "alert", nullable=True),
    )
    op.create_index("ix_survey_plan_centre_weekday", "survey_plan", ["centre_id", "weekday"])
    op.create_table(
        "survey_pause",
        *_of_patient("survey_pause"),
        sa.Column("reason", WORD, nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        *_by("survey_pause", "made_by"),
        sa.Column("made_at", INSTANT, nullable=False),
        *_by("survey_pause", "ended_by", nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index("ix_survey_pause_patient", "survey_pause", ["patient_id", "from_on"])
    _partial_index("ix_survey_pause_running", "survey_pause", ["centre_id"], "ended_at IS NULL")
    op.create_table(
        "survey_window",
        *_of_patient("survey_window"),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("opens_at", INSTANT, nullable=False),
        sa.Column("closes_at", INSTANT, nullable=False),
        sa.Column("issued_at", INSTANT, nullable=False),
        sa.Column("questionnaire", sa.String(), nullable=False),
        sa.Column("questionnaire_version", sa.String(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        *_to("survey_window", "answer_id", "answer", nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("last_reminder_at", INSTANT, nullable=True),
        *_to("survey_window", "silence_alert_id", "alert", nullable=True),
        sa.UniqueConstraint("patient_id", "week", name=op.f("uq_survey_window_patient_id_week")),
    )
    op.create_index("ix_survey_window_patient_opens", "survey_window", ["patient_id", "opens_at"])
    _partial_index(
        "ix_survey_window_open", "survey_window", ["centre_id", "opens_at"], "state = 'open'"
    )
    _partial_index(
        "ix_survey_window_missed", "survey_window", ["centre_id", "closes_at"], "state = 'missed'"
    )


def _make_messages() -> None:
    op.create_table(
        "message",
        *_of_patient("message"),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("values", sa.LargeBinary(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("occasion", sa.String(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("effective_at", INSTANT, nullable=False),
        sa.Column("next_try_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sending_since", INSTANT, nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("address_index", sa.LargeBinary(), nullable=True),
        *_to("message", "fallback_of", "message", nullable=True),
        *_to("message", "notice_alert_id", "alert", nullable=True),
    )
    _partial_index(
        "uq_message_occasion",
        "message",
        ["centre_id", "occasion"],
        "occasion IS NOT NULL",
        unique=True,
    )
    _partial_index(
        "ix_message_waiting",
        "message",
        ["centre_id", "next_try_at"],
        "settled_at IS NULL",
    )
    op.create_index("ix_message_patient_at", "message", ["patient_id", "created_at"])
    op.create_index("uq_message_fallback_of", "message", ["fallback_of"], unique=True)
    op.create_table(
        "message_preference",
        *_of_patient("message_preference", key="patient_id"),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_by("message_preference", "changed_by", nullable=True),
        sa.Column("changed_at", INSTANT, nullable=False),
    )


def _make_enrolment() -> None:
    op.create_table(
        "enrolment",
        *_of_patient("enrolment", key="patient_id"),
        *_to("enrolment", "unit_id", "unit"),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("stop", WORD, nullable=True),
        *_by("enrolment", "started_by"),
        sa.Column("started_at", INSTANT, nullable=False),
        *_by("enrolment", "changed_by"),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index(
        "ix_enrolment_centre_unit", "enrolment", ["centre_id", "unit_id", "finished_at"]
    )
    op.create_table(
        "consent",
        *_of_patient("consent"),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("choice", WORD, nullable=False),
        sa.Column("notice", sa.String(), nullable=False),
        sa.Column("notice_version", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("collection", WORD, nullable=False),
        *_by("consent", "collected_by", nullable=True),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_consent_patient_at", "consent", ["patient_id", "kind", "at"])


def _make_notices() -> None:
    op.create_table(
        "notice_acknowledgement",
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("notice", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint(
            "person_id", "notice", "version", name=op.f("pk_notice_acknowledgement")
        ),
    )


def _make_pages() -> None:
    op.create_table(
        "invitation",
        *_of_patient("invitation"),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("message_id", IDENTIFIER, nullable=True),
        *_by("invitation", "made_by"),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=True),
        sa.Column("activated_at", INSTANT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitation_code_hash")),
    )
    op.create_index("ix_invitation_patient_at", "invitation", ["patient_id", "made_at"])
    op.create_table(
        "portal_device",
        sa.Column("id", IDENTIFIER, nullable=False),
        *_to("portal_device", "invitation_id", "invitation"),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portal_device")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_portal_device_secret_hash")),
    )
    op.create_index("ix_portal_device_invitation_id", "portal_device", ["invitation_id"])
    op.create_table(
        "portal_session",
        *_of_patient("portal_session"),
        *_to("portal_session", "invitation_id", "invitation"),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("answering", WORD, nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("last_act_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_portal_session_secret_hash")),
    )
    op.create_index("ix_portal_session_patient_id", "portal_session", ["patient_id"])
    op.create_table(
        "answer_draft",
        *_of_patient("answer_draft", key="window_id"),
        _reference("answer_draft", "window_id", "survey_window"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
    )


def _of_patient(table: str, key: str = "id") -> tuple[sa.Column[object] | sa.Constraint, ...]:
    names = dict.fromkeys((key, "centre_id", "patient_id"))
    columns: list[sa.Column[object]] = [
        sa.Column(name, IDENTIFIER, nullable=False) for name in names
    ]
    return (
        *columns,
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")),
        _reference(table, "centre_id", "centre"),
        _reference(table, "patient_id", "patient"),
    )


def _to(
    table: str, column: str, to: str, *, nullable: bool = False
) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return sa.Column(column, IDENTIFIER, nullable=nullable), _reference(table, column, to)


def _by(
    table: str, column: str, *, nullable: bool = False
) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return _to(table, column, "account", nullable=nullable)


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def _partial_index(
    name: str, table: str, columns: list[str], where: str, *, unique: bool = False
) -> None:
    op.create_index(
        name,
        table,
        columns,
        unique=unique,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def _build_wall(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY own_centre ON {table} USING ({OWN_CENTRE}) WITH CHECK ({OWN_CENTRE})"
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")
