"""POST /api/benchmarks/import and what belongs to it."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter, RawBody

from zhifa.benchmarks import importing, layouts, versions
from zhifa.benchmarks.importing import TableReport
from zhifa.benchmarks.layouts import LayoutUnknown
from zhifa.benchmarks.version_queries import EnteredAtOnce
from zhifa.benchmarks.version_routes import EDIT, REFUSED, TAGS, AnyRequest
from zhifa.benchmarks.version_schemas import VersionDecision
from zhifa.clock import Clock
from zhifa.credentials.sheets import FileUnreadable, TooManyRows
from zhifa.db import Database
from zhifa.errors import TooLarge
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.refusals import refusals


class LayoutRow(msgspec.Struct):
    """A table format that can be imported: its name, its columns in words, where it was seen."""

    name: str
    title: str
    source: str
    headings: list[str]


class ImportDecided(msgspec.Struct):
    """How many versions took the step."""

    count: int


@get("/api/benchmark-layouts", opt=EDIT, sync_to_thread=False, tags=TAGS)
def list_layouts() -> list[LayoutRow]:
    """Table formats that ``layout`` of an import may name."""
    return [LayoutRow(name, each.title, each.source, list(each.columns)) for name, each in layouts.layouts().items()]


@post(
    "/api/benchmarks/import",
    opt=EDIT,
    status_code=200,
    sync_to_thread=True,
    tags=TAGS,
    request_max_body_size=importing.MAX_BYTES,
    responses=refusals(FileUnreadable, TooManyRows, TooLarge, LayoutUnknown, versions.CodeTaken, EnteredAtOnce),
)
def import_benchmarks(
    body: RawBody,
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    layout: Annotated[str, QueryParameter(max_length=40, description="One of /api/benchmark-layouts")] = "superset",
    dry_run: Annotated[bool, QueryParameter(description="Only look; true unless said otherwise")] = True,
) -> TableReport:
    """The body is the CSV or XLSX file itself, 20 MB at most. Row by row: what is wrong, and what the linter says.

    Without ``dry_run``, and if no cell is wrong, every benchmark becomes a draft that others approve and publish.
    """
    at = clock()
    reading = importing.read(body, layout, versions.today_of(at))
    if dry_run:
        with db.read() as session:
            return importing.look(session, actor, reading)
    with db.write() as session:
        return importing.enter(session, actor, reading, at=at, request_id=request_id_of(request.scope))


@post(
    "/api/benchmark-imports/{import_id:uuid}/decision",
    opt=EDIT,
    status_code=200,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(*REFUSED),
)
def decide_import(
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    import_id: FromPath[UUID],
    data: JSONBody[VersionDecision],
) -> ImportDecided:
    """The same step for every version of the import that awaits it: all or none."""
    with db.write() as session:
        request_id = request_id_of(request.scope)
        count = versions.decide_import(session, actor, import_id, data, at=clock(), request_id=request_id)
    return ImportDecided(count)
