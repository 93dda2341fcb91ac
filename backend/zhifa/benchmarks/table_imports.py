"""A table read by the worker, while whoever sent it sees how far it is, may leave, and finds it again.

What was made of the file is kept, so that entering it does not read it a second time. A person has one such file:
the next one takes its place.
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import brotli
import msgspec
from sqlmodel import Session

from zhifa.benchmarks import importing
from zhifa.benchmarks import reading_queries as queries
from zhifa.benchmarks.importing import Reading, TableReport
from zhifa.benchmarks.layouts import layout
from zhifa.benchmarks.models import BenchmarkReading
from zhifa.benchmarks.reading_queries import Row
from zhifa.benchmarks.versions import today_of
from zhifa.credentials.sheets import about_rows
from zhifa.db import Database
from zhifa.errors import Conflict, NotFound, Problem, Unavailable
from zhifa.identity.actor import Actor
from zhifa.ids import new_id
from zhifa.jobs import enqueue
from zhifa.ports import ObjectMissing, ObjectStore

READ = "benchmarks.read_table"
#: Seconds between two notes of how far reading is.
NOTE_S = 0.5


class TableNotFound(NotFound):
    code = "table_import_not_found"
    detail = "没有找到这份表格:可能已被您之后选择的文件取代。没有录入任何内容,请重新选择文件。"


class TableNotReady(Conflict):
    code = "table_import_not_ready"
    detail = "这份表格还没有核对完,或有填写错误,没有录入任何内容。请等核对完成、改正错误后再录入。"


class TableImport(msgspec.Struct):
    """A file on its way: ``done`` of about ``rows`` rows (0: not known) are read. ``report`` once it was looked at;
    ``problem``: why it cannot be read at all, a code and a sentence."""

    id: UUID
    name: str
    layout: str
    size: int
    state: Literal["waiting", "reading", "looked", "entered", "failed"]
    rows: int
    done: int
    report: TableReport | None
    problem: dict[str, str] | None
    asked_at: datetime


class _Replaced(Exception):
    """Whoever sent the file has sent another."""


def ask(
    db: Database, objects: ObjectStore, actor: Actor, content: bytes, name: str, layout_name: str, at: datetime
) -> TableImport:
    """Keeps the file and has it read.

    Raises:
        LayoutUnknown, StorageFull, EnteredAtOnce
    """
    layout(layout_name)
    row: Row = {
        "account_id": actor.account_id, "id": new_id(), "agency_id": actor.agency_id, "name": name,
        "layout": layout_name, "size": len(content), "state": "waiting", "rows": about_rows(content), "done": 0,
        "report": None, "problem": None, "asked_at": at,
    }  # fmt: skip
    objects.put_bytes(_file(row["id"]), content)
    with db.write() as session:
        before = queries.replace(session, row)
        enqueue(session, READ, {"id": str(row["id"])}, at=at)
    if before is not None:
        _forget(objects, before)
    return msgspec.convert(row, TableImport)


def last(session: Session, actor: Actor) -> TableImport | None:
    """The asker's own file."""
    row = queries.of_account(session, actor.account_id)
    return wire(row) if row else None


def read_asked(db: Database, objects: ObjectStore, reading_id: UUID, clock: Callable[[], datetime]) -> None:
    """The worker's part: reads the file and keeps what it says. Begun anew it does the same again."""
    with db.read() as session:
        row = queries.of_id(session, reading_id)
    if row is None or row.state not in {"waiting", "reading"}:
        return
    try:
        _read(db, objects, row, clock())
    except (_Replaced, ObjectMissing):
        return
    except Unavailable:
        raise
    except Problem as problem:
        said = {"code": problem.code, "detail": problem.detail}
        _note(db, row.id, state="failed", problem=said)


def enter(
    db: Database, objects: ObjectStore, actor: Actor, reading_id: UUID, *, at: datetime, request_id: str | None
) -> TableImport:
    """Drafts of all of it, or nothing. Asked again, it answers what was done.

    Raises:
        TableNotFound, TableNotReady, CodeTaken, EnteredAtOnce
    """
    with db.read() as session:
        row = _own(session, actor, reading_id)
    if row.state == "entered":
        return wire(row)
    kept = _kept(objects, row)
    with db.write() as session:
        row = _own(session, actor, reading_id, hold=True)
        if row.state != "looked":
            return wire(row)
        report = importing.enter(session, actor, kept, at=at, request_id=request_id)
        row.report = msgspec.to_builtins(report)
        row.state = "entered" if report.import_id else "looked"
        session.flush()
    if row.state == "entered":
        _forget(objects, row.id)
    return wire(row)


def wire(row: BenchmarkReading) -> TableImport:
    return msgspec.convert(row, TableImport, from_attributes=True)


def _read(db: Database, objects: ObjectStore, row: BenchmarkReading, at: datetime) -> None:
    noted = 0.0

    def told(done: int) -> None:
        nonlocal noted
        if time.monotonic() - noted >= NOTE_S:
            noted = time.monotonic()
            _note(db, row.id, state="reading", done=done)

    _note(db, row.id, state="reading", done=0)
    content = b"".join(objects.read(_file(row.id)))
    reading = importing.read(content, row.layout, today_of(at), told)
    objects.put_bytes(_made(row.id), brotli.compress(msgspec.msgpack.encode(reading), quality=1))
    with db.read() as session:
        report = importing.look(session, row.agency_id, reading)
    _note(db, row.id, state="looked", done=report.rows, rows=report.rows, report=msgspec.to_builtins(report))


def _note(db: Database, reading_id: UUID, **values: Any) -> None:
    """Raises _Replaced."""
    with db.write() as session:
        if not queries.note(session, reading_id, **values):
            raise _Replaced


def _kept(objects: ObjectStore, row: BenchmarkReading) -> Reading:
    """Raises TableNotReady."""
    if row.state != "looked" or row.report is None or row.report["fault_count"]:
        raise TableNotReady
    try:
        packed = b"".join(objects.read(_made(row.id)))
    except ObjectMissing as error:
        raise TableNotFound from error
    return msgspec.msgpack.decode(brotli.decompress(packed), type=Reading)


def _own(session: Session, actor: Actor, reading_id: UUID, *, hold: bool = False) -> BenchmarkReading:
    """Raises TableNotFound."""
    row = queries.of_account(session, actor.account_id, hold=hold)
    if row is None or row.id != reading_id:
        raise TableNotFound
    return row


def _forget(objects: ObjectStore, reading_id: UUID) -> None:
    for key in (_file(reading_id), _made(reading_id)):
        objects.delete(key)


def _file(reading_id: UUID) -> str:
    return f"imports/benchmarks/{reading_id}"


def _made(reading_id: UUID) -> str:
    return f"imports/benchmarks/{reading_id}.made"
