"""The pages of the family: beginning an instrument, the tree, the check page, the paper from before the service."""

import io
from datetime import date

import pytest
from sqlalchemy import select

from service.agreements import family_tree
from service.agreements.family import Wish
from service.agreements.family_models import Amendment
from service.agreements.lifecycle import Kind, Mode, Stage
from service.agreements.models import Agreement, Nature
from service.core.database import new_id
from service.offices.models import Office
from service.planning import actions as planning
from service.screening.models import ElectionPhase, Screening
from service.screening.rules import Result, State
from tests.agreements.test_family import CHANGES, END, LATER, RENEW, SETTLED
from tests.support.agreements import person
from tests.support.families import ENDS, House, instruments, settle
from tests.support.pages import PageClient
from tests.support.papers import plain_pdf


@pytest.fixture
def house(sqlite_tools, pages: PageClient) -> House:
    made = settle(sqlite_tools, accounts=True)
    pages.sign_in(made.staff.drafter)
    return made


def address(house: House, more: str = "", identity=None) -> str:
    return f"/kerja-sama/{identity or house.amended_id}{more}"


def pks_under(house: House) -> Agreement:
    with house.tools.begin(house.made.people["drafter"]) as uow:
        made = planning.create_agreement(
            uow, Kind.PKS, "Sekolah Pengawasan", partner_id=house.made.partner_id, parent_id=house.amended_id
        )
        made.stage, made.signed_on, made.end_on = Stage.FOLLOW_UP.value, date(2026, 1, 5), date(2027, 1, 5)
        made.office_number = "009/HK.02.00/K.CT-01/01/2026"
        return made


# ----------------------------------------------------------------------------------------------------------- beginning
@pytest.mark.parametrize(
    ("path", "typed", "nature"),
    [
        ("/adendum", {"reason": "Jadwal berubah."}, "addendum"),
        ("/perpanjangan", {"reason": "Berjalan baik.", "end_on": "03-11-2028"}, "renewal"),
        ("/pengakhiran", {"reason": "Program berhenti.", "ends_from": "01-05-2026"}, "termination"),
    ],
)
def test_each_begins_on_its_own_page_and_leads_to_its_plan(pages, house, path, typed, nature):
    page = pages.submit(pages.see(address(house, path)), typed)
    made = instruments(house.tools, house.amended_id)[0]
    assert made.nature == nature
    assert page.path == address(house, "/perencanaan", made.id)
    assert typed["reason"] in page.text


def test_a_renewal_is_offered_for_as_long_again(pages, house):
    assert pages.see(address(house, "/perpanjangan")).form().values["end_on"] in ("2027-11-03", "03-11-2027")


def watch(house: House, result: Result) -> None:
    """A phase that concerns the partner runs, and the screening it opened was decided."""
    with house.tools.begin() as uow:
        phase = ElectionPhase(
            id=new_id(),
            contest="Pemilu",
            name="Kampanye",
            first_on=date(2026, 2, 1),
            last_on=date(2026, 4, 1),
            categories=["public_university"],
            source="Contoh",
            created_name="Contoh",
            created_at=uow.now,
        )
        uow.session.add(phase)
        uow.session.flush()
        row = Screening(
            agreement_id=house.amended_id,
            phase_id=phase.id,
            state=State.DECIDED.value,
            opened_on=date(2026, 2, 1),
            opened_at=uow.now,
            due_on=date(2026, 2, 15),
            result=result.value,
            reason="Tidak ada keterkaitan dengan calon.",
            decided_at=uow.now,
            decided_on=date(2026, 2, 20),
        )
        uow.session.add(row)


def test_a_renewal_shows_what_the_latest_screening_found(pages, house):
    watch(house, Result.CONTINUE)
    text = pages.see(address(house, "/perpanjangan")).text
    assert "lanjut Tidak ada keterkaitan dengan calon. (20 Februari 2026)" in text
    assert "Pemeriksaan kemandirian terakhir" not in pages.see(address(house, "/adendum")).text


def test_a_partner_found_wanting_can_be_parted_from_by_agreement(pages, house):
    watch(house, Result.END)
    made = house.conclude(house.begin(END), Mode.WET, SETTLED)
    assert made.stage == Stage.FOLLOW_UP
    assert house.row().ended_on == date(2026, 4, 1)


