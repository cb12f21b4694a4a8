"""Every part of the layout in a real browser: wide and narrow, with and without scripts, and under axe."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, Response, render_template_string
from playwright.sync_api import Browser, Page, sync_playwright
from reportlab.pdfgen.canvas import Canvas
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from service.core import jobs
from service.core.database import new_id
from service.core.jobs import Job
from service.core.permissions import open_to_all
from service.core.tools import Tools
from service.web import assets, progress
from service.web.components import Happening, Missing, Paging, RailStep, Status, StepState, Tab, Tone
from service.web.work import reading
from tests.accounts.conftest import build
from tests.support.people import PASSWORD, Staff, make_staff
from tests.support.programs import needs
from tests.web.conftest import add_pages

GALLERY = Path(__file__).with_name("gallery.html").read_text(encoding="utf-8")
STAGES = ("Perencanaan", "Perumusan", "Pembahasan", "Pengesahan", "Penandatanganan", "Tindak lanjut")
FETCHED = (assets.STATIC / "vendor" / "bootstrap" / "bootstrap.min.css").is_file()

pytestmark = [
    pytest.mark.browser,
    needs("chromium"),
    pytest.mark.skipif(not FETCHED, reason="front-end packages are not fetched; run make setup"),
    # Playwright leaves its own event loop behind when its driver stops.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]


class Quiet(WSGIRequestHandler):
    """Serves without writing a line for each request."""

    def log(self, *_args: object) -> None:
        """Nothing."""


@pytest.fixture
def server(sqlite_tools: Tools) -> Iterator[BaseWSGIServer]:
    tools = replace(sqlite_tools, settings=replace(sqlite_tools.settings, public_url="http://127.0.0.1"))

    def add(app: Flask) -> None:
        add_pages(app)
        add_gallery(app)

    made = make_server("127.0.0.1", 0, build(tools, add), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def add_gallery(app: Flask) -> None:
    @app.get("/galeri")
    @open_to_all
    def gallery() -> str:
        with reading() as session:
            work = progress.of(session.query(Job).all())
        return render_template_string(GALLERY, work=work, **parts())

    @app.get("/contoh.pdf")
    @open_to_all
    def paper() -> Response:
        made = BytesIO()
        canvas = Canvas(made)
        for number in range(3):
            canvas.drawString(100, 700, f"Halaman {number + 1}")
            canvas.showPage()
        canvas.save()
        return Response(made.getvalue(), mimetype="application/pdf")


def parts() -> dict[str, object]:
    states = [StepState.DONE, StepState.DONE, StepState.CURRENT, *[StepState.AHEAD] * 3]
    return {
        "rail": [
            RailStep(name, state, date(2026, 3, 1), "/galeri") for name, state in zip(STAGES, states, strict=True)
        ],
        "tabs": [Tab("Ringkasan", "/galeri", here=True), Tab("Pembahasan", "/galeri", count=3)],
        "missing": [Missing("Masih ada 3 catatan terbuka.", "/galeri", "Buka pembahasan")],
        "events": [
            Happening("Naskah disetujui", datetime(2026, 3, 1, 5, tzinfo=UTC), "Sri Contoh", text="Sesuai pembahasan."),
            Happening("Tanda tangan mitra", date(2026, 2, 1), outside=True),
        ],
        "status": Status("berlaku", Tone.DONE),
        "paging": Paging(2, 25, 120),
        "tones": list(Tone),
    }


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=which("chromium"), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        yield made
        made.close()


@pytest.fixture
def staff(server: BaseWSGIServer, sqlite_tools: Tools) -> Staff:
    return make_staff(sqlite_tools)


def address(server: BaseWSGIServer, path: str) -> str:
    return f"http://127.0.0.1:{server.port}{path}"


def watched(browser: Browser, width: int, *, scripts: bool = True) -> tuple[Page, list[str]]:
    """A page, and what its console complains of (a refused form is no complaint)."""
    page = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts).new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    return page, said


def sign_in(page: Page, server: BaseWSGIServer, email: str) -> None:
    page.goto(address(server, "/masuk"))
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    assert page.locator("h1").inner_text() == "Beranda uji"


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_usable_by_all_and_breaks_no_policy(server, browser, staff: Staff, sqlite_tools, width):
    with sqlite_tools.begin() as uow:
        jobs.want(uow.session, "render_version", new_id(), now=uow.now).state = "failed"
    page, said = watched(browser, width)
    sign_in(page, server, staff.admin.email)
    paths = [
        "/galeri",
        "/isian",
        "/pengelola/orang",
        f"/pengelola/orang/{staff.drafter.id}",
        "/akun",
        "/akun/perangkat",
    ]
    for path in paths:
        page.goto(address(server, path))
        found = [fault["id"] for fault in Axe().run(page).response["violations"]]
        assert found == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} is wider than the screen"
    assert said == []


def test_wrong_input_puts_the_cursor_on_the_summary(server, browser):
    page, _said = watched(browser, 1280)
    page.goto(address(server, "/isian"))
    page.click("main button[type=submit]")
    page.locator(".error-summary:focus").wait_for()  # a module runs after the page has come, so it is waited for
    page.click(".error-summary a >> nth=0")
    page.locator("#name:focus").wait_for()


def test_a_paper_is_drawn_and_its_pages_can_be_jumped_to(server, browser):
    page, said = watched(browser, 1280)
    page.goto(address(server, "/galeri"))
    page.locator(".paper").scroll_into_view_if_needed()
    page.locator(".paper__pages canvas[data-drawn] >> nth=0").wait_for()
    assert page.locator(".paper__pages canvas").count() == 3
    assert page.locator(".paper__thumbs button").count() == 3
    dark = """() => { const c = document.querySelector('.paper__pages canvas');
        return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v, i) => i % 4 === 0 && v < 90); }"""
    assert page.evaluate(dark), "the page is blank"
    assert said == []


def test_without_scripts_people_sign_in_and_papers_are_shown_in_a_frame(server, browser, staff: Staff):
    page, _said = watched(browser, 390, scripts=False)
    sign_in(page, server, staff.drafter.email)
    page.goto(address(server, "/galeri"))
    assert page.locator("iframe.paper__frame").get_attribute("src") == "/contoh.pdf"
    page.click("summary")
    page.click(".person-menu__list button")
    assert page.locator("h1").inner_text() == "Masuk"


def test_a_page_with_work_looks_again_by_itself_until_it_is_done(server, browser, sqlite_tools):
    with sqlite_tools.begin() as uow:
        job = jobs.want(uow.session, "render_version", new_id(), now=uow.now)
    page, _said = watched(browser, 1280)
    page.goto(address(server, "/galeri"))
    assert page.locator(".work").count() == 1
    with sqlite_tools.begin() as uow:
        uow.session.get_one(Job, job.id).state = "done"
    page.locator(".work").wait_for(state="detached", timeout=10_000)


def test_a_page_on_which_something_was_typed_is_not_loaded_anew_when_work_ends(server, browser, sqlite_tools):
    with sqlite_tools.begin() as uow:
        job = jobs.want(uow.session, "render_version", new_id(), now=uow.now)
    page, _said = watched(browser, 1280)
    page.goto(address(server, "/galeri"))
    page.locator("#coba").press_sequentially("belum dikirim")
    with sqlite_tools.begin() as uow:
        uow.session.get_one(Job, job.id).state = "done"
    page.locator(".work", has_text="Pekerjaan selesai").wait_for(timeout=10_000)
    assert page.locator("#coba").input_value() == "belum dikirim"
