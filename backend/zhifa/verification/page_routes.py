"""GET /v/{code} and /c/{code}: what a citizen sees who scans a code. HTML without script, in one round trip."""

from typing import Any

import structlog
from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from zhifa.clock import Clock
from zhifa.credentials.portraits import read
from zhifa.identity.keyring import KeyRing
from zhifa.identity.permissions import Permission
from zhifa.ports import ObjectStore
from zhifa.settings import Settings
from zhifa.verification import layout, portraits, result_page, words
from zhifa.verification.asking import asker_of
from zhifa.verification.limits import TooManyQuestions
from zhifa.verification.service import Verifier

PUBLIC = {"permission": Permission.PUBLIC}

AnyRequest = Request[Any, Any, Any]
log = structlog.get_logger("zhifa.verification")


@get("/v/{code:str}", opt=PUBLIC, include_in_schema=False, sync_to_thread=True)
def presented_page(
    code: FromPath[str],
    request: AnyRequest,
    verifier: NamedDependency[Verifier],
    settings: NamedDependency[Settings],
    clock: NamedDependency[Clock],
) -> Response[str]:
    """核验页 of the code on an officer's phone."""
    return _page(code, request, verifier, settings, clock)


@get("/c/{code:str}", opt=PUBLIC, include_in_schema=False, sync_to_thread=True)
def card_page(
    code: FromPath[str],
    request: AnyRequest,
    verifier: NamedDependency[Verifier],
    settings: NamedDependency[Settings],
    clock: NamedDependency[Clock],
) -> Response[str]:
    """核验页 of the code on a printed card."""
    return _page(code, request, verifier, settings, clock)


def _page(code: str, request: AnyRequest, verifier: Verifier, settings: Settings, clock: Clock) -> Response[str]:
    """Whatever fails on our side is 无法核验, with 503: never 无效."""
    try:
        found = verifier.verify(code, asker_of(request))
    except TooManyQuestions as problem:
        wait = int(problem.headers["Retry-After"])
        return layout.answer(
            result_page.busy(wait, clock(), demo=settings.demo), status=problem.status, headers=problem.headers
        )
    except Exception as error:
        log.error("verification failed", exc_info=error)
        content = result_page.without_answer(words.SILENT, clock(), demo=settings.demo)
        return layout.answer(content, status=503, headers={"Retry-After": "30"})
    return layout.answer(result_page.html(found, demo=settings.demo))


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
