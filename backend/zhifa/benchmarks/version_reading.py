"""Versions as a reviewer sees them: with what changed and what the linter says."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.benchmarks import version_queries
from zhifa.benchmarks.change_list import changes
from zhifa.benchmarks.linter import lint_one
from zhifa.benchmarks.version_schemas import VersionRow, VersionWire
from zhifa.benchmarks.versions import VersionNotFound, content, may, today_of
from zhifa.identity.actor import Actor


def row_of(row: Any) -> VersionRow:
    version = row.BenchmarkVersion
    return VersionRow(
        benchmark_id=version.benchmark_id,
        code=row.code,
        violation=row.violation,
        version=version.version,
        status=version.status,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        sha256=version.sha256,
        import_id=version.import_id,
        entered_by=row.entered_name,
        entered_at=version.entered_at,
        approved_by=row.approved_name,
        approved_at=version.approved_at,
        published_by=row.published_name,
        published_at=version.published_at,
        words=version.words,
    )


def all_of(session: Session, actor: Actor, benchmark_id: UUID) -> list[VersionRow]:
    """Raises VersionNotFound."""
    rows = version_queries.of_one(session, actor, benchmark_id)
    if not rows:
        raise VersionNotFound
    return [row_of(row) for row in rows]


def whole(
    session: Session, actor: Actor, benchmark_id: UUID, version: int, at: datetime, against: int | None = None
) -> VersionWire:
    """``against``: the version it is compared with; the one published before it unless said.

    Raises:
        VersionNotFound
    """
    versions = {row.BenchmarkVersion.version: row for row in version_queries.of_one(session, actor, benchmark_id)}
    if version not in versions or not (against is None or against in versions):
        raise VersionNotFound
    row = versions[version]
    said = content(row.BenchmarkVersion)
    if against is None:
        before = version_queries.published_before(session, benchmark_id, version)
    else:
        before = versions[against].BenchmarkVersion
    return VersionWire(
        row=row_of(row),
        benchmark=said,
        changes=changes(content(before), said) if before else [],
        faults=lint_one(said, today_of(at)),
        may=may(actor, row.BenchmarkVersion),
    )
