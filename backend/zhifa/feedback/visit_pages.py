"""The pages of a visit: who came, why, with what rights, and what came of it; and a subject's history."""

from collections.abc import Sequence
from html import escape
from typing import Any

from zhifa.feedback.counter import ProofWanted
from zhifa.feedback.layout import address, page, proof
from zhifa.feedback.ratings import MAX_WORDS
from zhifa.feedback.visits import Known, PastVisit, ShownMatter, VisitPage
from zhifa.feedback.words import RESULTS, VERDICTS, measure_words, officers_of, rights
from zhifa.inspections.record import Record
from zhifa.inspections.state import State
from zhifa.web.layout import band, moment, rows

DESCRIPTION = "一次行政检查的公开页:谁在检查、依据什么、您的权利、检查结果。"
SHOWS_RESULT = frozenset({State.CLOSED, State.ACCEPTED})


def visit(found: VisitPage, path: str, *, demo: bool) -> str:
    """``path``: of this page."""
    known = found.known
    inner = _waiting(found) if known is None else _known(known, path)
    body = f"{inner}{_rights()}{_end(found, path)}"
    return page("检查公开页", DESCRIPTION, body, demo=demo)


def thanks(path: str, *, demo: bool) -> str:
    """The same for the first rating and for any after it."""
    body = (
        band("good", "感谢您的评价")
        + '<main><p class="lead">评价是匿名的:不记录您的身份、时间和这次检查,被评价的单位无法知道是谁评的。</p>'
        "<p>一次检查只计一次评价。满五份后,按季度合并公布。</p>"
        f'<nav aria-label="更多"><a href="{escape(path)}">返回检查公开页</a></nav></main>'
    )
    return page("感谢您的评价", "评价已收到。", body, demo=demo)


def once_more(path: str, verdict: str, words: str, wanted: ProofWanted, *, demo: bool) -> str:
    """Too many ratings came from here: what was chosen is kept, and sent again by whoever means it."""
    form = (
        f'<form action="{escape(path)}/rating" method="post">'
        f'<input type="hidden" name="verdict" value="{escape(verdict)}">'
        f'<input type="hidden" name="words" value="{escape(words)}">'
        f'{proof(wanted.challenge, wanted.wait_s)}<button type="submit">再次提交评价</button></form>'
    )
    body = (
        band("wait", "请稍候")
        + '<main><p class="lead">同一网络或同一页面提交得过多,这次还没有保存。您的选择都在,验证后请再次提交。</p>'
        + f'{form}<nav aria-label="更多"><a href="{escape(path)}">返回检查公开页</a></nav></main>'
    )
    return page("请稍候", "评价还没有保存,请再次提交。", body, demo=demo)


def history(subject: Any, visits: Sequence[PastVisit], this_year: int, *, demo: bool) -> str:
    listed = "".join(_past(visit) for visit in visits)
    body = (
        f"<main><h1>{escape(subject.name)}</h1><p>{escape(subject.address)}</p>"
        f'<p class="lead">本年度已被检查 <strong>{this_year}</strong> 次(各执法机关合计)。</p>'
        "<h2>今年和去年的检查</h2>"
        + (f'<ul class="list">{listed}</ul>' if listed else "<p>没有检查记录。执法人员上传记录后会显示在这里。</p>")
        + '<p class="soft">贴在店里的入企码供执法人员进门时扫码、供经营者查看检查记录;它不能用来评价。'
        "评价请用检查当时从执法人员亮证码打开的页面。</p>"
        '<nav aria-label="更多"><a href="/register/matters">检查事项和年度上限</a>'
        '<a href="/complaint">投诉</a></nav></main>'
    )
    return page(f"{subject.name} · 检查记录", "一个经营单位今年和去年接受的行政检查。", body, demo=demo)


def _waiting(found: VisitPage) -> str:
    holder = found.holder
    return (
        band("wait", "记录尚未上传")
        + '<main><p class="lead">执法人员的手机现在可能没有信号。检查记录上传后,本页会显示事项、依据和结果;'
        "请收藏本页,稍后再看。</p>"
        + rows([("出示证件的人员", holder.name), ("证号", found.number), ("单位", holder.agency_name)])
    )


def _known(known: Known, path: str) -> str:
    row = known.row
    return (
        f"<main><h1>{escape(row.agency_name)}的检查</h1>"
        + _result(known)
        + rows(
            [
                ("检查对象", row.subject_name),
                ("执法单位", row.agency_name),
                *officers_of(known.record),
                ("开始时间", moment(row.opened_at)),
                ("结束时间", moment(row.closed_at) if row.closed_at else ""),
            ]
        )
        + f"<h2>检查事项和依据</h2><ul>{''.join(_matter(matter) for matter in known.matters)}</ul>"
        + _year(known)
        + (_rating(path) if known.recent else "")
    )


