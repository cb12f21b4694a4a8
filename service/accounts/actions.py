"""Use cases about people: creating, changing, leaving, and their passwords."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import update

from service.accounts import queries, takeover
from service.accounts.models import PasswordLink, Person, RoleGrant, SessionRow
from service.accounts.passwords import hash_password, new_token, token_hash
from service.accounts.rules import LINK_LIFE, LONGEST, SHORTEST, email_key, password_fault
from service.accounts.tokens import end_all
from service.core.database import new_id
from service.core.permissions import Role
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork


def create_person(
    uow: UnitOfWork,
    *,
    email: str,
    name: str,
    office_id: UUID,
    roles: Sequence[str],
    title: str = "",
    nip: str = "",
    password_hash: str = "",
) -> Person:
    """Add a person with roles in an office; the hash comes from `passwords.hash_password`, before the transaction."""
    email = email_key(email)
    if queries.person_by_email(uow.session, email) is not None:
        raise Refused("email_taken", field="email")
    someone = Person(
        id=new_id(),
        email=email,
        name=name.strip(),
        title=title.strip(),
        nip=nip.strip(),
        office_id=office_id,
        password_hash=password_hash,
        password_set_at=uow.now if password_hash else None,
        active=True,
        created_at=uow.now,
    )
    uow.session.add(someone)
    uow.session.flush()
    _set_roles(uow, someone, roles)
    uow.record(someone.stream, "account.created", office=str(office_id), roles=sorted(roles))
    return someone


def change_person(
    uow: UnitOfWork, person_id: UUID, *, name: str, title: str, roles: Sequence[str], seen_version: int
) -> Person:
    """Change name, title and roles of a person of the actor's office."""
    someone = queries.person_of_office(uow.session, person_id, uow.actor.office_id)
    if someone.version != seen_version:
        raise Refused("stale_page")
    if someone.id == uow.actor.id and Role.ADMIN.value not in roles:
        raise Refused("not_yourself", field="roles")
    before = sorted(someone.roles_in(someone.office_id))
    someone.name, someone.title = name.strip(), title.strip()
    _set_roles(uow, someone, roles)
    uow.record(someone.stream, "account.changed", roles_before=before, roles=sorted(roles))
    return someone


def _set_roles(uow: UnitOfWork, someone: Person, roles: Iterable[str]) -> None:
    wanted = set(roles)
    if not wanted:
        raise Refused("roles_needed", field="roles")
    if not wanted <= {role.value for role in Role}:
        raise Refused("role_unknown", field="roles")
    held = {grant.role: grant for grant in someone.grants if grant.office_id == someone.office_id}
    for role, grant in held.items():
        if role not in wanted:
            someone.grants.remove(grant)
    for role in sorted(wanted - held.keys()):
        someone.grants.append(RoleGrant(id=new_id(), office_id=someone.office_id, role=role, granted_at=uow.now))
    uow.session.flush()


def deactivate(uow: UnitOfWork, person_id: UUID, *, successor_id: UUID | None) -> Person:
    """End a person's access at once; open tasks go to a successor."""
    someone = queries.person_of_office(uow.session, person_id, uow.actor.office_id)
    if someone.id == uow.actor.id:
        raise Refused("not_yourself")
    tasks = takeover.open_tasks(uow.session, person_id)
    if tasks and successor_id is None:
        raise Refused("successor_needed", field="successor", count=len(tasks))
    if successor_id is not None:
        successor = uow.session.get(Person, successor_id)
        if (
            successor is None
            or not successor.active
            or successor.office_id != someone.office_id
            or successor is someone
        ):
            raise Refused("successor_unfit", field="successor")
        takeover.hand_over(uow, person_id, successor_id)
    someone.active = False
    end_sessions(uow, person_id)
    end_all(uow, someone)
    uow.record(someone.stream, "account.deactivated", successor=str(successor_id or ""), tasks=len(tasks))
    return someone


