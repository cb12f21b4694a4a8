"""The demo's house: offices, people with their keys, partners with evidence and signatories."""

import hashlib
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from service.accounts.actions import create_person
from service.accounts.passwords import hash_password
from service.authority.actions import init_authority
from service.authority.desk import config_from
from service.core.actor import Actor
from service.core.tools import Tools
from service.core.unit_of_work import UnitOfWork
from service.demo.people import actor, by_role, cast, offices, read_list
from service.demo.scans import make_scan
from service.documents.fontkit import build_kit
from service.offices import actions as office_actions
from service.offices.actions import EvidenceFacts, OfficeFacts, PartnerFacts, StoredUpload
from service.offices.catalogue import category, evidence_kind
from service.offices.loading import load_offices
from service.offices.models import Office
from service.offices.rules import Independence, LegalStatus
from service.offices.signatories import SignatoryFacts, add_signatory
from service.seals.anchors import AnchorKind, write_folder
from service.seals.desk import TRUST_FOLDER
from service.signing.acts import make_key

_LEGAL = {
    "ngo": LegalStatus.LEGAL_ENTITY,
    "mass_organisation": LegalStatus.LEGAL_ENTITY,
    "press": LegalStatus.LEGAL_ENTITY,
    "company": LegalStatus.LEGAL_ENTITY,
    "state_enterprise": LegalStatus.LEGAL_ENTITY,
    "faculty": LegalStatus.PART_OF_BODY,
    "private_university": LegalStatus.PART_OF_BODY,
    "private_school": LegalStatus.PART_OF_BODY,
    "regional_agency": LegalStatus.PART_OF_BODY,
    "other": LegalStatus.NO_LEGAL_ENTITY,
    "youth_organisation": LegalStatus.LEGAL_ENTITY,
    "election_activist": LegalStatus.LEGAL_ENTITY,
}


def build(tools: Tools, today: date) -> dict[str, UUID]:
    """Offices, people, partners, as on the day on which the service began; returns the partners by key."""
    password_hash = hash_password(cast().password)
    with tools.begin() as uow:
        load_offices(uow)
        places = offices(uow.session)
        for member in (*cast().members, *cast().neighbouring):
            create_person(
                uow,
                email=member.email,
                name=member.name,
                title=member.title,
                office_id=places[member.office].id,
                roles=member.roles,
                password_hash=password_hash,
            )
        _furnish(uow, places)
    decree = scan(
        tools, "KEPUTUSAN PENGANGKATAN", ["Pejabat yang namanya tercantum dalam sistem diangkat dalam jabatan."]
    )
    with tools.begin() as uow:
        _officials(uow, today, decree)
    return _partners(tools, today, decree)


def equip(tools: Tools) -> None:
    """The certificate authority, and the keys that the officials of the demo made."""
    with tools.begin() as uow:
        root = init_authority(uow, config_from(tools))
        write_folder(tools.settings.data / TRUST_FOLDER, AnchorKind.BUILT_IN, [root.certificate])
    _keys(tools)


def scan(tools: Tools, title: str, lines: list[str]) -> StoredUpload:
    """A scan made by us, stored and ready to be entered."""
    seed = int.from_bytes(hashlib.sha256(title.encode()).digest()[:4], "big")
    faces = build_kit(tools.settings.data).faces
    data = make_scan(faces["regular"], faces["bold"], title=title, lines=lines, seed=seed)
    stored = tools.storage.put(data)
    return StoredUpload(stored.sha256, stored.size, "application/pdf", "pindaian-contoh.pdf")


def _furnish(uow: UnitOfWork, places: dict[str, Office]) -> None:
    told = {
        "district": ("Jepara", "Jalan Contoh Nomor 20, Jepara", "K.JT-20"),
        "province": ("Semarang", "Jalan Contoh Nomor 33, Semarang", "K.JT"),
        "national": ("Jakarta", "Jalan Contoh Nomor 1, Jakarta", "K1"),
    }
    for key, (seat, address, code) in told.items():
        office = places[key]
        facts = OfficeFacts(
            name=office.name,
            full_name=office.full_name,
            short_name=office.short_name,
            seat=seat,
            address=address,
            email=f"kantor.{key}@demo.sijari.example",
            phone="(000) 000-000",
            letter_code=code,
            number_format=office.number_format,
            classification=office.classification,
            users_expected=True,
        )
        office_actions.update_office(uow, office.id, facts)


