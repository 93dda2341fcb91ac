"""GET /api/packs and /api/packs/{sha256}."""

import brotli
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.permissions import Permission
from zhifa.ports import ObjectStore
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest
from zhifa.sync import packs
from zhifa.sync.pack_schemas import PackList

READ = {"permission": Permission.PACK_READ}


@get("/api/packs", opt=READ, sync_to_thread=True, tags=["sync"], responses=refusals())
def list_packs(
    db: NamedDependency[Database],
    objects: NamedDependency[ObjectStore],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> PackList:
    """The reference packs that a phone of the asker's agency should hold."""
    if actor.agency_id is None:
        return PackList([])
    return PackList(packs.current(db, objects, actor.agency_id, clock()))


@get(
    "/api/packs/{sha256:str}",
    opt=READ,
    sync_to_thread=True,
    tags=["sync"],
    responses=refusals(packs.PackNotFound),
)
def get_pack(
    request: AnyRequest,
    db: NamedDependency[Database],
    objects: NamedDependency[ObjectStore],
    actor: NamedDependency[Actor],
    sha256: FromPath[str],
) -> Response[bytes]:
    """A pack's JSON, immutable; brotli-compressed where the client reads that."""
    if actor.agency_id is None:
        raise packs.PackNotFound
    packed = packs.compressed(db, objects, actor.agency_id, sha256)
    return immutable(request, sha256, packed, "application/json")


def immutable(request: AnyRequest, sha256: str, packed: bytes, media_type: str) -> Response[bytes]:
    """An answer with bytes that never change, as they lie (brotli) or unpacked, or 304 where the client has them."""
    encoded = accepts_brotli(request.headers.get("accept-encoding", ""))
    headers = {
        "etag": f'"{sha256}-br"' if encoded else f'"{sha256}"',
        "cache-control": "private, max-age=31536000, immutable",
        "vary": "Accept-Encoding",
    }
    if headers["etag"] in _asked(request.headers.get("if-none-match", "")):
        return Response(b"", status_code=304, headers=headers)
    if encoded:
        return Response(packed, media_type=media_type, headers={**headers, "content-encoding": "br"})
    return Response(brotli.decompress(packed), media_type=media_type, headers=headers)


def accepts_brotli(header: str) -> bool:
    """Whether an Accept-Encoding header names ``br`` without forbidding it (RFC 9110 §12.5.3)."""
    for part in header.lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() == "br":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _asked(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}
