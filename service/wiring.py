"""The one place where parts meet: the tools of a process, and what each room registers."""

import importlib
import importlib.util
from typing import Any

from service import settings as settings_module
from service.authority.desk import Authority
from service.core import refusals
from service.core.clock import SystemClock
from service.core.database import Database
from service.core.mail import MailTransport
from service.core.queue import RqBell, SilentBell
from service.core.storage import DiskStorage
from service.core.tools import Tools
from service.documents.ports import Copier, Glyphs, Previewer, Renderer
from service.seals.ports import Notary, PaperSealer
from service.settings import Settings

# Rooms from the lowest to the highest; each may have `wiring.register()` and `pages.bp`.
ROOMS = (
    "service.offices",
    "service.accounts",
    "service.authority",
    "service.documents",
    "service.seals",
    "service.agreements",
    "service.planning",
    "service.drafting",
    "service.discussion",
    "service.approval",
    "service.signing",
    "service.followup",
    "service.reviews",
    "service.screening",
    "service.prospects",
    "service.verification",
    "service.library",
    "service.archive",
    "service.importing",
    "service.reporting",
    "service.publication",
    "service.api",
    "service.home",
    "service.demo",
)

FACTORIES: dict[type, str] = {
    MailTransport: "service.core.mail_transports:make_transport",
    Renderer: "service.documents.parts:make_renderer",
    Glyphs: "service.documents.parts:make_fonts",
    Previewer: "service.documents.previewing:make_previewer",
    Copier: "service.documents.parts:make_copier",
    Authority: "service.authority.desk:build",
    PaperSealer: "service.seals.workshop:build",
    Notary: "service.seals.tokens:build",
}


def register_rooms() -> None:
    """Let every room add its sentences, letters, facts, tabs and effects; running it again changes nothing."""
    from service.core.sentences import SENTENCES

    refusals.register(SENTENCES)
    for room in ROOMS:
        module = _optional(f"{room}.wiring")
        if module is not None:
            module.register()


def _optional(name: str) -> Any:
    if importlib.util.find_spec(name.rpartition(".")[0]) is None or importlib.util.find_spec(name) is None:
        return None
    return importlib.import_module(name)


def queue_url(settings: Settings) -> str:
    """Where Valkey listens: the operator's, or the one that `sijari up` runs beside us; empty when there is none."""
    from service.core.queue_server import socket_url

    return settings.redis_url or socket_url(settings.data)


def make_tools(settings: Settings | None = None, *, silent: bool = False) -> Tools:
    """The tools of this process. `silent` rings no bell, for commands that do their own work."""
    settings = settings or settings_module.load()
    register_rooms()
    return Tools(
        settings=settings,
        database=Database(settings.database_url),
        storage=DiskStorage(settings.files),
        clock=SystemClock(),
        bell=SilentBell() if silent else RqBell(queue_url(settings)),
        factories=dict(FACTORIES),
    )
