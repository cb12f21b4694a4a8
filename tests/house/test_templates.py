"""Pages: every template named by a string exists, and none holds inline code, which the CSP would block."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.source import PROJECT, calls, place, product_files

TEMPLATES = [
    path for path in sorted((PROJECT / "service").rglob("templates/**/*")) if path.suffix in {".html", ".txt", ".xml"}
]
NAMES = {str(path).rpartition("/templates/")[2] for path in TEMPLATES}
REFERENCE = re.compile(r"""\{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
INLINE = {
    "inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>", re.IGNORECASE
    ),
    "inline style": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "script address": re.compile(r"=\s*[\"']\s*javascript:", re.IGNORECASE),
    "code in htmx": re.compile(r"\b(?:hx-on|hx-vals\s*=\s*[\"']js:)", re.IGNORECASE),
    "outside address": re.compile(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE
    ),
}


def test_there_are_templates_to_look_at() -> None:
    assert "web/layout.html" in NAMES


def test_every_template_that_a_page_names_exists() -> None:
    missing = [
        f"{place(path, call)}: {call.args[0].value}"
        for path in product_files()
        for call in calls(path, "render_template")
        if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value not in NAMES
    ]
    assert missing == [], "\n".join(missing)


@pytest.mark.parametrize("path", TEMPLATES, ids=place)
def test_every_template_that_a_template_names_exists(path: Path) -> None:
    assert [name for name in REFERENCE.findall(COMMENT.sub("", path.read_text())) if name not in NAMES] == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.suffix == ".html"], ids=place)
def test_no_template_holds_inline_code(path: Path) -> None:
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    assert {what: found.group(0) for what, pattern in INLINE.items() if (found := pattern.search(text))} == {}
