"""Drafting: templates and clauses that offices publish."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "clauses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=3), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("current_number", sa.Integer(), nullable=False),
        sa.Column("created_name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_clauses_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clauses")),
        sa.UniqueConstraint("code", name=op.f("uq_clauses_code")),
    )
    with op.batch_alter_table("clauses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clauses_office_id"), ["office_id"], unique=False)

    op.create_table(
        "template_confirmations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_name", sa.String(length=120), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id"], ["offices.id"], name=op.f("fk_template_confirmations_office_id_offices")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_confirmations")),
        sa.UniqueConstraint("office_id", "sha256", name=op.f("uq_template_confirmations_office_id_sha256")),
    )
    with op.batch_alter_table("template_confirmations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_template_confirmations_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_template_confirmations_sha256"), ["sha256"], unique=False)

    op.create_table(
        "template_editions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("package", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sample_pdf_sha256", sa.String(length=64), nullable=False),
        sa.Column("sample_pages", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_name", sa.String(length=120), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_template_editions_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_editions")),
        sa.UniqueConstraint("office_id", "name", "number", name=op.f("uq_template_editions_office_id_name_number")),
    )
    with op.batch_alter_table("template_editions", schema=None) as batch_op:
        batch_op.create_index("ix_template_editions_name_state", ["name", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_template_editions_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_template_editions_sha256"), ["sha256"], unique=False)

    op.create_table(
        "clause_editions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("clause_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["clause_id"], ["clauses.id"], name=op.f("fk_clause_editions_clause_id_clauses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_editions")),
        sa.UniqueConstraint("clause_id", "number", name=op.f("uq_clause_editions_clause_id_number")),
    )
    with op.batch_alter_table("clause_editions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clause_editions_clause_id"), ["clause_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("clause_editions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clause_editions_clause_id"))

    op.drop_table("clause_editions")
    with op.batch_alter_table("template_editions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_template_editions_sha256"))
        batch_op.drop_index(batch_op.f("ix_template_editions_office_id"))
        batch_op.drop_index("ix_template_editions_name_state")

    op.drop_table("template_editions")
    with op.batch_alter_table("template_confirmations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_template_confirmations_sha256"))
        batch_op.drop_index(batch_op.f("ix_template_confirmations_office_id"))

    op.drop_table("template_confirmations")
    with op.batch_alter_table("clauses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clauses_office_id"))

    op.drop_table("clauses")
