"""Puts the page shell around an application, and looks at the end whether every endpoint is guarded."""

from typing import Any

from flask import Flask, current_app

from service.core import refusals
from service.core.permissions import holds
from service.core.sentences import SENTENCES as CORE_SENTENCES
from service.core.tools import Tools
from service.web import assets, errors, guard, health, language, limits, navigation, pages, rendering, security
from service.web.components import Status, StepState, Tone
from service.web.safe_next import here
from service.web.sentences import SENTENCES
from service.web.visitor import EXTENSION, Shell, set_actor_loader, shell, visitor

__all__ = ["check_endpoints", "install", "set_actor_loader", "shell"]


class UnguardedEndpoint(Exception):
    """An endpoint says neither which permission it needs nor that it is open."""


def install(app: Flask, tools: Tools) -> None:
    """Install everything of the shell; call it first, then register the rooms, then `check_endpoints`."""
    app.extensions[EXTENSION] = Shell(tools=tools)
    refusals.register(CORE_SENTENCES)
    refusals.register(SENTENCES)
    language.install(app)
    security.install(app, tools)
    guard.install(app)
    security.protect_forms(app)
    errors.install(app)
    assets.install(app)
    rendering.install(app)
    app.jinja_env.globals.update(Tone=Tone, Status=Status, StepState=StepState)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(_what_every_page_shows)
    app.register_blueprint(pages.bp)
    app.register_blueprint(health.bp)


def check_endpoints(app: Flask) -> None:
    """Refuse to start with an endpoint that forgot its permission; then put the rate limits in place."""
    forgotten = guard.undeclared(app)
    if forgotten:
        raise UnguardedEndpoint(f"no permission declared: {', '.join(forgotten)}")
    if not shell(app).checked:
        limits.apply(app, shell(app).tools)
        shell(app).checked = True


def _what_every_page_shows() -> dict[str, Any]:
    return {
        "visitor": visitor(),
        "menu": navigation.menu(),
        "person_menu": navigation.person_menu(),
        "demo": shell().tools.settings.demo,
        "sign_in_endpoint": shell().sign_in_endpoint,
        "here": here(),
        "may": _may,
        "has_endpoint": current_app.view_functions.__contains__,
    }


def _may(permission: str) -> bool:
    """Whether the visitor's roles carry a permission, so that a page offers only what he may do."""
    found = visitor()
    return found is not None and holds(found.actor, permission)
