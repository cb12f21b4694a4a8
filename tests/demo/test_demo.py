"""The demo shows something true on every main page, to each of its people."""

import re

import pytest
from sqlalchemy import func, select

from service.accounts.queries import person_by_email
from service.agreements.models import Agreement
from service.core.audit import AuditEvent, verify_chains
from service.core.jobs import Job, JobState
from service.demo.people import by_role, cast
from service.publication.models import Publication
from service.reporting.models import MonthlyReport

# Who looks where, and what has to be read there.
SEEN = (
    ("drafter", "district", "/", ("Menunggu",)),
    ("drafter", "district", "/kerja-sama/", ("Kajian Bersama Data Pengawasan", "Adendum")),
    ("drafter", "district", "/menunggu-saya", ("Sekolah Demokrasi bagi Pemilih Pemula",)),
    ("secretariat", "district", "/pengesahan/menunggu", ("Penelitian dan Pengabdian Bidang Kepemiluan",)),
    ("coordinator", "district", "/reviu/", ("Peliputan dan Publikasi Hasil Pengawasan",)),
    ("drafter", "district", "/penjajakan/", ("Politeknik Pesisir Contoh", "Komunitas Jurnalis Warga Muria")),
    ("coordinator", "district", "/laporan/", ("diterima", "terlambat")),
    ("drafter", "district", "/rencana-aksi/", ("Laporan bulanan",)),
    ("archivist", "district", "/arsip", ("BOKS-01", "BOKS-02")),
    ("archivist", "district", "/arsip/retensi", ("HK.02.00", "HK.02.01")),
    ("drafter", "district", "/kalender-pemilu/", ("Masa kampanye (rekaan)", "Pendaftaran pasangan calon (rekaan)")),
    ("drafter", "district", "/penapisan/", ("Diseminasi Informasi Pengawasan Pemilihan",)),
    ("coordinator", "province", "/konsultasi/", ("Kajian Bersama Data Pengawasan",)),
    ("coordinator", "province", "/rencana-aksi/", ("Bawaslu Kabupaten Kudus", "Bawaslu Kabupaten Pati")),
    ("coordinator", "province", "/laporan/", ("Bawaslu Kabupaten Demak",)),
    ("ppid", "district", "/audit", ("Sidik titik periksa", "Rani Wulandari")),
)  # fmt: skip


def _enter(visitor, demo, role, office):
    with demo.reading() as session:
        person = person_by_email(session, by_role(role, office).email)
    visitor.sign_in(person)


@pytest.mark.parametrize(("role", "office", "path", "words"), SEEN)
def test_each_main_page_has_its_rows_for_the_people_of_the_demo(visitor, demo, role, office, path, words):
    _enter(visitor, demo, role, office)
    said = visitor.see(path).main
    assert [one for one in words if one not in said] == []


def test_the_public_register_shows_what_was_published_and_nothing_that_is_exempt(visitor):
    said = visitor.see("/publik/").main
    assert "Pengawasan Partisipatif Berbasis Kampus Seni" in said
    assert "Pengawasan Partisipatif dan Tridarma Perguruan Tinggi" in said
    assert "Sentra Penegakan Hukum Terpadu" not in said


def test_the_public_copy_of_the_paper_signed_here_names_no_contact(visitor, demo):
    with demo.reading() as session:
        query = (
            select(Agreement.public_code)
            .join(Publication, Publication.live_key == Agreement.id)
            .where(Agreement.subject == "Pengawasan Partisipatif Berbasis Kampus Seni")
        )
        code = session.scalars(query).one()
    copy = visitor.get(f"/publik/{code}/salinan.pdf")
    assert copy.status_code == 200
    assert copy.data.startswith(b"%PDF")
    assert re.search(rb"demo\.sijari\.example", copy.data) is None


def test_reports_stand_in_every_state(demo):
    with demo.reading() as session:
        rows = session.scalars(select(MonthlyReport)).all()
        made = [bool(row.pdf_sha256 and row.xlsx_sha256) for row in rows]
    assert {row.state for row in rows} == {"sent", "received", "returned"}
    assert {row.nil for row in rows} == {True, False}
    assert all(made)


def test_no_work_of_the_seeding_has_failed(demo):
    with demo.reading() as session:
        query = select(Job.kind, Job.error_code).where(Job.error_code != "", Job.state != JobState.DONE)
        assert session.execute(query).all() == []
        assert session.scalar(select(func.count()).select_from(Agreement)) > 30


def test_everybody_of_the_cast_has_an_account(demo):
    with demo.reading() as session:
        emails = [one.email for one in (*cast().members, *cast().neighbouring)]
        assert [one for one in emails if person_by_email(session, one) is None] == []


def test_the_audit_of_the_demo_holds_and_is_in_order_of_time(demo):
    with demo.reading() as session:
        assert list(verify_chains(session)) == []
        last: dict[str, object] = {}
        query = select(AuditEvent.stream, AuditEvent.at).order_by(AuditEvent.stream, AuditEvent.sequence)
        for stream, at in session.execute(query):
            assert last.get(stream, at) <= at, stream
            last[stream] = at
