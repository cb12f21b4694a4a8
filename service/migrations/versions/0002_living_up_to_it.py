"""Living up to it: duties, activities, reviews, screening, prospects, reports, archive, publication, search, tokens."""

import sqlalchemy as sa
from alembic import op

from service.agreements.register.ddl import CREATE, DROP
from service.core.terms import pks_deadline

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "audit_verifications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("checkpoint", sa.Integer(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_verifications")),
    )
    with op.batch_alter_table("audit_verifications", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_verifications_at"), ["at"], unique=False)

    op.create_table(
        "fixity_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open_key", sa.String(length=10), nullable=True),
        sa.Column("cursor", sa.String(length=64), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("checked_bytes", sa.BigInteger(), nullable=False),
        sa.Column("faults", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fixity_runs")),
        sa.UniqueConstraint("open_key", name=op.f("uq_fixity_runs_open_key")),
    )
    op.create_table(
        "policy_values",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_policy_values")),
    )
    op.create_table(
        "register_choices",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_register_choices")),
    )
    op.create_table(
        "application_drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("letter_name", sa.String(length=200), nullable=False),
        sa.Column("letter", sa.LargeBinary(), nullable=True),
        sa.Column("paper_name", sa.String(length=200), nullable=False),
        sa.Column("paper_type", sa.String(length=100), nullable=False),
        sa.Column("paper", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=True),
        sa.Column("codes_sent", sa.Integer(), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_application_drafts_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_drafts")),
    )
    with op.batch_alter_table("application_drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_drafts_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_drafts_made_at"), ["made_at"], unique=False)

    op.create_table(
        "archive_boxes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("inside_id", sa.Uuid(), nullable=True),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("cabinet", sa.String(length=80), nullable=False),
        sa.Column("shelf", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inside_id"], ["archive_boxes.id"], name=op.f("fk_archive_boxes_inside_id_archive_boxes")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_archive_boxes_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_boxes")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_archive_boxes_office_id_code")),
    )
    with op.batch_alter_table("archive_boxes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_archive_boxes_inside_id"), ["inside_id"], unique=False)

    op.create_table(
        "election_phases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=True),
        sa.Column("contest", sa.String(length=160), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=True),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("created_name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_election_phases_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_phases")),
        sa.UniqueConstraint("key", name=op.f("uq_election_phases_key")),
    )
    with op.batch_alter_table("election_phases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_election_phases_first_on"), ["first_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_election_phases_last_on"), ["last_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_election_phases_office_id"), ["office_id"], unique=False)

    op.create_table(
        "escalations_sent",
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_escalations_sent_office_id_offices")),
        sa.PrimaryKeyConstraint("office_id", "day", name=op.f("pk_escalations_sent")),
    )
    op.create_table(
        "fixity_faults",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("open_sha256", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_how", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["fixity_runs.id"], name=op.f("fk_fixity_faults_run_id_fixity_runs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fixity_faults")),
        sa.UniqueConstraint("open_sha256", name=op.f("uq_fixity_faults_open_sha256")),
    )
    with op.batch_alter_table("fixity_faults", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fixity_faults_run_id"), ["run_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fixity_faults_sha256"), ["sha256"], unique=False)

    op.create_table(
        "import_batches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=60), nullable=False),
        sa.Column("head_row", sa.Integer(), nullable=False),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.Column("epoch_1904", sa.Boolean(), nullable=False),
        sa.Column("matching", sa.JSON(), nullable=False),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        sa.Column("partners", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("made_partners", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("imported_name", sa.String(length=120), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_name", sa.String(length=120), nullable=False),
        sa.Column("undone_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_import_batches_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batches")),
    )
    with op.batch_alter_table("import_batches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_batches_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_batches_sha256"), ["sha256"], unique=False)

    op.create_table(
        "monthly_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("general", sa.Text(), nullable=False),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("checked_name", sa.String(length=120), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_name", sa.String(length=120), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("nil", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=False),
        sa.Column("xlsx_sha256", sa.String(length=64), nullable=False),
        sa.Column("judged_name", sa.String(length=120), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_outside", sa.Boolean(), nullable=False),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("receipt", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_monthly_reports_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monthly_reports")),
        sa.UniqueConstraint("office_id", "month", "revision", name=op.f("uq_monthly_reports_office_id_month_revision")),
    )
    with op.batch_alter_table("monthly_reports", schema=None) as batch_op:
        batch_op.create_index("ix_monthly_reports_month_state", ["month", "state"], unique=False)

    op.create_table(
        "plan_instructions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=True),
        sa.Column("sent_name", sa.String(length=120), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_plan_instructions_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_instructions")),
    )
    with op.batch_alter_table("plan_instructions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_instructions_office_id"), ["office_id"], unique=False)

    op.create_table(
        "plan_owners",
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("set_name", sa.String(length=120), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_plan_owners_office_id_offices")),
        sa.PrimaryKeyConstraint("office_id", "line", name=op.f("pk_plan_owners")),
    )
    with op.batch_alter_table("plan_owners", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_owners_person_id"), ["person_id"], unique=False)

    op.create_table(
        "plan_reminders",
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("from_office_id", sa.Uuid(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("sent_name", sa.String(length=120), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_office_id"], ["offices.id"], name=op.f("fk_plan_reminders_from_office_id_offices")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_plan_reminders_office_id_offices")),
        sa.PrimaryKeyConstraint("office_id", "day", name=op.f("pk_plan_reminders")),
    )
    op.create_table(
        "retention_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("active_years", sa.Integer(), nullable=False),
        sa.Column("inactive_years", sa.Integer(), nullable=False),
        sa.Column("fate", sa.String(length=12), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("decided_name", sa.String(length=120), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_retention_rules_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_rules")),
    )
    with op.batch_alter_table("retention_rules", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_retention_rules_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_retention_rules_office_id"), ["office_id"], unique=False)

    op.create_table(
        "saved_views",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("owner_name", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_saved_views_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
    )
    with op.batch_alter_table("saved_views", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_views_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_saved_views_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "year_exports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("asked_name", sa.String(length=120), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("agreements", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("lacking", sa.Integer(), nullable=False),
        sa.Column("swept_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_year_exports_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_exports")),
    )
    with op.batch_alter_table("year_exports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_year_exports_office_id"), ["office_id"], unique=False)

    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_address", sa.String(length=64), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_api_tokens_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_tokens_token_hash")),
    )
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_tokens_person_id"), ["person_id"], unique=False)

    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_name", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_calendar_feeds_office_id_offices")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_calendar_feeds_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feeds_token_hash")),
    )
    with op.batch_alter_table("calendar_feeds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_feeds_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_calendar_feeds_person_id"), ["person_id"], unique=False)

    op.create_table(
        "election_phase_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("phase_id", sa.Uuid(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("office_name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["election_phases.id"], name=op.f("fk_election_phase_changes_phase_id_election_phases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_phase_changes")),
    )
    with op.batch_alter_table("election_phase_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_election_phase_changes_phase_id"), ["phase_id"], unique=False)

    op.create_table(
        "home_visits",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_home_visits_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_home_visits")),
    )
    op.create_table(
        "import_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batches.id"],
            name=op.f("fk_import_files_batch_id_import_batches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_files")),
    )
    with op.batch_alter_table("import_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_files_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "import_rows",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("tail", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batches.id"], name=op.f("fk_import_rows_batch_id_import_batches"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rows")),
        sa.UniqueConstraint("batch_id", "number", name=op.f("uq_import_rows_batch_id_number")),
    )
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_rows_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_rows_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "plan_instruction_offices",
        sa.Column("instruction_id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("read_name", sa.String(length=120), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_name", sa.String(length=120), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["instruction_id"],
            ["plan_instructions.id"],
            name=op.f("fk_plan_instruction_offices_instruction_id_plan_instructions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["offices.id"], name=op.f("fk_plan_instruction_offices_office_id_offices")
        ),
        sa.PrimaryKeyConstraint("instruction_id", "office_id", name=op.f("pk_plan_instruction_offices")),
    )
    with op.batch_alter_table("plan_instruction_offices", schema=None) as batch_op:
        batch_op.create_index("ix_plan_instruction_offices_office", ["office_id", "answered_at"], unique=False)

    op.create_table(
        "reported_items",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_reported_items_office_id_offices")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["monthly_reports.id"], name=op.f("fk_reported_items_report_id_monthly_reports")
        ),
        sa.PrimaryKeyConstraint("report_id", "subject_id", name=op.f("pk_reported_items")),
    )
    with op.batch_alter_table("reported_items", schema=None) as batch_op:
        batch_op.create_index("ix_reported_items_subject", ["office_id", "subject_id", "month"], unique=False)

    op.create_table(
        "agreement_amendments",
        sa.Column("instrument_id", sa.Uuid(), nullable=False),
        sa.Column("amended_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("wanted_end_on", sa.Date(), nullable=True),
        sa.Column("wanted_ended_on", sa.Date(), nullable=True),
        sa.Column("old_end_on", sa.Date(), nullable=True),
        sa.Column("new_end_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["amended_id"], ["agreements.id"], name=op.f("fk_agreement_amendments_amended_id_agreements")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_id"],
            ["agreements.id"],
            name=op.f("fk_agreement_amendments_instrument_id_agreements"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("instrument_id", name=op.f("pk_agreement_amendments")),
    )
    with op.batch_alter_table("agreement_amendments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_amendments_amended_id"), ["amended_id"], unique=False)

    op.create_table(
        "agreement_successions",
        sa.Column("successor_id", sa.Uuid(), nullable=False),
        sa.Column("predecessor_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["predecessor_id"], ["agreements.id"], name=op.f("fk_agreement_successions_predecessor_id_agreements")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["agreements.id"],
            name=op.f("fk_agreement_successions_successor_id_agreements"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("successor_id", name=op.f("pk_agreement_successions")),
    )
    with op.batch_alter_table("agreement_successions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_successions_predecessor_id"), ["predecessor_id"], unique=False)

    op.create_table(
        "legal_holds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("open_agreement_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("letter_number", sa.String(length=120), nullable=False),
        sa.Column("placed_name", sa.String(length=120), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_name", sa.String(length=120), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lift_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_legal_holds_agreement_id_agreements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_holds")),
        sa.UniqueConstraint("open_agreement_id", name=op.f("uq_legal_holds_open_agreement_id")),
    )
    with op.batch_alter_table("legal_holds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_legal_holds_agreement_id"), ["agreement_id"], unique=False)

    op.create_table(
        "obligations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("owner", sa.String(length=160), nullable=False),
        sa.Column("recurrence", sa.String(length=10), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=False),
        sa.Column("added_name", sa.String(length=120), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_obligations_agreement_id_agreements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligations")),
    )
    with op.batch_alter_table("obligations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_obligations_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_obligations_closed_at"), ["closed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_obligations_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "paper_originals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=8), nullable=False),
        sa.Column("archive_number", sa.String(length=80), nullable=False),
        sa.Column("holder_kind", sa.String(length=8), nullable=False),
        sa.Column("holder", sa.String(length=160), nullable=False),
        sa.Column("box_id", sa.Uuid(), nullable=True),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("cabinet", sa.String(length=80), nullable=False),
        sa.Column("shelf", sa.String(length=80), nullable=False),
        sa.Column("condition", sa.String(length=12), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("access_class", sa.String(length=12), nullable=False),
        sa.Column("scanned_by", sa.String(length=160), nullable=False),
        sa.Column("scanned_on", sa.Date(), nullable=True),
        sa.Column("scan_entered_by", sa.Uuid(), nullable=True),
        sa.Column("compared_by", sa.Uuid(), nullable=True),
        sa.Column("compared_name", sa.String(length=120), nullable=False),
        sa.Column("compared_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("entered_name", sa.String(length=120), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_paper_originals_agreement_id_agreements")
        ),
        sa.ForeignKeyConstraint(["box_id"], ["archive_boxes.id"], name=op.f("fk_paper_originals_box_id_archive_boxes")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_paper_originals_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_originals")),
        sa.UniqueConstraint(
            "agreement_id", "office_id", "sheet", name=op.f("uq_paper_originals_agreement_id_office_id_sheet")
        ),
    )
    with op.batch_alter_table("paper_originals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_originals_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_originals_box_id"), ["box_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_originals_office_id"), ["office_id"], unique=False)

    op.create_table(
        "prospects",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("seat", sa.String(length=120), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("step_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("contact_name", sa.String(length=120), nullable=False),
        sa.Column("contact_position", sa.String(length=160), nullable=False),
        sa.Column("contact_phone", sa.String(length=60), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("next_step", sa.String(length=300), nullable=False),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("next_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_owner_id", sa.Uuid(), nullable=True),
        sa.Column("next_owner", sa.String(length=160), nullable=False),
        sa.Column("drop_reason", sa.Text(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=True),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreements.id"], name=op.f("fk_prospects_agreement_id_agreements")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_prospects_office_id_offices")),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_prospects_partner_id_partners")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prospects")),
    )
    with op.batch_alter_table("prospects", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prospects_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_prospects_category"), ["category"], unique=False)
        batch_op.create_index(batch_op.f("ix_prospects_name_key"), ["name_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_prospects_next_due_on"), ["next_due_on"], unique=False)
        batch_op.create_index("ix_prospects_office_step", ["office_id", "step"], unique=False)
        batch_op.create_index(batch_op.f("ix_prospects_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_prospects_reference"), ["reference"], unique=False)

    op.create_table(
        "publications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("live_key", sa.Uuid(), nullable=True),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_name", sa.String(length=200), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("copy_state", sa.String(length=10), nullable=False),
        sa.Column("copy_sha256", sa.String(length=64), nullable=False),
        sa.Column("copy_size", sa.Integer(), nullable=False),
        sa.Column("masked", sa.JSON(), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.Column("uploaded_name", sa.String(length=200), nullable=False),
        sa.Column("checked_name", sa.String(length=200), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_name", sa.String(length=200), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_publications_agreement_id_agreements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sa.UniqueConstraint("live_key", name=op.f("uq_publications_live_key")),
    )
    with op.batch_alter_table("publications", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publications_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_publications_published_at"), ["published_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_publications_review_on"), ["review_on"], unique=False)

    op.create_table(
        "renewal_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("for_end_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(length=14), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("benefit", sa.Text(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=False),
        sa.Column("met_at", sa.String(length=200), nullable=False),
        sa.Column("attendants", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("minutes_sha256", sa.String(length=64), nullable=False),
        sa.Column("minutes_name", sa.String(length=200), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_name", sa.String(length=120), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_renewal_decisions_agreement_id_agreements")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_renewal_decisions_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renewal_decisions")),
        sa.UniqueConstraint("agreement_id", "number", name=op.f("uq_renewal_decisions_agreement_id_number")),
    )
    with op.batch_alter_table("renewal_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_renewal_decisions_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index("ix_renewal_decisions_counting", ["agreement_id", "current", "for_end_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_renewal_decisions_office_id"), ["office_id"], unique=False)

    op.create_table(
        "report_notes",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("obstacles", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_report_notes_agreement_id_agreements")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["monthly_reports.id"],
            name=op.f("fk_report_notes_report_id_monthly_reports"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report_id", "agreement_id", name=op.f("pk_report_notes")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("checklist_version", sa.Integer(), nullable=False),
        sa.Column("regulation", sa.String(length=120), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_name", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_name", sa.String(length=120), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=False),
        sa.Column("again_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreements.id"], name=op.f("fk_reviews_agreement_id_agreements")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_reviews_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("agreement_id", "number", name=op.f("uq_reviews_agreement_id_number")),
    )
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reviews_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(
            "ix_reviews_counting", ["agreement_id", "current", "checklist_version", "again_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_reviews_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reviews_state"), ["state"], unique=False)

    op.create_table(
        "screenings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("phase_id", sa.Uuid(), nullable=True),
        sa.Column("occasion", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("candidate", sa.String(length=8), nullable=False),
        sa.Column("campaign", sa.String(length=8), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("looked_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("proposal", sa.String(length=8), nullable=False),
        sa.Column("evidence_sha256", sa.String(length=64), nullable=False),
        sa.Column("evidence_type", sa.String(length=100), nullable=False),
        sa.Column("evidence_name", sa.String(length=200), nullable=False),
        sa.Column("filled_by", sa.Uuid(), nullable=True),
        sa.Column("filled_name", sa.String(length=120), nullable=False),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_note", sa.Text(), nullable=False),
        sa.Column("advice", sa.String(length=10), nullable=False),
        sa.Column("asked_of", sa.Uuid(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("asked_name", sa.String(length=120), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_name", sa.String(length=160), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("letter_number", sa.String(length=120), nullable=False),
        sa.Column("recorded_act_id", sa.Uuid(), nullable=True),
        sa.Column("result", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("allowed", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_name", sa.String(length=120), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("covered_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_screenings_agreement_id_agreements")
        ),
        sa.ForeignKeyConstraint(["asked_of"], ["offices.id"], name=op.f("fk_screenings_asked_of_offices")),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["election_phases.id"], name=op.f("fk_screenings_phase_id_election_phases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screenings")),
        sa.UniqueConstraint("phase_id", "agreement_id", name=op.f("uq_screenings_phase_id_agreement_id")),
    )
    with op.batch_alter_table("screenings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_screenings_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_screenings_asked_of"), ["asked_of"], unique=False)
        batch_op.create_index(batch_op.f("ix_screenings_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_screenings_phase_id"), ["phase_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_screenings_state"), ["state"], unique=False)

    op.create_table(
        "search_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("paper_sha256", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("paper_words", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name=op.f("fk_search_entries_agreement_id_agreements"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entries")),
        sa.UniqueConstraint("agreement_id", name=op.f("uq_search_entries_agreement_id")),
    )
    with op.batch_alter_table("search_entries", schema=None) as batch_op:
        batch_op.create_index("ix_search_entries_id_agreement_id", ["id", "agreement_id"], unique=False)

    op.create_table(
        "search_pages",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name=op.f("fk_search_pages_agreement_id_agreements"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("agreement_id", "page", name=op.f("pk_search_pages")),
    )
    op.create_table(
        "activity_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["joint_activities.id"], name=op.f("fk_activity_changes_activity_id_joint_activities")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_changes")),
    )
    with op.batch_alter_table("activity_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_changes_activity_id"), ["activity_id"], unique=False)

    op.create_table(
        "agreement_restrictions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("screening_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("allowed", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("lifted_reason", sa.Text(), nullable=False),
        sa.Column("lifted_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_agreement_restrictions_agreement_id_agreements")
        ),
        sa.ForeignKeyConstraint(
            ["screening_id"], ["screenings.id"], name=op.f("fk_agreement_restrictions_screening_id_screenings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_restrictions")),
    )
    with op.batch_alter_table("agreement_restrictions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_restrictions_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_restrictions_screening_id"), ["screening_id"], unique=False)

    op.create_table(
        "applications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("number_hash", sa.String(length=64), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("institution", sa.String(length=200), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("legal_status", sa.String(length=20), nullable=False),
        sa.Column("seat", sa.String(length=120), nullable=False),
        sa.Column("wish", sa.String(length=8), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.String(length=120), nullable=False),
        sa.Column("contact_position", sa.String(length=160), nullable=False),
        sa.Column("contact_phone", sa.String(length=60), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("code_id", sa.Uuid(), nullable=True),
        sa.Column("codes_sent", sa.Integer(), nullable=False),
        sa.Column("prospect_id", sa.Uuid(), nullable=True),
        sa.Column("blanked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_applications_office_id_offices")),
        sa.ForeignKeyConstraint(["prospect_id"], ["prospects.id"], name=op.f("fk_applications_prospect_id_prospects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("number", name=op.f("uq_applications_number")),
        sa.UniqueConstraint("number_hash", name=op.f("uq_applications_number_hash")),
    )
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_applications_answer_due_on"), ["answer_due_on"], unique=False)
        batch_op.create_index("ix_applications_office_state", ["office_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_applications_prospect_id"), ["prospect_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_applications_state_since"), ["state_since"], unique=False)

    op.create_table(
        "archive_moves",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("original_id", sa.Uuid(), nullable=True),
        sa.Column("box_id", sa.Uuid(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("with_box", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["box_id"], ["archive_boxes.id"], name=op.f("fk_archive_moves_box_id_archive_boxes")),
        sa.ForeignKeyConstraint(
            ["original_id"], ["paper_originals.id"], name=op.f("fk_archive_moves_original_id_paper_originals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_moves")),
    )
    with op.batch_alter_table("archive_moves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_archive_moves_box_id"), ["box_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_archive_moves_original_id"), ["original_id"], unique=False)

    op.create_table(
        "original_loans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("original_id", sa.Uuid(), nullable=False),
        sa.Column("open_original_id", sa.Uuid(), nullable=True),
        sa.Column("borrower", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("out_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("out_name", sa.String(length=120), nullable=False),
        sa.Column("lent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("returned_condition", sa.String(length=12), nullable=False),
        sa.Column("returned_name", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["original_id"], ["paper_originals.id"], name=op.f("fk_original_loans_original_id_paper_originals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_original_loans")),
        sa.UniqueConstraint("open_original_id", name=op.f("uq_original_loans_open_original_id")),
    )
    with op.batch_alter_table("original_loans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_original_loans_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_original_loans_original_id"), ["original_id"], unique=False)

    op.create_table(
        "prospect_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prospect_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["prospect_id"], ["prospects.id"], name=op.f("fk_prospect_notes_prospect_id_prospects")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prospect_notes")),
    )
    with op.batch_alter_table("prospect_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prospect_notes_prospect_id"), ["prospect_id"], unique=False)

    op.create_table(
        "application_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("office_name", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_application_events_application_id_applications")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_events")),
    )
    with op.batch_alter_table("application_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_events_application_id"), ["application_id"], unique=False)

    op.create_table(
        "application_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_application_files_application_id_applications")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_files")),
    )
    with op.batch_alter_table("application_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_files_application_id"), ["application_id"], unique=False)

    op.create_table(
        "task_evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("added_name", sa.String(length=120), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["follow_up_tasks.id"], name=op.f("fk_task_evidence_task_id_follow_up_tasks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_evidence")),
    )
    with op.batch_alter_table("task_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_evidence_task_id"), ["task_id"], unique=False)

    with op.batch_alter_table("activity_evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("small_sha256", sa.String(length=64), nullable=False, server_default=""))

    with op.batch_alter_table("agreement_offices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_offices_office_id"), ["office_id"], unique=False)

    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.add_column(sa.Column("nature", sa.String(length=12), nullable=False, server_default="original"))
        batch_op.add_column(sa.Column("amends_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("suspended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("pks_due_on", sa.Date(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_agreements_end_on"))
        batch_op.create_index(batch_op.f("ix_agreements_amends_id"), ["amends_id"], unique=False)
        batch_op.create_index(
            "ix_agreements_duties",
            ["lead_office_id", "stage", "nature", "ended_on", "end_on", "signed_on", "pks_due_on", "id"],
            unique=False,
        )
        batch_op.create_index("ix_agreements_effective_on_id", ["effective_on", "id"], unique=False)
        batch_op.create_index("ix_agreements_end_on_id", ["end_on", "id"], unique=False)
        batch_op.create_index("ix_agreements_kind_since", ["kind", "stage_since", "id"], unique=False)
        batch_op.create_index("ix_agreements_lead_stage", ["lead_office_id", "stage"], unique=False)
        batch_op.create_index("ix_agreements_office_number_id", ["office_number", "id"], unique=False)
        batch_op.create_index("ix_agreements_partner_number_id", ["partner_number", "id"], unique=False)
        batch_op.create_index("ix_agreements_partner_stage", ["partner_id", "stage", "id"], unique=False)
        batch_op.create_index("ix_agreements_pks_due_on_id", ["pks_due_on", "id"], unique=False)
        batch_op.create_index("ix_agreements_signed_on_id", ["signed_on", "id"], unique=False)
        batch_op.create_index("ix_agreements_signed_under", ["parent_id", "kind", "stage", "signed_on"], unique=False)
        batch_op.create_index("ix_agreements_stage_since_id", ["stage_since", "id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_agreements_amends_id_agreements"), "agreements", ["amends_id"], ["id"]
        )

    with op.batch_alter_table("audit_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_events_at"), ["at"], unique=False)
        batch_op.create_index("ix_audit_events_office_id_at", ["office_id", "at"], unique=False)

    with op.batch_alter_table("follow_up_tasks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("obligation_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("failed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.alter_column(
            "key", existing_type=sa.VARCHAR(length=60), type_=sa.String(length=80), existing_nullable=False
        )
        batch_op.create_index("ix_follow_up_tasks_agreement_open", ["agreement_id", "done_at", "due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_up_tasks_obligation_id"), ["obligation_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_follow_up_tasks_obligation_id_obligations"), "obligations", ["obligation_id"], ["id"]
        )

    with op.batch_alter_table("joint_activities", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(length=10), nullable=False, server_default="held"))
        batch_op.add_column(sa.Column("plan_key", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("topic", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("planned_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("from_office", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("from_partner", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("from_others", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("owner_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("owner", sa.String(length=160), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("obstacles", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.alter_column("held_on", existing_type=sa.DATE(), nullable=True)
        batch_op.create_index("ix_joint_activities_agreement_held", ["agreement_id", "held_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_joint_activities_held_on"), ["held_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_joint_activities_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_joint_activities_planned_on"), ["planned_on"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_joint_activities_agreement_id_plan_key"), ["agreement_id", "plan_key"]
        )

    with op.batch_alter_table("recorded_acts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("office_id", sa.Uuid(), nullable=True))
        batch_op.alter_column("agreement_id", existing_type=sa.CHAR(length=32), nullable=True)
        batch_op.create_index(batch_op.f("ix_recorded_acts_office_id"), ["office_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_recorded_acts_office_id_offices"), "offices", ["office_id"], ["id"])

    with op.batch_alter_table("reminders_sent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminders_sent_subject_id"), ["subject_id"], unique=False)
        batch_op.drop_constraint(batch_op.f("fk_reminders_sent_agreement_id_agreements"), type_="foreignkey")

    _make_search_index()
    _reckon_deadlines()


def _make_search_index() -> None:
    """The index that follows `search_entries`; its rows are made by the schedule, or at once by `sijari reindex`."""
    for statement in CREATE[op.get_bind().dialect.name]:
        op.execute(statement)


def _reckon_deadlines() -> None:
    """Every signed MoU owes its PKS within six months (rule 1)."""
    agreements = sa.table(
        "agreements",
        sa.column("id", sa.Uuid()),
        sa.column("kind", sa.String()),
        sa.column("signed_on", sa.Date()),
        sa.column("pks_due_on", sa.Date()),
    )
    bind = op.get_bind()
    query = sa.select(agreements.c.id, agreements.c.signed_on).where(
        agreements.c.kind == "mou", agreements.c.signed_on.is_not(None)
    )
    for identity, signed_on in bind.execute(query).all():
        bind.execute(
            sa.update(agreements).where(agreements.c.id == identity).values(pks_due_on=pks_deadline(signed_on))
        )


def downgrade() -> None:
    for statement in DROP[op.get_bind().dialect.name]:
        op.execute(statement)
    _forget_what_the_first_release_cannot_hold()
    with op.batch_alter_table("reminders_sent", schema=None) as batch_op:
        batch_op.create_foreign_key(
            batch_op.f("fk_reminders_sent_agreement_id_agreements"), "agreements", ["agreement_id"], ["id"]
        )
        batch_op.drop_index(batch_op.f("ix_reminders_sent_subject_id"))

    with op.batch_alter_table("recorded_acts", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_recorded_acts_office_id_offices"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_recorded_acts_office_id"))
        batch_op.alter_column("agreement_id", existing_type=sa.CHAR(length=32), nullable=False)
        batch_op.drop_column("office_id")

    with op.batch_alter_table("joint_activities", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_joint_activities_agreement_id_plan_key"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_joint_activities_planned_on"))
        batch_op.drop_index(batch_op.f("ix_joint_activities_owner_id"))
        batch_op.drop_index(batch_op.f("ix_joint_activities_held_on"))
        batch_op.drop_index("ix_joint_activities_agreement_held")
        batch_op.alter_column("held_on", existing_type=sa.DATE(), nullable=False)
        batch_op.drop_column("version")
        batch_op.drop_column("changed_at")
        batch_op.drop_column("reason")
        batch_op.drop_column("obstacles")
        batch_op.drop_column("owner")
        batch_op.drop_column("owner_id")
        batch_op.drop_column("from_others")
        batch_op.drop_column("from_partner")
        batch_op.drop_column("from_office")
        batch_op.drop_column("planned_on")
        batch_op.drop_column("topic")
        batch_op.drop_column("plan_key")
        batch_op.drop_column("state")

    with op.batch_alter_table("follow_up_tasks", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_follow_up_tasks_obligation_id_obligations"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_follow_up_tasks_obligation_id"))
        batch_op.drop_index("ix_follow_up_tasks_agreement_open")
        batch_op.alter_column(
            "key", existing_type=sa.String(length=80), type_=sa.VARCHAR(length=60), existing_nullable=False
        )
        batch_op.drop_column("version")
        batch_op.drop_column("failed")
        batch_op.drop_column("obligation_id")

    with op.batch_alter_table("audit_events", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_events_office_id_at")
        batch_op.drop_index(batch_op.f("ix_audit_events_at"))

    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_agreements_amends_id_agreements"), type_="foreignkey")
        batch_op.drop_index("ix_agreements_stage_since_id")
        batch_op.drop_index("ix_agreements_signed_under")
        batch_op.drop_index("ix_agreements_signed_on_id")
        batch_op.drop_index("ix_agreements_pks_due_on_id")
        batch_op.drop_index("ix_agreements_partner_stage")
        batch_op.drop_index("ix_agreements_partner_number_id")
        batch_op.drop_index("ix_agreements_office_number_id")
        batch_op.drop_index("ix_agreements_lead_stage")
        batch_op.drop_index("ix_agreements_kind_since")
        batch_op.drop_index("ix_agreements_end_on_id")
        batch_op.drop_index("ix_agreements_effective_on_id")
        batch_op.drop_index("ix_agreements_duties")
        batch_op.drop_index(batch_op.f("ix_agreements_amends_id"))
        batch_op.create_index(batch_op.f("ix_agreements_end_on"), ["end_on"], unique=False)
        batch_op.drop_column("pks_due_on")
        batch_op.drop_column("suspended_on")
        batch_op.drop_column("amends_id")
        batch_op.drop_column("nature")

    with op.batch_alter_table("agreement_offices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_offices_office_id"))

    with op.batch_alter_table("activity_evidence", schema=None) as batch_op:
        batch_op.drop_column("small_sha256")

    with op.batch_alter_table("task_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_evidence_task_id"))

    op.drop_table("task_evidence")
    with op.batch_alter_table("application_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_files_application_id"))

    op.drop_table("application_files")
    with op.batch_alter_table("application_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_events_application_id"))

    op.drop_table("application_events")
    with op.batch_alter_table("prospect_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prospect_notes_prospect_id"))

    op.drop_table("prospect_notes")
    with op.batch_alter_table("original_loans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_original_loans_original_id"))
        batch_op.drop_index(batch_op.f("ix_original_loans_due_on"))

    op.drop_table("original_loans")
    with op.batch_alter_table("archive_moves", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_archive_moves_original_id"))
        batch_op.drop_index(batch_op.f("ix_archive_moves_box_id"))

    op.drop_table("archive_moves")
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_applications_state_since"))
        batch_op.drop_index(batch_op.f("ix_applications_prospect_id"))
        batch_op.drop_index("ix_applications_office_state")
        batch_op.drop_index(batch_op.f("ix_applications_answer_due_on"))

    op.drop_table("applications")
    with op.batch_alter_table("agreement_restrictions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_restrictions_screening_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_restrictions_agreement_id"))

    op.drop_table("agreement_restrictions")
    with op.batch_alter_table("activity_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_changes_activity_id"))

    op.drop_table("activity_changes")
    op.drop_table("search_pages")
    with op.batch_alter_table("search_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_search_entries_id_agreement_id")

    op.drop_table("search_entries")
    with op.batch_alter_table("screenings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_screenings_state"))
        batch_op.drop_index(batch_op.f("ix_screenings_phase_id"))
        batch_op.drop_index(batch_op.f("ix_screenings_due_on"))
        batch_op.drop_index(batch_op.f("ix_screenings_asked_of"))
        batch_op.drop_index(batch_op.f("ix_screenings_agreement_id"))

    op.drop_table("screenings")
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reviews_state"))
        batch_op.drop_index(batch_op.f("ix_reviews_office_id"))
        batch_op.drop_index("ix_reviews_counting")
        batch_op.drop_index(batch_op.f("ix_reviews_agreement_id"))

    op.drop_table("reviews")
    op.drop_table("report_notes")
    with op.batch_alter_table("renewal_decisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_renewal_decisions_office_id"))
        batch_op.drop_index("ix_renewal_decisions_counting")
        batch_op.drop_index(batch_op.f("ix_renewal_decisions_agreement_id"))

    op.drop_table("renewal_decisions")
    with op.batch_alter_table("publications", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publications_review_on"))
        batch_op.drop_index(batch_op.f("ix_publications_published_at"))
        batch_op.drop_index(batch_op.f("ix_publications_agreement_id"))

    op.drop_table("publications")
    with op.batch_alter_table("prospects", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prospects_reference"))
        batch_op.drop_index(batch_op.f("ix_prospects_partner_id"))
        batch_op.drop_index("ix_prospects_office_step")
        batch_op.drop_index(batch_op.f("ix_prospects_next_due_on"))
        batch_op.drop_index(batch_op.f("ix_prospects_name_key"))
        batch_op.drop_index(batch_op.f("ix_prospects_category"))
        batch_op.drop_index(batch_op.f("ix_prospects_agreement_id"))

    op.drop_table("prospects")
    with op.batch_alter_table("paper_originals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_originals_office_id"))
        batch_op.drop_index(batch_op.f("ix_paper_originals_box_id"))
        batch_op.drop_index(batch_op.f("ix_paper_originals_agreement_id"))

    op.drop_table("paper_originals")
    with op.batch_alter_table("obligations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_obligations_owner_id"))
        batch_op.drop_index(batch_op.f("ix_obligations_closed_at"))
        batch_op.drop_index(batch_op.f("ix_obligations_agreement_id"))

    op.drop_table("obligations")
    with op.batch_alter_table("legal_holds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_legal_holds_agreement_id"))

    op.drop_table("legal_holds")
    with op.batch_alter_table("agreement_successions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_successions_predecessor_id"))

    op.drop_table("agreement_successions")
    with op.batch_alter_table("agreement_amendments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_amendments_amended_id"))

    op.drop_table("agreement_amendments")
    with op.batch_alter_table("reported_items", schema=None) as batch_op:
        batch_op.drop_index("ix_reported_items_subject")

    op.drop_table("reported_items")
    with op.batch_alter_table("plan_instruction_offices", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_instruction_offices_office")

    op.drop_table("plan_instruction_offices")
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_rows_batch_id"))
        batch_op.drop_index(batch_op.f("ix_import_rows_agreement_id"))

    op.drop_table("import_rows")
    with op.batch_alter_table("import_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_files_batch_id"))

    op.drop_table("import_files")
    op.drop_table("home_visits")
    with op.batch_alter_table("election_phase_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_election_phase_changes_phase_id"))

    op.drop_table("election_phase_changes")
    with op.batch_alter_table("calendar_feeds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calendar_feeds_person_id"))
        batch_op.drop_index(batch_op.f("ix_calendar_feeds_office_id"))

    op.drop_table("calendar_feeds")
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_tokens_person_id"))

    op.drop_table("api_tokens")
    with op.batch_alter_table("year_exports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_year_exports_office_id"))

    op.drop_table("year_exports")
    with op.batch_alter_table("saved_views", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_views_owner_id"))
        batch_op.drop_index(batch_op.f("ix_saved_views_office_id"))

    op.drop_table("saved_views")
    with op.batch_alter_table("retention_rules", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_retention_rules_office_id"))
        batch_op.drop_index(batch_op.f("ix_retention_rules_entry_id"))

    op.drop_table("retention_rules")
    op.drop_table("plan_reminders")
    with op.batch_alter_table("plan_owners", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_owners_person_id"))

    op.drop_table("plan_owners")
    with op.batch_alter_table("plan_instructions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_instructions_office_id"))

    op.drop_table("plan_instructions")
    with op.batch_alter_table("monthly_reports", schema=None) as batch_op:
        batch_op.drop_index("ix_monthly_reports_month_state")

    op.drop_table("monthly_reports")
    with op.batch_alter_table("import_batches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_batches_sha256"))
        batch_op.drop_index(batch_op.f("ix_import_batches_office_id"))

    op.drop_table("import_batches")
    with op.batch_alter_table("fixity_faults", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fixity_faults_sha256"))
        batch_op.drop_index(batch_op.f("ix_fixity_faults_run_id"))

    op.drop_table("fixity_faults")
    op.drop_table("escalations_sent")
    with op.batch_alter_table("election_phases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_election_phases_office_id"))
        batch_op.drop_index(batch_op.f("ix_election_phases_last_on"))
        batch_op.drop_index(batch_op.f("ix_election_phases_first_on"))

    op.drop_table("election_phases")
    with op.batch_alter_table("archive_boxes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_archive_boxes_inside_id"))

    op.drop_table("archive_boxes")
    with op.batch_alter_table("application_drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_drafts_made_at"))
        batch_op.drop_index(batch_op.f("ix_application_drafts_email"))

    op.drop_table("application_drafts")
    op.drop_table("register_choices")
    op.drop_table("policy_values")
    op.drop_table("fixity_runs")
    with op.batch_alter_table("audit_verifications", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_verifications_at"))

    op.drop_table("audit_verifications")


def _forget_what_the_first_release_cannot_hold() -> None:
    """Going back loses acts of offices, activities that were only planned, and reminders of what is no agreement."""
    op.execute("DELETE FROM recorded_acts WHERE agreement_id IS NULL")
    op.execute("DELETE FROM joint_activities WHERE held_on IS NULL")
    op.execute("DELETE FROM reminders_sent WHERE agreement_id NOT IN (SELECT id FROM agreements)")
    op.execute("DELETE FROM follow_up_tasks WHERE length(key) > 60")
