"""The public pages of the report of a false officer."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from zhifa.verification.reports import LENGTHS, Report
from zhifa.web.layout import band, moment, page, rows

NAMES = {"shown": "证号或二维码网址", "place": "地点", "words": "经过", "contact": "联系方式"}


def form(report: Report, problems: Sequence[str], *, demo: bool) -> str:
    """The form, with what was typed before and what is wrong with it."""
    told = "".join(f'<p role="alert"><strong>{escape(problem)}</strong></p>' for problem in problems)
    body = (
        "<main><h1>举报假冒执法人员</h1><p>有人冒充执法人员,或证件核验无效仍要求检查的,请在这里告诉司法行政部门。"
        "正在发生危险或被索要财物的,请先拨打 110。</p>"
        f'{told}<form action="/report" method="post">'
        f"{_line('shown', report.shown, '对方出示的证号;没有记下可不填')}"
        f"{_line('place', report.place, '必填,例如街道、门牌或店名')}"
        f"{_area('words', report.words, '必填:时间、对方说了什么、做了什么')}"
        f"{_line('contact', report.contact, '可不填;填写后只用于核实此事')}"
        '<button type="submit">提交举报</button></form><p>对真实的执法人员或执法行为有意见的,请'
        '<a href="/complaint">投诉</a>。</p></main>'
    )
    return page("举报假冒执法人员", "向司法行政部门举报假冒的行政执法人员,无需登录。", body, demo=demo)


def taken(receipt: str, at: datetime, *, demo: bool) -> str:
    body = (
        band("good", "举报已收到")
        + '<main><p class="lead">内容已保存,司法行政部门的监督人员可以看到。</p>'
        + rows([("编号", receipt), ("收到时间", moment(at))])
        + "<p>请记下编号。留了联系方式的,核实时可能与您联系;没有留的,可凭编号拨打 12345 询问。</p></main>"
    )
    return page("举报已收到", "举报已收到,请记下编号。", body, demo=demo)


def refused(words: str, advice: str, *, demo: bool) -> str:
    body = f'{band("wait", words)}<main><p class="lead">{escape(advice)}</p></main>'
    return page(words, advice, body, demo=demo)


def _line(name: str, value: str, hint: str) -> str:
    return (
        f'{_label(name, hint)}<input id="{name}" name="{name}" maxlength="{LENGTHS[name]}" autocomplete="off" '
        f'aria-describedby="{name}-hint" value="{escape(value)}">'
    )


def _area(name: str, value: str, hint: str) -> str:
    return (
        f'{_label(name, hint)}<textarea id="{name}" name="{name}" maxlength="{LENGTHS[name]}" '
        f'aria-describedby="{name}-hint">{escape(value)}</textarea>'
    )


def _label(name: str, hint: str) -> str:
    return f'<label for="{name}">{NAMES[name]}</label><p class="soft" id="{name}-hint">{escape(hint)}</p>'
