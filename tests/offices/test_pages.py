import io
from datetime import date
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select

from service.core.database import new_id
from service.core.tools import Tools
from service.offices.models import Office, Partner, Signatory
from tests.support.agreements import start, with_accounts
from tests.support.pages import Page, PageClient
from tests.support.papers import plain_pdf
from tests.support.people import Staff, make_office, make_person

PARTNER = {
    "name": "Lembaga Kajian Contoh",
    "category": "ngo",
    "legal_status": "legal_entity",
    "seat": "Contoh",
    "independence": "clear",
    "independence_note": "Daftar calon dan situs lembaga",
}


def pdf(name: str = "sk.pdf") -> tuple[io.BytesIO, str]:
    return io.BytesIO(plain_pdf(1)), name


def png() -> tuple[io.BytesIO, str]:
    out = io.BytesIO()
    Image.new("RGB", (16, 16), "white").save(out, "PNG")
    return io.BytesIO(out.getvalue()), "logo.png"


def add_partner(client: PageClient, **change: str) -> Page:
    return client.submit(client.see("/mitra/baru"), PARTNER | change)


def evidence(**change: object) -> dict[str, object]:
    return {
        "kind": "legal_entity_decree",
        "number": "AHU-0001.TAHUN 2025",
        "issued_on": "2025-01-02",
        "file": pdf(),
    } | change


def add_evidence(client: PageClient, partner: Page, status: int = 200, **change: object) -> Page:
    return client.submit(client.see(f"{partner.path}/bukti/baru"), evidence(**change), status=status)


def test_a_drafter_adds_an_ngo_with_its_evidence_and_it_passes_screening(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.drafter)
    partner = add_partner(client)
    assert partner.h1.startswith("Lembaga Kajian Contoh")
    assert "belum memenuhi syarat" in partner.h1
    assert "Belum ada: Keputusan pengesahan badan hukum. LSM yang menjadi mitra harus berbadan hukum." in partner.text
    partner = add_evidence(client, partner)
    assert "memenuhi syarat, dengan catatan" in partner.h1
    assert "belum diperiksa" in partner.text
    client.sign_in(staff.coordinator)
    partner = client.submit(client.see(partner.path), action="/periksa")
    assert partner.h1.endswith("memenuhi syarat")
    assert "sudah diperiksa Contoh Coordinator" in partner.text


def test_whoever_uploaded_evidence_is_not_offered_to_check_it(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.drafter)
    partner = add_evidence(client, add_partner(client))
    assert "Cocok dengan pindaian" not in partner.text


def test_an_ngo_with_only_an_skt_reads_why_that_is_not_enough(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.drafter)
    page = add_evidence(client, add_partner(client), status=422, kind="registration_certificate")
    assert "SKT hanya membuktikan bahwa organisasi terdaftar" in page.text
    assert "2025" in str(page.form().values["number"])


def test_a_file_that_is_not_what_its_name_says_is_refused_at_its_field(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.drafter)
    program = (io.BytesIO(b"MZ" + bytes(500)), "sk.pdf")
    page = add_evidence(client, add_partner(client), status=422, file=program)
    assert "Isi berkas ini program komputer; yang diterima hanya PDF, JPG, atau PNG." in page.text
    assert client.see("/mitra?q=kajian").text.count("belum memenuhi syarat") == 1


def test_an_empty_form_names_every_missing_field(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.drafter)
    page = client.submit(client.see("/mitra/baru"), {"independence": None, "legal_status": None}, status=422)
    for label in ("Nama mitra", "Jenis mitra", "Kedudukan hukum"):
        assert f"{label}:" in page.text


def test_a_mail_address_that_no_column_holds_is_refused_at_its_field(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.drafter)
    long = f"{'a' * 200}@contoh.example"
    page = client.submit(client.see("/mitra/baru"), PARTNER | {"liaison_email": long}, status=422)
    assert "Surel penghubung:" in page.text


def test_a_similar_name_is_shown_and_can_be_confirmed(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.drafter)
    add_partner(client)
    page = client.submit(client.see("/mitra/baru"), PARTNER | {"name": "LSM Kajian Contoh"}, status=409)
    assert "Mitra dengan nama serupa sudah ada: Lembaga Kajian Contoh" in page.text
    assert client.submit(page, {"different": "y"}).h1.startswith("LSM Kajian Contoh")


