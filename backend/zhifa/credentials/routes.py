"""/api/credentials: the registry's list, one certificate, and what may be proposed about it."""

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from zhifa.clock import Clock
from zhifa.credentials import card_codes, proposals, registry
from zhifa.credentials.asking import FILTERS, AsOf, MomentInvalid, moment_of
from zhifa.credentials.lifecycle import DocumentRequired, EndNotAllowed, StepNotAllowed
from zhifa.credentials.numbers import NumberInvalid
from zhifa.credentials.policy import CertificateNotFound, OfficerUnknown
from zhifa.credentials.registry_queries import Filters
from zhifa.credentials.registry_schemas import (
    CardCodeIssued,
    Change,
    Credential,
    CredentialRow,
    NewCredential,
    NewStatus,
    Reissue,
)
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest
from zhifa.settings import Settings

READ = {"permission": Permission.CREDENTIAL_READ}
ENTER = {"permission": Permission.CREDENTIAL_ENTER}
TAGS = ["credentials"]


@get(
    "/api/credentials",
    opt=READ,
    sync_to_thread=True,
    tags=TAGS,
    dependencies=FILTERS,
    responses=refusals(CursorInvalid, MomentInvalid),
)
def list_credentials(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    filters: NamedDependency[Filters],
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[CredentialRow]:
    """执法证件 in the asker's scope, by number, each judged as of the moment asked for."""
    with db.read() as session:
        return registry.page(session, actor, filters, cursor=cursor, limit=limit)


@get(
    "/api/credentials/{number:str}",
    opt=READ,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(CertificateNotFound, MomentInvalid),
)
def get_credential(
    number: FromPath[str],
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    settings: NamedDependency[Settings],
    clock: NamedDependency[Clock],
    as_of: AsOf = None,
) -> Credential:
    """One certificate: its history, matters, exams, assessments, training, and what may be proposed now."""
    at = moment_of(as_of, clock())
    with db.read() as session:
        return registry.detail(session, actor, number, at=at, base_url=settings.base_url)


@post(
    "/api/credentials",
    opt=ENTER,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(
        proposals.AgencyUnknown,
        OfficerUnknown,
        proposals.IssuerUnknown,
        proposals.IssuerNotIssuing,
        proposals.MattersUnknown,
        proposals.DatesReversed,
        proposals.NumberTaken,
        NumberInvalid,
    ),
)
def propose_credential(
    data: JSONBody[NewCredential],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> Change:
    """申领. Another registrar's approval makes the certificate; it is in force once it is handed out 发证."""
    with db.write() as session:
        return proposals.propose_credential(session, actor, data, at=clock(), request_id=request_id_of(request.scope))


@post(
    "/api/credentials/{number:str}/status",
    opt=ENTER,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(CertificateNotFound, StepNotAllowed, DocumentRequired, EndNotAllowed, proposals.TooFarAhead),
)
def propose_status(
    number: FromPath[str],
    data: JSONBody[NewStatus],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> Change:
    """发证, 暂扣, 收回, 挂失, 注销, 作废 …: a step from the status at ``starts_at``; ``steps`` tells which."""
    request_id = request_id_of(request.scope)
    with db.write() as session:
        return proposals.propose_status(session, actor, number, data, at=clock(), request_id=request_id)


@post(
    "/api/credentials/{number:str}/card-code",
    opt=ENTER,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(CertificateNotFound),
)
def reissue_card_code(
    number: FromPath[str],
    data: JSONBody[Reissue],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    settings: NamedDependency[Settings],
    clock: NamedDependency[Clock],
) -> CardCodeIssued:
    """A new code for the card; the code printed before ends at once."""
    request_id = request_id_of(request.scope)
    with db.write() as session:
        code = card_codes.reissue(session, actor, number, data.reason, at=clock(), request_id=request_id)
    return CardCodeIssued(f"{settings.base_url}/c/{code}")
