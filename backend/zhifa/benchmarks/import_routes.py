"""POST /api/benchmarks/import and what belongs to it."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter, RawBody

from zhifa.benchmarks import importing, layouts, table_imports, versions
from zhifa.benchmarks.layouts import LayoutUnknown
from zhifa.benchmarks.table_imports import TableImport
from zhifa.benchmarks.version_queries import EnteredAtOnce
from zhifa.benchmarks.version_routes import EDIT, REFUSED, TAGS
from zhifa.benchmarks.version_schemas import VersionDecision
from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.errors import TooLarge
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.ports import ObjectStore, StorageFull
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest


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
    status_code=202,
    sync_to_thread=True,
    tags=TAGS,
    request_max_body_size=importing.MAX_BYTES,
    responses=refusals(TooLarge, LayoutUnknown, StorageFull, EnteredAtOnce),
)
def import_benchmarks(
    body: RawBody,
    db: NamedDependency[Database],
    objects: NamedDependency[ObjectStore],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    layout: Annotated[str, QueryParameter(max_length=40, description="One of /api/benchmark-layouts")] = "superset",
    name: Annotated[str, QueryParameter(max_length=200, description="The file's name, to know it again")] = "",
) -> TableImport:
    """The body is the CSV or XLSX file itself, 20 MB at most. It is read by the worker, and nothing is entered yet.

    ``/api/benchmark-imports/last`` tells how far reading is, then row by row what is wrong and what the linter says.
    The asker's next file takes the place of this one.
    """
    return table_imports.ask(db, objects, actor, body, name, layout, clock())


@get("/api/benchmark-imports/last", opt=EDIT, sync_to_thread=True, tags=TAGS)
def last_import(db: NamedDependency[Database], actor: NamedDependency[Actor]) -> TableImport | None:
    """The asker's own file, as far as it is; null where there never was one."""
    with db.read() as session:
        return table_imports.last(session, actor)


@post(
    "/api/benchmark-imports/{import_id:uuid}/entry",
    opt=EDIT,
    status_code=200,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(table_imports.TableNotFound, table_imports.TableNotReady, versions.CodeTaken, EnteredAtOnce),
)
def enter_import(
    request: AnyRequest,
    db: NamedDependency[Database],
    objects: NamedDependency[ObjectStore],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    import_id: FromPath[UUID],
) -> TableImport:
    """Every benchmark of the file that was looked at becomes a draft, or none; others approve and publish them.

    What was read is not read again. ``report.import_id`` names the drafts; asked again, the answer is the same.
    """
    request_id = request_id_of(request.scope)
    return table_imports.enter(db, objects, actor, import_id, at=clock(), request_id=request_id)


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