def test_a_partner_changed_on_a_stale_page_keeps_the_others_change(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.drafter)
    path = add_partner(client).path
    first, second = client.see(f"{path}/ubah"), client.see(f"{path}/ubah")
    assert "Baru" in client.submit(first, {"seat": "Kota Baru"}).text
    page = client.submit(second, {"seat": "Kota Lama"}, status=409)
    assert "baru saja diubah oleh orang lain" in page.text
    assert "Kota Baru" in client.see(path).text


def test_another_office_adds_evidence_but_does_not_change_the_facts(
    client: PageClient, staff: Staff, sqlite_tools: Tools
) -> None:
    client.sign_in(staff.drafter)
    path = add_partner(client).path
    elsewhere = make_office(sqlite_tools, "35.01", name="Bawaslu Kabupaten Lain")
    client.sign_in(make_person(sqlite_tools, elsewhere, "drafter"))
    page = client.see(path)
    assert "Ubah data" not in page.text
    assert "belum diperiksa" in add_evidence(client, page).text
    assert "dikelola oleh Bawaslu Kabupaten Contoh" in client.see(f"{path}/ubah", 403).text


def test_an_auditor_reads_partners_and_changes_nothing(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.drafter)
    path = add_partner(client).path
    client.sign_in(staff.auditor)
    assert "Tambah bukti" not in client.see(path).text
    client.see("/mitra/baru", 403)
    client.see(f"{path}/bukti/baru", 403)


def test_the_list_of_partners_is_searched_and_says_when_nothing_fits(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.drafter)
    assert "Belum ada mitra" in client.see("/mitra").text
    add_partner(client)
    assert "Lembaga Kajian Contoh" in client.see("/mitra?q=kajian&jenis=ngo").text
    assert "Tidak ada yang cocok" in client.see("/mitra?q=teladan").text


