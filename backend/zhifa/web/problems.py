"""Whatever goes wrong leaves as problem+json, a 500 too, and a refusal leaves a row in the audit."""

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
from zhifa.web.headers import told_path

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


def problem_response(request: AnyRequest, problem: Problem) -> Response[dict[str, Any]]:
    body = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail,
        "request_id": request.scope.get("state", {}).get("request_id"),
        **problem.extras,
    }
    return Response(body, status_code=problem.status, media_type="application/problem+json", headers=problem.headers)


def on_problem(request: AnyRequest, problem: Problem) -> Response[dict[str, Any]]:
    if isinstance(problem, Forbidden):
        _audit_refusal(request, problem)
    if problem.status >= 500:
        log.error("problem", code=problem.code, path=told_path(request.url.path), exc_info=problem)
    return problem_response(request, problem)


def on_http_exception(request: AnyRequest, error: HTTPException) -> Response[dict[str, Any]]:
    """Litestar's own refusals (validation, unknown route, wrong method) in our shape."""
    if isinstance(error, ValidationException) or error.status_code == 400:
        return problem_response(request, BadRequest(reasons=_reasons(error)))
    if error.status_code >= 500:
        return on_unexpected(request, error)
    return problem_response(request, _BY_STATUS.get(error.status_code, BadRequest)())


def on_unexpected(request: AnyRequest, error: Exception) -> Response[dict[str, Any]]:
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
            request_id=request.scope.get("state", {}).get("request_id"),
            detail={"code": problem.code},
        )


HANDLERS: ExceptionHandlersMap = {
    Problem: on_problem,
    HTTPException: on_http_exception,
    Exception: on_unexpected,
}
