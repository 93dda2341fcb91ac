"""The page of an answer: band, face, what is printed on the certificate, when it was asked, and where to turn."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from html import escape
from urllib.parse import urlencode
from uuid import UUID

from zhifa.credentials.schemas import KindName
from zhifa.verification import words
from zhifa.verification.schemas import Answer, ShownCredential, ShownVisit, Verification
from zhifa.verification.words import KINDS, STATUSES, Words, words_of
from zhifa.web.layout import CLOSING, Tone, band, lines, moment, opening, rows, second

_TONES: dict[Answer, Tone] = {"valid": "good", "invalid": "bad", "unverifiable": "wait"}
NO_FACE = lines([("照片", "此次不显示或未登记")]).encode()
DESCRIPTION = "行政执法证件核验结果:是否有效、持证人、执法单位与有效期。"


def html(found: Verification, *, demo: bool) -> bytes:
    """The document. What follows from the certificate or the answer alone is written once, and found again."""
    shown = found.credential
    said = words_of(found.answer, found.reason, face=bool(shown and shown.portrait))
    return b"".join(
        (
            _opening(said, _TONES[found.answer], demo=demo),
            _of_certificate(found, shown) if shown else _asked(found.as_of),
            _visit(found.visit).encode() if found.visit else b"",
            _visit_page(found.visit_page).encode() if found.visit_page else b"",
            _end(said, shown.agency_id, shown.number) if shown else _end(said, None, None),
        )
    )


def without_answer(said: Words, at: datetime, *, demo: bool) -> bytes:
    """The page when nothing can be said of the code."""
    return _opening(said, "wait", demo=demo) + _asked(at) + _end(said, None, None)


@lru_cache(maxsize=64)
def _opening(said: Words, tone: Tone, *, demo: bool) -> bytes:
    head = opening(f"{said.band} · 执法证件核验", DESCRIPTION, demo=demo)
    return f'{head}{band(tone, said.band)}<main><p class="lead">{escape(said.meaning)}</p>'.encode()


def _asked(at: datetime) -> bytes:
    return rows([("查询时间", moment(at))]).encode()


def _of_certificate(found: Verification, shown: ShownCredential) -> bytes:
    s = shown
    printed = _printed(s.name, s.agency_name, s.number, s.kind, s.category, s.area, s.valid_from, s.valid_to)
    face = _face(s.portrait) if s.portrait else b""
    asked = _times(found.presented_at and int(found.presented_at.timestamp()), int(found.as_of.timestamp()))
    return b"".join((face, b"<dl>", printed, b"" if face else NO_FACE, asked, b"</dl>", _status(found).encode()))


@lru_cache(maxsize=4096)
def _times(presented: int | None, asked: int) -> bytes:
    """When the code was made and when it was asked about, in seconds: those who ask at once name the same few."""
    return lines([("出示时间", "" if presented is None else second(presented)), ("查询时间", second(asked))]).encode()


def _face(portrait: str) -> bytes:
    return (
        f'<img class="face" src="{escape(portrait)}" alt="持证人登记照片" width="480" height="600">'
        '<p class="check">请核对本人与照片</p>'
    ).encode()


@lru_cache(maxsize=4096)
def _printed(
    name: str, agency: str, number: str, kind: KindName, category: str, area: str, from_: date, to: date
) -> bytes:
    """What is printed on a certificate."""
    return lines(
        [
            ("姓名", name),
            ("单位", agency),
            ("证号", number),
            ("证件种类", KINDS[kind]),
            ("执法类别", category),
            ("执法区域", area),
            ("有效期", f"{from_:%Y.%m.%d} 至 {to:%Y.%m.%d}"),
        ]
    ).encode()


def _status(found: Verification) -> str:
    """Both statuses where they differ; and the certificate's own where the answer is about the code."""
    if found.status_now is None:
        return ""
    now = STATUSES[found.status_now]
    if found.status_presented is not None and found.status_presented != found.status_now:
        return f"<p>出示时证件状态为“{STATUSES[found.status_presented]}”,查询时为“{now}”。</p>"
    if found.reason in {"stale", "device_revoked", "card_replaced", "reused"}:
        return f"<p>查询时证件状态为“{now}”。</p>"
    return ""


def _visit(visit: ShownVisit) -> str:
    told = f"此码在 {escape(visit.agency_name)} {moment(visit.opened_at)} 开始的检查中出示"
    if visit.closed_at is not None:
        told += f",该检查已于 {moment(visit.closed_at)} 结束"
    other = "" if visit.takes_part else "<p>持证人不在该检查的执法人员之中,请当面问明来意。</p>"
    return f"<h2>所属检查</h2><p>{told}。</p>{other}"


def _visit_page(path: str) -> str:
    return (
        f'<p class="lead"><a href="{escape(path)}">打开本次检查的公开页</a></p>'
        "<p>事项、依据、您的权利和结果都在那里;可以匿名评价,也可以投诉。</p>"
    )


@lru_cache(maxsize=4096)
def _end(said: Words, agency: UUID | None, shown: str | None) -> bytes:
    about = "?" + urlencode({"agency": str(agency)}) if agency else ""
    number = "?" + urlencode({"shown": shown}) if shown else ""
    return (
        f"<h2>接下来</h2><p>{escape(said.advice)}</p>"
        f'<nav aria-label="更多"><a href="/complaint{escape(about)}">投诉</a>'
        f'<a href="/report{escape(number)}">举报假冒执法人员</a><a href="/withdrawn">查询失效证件公告</a></nav></main>'
        f"<footer>结果只说明查询这一刻。本页不记录您的身份。</footer>{CLOSING}"
    ).encode()


def busy(wait_s: int, at: datetime, *, demo: bool) -> bytes:
    said = Words(words.BUSY.band, words.BUSY.meaning, f"请在 {moment(at + timedelta(seconds=wait_s))} 之后再扫一次。")
    return without_answer(said, at, demo=demo)
