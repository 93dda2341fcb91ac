"""Benchmarks follow the four lists: where their rows changed, the benchmarks that they are about get a next version.

A benchmark carries the rows that are about it, so that the phone reckons offline and a snapshot says all that was
used. A version never changes; so a row that is published or ends makes versions, entered, approved and published by
whoever decided on the row. Rows that ended stay, with their last day, for acts of their time.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.benchmarks import indexing, list_queries, pack_queries, version_queries
from zhifa.benchmarks.lists import ListRow
from zhifa.benchmarks.model import Benchmark, Ground
from zhifa.benchmarks.models import BenchmarkListVersion, BenchmarkVersion, Status
from zhifa.db import Database

#: Benchmarks that get their next version in one transaction: others write in between.
AT_ONCE = 500
_encode = msgspec.json.Encoder(order="sorted").encode

#: A benchmark's id, the version it has, and what the next is to say.
Next = tuple[UUID, int, Benchmark]
Made = Sequence[Next]


def align(db: Database, at: datetime, on: date) -> int:
    """Gives every benchmark in force the rows in force; how many got a next version. Doing it again changes nothing.

    The library is read and compared outside of any write: a publication or a row that comes meanwhile has a job of its
    own, and what is no longer in force by then is left to that.
    """
    with db.read() as session:
        rows = list_queries.begun(session, on)
        made = list(_proposed(session, rows, on)) if rows else []
    for start in range(0, len(made), AT_ONCE):
        with db.write() as session:
            _publish(session, _still(session, made[start : start + AT_ONCE], on), max(rows, key=_decided), at, on)
    return len(made)


def _proposed(session: Session, rows: Sequence[BenchmarkListVersion], on: date) -> Iterator[Next]:
    """Every benchmark whose grounds are not those of the lists."""
    held = [_held(row) for row in rows]
    names = list_queries.codes(session)
    for row in pack_queries.in_force(session, on):
        said = msgspec.convert(row.content, Benchmark)
        grounds = _grounds(said, held, names)
        if not _same(grounds, said.grounds):
            yield row.id, row.version, msgspec.structs.replace(said, grounds=grounds)


def _still(session: Session, made: Made, on: date) -> Made:
    """Those whose version is in force as it was when it was read; their records are held until the end."""
    now = version_queries.held_in_force(session, [one for one, _, _ in made], on)
    return [each for each in made if now.get(each[0]) == each[1]]


def _held(row: BenchmarkListVersion) -> ListRow:
    """With the day on which this version ended."""
    said = msgspec.convert(row.content, ListRow)
    return msgspec.structs.replace(said, ground=msgspec.structs.replace(said.ground, valid_to=row.valid_to))


def _grounds(said: Benchmark, rows: Sequence[ListRow], names: set[str]) -> list[Ground]:
    """The benchmark's own, then those of the lists."""
    own = [each for each in said.grounds if each.id not in names]
    return own + [row.ground for row in rows if row.is_about(said.field, said.code)]


def _same(some: Sequence[Ground], others: Sequence[Ground]) -> bool:
    return sorted(map(_encode, some)) == sorted(map(_encode, others))


def _decided(row: BenchmarkListVersion) -> tuple[bool, datetime | str]:
    return (row.published_at is not None, row.published_at or "")


def _publish(session: Session, made: Made, cause: BenchmarkListVersion, at: datetime, on: date) -> None:
    if not made:
        return
    latest = version_queries.by_code(session, [said.code for _, _, said in made])
    open_ended = {
        (row.benchmark_id, row.version): row.valid_to
        for row in version_queries.ends(session, [(one, version) for one, version, _ in made])
    }
    version_queries.close_others(session, [one for one, _, _ in made], on, on)
    rows = [
        {
            "benchmark_id": one,
            "version": latest[said.code].latest + 1,
            "status": Status.PUBLISHED.value,
            "valid_from": on,
            "valid_to": open_ended[one, version],
            "sha256": indexing.sha256(said),
            "content": msgspec.to_builtins(said),
            "import_id": None,
            "entered_by": cause.entered_by,
            "entered_at": at,
            "approved_by": cause.approved_by,
            "approved_at": at,
            "published_by": cause.published_by,
            "published_at": at,
            "words": f"随清单“{cause.title}”等更新",
        }
        for one, version, said in made
    ]
    version_queries.insert(session, BenchmarkVersion, rows)
