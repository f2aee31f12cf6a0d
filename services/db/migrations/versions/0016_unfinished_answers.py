"""Answers that went out before their end, and drafts that were judged without being sent."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns; nothing that stands is known to be unfinished, no draft was judged."""
    op.add_column(
        "answer", sa.Column("unfinished", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("answer_draft", sa.Column("judged_version", sa.Integer(), nullable=True))
    op.create_index("ix_answer_draft_centre_changed", "answer_draft", ["centre_id", "changed_at"])


def downgrade() -> None:
    """Forgets which answers were unfinished, and which drafts were judged."""
    op.drop_index("ix_answer_draft_centre_changed", "answer_draft")
    with op.batch_alter_table("answer_draft") as table:
        table.drop_column("judged_version")
    with op.batch_alter_table("answer") as table:
        table.drop_column("unfinished")