def test_a_wrong_date_is_said_at_its_field(pages, house):
    page = pages.submit(pages.see(address(house, "/perpanjangan")), {"reason": "x", "end_on": "03-11-2026"}, status=422)
    assert "Tanggal berakhir baru harus sesudah tanggal berakhir sekarang." in page.text


def test_after_expiry_only_a_new_agreement_is_offered_and_it_starts_from_the_old_data(pages, house):
    house.change(end_on=date(2026, 1, 1))
    summary = pages.see(address(house))
    assert "Buat adendum" not in summary.text
    assert "Buat kerja sama baru dari data ini" in summary.text
    assert "hanya kerja sama baru yang dapat dibuat" in pages.see(address(house, "/adendum")).text
    page = pages.submit(pages.see(f"/kerja-sama/baru?dari={house.amended_id}"), {})
    made_id = page.path.split("/")[2]
    tree = pages.see(address(house, "/keluarga", made_id))
    assert "Menggantikan Pengawasan Partisipatif" in tree.text
    assert "Digantikan oleh Pengawasan Partisipatif" in pages.see(address(house, "/keluarga")).text


@pytest.mark.parametrize("path", ["/adendum", "/perpanjangan", "/pengakhiran"])
def test_who_may_not_draft_sees_no_start_page(pages, house, path):
    pages.sign_in(house.staff.auditor)
    pages.see(address(house, path), 403)


def test_plan_and_partner_pages_of_a_renewal_say_what_is_needed(pages, house):
    identity = house.begin(RENEW)
    assert (
        "Perpanjangan memerlukan alasan, kedua pemeriksaan" in pages.see(address(house, "/perencanaan", identity)).text
    )
    assert "Mitra mengikuti naskah" in pages.see(address(house, "/perencanaan/mitra", identity)).text
    page = pages.submit(pages.see(address(house, "/perencanaan/rencana", identity)), {"need": "Alasan baru."})
    assert "Alasan baru." in page.text


def test_the_drafting_page_shows_the_changes_as_a_table(pages, house):
    identity = house.begin(Wish(Nature.ADDENDUM))
    house.plan(identity)
    page = pages.see(address(house, "/perumusan?bagian=isi", identity))
    assert "Semula" in page.text
    assert "Menjadi" in page.text


# ------------------------------------------------------------------------------------------------------------ the tree
def test_the_tree_shows_mou_pks_addendum_and_where_the_reader_stands(pages, house):
    pks = pks_under(house)
    addendum = house.begin(Wish(Nature.ADDENDUM, end_on=LATER))
    house.conclude(addendum, Mode.WET, {"perubahan": CHANGES})
    page = pages.see(address(house, "/keluarga", pks.id))
    current = [one for one in page.find_all("strong") if one.get("aria-current") == "page"]
    assert "PKS: Sekolah Pengawasan" in "".join(current[0].itertext())
    assert "tanggal berakhir 3 November 2026 menjadi 3 November 2027" in page.text
    assert page.text.index("MoU:") < page.text.index("Adendum MoU:") < page.text.index("PKS: Sekolah")


def test_the_summary_names_what_changed_and_the_pks_of_an_ended_mou_is_warned(pages, house):
    pks = pks_under(house)
    house.conclude(house.begin(Wish(Nature.TERMINATION, ends_from=date(2026, 3, 2))), Mode.WET, SETTLED)
    assert "diakhiri" in pages.see(address(house)).text
    assert "MoU induk tidak berlaku lagi" in pages.see(address(house, "", pks.id)).text
    assert house.row(pks.id).ended_on is None


def test_the_tree_leaves_out_what_the_viewers_office_may_not_see(tools):
    """The province sees its district's family; the sister district, whose PKS stands under it, sees only its own."""
    house = settle(tools)
    sister = new_id()
    with tools.begin() as uow:
        row = Office(id=sister, code="TEST-02", name="Kota", full_name="Kota", short_name="Kota", level="kabkota")
        uow.session.add(row)
    house.begin(RENEW)
    pks = pks_under(house)
    with tools.begin() as uow:
        uow.session.get_one(Agreement, pks.id).lead_office_id = sister
    with tools.reading() as session:
        ours = session.get_one(Agreement, house.amended_id)
        theirs = session.get_one(Agreement, pks.id)
        seen = family_tree.family(session, house.made.people["drafter"], ours)
        other = family_tree.family(session, person(sister, "drafter"), theirs)
        assert [one.agreement.nature for one in seen.root.children] == ["renewal"]
        assert other.root.agreement.id == pks.id
        assert other.size == 1


