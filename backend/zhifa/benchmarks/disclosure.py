"""The public pages of benchmarks 裁量基准公示 (行政处罚法 art. 34): plain HTML, no script, readable on any phone."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote, urlencode

from zhifa.benchmarks.answer import UNIT_WORDS
from zhifa.benchmarks.choosing import tiers_of
from zhifa.benchmarks.model import Article, Benchmark, Branch, Range, Standing, Tier, TierKind
from zhifa.benchmarks.queries import Filters
from zhifa.benchmarks.schemas import BenchmarkRow, BenchmarkWire
from zhifa.benchmarks.trace import condition_words, ends, name_of
from zhifa.credentials.withdrawn import STYLE as FRAME
from zhifa.pages import Page

TITLE = "行政处罚裁量基准公示"
DEMO = "演示数据,不作执法依据"
CONFIDENCE = {
    "high": "高",
    "medium-high": "较高",
    "medium": "中",
    "low-medium": "较低",
    "low": "低",
    "demo": DEMO,
    "unchecked": "未核对",
}
KINDS = {TierKind.STATUTE: "法条规定", TierKind.PUBLISHED: "公布的阶次", TierKind.DERIVED: DEMO}
STANDINGS = {Standing.IN_FORCE: "现行", Standing.LAPSED: "已失效", Standing.REPLACED: "已被替代"}
LEVELS = {"nation": "国家", "province": "省级", "city": "市级", "county": "县级"}

STYLE = (
    FRAME
    + """
