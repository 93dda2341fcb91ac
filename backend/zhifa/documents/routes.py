"""GET /api/inspections/{id}/paper and /proof: a record to be printed, and its proof; GET /d/{code}: whether a printed
one is true."""

from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.documents import pages, service
from zhifa.documents.proofs import Proof
from zhifa.documents.schemas import RecordPaper
from zhifa.evidence.reading import CONFINED
from zhifa.feedback.counter import Counter, LinkUnknown
from zhifa.feedback.layout import answer
from zhifa.feedback.refusal_pages import PAGES
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.keyring import KeyRing
from zhifa.identity.permissions import Permission
from zhifa.inspections.policy import InspectionNotFound
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest
from zhifa.settings import Settings


@get(
    "/api/inspections/{inspection_id:uuid}/paper",
    opt={"permission": Permission.INSPECTION_READ},
    sync_to_thread=True,
    tags=["inspections"],
    responses=refusals(InspectionNotFound),
)
def get_record_paper(
    inspection_id: FromPath[UUID],
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    settings: NamedDependency[Settings],
    key_ring: NamedDependency[KeyRing],
    clock: NamedDependency[Clock],
) -> RecordPaper:
    """打印笔录: the record as the party read it, with the address where the paper can be checked later."""
    with db.read() as session:
        return service.to_print(session, actor, inspection_id, clock(), ring=key_ring, settings=settings)


@get(
    "/api/inspections/{inspection_id:uuid}/proof",
    opt={"permission": Permission.INSPECTION_READ},
    sync_to_thread=True,
    tags=["inspections"],
    responses=refusals(InspectionNotFound),
)
def get_proof(
    inspection_id: FromPath[UUID],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    settings: NamedDependency[Settings],
    key_ring: NamedDependency[KeyRing],
    clock: NamedDependency[Clock],
) -> Response[Proof]:
    """存证: a file by which anybody can check the record without us (`zhifa inspections verify`). It is audited."""
    at = clock()
    with db.read() as session:
        proof = service.to_prove(session, actor, inspection_id, at, ring=key_ring, settings=settings)
    with db.write() as session:
        service.tell_proven(session, actor, inspection_id, at=at, request_id=request_id_of(request.scope))
    name = f'attachment; filename="proof-{inspection_id}.json"'
    return Response(proof, headers={**CONFINED, "Content-Disposition": name})


@get(
    "/d/{code:str}",
    opt={"permission": Permission.PUBLIC},
    include_in_schema=False,
    sync_to_thread=True,
    exception_handlers=PAGES,
)
def paper_page(code: FromPath[str], request: AnyRequest, counter: NamedDependency[Counter]) -> Response[str]:
    """打印件核对页."""
    with counter.guarded(request), counter.db.read() as session:
        known = service.find(session, counter.ring, code)
        if known is None:
            raise LinkUnknown("没有找到这份打印件:二维码可能不完整,或者这张纸不是本系统打印的。请拨打 12345 核实。")
        content = pages.checked(known, demo=counter.settings.demo)
    return answer(content)
