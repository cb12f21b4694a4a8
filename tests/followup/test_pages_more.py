"""Planning, reporting and obligations walked as people walk them; the office's month, its export and its calendar."""

from datetime import UTC, datetime
from io import BytesIO

from openpyxl import load_workbook
from PIL import Image

from tests.followup.test_pages import enter, world  # noqa: F401  the fixture is used by name


def picture():
    out = BytesIO()
    Image.new("RGB", (640, 480), "navy").save(out, "JPEG")
    return out.getvalue()


def plan(pages, here, **values):
    known = {"title": "Sosialisasi pemilih", "planned_on": "2026-03-20", "topic": "seminar", "owner": "Divisi Humas"}
    return pages.submit(pages.see(f"{here}/rencana-kegiatan"), known | values)


def test_a_plan_is_reported_with_a_photo_corrected_and_keeps_its_history(pages, world, clock):  # noqa: F811
    here = enter(pages, world).path
    page = plan(pages, here)
    assert "direncanakan" in page.main
    clock.set(datetime(2026, 3, 21, 3, tzinfo=UTC))
    pages.sign_in(world.district.drafter)
    page = pages.see(here)
    assert "belum dilaporkan" in page.main
    report = next(link for link in page.links() if link.endswith("/laporan"))
    values = {"result": "Berjalan baik", "from_partner": "80", "file": (BytesIO(picture()), "foto.jpg")}
    page = pages.submit(pages.see(report), values)
    assert "terlaksana" in page.main
    [small] = [one.get("src") for one in page.find_all("img") if one.get("src", "").endswith("/kecil")]
    assert pages.get(small).mimetype == "image/jpeg"
    fix = report.replace("/laporan", "/perbaikan")
    page = pages.submit(pages.see(fix), {"held_on": "2026-03-19", "reason": ""}, status=422)
    pages.submit(page, {"reason": "Salah tanggal."})
    page = pages.see(report.removesuffix("/laporan"))
    assert "Tanggal pelaksanaan: 20 Maret 2026 → 19 Maret 2026" in page.main
    pages.sign_in(world.above)
    page = pages.see(report.removesuffix("/laporan"))
    assert "Berjalan baik" in page.main
    assert "Riwayat perubahan" not in page.main
    pages.see(small, 404)


def test_a_plan_is_put_off_and_called_off(pages, world):  # noqa: F811
    here = enter(pages, world).path
    page = plan(pages, here)
    later = next(link for link in page.links() if link.endswith("/penundaan"))
    page = pages.submit(pages.see(later), {"reason": "Mitra belum siap."})
    assert "tanggal belum ditentukan" in page.main
    off = later.replace("/penundaan", "/pembatalan")
    page = pages.submit(pages.see(off), {"reason": "Anggaran dialihkan."})
    assert "Anggaran dialihkan." in page.main
    page = pages.submit(pages.see(off), {"reason": "Lagi."}, status=409)
    assert "sudah terlaksana atau dibatalkan" in page.main


def test_an_obligation_is_typed_fulfilled_and_counted(pages, world):  # noqa: F811
    here = enter(pages, world).path
    values = {"text": "Menyediakan narasumber", "reference": "Pasal 4", "side": "office", "first_due_on": "2026-02-28",
              "owner": "Kasubbag", "recurrence": "monthly"}  # fmt: skip
    page = pages.submit(pages.see(f"{here}/kewajiban"), values)
    assert "0 dari 2 kewajiban dipenuhi" in page.main
    assert "lewat tenggat" in page.main
    done = next(link for link in page.links() if link.endswith("/selesai"))
    page = pages.submit(pages.see(done), {"outcome": "done", "file": (BytesIO(picture()), "bukti.jpg")})
    assert "1 dari 2 kewajiban dipenuhi" in page.main
    proof = next(link for link in page.links() if "/tugas/bukti/" in link)
    assert pages.get(proof).mimetype == "image/jpeg"
    away = next(link for link in page.links() if link.endswith("/gugur"))
    page = pages.submit(pages.see(away), {"reason": "Dihapus dengan adendum."})
    assert "1 dari 1 kewajiban dipenuhi" in page.main
    assert "Naskahnya tidak ditulis di sini" in pages.see(f"{here}/kewajiban/dari-naskah").main


