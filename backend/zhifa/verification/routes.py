"""POST /api/verifications, the public keys, and what supervisors and overseers see."""

from typing import Annotated

import structlog
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody, QueryParameter

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.keyring import KeyRing
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest
from zhifa.verification import reports, unusual
from zhifa.verification.asking import asker_of
from zhifa.verification.enquiries import Enquiries
from zhifa.verification.limits import TooManyQuestions
from zhifa.verification.schemas import NewVerification, PublicKey, PublicKeys, ReportRow, Unusual, Verification

PUBLIC = {"permission": Permission.PUBLIC}

Days = Annotated[int, QueryParameter(ge=1, le=30)]
log = structlog.get_logger("zhifa.verification")


@post(
    "/api/verifications",
    opt=PUBLIC,
    status_code=200,
    tags=["verification"],
    responses=refusals(TooManyQuestions, public=True),
)
async def verify(
    data: JSONBody[NewVerification], request: AnyRequest, enquiries: NamedDependency[Enquiries]
) -> Response[Verification]:
    """核验 for apps and other systems. Status 503 with the answer ``unverifiable`` when a part of the server fails."""
    headers = {"Cache-Control": "no-store"}
    try:
        return Response(await enquiries.verify(data.code, asker_of(request.scope)), headers=headers)
    except TooManyQuestions:
        raise
    except Exception as error:
        log.error("verification failed", exc_info=error)
        silent = Verification("unverifiable", None, enquiries.clock())
        return Response(silent, status_code=503, headers={**headers, "Retry-After": "30"})


@get(
    "/.well-known/jwks.json",
    opt=PUBLIC,
    sync_to_thread=True,
    tags=["verification"],
    responses=refusals(public=True),
)
def jwks(key_ring: NamedDependency[KeyRing]) -> Response[PublicKeys]:
    """The server's public keys in rotation, the oldest first (RFC 7517); the last one signs."""
    keys = PublicKeys([PublicKey(**key.public_jwk) for key in key_ring.in_rotation()])
    return Response(keys, headers={"Cache-Control": "public, max-age=300"})


@get(
    "/api/verifications/unusual",
    opt={"permission": Permission.VERIFICATION_READ},
    sync_to_thread=True,
    tags=["verification"],
    responses=refusals(),
)
def list_unusual(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    days: FromQuery[Days] = 7,
) -> list[Unusual]:
    """异常核验 of the last days in the asker's scope, the latest first, at most 200."""
    with db.read() as session:
        return unusual.of_days(session, actor, clock(), days)


@get(
    "/api/false-officer-reports",
    opt={"permission": Permission.REPORT_READ},
    sync_to_thread=True,
    tags=["verification"],
    responses=refusals(CursorInvalid),
)
def list_reports(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[ReportRow]:
    """举报假冒执法人员, the latest first: those about agencies in scope, and those that fit no certificate."""
    with db.read() as session:
        return reports.page(session, actor, cursor=cursor, limit=limit)
