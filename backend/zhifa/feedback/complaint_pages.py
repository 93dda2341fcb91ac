"""The pages of a complaint: the form, the receipt, the way to its state, and its state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Any

from zhifa.clock import SHANGHAI
from zhifa.compliance.facts import Limit
from zhifa.feedback.complaints import LENGTHS, Draft, Taken
from zhifa.feedback.counter import ProofWanted
from zhifa.feedback.layout import address, alerts, field, page, proof
from zhifa.feedback.photos import MOST
from zhifa.web.layout import Tone, band, moment, rows

NAMES = {"about": "投诉谁", "place": "地点", "words": "事情经过", "contact": "联系方式"}
HINTS = {
    "about": "单位、人员姓名或证号;不知道可不填",
    "place": "可不填,例如街道、门牌或店名",
    "words": "必填:时间、发生了什么、您希望怎样处理",
    "contact": "可不填;只供办理这件投诉的司法行政部门与您联系,不转给被投诉的单位",
}
STATES: dict[str, tuple[Tone, str, str]] = {
    "received": ("wait", "已收到,待受理", "司法行政部门会在受理期限前决定是否受理。"),
    "accepted": ("wait", "已受理,正在办理", "办理结果会在答复期限前显示在本页。"),
    "declined": ("bad", "不予受理", "理由见下。不同意的,可以拨打 12345 或向上一级司法行政部门反映。"),
    "answered": ("good", "已答复", "答复见下,只有凭查询码才能看到。"),
    "closed": ("good", "已办结", "答复见下,只有凭查询码才能看到。"),
}
STEPS = {"accept": "受理", "decline": "决定不予受理", "forward": "转办", "answer": "答复", "close": "办结"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the form stands. ``about``: what is known of whom it is about; ``telephones``: of bureaus and agency;
    ``terms``: working days until it is accepted and until it is answered."""

    action: str
    about: Sequence[tuple[str, str]]
    telephones: Sequence[tuple[str, str]]
    terms: tuple[Limit, Limit]
    agency: str = ""


def form(place: Place, draft: Draft, problems: list[str], *, demo: bool, wanted: ProofWanted | None = None) -> str:
    """The form, with what was typed before and what is wrong with it. Photographs cannot be kept by a form."""
    accept, reply = place.terms
    known = f"<h2>关于</h2>{rows(list(place.about))}" if place.about else ""
    whom = field("about", NAMES["about"], HINTS["about"], draft.about, LENGTHS["about"]) if not place.about else ""
    hidden = f'<input type="hidden" name="agency" value="{escape(place.agency)}">' if place.agency else ""
    body = (
        "<main><h1>投诉</h1><p>投诉由司法行政部门(行政执法监督机构)办理,<strong>不会交给被投诉的单位</strong>。"
        f"{accept.value} 个工作日内决定是否受理,{reply.value} 个工作日内答复(办理期限由司法行政部门设定);"
        "答复只有您能看到。</p>"
        '<p>遇到假冒的执法人员,请<a href="/report">举报假冒执法人员</a>。正在发生危险的,请先拨打 110。</p>'
        f'{alerts(problems)}{known}<form action="{escape(place.action)}" method="post" '
        f'enctype="multipart/form-data">{hidden}{whom}'
        f"{field('words', NAMES['words'], HINTS['words'], draft.words, LENGTHS['words'], long=True)}"
        f"{field('place', NAMES['place'], HINTS['place'], draft.place, LENGTHS['place'])}"
        f"{field('contact', NAMES['contact'], HINTS['contact'], draft.contact, LENGTHS['contact'])}"
        f'<label for="photos">照片</label><p class="soft" id="photos-hint">可不附;最多 {MOST} 张,每张不超过 10 MB。'
        "办理人员看到的是去掉拍摄地点等信息的图片。</p>"
        '<input type="file" id="photos" name="photos" accept="image/*" multiple aria-describedby="photos-hint">'
        f'{proof(wanted.challenge, wanted.wait_s) if wanted else ""}<button type="submit">提交投诉</button></form>'
        f"<h2>电话</h2><p>不便填写的,也可以拨打:</p>{rows([('政务热线', '12345'), *place.telephones])}"
        '<nav aria-label="更多"><a href="/complaints">查询已提交的投诉</a><a href="/register">执法公示</a></nav></main>'
    )
    return page("投诉", "向司法行政部门投诉行政执法行为,无需登录。", body, demo=demo, found=not place.about)


