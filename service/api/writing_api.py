"""Writing: an agreement up to its approval, and what follow-up records; approving and signing stay with people."""

from typing import Any
from uuid import UUID

from service.accounts.models import Scope
from service.agreements.actions import move_by_person
from service.agreements.lifecycle import Action, Kind
from service.agreements.permissions import Access, access_of, load
from service.api import schemas, serial
from service.api.rest import blueprint, permitted
from service.drafting import actions as drafting
from service.drafting.queries import desk
from service.followup import activities, tasks
from service.followup import queries as follow_up_queries
from service.planning import actions as planning
from service.web import work

bp = blueprint("writing", "Menulis")


@bp.post("/agreements")
@permitted("agreement:draft", Scope.AGREEMENTS)
@bp.arguments(schemas.NewAgreement)
@bp.response(201, schemas.Detail)
def create_agreement(said: dict[str, Any]) -> Any:
    """Membuat kerja sama baru pada tahap perencanaan."""
    with work.begin() as uow:
        one = planning.create_agreement(
            uow,
            Kind(said["kind"]),
            said["subject"],
            further_office_ids=said["further_office_ids"],
            partner_id=said["partner_id"],
            parent_id=said["parent_id"],
        )
        made = one.id
    return _detail(made)


def _detail(agreement_id: UUID) -> dict[str, Any]:
    with work.reading() as session:
        one = load(session, work.actor(), agreement_id)
        return serial.detail(session, one, access_of(session, work.actor(), one))


@bp.post("/agreements/<uuid:agreement_id>/steps")
@permitted("agreement:draft", Scope.AGREEMENTS)
@bp.arguments(schemas.Step)
@bp.response(200, schemas.Detail)
def take_step(said: dict[str, Any], agreement_id: UUID) -> Any:
    """Membawa kerja sama ke tahap berikutnya."""
    with work.begin() as uow:
        move_by_person(uow, agreement_id, Action(said["action"]), seen_version=said["version"])
    return _detail(agreement_id)


@bp.get("/agreements/<uuid:agreement_id>/draft")
@permitted("agreement:read")
@bp.response(200, schemas.Draft)
def show_draft(agreement_id: UUID) -> Any:
    """Naskah kerja dengan kekurangannya."""
    return _draft(agreement_id)


def _draft(agreement_id: UUID) -> dict[str, Any]:
    with work.reading() as session:
        one = load(session, work.actor(), agreement_id, least=Access.FULL)
        return serial.draft(one, desk(session, one))


@bp.patch("/agreements/<uuid:agreement_id>/draft")
@permitted("agreement:draft", Scope.AGREEMENTS)
@bp.arguments(schemas.DraftChange)
@bp.response(200, schemas.Draft)
def write_draft(said: dict[str, Any], agreement_id: UUID) -> Any:
    """Menulis satu bagian isian ke naskah kerja."""
    with work.begin() as uow:
        drafting.write_section(
            uow, agreement_id, said["section"], said["values"], seen_copy=said["copy_version"] or None
        )
    return _draft(agreement_id)


@bp.get("/agreements/<uuid:agreement_id>/activities")
@permitted("agreement:read")
@bp.response(200, schemas.Activity(many=True))
def list_activities(agreement_id: UUID) -> Any:
    """Kegiatan bersama, yang direncanakan dan yang terlaksana."""
    with work.reading() as session:
        one = load(session, work.actor(), agreement_id, least=Access.TEXT)
        return [serial.activity(row) for row in follow_up_queries.activities(session, one.id)]


@bp.post("/agreements/<uuid:agreement_id>/activities")
@permitted("agreement:follow_up", Scope.FOLLOW_UP)
@bp.arguments(schemas.NewActivity)
@bp.response(201, schemas.Activity)
def add_activity(said: dict[str, Any], agreement_id: UUID) -> Any:
    """Mencatat kegiatan bersama yang sudah terlaksana."""
    with work.begin() as uow:
        row = activities.add_activity(uow, agreement_id, activities.Held(**said))
        return serial.activity(row)


@bp.get("/agreements/<uuid:agreement_id>/obligations")
@permitted("agreement:read")
@bp.response(200, schemas.Obligation(many=True))
def list_obligations(agreement_id: UUID) -> Any:
    """Kewajiban dari naskah, dengan setiap jatuh temponya."""
    with work.reading() as session:
        one = load(session, work.actor(), agreement_id, least=Access.TEXT)
        return [serial.obligation(row, times) for row, times in follow_up_queries.obligations(session, one.id)]


@bp.get("/agreements/<uuid:agreement_id>/tasks")
@permitted("agreement:read")
@bp.response(200, schemas.Task(many=True))
def list_tasks(agreement_id: UUID) -> Any:
    """Tugas tindak lanjut, urusan kantor pemilik naskah sendiri."""
    with work.reading() as session:
        one = load(session, work.actor(), agreement_id, least=Access.FULL)
        return [serial.task(row) for row in follow_up_queries.tasks(session, one.id)]


@bp.post("/agreements/<uuid:agreement_id>/tasks")
@permitted("agreement:follow_up", Scope.FOLLOW_UP)
@bp.arguments(schemas.NewTask)
@bp.response(201, schemas.Task)
def add_task(said: dict[str, Any], agreement_id: UUID) -> Any:
    """Memberi tugas."""
    with work.begin() as uow:
        row = tasks.add_task(uow, agreement_id, tasks.Duty(said["title"], said["due_on"], owner=said["owner"]))
        return serial.task(row)


@bp.post("/agreements/<uuid:agreement_id>/tasks/<uuid:task_id>/done")
@permitted("agreement:follow_up", Scope.FOLLOW_UP)
@bp.arguments(schemas.Done)
@bp.response(200, schemas.Task)
def finish_task(said: dict[str, Any], agreement_id: UUID, task_id: UUID) -> Any:
    """Menyatakan tugas selesai."""
    with work.begin() as uow:
        return serial.task(tasks.finish_task(uow, agreement_id, task_id, said["note"]))
