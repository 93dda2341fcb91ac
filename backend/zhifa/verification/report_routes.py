"""GET and POST /report: a plain form for everybody, without a script and without a login."""

from datetime import timedelta
from typing import Annotated

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter, URLEncodedBody

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.errors import Unavailable
from zhifa.identity.permissions import Permission
from zhifa.requests import AnyRequest
from zhifa.settings import Settings
from zhifa.verification import report_pages, reports
from zhifa.verification.asking import asker_of
from zhifa.verification.limits import Allowance, TooManyQuestions
from zhifa.verification.origins import network
from zhifa.verification.reports import LENGTHS, Report
from zhifa.web import layout

PUBLIC = {"permission": Permission.PUBLIC}
HOUR = timedelta(hours=1)

Typed = Annotated[str, QueryParameter(max_length=600)]


@get("/report", opt=PUBLIC, include_in_schema=False, sync_to_thread=False)
def report_form(settings: NamedDependency[Settings], shown: FromQuery[Typed] = "") -> Response[str]:
    """The form. ``shown``: the number that was verified just before."""
    return layout.answer(report_pages.form(Report(shown.strip(), "", "", ""), [], demo=settings.demo))


@post("/report", opt=PUBLIC, include_in_schema=False, sync_to_thread=True, status_code=200)
def send_report(
    data: URLEncodedBody[dict[str, str]],
    request: AnyRequest,
    db: NamedDependency[Database],
    settings: NamedDependency[Settings],
    clock: NamedDependency[Clock],
    report_allowance: NamedDependency[Allowance],
) -> Response[str]:
    """Keeps a report and gives its number; what was typed is shown again if something is missing."""
    report = Report(*(str(data.get(name, "")).strip() for name in ("shown", "place", "words", "contact")))
    if problems := _problems(report):
        return layout.answer(report_pages.form(report, problems, demo=settings.demo), status=400)
    at = clock()
    try:
        report_allowance.take(network(asker_of(request.scope).address, v4=32, v6=64), at)
        with db.write() as session:
            receipt = reports.take(session, report, at)
    except TooManyQuestions as problem:
        told = report_pages.refused(
            "请稍候", "同一网络提交的举报过多,这次没有保存。紧急情况请拨打 12345。", demo=settings.demo
        )
        return layout.answer(told, status=429, headers=problem.headers)
    except Unavailable:
        told = report_pages.form(report, ["系统暂时没有应答,举报没有保存。请稍后再提交。"], demo=settings.demo)
        return layout.answer(told, status=503)
    return layout.answer(report_pages.taken(receipt, at, demo=settings.demo))


def make_allowance(settings: Settings) -> Allowance:
    return Allowance(settings.reports_per_address, HOUR)


def _problems(report: Report) -> list[str]:
    told = [f"请填写{report_pages.NAMES[name]}。" for name in report.missing]
    return told + [f"{report_pages.NAMES[name]}请不超过 {LENGTHS[name]} 个字。" for name in report.too_long]
