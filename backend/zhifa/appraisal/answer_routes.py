"""/api/inspections/{id}/appraisals and /api/sheets/{id}/recusal: what concerns those who are appraised or withdraw."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from zhifa.appraisal import answers, sheets
from zhifa.appraisal.answers import AppraisalNotFound
from zhifa.appraisal.reading import SheetNotFound
from zhifa.appraisal.schemas import Appraisal, StatementDraft
from zhifa.appraisal.sheets import NobodyElse, SheetSubmitted
from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.inspections.policy import InspectionNotFound
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

TAGS = ["appraisal"]


@get(
    "/api/inspections/{inspection_id:uuid}/appraisals",
    opt={"permission": Permission.INSPECTION_READ},
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(InspectionNotFound),
)
def list_appraisals(
    inspection_id: FromPath[UUID], db: NamedDependency[Database], actor: NamedDependency[Actor]
) -> list[Appraisal]:
    """The settled results of 案卷评查 for this record: what was marked, not by whom."""
    with db.read() as session:
        return answers.of_record(session, actor, inspection_id)


@post(
    "/api/inspections/{inspection_id:uuid}/appraisals/{draw_id:uuid}/statements",
    opt={"permission": Permission.APPRAISAL_ANSWER},
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(InspectionNotFound, AppraisalNotFound),
)
def answer_appraisal(
    inspection_id: FromPath[UUID],
    draw_id: FromPath[UUID],
    data: JSONBody[StatementDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> list[Appraisal]:
    """Answers a result; those who drew the sample read it beside the record."""
    with db.write() as session:
        return answers.answer(
            session, actor, inspection_id, draw_id, data, at=clock(), request_id=request_id_of(request.scope)
        )


@post(
    "/api/sheets/{sheet_id:uuid}/recusal",
    opt={"permission": Permission.APPRAISE},
    sync_to_thread=True,
    tags=TAGS,
    status_code=204,
    responses=refusals(SheetNotFound, SheetSubmitted, NobodyElse),
)
def recuse_from_sheet(
    sheet_id: FromPath[UUID],
    data: JSONBody[StatementDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> None:
    """回避, with the reason: the record goes to another reviewer."""
    with db.write() as session:
        sheets.recuse(session, actor, sheet_id, data.words, at=clock(), request_id=request_id_of(request.scope))
