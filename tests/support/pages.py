"""A client for pages that looks hard at every page any test fetches.

Use the fixture `pages` (or `PageClient(app)`): it is Flask's test client with https and our host already set.

    def test_a_drafter_saves(pages, staff):
        pages.sign_in(staff.drafter)
        page = pages.see("/kerja-sama")                       # GET, 200 expected
        page = pages.submit(page, {"subject": "..."})         # the page's form, token and hidden fields included
        assert "tersimpan" in page.text

`see`, `submit` and `post_to` follow redirects and return a `Page`; `page.text` is what a person reads (`page.main`
without menus), `page.tree` an ElementTree, `page.find_all("a")` elements by name, `page.with_class("tag")` by class.
`submit(page, {...}, action="/setujui", status=422)` picks the form whose action ends so, and expects that status.
`pages.get` and `pages.post` are Flask's own; what they fetch is checked too.

Every HTML page is parsed as strict HTML and must have: one h1, a title, a language, a label for every input, unique
ids, an alt for every image, a token in every posting form, no inline script, style or handler, only links and actions
that lead to a route of ours (or to a file that lies there), the security headers, and less than 100 KB. A rule added
here holds for every page of every test.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from html5lib.html5parser import ParseError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from service.accounts import browser, entry
from service.accounts.entry import Device
from service.accounts.models import Person
from service.core.tools import Tools
from service.web.visitor import shell

LARGEST = 100_000
HEADERS = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options")
UNLABELLED = frozenset({"hidden", "submit", "button", "image"})
TREE = "sijari_tree"  # where an answer keeps what was read from it
FETCHED = "/aset/vendor/"  # these files are fetched by `make` and may not lie here yet


class PageFault(AssertionError):
    """A page breaks a rule that all pages keep."""


@dataclass(slots=True)
class Page:
    """A page as a person sees it."""

    response: TestResponse
    tree: Element
    path: str

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def text(self) -> str:
        """What is read on it, with single spaces."""
        return words(self.tree)

    @property
    def main(self) -> str:
        """What is read in its main part, without menus and footer."""
        return words(self.find_all("main")[0])

    @property
    def h1(self) -> str:
        """The heading of the page."""
        return words(self.find_all("h1")[0])

    def find_all(self, name: str) -> list[Element]:
        """Elements by name, in order."""
        return list(self.tree.iter(name))

    def links(self) -> list[str]:
        """Where the links of the page lead."""
        return [one.get("href", "") for one in self.find_all("a")]

    def with_class(self, name: str) -> list[Element]:
        """Elements that carry a class."""
        return [one for one in self.tree.iter() if isinstance(one.tag, str) and name in one.get("class", "").split()]

    def form(self, action: str | None = None) -> "PageForm":
        """The form that posts to `action` (its end suffices), or the first in the main part of the page."""
        main = next(one for one in self.tree.iter("main"))
        where = main if action is None else self.tree
        for one in where.iter("form"):
            target = one.get("action") or self.path
            if action is None or urlsplit(target).path.endswith(action):
                return PageForm(urlsplit(target).path + _query(target), one.get("method", "get"), _values(one), one)
        raise AssertionError(f"{self.path} has no form to {action or 'anywhere'}")


@dataclass(slots=True)
class PageForm:
    """A form with the values it would send as it stands."""

    action: str
    method: str
    values: dict[str, Any]
    element: Element


class PageClient(FlaskClient):
    """Flask's test client that checks what it fetches."""

    def __init__(self, app: Flask, *args: Any, **options: Any) -> None:
        super().__init__(app, *(args or (app.response_class,)), **options)
        app.config["SIJARI_RAISE"] = app.config["PROPAGATE_EXCEPTIONS"] = True  # an unforeseen error fails the test
        self.app = app
        self.environ_base["HTTP_USER_AGENT"] = "Peramban Uji"

    @property
    def tools(self) -> Tools:
        """The tools of the application."""
        return shell(self.app).tools

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Every request goes to our own address; every HTML answer is checked."""
        options.setdefault("buffered", True)
        options.setdefault("base_url", self.tools.settings.public_url)
        response = super().open(*args, **options)
        if response.mimetype == "text/html" and not response.location:
            check(self.app, response)
        return response

    def see(self, path: str, status: int = 200) -> Page:
        """Fetch a page, following redirects; its status must be as expected."""
        return self._page(self.get(path, follow_redirects=True), status)

    def post_to(self, path: str, values: dict[str, Any] | None = None, status: int = 200, **options: Any) -> Page:
        """Post values with a fresh form token, following redirects."""
        sent = {"csrf_token": self.csrf(), **(values or {})}
        options.setdefault("content_type", "multipart/form-data")
        return self._page(self.post(path, data=sent, follow_redirects=True, **options), status)

    def submit(
        self, page: Page, values: dict[str, Any] | None = None, *, action: str | None = None, status: int = 200
    ) -> Page:
        """Send a form of a page with what it holds and `values` on top (None leaves a field out); follow redirects."""
        form = page.form(action)
        sent = {name: value for name, value in (form.values | (values or {})).items() if value is not None}
        unknown = set(values or {}) - _names(form.element)
        assert not unknown, f"the form has no field {', '.join(sorted(unknown))}"
        upload = form.element.get("enctype") == "multipart/form-data"
        kind = "multipart/form-data" if upload else "application/x-www-form-urlencoded"
        if form.method.lower() == "get":
            return self._page(self.get(form.action, query_string=sent, follow_redirects=True), status)
        return self._page(self.post(form.action, data=sent, follow_redirects=True, content_type=kind), status)

    def sign_in(self, someone: Person) -> None:
        """Sign a person in without the form (and without its deliberate slowness)."""
        with self.tools.begin() as uow:
            person = uow.session.get_one(Person, someone.id)
            token = entry.open_session(uow, person, Device("127.0.0.1", "Peramban Uji"))
        self.put_cookie(browser.cookie_name(self.app), token)

    def sign_out(self) -> None:
        """Forget the session."""
        self.drop_cookie(browser.cookie_name(self.app))

    def put_cookie(self, name: str, value: str) -> None:
        """Put a cookie of our host into the browser."""
        self.set_cookie(name, value, domain=self._host(), secure=True, path="/")

    def drop_cookie(self, name: str) -> None:
        """Take a cookie of our host away."""
        self.delete_cookie(name, domain=self._host(), path="/")

    def csrf(self) -> str:
        """A form token of this browser."""
        address = self.tools.settings.public_url  # not our own `open`: that page is looked at where it is the subject
        page = super().open("/akun/kata-sandi", base_url=address, buffered=True, follow_redirects=True)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert found, "no page with a form token"
        return found.group(1)

    def _host(self) -> str:
        return urlsplit(self.tools.settings.public_url).hostname or "localhost"

    def _page(self, response: TestResponse, status: int) -> Page:
        tree = parse(response)
        shown = words(next(tree.iter("main"), tree))
        path = response.request.path
        assert response.status_code == status, f"{path}: {response.status_code} instead of {status}: {shown[:600]}"
        return Page(response, tree, path)


# ----------------------------------------------------------------------------------------------------------- checking
def parse(response: TestResponse) -> Element:
    """The page as a tree; a fault in its HTML fails the test."""
    known: Element | None = vars(response).get(TREE)
    if known is not None:
        return known
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        tree: Element = parser.parse(response.get_data(as_text=True))
        vars(response)[TREE] = tree
    except ParseError as fault:
        line = parser.errors[-1][0][0] if parser.errors else 1
        source = response.text.splitlines()[max(0, line - 1)][:300]
        raise PageFault(f"{response.request.path}: {fault} in line {line}: {source}") from None
    return tree


def check(app: Flask, response: TestResponse) -> None:
    """Hold one page against all rules; every fault is named at once."""
    tree = parse(response)
    checking = Checking(app, response, tree)
    for rule in (_size, _head, _headings, _ids, _labels, _inline, _images, _forms, _addresses, _headers):
        rule(checking)
    if checking.faults:
        raise PageFault(f"{response.request.path}: " + "; ".join(checking.faults))


@dataclass(slots=True)
class Checking:
    """A page under scrutiny and what was found."""

    app: Flask
    response: TestResponse
    tree: Element
    faults: list[str] = field(default_factory=list)

    def all(self, *names: str) -> list[Element]:
        """Elements with one of these names."""
        return [one for one in self.tree.iter() if one.tag in names]

    def want(self, right: Any, fault: str) -> None:
        """Note a fault unless it is right."""
        if not right:
            self.faults.append(fault)


def _size(page: Checking) -> None:
    size = len(page.response.get_data())
    page.want(size < LARGEST, f"{size} bytes are too many")


def _head(page: Checking) -> None:
    page.want(page.all("html")[0].get("lang") in ("id", "en"), "no language")
    title = page.all("title")
    page.want(title and words(title[0]).removesuffix("– Sijari").strip(), "no title")


def _headings(page: Checking) -> None:
    found = page.all("h1")
    page.want(len(found) == 1, f"{len(found)} headings h1")
    page.want(not found or words(found[0]), "an empty h1")


def _ids(page: Checking) -> None:
    ids = [one.get("id") for one in page.tree.iter() if isinstance(one.tag, str) and one.get("id") is not None]
    for name in sorted({name for name in ids if ids.count(name) > 1}, key=str):
        page.faults.append(f"id {name!r} stands twice")
    for one in page.tree.iter():
        for name in ("aria-describedby", "aria-labelledby", "aria-controls") if isinstance(one.tag, str) else ():
            for target in one.get(name, "").split():
                page.want(target in ids, f"{name} names {target!r}, which is not there")


def _labels(page: Checking) -> None:
    named = {one.get("for") for one in page.all("label")}
    wrapped = {id(one) for label in page.all("label") for one in label.iter()}
    for one in page.all("input", "select", "textarea"):
        if one.tag == "input" and one.get("type", "text") in UNLABELLED:
            continue
        known = one.get("id") in named if one.get("id") else False
        page.want(known or id(one) in wrapped or one.get("aria-label"), f"no label for {one.get('name')!r}")
    for one in page.all("button", "a"):
        page.want(words(one) or one.get("aria-label") or list(one.iter("img")), f"a nameless {one.tag}")


def _inline(page: Checking) -> None:
    for one in page.tree.iter():
        if not isinstance(one.tag, str):
            continue
        page.want(one.tag != "style", "an inline style sheet")
        page.want(one.tag != "script" or one.get("src"), "an inline script")
        for name in one.keys():  # noqa: SIM118  an Element is no dict
            page.want(name != "style" and not name.startswith("on"), f"attribute {name!r} of {one.tag}")


def _images(page: Checking) -> None:
    for one in page.all("img"):
        page.want(one.get("alt") is not None, f"no alt for {one.get('src')!r}")


def _forms(page: Checking) -> None:
    for one in page.all("form"):
        if one.get("method", "get").lower() == "post":
            tokens = [field for field in one.iter("input") if field.get("name", "").endswith("csrf_token")]
            page.want(tokens and tokens[0].get("value"), f"no token in the form to {one.get('action') or 'here'}")
        for inner in one.iter("form"):
            page.want(inner is one, "a form inside a form")


def _addresses(page: Checking) -> None:
    ids = {one.get("id") for one in page.tree.iter() if isinstance(one.tag, str)}
    wanted = [(one, "href", "GET") for one in page.all("a", "link")]
    wanted += [(one, "src", "GET") for one in page.all("script", "img", "iframe")]
    wanted += [(one, "action", one.get("method", "get").upper()) for one in page.all("form")]
    for one, name, method in wanted:
        address = one.get(name)
        if address is None or (address == "" and name == "action"):
            continue
        if address.startswith("#"):
            page.want(address[1:] in ids, f"link to {address}, which is not there")
        elif not address.startswith(("mailto:", "tel:", "https://", "data:")):
            _lead_somewhere(page, address, method)


def _lead_somewhere(page: Checking, address: str, method: str) -> None:
    path = urlsplit(address).path or page.response.request.path
    host = urlsplit(page.response.request.base_url).netloc
    try:
        endpoint, values = page.app.url_map.bind(host).match(path, method=method)
    except RequestRedirect:
        return
    except HTTPException:
        page.faults.append(f"{method} {address} leads nowhere")
        return
    if str(endpoint).endswith(".static") and not path.startswith(FETCHED):
        folder = page.app.blueprints[str(endpoint).removesuffix(".static")].static_folder
        from pathlib import Path  # noqa: PLC0415

        page.want(folder and Path(folder, values["filename"]).is_file(), f"file {path} is not there")


def _headers(page: Checking) -> None:
    for name in HEADERS:
        page.want(name in page.response.headers, f"no header {name}")
    policy = page.response.headers.get("Content-Security-Policy", "")
    page.want("unsafe" not in policy and "default-src 'none'" in policy, "a weak content security policy")


# ------------------------------------------------------------------------------------------------------------ reading
def words(element: Element) -> str:
    """The text of an element with single spaces."""
    return " ".join(" ".join(_pieces(element)).split())


def _pieces(element: Element) -> list[str]:
    if not isinstance(element.tag, str) or (element.tag in ("script", "style", "head") and element.tag != "title"):
        return [element.tail or ""]
    found = [element.text or ""]
    for child in element:
        found += _pieces(child)
        found.append(child.tail or "")
    return found


def _values(form: Element) -> dict[str, Any]:
    """What a form sends as it stands."""
    values: dict[str, Any] = {}
    for one in form.iter():
        name = one.get("name") if isinstance(one.tag, str) else None
        if not name or one.get("disabled") is not None:
            continue
        for value in _field_values(one):
            if name in values:
                known = values[name] if isinstance(values[name], list) else [values[name]]
                values[name] = [*known, value]
            else:
                values[name] = value
    return values


def _field_values(one: Element) -> list[str]:
    kind = one.get("type", "text")
    if one.tag == "textarea":
        return [(one.text or "").removeprefix("\n")]
    if one.tag == "select":
        options = list(one.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        chosen = chosen or ([] if one.get("multiple") is not None else options[:1])
        return [option.get("value", words(option)) for option in chosen]
    if one.tag != "input" or kind in ("submit", "button", "file", "image"):
        return []
    if kind in ("checkbox", "radio"):
        return [one.get("value", "on")] if one.get("checked") is not None else []
    return [one.get("value", "")]


def _names(form: Element) -> set[str]:
    return {name for one in form.iter() if isinstance(one.tag, str) and (name := one.get("name"))}


def _query(target: str) -> str:
    query = urlsplit(target).query
    return f"?{query}" if query else ""
