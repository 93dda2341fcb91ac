"""GET /api/ledger/checkpoints, and the same as a file for whoever keeps it."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.enums import MediaType
from litestar.params import FromQuery

from zhifa.custody import ledger
from zhifa.custody.schemas import CheckpointRow
from zhifa.db import Database
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.refusals import refusals

READ = {"permission": Permission.LEDGER_READ}


@get(
    "/api/ledger/checkpoints", opt=READ, sync_to_thread=True, tags=["custody"], responses=refusals(CursorInvalid),
)  # fmt: skip
def list_checkpoints(
    db: NamedDependency[Database], cursor: FromQuery[str | None] = None, limit: FromQuery[Limit] = DEFAULT_LIMIT
) -> Page[CheckpointRow]:
    """检查点: what the server signed of the ledger 台账, the latest first."""
    with db.read() as session:
        return ledger.page(session, cursor=cursor, limit=limit)


@get("/api/ledger/checkpoints.txt", opt=READ, sync_to_thread=True, tags=["custody"], media_type=MediaType.TEXT)
def checkpoint_file(db: NamedDependency[Database]) -> Response[str]:
    """All of them, a line each, as ``zhifa ledger verify --against`` reads them."""
    with db.read() as session:
        lines = ledger.lines(session)
    headers = {"Content-Disposition": 'attachment; filename="ledger-checkpoints.txt"', "Cache-Control": "no-store"}
    return Response(lines, media_type="text/plain; charset=utf-8", headers=headers)
