"""The rows under which wrong passwords are counted."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from zhifa.identity.models import LoginThrottle


def locked_rows(session: Session, keys: Sequence[str], at: datetime) -> Sequence[LoginThrottle]:
    """The rows of the keys, made where missing, held until the transaction ends; always in the same order."""
    ordered = sorted(keys)
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    fresh = [{"key": key, "failures": 0, "first_at": at, "last_at": at} for key in ordered]
    session.execute(insert(LoginThrottle).values(fresh).on_conflict_do_nothing())
    return session.scalars(
        sa.select(LoginThrottle).where(col(LoginThrottle.key).in_(ordered)).order_by("key").with_for_update()
    ).all()


def forget_name(session: Session, key: str) -> None:
    session.execute(sa.delete(LoginThrottle).where(col(LoginThrottle.key) == key))


def give_back(session: Session, key: str) -> None:
    """One attempt less; and no waiting, since whoever was let through was not too many."""
    session.execute(
        sa.update(LoginThrottle)
        .where(col(LoginThrottle.key) == key, col(LoginThrottle.failures) > 0)
        .values(failures=col(LoginThrottle.failures) - 1, locked_until=None)
    )


def forget_before(session: Session, moment: datetime) -> None:
    """Drops old rows, but none that another login holds just now."""
    old = sa.select(col(LoginThrottle.key)).where(col(LoginThrottle.last_at) < moment)
    session.execute(
        sa.delete(LoginThrottle)
        .where(col(LoginThrottle.key).in_(old.with_for_update(skip_locked=True)))
        .execution_options(synchronize_session=False)
    )


def waiting(session: Session, keys: Sequence[str], at: datetime) -> dict[str, datetime]:
    """Those of the keys that must wait, and until when."""
    rows = session.execute(
        sa.select(col(LoginThrottle.key), col(LoginThrottle.locked_until)).where(
            col(LoginThrottle.key).in_(keys), col(LoginThrottle.locked_until) > at
        )
    )
    return {row.key: row.locked_until for row in rows}
