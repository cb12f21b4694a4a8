"""The pages of discussion: remarks beside the articles, invitations of the partner, comparison of versions."""

from typing import Any
from uuid import UUID

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from service.agreements.guests import token_of
from service.agreements.models import ActKind
from service.agreements.permissions import Access
from service.core.database import new_id
from service.core.permissions import needs
from service.core.refusals import Refused
from service.discussion import actions, forms, guest_pages, minutes_pages, queries
from service.discussion.actions import Words
from service.discussion.rules import Show, Visibility
from service.discussion.screen import back, bp, outside_act, outside_page, page, seen, text_of, viewer, whole
from service.documents import versions
from service.documents.comparing import compare, compare_values
from service.documents.placeholders import names_in
from service.documents.printed import as_printed
from service.offices import queries as offices
from service.web import work
from service.web.language import language

blueprints = (bp, guest_pages.bp)
__all__ = ["blueprints", "bp", "minutes_pages"]


# ------------------------------------------------------------------------------------------------------------- remarks
@bp.get("")
@needs("agreement:read")
def show(agreement_id: UUID) -> ResponseReturnValue:
    """What is still open between us."""
    return _show(agreement_id)


def _show(agreement_id: UUID, *, at: UUID | None = None, form: Any = None, status: int = 200) -> ResponseReturnValue:
    """The page of remarks; `form` is one that was refused, at the remark `at` or for a new one."""
    with work.reading() as session:
        agreement = seen(session, agreement_id)
        who, text = viewer(session, agreement), text_of(session, agreement)
        show_only, wanted = _filter() if who.own else Show.ALL, request.args.get("bagian", "")
        found = queries.remarks_of(session, agreement.id, who, show_only)
        add = form if isinstance(form, forms.RemarkForm) else forms.RemarkForm(formdata=None, place=wanted)
        return page(
            session,
            "show",
            agreement,
            text=text,
            passages=queries.passages(text.content, found, text.manifest),
            filters=_filters(agreement_id, show_only) if who.own else (),
            shown=show_only.value,
            open_remarks=sum(one.view.state == "open" for one in queries.remarks_of(session, agreement.id, who)),
            add=forms.with_places(add, text.places, whole()),
            reply=forms.ReplyForm(formdata=None),
            settle=forms.SettleForm(formdata=None),
            at=at,
            wrong=form,
            acts=queries.waiting_acts(session, agreement.id) if who.own else (),
            links=len(queries.links_of(session, agreement.id, work.now())) if who.own else 0,
            minutes=queries.minutes_of(session, agreement.id),
            round_number=queries.current_round(session, agreement.id),
            counts=queries.counts,
        ), status


def _filter() -> Show:
    asked = request.args.get("saring", "")
    return Show(asked) if asked in set(Show) else Show.ALL


def _filters(agreement_id: UUID, here: Show) -> list[tuple[str, str, bool]]:
    words = {
        Show.ALL: _("Semua"),
        Show.OPEN: _("Terbuka"),
        Show.MINE: _("Catatan saya"),
        Show.INTERNAL: _("Internal"),
    }
    return [
        (word, url_for("discussion.show", agreement_id=agreement_id, saring=one.value), one is here)
        for one, word in words.items()
    ]


@bp.post("/catatan")
@needs("agreement:draft")
def add_remark(agreement_id: UUID) -> ResponseReturnValue:
    """Remark on the text."""
    with work.reading() as session:
        places = text_of(session, seen(session, agreement_id, least=Access.FULL)).places
    form = forms.with_places(forms.RemarkForm(), places, whole())
    if form.validate_on_submit():
        with form.refusing():
            words = Words(form.text.data, form.place.data or "", Visibility(form.visibility.data))
            with work.begin() as uow:
                row = actions.add_remark(uow, agreement_id, words)
            flash(_("Catatan Anda sudah ditambahkan."), "success")
            return back(agreement_id, _anchor=f"catatan-{row.id}")
    return _show(agreement_id, form=form, status=form.status)


@bp.post("/catatan/<uuid:remark_id>/balas")
@needs("agreement:draft")
def reply(agreement_id: UUID, remark_id: UUID) -> ResponseReturnValue:
    """Answer a remark."""
    form = forms.ReplyForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.reply(uow, agreement_id, remark_id, form.text.data)
            return back(agreement_id, _anchor=f"catatan-{remark_id}")
    return _show(agreement_id, at=remark_id, form=form, status=form.status)


@bp.post("/catatan/<uuid:remark_id>/selesai")
@needs("agreement:draft")
def settle(agreement_id: UUID, remark_id: UUID) -> ResponseReturnValue:
    """Say that a remark is settled, and how."""
    form = forms.SettleForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.settle(uow, agreement_id, remark_id, form.how.data, seen_version=form.version.data)
            flash(_("Catatan ditandai selesai."), "success")
            return back(agreement_id, _anchor=f"catatan-{remark_id}")
    return _show(agreement_id, at=remark_id, form=form, status=form.status)


