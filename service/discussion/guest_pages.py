"""The discussion as the partner sees it: the text, its shared remarks, a place for its own; no account."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from service.agreements.guest_pages import HOMES, require_guest
from service.agreements.guests import GuestLink, GuestPurpose
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.agreements.words import name_of
from service.core.permissions import open_to_all
from service.core.refusals import Refused
from service.discussion import actions, forms, queries
from service.discussion.actions import Words
from service.discussion.rules import Show, Viewer
from service.discussion.screen import Text, text_of, whole
from service.documents import versions
from service.offices import queries as offices
from service.web import work
from service.web.downloads import hand_out

bp = Blueprint("guest_discussion", __name__, url_prefix="/mitra/<string(length=32):token>/pembahasan")
HOMES[GuestPurpose.DISCUSSION] = "guest_discussion.show"


def _invited(token: str) -> GuestLink:
    link = require_guest(token)
    if link.purpose != GuestPurpose.DISCUSSION:
        raise Refused("not_found")
    return link


@bp.get("")
@open_to_all
def show(token: str) -> ResponseReturnValue:
    """The text article by article, with what both sides have said."""
    return _show(token, _invited(token))


def _show(
    token: str, link: GuestLink, *, at: UUID | None = None, form: Any = None, status: int = 200
) -> ResponseReturnValue:
    with work.reading() as session:
        agreement = session.get_one(Agreement, link.agreement_id)
        text = text_of(session, agreement)
        remarks = queries.remarks_of(session, agreement.id, Viewer(link.id, own=False), Show.ALL)
        add = form if isinstance(form, forms.GuestRemarkForm) else forms.GuestRemarkForm(formdata=None)
        newest = versions.rendered(versions.versions_of(session, agreement.id))
        return render_template(
            "discussion/guest.html",
            token=token,
            link=link,
            agreement=agreement,
            kind=name_of(agreement),
            office=offices.office(session, agreement.lead_office_id),
            text=text,
            passages=queries.passages(text.content, remarks, text.manifest),
            paper=newest,
            active=agreement.stage_ is Stage.DISCUSSION,
            add=forms.with_places(add, text.places, whole()),
            reply=forms.ReplyForm(formdata=None),
            at=at,
            wrong=form,
        ), status


def _text(link: GuestLink) -> Text:
    with work.reading() as session:
        return text_of(session, session.get_one(Agreement, link.agreement_id))


@bp.post("/catatan")
@open_to_all
def add_remark(token: str) -> ResponseReturnValue:
    """The partner remarks on the text."""
    link = _invited(token)
    form = forms.with_places(forms.GuestRemarkForm(), _text(link).places, whole())
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                row = actions.add_guest_remark(uow, link, Words(form.text.data, form.place.data or ""))
            flash(_("Catatan Anda sudah disampaikan."), "success")
            return redirect(url_for("guest_discussion.show", token=token, _anchor=f"catatan-{row.id}"))
    return _show(token, link, form=form, status=form.status)


@bp.post("/catatan/<uuid:remark_id>/balas")
@open_to_all
def reply(token: str, remark_id: UUID) -> ResponseReturnValue:
    """The partner answers a remark."""
    link = _invited(token)
    form = forms.ReplyForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.guest_reply(uow, link, remark_id, form.text.data)
            return redirect(url_for("guest_discussion.show", token=token, _anchor=f"catatan-{remark_id}"))
    return _show(token, link, at=remark_id, form=form, status=form.status)


@bp.get("/naskah.<any(pdf, docx):ending>")
@open_to_all
def paper(token: str, ending: str) -> ResponseReturnValue:
    """The newest paper of the text, while it is being discussed."""
    link = _invited(token)
    with work.reading() as session:
        agreement = session.get_one(Agreement, link.agreement_id)
        row = versions.rendered(versions.versions_of(session, agreement.id))
        if row is None:
            raise Refused("paper_not_ready")
        title = f"rancangan {agreement.subject} versi {row.number}"
    name, media_type = (row.pdf_sha256, versions.PDF) if ending == "pdf" else (row.docx_sha256, versions.DOCX)
    return hand_out(work.tools().storage.get(name), title, ending, media_type, attach=ending == "docx")
