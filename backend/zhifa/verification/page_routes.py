"""GET /v/{code} and /c/{code}: what a citizen sees who scans a code. HTML without script, in one round trip."""

import structlog
from litestar import Response, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.enums import ScopeType
from litestar.params import FromPath
from litestar.types import ASGIApp, Receive, Scope, Send

from zhifa.clock import Clock
from zhifa.credentials.portraits import read
from zhifa.identity.keyring import KeyRing
from zhifa.identity.permissions import Permission
from zhifa.ports import ObjectStore
from zhifa.verification import portraits, result_page, words
from zhifa.verification.asking import asker_of
from zhifa.verification.enquiries import Enquiries
from zhifa.verification.limits import TooManyQuestions
from zhifa.web.layout import Sheet

PUBLIC = {"permission": Permission.PUBLIC}

log = structlog.get_logger("zhifa.verification")


@get("/v/{code:str}", opt=PUBLIC, include_in_schema=False)
async def presented_page(code: FromPath[str], scope: Scope, enquiries: NamedDependency[Enquiries]) -> ASGIApp:
    """核验页 of the code on an officer's phone."""
    return await page_of(code, scope, enquiries)


@get("/c/{code:str}", opt=PUBLIC, include_in_schema=False)
async def card_page(code: FromPath[str], scope: Scope, enquiries: NamedDependency[Enquiries]) -> ASGIApp:
    """核验页 of the code on a printed card."""
    return await page_of(code, scope, enquiries)


class CodeLane:
    """Before the API: the pages of codes, which whole streets may ask for at once, without what a framework does for
    requests that need more (finding a route, who is logged in, a request object). The routes say the same.
    ``state`` holds ``enquiries``."""

    def __init__(self, app: ASGIApp, state: State) -> None:
        self._app, self._state = app, state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        code = _code(scope)
        app = await page_of(code, scope, self._state["enquiries"]) if code else self._app
        await app(scope, receive, send)


def _code(scope: Scope) -> str:
    """The code that a plain GET asks for; empty where it asks for anything else."""
    if scope["type"] != ScopeType.HTTP or scope["method"] != "GET" or scope.get("root_path"):
        return ""
    path = scope["path"]
    code = path[3:] if path.startswith(("/v/", "/c/")) else ""
    return "" if "/" in code else code


async def page_of(code: str, scope: Scope, enquiries: Enquiries) -> Sheet:
    """The answer to a code. Whatever fails on our side is 无法核验, with 503: never 无效."""
    try:
        return await enquiries.page(code, asker_of(scope))
    except TooManyQuestions as problem:
        wait = int(problem.headers["Retry-After"])
        content = result_page.busy(wait, enquiries.clock(), demo=enquiries.demo)
        return Sheet(content, status=problem.status, headers=problem.headers)
    except Exception as error:
        log.error("verification failed", exc_info=error)
        content = result_page.without_answer(words.SILENT, enquiries.clock(), demo=enquiries.demo)
        return Sheet(content, status=503, headers={"Retry-After": "30"})


@get("/v/portrait/{ticket:str}", opt=PUBLIC, include_in_schema=False, sync_to_thread=True)
def portrait(
    ticket: FromPath[str],
    objects: NamedDependency[ObjectStore],
    key_ring: NamedDependency[KeyRing],
    clock: NamedDependency[Clock],
) -> Response[bytes]:
    """The face on a verification page, for ten minutes."""
    content = read(objects, portraits.opened(key_ring, ticket, clock()))
    return Response(content, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=600"})
