"""SQL of versions: what is being worked on, and the step from one published version to the next."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from zhifa.benchmarks import indexing
from zhifa.benchmarks.model import Benchmark
from zhifa.benchmarks.models import (
    BenchmarkCitation,
    BenchmarkMatter,
    BenchmarkRecord,
    BenchmarkVersion,
    Status,
)
from zhifa.benchmarks.queries import IN_FORCE, in_force
from zhifa.db import table_of
from zhifa.errors import Conflict
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.models import Account, Role
from zhifa.pages import after, decode_cursor

KEY = (col(BenchmarkVersion.benchmark_id), col(BenchmarkVersion.version))
#: Parameters that one statement may have on SQLite are bounded.
CHUNK = 500


class EnteredAtOnce(Conflict):
    code = "benchmark_entered_at_once"
    detail = "另一人刚刚录入了同一编号的裁量基准,您的内容没有保存。请刷新后再提交。"


def visible(actor: Actor) -> sa.ColumnElement[bool]:
    """Records of agencies in the actor's scope; what belongs to nobody in particular is for overseers."""
    inside = col(BenchmarkRecord.agency_id).in_(agencies_in_scope(actor))
    return inside | col(BenchmarkRecord.agency_id).is_(None) if actor.role is Role.OVERSEER else inside


def listed(session: Session, actor: Actor, *, status: str, cursor: str | None, limit: int) -> Sequence[Any]:
    query = _rows().where(visible(actor), col(BenchmarkVersion.status) == status).order_by(*KEY).limit(limit + 1)
    if cursor is not None:
        query = query.where(after(KEY, decode_cursor(cursor, (UUID, int)), descending=False))
    return session.execute(query).all()


def of_one(session: Session, actor: Actor, benchmark_id: UUID) -> Sequence[Any]:
    """Every version of one benchmark, the latest first."""
    query = _rows().where(visible(actor), col(BenchmarkRecord.id) == benchmark_id)
    return session.execute(query.order_by(col(BenchmarkVersion.version).desc())).all()


def held(session: Session, actor: Actor, benchmark_id: UUID, version: int) -> BenchmarkVersion | None:
    """The version, its record locked until the end of the transaction; None where it is not the actor's to see."""
    record = sa.select(col(BenchmarkRecord.id)).where(visible(actor), col(BenchmarkRecord.id) == benchmark_id)
    if session.scalar(record.with_for_update()) is None:
        return None
    return session.get(BenchmarkVersion, (benchmark_id, version), populate_existing=True)


def of_import(session: Session, actor: Actor, import_id: UUID) -> Sequence[BenchmarkVersion]:
    query = (
        sa.select(BenchmarkVersion)
        .join(BenchmarkRecord, col(BenchmarkRecord.id) == col(BenchmarkVersion.benchmark_id))
        .where(visible(actor), col(BenchmarkVersion.import_id) == import_id)
    )
    return session.scalars(query.order_by(*KEY).with_for_update()).all()


def by_code(session: Session, codes: Sequence[str]) -> dict[str, Any]:
    """Record and number of its latest version by code."""
    found: dict[str, Any] = {}
    latest = sa.func.max(col(BenchmarkVersion.version)).label("latest")
    for start in range(0, len(codes), CHUNK):
        query = (
            sa.select(col(BenchmarkRecord.code), col(BenchmarkRecord.id), col(BenchmarkRecord.agency_id), latest)
            .join(BenchmarkVersion, col(BenchmarkVersion.benchmark_id) == col(BenchmarkRecord.id))
            .where(col(BenchmarkRecord.code).in_(codes[start : start + CHUNK]))
            .group_by(col(BenchmarkRecord.code), col(BenchmarkRecord.id), col(BenchmarkRecord.agency_id))
        )
        found |= {row.code: row for row in session.execute(query)}
    return found


def published_before(session: Session, benchmark_id: UUID, version: int) -> BenchmarkVersion | None:
    """The version published last before this one."""
    query = sa.select(BenchmarkVersion).where(
        col(BenchmarkVersion.benchmark_id) == benchmark_id,
        col(BenchmarkVersion.version) < version,
        col(BenchmarkVersion.status).in_(IN_FORCE),
    )
    return session.scalars(query.order_by(col(BenchmarkVersion.version).desc()).limit(1)).one_or_none()


