"""Drafting: templates and clauses that offices publish, texts sent out and returned; consultations found by who waits."""

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

    op.create_table(
        "text_dispatches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("docx_sha256", sa.String(length=64), nullable=False),
        sa.Column("sent_to", sa.String(length=200), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_text_dispatches_agreement_id_agreements")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["document_versions.id"], name=op.f("fk_text_dispatches_version_id_document_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_dispatches")),
    )
    with op.batch_alter_table("text_dispatches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_text_dispatches_agreement_id"), ["agreement_id"], unique=False)

    op.create_table(
        "text_returns",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("dispatch_id", sa.Uuid(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("returned_by", sa.String(length=200), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=200), nullable=False),
        sa.Column("closed_why", sa.Text(), nullable=False),
        sa.Column("new_number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_text_returns_agreement_id_agreements")
        ),
        sa.ForeignKeyConstraint(
            ["dispatch_id"], ["text_dispatches.id"], name=op.f("fk_text_returns_dispatch_id_text_dispatches")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_returns")),
    )
    with op.batch_alter_table("text_returns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_text_returns_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_text_returns_state"), ["state"], unique=False)

    op.create_table(
        "text_return_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("return_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place_kind", sa.String(length=10), nullable=False),
        sa.Column("place_key", sa.String(length=80), nullable=False),
        sa.Column("article", sa.String(length=80), nullable=False),
        sa.Column("part", sa.String(length=120), nullable=False),
        sa.Column("author", sa.String(length=400), nullable=False),
        sa.Column("said_at", sa.String(length=20), nullable=False),
        sa.Column("tracked", sa.Boolean(), nullable=False),
        sa.Column("taken", sa.Text(), nullable=False),
        sa.Column("put", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("move", sa.String(length=200), nullable=False),
        sa.Column("barrier", sa.String(length=40), nullable=False),
        sa.Column("drops_article", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["return_id"], ["text_returns.id"], name=op.f("fk_text_return_changes_return_id_text_returns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_return_changes")),
        sa.UniqueConstraint("return_id", "number", name=op.f("uq_text_return_changes_return_id_number")),
    )
    with op.batch_alter_table("text_return_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_text_return_changes_return_id"), ["return_id"], unique=False)

    op.create_table(
        "text_return_comments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("return_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place_kind", sa.String(length=10), nullable=False),
        sa.Column("place_key", sa.String(length=80), nullable=False),
        sa.Column("article", sa.String(length=80), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("said_at", sa.String(length=20), nullable=False),
        sa.Column("quoted", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("remark", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["return_id"], ["text_returns.id"], name=op.f("fk_text_return_comments_return_id_text_returns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_return_comments")),
        sa.UniqueConstraint("return_id", "number", name=op.f("uq_text_return_comments_return_id_number")),
    )
    with op.batch_alter_table("text_return_comments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_text_return_comments_return_id"), ["return_id"], unique=False)

    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultations_asked_of"))
        batch_op.create_index("ix_consultations_asked_waiting", ["asked_of", "state", "due_on"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.drop_index("ix_consultations_asked_waiting")
        batch_op.create_index(batch_op.f("ix_consultations_asked_of"), ["asked_of"], unique=False)

    with op.batch_alter_table("text_return_comments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_text_return_comments_return_id"))

    op.drop_table("text_return_comments")
    with op.batch_alter_table("text_return_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_text_return_changes_return_id"))

    op.drop_table("text_return_changes")
    with op.batch_alter_table("text_returns", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_text_returns_state"))
        batch_op.drop_index(batch_op.f("ix_text_returns_agreement_id"))

    op.drop_table("text_returns")
    with op.batch_alter_table("text_dispatches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_text_dispatches_agreement_id"))

    op.drop_table("text_dispatches")
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