def _officials(uow: UnitOfWork, today: date, decree: StoredUpload) -> None:
    places = offices(uow.session)
    for member in cast().members:
        if not member.signatory:
            continue
        office = places[member.office]
        facts = SignatoryFacts(
            name=member.name,
            position=f"{member.signatory} {office.full_name}",
            decree_kind="decree_of_appointment",
            decree_number="0001.CONTOH/KP.01/K1/01",
            decree_date=today - timedelta(days=700),
            valid_from=today - timedelta(days=700),
            valid_until=today + timedelta(days=1000),
            email=member.email,
            person_id=actor(uow.session, member.email).id,
        )
        add_signatory(uow, facts, office_id=office.id, file=decree)


def _keys(tools: Tools) -> None:
    """The officials of the demo have made their signing keys with the PINs that are announced."""
    for member in cast().members:
        if not member.pin:
            continue
        with tools.reading() as session:
            who, office = actor(session, member.email), offices(session)[member.office]
        make_key(tools, who, name=member.name, title=member.title, organisation=office.full_name, pin=member.pin)


def _partners(tools: Tools, today: date, decree: StoredUpload) -> dict[str, UUID]:
    with tools.reading() as session:
        drafter = actor(session, by_role("drafter").email)
        checker = actor(session, by_role("coordinator").email)
    known: dict[str, UUID] = {}
    for said in read_list("partners"):
        known[said["key"]] = _partner(tools, said, known, (drafter, checker), today, decree)
    return known


def _partner(
    tools: Tools,
    said: dict[str, Any],
    known: dict[str, UUID],
    people: tuple[Actor, Actor],
    today: date,
    paper: StoredUpload,
) -> UUID:
    drafter, checker = people
    with tools.begin(drafter) as uow:
        partner = office_actions.create_partner(
            uow,
            PartnerFacts(
                name=said["name"],
                category=said["category"],
                legal_status=_LEGAL.get(said["category"], LegalStatus.PUBLIC_BODY),
                address=said["address"],
                seat=said["seat"],
                liaison_name=f"Penghubung {said['name']}",
                liaison_phone="(000) 111-222",
                liaison_email=f"penghubung.{said['key']}@mitra.example",
                parent_id=known.get(said.get("parent", "")),
                independence=Independence.CLEAR,
                independence_note="Pernyataan rekaan untuk contoh.",
            ),
            different=True,
        )
        kinds = [] if said.get("without_evidence") else _needed(said["category"])
        evidence = [
            office_actions.add_evidence(
                uow, partner.id, EvidenceFacts(kind, "0002.CONTOH/2024", today - timedelta(days=600)), file=paper
            ).id
            for kind in kinds
        ]
        facts = SignatoryFacts(
            name=said["head"],
            position=f"{said['position']} {said['name']}",
            decree_kind="decree_of_appointment",
            decree_number="0003.CONTOH/SK/2024",
            decree_date=today - timedelta(days=500),
            valid_from=today - timedelta(days=500),
            valid_until=today + timedelta(days=900),
            email=f"pimpinan.{said['key']}@mitra.example",
        )
        add_signatory(uow, facts, partner_id=partner.id, file=paper)
    with tools.begin(checker) as uow:
        for evidence_id in evidence:
            office_actions.check_evidence(uow, evidence_id)
    return partner.id


def _needed(key: str) -> list[str]:
    """One accepted kind of evidence for each thing that a category must bring."""
    found = [next(kind for kind in need.any_of if evidence_kind(kind).accepted) for need in category(key).requires]
    return list(dict.fromkeys(found))
