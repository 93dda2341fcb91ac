"""What was found at a subject before, from accepted records: the answer to whether an offence is the first."""

import base64
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.benchmarks.history import Past
from zhifa.benchmarks.models import BenchmarkRecord
from zhifa.clock import SHANGHAI
from zhifa.inspections.models import Entry, Inspection
from zhifa.inspections.state import State


class _Looked(msgspec.Struct):
    id: str


class _Body(msgspec.Struct):
    benchmark: _Looked | None = None


class _Claims(msgspec.Struct):
    body: _Body


def past_findings(session: Session, subject_id: UUID, before: date) -> Sequence[Past]:
    """Each violation found under a benchmark in an accepted record of the subject, before that day of Shanghai."""
    end = datetime.combine(before, datetime.min.time(), SHANGHAI)
    entries = session.execute(
        sa.select(col(Entry.jws), col(Entry.at))
        .join(Inspection, col(Inspection.id) == col(Entry.inspection_id))
        .where(
            col(Inspection.subject_id) == subject_id,
            col(Inspection.state) == State.ACCEPTED.value,
            col(Entry.kind) == "found",
            col(Entry.at) < end,
        )
    ).all()
    found = [(name, entry.at.astimezone(SHANGHAI).date()) for entry in entries if (name := _looked_up(entry.jws))]
    codes = _codes(session, {name for name, _ in found})
    return [Past(codes[name], on) for name, on in found if name in codes]


def _looked_up(jws: str) -> str | None:
    payload = jws.split(".")[1]
    claims = msgspec.json.decode(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)), type=_Claims)
    return None if claims.body.benchmark is None else claims.body.benchmark.id


def _codes(session: Session, names: set[str]) -> dict[str, str]:
    """Codes by the benchmark's id as the entry writes it; what is no id of ours is left out."""
    ids: dict[UUID, str] = {}
    for name in names:
        try:
            ids[UUID(name)] = name
        except ValueError:
            continue
    query: Any = sa.select(col(BenchmarkRecord.id), col(BenchmarkRecord.code)).where(col(BenchmarkRecord.id).in_(ids))
    return {ids[row.id]: row.code for row in session.execute(query)}
