"""How long alerts are in the foreground of nurses is kept, and not of whom."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
APP_ROLE = "vigie_app"
OWN_CENTRE = "centre_id = nullif(current_setting('vigie.centre'), '')::uuid"


def upgrade() -> None:
    """Of what was before nothing is known."""
    op.create_table(
        "alert_look",
        sa.Column("alert_id", IDENTIFIER, nullable=False),
        sa.Column("centre_id", IDENTIFIER, nullable=False),
        sa.Column("patient_id", IDENTIFIER, nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("alert_id", name=op.f("pk_alert_look")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_alert_look_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name=op.f("fk_alert_look_alert_id_alert")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_alert_look_patient_id_patient")
        ),
    )
    op.create_index("ix_alert_look_patient_id", "alert_look", ["patient_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON alert_look TO {APP_ROLE}")
        op.execute("ALTER TABLE alert_look ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE alert_look FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_centre ON alert_look USING ({OWN_CENTRE}) WITH CHECK ({OWN_CENTRE})"
        )


def downgrade() -> None:
    """Forgets how long."""
    op.drop_table("alert_look")
