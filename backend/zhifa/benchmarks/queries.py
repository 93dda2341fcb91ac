"""The library in force on a day: searched for words as they stand, narrowed by what is known of it.

No index of characters: fifty thousand benchmarks are read through in some ten milliseconds, on both databases, and
most words of two characters stand in thousands of them (docs/decisions/a-library-that-is-read-through.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from zhifa.benchmarks.models import (
    BenchmarkCitation,
    BenchmarkMatter,
    BenchmarkRecord,
    BenchmarkVersion,
    Status,
)
from zhifa.pages import decode_cursor

#: A superseded version was in force until the next one began, and is for acts of that time.
IN_FORCE = (Status.PUBLISHED.value, Status.SUPERSEDED.value)


@dataclass(frozen=True, slots=True)
class Filters:
    """``on``: the day whose versions are meant. ``q``: words, each of which must stand in title or body."""

    on: date
    q: str = ""
    field: str | None = None
    agency: UUID | None = None
    level: str | None = None
    law: str | None = None
    article: str | None = None
    matter: str | None = None

    @property
    def words(self) -> list[str]:
        return self.q.casefold().split()


def listed(session: Session, filters: Filters, *, cursor: str | None, limit: int) -> Sequence[Any]:
    """``limit + 1`` rows: the exact code, then the words as they stand in the title, then all in it, then the rest."""
    rank, record = _rank(filters), BenchmarkRecord
    query = sa.select(col(record.id), col(record.code), rank.label("rank"))
    query = query.where(*_narrowed(filters), _version_of(col(record.id), filters.on).exists())
    if cursor is not None:
        after_rank, after_code = decode_cursor(cursor, (int, str))
        query = query.where(sa.or_(rank < after_rank, sa.and_(rank == after_rank, col(record.code) > after_code)))
    order = (rank.desc(), col(record.code)) if filters.words else (col(record.code),)
    return session.execute(_whole(query.order_by(*order).limit(limit + 1).subquery("found"), filters.on)).all()


def _whole(found: sa.Subquery, on: date) -> sa.Select[Any]:
    """Contents are fetched for what is shown alone: they are long, and a frequent word finds thousands to order."""
    version = BenchmarkVersion
    query: sa.Select[*tuple[Any, ...]] = sa.select(
        found.c.id, found.c.code, col(version.version), col(version.sha256), col(version.content), found.c.rank
    )
    same = col(version.version) == _version_of(found.c.id, on).scalar_subquery()
    query = query.join(version, sa.and_(col(version.benchmark_id) == found.c.id, same))
    return query.order_by(found.c.rank.desc(), found.c.code)


def _version_of(benchmark: Any, on: date) -> sa.Select[Any]:
    """The number of the version in force on that day. Asked of each benchmark: joined, SQLite would begin with all
    versions, which are long."""
    version = aliased(BenchmarkVersion)
    return sa.select(col(version.version)).where(col(version.benchmark_id) == benchmark, *_in_force(version, on))


def one(session: Session, benchmark_id: UUID, on: date) -> Any | None:
    """The version in force on that day."""
    return session.execute(in_force(on).where(col(BenchmarkRecord.id) == benchmark_id)).one_or_none()


def fields(session: Session) -> list[str]:
    """Every field of administration there is a benchmark of."""
    return list(session.scalars(sa.select(col(BenchmarkRecord.field)).distinct().order_by(col(BenchmarkRecord.field))))


def in_force(on: date) -> sa.Select[Any]:
    version = BenchmarkVersion
    return (
        sa.select(
            col(BenchmarkRecord.id),
            col(BenchmarkRecord.code),
            col(version.version),
            col(version.sha256),
            col(version.content),
        )
        .join(version, col(version.benchmark_id) == col(BenchmarkRecord.id))
        .where(*_in_force(version, on))
    )


def _in_force(version: type[BenchmarkVersion], on: date) -> list[sa.ColumnElement[bool]]:
    return [
        col(version.status).in_(IN_FORCE),
        col(version.valid_from) <= on,
        sa.or_(col(version.valid_to).is_(None), col(version.valid_to) >= on),
    ]


def _rank(filters: Filters) -> sa.ColumnElement[int]:
    title = col(BenchmarkRecord.title)
    if not filters.words:
        return sa.literal(0)
    phrase = filters.q.casefold().strip()
    every = sa.and_(*(title.contains(word, autoescape=True) for word in filters.words))
    exact = sa.func.lower(col(BenchmarkRecord.code)) == phrase
    return sa.case((exact, 4), (title.startswith(phrase, autoescape=True), 3), (every, 2), else_=1)


def _narrowed(filters: Filters) -> list[sa.ColumnElement[bool]]:
    record = BenchmarkRecord
    same = {record.field: filters.field, record.agency_id: filters.agency, record.level: filters.level}
    narrowed: list[sa.ColumnElement[bool]] = [col(column) == value for column, value in same.items() if value]
    for word in filters.words:
        title, body = col(record.title), col(record.body)
        narrowed.append(title.contains(word, autoescape=True) | body.contains(word, autoescape=True))
    if filters.law:
        narrowed.append(col(record.id).in_(_citing(filters.law, filters.article)))
    if filters.matter:
        at = sa.select(col(BenchmarkMatter.benchmark_id)).where(col(BenchmarkMatter.matter) == filters.matter)
        narrowed.append(col(record.id).in_(at))
    return narrowed


def _citing(law: str, article: str | None) -> sa.Select[Any]:
    """``article`` by its beginning: 第122条 finds 第122条第1款."""
    cited = BenchmarkCitation
    query = sa.select(col(cited.benchmark_id)).where(col(cited.law) == law)
    return query.where(col(cited.article).startswith(article, autoescape=True)) if article else query
