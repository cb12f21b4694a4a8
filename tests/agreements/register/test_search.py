"""Full-text search, the same on both databases: fields, papers, word forms, numbers, phrases, who may find what."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, text

from service.agreements import queries
from service.agreements.actions import new_public_code
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, AgreementOffice
from service.agreements.queries import Search
from service.agreements.register import listing
from service.agreements.register.models import SearchEntry, SearchPage
from service.agreements.register.papers import papers_of, want_texts, write_text
from service.agreements.register.rebuilding import rebuild, want_missing
from service.agreements.registry import REGISTRY
from service.core.database import new_id
from service.core.jobs import Job
from service.core.permissions import Role
from service.followup.models import JointActivity
from service.offices.models import Office, Partner
from tests.offices.people import person, plant

TODAY = date(2026, 3, 2)
NUMBER = "012/HK.02.00/K.JT-12/05/2025"
SHA = "ab" * 32


@pytest.fixture
def tree(tools):
    return plant(tools)


def add(tools, office, subject, partner="Universitas Contoh", stage=Stage.FOLLOW_UP, **more):
    with tools.begin() as uow:
        side = Partner(
            id=new_id(), name=partner, name_key=partner.lower(), category="public_university",
            legal_status="public_body", office_id=office, created_at=uow.now,
        )  # fmt: skip
        uow.session.add(side)
        uow.session.flush()
        one = Agreement(
            id=new_id(), kind="mou", subject=subject, stage=stage.value, stage_since=uow.now, lead_office_id=office,
            partner_id=side.id, public_code=new_public_code(), created_at=uow.now, **more,
        )  # fmt: skip
        uow.session.add(one)
    return one.id


def found(tools, viewer, typed, **more):
    with tools.reading() as session:
        actor = person(viewer, Role.DRAFTER)
        search = Search(text=typed, **more)
        rows = queries.rows(session, actor, search, TODAY, offset=0, limit=50)
        assert len(rows) == queries.count(session, actor, search, TODAY)
        return [row.agreement.subject for row in rows]


def put_text(tools, agreement_id, *pages, sha=SHA):
    with tools.begin() as uow:
        uow.session.get_one(Agreement, agreement_id).final_sha256 = sha
    with tools.begin() as uow:
        assert write_text(uow.session, agreement_id, sha, pages)


@pytest.mark.parametrize(
    "typed", ["pengawasan", "mengawasi", "diawasi", "AWASI", "Pengawas", "awas", "penga", "péngàwasan"]
)
def test_every_form_of_a_word_finds_it(tools, tree, typed):
    add(tools, tree.district, "Pengawasan Partisipatif")
    add(tools, tree.district, "Pendidikan Pemilih")
    assert found(tools, tree.district, typed) == ["Pengawasan Partisipatif"]


@pytest.mark.parametrize(
    "typed", [NUMBER, "HK.02.00", "012", "K.JT-12", "12/05/2025", "012/hk", "K.JT", '"K.JT-12/05"', "77/UNIV", "05/20"]
)
def test_a_number_is_found_whole_and_by_part(tools, tree, typed):
    add(tools, tree.district, "Naskah", office_number=NUMBER, partner_number="77/UNIV/2025")
    add(tools, tree.district, "Lain", office_number="013/HK.01.00/K.XX-13/06/2024")
    assert found(tools, tree.district, typed) == ["Naskah"]


def test_the_parts_of_a_number_have_to_follow_each_other(tools, tree):
    add(tools, tree.district, "Naskah", office_number=NUMBER)
    assert found(tools, tree.district, "HK.00.02") == []
    assert found(tools, tree.district, "00 02") == ["Naskah"]


def test_words_are_sought_together_across_fields_and_phrases_in_their_order(tools, tree):
    add(tools, tree.district, "Sosialisasi Hak Pilih", partner="Universitas Nusantara")
    assert found(tools, tree.district, "nusantara sosialisasi 98.01") == ["Sosialisasi Hak Pilih"]
    assert found(tools, tree.district, '"hak pilih"') == ["Sosialisasi Hak Pilih"]
    assert found(tools, tree.district, '"hak memilih"') == ["Sosialisasi Hak Pilih"]
    assert found(tools, tree.district, '"pilih hak"') == []
    assert found(tools, tree.district, "nusantara penindakan") == []


def test_a_hit_in_the_title_stands_before_one_in_the_partner_and_one_in_the_text(tools, tree):
    paper = add(tools, tree.district, "Naskah ketiga")
    add(tools, tree.district, "Naskah kedua", partner="Lembaga Sengketa")
    add(tools, tree.district, "Sengketa proses")
    put_text(tools, paper, "Penyelesaian sengketa antara para pihak. Sengketa. Sengketa.")
    assert found(tools, tree.district, "sengketa") == ["Sengketa proses", "Naskah kedua", "Naskah ketiga"]


def test_the_text_of_papers_is_found_by_page(tools, tree):
    one = add(tools, tree.district, "Naskah")
    put_text(tools, one, "Halaman judul", "Para pihak menyelenggarakan pelatihan saksi.")
    assert found(tools, tree.district, "melatih saksi") == ["Naskah"]
    with tools.reading() as session:
        assert [row.page for row in session.scalars(select(SearchPage).order_by(SearchPage.page))] == [1, 2]


# -------------------------------------------------------------------------------------------------------------- rule 33
@pytest.mark.parametrize(
    ("stage", "consulted", "sees"),
    [(Stage.DRAFTING, False, False), (Stage.DRAFTING, True, True), (Stage.FOLLOW_UP, False, True)],
)
def test_the_level_above_finds_text_only_where_it_may_read_it(tools, tree, stage, consulted, sees, monkeypatch):
    one = add(tools, tree.district, "Naskah Rintisan", stage=stage)
    put_text(tools, one, "Pembiayaan ditanggung bersama.")
    ids = select(Agreement.id).where(Agreement.id == one)
    monkeypatch.setattr(REGISTRY, "consulted_ids", [lambda office: ids] if consulted else [])
    assert found(tools, tree.district, "pembiayaan") == ["Naskah Rintisan"]
    for above in (tree.province, tree.national):
        assert found(tools, above, "pembiayaan") == (["Naskah Rintisan"] if sees else [])
        assert found(tools, above, "rintisan") == ["Naskah Rintisan"]
        assert found(tools, above, "rintisan pembiayaan") == (["Naskah Rintisan"] if sees else [])
    for other in (tree.neighbour, tree.elsewhere):
        assert found(tools, other, "rintisan") == []
        assert found(tools, other, "pembiayaan") == []


# ------------------------------------------------------------------------------------------------------- kept as it is
def index(tools):
    """Everything the index holds, the derived one included."""
    with tools.reading() as session:
        rows = session.execute(select(SearchEntry.__table__).order_by(SearchEntry.agreement_id)).all()
        if tools.database.is_sqlite:
            session.execute(text("CREATE VIRTUAL TABLE temp.v USING fts5vocab('main', 'search_index', 'instance')"))
            terms = session.execute(text("SELECT term, doc, col, offset FROM temp.v ORDER BY 1, 2, 3, 4")).all()
        else:
            terms = session.execute(text("SELECT * FROM search_index ORDER BY entry_id")).all()
        return [tuple(row) for row in rows], [tuple(row) for row in terms]


def test_the_kept_index_equals_one_made_anew(tools, tree):
    ids = [add(tools, tree.district, f"Naskah {n}", office_number=f"{n}/PM") for n in range(4)]
    put_text(tools, ids[0], "Isi naskah pertama")
    with tools.begin() as uow:
        one = uow.session.get_one(Agreement, ids[1])
        one.subject, one.office_number = "Judul yang diperbaiki", "9/PM"
        one.offices.append(AgreementOffice(office_id=tree.neighbour, position=1))
    with tools.begin() as uow:
        uow.session.scalars(select(Partner)).first().name = "Universitas Berganti Nama"
    with tools.begin() as uow:
        one, other = (uow.session.get_one(Agreement, ids[n]) for n in (1, 2))
        one.offices.clear()
        other.offices.append(AgreementOffice(office_id=tree.neighbour, position=1))
    kept = index(tools)
    assert len(kept[0]) == 4
    assert kept[1]
    with tools.begin() as uow:
        papers = papers_of(uow.session, rebuild(uow.session))
    with tools.begin() as uow:
        assert want_texts(uow.session, papers) == 1
        assert write_text(uow.session, ids[0], SHA, ["Isi naskah pertama"])
    assert index(tools) == kept


def test_a_changed_subject_number_partner_and_office_are_found_at_once_under_the_new_name_only(tools, tree):
    one = add(tools, tree.district, "Lama")
    with tools.begin() as uow:
        agreement = uow.session.get_one(Agreement, one)
        agreement.subject = "Baru"
        uow.session.get_one(Partner, agreement.partner_id).name = "Politeknik Bahari"
    assert found(tools, tree.district, "lama") == []
    assert found(tools, tree.district, "baru bahari") == ["Baru"]
    assert found(tools, tree.district, "universitas") == []


def test_a_change_that_is_rolled_back_leaves_the_index(tools, tree):
    one = add(tools, tree.district, "Lama")

    def fail():
        with tools.begin() as uow:
            uow.session.get_one(Agreement, one).subject = "Baru"
            uow.session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert found(tools, tree.district, "lama") == ["Lama"]
    assert found(tools, tree.district, "baru") == []


def test_an_agreement_that_is_removed_leaves_the_index_with_it(tools, tree):
    one = add(tools, tree.district, "Keliru")
    put_text(tools, one, "Isi")
    with tools.begin() as uow:
        uow.session.execute(delete(Agreement).where(Agreement.id == one))
    rows, terms = index(tools)
    assert (rows, terms) == ([], [])


def test_a_final_paper_is_asked_to_be_read_once(tools, tree):
    one = add(tools, tree.district, "Naskah")
    for _ in range(2):
        with tools.begin() as uow:
            uow.session.get_one(Agreement, one).final_sha256 = SHA
    with tools.reading() as session:
        (job,) = session.scalars(select(Job).where(Job.kind == "index_text"))
        assert (job.subject_id, job.revision, job.agreement_id) == (one, SHA, None)


def test_rows_that_came_in_past_the_service_are_indexed_by_the_schedule(tools, tree):
    add(tools, tree.district, "Naskah")
    with tools.begin() as uow:
        uow.session.execute(delete(SearchEntry))
    assert found(tools, tree.district, "naskah") == []
    with tools.begin() as uow:
        assert want_missing(uow.session) == (1, 0)
        assert want_missing(uow.session) == (0, 0)
    assert found(tools, tree.district, "naskah") == ["Naskah"]


def test_the_text_of_a_paper_that_is_not_the_last_any_more_is_not_entered(tools, tree):
    one = add(tools, tree.district, "Naskah", final_sha256="cd" * 32)
    with tools.begin() as uow:
        assert not write_text(uow.session, one, SHA, ["Isi lama"])
    assert found(tools, tree.district, "isi") == []


def test_an_agreement_is_found_by_its_joint_activities_like_by_its_text(tools, tree):
    one = add(tools, tree.district, "Naskah")
    with tools.begin() as uow:
        uow.session.add(
            JointActivity(
                id=new_id(), agreement_id=one, title="Kuliah umum", held_on=TODAY, place="Aula", added_name="A",
                added_at=uow.now,
            )
        )  # fmt: skip
    assert found(tools, tree.district, "kuliah aula") == ["Naskah"]
    assert found(tools, tree.province, "kuliah") == ["Naskah"]
    assert found(tools, tree.elsewhere, "kuliah") == []
    with tools.begin() as uow:
        activity = uow.session.scalars(select(JointActivity)).one()
        activity.result = "Kesepakatan baru"
    assert found(tools, tree.district, "kesepakatan") == ["Naskah"]
    with tools.begin() as uow:
        uow.session.get_one(Agreement, one).stage = "drafting"  # what may not be read is not found by it (rule 33)
    assert found(tools, tree.province, "kuliah") == []


def test_filters_and_text_hold_together(tools, tree):
    add(tools, tree.district, "Naskah A", signed_on=date(2025, 1, 5), end_on=date(2026, 4, 1))
    add(tools, tree.district, "Naskah B", signed_on=date(2024, 1, 5), end_on=date(2026, 1, 1), final_sha256=SHA)
    add(tools, tree.neighbour, "Naskah C", stage=Stage.DRAFTING)
    add(tools, tree.province, "Naskah D", signed_on=date(2025, 6, 5), suspended_on=date(2026, 1, 1), office_number="1")
    expected = {
        ("year", 2025): "AD", ("validity", "berlaku"): "AD", ("validity", "segera"): "A", ("validity", "berakhir"): "B",
        ("validity", "ditangguhkan"): "D", ("scan", "ada"): "B", ("number", "kantor"): "ABC", ("scope", "sendiri"): "D",
        ("stage", "drafting"): "C", ("end_from", date(2026, 2, 1)): "A", ("signed_to", date(2024, 12, 31)): "B",
        ("office", tree.neighbour): "C", ("category", "public_university"): "ABCD", ("category", "press"): "",
        ("kind", "pks"): "", ("nature", "original"): "ABCD",
    }  # fmt: skip
    for (part, value), letters in expected.items():
        for typed in ("naskah", ""):
            got = found(tools, tree.province, typed, **{part: value})
            assert sorted(got) == [f"Naskah {one}" for one in letters], (part, value, typed)


@pytest.mark.parametrize("name", sorted(queries.SORTS))
def test_the_list_sorts_by_every_head_both_ways_and_what_has_no_value_stands_last(tools, tree, name):
    add(
        tools,
        tree.district,
        "A",
        "Bb",
        signed_on=date(2025, 1, 5),
        effective_on=TODAY,
        end_on=TODAY,
        office_number="1",
        partner_number="2",
    )
    add(
        tools,
        tree.province,
        "B",
        "Aa",
        signed_on=date(2024, 1, 5),
        effective_on=TODAY.replace(day=1),
        end_on=TODAY.replace(day=1),
        office_number="2",
        partner_number="1",
    )
    add(tools, tree.neighbour, "C", "Cc", stage=Stage.DRAFTING)
    up, down = (found(tools, tree.province, "", sort=f"{sign}{name}") for sign in ("", "-"))
    assert sorted(up) == sorted(down) == ["A", "B", "C"]
    if name in ("tanggal", "berlaku", "berakhir", "nomor", "nomor_mitra"):
        assert up[-1] == down[-1] == "C"
        assert up[:2] == down[:2][::-1]


def many(tools, offices, subject, number, **more):
    """Agreements of one subject, the last of them the newest, shared out among the offices."""
    with tools.begin() as uow:
        side = Partner(
            id=new_id(), name="Mitra", name_key="mitra", category="press", legal_status="public_body",
            office_id=offices[0], created_at=uow.now,
        )  # fmt: skip
        uow.session.add(side)
        uow.session.flush()
        for at in range(number):
            uow.session.add(
                Agreement(
                    id=new_id(), kind="mou", subject=f"{subject} {at:02}", stage="follow_up", partner_id=side.id,
                    stage_since=uow.now + timedelta(minutes=at), lead_office_id=offices[at % len(offices)],
                    public_code=new_public_code(), created_at=uow.now, signed_on=TODAY, **more,
                )
            )  # fmt: skip


@pytest.mark.parametrize("chosen", [{}, {"kind": "mou"}, {"year": 2026}, {"validity": "berlaku", "category": "press"}])
def test_of_too_many_hits_the_newest_are_shown_whatever_else_is_asked(tools, tree, monkeypatch, chosen):
    monkeypatch.setattr(listing, "MOST_COUNTED", 4)
    many(tools, [tree.district, tree.neighbour], "Pengawasan", 9)
    add(tools, tree.district, "Pendidikan")
    for typed in ("pengawasan", "penga"):
        search = Search(text=typed, **chosen)
        with tools.reading() as session:
            actor = person(tree.national, Role.DRAFTER)
            known = queries.find(session, actor, search, TODAY)
            rows = queries.rows(session, actor, search, TODAY, offset=2, limit=3, found=known)
        assert (known.total, known.more) == (4, True)
        assert [row.agreement.subject for row in rows] == ["Pengawasan 06", "Pengawasan 05", "Pengawasan 04"]


@pytest.mark.parametrize("name", sorted(queries.SORTS))
@pytest.mark.parametrize("chosen", [{}, {"kind": "mou", "year": 2026, "stage": "follow_up", "validity": "berlaku"}])
def test_a_long_list_stands_in_the_same_order_as_a_short_one_page_by_page(tools, tree, monkeypatch, name, chosen):
    many(tools, [tree.district, tree.neighbour, tree.province], "Naskah", 8)
    actor = person(tree.national, Role.DRAFTER)

    def listed(search):
        with tools.reading() as session:
            pages = [queries.rows(session, actor, search, TODAY, offset=at, limit=3) for at in (0, 3, 6)]
        return [row.agreement.id for page in pages for row in page]

    for sign in ("", "-"):
        search = Search(sort=f"{sign}{name}", **chosen)
        short = listed(search)
        monkeypatch.setattr(listing, "MANY", 1)
        assert listed(search) == short
        assert len(set(short)) == 8
        monkeypatch.setattr(listing, "MANY", 2_000)


def test_an_office_that_moves_is_seen_by_its_new_province_at_once_and_not_by_the_old_one(tools, tree):
    add(tools, tree.district, "Naskah")
    assert found(tools, tree.province, "") == ["Naskah"]
    with tools.begin() as uow:
        uow.session.get_one(Office, tree.district).parent_id = tree.national
    assert found(tools, tree.province, "") == []
    assert found(tools, tree.national, "") == ["Naskah"]


def test_what_a_transaction_took_back_is_not_remembered_of_the_tree(tools, tree):
    add(tools, tree.district, "Naskah")
    with tools.database.begin() as session:
        session.get_one(Office, tree.district).parent_id = tree.national
        session.flush()
        assert queries.count(session, person(tree.province, Role.DRAFTER), Search(), TODAY) == 0
        session.rollback()
    assert found(tools, tree.province, "") == ["Naskah"]
