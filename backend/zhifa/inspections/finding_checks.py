"""A record's findings with the server's own reckoning beside them."""

from uuid import UUID

import msgspec
from msgspec import UNSET
from sqlmodel import Session

from zhifa.benchmarks.recompute import check
from zhifa.benchmarks.snapshot_queries import snapshots
from zhifa.inspections.record import Finding, Record

Version = tuple[UUID, int]


def with_checks(session: Session, record: Record) -> Record:
    """Sets ``check`` of each finding that names a benchmark; the others are left as they are."""
    named = {each.jti: named_version(each) for each in record.findings}
    kept = snapshots(session, {version for version in named.values() if version is not None})
    for finding in record.findings:
        version = named[finding.jti]
        said = check(msgspec.to_builtins(finding), kept.get(version) if version else None)
        finding.check = said if said is not None else UNSET
    return record


def named_version(finding: Finding) -> Version | None:
    """The version that a finding names, where it is written as versions are; anything may be signed."""
    if finding.benchmark is UNSET:
        return None
    try:
        return UUID(finding.benchmark.id), int(finding.benchmark.version)
    except ValueError:
        return None