def test_the_timeline_says_what_lies_behind_and_ahead_with_today_between(pages, world):  # noqa: F811
    here = enter(pages, world).path
    plan(pages, here)
    said = pages.see(here).main.partition("Garis waktu")[2].rpartition("Garis waktu")[2]
    points = ["Ditandatangani", "Hari ini", "Kegiatan: Sosialisasi pemilih", "Tenggat PKS tindak lanjut",
              "Jendela perpanjangan", "Hari terakhir masa berlaku"]  # fmt: skip
    places = [said.index(point) for point in points]
    assert places == sorted(places)


def test_the_month_of_the_office_and_its_export(pages, world):  # noqa: F811
    here = enter(pages, world).path
    plan(pages, here, title="=CMD()|'x'")
    page = pages.see("/kegiatan/?bulan=2026-03")
    assert "=CMD()" in page.main
    assert "Tidak ada kegiatan" in pages.see("/kegiatan/?bulan=2026-04").main
    assert "Tidak ada kegiatan" in pages.see("/kegiatan/?bulan=2026-03&keadaan=held").main
    pages.see("/kegiatan/?bulan=9999-99&keadaan=salah")
    sheet = load_workbook(BytesIO(pages.get("/kegiatan/unduh.xlsx?bulan=2026-03").data)).active
    [row] = [line for line in sheet.iter_rows(values_only=True) if "=CMD()|'x'" in line]
    assert "direncanakan" in row
    assert "'=CMD()" in pages.get("/kegiatan/unduh.csv?bulan=2026-03").data.decode("utf-8-sig")
    assert pages.get("/kegiatan/unduh.exe").status_code == 404
    pages.sign_in(world.above)
    assert "=CMD()" not in pages.see("/kegiatan/?bulan=2026-03").main
    assert "=CMD()" in pages.see("/kegiatan/?bulan=2026-03&cakupan=bawahan").main


def test_a_calendar_is_subscribed_to_renewed_and_revoked(pages, world):  # noqa: F811
    enter(pages, world)
    page = pages.post_to("/kalender/baru", {"untuk": "kantor"})
    [address] = [one.get("value") for one in page.find_all("input") if one.get("value", "").endswith(".ics")]
    path = "/kalender/" + address.rpartition("/")[2]
    assert address not in pages.see("/kalender/").text
    pages.sign_out()
    answer = pages.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert b"Tenggat PKS: Pengawasan" in answer.data
    again = pages.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert pages.get("/kalender/tebakan.ics").status_code == 404
    pages.sign_in(world.district.drafter)
    pages.submit(pages.see("/kalender/"), action="/cabut")
    assert pages.get(path).status_code == 404


def test_an_addendum_has_no_validity_of_its_own(pages, world):  # noqa: F811
    first = enter(pages, world, end_on="2028-01-15").path.split("/")[2]
    changed = {"nature": "addendum", "amends": first, "signed_on": "2026-02-10", "subject": "Adendum Pertama",
               "office_number": "9/HK.02.00/K.CT-01/2/2026", "end_on": "2029-01-15"}  # fmt: skip
    page = enter(pages, world, **changed)
    assert "Keberlakuannya terbaca pada naskah yang diubah" in page.main
    assert f"/kerja-sama/{first}/tindak-lanjut" in page.links()
    for where in (page, pages.see(page.path.removesuffix("/tindak-lanjut"))):
        assert "Berlaku tanpa tanggal berakhir" not in where.main
    assert "Berlaku sampai dengan 15 Januari 2029" in pages.see(f"/kerja-sama/{first}/tindak-lanjut").main


def test_a_scanned_paper_does_not_promise_its_articles_and_what_is_fulfilled_does_not_fall_away(pages, world):  # noqa: F811
    here = enter(pages, world).path
    page = pages.see(here)
    assert "Baca pasal pada pindaian naskah" in page.main
    typed = {"text": "Menyediakan ruang", "side": "partner", "first_due_on": "2026-05-01", "owner": "Rektor"}
    page = pages.submit(pages.see(f"{here}/kewajiban"), typed)
    assert "Nyatakan gugur" in page.main
    done = next(link for link in page.links() if link.endswith("/selesai"))  # obligations stand above tasks
    page = pages.submit(pages.see(done), {"outcome": "done", "note": "Dibuka."})
    assert "1 dari 1 kewajiban dipenuhi" in page.main
    assert "Nyatakan gugur" not in page.main


def test_only_an_office_with_offices_below_is_asked_whether_to_show_them(pages, world):  # noqa: F811
    pages.sign_in(world.district.drafter)
    assert "Beserta kantor di bawahnya" not in pages.see("/kegiatan/").main
    pages.sign_in(world.above)
    assert "Beserta kantor di bawahnya" in pages.see("/kegiatan/").main
