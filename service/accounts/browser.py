"""The session cookie, who its bearer is, and the proof asked again before weighty acts."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, redirect, request, url_for
from flask import session as flask_session
from werkzeug.wrappers import Response

from service.accounts import entry, queries
from service.accounts.entry import Device
from service.accounts.models import ApiToken, SessionRow
from service.accounts.rules import SEEN_EVERY, STEP_UP
from service.accounts.tokens import living_token
from service.core.refusals import Refused
from service.web.safe_next import came_from, here
from service.web.visitor import Visitor, address, agent, forget_visitor, visitor
from service.web.work import now, reading, tools

View = TypeVar("View", bound=Callable[..., Any])


def cookie_name(app: Flask | None = None) -> str:
    """The name of the cookie; where the service runs under https the browser itself guards it."""
    return "__Host-sesi" if (app or current_app).config["SIJARI_HTTPS"] else "sesi"


def token() -> str:
    """The token of this request's browser."""
    return request.cookies.get(cookie_name(), "")


def device() -> Device:
    """Where this request comes from."""
    return Device(address(), agent())


def load_visitor() -> Visitor | None:
    """The signed-in person of this request; the hook that the page shell calls.

    Programs show a token and never a cookie, so that no other site can make a browser call them.
    """
    if is_for_programs():
        return _load_program()
    if not token():
        return None
    with reading() as session:
        row = queries.session_of_token(session, token(), now())
        if row is None or row.awaits_code:
            return None
        someone = queries.person(session, row.person_id)
        office_name, zone = entry.zone_of(session, someone.office_id)
    if not someone.active:
        return None
    if now() - row.last_seen_at > SEEN_EVERY:
        _seen(row)
    actor = queries.actor_of(someone, address=address(), agent=agent())
    return Visitor(actor, office_name, someone.title, zone, someone.language, row.id)


def is_for_programs() -> bool:
    """Whether this request goes to the interface of programs."""
    return request.path.startswith("/api/")


def _load_program() -> Visitor | None:
    kind, _, plain = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not plain:
        return None
    with reading() as session:
        row = living_token(session, plain.strip(), now())
        if row is None:
            return None
        someone = row.person
        office_name, zone = entry.zone_of(session, someone.office_id)
    g.sijari_scopes = frozenset(row.scopes)
    if row.last_used_at is None or now() - row.last_used_at > SEEN_EVERY:
        with tools().database.begin() as session:
            used = session.get_one(ApiToken, row.id)
            used.last_used_at, used.last_address = now(), address()
    actor = queries.actor_of(someone, address=address(), agent=agent())
    return Visitor(actor, office_name, someone.title, zone, someone.language)


def scopes() -> frozenset[str]:
    """What the token of this request lets a program do."""
    visitor()
    found: frozenset[str] = g.get("sijari_scopes", frozenset())
    return found


def _seen(row: SessionRow) -> None:
    """Remember that the session is in use; a page shown must not wait for a busy database."""
    with tools().database.begin() as session:
        session.get_one(SessionRow, row.id).last_seen_at = now()


def give_cookie(response: Response, value: str) -> Response:
    """Hand the browser its session; what it held before (form tokens, messages) is void."""
    flask_session.clear()
    g.pop("csrf_token", None)
    forget_visitor()
    response.set_cookie(
        cookie_name(), value, httponly=True, samesite="Lax", secure=current_app.config["SIJARI_HTTPS"], path="/"
    )
    return response


def take_cookie(response: Response) -> Response:
    """Make the browser forget its session."""
    flask_session.clear()
    g.pop("csrf_token", None)
    forget_visitor()
    response.delete_cookie(
        cookie_name(), httponly=True, samesite="Lax", secure=current_app.config["SIJARI_HTTPS"], path="/"
    )
    return response


def is_stepped_up(max_age: timedelta = STEP_UP) -> bool:
    """Whether the person proved recently enough who he is."""
    found = visitor()
    with reading() as session:
        return found is not None and entry.has_stepped_up(session, found.session_id, now(), max_age)


def ensure_step_up(max_age: timedelta = STEP_UP) -> None:
    """Refuse with 'step_up_needed' when the last proof is older; for the act itself."""
    if not is_stepped_up(max_age):
        raise Refused("step_up_needed")


def require_step_up(max_age: timedelta = STEP_UP) -> Callable[[View], View]:
    """Ask the person to prove again who he is before this page, and come back to it afterwards."""

    def wrap(view: View) -> View:
        @wraps(view)
        def stepped(*args: Any, **kwargs: Any) -> Any:
            if is_stepped_up(max_age):
                return view(*args, **kwargs)
            back = here() if request.method == "GET" else came_from()
            return redirect(url_for("accounts.step_up", next=back))

        return cast(View, stepped)

    return wrap
