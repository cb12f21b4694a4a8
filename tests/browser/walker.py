"""A person at a browser: opens pages, fills in forms, presses buttons, and looks at every page on the way."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from service.demo.people import Member, by_role, cast

WIDE, NARROW = 1280, 390
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
TELL_VIOLATIONS = (
    "document.addEventListener('securitypolicyviolation', event => "
    "console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))"
)
# The answer to a form that was refused is 422 and so on; the browser mentions it, and it is no fault of the page.
REFUSED = re.compile(r"the server responded with a status of 4(09|10|22)")
PATIENCE = 60.0  # seconds for the workers; a paper takes one or two


@dataclass(slots=True)
class Findings:
    """What was wrong with the pages that were seen, and where their pictures go."""

    shots: Path | None
    wrong: list[str] = field(default_factory=list)
    pictured: set[tuple[str, int]] = field(default_factory=set)


_examined: set[str] = set()  # main pages that axe has seen in this run; it looks at each once, at whichever width


class Walker:
    """One person in a browser of his own (own cookies); every page that he comes to is looked at."""

    def __init__(self, browser: Browser, base: str, findings: Findings, width: int, *, scripts: bool = True) -> None:
        self.base, self.findings, self.width, self.scripts = base, findings, width, scripts
        self._expected = "\0"  # words in the console that are no fault just now
        size = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, java_script_enabled=scripts, accept_downloads=True)
        context.set_default_timeout(15_000)
        context.add_init_script(TELL_VIOLATIONS)
        self.page: Page = context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda fault: self._blame(f"script: {fault}"))

    # ------------------------------------------------------------------------------------------------------ looking
    def _said(self, line: Any) -> None:
        if line.type in ("error", "warning") and not (REFUSED.search(line.text) or self._expected in line.text):
            self._blame(f"console: {line.text}")

    def _blame(self, fault: str) -> None:
        self.findings.wrong.append(f"{self.page.url.removeprefix(self.base)} at {self.width}: {fault}")

    def look(self, name: str = "") -> None:
        """Every page has one heading and fits its width; a page with a name is a main page: axe, and its picture."""
        headings = self.page.locator("h1").count()
        if headings != 1:
            self._blame(f"{headings} headings of the first level: {self.text()[:200]}")
        if self.scripts:
            self._fits()
            if name:
                self._examine(name)
                self._take_picture(name)

    def _fits(self) -> None:
        wide, room = self.page.evaluate("[document.scrollingElement.scrollWidth, window.innerWidth]")
        if wide > room:
            self._blame(f"the page is {wide} pixels wide: {self.text()[:200]}")

    def _examine(self, name: str) -> None:
        if name in _examined:
            return
        _examined.add(name)
        for one in Axe().run(self.page, options=AXE).response["violations"]:
            where = [node["target"] for node in one["nodes"][:3]]
            self._blame(f"axe: {one['id']} ({one['help']}) at {where}")

    def _take_picture(self, name: str) -> None:
        key = (name, self.width)
        if self.findings.shots and key not in self.findings.pictured:
            self.findings.pictured.add(key)
            self.page.wait_for_load_state("networkidle")
            self.page.screenshot(path=self.findings.shots / f"{name}-{self.width}.png", full_page=True)

    def text(self) -> str:
        """What stands on the page."""
        return self.page.locator("main").inner_text()

    def sees(self, *wanted: str) -> None:
        """Each of these stands on the page."""
        shown = self.text()
        for one in wanted:
            assert one.casefold() in shown.casefold(), f"{one!r} is not on {self.page.url}:\n{shown}"

    # ------------------------------------------------------------------------------------------------------- moving
    def go(self, path: str, name: str = "") -> "Walker":
        """Open an address."""
        self.page.goto(path if path.startswith("http") else f"{self.base}{path}")
        self.look(name)
        return self

    def is_refused(self, path: str, status: int) -> "Walker":
        """Open an address that answers with a refusal, on a page of ours."""
        self._expected = f"the server responded with a status of {status}"
        answer = self.page.goto(f"{self.base}{path}")
        assert answer is not None
        assert answer.status == status
        self.look()
        self._expected = "\0"
        return self

    def press(self, label: str, name: str = "", *, within: str = "main") -> "Walker":
        """Press the button with exactly this label; the next page is looked at."""
        return self._leave(self.page.locator(within).get_by_role("button", name=label, exact=True).first, name)

    def follow(self, label: str, name: str = "", *, within: str = "main") -> "Walker":
        """Follow the link with this label."""
        return self._leave(self.page.locator(within).get_by_role("link", name=label).first, name)

    def _leave(self, locator: Any, name: str) -> "Walker":
        with self.page.expect_navigation():
            locator.click()
        self.look(name)
        return self

    def fill(self, **said: str | bool) -> "Walker":
        """Fill in fields by their names."""
        for key, value in said.items():
            self.put(key, value)
        return self

    def put(self, key: str, value: str | bool) -> None:
        """Fill in one field, whatever its kind."""
        found = self.page.locator(f'main [name="{key}"]:not([type=hidden])')
        kind = found.first.get_attribute("type")
        if kind == "radio":
            self.page.locator(f'main [name="{key}"][value="{value}"]').check()
        elif kind == "checkbox":
            found.first.set_checked(bool(value))
        elif self.page.locator(f'main select[name="{key}"]').count():
            found.first.select_option(str(value))
        else:
            found.first.fill(str(value))

    def attach(self, key: str, data: bytes, file_name: str = "pindaian.pdf") -> "Walker":
        """Choose a PDF for a field."""
        self.page.set_input_files(
            f'main [name="{key}"]', {"name": file_name, "mimeType": "application/pdf", "buffer": data}
        )
        return self

    def download(self, path: str) -> bytes:
        """What lies at an address, with this person's cookies."""
        answer = self.page.context.request.get(f"{self.base}{path}")
        assert answer.ok, f"{path}: {answer.status}"
        return answer.body()

    def wait_for(self, path: str, done: Callable[["Walker"], bool], name: str = "") -> "Walker":
        """Open a page again and again until the workers have done their part."""
        give_up = time.monotonic() + PATIENCE
        while True:
            self.go(path)
            if done(self):
                self.look(name)
                return self
            assert time.monotonic() < give_up, f"not done after {PATIENCE:.0f} s: {path}\n{self.text()}"
            time.sleep(0.5)

    def wait_for_text(self, path: str, words: str, name: str = "") -> "Walker":
        """Wait until these words stand on a page."""
        return self.wait_for(path, lambda self: words in self.text(), name)

    def sign_in(self, member: Member) -> "Walker":
        """Sign in as one of the demo's people."""
        self.go("/masuk", "masuk").fill(email=member.email, password=cast().password).press("Masuk", "beranda")
        return self


@dataclass(slots=True)
class Company:
    """Everybody who takes part in one agreement, each in a browser of his own that opens when he first appears."""

    browser: Browser
    base: str
    findings: Findings
    width: int
    present: dict[str, Walker] = field(default_factory=dict)

    def person(self, role: str, office: str = "district") -> Walker:
        """A member of the demo's cast, signed in."""
        key = f"{role} {office}"
        if key not in self.present:
            self.present[key] = self.stranger().sign_in(by_role(role, office))
        return self.present[key]

    def stranger(self, *, scripts: bool = True) -> Walker:
        """Somebody without an account."""
        return Walker(self.browser, self.base, self.findings, self.width, scripts=scripts)

    def leave(self) -> None:
        """Close all of their browsers' windows."""
        for context in self.browser.contexts:
            context.close()