def test_the_scan_of_evidence_is_handed_out_to_people_who_are_signed_in(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.drafter)
    partner = add_evidence(client, add_partner(client))
    (link,) = [link for link in partner.links() if link.endswith("/berkas")]
    answer = client.get(link)
    assert (answer.status_code, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    client.sign_out()
    assert client.get(link).status_code in (302, 401, 403)


def test_withdrawing_evidence_needs_a_reason(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.drafter)
    partner = add_evidence(client, add_partner(client))
    (link,) = [link for link in partner.links() if link.endswith("/tarik")]
    page = client.submit(client.see(link), {"reason": " "}, status=422)
    partner = client.submit(page, {"reason": "Dicabut kementerian"})
    assert "ditarik Dicabut kementerian" in partner.text
    assert "belum memenuhi syarat" in partner.h1


def test_a_signatory_of_a_partner_is_added_and_says_what_his_decree_lacks(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.drafter)
    path = add_partner(client).path
    new = {"name": "Ratna Contoh, S.H.", "position": "Direktur", "decree_kind": "decree_of_appointment"}
    partner = client.submit(client.see(f"{path}/penanda-tangan/baru"), new)
    assert "isi nomor, tanggal, dan mulai berlakunya" in partner.text
    (link,) = [link for link in partner.links() if "/mitra/penanda-tangan/" in link]
    whole = {"decree_number": "1/SK/2025", "decree_date": "2025-01-02", "valid_from": "2025-01-02", "file": pdf()}
    partner = client.submit(client.see(link), whole)
    assert "Direktur Nota Kesepahaman, Perjanjian Kerja Sama" in partner.text
    assert "mulai berlakunya" not in partner.text
    partner = client.submit(partner, action="/aktif/0")
    assert "sudah tidak aktif sebagai penanda tangan" in partner.text


# ------------------------------------------------------------------------------------------------------------ offices
def test_an_administrator_keeps_his_office(client: PageClient, staff: Staff, sqlite_tools: Tools) -> None:
    client.sign_in(staff.admin)
    page = client.see("/kantor")
    assert page.h1 == "Bawaslu Kabupaten Contoh"
    assert "Kode surat belum diisi" in page.text
    form = client.see(f"{page.path}/ubah")
    page = client.submit(
        form, {"letter_code": "K.XX-01", "number_format": "{sequence:4}/{classification}/{code}/{year}"}
    )
    assert "0012/HK.02.00/K.XX-01/2026" in page.text
    with sqlite_tools.reading() as session:
        assert session.get_one(Office, staff.office_id).letter_code == "K.XX-01"


def test_a_number_format_that_cannot_work_is_refused_at_its_field(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.admin)
    form = client.see(f"/kantor/{staff.office_id}/ubah")
    page = client.submit(form, {"number_format": "{nomor}/{year}"}, status=422)
    assert "Bagian “nomor” tidak dikenal dalam format nomor" in page.text


def test_an_administrator_uploads_the_logo_of_the_office(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.admin)
    form = client.see(f"/kantor/{staff.office_id}/logo")
    assert client.submit(form, {"file": png()}).find_all("main")
    assert client.get(f"/kantor/{staff.office_id}/logo/berkas").mimetype == "image/png"


def test_a_pdf_is_no_logo(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.admin)
    form = client.see(f"/kantor/{staff.office_id}/logo")
    page = client.submit(form, {"file": pdf("logo.png")}, status=422)
    assert "Isi berkas ini PDF; yang diterima hanya JPG atau PNG." in page.text


def test_an_administrator_adds_a_signatory_of_the_office(client: PageClient, staff: Staff, sqlite_tools: Tools) -> None:
    client.sign_in(staff.admin)
    new = {
        "name": "Budi Contoh",
        "position": "Ketua",
        "acting_capacity": "Plt.",
        "decree_kind": "letter_of_assignment",
        "decree_number": "7/ST/2026",
        "decree_date": "2026-01-02",
        "valid_from": "2026-01-02",
        "valid_until": "2026-12-31",
        "file": pdf(),
    }
    page = client.submit(client.see(f"/kantor/{staff.office_id}/penanda-tangan/baru"), new)
    assert "Budi Contoh Plt. Ketua" in page.text
    with sqlite_tools.reading() as session:
        one = session.scalars(select(Signatory)).one()
        assert (one.office_id, one.valid_until) == (staff.office_id, date(2026, 12, 31))
    scan = f"/penanda-tangan/{one.id}/berkas"
    assert client.get(scan).mimetype == "application/pdf"
    elsewhere = make_office(sqlite_tools, "35.01", name="Bawaslu Kabupaten Lain")
    client.sign_in(make_person(sqlite_tools, elsewhere, "chair"))
    client.see(scan, 404)


@pytest.mark.parametrize("path", ["", "/ubah", "/logo", "/penanda-tangan/baru"])
def test_an_administrator_does_not_manage_an_office_beside_his_own(
    client: PageClient, staff: Staff, sqlite_tools: Tools, path: str
) -> None:
    other = make_office(sqlite_tools, "35.02", name="Bawaslu Kabupaten Seberang")
    client.sign_in(staff.admin)
    client.see(f"/kantor/{other.id}{path}", 403)


def test_what_does_not_exist_is_not_found(client: PageClient, staff: Staff) -> None:
    client.sign_in(staff.admin)
    client.see(f"/kantor/{new_id()}", 404)
    client.see(f"/mitra/{new_id()}", 404)
    client.see(f"/mitra/bukti/{new_id()}/berkas", 404)


def test_the_pages_speak_english_too(client: PageClient, staff: Staff, sqlite_tools: Tools) -> None:
    client.sign_in(staff.drafter)
    path = add_partner(client).path
    client.get("/bahasa/en")
    page = client.see(path)
    assert "Missing: Decree of legal-entity status. An NGO that becomes a partner must be a legal entity." in page.text
    with sqlite_tools.reading() as session:
        assert session.get_one(Partner, UUID(path.rpartition("/")[2])).name == PARTNER["name"]


def test_the_page_of_a_partner_lists_the_agreements_that_the_visitor_may_see(
    client: PageClient, sqlite_tools: Tools
) -> None:
    started = start(sqlite_tools)
    own = with_accounts(sqlite_tools, started)
    elsewhere = make_office(sqlite_tools, "35.01", name="Bawaslu Kabupaten Lain")
    client.sign_in(own.drafter)
    page = client.see(f"/mitra/{started.partner_id}")
    assert "Pengawasan Partisipatif MoU, Pembahasan" in page.text
    assert f"/kerja-sama/{started.agreement_id}" in page.links()
    client.sign_in(make_person(sqlite_tools, elsewhere, "drafter"))
    assert "Belum ada kerja sama dengan mitra ini" in client.see(f"/mitra/{started.partner_id}").text