@bp.post("/catatan/<uuid:remark_id>/buka")
@needs("agreement:draft")
def reopen(agreement_id: UUID, remark_id: UUID) -> ResponseReturnValue:
    """Open a settled remark again."""
    with work.begin() as uow:
        actions.reopen(uow, agreement_id, remark_id)
    flash(_("Catatan dibuka lagi."), "success")
    return back(agreement_id, _anchor=f"catatan-{remark_id}")


@bp.route("/catat", methods=["GET", "POST"])
@needs("act:record")
def record_remark(agreement_id: UUID) -> ResponseReturnValue:
    """Record a remark that the partner made by letter (rule 35)."""
    with work.reading() as session:
        places = text_of(session, seen(session, agreement_id, least=Access.FULL)).places
    form = forms.with_places(forms.OutsideRemarkForm(), places, whole())
    if form.validate_on_submit():
        with form.refusing():
            outcome = {"text": form.text.data, "place": form.place.data or ""}
            act = outside_act(form, ActKind.REMARK, new_id(), outcome)
            with work.begin() as uow:
                actions.enter_remark(uow, agreement_id, act, seen_version=form.version.data)
            flash(_("Catatan mitra dicatat dan berlaku setelah diperiksa orang kedua."), "success")
            return back(agreement_id)
    return outside_page(agreement_id, form, _("Catat catatan mitra dari luar sistem"), "show")


# --------------------------------------------------------------------------------------------------------- invitations
@bp.route("/undang", methods=["GET", "POST"])
@needs("agreement:draft")
def invite(agreement_id: UUID) -> ResponseReturnValue:
    """Invite a person of the partner, and see who was invited."""
    form = forms.InviteForm()
    key = work.tools().settings.session()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.invite(uow, agreement_id, form.name.data, form.email.data, key=key)
            flash(_("Undangan dikirim. Tautannya juga dapat disalin di bawah."), "success")
            return back(agreement_id, "invite")
    with work.reading() as session:
        agreement = seen(session, agreement_id, least=Access.FULL)
        if agreement.partner_id and not form.is_submitted():
            partner = offices.partner(session, agreement.partner_id)
            form.name.data, form.email.data = partner.liaison_name, partner.liaison_email
        address = work.tools().settings.public_url
        living = queries.links_of(session, agreement_id, work.now())
        links = [(link, f"{address}/mitra/{token_of(link, key)}") for link in living]
        return page(session, "invite", agreement, form=form, links=links), form.status


@bp.post("/undang/<uuid:link_id>/cabut")
@needs("agreement:draft")
def revoke(agreement_id: UUID, link_id: UUID) -> ResponseReturnValue:
    """Take an invitation back."""
    with work.begin() as uow:
        actions.revoke(uow, agreement_id, link_id)
    flash(_("Undangan dicabut; tautannya tidak berlaku lagi."), "success")
    return back(agreement_id, "invite")


# ------------------------------------------------------------------------------------------------------------ versions
@bp.get("/versi")
@needs("agreement:read")
def version_list(agreement_id: UUID) -> ResponseReturnValue:
    """Every saved version, and the words that differ between two of them."""
    with work.reading() as session:
        agreement = seen(session, agreement_id)
        saved = versions.versions_of(session, agreement.id)
        form = forms.CompareForm(request.args if "dari" in request.args else None)
        numbers = [(row.number, str(row.number)) for row in saved]
        form.dari.choices = form.ke.choices = numbers
        if form.dari.data is None and len(saved) > 1:
            form.dari.data, form.ke.data = saved[1].number, saved[0].number
        given: dict[str, Any] = {"form": form, "saved": saved, "articles": None}
        if "dari" in request.args and form.validate():
            with form.refusing():
                given |= _compared(session, agreement, form.dari.data, form.ke.data)
        return page(session, "versions", agreement, **given)


def _compared(session: Any, agreement: Any, before: int, after: int) -> dict[str, Any]:
    if before == after:
        raise Refused("versions_equal", field="ke")
    old, new = (
        versions.content_of(versions.version_numbered(session, agreement.id, number)) for number in (before, after)
    )
    manifest = text_of(session, agreement).manifest
    if manifest is None:
        return {"articles": compare(old, new), "values": [(one.key, one) for one in compare_values(old, new)]}
    inside = {name for text in (old, new) for article in text.articles for name in names_in(article.body)}
    labels = {one.key: getattr(one.label, language()) for one in manifest.fields}
    articles = compare(as_printed(manifest, old), as_printed(manifest, new))
    return {
        "articles": [one for one in articles if one.change != "same"],
        "values": [(labels.get(one.key, one.key), one) for one in compare_values(old, new) if one.key not in inside],
    }
