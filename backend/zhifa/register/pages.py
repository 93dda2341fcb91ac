"""The register's pages: readable by a search engine and a screen reader, searched without a script, paged by keyset."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from zhifa.feedback.boxes import Shown
from zhifa.feedback.layout import address, page
from zhifa.pages import Page
from zhifa.register.schemas import AgencyTold, MatterTold, PublishedAgency, PublishedMatter
from zhifa.web.layout import rows

HOME = "执法公示"


def home(*, demo: bool) -> str:
    sections = [
        ("/register/matters", "执法事项和检查标准", "每个事项的法律依据、检查内容和对同一单位的年度检查上限。"),
        ("/register/agencies", "执法机关和监督电话", "哪些单位可以执法、管什么、向谁反映。"),
        ("/benchmarks", "行政处罚裁量基准", "什么情形罚多少,依据哪一条。"),
        ("/withdrawn", "失效证件公告", "已收回、挂失、注销、作废的执法证件。"),
        ("/complaint", "投诉", "由司法行政部门办理,不交给被投诉的单位。"),
        ("/complaints", "查询已提交的投诉", "凭编号和查询码查看办理情况。"),
    ]
    items = "".join(f'<li><a href="{path}">{name}</a><p>{meaning}</p></li>' for path, name, meaning in sections)
    told = "行政执法主体、事项、检查标准、年度上限、裁量基准、失效证件和监督电话。"
    body = f'<main><h1>{HOME}</h1><p>{told}</p><ul class="list">{items}</ul></main>'
    return page(HOME, f"{told}无需登录。", body, demo=demo, found=True)


def matters(found: Page[PublishedMatter], *, q: str, field: str, first: bool, demo: bool) -> str:
    told = "公布的行政执法事项,附法律依据、检查标准和年度检查上限。"
    inner = _search("/register/matters", q, "事项名称、法律依据或代码") + _listed(
        found.items, _matter, f"没有找到“{escape(q)}”。请换一个词,例如行业或法律的名称。"
    )
    return _list_page("执法事项和检查标准", told, inner, found.next, "/register/matters", first, demo, q=q, field=field)


def matter(one: MatterTold, *, demo: bool) -> str:
    items = "".join(
        f"<li>{escape(item.text)}<br>要求:{escape(item.requirement)}"
        f'<br><span class="soft">依据:{escape(item.basis)}</span></li>'
        for item in one.items
    )
    agencies = "".join(
        f'<li><a href="{address(f"/register/agencies/{each.code}")}">{escape(each.name)}</a>'
        f"{'(赋权)' if each.delegated else ''}</li>"
        for each in one.agencies
    )
    cap = f"{one.annual_cap} 次" if one.annual_cap is not None else "未公布"
    body = (
        f"{_up('/register/matters', '执法事项')}<main><h1>{escape(one.name)}</h1>"
        + rows(
            [
                ("代码", one.code),
                ("类别", one.kind),
                ("领域", one.field),
                ("法律依据", one.basis),
                ("年度上限", f"对同一单位每年检查 {cap}" if one.annual_cap is not None else cap),
                ("起止", f"{one.valid_from} 起" + (f",至 {one.valid_to}" if one.valid_to else "")),
            ]
        )
        + (f"<h2>检查标准(第 {one.checklist_version} 版)</h2><ol>{items}</ol>" if items else "")
        + (f"<h2>可以执法的机关</h2><ul>{agencies}</ul>" if agencies else "")
        + _end(f"/register/matters/{one.code}/data.json")
    )
    return page(f"{one.name} · {HOME}", f"{one.name}:依据{one.basis},检查标准和年度上限。", body, demo=demo, found=True)


def agencies(found: Page[PublishedAgency], *, q: str, first: bool, demo: bool) -> str:
    told = "公布的行政执法机关,附地址和监督电话。"
    inner = _search("/register/agencies", q, "机关、地区或领域") + _listed(
        found.items, _agency, f"没有找到“{escape(q)}”。请换一个词,例如县区的名称。"
    )
    return _list_page("执法机关和监督电话", told, inner, found.next, "/register/agencies", first, demo, q=q)


def agency(one: AgencyTold, *, demo: bool) -> str:
    matters = "".join(
        f'<li><a href="{address(f"/register/matters/{each.code}")}">{escape(each.name)}</a>'
        f"{f'(年度上限 {each.annual_cap} 次)' if each.annual_cap is not None else ''}</li>"
        for each in one.matters
    )
    body = (
        f"{_up('/register/agencies', '执法机关')}<main><h1>{escape(one.name)}</h1>"
        + rows(
            [
                ("地区", one.division_name),
                ("领域", one.field),
                ("地址", one.address),
                ("监督电话", one.supervision_phone or "未登记,可拨打 12345"),
            ]
        )
        + _ratings(one.ratings)
        + (f"<h2>执法事项</h2><ul>{matters}</ul>" if matters else "")
        + f'<p><a href="{address("/complaint", agency=one.id)}">投诉这个单位</a></p>'
        + _end(f"/register/agencies/{one.code}/data.json")
    )
    return page(f"{one.name} · {HOME}", f"{one.name}的执法事项、地址和监督电话。", body, demo=demo, found=True)


def _ratings(shown: Shown | None) -> str:
    if shown is None:
        return '<h2>检查评价</h2><p class="soft">上一季度的评价不足 5 份,不公布。</p>'
    told = f"{shown.period[:4]} 年第 {shown.period[-1]} 季度,{shown.at_least} 份以上"
    return f"<h2>检查评价</h2><p>{told};比例取整到十。</p>" + rows(
        [
            ("满意", f"约 {shown.satisfied}%"),
            ("基本满意", f"约 {shown.fairly}%"),
            ("不满意", f"约 {shown.dissatisfied}%"),
        ]
    )


def _matter(row: PublishedMatter) -> str:
    cap = f" · 年度上限 {row.annual_cap} 次" if row.annual_cap is not None else ""
    return (
        f'<a href="{address(f"/register/matters/{row.code}")}">{escape(row.name)}</a>'
        f'<p class="soft">{escape(row.field)} · {escape(row.kind)}{cap}</p><p>依据:{escape(row.basis)}</p>'
    )


def _agency(row: PublishedAgency) -> str:
    phone = escape(row.supervision_phone) or "未登记,可拨打 12345"
    return (
        f'<a href="{address(f"/register/agencies/{row.code}")}">{escape(row.name)}</a>'
        f'<p class="soft">{escape(row.division_name)} · {escape(row.field)}</p><p>监督电话:{phone}</p>'
    )


def _search(path: str, q: str, label: str) -> str:
    return (
        f'<form class="search" role="search" action="{path}" method="get"><label for="q">{label}</label>'
        f'<input id="q" name="q" type="search" maxlength="60" value="{escape(q)}"><button type="submit">查找</button>'
        "</form>"
    )


def _listed(items: Sequence[Any], item: Callable[[Any], str], nothing: str) -> str:
    listed = "".join(f"<li>{item(one)}</li>" for one in items)
    return f'<ul class="list">{listed}</ul>' if listed else f"<p>{nothing}</p>"


def _list_page(
    title: str, told: str, inner: str, following: str | None, path: str, first: bool, demo: bool, **query: str
) -> str:
    links = "" if first else f'<a href="{address(path, **query)}">回到第一页</a>'
    if following:
        links += f'<a href="{address(path, **query, cursor=following)}" rel="next">下一页</a>'
    turn = f'<nav aria-label="翻页">{links}</nav>' if links else ""
    body = f"{_up('/register', HOME)}<main><h1>{title}</h1><p>{told}</p>{inner}{turn}{_end(f'{path}.json')}"
    return page(f"{title} · {HOME}", told, body, demo=demo, found=True)


def _up(path: str, name: str) -> str:
    """The way back, before the page's own content."""
    return f'<header class="up"><nav aria-label="上级"><a href="{path}">‹ {name}</a></nav></header>'


def _end(json: str) -> str:
    return f'</main><footer><a href="{escape(json)}">本页数据(JSON)</a> · <a href="/register">{HOME}</a></footer>'
