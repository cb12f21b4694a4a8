"""`sijari verify` with what this installation trusts; works without a database and without secrets."""

from datetime import datetime

from service.core.clock import SystemClock
from service.seals.anchors import Anchors, anchors_in_folder
from service.seals.cli import verify_command
from service.seals.desk import TRUST_FOLDER
from service.settings import load


def _anchors() -> Anchors:
    settings = load(complete=False)
    known = anchors_in_folder(settings.data / TRUST_FOLDER)
    return known if settings.demo else known.without_demo()


def _now() -> datetime:
    return SystemClock().now()


verify = verify_command(_anchors, _now)
