"""The frame of the pages of a visit, of complaints and of the register: that of ``web.layout``, with more
in the style sheet (choices, lists, a search)."""

from html import escape
from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.enums import MediaType

from zhifa.feedback.proofs import Challenge
from zhifa.web import layout

STYLE = (
    layout.STYLE
    + """
ul,ol{margin:.4rem 0;padding-left:1.3rem}li{margin:.35rem 0}
.list{list-style:none;padding:0}.list li{border-top:1px solid var(--line);padding:.7rem 0;margin:0}
.list a{font-weight:600}.list p{margin:.2rem 0}
fieldset{border:0;margin:1rem 0;padding:0}legend{font-weight:600;padding:0}
.choice{display:flex;align-items:center;gap:.7rem;min-height:3rem;margin:.4rem 0;padding:.3rem .8rem;
border:1px solid var(--soft);border-radius:.4rem;font-weight:400}
.choice input{width:1.4rem;min-height:1.4rem;flex:none}
.choice:has(:checked){border-color:var(--link);outline:2px solid var(--link)}
.search{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end}.search label{flex:1 0 100%;margin:0}
.search input{flex:1 1 10rem;width:auto;min-width:0}.search button{flex:0 0 auto;width:auto;margin:0;padding:0 1.4rem}
.up nav{max-width:34rem;margin:0 auto;padding:0 1rem}.up nav a{border:0;display:inline-block}
code{font:inherit;font-variant-numeric:tabular-nums;font-weight:600}
.alert{border-left:.3rem solid var(--bad);padding:.2rem .8rem}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
"""
)
HEADERS = layout.headers_of(STYLE)

#: Of a page that asks for a proof: one script of ours may run on it, no other.
PROVING = {"Content-Security-Policy": HEADERS["Content-Security-Policy"] + "; script-src 'self'"}


def page(title: str, description: str, body: str, *, demo: bool, found: bool = False) -> str:
    """A whole document. ``found``: a search engine may keep it; what a code or a secret opens, it may not."""
    return layout.page(title, description, body, demo=demo, style=STYLE, robots="" if found else "noindex")


def answer(content: str, *, status: int = 200, headers: dict[str, str] | None = None) -> Response[str]:
    told = {**HEADERS, **(headers or {})}
    return Response(content, status_code=status, media_type=MediaType.HTML, headers=told)


def told(words: str, advice: str, *, demo: bool, tone: layout.Tone = "wait") -> str:
    """A page that says one thing and what to do next."""
    return page(
        words, advice, f'{layout.band(tone, words)}<main><p class="lead">{escape(advice)}</p></main>', demo=demo
    )


def proof(challenge: Challenge, wait_s: int) -> str:
    """What a form holds that asks for a proof: the field for it, how it stands, and what to do without a script."""
    minutes = -(-wait_s // 60)
    return (
        f'<input type="hidden" name="proof" data-challenge="{escape(challenge.text)}" data-bits="{challenge.bits}">'
        f'<p role="status" id="proof-state">没有开启脚本的,请在 {minutes} 分钟后再提交。</p>'
        '<script src="/proof.js" defer></script>'
    )


def alerts(problems: list[str]) -> str:
    """What is wrong with a form, above it."""
    return "".join(f'<p role="alert" class="alert"><strong>{escape(problem)}</strong></p>' for problem in problems)


def address(path: str, **query: Any) -> str:
    """A path with its query, ready for an attribute; empty values are left out."""
    said = {name: value for name, value in query.items() if value}
    return escape(f"{path}?{urlencode(said)}" if said else path)


def field(name: str, label: str, hint: str, value: str, length: int, *, long: bool = False) -> str:
    """A line or an area to write in, with its name and what is asked."""
    same = f'id="{name}" name="{name}" maxlength="{length}" aria-describedby="{name}-hint"'
    box = (
        f"<textarea {same}>{escape(value)}</textarea>"
        if long
        else f'<input {same} autocomplete="off" value="{escape(value)}">'
    )
    return f'<label for="{name}">{label}</label><p class="soft" id="{name}-hint">{escape(hint)}</p>{box}'
