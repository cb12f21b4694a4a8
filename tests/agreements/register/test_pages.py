"""The list page: filters in the address, chips, columns, saved views, ticked lines, export."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from sqlalchemy import select

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.agreements.register.models import RegisterChoice, SavedView
from service.agreements.register.papers import write_text
from service.core.audit import AuditEvent
from service.followup.models import Task
from tests.support.rooms import make_agreement


@pytest.fixture
def made(sqlite_tools, staff):
    """Two signed agreements and one in drafting."""
    ids = [make_agreement(sqlite_tools, staff, stage) for stage in (Stage.FOLLOW_UP, Stage.FOLLOW_UP, Stage.DRAFTING)]
    with sqlite_tools.begin() as uow:
        for number, one in enumerate(ids):
            agreement = uow.session.get_one(Agreement, one)
            agreement.subject = ("=SUM(A1) Sosialisasi", "Pengawasan Partisipatif", "Pendidikan Pemilih")[number]
            if number < 2:
                agreement.signed_on, agreement.end_on = date(2025, 1, 5), date(2028, 1, 5)
                agreement.office_number = f"00{number + 1}/HK.02"
    return ids


def subjects(page):
    return [line for line in ("Sosialisasi", "Pengawasan Partisipatif", "Pendidikan Pemilih") if line in page.text]


def test_the_address_holds_the_state_and_each_chip_takes_one_part_away(pages, staff, made):
    pages.sign_in(staff.drafter)
    page = pages.see("/kerja-sama/?q=mengawasi&tahap=follow_up&tahun=2025&urut=-judul")
    assert subjects(page) == ["Pengawasan Partisipatif"]
    chips = {one.get("href") for one in page.with_class("register__chips")[0].iter("a")}
    assert "/kerja-sama/?tahap=follow_up&tahun=2025&urut=-judul" in chips
    assert "/kerja-sama/?q=mengawasi&tahun=2025&urut=-judul" in chips
    assert "Hapus semua saringan" in page.text
    for address in chips:
        pages.see(address)


@pytest.mark.parametrize(
    "said",
    [
        "tahap=x&jenis=y&keberlakuan=z",
        "kantor=1&tahun=abc",
        "berakhir_dari=31-31-31",
        "urut=';--",
        "hal=-4&baris=7",
        "saring=tidakada",
    ],
)
def test_what_an_address_says_wrongly_is_left_out(pages, staff, made, said):
    pages.sign_in(staff.drafter)
    assert len(subjects(pages.see(f"/kerja-sama/?{said}"))) == 3


def test_every_head_sorts_and_turns_round(pages, staff, made):
    pages.sign_in(staff.drafter)
    page = pages.see("/kerja-sama/?urut=judul")
    (head,) = [one for one in page.find_all("th") if one.get("aria-sort")]
    assert head.get("aria-sort") == "ascending"
    link = next(head.iter("a")).get("href")
    assert pages.see(link).find_all("th")[0].get("aria-sort") == "descending"


def test_a_hit_is_marked_with_its_place_and_page(pages, staff, made, sqlite_tools):
    with sqlite_tools.begin() as uow:
        uow.session.get_one(Agreement, made[0]).final_sha256 = "ab" * 32
    with sqlite_tools.begin() as uow:
        write_text(uow.session, made[0], "ab" * 32, ["Judul", "Para pihak melatih saksi pada <b>hari</b> ini."])
    pages.sign_in(staff.drafter)
    page = pages.see("/kerja-sama/?q=pelatihan")
    assert [one.text for one in page.find_all("mark")] == ["melatih"]
    assert "Halaman 2" in page.text
    page = pages.see("/kerja-sama/?q=001/HK")
    assert [one.text for one in page.find_all("mark")] == ["001", "HK"]


def test_columns_and_rows_are_remembered_for_the_person(pages, staff, made, sqlite_tools):
    pages.sign_in(staff.drafter)
    page = pages.see("/kerja-sama/?q=pendidikan")
    page = pages.submit(page, {"kolom": ["kantor", "sifat"], "baris": "50"}, action="/kolom")
    heads = [" ".join("".join(one.itertext()).split()) for one in page.find_all("th")]
    assert heads == ["Tentang", "Sifat", "Kantor"]
    assert subjects(page) == ["Pendidikan Pemilih"]
    with sqlite_tools.reading() as session:
        row = session.scalars(select(RegisterChoice)).one()
        assert (row.columns, row.size, row.person_id) == (["kantor", "sifat"], 50, staff.drafter.id)


# ---------------------------------------------------------------------------------------------------------- saved views
def save(pages, name, shared=False, keep="q=pengawasan"):
    page = pages.see(f"/kerja-sama/tampilan?keadaan={keep}")
    return pages.submit(page, {"name": name} | ({"shared": "y"} if shared else {}), action="/tampilan")


def test_a_view_is_saved_pinned_with_its_count_renamed_and_removed(pages, staff, made, sqlite_tools):
    pages.sign_in(staff.drafter)
    page = save(pages, "Pengawasan kami")
    assert subjects(page) == ["Pengawasan Partisipatif"]
    side = page.with_class("register__views")[0]
    assert "Pengawasan kami" in "".join(side.itertext())
    assert [one.text for one in page.with_class("register__count")] == ["1"]
    with sqlite_tools.reading() as session:
        view = session.scalars(select(SavedView)).one()
    page = pages.submit(pages.see(f"/kerja-sama/tampilan/{view.id}"), {"name": "Awas"}, action=str(view.id))
    assert "Awas" in page.text
    pages.post_to(f"/kerja-sama/tampilan/{view.id}/hapus")
    with sqlite_tools.reading() as session:
        assert session.scalars(select(SavedView)).all() == []
        codes = list(session.scalars(select(AuditEvent.code).where(AuditEvent.code.startswith("view:"))))
    assert sorted(codes) == ["view:changed", "view:removed", "view:saved"]


def test_a_name_is_given_once_and_never_empty(pages, staff, made):
    pages.sign_in(staff.drafter)
    save(pages, "Satu")
    for name in ("satu", "  "):
        page = pages.see("/kerja-sama/tampilan?keadaan=q=x")
        page = pages.submit(page, {"name": name}, action="/tampilan", status=422)
    assert "Nama tampilan" in page.text


def test_only_who_may_share_shares_and_only_the_owner_changes(pages, staff, made, sqlite_tools):
    pages.sign_in(staff.drafter)
    assert 'name="shared"' not in pages.get("/kerja-sama/tampilan?keadaan=q%3Dx").text
    pages.post_to("/kerja-sama/tampilan?keadaan=q%3Dx", {"name": "Nekat", "shared": "y", "query": "q=x"}, status=403)
    pages.sign_in(staff.chair)
    save(pages, "Milik ketua", shared=True)
    save(pages, "Rahasia ketua")
    with sqlite_tools.reading() as session:
        views = {one.name: one.id for one in session.scalars(select(SavedView))}
    pages.sign_in(staff.drafter)
    text = pages.see("/kerja-sama/").text
    assert "Milik ketua" in text
    assert "Rahasia ketua" not in text
    for one in views.values():
        pages.see(f"/kerja-sama/tampilan/{one}", status=404)
        pages.post_to(f"/kerja-sama/tampilan/{one}/hapus", status=404)


# --------------------------------------------------------------------------------------------------------- ticked lines
def test_a_task_is_put_on_every_ticked_line_that_may_have_one_and_refused_in_words(pages, staff, made, sqlite_tools):
    pages.sign_in(staff.drafter)
    ids = [str(one) for one in made]
    page = pages.post_to("/kerja-sama/massal", {"pilih": ids, "tindakan": "tugas", "keadaan": "tahun=2025"})
    assert "untuk 3 kerja sama" in page.h1
    page = pages.submit(
        page, {"title": "Cek fisik naskah", "due_on": "2026-04-01", "owner": str(staff.chair.id)}, action="/tugas"
    )
    assert page.h1 == "2 tugas dibuat"
    assert "Belum ditandatangani" in page.text
    with sqlite_tools.reading() as session:
        tasks = list(session.scalars(select(Task).where(Task.title == "Cek fisik naskah")))
        assert {one.agreement_id for one in tasks} == set(made[:2])
        assert {one.owner_id for one in tasks} == {staff.chair.id}


def test_nothing_ticked_says_so_and_no_other_office_gets_a_task(pages, staff, made, sqlite_tools):
    pages.sign_in(staff.drafter)
    assert "Belum ada baris yang dicentang" in pages.post_to("/kerja-sama/massal", {"tindakan": "tugas"}).text
    from tests.support.people import make_office, make_staff

    other = make_staff(sqlite_tools, make_office(sqlite_tools, "33.99", name="Bawaslu Lain"))
    pages.sign_in(other.drafter)
    values = {"pilih": [str(made[0])], "title": "x", "due_on": "2026-04-01", "owner": "", "action": "", "back": ""}
    page = pages.post_to("/kerja-sama/massal/tugas", values)
    assert page.h1 == "0 tugas dibuat"
    assert "Sosialisasi" not in page.text
    with sqlite_tools.reading() as session:
        assert session.scalars(select(Task).where(Task.title == "x")).all() == []


# --------------------------------------------------------------------------------------------------------------- export
def test_the_present_result_leaves_as_xlsx_with_links_and_without_formulas(pages, staff, made):
    pages.sign_in(staff.drafter)
    answer = pages.get("/kerja-sama/ekspor?tahap=follow_up&urut=judul&jenis_berkas=xlsx")
    table = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    rows = list(table.iter_rows())
    assert [cell.value for cell in rows[0]][:2] == ["Tentang", "Jenis"]
    assert [row[0].value for row in rows[1:]] == ["=SUM(A1) Sosialisasi", "Pengawasan Partisipatif"]
    assert {row[0].data_type for row in rows[1:]} == {"s"}
    assert rows[1][0].hyperlink.target == f"https://sijari.example.go.id/kerja-sama/{made[0]}"


def test_ticked_lines_leave_as_csv_and_what_looks_like_a_formula_is_disarmed(pages, staff, made):
    pages.sign_in(staff.drafter)
    sent = {"csrf_token": pages.csrf(), "pilih": [str(made[0])], "tindakan": "csv"}
    rows = list(csv.reader(io.StringIO(pages.post("/kerja-sama/massal", data=sent).data.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][0] == "'=SUM(A1) Sosialisasi"
