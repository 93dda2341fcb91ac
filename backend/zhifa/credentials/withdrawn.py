"""The public page of withdrawn certificates 证件失效公告: plain HTML, no script, readable on any phone."""

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import quote, urlencode

from zhifa.clock import SHANGHAI
from zhifa.credentials.lifecycle import WORDS
from zhifa.credentials.models import CertificateStatus
from zhifa.credentials.withdrawn_schemas import WithdrawnRow
from zhifa.pages import Page

STYLE = """
:root{color-scheme:light dark;--ink:#1b2430;--soft:#55606e;--line:#d5dae1;--paper:#fff;--mark:#a61b1b;--link:#0b4f9e}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf1;--soft:#aab4c0;--line:#3a434e;--paper:#12171d;--mark:#ff9b93;
--link:#8fc1ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:46rem;padding:1rem;font:1rem/1.6 system-ui,"Noto Sans SC",sans-serif;color:var(--ink);
background:var(--paper)}
h1{font-size:1.35rem;line-height:1.3;margin:.2rem 0}
p{margin:.4rem 0}.soft{color:var(--soft)}
form{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0}
label{flex-basis:100%}
input,button{font:inherit;min-height:2.75rem;padding:.3rem .7rem;border:1px solid var(--soft);border-radius:.4rem;
color:inherit;background:transparent;min-width:0}
input{flex:1 1 12rem}
ul{list-style:none;margin:0;padding:0}
li{border-top:1px solid var(--line);padding:.7rem 0;overflow-wrap:anywhere}
.number{font-size:1.1rem;font-weight:600;font-variant-numeric:tabular-nums}
.status{color:var(--mark);font-weight:600}
a{color:var(--link)}nav a{display:inline-block;padding:.6rem 0;margin-right:1.5rem}
"""


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


#: The page's one style sheet is named by its hash, so that nothing that is injected is ever applied.
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_digest(STYLE)}'; connect-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",
}


def row_of(row: Any) -> WithdrawnRow:
    since = row.starts_at.astimezone(SHANGHAI).date()
    return WithdrawnRow(row.number, row.officer_name, row.agency_name, row.status, since)


def html(page: Page[WithdrawnRow], *, at: datetime, number: str | None, first: bool) -> str:
    """The whole page. ``number``: what was looked for; ``first``: there is no page before this one."""
    title = "行政执法证件失效公告"
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="description" content="已收回、挂失、注销、作废的行政执法证件,可按证号查询。">'
        f"<style>{STYLE}</style></head><body><main><h1>{title}</h1>"
        "<p>下列证件已收回、挂失、注销或作废。有人持这些证件要求检查的,您有权拒绝,并可拨打 12345 反映。</p>"
        f'<p class="soft">查询时间 {_moment(at)}</p>{_form(number)}{_list(page.items, number)}'
        f"{_links(page.next, number, first)}</main></body></html>"
    )


def _form(number: str | None) -> str:
    return (
        '<form action="/withdrawn" method="get"><label for="number">按证号查询</label>'
        f'<input id="number" name="number" inputmode="text" autocomplete="off" maxlength="60" '
        f'value="{escape(number or "", quote=True)}"><button type="submit">查询</button></form>'
    )


def _list(rows: Sequence[WithdrawnRow], number: str | None) -> str:
    if not rows and number:
        return f"<p>公告中没有证号“{escape(number)}”。这不表示该证件有效:请扫描证件上的二维码核验,或向其单位核实。</p>"
    if not rows:
        return "<p>目前没有失效的证件。</p>"
    return f"<ul>{''.join(_item(row) for row in rows)}</ul>"


def _item(row: WithdrawnRow) -> str:
    status = WORDS[CertificateStatus(row.status)]
    return (
        f'<li><span class="number">{escape(row.number)}</span> <span class="status">已{status}</span>'
        f"<br>{escape(row.officer_name)} · {escape(row.agency_name)}"
        f'<br><span class="soft">自 {row.since.isoformat()} 起</span></li>'
    )


def _links(following: str | None, number: str | None, first: bool) -> str:
    links = []
    if not first or number:
        links.append('<a href="/withdrawn">回到首页</a>')
    if following:
        query = urlencode({"cursor": following, **({"number": number} if number else {})}, quote_via=quote)
        links.append(f'<a href="/withdrawn?{escape(query, quote=True)}" rel="next">下一页</a>')
    return f'<nav aria-label="翻页">{"".join(links)}</nav>' if links else ""


def _moment(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y年%m月%d日 %H:%M")
