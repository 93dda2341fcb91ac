"""The outermost layer: request id, security headers and one log line a request (no body, no query, no token)."""

import time
from collections.abc import Iterable

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from zhifa.ids import new_text

CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SECURITY_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), geolocation=(self), microphone=(), payment=()"),
)
HSTS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")

#: Addresses whose last part is a code that opens something: of a certificate, a visit, a subject, a printed record, a
#: complaint.
CODE_PATHS = ("/v/", "/c/", "/i/", "/s/", "/d/", "/complaints/")
#: Where people rate: not written down at all unless it fails, since a line there and then says who it was.
SILENT_PATHS = ("/i/",)
SERVER_FAILED = 500

#: What search engines may do with an answer on a code: neither keep nor quote it; with a portrait, nothing at all.
#: See docs/decisions/what-search-engines-may-show.md.
ROBOTS: tuple[tuple[str, bytes], ...] = (
    ("/v/portrait/", b"noindex"),
    *((prefix, b"noarchive, nosnippet, noimageindex") for prefix in CODE_PATHS),
)

log = structlog.get_logger("zhifa.request")


def told_path(path: str) -> str:
    """A path as a log may hold it: without the code, which whoever reads the log could use."""
    prefix = next((prefix for prefix in CODE_PATHS if path.startswith(prefix)), None)
    return f"{prefix}…" if prefix else path


def robots_header(path: str) -> list[tuple[bytes, bytes]]:
    words = next((words for prefix, words in ROBOTS if path.startswith(prefix)), None)
    return [(b"x-robots-tag", words)] if words else []


class OuterLayer:
    """Wraps the whole application, static files included."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._headers = (*SECURITY_HEADERS, HSTS) if https else SECURITY_HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        request_id = new_text()
        scope.setdefault("state", {})["request_id"] = request_id
        started, status = time.perf_counter(), 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *self._merged(message.get("headers", ())),
                    (b"x-request-id", request_id.encode()),
                    *robots_header(scope["path"]),
                ]
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        finally:
            if status >= SERVER_FAILED or not scope["path"].startswith(SILENT_PATHS):
                log.info(
                    "request",
                    request_id=request_id,
                    method=scope.get("method"),
                    path=told_path(scope["path"]),
                    status=status,
                    ms=round((time.perf_counter() - started) * 1000, 1),
                )

    def _merged(self, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """A page may set a header of its own; what it does not set is ours."""
        present = list(headers)
        names = {name.lower() for name, _ in present}
        return present + [pair for pair in self._headers if pair[0] not in names]