# ------------------------------------------------------------------------------------------------------ the check page
def test_the_check_page_of_an_amended_agreement_names_the_addendum_and_leads_to_its_own(pages, house):
    from service.agreements.actions import register_paper
    from service.agreements.models import PaperKind

    with house.tools.begin() as uow:
        stored = house.tools.storage.put(plain_pdf(1, "asli"))
        register_paper(uow, house.amended_id, stored, PaperKind.LEGACY_SCAN, published=True)
    identity = house.begin(Wish(Nature.ADDENDUM, end_on=LATER))
    made = house.conclude(identity, Mode.WET, {"perubahan": CHANGES})
    pages.sign_out()
    page = pages.see(f"/v/{house.row().public_code}")
    assert "Berlaku s.d. 3 November 2027; diubah dengan adendum" in page.text
    assert made.office_number in page.text
    assert "tanggal berakhir 3 November 2026 menjadi 3 November 2027" in page.text
    link = next(one for one in page.find_all("a") if one.get("href", "").endswith(made.public_code))
    own = pages.see(link.get("href"))
    assert "Adendum Nota Kesepahaman (MoU)" in own.text
    assert "004/HK.02.00/K.CT-01/11/2025" in own.text
    assert "keberlakuannya terbaca pada naskah yang diacunya" in own.text


# ------------------------------------------------------------------------------------ papers from before the service
def entry(house: House, **more: object) -> dict[str, object]:
    said = {
        "kind": "mou",
        "nature": "renewal",
        "amends": str(house.amended_id),
        "subject": "Pengawasan Partisipatif",
        "partner": str(house.made.partner_id),
        "office_number": "001/HK.02.00/K.CT-01/02/2026",
        "signed_on": "10-02-2026",
        "end_on": "03-11-2027",
        "scan": (io.BytesIO(plain_pdf(1, f"lama {more}")), "lama.pdf"),
    }
    return {**said, **more}


def test_a_renewal_on_paper_is_entered_and_takes_effect(pages, house):
    page = pages.see(f"/kerja-sama/yang-sudah-ada?mengubah={house.amended_id}")
    assert page.form().values["amends"] == str(house.amended_id)
    pages.submit(page, entry(house))
    made = instruments(house.tools, house.amended_id)[0]
    assert (made.nature, made.origin, made.end_on, made.pks_due_on) == ("renewal", "legacy", None, None)
    assert house.row().end_on == LATER


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"amends": ""}, "Pilih naskah yang diubah"),
        ({"kind": "pks"}, "Bentuk atau mitranya tidak sama"),
        ({"signed_on": "10-02-2025"}, "mendahului penandatanganan naskah yang diubahnya"),
        ({"end_on": "03-11-2026"}, "harus sesudah tanggal berakhir sekarang"),
        ({"nature": "termination", "effective_on": ""}, "Isi sejak kapan naskah tidak berlaku lagi"),
    ],
)
def test_a_paper_that_does_not_fit_what_it_changes_is_refused(pages, house, more, said):
    page = pages.submit(pages.see("/kerja-sama/yang-sudah-ada"), entry(house, **more), status=422)
    assert said in page.text
    assert instruments(house.tools, house.amended_id) == []


def test_a_paper_signed_after_expiry_is_refused(pages, house):
    house.change(end_on=date(2026, 2, 9))
    page = pages.submit(pages.see("/kerja-sama/yang-sudah-ada"), entry(house), status=409)
    assert "sudah berakhir" in page.text


def test_an_ending_on_paper_ends_the_agreement(pages, house):
    typed = entry(house, nature="termination", effective_on="01-03-2026", end_on="")
    pages.submit(pages.see("/kerja-sama/yang-sudah-ada"), typed)
    assert house.row().ended_on == date(2026, 3, 1)
    assert house.row().end_on == ENDS
    with house.tools.reading() as session:
        assert session.scalars(select(Amendment)).one().ended_on == date(2026, 3, 1)


def test_the_register_names_the_nature(pages, house):
    house.begin(END)
    assert "Pengakhiran MoU" in pages.see(address(house, "/keluarga")).text
