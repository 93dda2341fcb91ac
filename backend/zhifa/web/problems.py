"""Whatever goes wrong leaves as problem+json, a 500 too, and a refusal leaves a row in the audit. Who opened a public
page in a browser reads the same as a page."""

from html import escape
from typing import Any, cast

import structlog
from litestar import Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandlersMap

from zhifa.clock import now
from zhifa.db import Database
from zhifa.errors import BadRequest, Forbidden, NotFound, Problem, TooLarge, Unauthenticated
from zhifa.identity.audit import record
from zhifa.requests import AnyRequest
from zhifa.web import layout
from zhifa.web.headers import SERVER_FAILED, told_path

log = structlog.get_logger("zhifa.errors")


class MethodNotAllowed(Problem):
    status, code, title = 405, "method_not_allowed", "不支持的操作"
    detail = "此地址不支持该操作。"


_BY_STATUS: dict[int, type[Problem]] = {
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    405: MethodNotAllowed,
    413: TooLarge,
}


#: Where programs ask, whatever they accept.
FOR_PROGRAMS = ("/api/", "/schema/", "/health/", "/.well-known/")
_NO_PAGE = "没有这个页面", "网址可能不完整,或者已经失效。刚扫过二维码的,请对方重新出示后再扫一次。"
_ELSEWHERE = (
    '<nav aria-label="更多"><a href="/register">行政执法公示</a><a href="/withdrawn">查询失效证件公告</a>'
    '<a href="/complaint">投诉</a><a href="/report">举报假冒执法人员</a></nav></main>'
)


def problem_response(request: AnyRequest, problem: Problem) -> Response[Any]:
    if "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(FOR_PROGRAMS):
        return _page(request, problem)
    body = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail,
        "request_id": _request_id(request),
        **problem.extras,
    }
    return Response(body, status_code=problem.status, media_type="application/problem+json", headers=problem.headers)


def _page(request: AnyRequest, problem: Problem) -> Response[str]:
    """What a browser shows; where it is our fault, with the number that an administrator finds it by."""
    title, detail = _NO_PAGE if problem.detail == NotFound.detail else (problem.title, problem.detail)
    number = layout.rows([("编号", _request_id(request) or "")]) if problem.status >= SERVER_FAILED else ""
    body = f'{layout.band("wait", title)}<main><p class="lead">{escape(detail)}</p>{number}{_ELSEWHERE}'
    demo = request.app.state.settings.demo
    content = layout.page(title, detail, body, demo=demo, robots="noindex")
    return layout.answer(content, status=problem.status, headers=problem.headers)


def _request_id(request: AnyRequest) -> str | None:
    found: str | None = request.scope.get("state", {}).get("request_id")
    return found


def on_problem(request: AnyRequest, problem: Problem) -> Response[Any]:
    if isinstance(problem, Forbidden):
        _audit_refusal(request, problem)
    if problem.status >= SERVER_FAILED:
        log.error("problem", code=problem.code, path=told_path(request.url.path), exc_info=problem)
    return problem_response(request, problem)


def on_http_exception(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """Litestar's own refusals (validation, unknown route, wrong method) in our shape."""
    if isinstance(error, ValidationException) or error.status_code == 400:
        return problem_response(request, BadRequest(reasons=_reasons(error)))
    if error.status_code >= SERVER_FAILED:
        return on_unexpected(request, error)
    return problem_response(request, _BY_STATUS.get(error.status_code, BadRequest)())


def on_unexpected(request: AnyRequest, error: Exception) -> Response[Any]:
    log.error("unexpected error", path=told_path(request.url.path), exc_info=error)
    return problem_response(request, Problem())


def _reasons(error: HTTPException) -> list[dict[str, str]]:
    """Which field is wrong and how, without echoing what was sent."""
    extra = error.extra if isinstance(error.extra, list) else []
    return [
        {k: str(v) for k, v in item.items() if k in {"key", "message", "source"}}
        for item in extra
        if isinstance(item, dict)
    ]


def _audit_refusal(request: AnyRequest, problem: Forbidden) -> None:
    """In a transaction of its own: the request's was rolled back."""
    db = cast("Database", request.app.state.db)
    actor = request.scope.get("user")
    with db.write() as session:
        record(
            session,
            at=now(),
            account_id=actor.account_id if actor else None,
            action=f"{request.method} {request.scope.get('path_template', request.url.path)}",
            refused=True,
            request_id=_request_id(request),
            detail={"code": problem.code},
        )


HANDLERS: ExceptionHandlersMap = {
    Problem: on_problem,
    HTTPException: on_http_exception,
    Exception: on_unexpected,
}
