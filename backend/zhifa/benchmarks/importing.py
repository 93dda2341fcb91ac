"""Importing a table: looked at first, row by row; then all of it becomes drafts, or nothing."""

import hashlib
from collections import Counter
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.benchmarks import version_queries, versions
from zhifa.benchmarks.fault import Fault
from zhifa.benchmarks.import_assembly import assembled
from zhifa.benchmarks.import_rows import TableFault, lines
from zhifa.benchmarks.layouts import layout
from zhifa.benchmarks.linter import lint
from zhifa.benchmarks.model import Benchmark
from zhifa.benchmarks.models import BenchmarkImport
from zhifa.credentials.sheets import read_rows
from zhifa.identity.actor import Actor
from zhifa.ids import new_id

MAX_BYTES = 20 * 1024 * 1024
#: Longer lists are cut; the counts are always whole.
MAX_LISTED = 2000


class RowFault(msgspec.Struct):
    """What the linter says of a benchmark, with the row at which it begins."""

    row: int
    fault: Fault


class TableReport(msgspec.Struct):
    """``rows`` of the table became ``benchmarks`` violations: ``creates`` new ones, ``updates`` next versions.

    ``faults``: cells that cannot be read; while there is one, nothing is entered. ``lint``: L1 to L10, which do not
    hinder drafts, but errors among them hinder their approval. ``import_id``: null while only looked at.
    """

    rows: int
    benchmarks: int
    creates: int
    updates: int
    faults: list[TableFault]
    fault_count: int
    lint: list[RowFault]
    lint_counts: dict[str, int]
    import_id: UUID | None = None


def look(session: Session, actor: Actor, content: bytes, layout_name: str, at: datetime) -> TableReport:
    """What the file would do.

    Raises:
        FileUnreadable, TooManyRows, LayoutUnknown
    """
    return _read(session, actor, content, layout_name, at)[0]


def enter(
    session: Session, actor: Actor, content: bytes, layout_name: str, *, at: datetime, request_id: str | None
) -> TableReport:
    """Drafts of every benchmark of the file, unless a cell is wrong.

    Raises:
        FileUnreadable, TooManyRows, LayoutUnknown, CodeTaken, EnteredAtOnce
    """
    report, made = _read(session, actor, content, layout_name, at)
    if report.faults or not made:
        return report
    report.import_id = new_id()
    row = {
        "id": report.import_id,
        "layout": layout_name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "rows": report.rows,
        "agency_id": actor.agency_id,
        "entered_by": actor.account_id,
        "entered_at": at,
    }
    version_queries.insert(session, BenchmarkImport, [row])
    versions.enter(session, actor, made, at=at, request_id=request_id, import_id=report.import_id)
    return report


def _read(
    session: Session, actor: Actor, content: bytes, layout_name: str, at: datetime
) -> tuple[TableReport, list[Benchmark]]:
    how, today = layout(layout_name), versions.today_of(at)
    faults: list[TableFault] = []
    read = list(lines(read_rows(content), how, faults))
    made = assembled(read, how, today, faults)
    known = version_queries.by_code(session, [each.code for _, each in made])
    for row, each in made:
        record = known.get(each.code)
        if record is not None and record.agency_id != actor.agency_id:
            faults.append(TableFault(row, "", "benchmark_code_taken", versions.CodeTaken.detail))
    rows = {each.code: row for row, each in made}
    found = [RowFault(rows[fault.benchmark], fault) for fault in lint([each for _, each in made], today)]
    faults.sort(key=lambda fault: fault.row)
    report = TableReport(
        rows=len(read),
        benchmarks=len(made),
        creates=sum(each.code not in known for _, each in made),
        updates=sum(each.code in known for _, each in made),
        faults=faults[:MAX_LISTED],
        fault_count=len(faults),
        lint=sorted(found, key=lambda each: each.row)[:MAX_LISTED],
        lint_counts=dict(sorted(Counter(each.fault.code for each in found).items())),
    )
    return report, [each for _, each in made]
