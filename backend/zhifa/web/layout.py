"""The frame of the public pages: plain HTML, no script, one style sheet in the page, named by its hash in the CSP."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from html import escape
from types import MappingProxyType
from typing import Literal

from litestar import Response
from litestar.enums import MediaType
from litestar.types import Receive, Scope, Send

from zhifa.clock import SHANGHAI

Tone = Literal["good", "bad", "wait"]

STYLE = """
:root{color-scheme:light dark;--ink:#1b2430;--soft:#4d5866;--line:#d5dae1;--paper:#fff;--link:#0b4f9e;--band:#fff;
--good:#146c2e;--bad:#a61b1b;--wait:#7a4a00}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf1;--soft:#b4bdc8;--line:#3a434e;--paper:#12171d;--link:#8fc1ff}}
*{box-sizing:border-box}
body{margin:0;font:1rem/1.6 system-ui,"PingFang SC","Noto Sans SC",sans-serif;color:var(--ink);background:var(--paper);
overflow-wrap:anywhere}
main,footer{max-width:34rem;margin:0 auto;padding:0 1rem}
.band{color:var(--band);padding:1rem}
.band>*{max-width:32rem;margin:0 auto;display:flex;flex-wrap:wrap;align-items:center;gap:.75rem}
.band h1{flex:1 1 9rem;word-break:keep-all;overflow-wrap:anywhere}
.good{background:var(--good)}.bad{background:var(--bad)}.wait{background:var(--wait)}
h1{font-size:1.75rem;line-height:1.25;margin:0}
main>h1{padding-top:1.2rem}
svg{flex:none;width:2.5rem;height:2.5rem}
h2{font-size:1.15rem;margin:1.2rem 0 .3rem}
p{margin:.6rem 0}.soft{color:var(--soft)}.lead{font-size:1.15rem}
.face{display:block;width:13rem;max-width:70%;height:auto;margin:1rem auto .4rem;border:1px solid var(--line)}
.check{text-align:center;font-weight:600}
dl{margin:.6rem 0;border-top:1px solid var(--line)}
dl div{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.45rem 0;border-bottom:1px solid var(--line)}
dt{color:var(--soft);flex:0 0 5em}dd{margin:0;flex:1 1 10rem}
a{color:var(--link)}
nav a{display:block;padding:.75rem 0;border-bottom:1px solid var(--line)}
label{display:block;margin:1rem 0 .2rem;font-weight:600}
input,textarea,button{font:inherit;width:100%;min-height:3rem;padding:.5rem .7rem;border:1px solid var(--soft);
border-radius:.4rem;color:inherit;background:transparent}
textarea{min-height:8rem}
button{margin:1.2rem 0;background:#0b5cad;border-color:#0b5cad;color:#fff;font-weight:600}
.demo{background:#5b3c88;color:#fff;text-align:center;margin:0;padding:.3rem 1rem}
footer{padding:1rem;color:var(--soft);font-size:.9rem}
"""

_ICONS: dict[Tone, str] = {
    "good": '<path d="M11 21l6 6 12-13"/>',
    "bad": '<path d="M13 13l14 14M27 13L13 27"/>',
    "wait": '<path d="M20 11v12M20 28v1"/>',
}


def headers_of(style: str) -> dict[str, str]:
    """Nothing runs, nothing is fetched from elsewhere, and a style that is injected is not applied.

    ``connect-src`` opens nothing to a page without script; a browser's own audit fetches robots.txt under it.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
    return {"Content-Security-Policy": policy, "Cache-Control": "no-store"}


HEADERS = headers_of(STYLE)
_SHEET_HEADERS = [
    (name.lower().encode(), value.encode())
    for name, value in {"Content-Type": "text/html; charset=utf-8", **HEADERS}.items()
]


def page(title: str, description: str, body: str, *, demo: bool, style: str = STYLE, robots: str = "") -> str:
    """A whole document. ``body`` is HTML; the other texts are escaped here. ``robots``: what is said to crawlers."""
    return opening(title, description, demo=demo, style=style, robots=robots) + body + CLOSING


def opening(title: str, description: str, *, demo: bool, style: str = STYLE, robots: str = "") -> str:
    """What stands before the body of a page."""
    crawlers = f'<meta name="robots" content="{escape(robots)}">' if robots else ""
    told = '<aside class="demo" aria-label="说明">演示数据,不作执法依据</aside>' if demo else ""
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="description" content="{escape(description)}">'
        f'{crawlers}<link rel="icon" href="data:,"><style>{style}</style></head><body>{told}'
    )


CLOSING = "</body></html>"


def band(tone: Tone, words: str) -> str:
    """The answer: colour, icon and word, the largest thing on the page."""
    icon = (
        '<svg viewBox="0 0 40 40" fill="none" stroke="currentColor" stroke-width="3.5" stroke-linecap="round" '
        f'aria-hidden="true"><circle cx="20" cy="20" r="18"/>{_ICONS[tone]}</svg>'
    )
    return f'<header class="band {tone}"><div>{icon}<h1>{escape(words)}</h1></div></header>'


def rows(pairs: list[tuple[str, str]]) -> str:
    """Names and values, one below the other; empty values are left out."""
    return f"<dl>{lines(pairs)}</dl>"


def lines(pairs: list[tuple[str, str]]) -> str:
    """What stands in a list of names and values."""
    return "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs if value)


def moment(at: datetime) -> str:
    return second(int(at.timestamp()))


def second(since_1970: int) -> str:
    """Seconds (POSIX) as a date and time of Asia/Shanghai."""
    return datetime.fromtimestamp(since_1970, SHANGHAI).isoformat(" ", "seconds")[:19]


#: Of a page of an answer: more than most take, and little beside what a line costs.
EVEN_BYTES = 4096


class Sheet:
    """A page as it goes out, for what thousands ask at once: an ASGI application that says it. What the framework makes
    of ``answer`` is the same, and takes it as long as everything else that it does for a request. Its length is a
    multiple of ``EVEN_BYTES``: neither who measures the time nor who sees a sealed line learns which page it was."""

    __slots__ = ("_body", "_headers", "_status")

    def __init__(self, content: bytes, *, status: int = 200, headers: Mapping[str, str] = MappingProxyType({})) -> None:
        self._body, self._status = content + b" " * (-len(content) % EVEN_BYTES), status
        told = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        self._headers = [*_SHEET_HEADERS, (b"content-length", str(len(self._body)).encode()), *told]

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self._status, "headers": self._headers})
        await send({"type": "http.response.body", "body": self._body, "more_body": False})


def answer(content: str, *, status: int = 200, headers: dict[str, str] | None = None) -> Response[str]:
    return Response(content, status_code=status, media_type=MediaType.HTML, headers={**HEADERS, **(headers or {})})
