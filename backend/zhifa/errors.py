"""Every refusal the API can give, as a tree; each becomes RFC 9457 ``application/problem+json``.

    Problem
    ├── BadRequest 400        the request is malformed
    ├── Unauthenticated 401   nobody is logged in
    ├── Forbidden 403         the role may not do this
    ├── NotFound 404          there is no such thing, or it is not the asker's to see
    ├── Conflict 409          the thing has changed, or is not in a state for this
    ├── TooLarge 413          more bytes than a setting allows
    ├── Unprocessable 422     understood, and cannot be done
    ├── TooMany 429           wait, then try again
    └── Unavailable 503       a part of the server does not answer

A feature's own errors subclass one of these beside the code that raises them, with a stable ``code``
and a Chinese ``detail`` that says what happened, what is kept and what to do next.
"""

from typing import Any, ClassVar


class Problem(Exception):
    """Base of every refusal; ``extras`` are added to the problem+json body."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    title: ClassVar[str] = "服务器内部错误"
    detail: str = "服务器出现意外错误,您的数据未被改动。请稍后重试;若仍出现,请把编号告诉管理员。"

    def __init__(self, detail: str | None = None, *, headers: dict[str, str] | None = None, **extras: Any) -> None:
        super().__init__(detail or self.detail)
        self.detail = detail or self.detail
        self.headers = headers or {}
        self.extras = extras


class BadRequest(Problem):
    status, code, title = 400, "request_invalid", "请求内容有误"
    detail = "提交的内容格式不正确,未作任何改动。请检查后重试。"


class Unauthenticated(Problem):
    status, code, title = 401, "login_required", "需要登录"
    detail = "登录已过期或尚未登录。手机上已保存的内容不受影响,请重新登录。"


class Forbidden(Problem):
    status, code, title = 403, "not_permitted", "没有权限"
    detail = "您的角色不能进行此操作。如有需要,请联系本单位管理员。"


class NotFound(Problem):
    status, code, title = 404, "not_found", "未找到"
    detail = "没有找到该内容,或不在您的管辖范围内。"


class Conflict(Problem):
    status, code, title = 409, "conflict", "状态冲突"
    detail = "内容已被他人更新,您的操作未执行。请刷新后再试。"


class TooLarge(Problem):
    status, code, title = 413, "too_large", "内容过大"
    detail = "提交的内容超过了允许的大小,未作任何改动。"


class Unprocessable(Problem):
    status, code, title = 422, "cannot_be_done", "无法处理"
    detail = "内容已收到,但无法按要求处理。"


class TooMany(Problem):
    status, code, title = 429, "too_many_requests", "操作过于频繁"
    detail = "操作过于频繁,请稍候再试。"

    def __init__(self, retry_after_s: int, detail: str | None = None, **extras: Any) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after_s)}, retry_after_s=retry_after_s, **extras)


class Unavailable(Problem):
    status, code, title = 503, "unavailable", "服务暂不可用"
    detail = "服务器的存储暂时没有应答,您的数据未被改动。请稍后重试。"
