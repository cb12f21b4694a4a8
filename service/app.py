"""Builds Flask from the tools; the only place that registers rooms."""

import importlib
import importlib.util

from flask import Flask

from service.core.tools import Tools
from service.web import shell
from service.wiring import ROOMS, make_tools

PAGES = (*(f"{room}.pages" for room in ROOMS), "service.agreements.guest_pages", "service.agreements.family_pages")


def create_app(tools: Tools | None = None) -> Flask:
    """The web application. Fails at start when an endpoint forgot to declare its permission."""
    tools = tools or make_tools()
    app = Flask("service", static_folder=None)
    shell.install(app, tools)
    for name in PAGES:
        if name == "service.demo.pages" and not tools.settings.demo:
            continue
        if importlib.util.find_spec(name.rpartition(".")[0]) is None or importlib.util.find_spec(name) is None:
            continue
        pages = importlib.import_module(name)
        for blueprint in getattr(pages, "blueprints", None) or (pages.bp,):
            app.register_blueprint(blueprint)
        install = getattr(pages, "install", None)
        if install is not None:
            install(app)
    shell.check_endpoints(app)
    return app
