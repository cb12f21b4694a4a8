"""The page shell with a few pages of its own, apart from every room."""

import pytest
from flask import Flask, Response, redirect, render_template_string, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from service.core.permissions import needs, open_to_all
from service.core.refusals import Refused, Sentence, register
from service.core.tools import Tools
from service.web import progress
from service.web.forms import (
    CheckField,
    ChecksField,
    ChoiceField,
    DateField,
    FileField,
    LongTextField,
    MailField,
    MoneyField,
    NumberField,
    RadioField,
    TextField,
    VersionedForm,
)
from service.web.limits import limit
from service.web.work import reading
from tests.accounts.conftest import build
from tests.support.pages import PageClient
from tests.support.people import Staff, make_staff

HEAD = "{% extends 'web/layout.html' %}{% block title %}Uji{% endblock %}{% block content %}<h1>Uji</h1>"
CHOICES = [("a", "Pilihan A"), ("b", "Pilihan B")]


class EveryField(VersionedForm):
    """One field of each kind."""

    name = TextField(lazy_gettext("Nama"), required=True, help="Seperti pada surat.", basis="Perbawaslu 7/2023")
    text = LongTextField(lazy_gettext("Uraian"))
    mail = MailField(lazy_gettext("Surel"))
    count = NumberField(lazy_gettext("Jumlah"))
    money = MoneyField(lazy_gettext("Biaya"))
    day = DateField(lazy_gettext("Tanggal"))
    choice = ChoiceField(lazy_gettext("Pilihan"), choices=CHOICES)
    radio = RadioField(lazy_gettext("Satu saja"), choices=CHOICES, required=True)
    checks = ChecksField(lazy_gettext("Beberapa"), choices=CHOICES)
    agree = CheckField(lazy_gettext("Setuju"))
    file = FileField(lazy_gettext("Pindaian"), accept=(".pdf",))


def add_pages(app: Flask) -> None:
    @app.route("/isian", methods=["GET", "POST"])
    @open_to_all
    def fields() -> ResponseReturnValue:
        form = EveryField(data={"version": 3})
        if form.validate_on_submit():
            with form.refusing():
                if form.name.data == "basi":
                    raise Refused("stale_page")
                if form.name.data == "lapangan":
                    raise Refused("uji_salah", field="name", apa="Nama")
                said = {field.name: field.data for field in form.visible() if field.name != "file"}
                size = len(form.file.content())
                return render_template_string(HEAD + "<p>{{ said }} {{ size }}</p>{% endblock %}", said=said, size=size)
        return render_template_string(
            HEAD + "{% call ui.form(form, submit='Kirim', upload=true) %}"
            "{% for field in form.visible() %}{{ ui.field(field) }}{% endfor %}{% endcall %}{% endblock %}",
            form=form,
        ), form.status

    @app.get("/meledak")
    @open_to_all
    def explode() -> str:
        raise RuntimeError("rahasia di dalam pesan")

    @app.get("/ditolak")
    @open_to_all
    def refuse() -> str:
        raise Refused("uji_salah", apa="Naskah")

    @app.post("/dibatasi")
    @open_to_all
    @limit("2 per minute")
    def limited() -> Response:
        return redirect("/")  # type: ignore[return-value]

    @app.get("/pekerjaan")
    @needs("agreement:read")
    def work() -> str:
        from service.core.jobs import Job

        with reading() as session:
            shown = progress.of(session.query(Job).all())
        return render_template_string(HEAD + "{{ ui.work_box(work) }}{% endblock %}", work=shown)

    @app.post("/gema")
    @open_to_all
    def echo() -> Response:
        return Response(request.form.get("x", ""), mimetype="text/plain")


@pytest.fixture(autouse=True)
def sentences():
    register({"uji_salah": Sentence(id="{apa} tidak dapat diterima.", en="{apa} cannot be accepted.", status=409)})


@pytest.fixture
def app(sqlite_tools: Tools) -> Flask:
    return build(sqlite_tools, add_pages)


@pytest.fixture
def pages(app: Flask) -> PageClient:
    return PageClient(app)


@pytest.fixture
def staff(sqlite_tools: Tools) -> Staff:
    return make_staff(sqlite_tools)
