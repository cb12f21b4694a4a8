"""What a new text starts with: both sides and their signatories, the plan, the MoU above it, an earlier text."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.agreements.family import amended
from service.agreements.family_models import Amendment
from service.agreements.family_rules import ENDS_FROM, NEW_END, OLD_END, ordinal_word
from service.agreements.lifecycle import Kind, Mode
from service.agreements.models import Agreement, Nature
from service.agreements.registry import REGISTRY, PlanSummary
from service.core.clock import local_date
from service.core.database import moment
from service.core.refusals import Refused
from service.core.wording import date_long
from service.documents import clauses
from service.documents.catalogue import Template
from service.documents.clause_models import Clause
from service.documents.content import MODE_FIELD, ArticleText, Content, SigningMode
from service.documents.manifest import Manifest
from service.documents.models import DocumentVersion
from service.documents.partner_facts import OF_FILE
from service.documents.values import is_empty
from service.documents.versions import content_of
from service.offices import queries as offices
from service.offices.models import Office, Partner, Signatory
from service.offices.rules import blocking, signatory_valid

TEMPLATES = {Kind.MOU.value: "nota_kesepahaman", Kind.PKS.value: "perjanjian_kerja_sama"}
TITLES = {Kind.MOU.value: "Nota Kesepahaman", Kind.PKS.value: "Perjanjian Kerja Sama"}
CHANGES = {
    Nature.ADDENDUM.value: "adendum",
    Nature.RENEWAL.value: "perpanjangan",
    Nature.TERMINATION.value: "pengakhiran",
}
MODES = {
    SigningMode.ELECTRONIC: Mode.ELECTRONIC,
    SigningMode.WET: Mode.WET,
    SigningMode.COUNTERPARTS: Mode.SEPARATE,
}
SIDES = ("pihak_kesatu", "pihak_kedua")
# What belongs to this agreement and is never taken over from an earlier one.
OWN_FIELDS = frozenset({"judul", *SIDES, "penghubung_kesatu", "penghubung_kedua", "nota_kesepahaman"})


def template_name(agreement: Agreement) -> str:
    """The paper of an agreement: by its kind, or by what it does to another."""
    return CHANGES.get(agreement.nature) or TEMPLATES[agreement.kind]


def default_articles(manifest: Manifest) -> tuple[ArticleText, ...]:
    """The articles that a template begins with."""
    return tuple(ArticleText(one.key, one.title, one.body) for one in manifest.articles if one.included)


def all_articles(manifest: Manifest) -> tuple[ArticleText, ...]:
    """Every article that a template knows, in its order."""
    return tuple(ArticleText(one.key, one.title, one.body) for one in manifest.articles)


def first_content(session: Session, agreement: Agreement, template: Template) -> Content:
    """The text that drafting begins with; nothing is made up, what is not known stays open."""
    lead = offices.office(session, agreement.lead_office_id)
    partner = offices.partner(session, agreement.partner_id) if agreement.partner_id else None
    known = {
        "judul": agreement.subject,
        "pihak_kesatu": [
            party_of_office(session, agreement, offices.office(session, office_id))
            for office_id in (lead.id, *(row.office_id for row in agreement.offices))
        ],
        "pihak_kedua": [party_of_partner(session, agreement, partner)] if partner else [],
        "penghubung_kedua": _liaison(partner) if partner else {},
        "jangka_waktu": _period(agreement.term_months),
        "nota_kesepahaman": _parent(session, agreement),
        **_from_plan(plan_of(session, agreement)),
        **_from_amended(session, agreement),
    }
    manifest = template.manifest
    left_out = _not_fitting(agreement, known)
    articles = tuple(one for one in default_articles(manifest) if one.key not in left_out)
    if articles and agreement.nature_ is Nature.ORIGINAL:
        articles = with_clauses(articles, required_clauses(session, agreement))
    return Content({**manifest.defaults(), **fitting(manifest, known)}, articles)


def required_clauses(session: Session, agreement: Agreement) -> list[Clause]:
    """The clauses that this office or one above it wants in every text of this kind with such a partner."""
    partner = offices.partner(session, agreement.partner_id) if agreement.partner_id else None
    category = partner.category if partner else ""
    return clauses.mandatory(session, agreement.lead_office_id, kind=agreement.kind, category=category)


def with_clauses(articles: tuple[ArticleText, ...], wanted: Sequence[Clause]) -> tuple[ArticleText, ...]:
    """The articles with these clauses before the last one; a clause that is there already is not put in again."""
    absent = [clauses.article_of(one, one.current) for one in clauses.missing(wanted, articles) if one.current]
    return (*articles[:-1], *absent, *articles[-1:])


def _from_amended(session: Session, agreement: Agreement) -> dict[str, Any]:
    """What an addendum, a renewal or a termination says of the agreement it names, and what was asked for."""
    target = amended(session, agreement)
    wish = session.get(Amendment, agreement.id)
    if target is None or wish is None:
        return {}
    others = [one.strip() for one in target.partner_number.split(";")]  # one for each side besides the office's
    known = {
        "bentuk": target.kind,
        "judul_asal": printed_title(session, target),
        "urutan": ordinal_word(wish.ordinal),
        "nomor_asal_kesatu": target.office_number,
        "nomor_asal_kedua": next(iter(others), ""),
        "nomor_asal_lain": others[1:],
        "tanggal_asal": _iso(target.signed_on),
        ENDS_FROM: _iso(wish.wanted_ended_on),
        "alasan_pengakhiran": plan_of(session, agreement).need.strip().rstrip("."),
    }
    if wish.wanted_end_on is not None:
        known |= {OLD_END: _iso(target.end_on), NEW_END: _iso(wish.wanted_end_on)}
    return known


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _not_fitting(agreement: Agreement, known: Mapping[str, Any]) -> frozenset[str]:
    """Articles of the template that this paper does not begin with."""
    if agreement.nature_ is Nature.ADDENDUM and not known.get(NEW_END):
        return frozenset({"jangka_waktu"})
    if agreement.nature_ is Nature.TERMINATION and agreement.kind_ is not Kind.MOU:
        return frozenset({"perjanjian_turunan"})
    return frozenset()


def fitting(manifest: Manifest, known: Mapping[str, Any]) -> dict[str, Any]:
    """Only what the template asks for and what is not empty."""
    return {key: value for key, value in known.items() if key in manifest.by_key and not is_empty(value)}


def with_section(manifest: Manifest, content: Content, section: str, values: Mapping[str, Any]) -> Content:
    """The text with the values of one section; a field that is not among them is emptied."""
    keys = {field.key for field in manifest.fields_of(section)}
    if not keys or keys & set(OF_FILE):  # what was read from a partner's file is not typed
        raise Refused("section_unknown")
    kept = {key: value for key, value in content.values.items() if key not in keys}
    return Content({**kept, **{key: value for key, value in values.items() if key in keys}}, content.articles)


def take_over(manifest: Manifest, present: Content, earlier: Content) -> Content:
    """The present text with everything of an earlier one that is not about its own parties and subject."""
    taken = {key: value for key, value in earlier.values.items() if key not in OWN_FIELDS}
    articles = tuple(earlier.articles) or present.articles
    mandatory = {one.key for one in manifest.articles if one.mandatory} - {one.key for one in articles}
    missing = tuple(one for one in all_articles(manifest) if one.key in mandatory)
    return Content({**present.values, **fitting(manifest, taken)}, articles + missing)


def plan_of(session: Session, agreement: Agreement) -> PlanSummary:
    """What planning wrote down, as far as a room tells."""
    return next((plan for source in REGISTRY.plans if (plan := source(session, agreement))), PlanSummary())


def _from_plan(plan: PlanSummary) -> dict[str, Any]:
    return {
        "menimbang": [plan.need] if plan.need else [],
        "ruang_lingkup": list(plan.scope),
        "kontribusi_kesatu": list(plan.office_contribution),
        "kontribusi_kedua": list(plan.partner_contribution),
        "kewajiban_kesatu": list(plan.office_contribution),
        "kewajiban_kedua": list(plan.partner_contribution),
        "rencana_kegiatan": [
            {"kegiatan": what, "waktu": when, "penanggung_jawab": who} for what, when, who in plan.activities
        ],
        "data_pribadi": "ya" if plan.personal_data else "",
    }


def _period(months: int | None) -> dict[str, int]:
    if not months:
        return {}
    years, rest = divmod(months, 12)
    return {key: value for key, value in (("tahun", years), ("bulan", rest)) if value}


def _parent(session: Session, agreement: Agreement) -> str:
    parent = session.get(Agreement, agreement.parent_id) if agreement.parent_id else None
    if parent is None:
        return ""
    number = f" Nomor {parent.office_number}" if parent.office_number else ""
    day = f" tanggal {date_long(parent.signed_on)}" if parent.signed_on else ""
    return f"{printed_title(session, parent)}{number}{day} tentang {parent.subject}"


def printed_title(session: Session, agreement: Agreement) -> str:
    """What the paper of an agreement calls itself; its kind where no text is known ("Nota Kesepakatan" is an MoU)."""
    version = session.get(DocumentVersion, agreement.frozen_version_id) if agreement.frozen_version_id else None
    said = str(content_of(version).values.get("judul_naskah", "")).strip() if version else ""
    return said or TITLES[agreement.kind]


def _liaison(partner: Partner) -> dict[str, str]:
    said = {"nama": partner.liaison_name, "telepon": partner.liaison_phone, "surel": partner.liaison_email}
    return {key: text for key, text in said.items() if text}


# ------------------------------------------------------------------------------------------------------------- parties
def party_of_office(session: Session, agreement: Agreement, office: Office) -> dict[str, Any]:
    """One Bawaslu office as the paper names it; its signatory only when there is exactly one who may sign."""
    seat = office.address or office.seat
    signatory = only_one(usable(session, agreement, office_id=office.id))
    return _party(office.full_name or office.name, seat, signatory)


def party_of_partner(session: Session, agreement: Agreement, partner: Partner) -> dict[str, Any]:
    """The partner as the paper names it."""
    signatory = only_one(usable(session, agreement, partner_id=partner.id))
    return _party(partner.name, partner.address or partner.seat, signatory)


def _party(name: str, seat: str, signatory: Signatory | None) -> dict[str, Any]:
    party: dict[str, Any] = {"lembaga": name}
    if seat:
        party["alamat"] = seat
    if signatory is not None:
        party["penandatangan"] = signatory_parts(signatory)
    return party


def signatory_parts(one: Signatory) -> dict[str, str]:
    """A signatory as the paper names him, with his capacity (Plt., Plh.) and his ground."""
    day = f" tanggal {date_long(one.decree_date)}" if one.decree_date else ""
    ground = f"{GROUNDS.get(one.decree_kind, 'Keputusan')} Nomor {one.decree_number}{day}" if one.decree_number else ""
    said = {"nama": one.name, "jabatan": one.position, "kapasitas": one.acting_capacity, "dasar": ground}
    return {key: text for key, text in said.items() if text}


GROUNDS = {"power_of_attorney": "Surat Kuasa", "delegation": "Surat Pendelegasian Wewenang"}


def only_one(found: Sequence[Signatory]) -> Signatory | None:
    """The signatory, where there is no choice to be made."""
    return found[0] if len(found) == 1 else None


def usable(
    session: Session, agreement: Agreement, *, office_id: UUID | None = None, partner_id: UUID | None = None
) -> list[Signatory]:
    """Those who may sign this kind of agreement today for an office or a partner."""
    zone = offices.office(session, agreement.lead_office_id).zone_
    today = local_date(moment(session), zone)
    found = offices.signatories(session, office_id=office_id, partner_id=partner_id, active_only=True)
    return [one for one in found if not blocking(signatory_valid(one.as_mandate(), today, agreement.kind))]


def mode_of(content: Content) -> Mode | None:
    """The mode of signing that a text has chosen (rule 36)."""
    chosen = content.values.get(MODE_FIELD)
    return MODES[SigningMode(chosen)] if chosen in set(SigningMode) else None


def term_months(content: Content) -> int | None:
    """The term that a text gives, in months."""
    period = content.values.get("jangka_waktu")
    if not isinstance(period, Mapping):
        return None
    parts = [period.get("tahun", 0), period.get("bulan", 0)]
    return 12 * parts[0] + parts[1] or None if all(isinstance(part, int) for part in parts) else None