def reactivate(uow: UnitOfWork, person_id: UUID) -> Person:
    """Let a person in again."""
    someone = queries.person_of_office(uow.session, person_id, uow.actor.office_id)
    someone.active = True
    uow.record(someone.stream, "account.reactivated")
    return someone


def end_sessions(uow: UnitOfWork, person_id: UUID, *, but: UUID | None = None) -> int:
    """Revoke all sessions of a person (except one); returns how many."""
    query = update(SessionRow).where(SessionRow.person_id == person_id, SessionRow.revoked_at.is_(None))
    if but is not None:
        query = query.where(SessionRow.id != but)
    done = uow.session.execute(query.values(revoked_at=uow.now).execution_options(synchronize_session=False))
    return int(done.rowcount)  # type: ignore[attr-defined]  # SQLAlchemy types an UPDATE's result as Result


def revoke_session(uow: UnitOfWork, person_id: UUID, session_id: UUID) -> None:
    """End one of a person's own sessions."""
    row = uow.session.get(SessionRow, session_id)
    if row is None or row.person_id != person_id:
        raise Refused("not_found")
    row.revoked_at = uow.now
    uow.record(queries.person(uow.session, person_id).stream, "account.session_ended", session=str(session_id))


def new_password_link(uow: UnitOfWork, person_id: UUID) -> str:
    """A token that lets the person set a password once; links given before are void."""
    someone = queries.person(uow.session, person_id)
    uow.session.execute(
        update(PasswordLink)
        .where(PasswordLink.person_id == person_id, PasswordLink.used_at.is_(None))
        .values(used_at=uow.now)
        .execution_options(synchronize_session=False)
    )
    token = new_token()
    uow.session.add(
        PasswordLink(id=new_id(), person_id=person_id, token_hash=token_hash(token), expires_at=uow.now + LINK_LIFE)
    )
    uow.record(someone.stream, "account.password_link_made")
    return token


def checked_hash(password: str, *about: str, field: str = "password") -> str:
    """The hash of a new password that is good enough; called before the transaction, because hashing takes time."""
    fault = password_fault(password, *about)
    if fault is not None:
        raise Refused(fault, field=field, shortest=SHORTEST, longest=LONGEST)
    return hash_password(password)


def set_password(uow: UnitOfWork, someone: Person, password_hash: str, *, keep_session: UUID | None = None) -> None:
    """Take a new password; every other session and every program's token ends."""
    someone.password_hash = password_hash
    someone.password_set_at = uow.now
    end_sessions(uow, someone.id, but=keep_session)
    end_all(uow, someone)
    uow.record(someone.stream, "account.password_set")


def use_password_link(uow: UnitOfWork, link_id: UUID, password_hash: str) -> Person:
    """Set the password by a link; the link is spent."""
    link = uow.session.get(PasswordLink, link_id, with_for_update=True)
    if link is None or link.used_at is not None or link.expires_at <= uow.now:
        raise Refused("password_link_dead")
    link.used_at = uow.now
    someone = queries.person(uow.session, link.person_id)
    if not someone.active:
        raise Refused("password_link_dead")
    set_password(uow, someone, password_hash)
    return someone


def set_language(uow: UnitOfWork, person_id: UUID, code: str) -> None:
    """Remember the language a person reads."""
    someone = queries.person(uow.session, person_id)
    someone.language = code
    uow.record(someone.stream, "account.language_set", language=code)


def end_other_sessions(uow: UnitOfWork, person_id: UUID, *, keep: UUID | None) -> None:
    """Sign a person out everywhere but here."""
    ended = end_sessions(uow, person_id, but=keep)
    uow.record(queries.person(uow.session, person_id).stream, "account.other_sessions_ended", sessions=ended)


def remove_totp(uow: UnitOfWork, person_id: UUID) -> None:
    """Switch a person's authenticator off."""
    someone = queries.person(uow.session, person_id)
    someone.totp_wrapped = someone.totp_confirmed_at = None
    uow.record(someone.stream, "account.totp_off")
