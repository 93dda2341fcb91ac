"""GET /api/packs/benchmarks and /api/packs/benchmarks/{sha256}: the library of benchmarks, by difference."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath

from zhifa.benchmarks import pack
from zhifa.benchmarks.pack import Manifest
from zhifa.clock import SHANGHAI, Clock
from zhifa.db import Database
from zhifa.identity.permissions import Permission
from zhifa.ports import ObjectStore
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest
from zhifa.sync.pack_routes import immutable

READ = {"permission": Permission.PACK_READ}


@get(
    "/api/packs/benchmarks",
    opt=READ,
    sync_to_thread=True,
    tags=["sync"],
    responses={200: ResponseSpec(Manifest, generate_examples=False, description="The manifest"), **refusals()},
)
def library_manifest(
    db: NamedDependency[Database], objects: NamedDependency[ObjectStore], clock: NamedDependency[Clock]
) -> Response[bytes]:
    """What a phone should hold of the benchmarks 裁量基准 that are in force today, file by file."""
    at = clock()
    made = pack.current(db, objects, at, at.astimezone(SHANGHAI).date())
    return Response(made, media_type="application/json", headers={"cache-control": "private, no-cache"})


@get(
    "/api/packs/benchmarks/{sha256:str}",
    opt=READ,
    sync_to_thread=True,
    tags=["sync"],
    responses=refusals(pack.ShardNotFound),
)
def library_file(request: AnyRequest, objects: NamedDependency[ObjectStore], sha256: FromPath[str]) -> Response[bytes]:
    """One file of the manifest, immutable; brotli-compressed where the client reads that."""
    return immutable(request, sha256, pack.compressed(objects, sha256), "application/octet-stream")
