"""/api/issuers: 发证机关 and the formats of their numbers."""

from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from zhifa.clock import Clock
from zhifa.credentials import issuers
from zhifa.credentials.issuer_schemas import IssuerFormat, IssuerRow, IssuerTerms, NewIssuer, Tried
from zhifa.credentials.number_patterns import PatternInvalid, PatternTooOpen
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

EDIT = {"permission": Permission.ISSUER_EDIT}
TAGS = ["credentials"]
WRONG = (PatternInvalid, PatternTooOpen, issuers.SampleDoesNotFit, issuers.TermReversed)


@get(
    "/api/issuers",
    opt={"permission": Permission.CREDENTIAL_READ},
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(),
)
def list_issuers(db: NamedDependency[Database]) -> list[IssuerRow]:
    """发证机关, with the format of their numbers."""
    with db.read() as session:
        return issuers.listed(session)


@post("/api/issuers", opt=EDIT, sync_to_thread=True, tags=TAGS, responses=refusals(issuers.IssuerTaken, *WRONG))
def add_issuer(
    data: JSONBody[NewIssuer],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> IssuerRow:
    """Registers an issuer; its format must fit every sample."""
    with db.write() as session:
        return issuers.add(session, actor, data, at=clock(), request_id=request_id_of(request.scope))


@put(
    "/api/issuers/{name:str}",
    opt=EDIT,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(issuers.IssuerNotFound, *WRONG),
)
def change_issuer(
    name: FromPath[str],
    data: JSONBody[IssuerTerms],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> IssuerRow:
    """Changes format and term for certificates entered from now on; those registered stay as they are."""
    with db.write() as session:
        return issuers.change(session, actor, name, data, at=clock(), request_id=request_id_of(request.scope))


@post(
    "/api/issuers/trial",
    opt=EDIT,
    status_code=200,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(PatternInvalid, PatternTooOpen),
)
def try_format(data: JSONBody[IssuerFormat], db: NamedDependency[Database]) -> Tried:
    """What a format makes of samples and of the numbers that are registered; saves nothing."""
    with db.read() as session:
        return issuers.tried(session, data)
