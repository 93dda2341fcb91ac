"""/api/evidence: what has arrived, and the originals and their previews for those who may see them."""

from typing import Annotated

from litestar import Response, get, head, post
from litestar.di import NamedDependency
from litestar.params import FromPath, HeaderParameter, JSONBody
from litestar.response import Stream

from zhifa.db import Database
from zhifa.evidence import queries, reading
from zhifa.evidence.models import Evidence
from zhifa.evidence.problems import EvidenceNotFound
from zhifa.evidence.schemas import StatusAsked, StatusTold
from zhifa.identity.actor import Actor
from zhifa.identity.permissions import Permission
from zhifa.ports import ObjectStore

READ = {"permission": Permission.EVIDENCE_READ}


@post(
    "/api/evidence/status",
    opt={"permission": Permission.EVIDENCE_SEND},
    status_code=200,
    sync_to_thread=True,
    tags=["evidence"],
)
def status(data: JSONBody[StatusAsked], db: NamedDependency[Database], actor: NamedDependency[Actor]) -> StatusTold:
    """Which of these files this account has handed in. Only what is named here may be deleted from the phone."""
    with db.read() as session:
        mine = queries.handed_in(session, actor.account_id, data.sha256)
    return StatusTold([sha256 for sha256 in dict.fromkeys(data.sha256) if sha256 in mine])


@head("/api/evidence/{sha256:str}", opt=READ, status_code=200, sync_to_thread=True, tags=["evidence"])
def exists(sha256: FromPath[str], db: NamedDependency[Database], actor: NamedDependency[Actor]) -> Response[None]:
    """200 if it has arrived and the asker may see it, else 404."""
    _visible(db, actor, sha256)
    return Response(None, headers={"Cache-Control": "private, no-store"})


@get("/api/evidence/{sha256:str}/original", opt=READ, sync_to_thread=True, tags=["evidence"])
def original(
    sha256: FromPath[str],
    db: NamedDependency[Database],
    objects: NamedDependency[ObjectStore],
    actor: NamedDependency[Actor],
    asked: Annotated[str | None, HeaderParameter(name="Range")] = None,
) -> Stream:
    """The bytes as they were received, never re-encoded; one Range may be asked for."""
    return reading.original(objects, _visible(db, actor, sha256), asked)


@get("/api/evidence/{sha256:str}/preview", opt=READ, sync_to_thread=True, tags=["evidence"])
def preview(
    sha256: FromPath[str],
    db: NamedDependency[Database],
    objects: NamedDependency[ObjectStore],
    actor: NamedDependency[Actor],
) -> Response[bytes]:
    """A JPEG of at most 1600 px, upright, without metadata."""
    return reading.derivative(objects, _visible(db, actor, sha256), "preview")


@get("/api/evidence/{sha256:str}/thumbnail", opt=READ, sync_to_thread=True, tags=["evidence"])
def thumbnail(
    sha256: FromPath[str],
    db: NamedDependency[Database],
    objects: NamedDependency[ObjectStore],
    actor: NamedDependency[Actor],
) -> Response[bytes]:
    """A JPEG of at most 320 px, upright, without metadata."""
    return reading.derivative(objects, _visible(db, actor, sha256), "thumbnail")


def _visible(db: Database, actor: Actor, sha256: str) -> Evidence:
    """Raises EvidenceNotFound: it is not there, or not the actor's to see; which of the two is not told."""
    with db.read() as session:
        evidence = queries.visible(session, actor, sha256)
    if evidence is None:
        raise EvidenceNotFound
    return evidence
