"""The act of signing in three parts: take the slot, sign with no transaction open, write down the raw signature.

No secret ever rests: the key of a member of staff is opened with his PIN and dropped, that of a guest is made for this
one signature. Should the process die at any point, either nothing was signed and the slot frees itself in two minutes,
or the raw signature rests and a worker completes the paper.
"""

import base64
from contextlib import suppress
from uuid import UUID

from service.accounts import tries
from service.authority import actions as authority
from service.authority import certificates, keys
from service.authority.actions import Guest
from service.authority.desk import Authority, Credential, config_from
from service.core.actor import Actor
from service.core.refusals import Refused
from service.core.tools import Tools
from service.seals.ports import PaperSealer, StampWords
from service.signing.rules import SlotKind
from service.signing.turns import Held, Made, Proof, free_slot, record_act, take_slot


def sign(tools: Tools, actor: Actor, slot_id: UUID, *, seen_sha256: str, proof: Proof, pin: str = "") -> UUID:
    """Sign a slot in the name of its signer and return the act; the paper is completed by a worker."""
    if tools.clock.moved:
        raise Refused("clock_moved")
    with tools.begin(actor) as uow:
        held = take_slot(uow, slot_id, seen_sha256=seen_sha256)
    try:
        made = _make(tools, actor, held, proof, pin)
        with tools.begin(actor) as uow:
            return record_act(uow, held, made, proof).id
    except BaseException:
        with suppress(Exception), tools.begin(actor) as uow:  # the lease ends by itself where even this fails
            free_slot(uow, held)
        raise


def _make(tools: Tools, actor: Actor, held: Held, proof: Proof, pin: str) -> Made:
    credential = _credential(tools, actor, held, proof, pin)
    words = StampWords(
        name=held.name,
        title=held.title,
        institution=held.institution,
        qr_url=f"{tools.settings.public_url}/v/{held.public_code}",
        zone=held.zone,
        reason=f"Menandatangani sebagai {held.title}",
        place=held.place,
    )
    acted_at = tools.clock.now()
    paper = tools.storage.get(held.head_sha256)
    begun = tools.part(PaperSealer).begin(paper, held.field, credential, words)
    return Made(
        prepared=tools.storage.put(begun.pdf),
        state=begun.state,
        raw_signature=base64.b64encode(begun.raw_signature).decode(),
        serial=certificates.serial_text(certificates.load(credential.certificate)),
        acted_at=acted_at,
    )


def _credential(tools: Tools, actor: Actor, held: Held, proof: Proof, pin: str) -> Credential:
    desk = tools.part(Authority)
    if held.kind is SlotKind.STAFF:
        assert held.person_id is not None
        return _with_pin(tools, actor, desk, held.person_id, pin)
    key = keys.new_rsa_key()
    who = Guest(
        name=held.name,
        title=held.title,
        organisation=held.institution,
        office_id=held.office_id,
        office_name=held.office_name,
        identified_by=proof.method,
    )
    with tools.begin(actor) as uow:
        made = authority.issue_guest(uow, config_from(tools), who, key)
    return Credential(made.certificate.certificate, desk.chain(), made.key)


def _with_pin(tools: Tools, actor: Actor, desk: Authority, person_id: UUID, pin: str) -> Credential:
    """Open a key with its PIN; five wrong tries in a row lock it for a quarter of an hour."""
    tries.refuse_locked_pin(tools, person_id)
    try:
        opened = desk.person(person_id, pin)
    except Refused as refusal:
        if refusal.code == "pin_wrong":
            tries.count_pin(tools, actor, person_id, right=False)
        raise
    tries.count_pin(tools, actor, person_id, right=True)
    return opened


def make_key(tools: Tools, actor: Actor, *, name: str, title: str, organisation: str, pin: str) -> str:
    """A member of staff makes his signing key with a PIN of his own; an older key stops working. Returns the serial."""
    if actor.id is None or actor.office_id is None:
        raise Refused("not_permitted")
    keys.check_pin(pin)
    key = keys.new_rsa_key()  # up to a second, so before the transaction
    subject = certificates.Subject(name=name, organisation=organisation, title=title)
    with tools.begin(actor) as uow:
        row = authority.issue_person(uow, config_from(tools), actor.id, subject, actor.office_id, pin, key)
        tries.forget_pin(uow, tools, actor.id)
        return row.serial
