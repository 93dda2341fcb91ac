"""Importing a table: looked at first, row by row; then all of it becomes drafts, or nothing."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
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
from zhifa.credentials.sheets import Cell, read_rows
from zhifa.identity.actor import Actor
from zhifa.ids import new_id

MAX_BYTES = 20 * 1024 * 1024
#: Longer lists are cut; the counts are always whole.
MAX_LISTED = 2000
#: Rows between two words on how far reading is.
STRIDE = 500


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


class Reading(msgspec.Struct):
    """A file as it was read, before anybody asked what is already there; ``made`` with the row each begins at."""

    layout: str
    sha256: str
    rows: int
    made: list[tuple[int, Benchmark]]
    faults: list[TableFault]
    lint: list[RowFault]


def read(content: bytes, layout_name: str, today: date, told: Callable[[int], None] = lambda _: None) -> Reading:
    """Reading takes seconds where a file is long, so it needs no session: nobody else's writing waits for it.

    ``told`` hears after every ``STRIDE`` rows how many are read.

    Raises:
        FileUnreadable, TooManyRows, LayoutUnknown
    """
    how = layout(layout_name)
    faults: list[TableFault] = []
    found = list(lines(_telling(read_rows(content), told), how, faults))
    made = assembled(found, how, today, faults)
    rows = {each.code: row for row, each in made}
    linted = [RowFault(rows[fault.benchmark], fault) for fault in lint([each for _, each in made], today)]
    linted.sort(key=lambda each: each.row)
    return Reading(layout_name, hashlib.sha256(content).hexdigest(), len(found), made, faults, linted)


def _telling(rows: Iterator[tuple[int, list[Cell]]], told: Callable[[int], None]) -> Iterator[tuple[int, list[Cell]]]:
    for number, cells in rows:
        if number % STRIDE == 0:
            told(number)
        yield number, cells


def look(session: Session, agency_id: UUID | None, reading: Reading) -> TableReport:
    """What the file would do as one of that agency's."""
    known = version_queries.by_code(session, [each.code for _, each in reading.made])
    taken = [
        TableFault(row, "", "benchmark_code_taken", versions.CodeTaken.detail)
        for row, each in reading.made
        if each.code in known and known[each.code].agency_id != agency_id
    ]
    faults = sorted([*reading.faults, *taken], key=lambda fault: fault.row)
    updates = sum(each.code in known for _, each in reading.made)
    return TableReport(
        rows=reading.rows,
        benchmarks=len(reading.made),
        creates=len(reading.made) - updates,
        updates=updates,
        faults=faults[:MAX_LISTED],
        fault_count=len(faults),
        lint=reading.lint[:MAX_LISTED],
        lint_counts=dict(sorted(Counter(each.fault.code for each in reading.lint).items())),
    )


def enter(session: Session, actor: Actor, reading: Reading, *, at: datetime, request_id: str | None) -> TableReport:
    """Drafts of every benchmark of the file, unless a cell is wrong.

    Raises:
        CodeTaken, EnteredAtOnce
    """
    report, made = look(session, actor.agency_id, reading), [each for _, each in reading.made]
    if report.faults or not made:
        return report
    report.import_id = new_id()
    row = {
        "id": report.import_id,
        "layout": reading.layout,
        "sha256": reading.sha256,
        "rows": report.rows,
        "agency_id": actor.agency_id,
        "entered_by": actor.account_id,
        "entered_at": at,
    }
    version_queries.insert(session, BenchmarkImport, [row])
    versions.enter(session, actor, made, at=at, request_id=request_id, import_id=report.import_id)
    return report
