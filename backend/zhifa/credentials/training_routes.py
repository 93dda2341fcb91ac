"""/api/training, and the exams and assessments of one officer, addressed by a certificate of theirs."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from zhifa.clock import SHANGHAI, Clock
from zhifa.credentials import training, training_queries
from zhifa.credentials.policy import CertificateNotFound, OfficerUnknown, require_one
from zhifa.credentials.training import HeldInTheFuture
from zhifa.credentials.training_schemas import NewAssessment, NewExam, NewTraining, Recorded, TrainingRow
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page, page_of
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

READ = {"permission": Permission.CREDENTIAL_READ}
ENTER = {"permission": Permission.CREDENTIAL_ENTER}
TAGS = ["training"]


@get("/api/training", opt=READ, sync_to_thread=True, tags=TAGS, responses=refusals(CursorInvalid))
def list_training(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    year: Annotated[int | None, QueryParameter(ge=2000, le=2100, description="This year, unless said")] = None,
    short: FromQuery[bool | None] = None,
    agency: FromQuery[UUID | None] = None,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[TrainingRow]:
    """培训学时 of every active officer in scope, by name; ``short``: only those who lack hours, or only the others."""
    asked = year or clock().astimezone(SHANGHAI).year
    with db.read() as session:
        rows = training_queries.page(
            session, actor, year=asked, required=training.REQUIRED, short=short, agency=agency, cursor=cursor,
            limit=limit,
        )  # fmt: skip
    return page_of(rows, limit, lambda row: (row.officer_name, row.officer_id), lambda row: training.row_of(row, asked))


@post("/api/training", opt=ENTER, sync_to_thread=True, tags=TAGS, responses=refusals(OfficerUnknown, HeldInTheFuture))
def record_training(
    data: JSONBody[NewTraining],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> Recorded:
    """One course for everybody who attended it; all are recorded, or none."""
    at, request_id = clock(), request_id_of(request.scope)
    today = at.astimezone(SHANGHAI).date()
    with db.write() as session:
        return Recorded(training.record_training(session, actor, data, at=at, today=today, request_id=request_id))


@post(
    "/api/credentials/{number:str}/assessments",
    opt=ENTER,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(CertificateNotFound),
)
def record_assessment(
    number: FromPath[str],
    data: JSONBody[NewAssessment],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> Recorded:
    """年度考核 of the holder. What it leads to (e.g. 暂扣) is proposed apart."""
    with db.write() as session:
        holder = require_one(session, actor, number).officer_id
        training.record_assessment(session, actor, holder, data, at=clock(), request_id=request_id_of(request.scope))
    return Recorded(1)


@post(
    "/api/credentials/{number:str}/exams",
    opt=ENTER,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(CertificateNotFound, HeldInTheFuture),
)
def record_exam(
    number: FromPath[str],
    data: JSONBody[NewExam],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> Recorded:
    """执法资格考试 of the holder."""
    at, request_id = clock(), request_id_of(request.scope)
    today = at.astimezone(SHANGHAI).date()
    with db.write() as session:
        holder = require_one(session, actor, number).officer_id
        training.record_exam(session, actor, holder, data, at=at, today=today, request_id=request_id)
    return Recorded(1)