select{font:inherit;min-height:2.75rem;padding:.3rem .7rem;border:1px solid var(--soft);border-radius:.4rem;
color:inherit;background:var(--paper);min-width:0;flex:1 1 9rem}
.mark{color:var(--mark);font-weight:600}
h2{font-size:1.1rem;margin:1.4rem 0 .4rem}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid var(--line);padding:.45rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
dl{margin:.5rem 0}dt{color:var(--soft)}dd{margin:0 0 .5rem;overflow-wrap:anywhere}
td:first-child,th:first-child{min-width:4.2em}
"""
)
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
#: The empty icon is a picture; a browser's own audit fetches robots.txt under ``connect-src``.
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src data:; connect-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",
}


def list_page(page: Page[BenchmarkRow], filters: Filters, fields: Sequence[str], *, first: bool) -> str:
    """The search and one page of what it found."""
    found = "".join(_item(row) for row in page.items)
    body = f"<ul>{found}</ul>" if found else "<p>没有找到。请减少字数或者换一个说法。</p>"
    note = f'<p class="soft">{filters.on} 有效的裁量基准。罚款须以法条和完整文本为准。</p>'
    return _document(TITLE, f"<h1>{TITLE}</h1>{note}{_form(filters, fields)}{body}{_links(page.next, filters, first)}")


def one_page(found: BenchmarkWire) -> str:
    """A benchmark whole: law, cases, tiers, and where each figure comes from."""
    said = found.benchmark
    parts = [
        f'<p><a href="/benchmarks">{TITLE}</a></p><h1>{escape(said.violation)}</h1>',
        f'<p class="mark">{DEMO}</p>' if said.demo else "",
        _facts(said, found),
        *(_branch(said, branch) for branch in said.branches),
        _listed("共同措施", said.measures),
        _listed("从宽的情形", [f"{each.title}({each.basis})" for each in said.grounds]),
        f"<p>{escape(said.note)}</p>" if said.note else "",
        f'<p class="soft"><a href="/benchmarks/{found.id}.json">数据格式(JSON)</a></p>',
    ]
    return _document(f"{said.violation} · {TITLE}", "".join(parts))


def missing_page(words: str) -> str:
    return _document(TITLE, f'<h1>{TITLE}</h1><p>{escape(words)}</p><p><a href="/benchmarks">回到首页</a></p>')


def _document(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="description" content="行政处罚裁量基准,可按违法行为、法律和领域查询。">'
        f'<link rel="icon" href="data:,"><style>{STYLE}</style></head><body><main>{body}</main></body></html>'
    )


def _form(filters: Filters, fields: Sequence[str]) -> str:
    options = "".join(_option(each, chosen=each == filters.field) for each in fields)
    return (
        '<form action="/benchmarks" method="get"><label for="q">按违法行为、编号、法律查询</label>'
        f'<input id="q" name="q" maxlength="60" autocomplete="off" value="{escape(filters.q, quote=True)}">'
        f'<select name="field" aria-label="领域"><option value="">全部领域</option>{options}</select>'
        '<button type="submit">查询</button></form>'
    )


def _option(field: str, *, chosen: bool) -> str:
    return f'<option value="{escape(field, quote=True)}"{" selected" if chosen else ""}>{escape(field)}</option>'


def _item(row: BenchmarkRow) -> str:
    demo = f' <span class="mark">{DEMO}</span>' if row.demo else ""
    return (
        f'<li><a href="/benchmarks/{row.id}">{escape(row.violation)}</a>{demo}'
        f"<br>{escape(_cited(row.penalising))}"
        f'<br><span class="soft">{escape(row.code)} · {escape(row.field)} · {LEVELS[row.level]} · '
        f"法条核对 {_sure(row.statute_confidence)} · 阶次 {_sure(row.tiers_confidence)}</span></li>"
    )


def _links(following: str | None, filters: Filters, first: bool) -> str:
    kept = {"q": filters.q, "field": filters.field or ""}
    links = [] if first else ['<a href="/benchmarks">回到首页</a>']
    if following:
        query = urlencode({name: value for name, value in [*kept.items(), ("cursor", following)] if value})
        links.append(f'<a href="/benchmarks?{escape(query, quote=True)}" rel="next">下一页</a>')
    query = urlencode({name: value for name, value in kept.items() if value}, quote_via=quote)
    links.append(f'<a href="/benchmarks.json?{escape(query, quote=True)}">数据格式(JSON)</a>')
    return f'<nav aria-label="翻页">{"".join(links)}</nav>'


def _facts(said: Benchmark, found: BenchmarkWire) -> str:
    until = f" 至 {said.valid_to}" if said.valid_to else " 起"
    pairs = [
        ("编号", f"{said.code}(第 {found.version} 版)"),
        ("处罚依据", _cited(said.penalising)),
        ("违反条款", _cited(said.violated)),
        ("领域与部门", f"{said.field} · {said.authority}"),
        ("制定机关", f"{said.issuer}({LEVELS[said.level]})"),
        ("有效期", f"{said.valid_from}{until} · {STANDINGS[said.standing]}"),
        ("替代文件", said.replaced_by or ""),
        ("适用对象", said.party or ""),
        ("决定权限", f"罚款达到{said.decision.at_least}元,{said.decision.words}" if said.decision else ""),
        ("法条来源", f"{said.source.statute}(可信度:{_sure(said.source.statute_confidence)};{said.source.check})"),
        ("阶次来源", f"{said.source.tiers}(可信度:{_sure(said.source.tiers_confidence)})"),
        ("公布文件", said.source.document or ""),
        ("说明", said.source.note or ""),
        ("内容摘要", found.sha256),
    ]
    shown = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in pairs if value)
    return f"<dl>{shown}</dl>"


def _branch(said: Benchmark, branch: Branch) -> str:
    may = "(可以处)" if branch.optional else ""
    fine = f"<p>法定罚款:{_money(said, branch.fine)}{may}</p>" if branch.fine else ""
    person = f"<p>对责任人员:{_money(said, branch.person)}</p>" if branch.person else ""
    words = [f"裁量公式:{each.words}(来源:{each.source})" for each in said.formulas if each.id == branch.formula]
    formula = "".join(f"<p>{escape(each)}</p>" for each in words)
    rows = "".join(_tier(said, tier) for tier in tiers_of(said, branch))
    head = "<tr><th>阶次</th><th>情节</th><th>裁量</th><th>性质</th></tr>"
    table = f"<table>{head}{rows}</table>" if rows else ""
    return f"<h2>{escape(branch.label)}</h2>{fine}{person}{formula}{table}{_listed('措施', branch.measures)}"


def _tier(said: Benchmark, tier: Tier) -> str:
    told = ["不予处罚"] if tier.spare else [_money(said, tier.range) if tier.range else "", *map(escape, tier.measures)]
    when = "、".join(condition_words(said, each) for each in tier.when)
    kind = KINDS[tier.kind] + ("、原文未见而推定" if tier.inferred else "")
    return (
        f"<tr><td>{escape(tier.level)}</td><td>{escape(when)}</td>"
        f"<td>{';'.join(each for each in told if each)}</td><td>{kind}</td></tr>"
    )


def _money(said: Benchmark, range_: Range | None) -> str:
    if range_ is None:
        return ""
    counted = f"{name_of(said, range_.of)}的" if range_.of and range_.unit.value in {"multiple", "percent"} else ""
    words = ends(range_.min, range_.max, range_.min_inclusive, range_.max_inclusive, UNIT_WORDS[range_.unit])
    return escape(counted + words)


def _listed(title: str, rows: Iterable[str]) -> str:
    made = "".join(f"<li>{escape(row)}</li>" for row in rows)
    return f"<h2>{title}</h2><ul>{made}</ul>" if made else ""


def _cited(articles: Sequence[Article]) -> str:
    return "、".join(f"《{each.law}》{each.article}" for each in articles)


def _sure(confidence: str) -> str:
    return escape(CONFIDENCE.get(confidence, confidence))
