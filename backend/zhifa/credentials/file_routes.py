"""Files in and out of the registry: import, export, portraits."""

from typing import Annotated

from litestar import Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, RawBody

from zhifa.clock import SHANGHAI, Clock
from zhifa.credentials import exporting, importing, portraits
from zhifa.credentials.asking import FILTERS, MomentInvalid
from zhifa.credentials.exporting import MEDIA_TYPES, Format
from zhifa.credentials.import_schemas import ImportReport
from zhifa.credentials.policy import CertificateNotFound, require_one
from zhifa.credentials.portraits import PortraitMissing, PortraitTooSmall, PortraitUnreadable
from zhifa.credentials.registry_queries import Filters
from zhifa.credentials.registry_schemas import Change
from zhifa.credentials.sheets import FileUnreadable, TooManyRows
from zhifa.db import Database
from zhifa.errors import TooLarge
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.ports import ObjectStore
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

READ = {"permission": Permission.CREDENTIAL_READ}
ENTER = {"permission": Permission.CREDENTIAL_ENTER}
TAGS = ["credentials"]

#: Whatever the bytes are, a browser that shows them runs nothing and asks nobody.
CONFINED = {"Cache-Control": "private, no-store", "Content-Security-Policy": "default-src 'none'; sandbox"}


def jpeg(content: bytes) -> Response[bytes]:
    return Response(content, media_type="image/jpeg", headers=CONFINED)


@post(
    "/api/credentials/import",
    opt=ENTER,
    sync_to_thread=True,
    tags=TAGS,
    status_code=200,
    request_max_body_size=importing.MAX_BYTES,
    responses=refusals(FileUnreadable, TooManyRows, TooLarge),
)
def import_credentials(
    body: RawBody,
    request: AnyRequest,
    db: NamedDependency[Database],
    objects: NamedDependency[ObjectStore],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    dry_run: Annotated[bool, QueryParameter(description="Only look; true unless said otherwise")] = True,
) -> ImportReport:
    """The body is the CSV or XLSX file itself, 20 MB at most; which of them is told by its bytes.

    Says row by row what would change and what is wrong. Without ``dry_run``, and if nothing is wrong, the file
    becomes a proposal that another registrar approves: then every row is applied, or none.
    """
    if dry_run:
        with db.read() as session:
            return importing.look(session, actor, body, clock())
    with db.write() as session:
        return importing.propose(session, actor, objects, body, at=clock(), request_id=request_id_of(request.scope))


@get(
    "/api/credentials/export",
    opt=READ,
    sync_to_thread=True,
    tags=TAGS,
    dependencies=FILTERS,
    responses=refusals(MomentInvalid),
)
def export_credentials(
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    filters: NamedDependency[Filters],
    clock: NamedDependency[Clock],
    form: Annotated[Format, QueryParameter(name="format")] = "xlsx",
) -> Response[bytes]:
    """The certificates in the asker's scope as a file in the columns of the import; texts never are formulas."""
    with db.read() as session:
        content, rows = exporting.export(session, actor, filters, form)
    with db.write() as session:
        exporting.tell(session, actor, form, rows, at=clock(), request_id=request_id_of(request.scope))
    day = clock().astimezone(SHANGHAI).date().isoformat()
    disposition = {"Content-Disposition": f'attachment; filename="certificates-{day}.{form}"'}
    return Response(content, media_type=MEDIA_TYPES[form], headers={**CONFINED, **disposition})


@put(
    "/api/credentials/{number:str}/portrait",
    opt=ENTER,
    sync_to_thread=True,
    tags=TAGS,
    status_code=201,
    request_max_body_size=portraits.MAX_BYTES,
    responses=refusals(CertificateNotFound, PortraitUnreadable, PortraitTooSmall, TooLarge),
)
def propose_portrait(
    number: FromPath[str],
    body: RawBody,
    request: AnyRequest,
    db: NamedDependency[Database],
    objects: NamedDependency[ObjectStore],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> Change:
    """The body is a JPEG or PNG of 10 MB at most; it is shown once another registrar has approved it."""
    with db.read() as session:
        require_one(session, actor, number)
    sha256 = portraits.store(objects, body)
    with db.write() as session:
        return portraits.propose(session, actor, number, sha256, at=clock(), request_id=request_id_of(request.scope))


@get(
    "/api/credentials/{number:str}/portrait",
    opt={"permission": Permission.PORTRAIT_READ},
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(PortraitMissing),
)
def get_portrait(
    number: FromPath[str],
    db: NamedDependency[Database],
    objects: NamedDependency[ObjectStore],
    actor: NamedDependency[Actor],
) -> Response[bytes]:
    """The portrait as it is shown, a JPEG of 480 pixels; an officer sees their own only."""
    with db.read() as session:
        sha256 = portraits.of_certificate(session, actor, number)
    return jpeg(portraits.read(objects, sha256))
