"""SQL of the four lists 四张清单: what is in force, what is worked on, and the step from one version to the next."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from zhifa.benchmarks.models import BenchmarkListVersion, BenchmarkRecord, Status
from zhifa.benchmarks.queries import IN_FORCE
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.models import Account, Role
from zhifa.pages import after, decode_cursor

KEY = (col(BenchmarkListVersion.code), col(BenchmarkListVersion.version))


def visible(actor: Actor) -> sa.ColumnElement[bool]:
    """What is or was public is everybody's; what is worked on, of whoever proposed it and who oversees them."""
    public = col(BenchmarkListVersion.status).in_(IN_FORCE)
    if actor.role is Role.OVERSEER:
        return sa.true()
    return public | col(BenchmarkListVersion.agency_id).in_(agencies_in_scope(actor))


def in_force(session: Session, on: date, kind: str | None) -> Sequence[dict[str, Any]]:
    """Contents of rows in force on that day, by code."""
    row = BenchmarkListVersion
    query = sa.select(col(row.content)).where(
        col(row.status).in_(IN_FORCE),
        col(row.valid_from) <= on,
        sa.or_(col(row.valid_to).is_(None), col(row.valid_to) >= on),
    )
    if kind is not None:
        query = query.where(col(row.kind) == kind)
    return session.scalars(query.order_by(*KEY)).all()


def begun(session: Session, on: date) -> Sequence[BenchmarkListVersion]:
    """Every version that is in force on that day or was on one before it, by code and version."""
    row = BenchmarkListVersion
    held = sa.or_(col(row.valid_to).is_(None), col(row.valid_to) >= col(row.valid_from))
    query = sa.select(row).where(col(row.status).in_(IN_FORCE), col(row.valid_from) <= on, held)
    return session.scalars(query.order_by(*KEY)).all()


def codes(session: Session) -> set[str]:
    return set(session.scalars(sa.select(col(BenchmarkListVersion.code)).distinct()))


def listed(session: Session, actor: Actor, *, status: str, cursor: str | None, limit: int) -> Sequence[Any]:
    query = _rows().where(visible(actor), col(BenchmarkListVersion.status) == status).order_by(*KEY).limit(limit + 1)
    if cursor is not None:
        query = query.where(after(KEY, decode_cursor(cursor, (str, int)), descending=False))
    return session.execute(query).all()


def of_code(session: Session, actor: Actor, code: str) -> Sequence[Any]:
    """Every version that the actor may see, the latest first."""
    query = _rows().where(visible(actor), col(BenchmarkListVersion.code) == code)
    return session.execute(query.order_by(col(BenchmarkListVersion.version).desc())).all()


def held(session: Session, actor: Actor, code: str, version: int) -> BenchmarkListVersion | None:
    """The version, all of its code locked until the end of the transaction; None where the actor may not see it."""
    row = BenchmarkListVersion
    session.execute(sa.select(col(row.version)).where(col(row.code) == code).with_for_update())
    query = sa.select(row).where(visible(actor), col(row.code) == code, col(row.version) == version)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def latest(session: Session, code: str) -> int:
    """0: there is none."""
    newest = sa.select(sa.func.max(col(BenchmarkListVersion.version))).where(col(BenchmarkListVersion.code) == code)
    return session.scalar(newest) or 0


def published_before(session: Session, code: str, version: int) -> BenchmarkListVersion | None:
    row = BenchmarkListVersion
    query = sa.select(row).where(
        col(row.code) == code, col(row.version) < version, col(row.status).in_(IN_FORCE)
    )  # fmt: skip
    return session.scalars(query.order_by(col(row.version).desc()).limit(1)).one_or_none()


def close_others(session: Session, code: str, begins: date, today: date) -> None:
    """What was published before ends on the day before ``begins``, at the latest, so that one version of a row holds on
    a day, also where a late one reaches back; once that day has come it is superseded."""
    row, day_before = BenchmarkListVersion, begins - timedelta(days=1)
    values: dict[str, Any] = {"valid_to": day_before}
    if begins <= today:
        values["status"] = Status.SUPERSEDED.value
    late = sa.or_(col(row.valid_to).is_(None), col(row.valid_to) > day_before)
    closing = sa.update(row).where(col(row.code) == code, col(row.status).in_(IN_FORCE), late)
    session.execute(closing.values(**values), execution_options={"synchronize_session": False})


def unknown(session: Session, fields: Sequence[str], named: Sequence[str]) -> tuple[list[str], list[str]]:
    """Those fields and codes that no benchmark has."""
    record = BenchmarkRecord
    has_field = set(session.scalars(sa.select(col(record.field)).distinct().where(col(record.field).in_(fields))))
    has_code = set(session.scalars(sa.select(col(record.code)).where(col(record.code).in_(named))))
    return [each for each in fields if each not in has_field], [each for each in named if each not in has_code]


def fields_concerned(session: Session, fields: Sequence[str], named: Sequence[str]) -> list[str]:
    """The fields of administration that a row about these fields and codes is for; all of them, if it names none."""
    record = BenchmarkRecord
    query = sa.select(col(record.field)).distinct()
    if fields or named:
        query = query.where(col(record.field).in_(fields) | col(record.code).in_(named))
    return list(session.scalars(query.order_by(col(record.field))))


def _rows() -> sa.Select[Any]:
    entered, approved, published = aliased(Account), aliased(Account), aliased(Account)
    row = BenchmarkListVersion
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            row,
            col(entered.display_name).label("entered_name"),
            col(approved.display_name).label("approved_name"),
            col(published.display_name).label("published_name"),
        )
        .outerjoin(entered, col(entered.id) == col(row.entered_by))
        .outerjoin(approved, col(approved.id) == col(row.approved_by))
        .outerjoin(published, col(published.id) == col(row.published_by))
    )
    return query
