"""/api/evidence/uploads: tus 1.0 with creation, creation-with-upload, checksum, expiration, termination.

The one asynchronous door of the API: bodies are streamed and never held in memory, whatever their size.
A handler asks for one dependency and no more: Litestar resolves two in a group of tasks, which costs as much as
a statement of SQL.
"""

from typing import Any
from uuid import UUID

from litestar import Response, Router, delete, head, patch, post, route
from litestar.di import NamedDependency
from litestar.enums import HttpMethod
from litestar.params import FromPath

from zhifa.errors import Problem
from zhifa.evidence import tus
from zhifa.evidence.models import Upload
from zhifa.evidence.problems import UploadOffsetConflict, UploadOverrun
from zhifa.evidence.receive import receive_body
from zhifa.evidence.uploads import Uploads
from zhifa.identity.actor import Actor
from zhifa.identity.permissions import Permission
from zhifa.requests import AnyRequest
from zhifa.settings import Settings
from zhifa.web.problems import on_problem

PATH = "/api/evidence/uploads"
SEND = {"permission": Permission.EVIDENCE_SEND}


@route(http_method=HttpMethod.OPTIONS, opt={"permission": Permission.PUBLIC}, status_code=204, sync_to_thread=False)
def capabilities(settings: NamedDependency[Settings]) -> Response[None]:
    """What this server can do (tus: OPTIONS needs no Tus-Resumable)."""
    return Response(None, status_code=204, headers=tus.capabilities(settings.file_max_bytes))


@post(opt=SEND, status_code=201)
async def create(
    request: AnyRequest,
    uploads: NamedDependency[Uploads],
) -> Response[None]:
    """Begins an upload; a body is its first bytes. A file that comes whole is evidence when this is answered.

    Headers: Upload-Length, Upload-Metadata `sha256 …,type …,inspection …` (values in Base64).
    """
    tus.require_version(request.headers)
    said = tus.declared(request.headers, max_size=uploads.settings.file_max_bytes)
    length = tus.content_length(request.headers)
    if length == said.length:
        tus.require_content_type(request.headers)
        return await _take_whole(request, uploads, said)
    upload = await uploads.spool.run(uploads.open, _sender(request), said)
    has_body = length or "transfer-encoding" in request.headers
    offset = await _begin(request, uploads, upload) if has_body else 0
    return _answer(upload, offset, status=201, Location=f"{PATH}/{upload.id}")


@head("/{upload_id:str}", opt=SEND, status_code=200)
async def progress(
    request: AnyRequest,
    upload_id: FromPath[str],
    uploads: NamedDependency[Uploads],
) -> Response[None]:
    """How much has arrived: the client goes on from Upload-Offset."""
    tus.require_version(request.headers)
    upload = await uploads.spool.run(uploads.find, _sender(request), upload_id)
    length = {"Upload-Length": str(upload.length), "Cache-Control": "no-store"}
    return _answer(upload, upload.offset, status=200, **length)


@patch("/{upload_id:str}", opt=SEND, status_code=204)
async def go_on(
    request: AnyRequest,
    upload_id: FromPath[str],
    uploads: NamedDependency[Uploads],
) -> Response[None]:
    """The next bytes, from Upload-Offset. The last ones are answered when the file is evidence."""
    tus.require_version(request.headers)
    tus.require_content_type(request.headers)
    upload = await uploads.spool.run(uploads.find, _sender(request), upload_id)
    if tus.offset(request.headers) != upload.offset:
        raise UploadOffsetConflict(offset=upload.offset)
    offset, _ = await _take(request, uploads, upload)
    return _answer(upload, offset, status=204)


@delete("/{upload_id:str}", opt=SEND, status_code=204)
async def terminate(
    request: AnyRequest,
    upload_id: FromPath[str],
    uploads: NamedDependency[Uploads],
) -> Response[None]:
    """Gives an unfinished upload up. Evidence that has arrived is never removed."""
    tus.require_version(request.headers)
    upload = await uploads.spool.run(uploads.find, _sender(request), upload_id)
    await uploads.spool.run(uploads.end, upload)
    return Response(None, status_code=204)


async def _take_whole(request: AnyRequest, uploads: Uploads, said: tus.Declared) -> Response[None]:
    """A cut leaves nothing: the client was not told where the upload is, so it could not go on with it."""
    checksum = tus.checksum(request.headers)
    received = await receive_body(request.receive, uploads.spool, limit=said.length)
    if received.cut:
        await uploads.spool.run(received.file.discard)
        return Response(None, status_code=201)
    await uploads.spool.run(uploads.take_whole, _sender(request), said, received, checksum=checksum)
    headers = {"Location": f"{PATH}/{said.sha256}", "Upload-Offset": str(said.length)}
    return Response(None, status_code=201, headers=headers)


async def _begin(request: AnyRequest, uploads: Uploads, upload: Upload) -> int:
    """The first bytes of an upload just opened; it is closed again if they cannot be taken or are cut."""
    try:
        offset, cut = await _take(request, uploads, upload)
    except Problem:
        await uploads.spool.run(uploads.end, upload)
        raise
    if cut:
        await uploads.spool.run(uploads.end, upload)
    return offset


async def _take(request: AnyRequest, uploads: Uploads, upload: Upload) -> tuple[int, bool]:
    """The offset after this request's bytes, and whether the connection was cut."""
    checksum = tus.checksum(request.headers)
    left = upload.length - upload.offset
    if (tus.content_length(request.headers) or 0) > left:
        raise UploadOverrun
    received = await receive_body(request.receive, uploads.spool, limit=left)
    return await uploads.spool.run(uploads.take, upload, received, checksum=checksum), received.cut


def _answer(upload: Upload, offset: int, *, status: int, **headers: str) -> Response[None]:
    headers |= {"Upload-Offset": str(offset), "Upload-Expires": tus.expires(upload.expires_at)}
    return Response(None, status_code=status, headers=headers)


def _on_problem(request: AnyRequest, problem: Problem) -> Response[dict[str, Any]]:
    """tus: every answer names the version."""
    problem.headers["Tus-Resumable"] = tus.VERSION
    return on_problem(request, problem)


def _sender(request: AnyRequest) -> UUID:
    """The account that is logged in; the route's permission admits no other request."""
    actor: Actor = request.user
    return actor.account_id


router = Router(
    PATH,
    route_handlers=[capabilities, create, progress, go_on, terminate],
    exception_handlers={Problem: _on_problem},
    response_headers={"Tus-Resumable": tus.VERSION},
    request_max_body_size=None,
    tags=["evidence"],
)
