"""/api/rubrics, /api/draws, /api/sheets: 案卷评查."""

from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from zhifa.appraisal import draws, exporting, reading, rubrics, sheets
from zhifa.appraisal.draws import AlreadyDrawn, DaysReversed, NothingToDraw, PopulationUnknown, ReviewersTooFew
from zhifa.appraisal.reading import DrawNotFound, SheetNotFound
from zhifa.appraisal.rubrics import RubricFaulty, RubricNotFound
from zhifa.appraisal.schemas import (
    DrawDraft,
    DrawRow,
    DrawWire,
    Reassignment,
    RubricDraft,
    RubricWire,
    Seed,
    SheetDraft,
    SheetRow,
    SheetWire,
)
from zhifa.appraisal.sheets import MarksUnknown, ReasonsMissing, SheetSubmitted
from zhifa.clock import Clock
from zhifa.credentials.exporting import MEDIA_TYPES
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

APPRAISE = {"permission": Permission.APPRAISE}
TAGS = ["appraisal"]


@get("/api/rubrics", opt=APPRAISE, sync_to_thread=True, tags=TAGS, responses=refusals())
def list_rubrics(db: NamedDependency[Database]) -> list[RubricWire]:
    """The newest version of every rubric; there are few."""
    with db.read() as session:
        return rubrics.listed(session)


@post("/api/rubrics", opt=APPRAISE, sync_to_thread=True, tags=TAGS, responses=refusals(RubricFaulty))
def write_rubric(
    data: JSONBody[RubricDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> RubricWire:
    """A new rubric, or the next version of the one of that name."""
    with db.write() as session:
        return rubrics.write(session, actor, data, at=clock(), request_id=request_id_of(request.scope))


@get("/api/rubrics/{rubric_id:uuid}", opt=APPRAISE, sync_to_thread=True, tags=TAGS, responses=refusals(RubricNotFound))
def list_rubric_versions(rubric_id: FromPath[UUID], db: NamedDependency[Database]) -> list[RubricWire]:
    """Every version of a rubric with who published it, the newest first."""
    with db.read() as session:
        return rubrics.versions(session, rubric_id)


@get("/api/draws", opt=APPRAISE, sync_to_thread=True, tags=TAGS, responses=refusals(CursorInvalid))
def list_draws(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[DrawRow]:
    """Draws of the asker's division and those beneath, newest first."""
    with db.read() as session:
        return reading.draws(session, actor, cursor=cursor, limit=limit)


@post(
    "/api/draws",
    opt=APPRAISE,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(RubricNotFound, DaysReversed, PopulationUnknown, NothingToDraw),
)
def freeze_draw(
    data: JSONBody[DrawDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> DrawWire:
    """Freezes the list of accepted records and tells its hash; the seed is named afterwards."""
    with db.write() as session:
        return draws.freeze(session, actor, data, at=clock(), request_id=request_id_of(request.scope))


@get("/api/draws/{draw_id:uuid}", opt=APPRAISE, sync_to_thread=True, tags=TAGS, responses=refusals(DrawNotFound))
def get_draw(draw_id: FromPath[UUID], db: NamedDependency[Database], actor: NamedDependency[Actor]) -> DrawWire:
    """The draw, the drawn records, and their results as far as they are settled."""
    with db.read() as session:
        return reading.draw(session, actor, draw_id)


@get("/api/draws/{draw_id:uuid}/list", opt=APPRAISE, sync_to_thread=True, tags=TAGS, responses=refusals(DrawNotFound))
def get_draw_list(
    draw_id: FromPath[UUID], db: NamedDependency[Database], actor: NamedDependency[Actor]
) -> Response[str]:
    """The frozen list, an id a line: its SHA-256 is the draw's ``list_sha256``, and the draw can be made again."""
    with db.read() as session:
        return Response(reading.listed(session, actor, draw_id), media_type="text/plain")


@get("/api/draws/{draw_id:uuid}/export", opt=APPRAISE, sync_to_thread=True, tags=TAGS, responses=refusals(DrawNotFound))
def export_draw(
    draw_id: FromPath[UUID],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> Response[bytes]:
    """The results so far as XLSX; texts never are formulas."""
    with db.read() as session:
        content = exporting.export(session, actor, draw_id)
    with db.write() as session:
        exporting.tell(session, actor, draw_id, at=clock(), request_id=request_id_of(request.scope))
    name = f'attachment; filename="appraisal-{draw_id}.xlsx"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return Response(content, media_type=MEDIA_TYPES["xlsx"], headers=headers)


@post(
    "/api/draws/{draw_id:uuid}/seed",
    opt=APPRAISE,
    sync_to_thread=True,
    tags=TAGS,
    status_code=200,
    responses=refusals(DrawNotFound, AlreadyDrawn, ReviewersTooFew),
)
def name_seed(
    draw_id: FromPath[UUID],
    data: JSONBody[Seed],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> DrawWire:
    """Names the seed, draws the sample and hands each record to two reviewers."""
    with db.write() as session:
        return draws.name_seed(session, actor, draw_id, data, at=clock(), request_id=request_id_of(request.scope))


@post(
    "/api/draws/{draw_id:uuid}/reassignments",
    opt=APPRAISE,
    sync_to_thread=True,
    tags=TAGS,
    status_code=200,
    responses=refusals(DrawNotFound, SheetNotFound, SheetSubmitted, sheets.SheetMoved, sheets.NobodyElse),
)
def reassign_sheet(
    draw_id: FromPath[UUID],
    data: JSONBody[Reassignment],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> DrawWire:
    """Gives a sheet that is not handed in to the next who may have it, with the reason."""
    with db.write() as session:
        return sheets.reassign(session, actor, draw_id, data, at=clock(), request_id=request_id_of(request.scope))


@get("/api/sheets", opt=APPRAISE, sync_to_thread=True, tags=TAGS, responses=refusals(CursorInvalid))
def list_sheets(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    submitted: FromQuery[bool | None] = None,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[SheetRow]:
    """The asker's own sheets, newest first."""
    with db.read() as session:
        return reading.own_sheets(session, actor, submitted=submitted, cursor=cursor, limit=limit)


@get("/api/sheets/{sheet_id:uuid}", opt=APPRAISE, sync_to_thread=True, tags=TAGS, responses=refusals(SheetNotFound))
def get_sheet(sheet_id: FromPath[UUID], db: NamedDependency[Database], actor: NamedDependency[Actor]) -> SheetWire:
    """A sheet; of the others' nothing until both reviewers have handed in."""
    with db.read() as session:
        return reading.sheet(session, actor, sheet_id)


@post(
    "/api/sheets/{sheet_id:uuid}",
    opt=APPRAISE,
    sync_to_thread=True,
    tags=TAGS,
    status_code=200,
    responses=refusals(SheetNotFound, SheetSubmitted, MarksUnknown, ReasonsMissing),
)
def write_sheet(
    sheet_id: FromPath[UUID],
    data: JSONBody[SheetDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> SheetWire:
    """Keeps the marks so far, or with ``submit`` hands them in for good."""
    with db.write() as session:
        return sheets.write(session, actor, sheet_id, data, at=clock(), request_id=request_id_of(request.scope))
