"""Exports and their sealed files; the journal holds the fingerprint of what left."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"
TABLES = ("export", "export_file")


def upgrade() -> None:
    """Nothing was exported here before."""
    op.create_table(
        "export",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("requester_id", IDENTIFIER, nullable=False),
        sa.Column("session_id", IDENTIFIER, nullable=False),
        sa.Column("format", sa.String(length=24), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(length=24), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claim", IDENTIFIER, nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=True),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
        *_keys(
            "export",
            ("centre_id", "centre"),
            ("patient_id", "patient"),
            ("requester_id", "account"),
        ),
    )
    op.create_index(
        "ix_export_requester", "export", ["centre_id", "requester_id", "asked_at", "id"]
    )
    op.create_index("ix_export_state", "export", ["centre_id", "state", "asked_at"])
    op.create_index("ix_export_patient", "export", ["patient_id"])
    op.create_table(
        "export_file",
        sa.Column("export_id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("export_id", name=op.f("pk_export_file")),
        *_keys(
            "export_file",
            ("export_id", "export"),
            ("centre_id", "centre"),
            ("patient_id", "patient"),
        ),
    )
    op.create_index("ix_export_file_patient", "export_file", ["patient_id"])
    op.add_column("journal", sa.Column("fingerprint", sa.String(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY own_centre ON {table} USING ({OWN_CENTRE})"
                f" WITH CHECK ({OWN_CENTRE})"
            )


def downgrade() -> None:
    """Forgets every export, and the fingerprints of those that left."""
    op.drop_column("journal", "fingerprint")
    for table in reversed(TABLES):
        op.drop_table(table)


def _keys(table: str, *pairs: tuple[str, str]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
        )
        for column, other in pairs
    ]
