"""The overview as a workbook: first what the figures are of and what they mean, then a sheet for each table."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.credentials.exporting import MEDIA_TYPES
from zhifa.credentials.sheets import guarded
from zhifa.identity import audit
from zhifa.identity.actor import Actor
from zhifa.overview.queries import Filters
from zhifa.overview.schemas import Overview, Share, Totals
from zhifa.overview.words import DEFINITIONS, DEMO, REASONS, RESULTS, SEVERITIES

MEDIA_TYPE = MEDIA_TYPES["xlsx"]
Line = Sequence[str | int | date | None]

_TOTALS = (
    "检查次数", "检查中", "待审", "已退回", "已通过", "已撤回", "有核查提示的检查", "已作首次审核", "首次审核退回",
    "审核用时中位数(小时)", "九成审核用时(小时)", "检查项作答数", "不合格项数",
)  # fmt: skip


def workbook(told: Overview, at: datetime) -> bytes:
    import openpyxl  # large, and of no use to those that receive
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook(write_only=True)
    for title, lines in _sheets(told, at):
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for column in range(1, 16):
            sheet.column_dimensions[get_column_letter(column)].width = 30 if column <= 2 else 14
        for line in lines:
            sheet.append([guarded(cell) if isinstance(cell, str) else cell for cell in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tell(session: Session, actor: Actor, filters: Filters, *, at: datetime, request_id: str | None) -> None:
    """Audits that the figures were taken out."""
    asked = {"period": filters.period.code, "division": filters.division, "field": filters.field}
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action="overview_export",
        target_type="agency" if filters.agency else None,
        target_id=filters.agency,
        request_id=request_id,
        detail={name: value for name, value in asked.items() if value},
    )


def _sheets(told: Overview, at: datetime) -> Iterable[tuple[str, Iterable[Line]]]:
    yield "说明", _about(told, at)
    yield "总数", _compared(told)
    yield (
        "时间",
        _table(
            ("时间", "起", "止", "检查次数", "上期"),
            ((s.name, s.first_day, s.last_day, s.visits, s.before) for s in told.slices),
        ),
    )
    yield "结果", _shares("检查结果", told.results, RESULTS)
    yield "来源", _shares("检查来源", told.reasons, REASONS)
    yield "领域", _shares("领域", told.fields, {})
    yield (
        "重点领域",
        _table(
            ("重点领域", "负责单位数", "检查次数", "上期", "情况"),
            ((f.name, f.agencies, f.visits, f.before, "检查缺位" if f.gap else "") for f in told.key_fields),
        ),
    )
    yield (
        "核查提示",
        _table(
            ("规则", "内容", "程度", "检查次数", "上期"),
            ((r.rule, r.title, SEVERITIES[r.severity], r.visits, r.before) for r in told.rules),
        ),
    )
    yield (
        "预警模型",
        _table(("模型", "内容", "检查次数", "上期"), ((w.code, w.name, w.visits, w.before) for w in told.warnings)),
    )
    yield (
        "未检查事项",
        _table(
            ("事项编码", "事项", "领域", "持有单位数"),
            ((g.code, g.name, g.field, g.agencies) for g in told.matters.gaps),
        ),
    )
    yield "区划", _table(("区划", "单位数", *_TOTALS), ((d.name, d.agencies, *_row(d.totals)) for d in told.divisions))
    yield (
        "单位",
        _table(
            ("单位", "区划", "领域", *_TOTALS, "检查事项数", "已检查事项数"),
            (
                (a.name, a.division_name, a.field, *_row(a.totals), a.matters_held, a.matters_covered)
                for a in told.agencies
            ),
        ),
    )
    if told.period.kind == "year":
        yield "年度统计", _annual(told)


def _about(told: Overview, at: datetime) -> Iterable[Line]:
    if told.scope.demo:
        yield (DEMO,)
    yield "范围", told.scope.name
    yield "单位数", told.scope.agencies
    yield "统计期", told.period.name
    yield "起", told.period.first_day
    yield "止", told.period.last_day
    yield "上期", told.before.name
    yield "统计更新至", _moment(told.counted_at) + ("(尚有变化待计入)" if told.behind else "")
    yield "导出时间", _moment(at)
    yield ()
    yield "名称", "含义"
    yield from DEFINITIONS.items()


def _compared(told: Overview) -> Iterable[Line]:
    yield "名称", told.period.name, told.before.name
    yield from zip(_TOTALS, _row(told.now), _row(told.then), strict=True)
    yield "检查事项数", told.matters.held, None
    yield "已检查事项数", told.matters.covered, None
    caps = told.caps
    for name, count in (("受频次上限约束的对象", caps.subjects), ("临近上限的对象", caps.near),
                        ("已用满上限的对象", caps.reached), ("超过上限的对象", caps.over)):  # fmt: skip
        yield f"{name}({caps.year}年累计)", count, None
    alerts = told.alerts
    for name, count in (("待处理", alerts.open), ("处理中", alerts.acknowledged), ("暂缓", alerts.snoozed),
                        ("已关闭", alerts.closed)):  # fmt: skip
        yield f"预警:{name}(当前)", count, None


def _annual(told: Overview) -> Iterable[Line]:
    """What records of visits can give to the 行政执法统计年报; penalties and the like are in other systems."""
    yield "单位", "行政检查次数"
    yield from ((row.name, row.totals.visits) for row in told.agencies)
    yield "合计", told.now.visits
    yield ()
    yield ("年报统计 1 月 1 日至 12 月 31 日,于次年 1 月 31 日前公布。",)
    yield ("本系统只有检查记录;处罚、强制、许可等须从办案系统取数。",)


def _row(totals: Totals) -> list[int | None]:
    return [
        totals.visits, totals.open, totals.closed, totals.returned, totals.accepted, totals.withdrawn, totals.found,
        totals.decided, totals.first_returned, totals.median_hours, totals.ninety_hours, totals.answers,
        totals.answers_failed,
    ]  # fmt: skip


def _shares(heading: str, shares: Iterable[Share], words: dict[str, str]) -> Iterable[Line]:
    return _table((heading, "检查次数", "上期"), ((words.get(s.name, s.name), s.visits, s.before) for s in shares))


def _table(heading: Sequence[str], lines: Iterable[Line]) -> Iterable[Line]:
    yield heading
    yield from lines


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if at else "尚未统计"
