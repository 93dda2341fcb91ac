"""POST /api/subjects/codes: a sheet of printed codes."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Meta

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.keyring import KeyRing
from zhifa.identity.permissions import Permission
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest
from zhifa.settings import Settings
from zhifa.subjects import code_queries, code_sheets, codes
from zhifa.subjects.code_sheets import SubjectNotPrintable, SubjectsNotFound


class CodesWanted(msgspec.Struct, forbid_unknown_fields=True):
    """``renew``: why the codes printed before shall hold no longer, as where one was copied; empty where they shall."""

    subjects: Annotated[list[UUID], Meta(min_length=1, max_length=80)]
    renew: Annotated[str, Meta(max_length=500)] = ""


@post(
    "/api/subjects/codes",
    opt={"permission": Permission.SUBJECT_CODE_PRINT},
    sync_to_thread=True,
    status_code=200,
    tags=["reference"],
    responses=refusals(SubjectsNotFound, SubjectNotPrintable),
)
def print_subject_codes(
    data: JSONBody[CodesWanted],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    key_ring: NamedDependency[KeyRing],
    settings: NamedDependency[Settings],
    clock: NamedDependency[Clock],
) -> Response[bytes]:
    """打印入企码: a PDF sheet with the codes of these subjects, issued where they have none yet."""
    with db.write() as session:
        rows = code_queries.chosen(session, actor, data.subjects)
        if len(rows) != len(set(data.subjects)):
            raise SubjectsNotFound
        made = codes.issue(
            session,
            key_ring,
            actor,
            [row.id for row in rows],
            renew=data.renew.strip(),
            at=clock(),
            request_id=request_id_of(request.scope),
        )
    headers = {"Content-Disposition": 'inline; filename="codes.pdf"', "Cache-Control": "no-store"}
    content = code_sheets.pdf(rows, made, settings.base_url)
    return Response(content, media_type="application/pdf", headers=headers)