def _result(known: Known) -> str:
    state, record = State(known.row.state), known.record
    if state is State.WITHDRAWN:
        return '<p class="lead">这次检查已撤回,不作为一次检查。</p>'
    if state is State.OPEN:
        return '<p class="lead">检查正在进行。结束并上传后,结果会显示在这里。</p>'
    if state is State.RETURNED:
        return '<p class="lead">检查已结束,记录正在补正;补正后显示结果。</p>'
    told = RESULTS.get(record.result or "", RESULTS["other"])
    checked = "记录已经审核。" if state is State.ACCEPTED else "记录还在审核,结果以审核后的为准。"
    return f'<p class="lead">结果:<strong>{told}</strong>。{checked}</p>{_found(record)}'


def _found(record: Record) -> str:
    findings = "".join(f"<li>{escape(finding.title)}</li>" for finding in record.findings)
    measures = "".join(f"<li>{escape(measure_words(measure))}</li>" for measure in record.measures)
    return (f"<h2>发现的问题</h2><ul>{findings}</ul>" if findings else "") + (
        f"<h2>处理</h2><ul>{measures}</ul>" if measures else ""
    )


def _matter(matter: ShownMatter) -> str:
    name = escape(matter.name)
    shown = f'<a href="{address(f"/register/matters/{matter.code}")}">{name}</a>' if matter.code else name
    basis = f"<br>依据:{escape(matter.basis)}" if matter.basis else ""
    cap = f"<br>公布的年度检查上限:{matter.annual_cap} 次" if matter.annual_cap is not None else ""
    done = f",本年度已检查 {matter.visits} 次" if cap and matter.visits is not None else ""
    return f"<li>{shown}{basis}{cap}{done}</li>"


def _year(known: Known) -> str:
    if known.visits_this_year is None:
        return ""
    return f"<p>本年度各执法机关共检查 {escape(known.row.subject_name)} {known.visits_this_year} 次。</p>"


def _rating(path: str) -> str:
    """Two taps: a choice, and the button."""
    choices = "".join(
        f'<label class="choice"><input type="radio" name="verdict" value="{value}" required>{words}</label>'
        for value, words in VERDICTS.items()
    )
    return (
        f'<h2 id="rate">评价</h2><form action="{escape(path)}/rating" method="post"><fieldset>'
        f"<legend>您对这次检查</legend>{choices}</fieldset>"
        '<label for="words">想说的话</label>'
        f'<p class="soft" id="words-hint">可不填,不超过 {MAX_WORDS} 字;请勿写明自己是谁</p>'
        f'<textarea id="words" name="words" maxlength="{MAX_WORDS}" aria-describedby="words-hint"></textarea>'
        '<button type="submit">提交评价</button>'
        '<p class="soft">匿名:不记录您的身份和提交时间,执法单位看不到单份评价。</p></form>'
    )


def _rights() -> str:
    return f"<h2>您的权利和义务</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in rights())}</ul>"


def _end(found: VisitPage, path: str) -> str:
    own = found.known is not None and found.known.recent and found.known.row.subject_id is not None
    phone = (found.known.row if found.known else found.holder).supervision_phone
    call = f"监督电话 {escape(phone)},或 12345。" if phone else "可拨打 12345。"
    past = f'<a href="{escape(path)}/history">今年和去年的检查记录</a>' if own else ""
    return (
        f'<h2>有异议</h2><p>{call}</p><nav aria-label="更多"><a href="{escape(path)}/complaint">投诉</a>{past}'
        '<a href="/register">执法公示:事项、上限、监督电话</a></nav></main>'
        "<footer>本页只凭链接打开,请勿转发给无关的人。本页不记录您的身份。</footer>"
    )


def _past(visit: PastVisit) -> str:
    result = RESULTS.get(visit.result or "") if State(visit.state) in SHOWS_RESULT else None
    told = {State.OPEN: "正在检查", State.RETURNED: "记录补正中"}.get(State(visit.state), result or "未记录结果")
    matters = "、".join(visit.matters)
    return (
        f"<li><strong>{moment(visit.opened_at)[:10]}</strong> {escape(visit.agency_name)}"
        f"<p>{escape(matters)}</p><p>{told}</p></li>"
    )
