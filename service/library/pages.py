"""The addresses of the library."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from service.library import clause_pages, template_pages, words
from service.web import navigation, progress
from service.web.navigation import Entry

blueprints = (template_pages.bp, clause_pages.bp)


def install(app: Flask) -> None:
    """Add both pages under the person's name, and say what the work of this room is called."""
    progress.name_work(app, words.WORK)
    navigation.add_person_link(app, Entry(_l("Templat naskah"), "templates.index", "template:manage", order=905))
    navigation.add_person_link(app, Entry(_l("Pustaka klausul"), "clauses.index", "clause:edit", order=906))
