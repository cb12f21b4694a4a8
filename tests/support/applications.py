"""The whole web application for a test, without building it anew for each: that takes most of a second."""

import copy
from collections import defaultdict
from pathlib import Path
from typing import Any
from unittest import mock

from flask import Config, Flask
from jinja2 import FileSystemBytecodeCache

from service.accounts import wiring
from service.app import create_app
from service.core.tools import Tools
from service.web import shell
from service.web.shell import EXTENSION
from service.web.visitor import Shell

_BUILT: dict[object, Flask] = {}


def share(run_folder: Path) -> None:
    """Let every application of the run, also a small one of a room, find its templates compiled already."""
    folder = run_folder / "templates"
    folder.mkdir(exist_ok=True)
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": FileSystemBytecodeCache(str(folder))}


def application(tools: Tools) -> Flask:
    """What `create_app(tools)` makes: one of its own, but with the routes and templates that all tests share."""
    settings = tools.settings
    if settings.trusted_proxies:
        return create_app(tools)  # its chain of WSGI applications cannot be shared
    key = (settings.demo, settings.public_url, settings.max_upload_bytes)
    if key not in _BUILT:
        with mock.patch.object(shell, "check_endpoints"):
            _BUILT[key] = create_app(tools)
    wiring.register()
    app = _twin(_BUILT[key], tools)
    app.config["SECRET_KEY"] = settings.session()
    shell.check_endpoints(app)  # puts in place what belongs to one application: the limits and their counters
    return app


def _twin(built: Flask, tools: Tools) -> Flask:
    app = copy.copy(built)
    for name, value in vars(built).items():
        if isinstance(value, (dict, list)):
            setattr(app, name, _own(value))
    known: Shell = built.extensions[EXTENSION]
    app.extensions[EXTENSION] = Shell(
        tools, known.load_visitor, known.sign_in_endpoint, known.may_retry, list(known.entries),
        list(known.person_links), dict(known.work_titles),
    )  # fmt: skip
    return app


def _own(value: Any) -> Any:
    """A copy whose lists and dictionaries are copies too, down to what they hold."""
    if isinstance(value, Config):
        return copy.copy(value)
    if isinstance(value, defaultdict):
        return defaultdict(value.default_factory, {key: _own(one) for key, one in value.items()})
    if type(value) is dict:
        return {key: _own(one) for key, one in value.items()}
    return list(value) if type(value) is list else value
