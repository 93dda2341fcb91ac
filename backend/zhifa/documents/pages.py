"""The page of a printed record: whether the paper was printed from what is still there, and what to compare it with,
in the words that stand on it (``pwa/shared/record/transcript.ts``)."""

from datetime import datetime
from html import escape

from zhifa.documents.service import Known
from zhifa.feedback.layout import page
from zhifa.feedback.words import measure_words, officers_of
from zhifa.inspections.record import Record
from zhifa.inspections.state import State
from zhifa.overview.words import RESULTS
from zhifa.web.layout import band, moment, rows

DESCRIPTION = "核对一份打印的检查笔录:它所依据的现场记录是否还在、是否被改动。"
STATES = {
    State.OPEN: "检查尚未结束",
    State.CLOSED: "待审核",
    State.RETURNED: "已退回补正",
    State.ACCEPTED: "已审核通过",
    State.WITHDRAWN: "已撤回,不作为一次检查",
}


def checked(known: Known, *, demo: bool) -> str:
    body = _intact(known, known.record) if known.record else _changed(known)
    return page("检查笔录打印件核对", DESCRIPTION, body, demo=demo)


def _intact(known: Known, record: Record) -> str:
    return (
        band("good", "与系统记录一致")
        + f'<main><p class="lead">打印所依据的 {known.entries} 条现场记录都在系统中,没有被改动。</p>'
        + _later(known.later)
        + "<p>下面是打印时记录的内容,请与纸上逐项核对。不一样的,说明纸被改过。</p>"
        + rows(
            [
                ("检查对象", record.subject.name if record.subject else ""),
                ("执法单位", known.row.agency_name),
                *officers_of(record),
                ("开始时间", _moment(record.opened_at)),
                ("结束时间", _moment(record.closed_at)),
                ("检查结论", RESULTS.get(record.result or "", "")),
                ("打印时间", moment(known.paper.printed_at)),
                ("记录现状", STATES[State(known.row.state)]),
            ]
        )
        + _listed("发现的问题", [f"{finding.title}:{finding.words}" for finding in record.findings])
        + _listed("处理措施", [measure_words(measure) for measure in record.measures])
        + _end(known)
    )


def _changed(known: Known) -> str:
    return (
        band("bad", "与系统记录不一致")
        + '<main><p class="lead">这份打印件是本系统生成的,但它所依据的现场记录在系统中找不到,或者已经不是原来的样子。'
        "请保留纸质件,并向监督机构反映。</p>"
        + rows(
            [
                ("执法单位", known.row.agency_name if known.row else ""),
                ("打印时间", moment(known.paper.printed_at)),
            ]
        )
        + _end(known)
    )


def _later(count: int) -> str:
    if not count:
        return ""
    return f"<p><strong>打印之后又补充了 {count} 条记录。</strong>需要最新内容的,请向执法单位索取新的打印件。</p>"


def _listed(title: str, lines: list[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h2>{title}</h2><ul>{items}</ul>" if items else ""


def _moment(said: str | None) -> str:
    return moment(datetime.fromisoformat(said)) if said else ""


def _end(known: Known) -> str:
    phone = known.row and known.row.supervision_phone
    about = f"?agency={known.row.agency_id}" if known.row else ""
    call = f"监督电话 {escape(phone)},或 12345。" if phone else "可拨打 12345。"
    return (
        f'<h2>有异议</h2><p>{call}</p><nav aria-label="更多"><a href="/complaint{about}">投诉</a>'
        '<a href="/register">执法公示</a></nav></main>'
        "<footer>本页只凭纸上的二维码打开。本页不记录您的身份。</footer>"
    )