def close_others(session: Session, ids: Sequence[UUID], begins: date, today: date) -> None:
    """What was published before ends on the day before ``begins``, at the latest, so that one version holds on a day,
    also where a late one reaches back; once that day has come it is superseded."""
    version = BenchmarkVersion
    day_before = begins - timedelta(days=1)
    values: dict[str, Any] = {"valid_to": day_before}
    if begins <= today:
        values["status"] = Status.SUPERSEDED.value
    for start in range(0, len(ids), CHUNK):
        mine = col(version.benchmark_id).in_(ids[start : start + CHUNK])
        live = col(version.status).in_(IN_FORCE)
        late = sa.or_(col(version.valid_to).is_(None), col(version.valid_to) > day_before)
        closing = sa.update(version).where(mine, live, late).values(**values)
        session.execute(closing, execution_options={"synchronize_session": False})


def held_in_force(session: Session, ids: Sequence[UUID], on: date) -> dict[UUID, int]:
    """The version of each that is in force that day, its record held until the end of the transaction."""
    record = BenchmarkRecord
    found: dict[UUID, int] = {}
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        session.execute(
            sa.select(col(record.id)).where(col(record.id).in_(some)).order_by(col(record.id)).with_for_update()
        )
        rows = session.execute(in_force(on).where(col(record.id).in_(some)))
        found |= {row.id: row.version for row in rows}
    return found


def ends(session: Session, keys: Sequence[tuple[UUID, int]]) -> Sequence[Any]:
    """The last day of each version, by benchmark and number."""
    version = BenchmarkVersion
    found: list[Any] = []
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        columns = sa.select(*KEY, col(version.valid_to)).where(sa.tuple_(*KEY).in_(some))
        found += session.execute(columns).all()
    return found


def insert(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    """Raises EnteredAtOnce."""
    if not rows:
        return
    try:
        session.connection().execute(sa.insert(table_of(table)), rows)
    except IntegrityError as error:
        raise EnteredAtOnce from error


def index_anew(session: Session, some: Iterable[tuple[UUID, UUID | None, Benchmark]]) -> None:
    """Writes what each benchmark (id, agency, content) is found by from now on."""
    made = list(some)
    ids = [benchmark_id for benchmark_id, _, _ in made]
    for table in (BenchmarkCitation, BenchmarkMatter):
        for start in range(0, len(ids), CHUNK):
            session.execute(sa.delete(table).where(col(table.benchmark_id).in_(ids[start : start + CHUNK])))
    insert(session, BenchmarkCitation, [row for one, _, said in made for row in indexing.citations(said, one)])
    insert(session, BenchmarkMatter, [row for one, _, said in made for row in indexing.matters(said, one)])
    records = [indexing.record(said, one, agency) for one, agency, said in made]
    if records:
        session.execute(sa.update(BenchmarkRecord), records)


def _rows() -> sa.Select[Any]:
    entered, approved, published = aliased(Account), aliased(Account), aliased(Account)
    version = BenchmarkVersion
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            version,
            col(BenchmarkRecord.code),
            col(BenchmarkRecord.violation),
            col(entered.display_name).label("entered_name"),
            col(approved.display_name).label("approved_name"),
            col(published.display_name).label("published_name"),
        )
        .join(BenchmarkRecord, col(BenchmarkRecord.id) == col(version.benchmark_id))
        .outerjoin(entered, col(entered.id) == col(version.entered_by))
        .outerjoin(approved, col(approved.id) == col(version.approved_by))
        .outerjoin(published, col(published.id) == col(version.published_by))
    )
    return query


def owners(session: Session, ids: Sequence[UUID]) -> list[Any]:
    """Id and agency of each record."""
    found: list[Any] = []
    for start in range(0, len(ids), CHUNK):
        some = col(BenchmarkRecord.id).in_(ids[start : start + CHUNK])
        found += session.execute(sa.select(col(BenchmarkRecord.id), col(BenchmarkRecord.agency_id)).where(some)).all()
    return found
