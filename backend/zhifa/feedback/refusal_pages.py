"""What goes wrong on a public page is told as a page: what happened, what is kept, what next."""

import structlog
from litestar import Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from zhifa.errors import BadRequest, NotFound, Problem, TooLarge
from zhifa.feedback.layout import answer, told
from zhifa.requests import AnyRequest
from zhifa.settings import Settings
from zhifa.web.headers import told_path

log = structlog.get_logger("zhifa.feedback")


def on_problem(request: AnyRequest, problem: Problem) -> Response[str]:
    if problem.status >= 500:
        log.error("problem", code=problem.code, path=told_path(request.url.path), exc_info=problem)
    content = told(problem.title, problem.detail, demo=_demo(request))
    return answer(content, status=problem.status, headers=problem.headers)


def on_http_exception(request: AnyRequest, error: HTTPException) -> Response[str]:
    """Litestar's own refusals of what was sent."""
    kinds: dict[int, type[Problem]] = {404: NotFound, 413: TooLarge}
    kind = kinds.get(error.status_code, BadRequest if error.status_code < 500 else Problem)
    return on_problem(request, kind())


def _demo(request: AnyRequest) -> bool:
    settings: Settings = request.app.state.settings
    return settings.demo


PAGES: ExceptionHandlersMap = {Problem: on_problem, HTTPException: on_http_exception}
