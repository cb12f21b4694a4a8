"""Policies: figures that an office may still decide, each a number with its legal basis, never a constant in code.

A room registers what may be set; the value in force is the row an administrator left, or the default.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.core.audit import Stream
from service.core.database import Base
from service.core.permissions import require
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork

LONGEST_BASIS = 500


class Unit(StrEnum):
    """What the number of a policy counts."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"
    DAY_OF_MONTH = "day_of_month"
    FLAG = "flag"  # 0 no, 1 yes


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be set: its key, what the number counts, the default, the bounds, and where the default comes from."""

    key: str
    unit: Unit
    default: int
    least: int
    most: int
    label_id: str
    label_en: str
    basis: str = ""


class PolicyValue(Base):
    """The value that an administrator set, with the rule it rests on."""

    __tablename__ = "policy_values"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[int]
    basis: Mapped[str] = mapped_column(Text)
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


POLICIES: dict[str, Policy] = {}


def register(*policies: Policy) -> None:
    """Add what may be set; running it again changes nothing."""
    for policy in policies:
        POLICIES[policy.key] = policy


def value(session: Session, key: str) -> int:
    """The number in force."""
    row = session.get(PolicyValue, key)
    return row.value if row is not None else POLICIES[key].default


def change(uow: UnitOfWork, key: str, number: int, basis: str) -> PolicyValue:
    """Set a policy, naming the rule it rests on; the administrator's act, kept in his office's audit chain."""
    require(uow.actor, "policy:edit")
    policy = POLICIES.get(key)
    if policy is None:
        raise Refused("not_found")
    if not policy.least <= number <= policy.most:
        raise Refused("policy_out_of_bounds", field="value", least=policy.least, most=policy.most)
    if not basis.strip() or len(basis) > LONGEST_BASIS:
        raise Refused("policy_basis_missing", field="basis")
    row = uow.session.get(PolicyValue, key)
    old = value(uow.session, key)
    if row is None:
        row = PolicyValue(key=key)
        uow.session.add(row)
    row.value, row.basis, row.by_name, row.at = number, basis.strip(), uow.actor.name, uow.now
    if uow.actor.office_id is None:
        raise Refused("not_permitted")
    uow.record(
        Stream("office", uow.actor.office_id), "policy:changed", policy=key, old=old, new=number, basis=row.basis
    )
    return row
