"""The public pages: the facts behind the code of a QR, and the check of a file. Both work without scripts."""

import hashlib
import json
from typing import Any

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from service.agreements.words import kind_name
from service.core.permissions import OPEN, open_to_all
from service.core.refusals import Refused
from service.core.uploads import MEGABYTE
from service.seals.ports import PaperSealer
from service.verification import queries, screen
from service.verification.forms import FileForm
from service.verification.queries import PublicFacts
from service.web import navigation, work
from service.web.limits import limit

bp = Blueprint("verification", __name__, template_folder="templates")


def install(app: Flask) -> None:
    """The entry of the menu, for everybody."""
    navigation.add(app, navigation.Entry(_l("Verifikasi"), "verification.verify", OPEN, order=90))


@bp.get("/v/<code>")
@open_to_all
def show(code: str) -> ResponseReturnValue:
    """Facts only: numbers, parties, subject, dates, and whether the agreement is in force."""
    return _facts_page(_facts(code), FileForm(formdata=None))


@bp.post("/v/<code>")
@open_to_all
@limit("10 per minute")
def compare(code: str) -> ResponseReturnValue:
    """Compare a file with what is registered under the code, by SHA-256."""
    facts = _facts(code)
    form = FileForm()
    same: bool | None = None
    if form.validate_on_submit():
        with form.refusing():
            same = hashlib.sha256(_bytes(form)).hexdigest() == facts.final_sha256
    return _facts_page(facts, form, same=same)


def _facts(code: str) -> PublicFacts:
    with work.reading() as session:
        return queries.public_facts(session, code[:40])


def _facts_page(facts: PublicFacts, form: FileForm, *, same: bool | None = None) -> ResponseReturnValue:
    page = render_template(
        "verification/facts.html",
        facts=facts,
        kind=kind_name(facts.kind, facts.nature),
        authenticity=screen.registered_line(facts),
        standing=screen.standing_line(facts, work.now()),
        changes=screen.change_lines(facts),
        amends=screen.named(facts.amends) if facts.amends else "",
        form=form,
        same=same,
    )
    return page, form.status


@bp.get("/verifikasi")
@open_to_all
def verify() -> ResponseReturnValue:
    """Where a file is dropped to be checked."""
    return render_template("verification/verify.html", form=FileForm(formdata=None))


@bp.post("/verifikasi")
@open_to_all
@limit("10 per minute")
def check() -> ResponseReturnValue:
    """The verdict on a file, found in a limited child process; the file is not kept."""
    form = FileForm()
    found: dict[str, Any] = {}
    if form.validate_on_submit():
        with form.refusing():
            found = _verdict(_bytes(form))
    return render_template("verification/verify.html", form=form, **found), form.status


def _verdict(data: bytes) -> dict[str, Any]:
    verdict = work.tools().part(PaperSealer).judge(data, queries.register_of(work.tools()))
    with work.reading() as session:
        facts = queries.facts_of_file(session, [verdict.sha256, *verdict.revisions])
    return {
        "verdict": verdict,
        "authenticity": screen.authenticity_line(verdict),
        "standing": screen.standing_line(facts, work.now()) if facts else None,
        "facts": facts,
        "reasons": screen.reasons(verdict),
        "signatures": screen.signature_lines(verdict),
        "detail": json.dumps(verdict.to_json(), ensure_ascii=False, indent=2),
    }


def _bytes(form: FileForm) -> bytes:
    """The file, whatever it is: whether it is a PDF is part of the verdict."""
    most = work.tools().settings.max_upload_bytes
    data: bytes = form.file.data.stream.read(most + 1)
    if len(data) > most:
        raise Refused("upload_too_large", field="file", limit=f"{most / MEGABYTE:g}")
    if not data:
        raise Refused("upload_empty", field="file")
    return data