def taken(done: Taken, at: datetime, *, demo: bool) -> str:
    """The receipt: the only place where the secret is ever shown."""
    body = (
        band("good", "投诉已收到")
        + f'<main><p class="lead">由{escape(done.bureau)}办理,不会交给被投诉的单位。</p>'
        + rows(
            [
                ("编号", done.tracking),
                ("查询码", done.secret),
                ("收到时间", moment(at)),
                ("受理期限", f"{done.accept_by} 前决定是否受理"),
                ("答复期限", f"{done.answer_by} 前答复"),
            ]
        )
        + _uncertain(done.uncertain_year)
        + '<p class="alert"><strong>请现在记下编号和查询码,或者截图。</strong>查询码只显示这一次,我们无法为您找回。</p>'
        + f'<nav aria-label="更多"><a href="{address(f"/complaints/{done.tracking}")}">查看办理情况</a></nav></main>'
    )
    return page("投诉已收到", "投诉已收到,请记下编号和查询码。", body, demo=demo)


def asking(tracking: str, problems: list[str], *, demo: bool) -> str:
    """Asks for the number and the secret."""
    body = (
        "<main><h1>查询投诉</h1><p>请输入提交投诉时得到的编号和查询码。</p>"
        f'{alerts(problems)}<form action="/complaints" method="post">'
        f"{field('tracking', '编号', '例如 T20261123-7KQ4MX', tracking, 40)}"
        f"{field('code', '查询码', '12 个字母和数字', '', 40)}"
        '<button type="submit">查询</button></form>'
        '<nav aria-label="更多"><a href="/complaint">提交新的投诉</a></nav></main>'
    )
    return page("查询投诉", "凭编号和查询码查看投诉的办理情况。", body, demo=demo, found=True)


def state(complaint: Any, steps: Sequence[Any], pictures: int, today: date, *, demo: bool) -> str:
    """What became of it, for the complainant."""
    tone, words, meaning = STATES[complaint.state]
    answered = f"<h2>答复</h2><p>{_lines(complaint.answer)}</p>" if complaint.answer else ""
    body = (
        band(tone, words)
        + f'<main><p class="lead">{meaning}</p>{_late(complaint, today)}{answered}'
        + rows(
            [
                ("编号", complaint.tracking),
                ("提交时间", moment(complaint.at)),
                ("受理期限", str(complaint.accept_by)),
                ("答复期限", str(complaint.answer_by)),
                ("投诉对象", complaint.agency_name or complaint.about),
                ("照片", f"{pictures} 张" if pictures else ""),
            ]
        )
        + _uncertain(complaint.uncertain_year)
        + _steps(steps)
        + f"<h2>您写的内容</h2><p>{_lines(complaint.words)}</p></main>"
    )
    return page(f"{words} · 投诉", "投诉的办理情况。", body, demo=demo)


def _late(complaint: Any, today: date) -> str:
    late = complaint.state == "received" and complaint.accept_by < today
    late = late or (complaint.state in {"received", "accepted"} and complaint.answer_by < today)
    if not late:
        return ""
    return '<p class="alert"><strong>已超过期限,还没有办理完。</strong>您可以拨打 12345 催办,报上编号。</p>'


def _steps(steps: Sequence[Any]) -> str:
    """What was done and when, without the names of who did it."""
    if not steps:
        return ""
    items = "".join(
        f"<li>{moment(step.at.astimezone(SHANGHAI))[:10]} {STEPS[step.step]}"
        f"{'至' + escape(step.division_name) + '司法行政部门' if step.division_name else ''}</li>"
        for step in steps
    )
    return f"<h2>办理经过</h2><ol>{items}</ol>"


def _uncertain(year: int | None) -> str:
    if year is None:
        return ""
    return f'<p class="soft">{year} 年的放假安排尚未公布,期限暂按周一至周五推算。</p>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
