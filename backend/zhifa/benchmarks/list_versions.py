"""Rows of the four lists 四张清单: proposed by one person, approved and published by others, never changed afterwards.

A published row reaches the benchmarks that it is about as versions of their own; see `zhifa.benchmarks.aligning`.
"""

from datetime import date, datetime
from typing import Any

import msgspec
from sqlmodel import Session

from zhifa.benchmarks import indexing, list_queries, version_queries, versions
from zhifa.benchmarks.list_changes import KIND_WORDS, changes
from zhifa.benchmarks.list_checks import faults
from zhifa.benchmarks.list_schemas import ListRowWire, ListVersionRow, ListVersionWire
from zhifa.benchmarks.lists import ListRow
from zhifa.benchmarks.models import BenchmarkListVersion, Status
from zhifa.benchmarks.version_schemas import VersionDecision
from zhifa.benchmarks.versions import EnteredByYou, NotNow, WithdrawalWordsRequired, today_of
from zhifa.errors import NotFound, Unprocessable
from zhifa.identity import audit
from zhifa.identity.actor import Actor, require
from zhifa.identity.permissions import Permission
from zhifa.jobs import enqueue
from zhifa.notify import occasions as notify
from zhifa.notify.kinds import Target


class ListRowNotFound(NotFound):
    code = "list_row_not_found"
    detail = "没有找到清单的这一行,或它不在您的管辖范围内。"


class ListRowFaulty(Unprocessable):
    code = "list_row_faulty"
    detail = "清单的这一行还不能使用,没有保存。请按提示改正。"


def in_force(session: Session, on: date, kind: str | None) -> list[ListRowWire]:
    """The four lists in force on that day."""
    rows = [msgspec.convert(content, ListRow) for content in list_queries.in_force(session, on, kind)]
    return [ListRowWire(row.ground, row.fields, row.codes) for row in rows]


def enter(session: Session, actor: Actor, said: ListRow, *, at: datetime, request_id: str | None) -> int:
    """A new draft: the next version of its code or the first; its number.

    Raises:
        ListRowFaulty, EnteredAtOnce
    """
    wrong = faults(said)
    fields, codes = list_queries.unknown(session, said.fields, said.codes)
    wrong += [f"没有“{each}”这个领域的裁量基准。" for each in fields]
    wrong += [f"没有编号为“{each}”的裁量基准。" for each in codes]
    if wrong:
        raise ListRowFaulty(faults=wrong)
    version = list_queries.latest(session, said.ground.id) + 1
    row = indexing.list_row(said) | {
        "version": version,
        "status": Status.DRAFT.value,
        "agency_id": actor.agency_id,
        "entered_by": actor.account_id,
        "entered_at": at,
        "words": "",
    }
    version_queries.insert(session, BenchmarkListVersion, [row])
    _tell(session, actor, "benchmark_list_enter", said.ground.id, version, at, request_id)
    return version


def decide(
    session: Session, actor: Actor, code: str, version: int, said: VersionDecision,
    *, at: datetime, request_id: str | None,
) -> None:  # fmt: skip
    """One step of one version.

    Raises:
        ListRowNotFound, NotNow, EnteredByYou, WithdrawalWordsRequired, Forbidden
    """
    row = list_queries.held(session, actor, code, version)
    if row is None:
        raise ListRowNotFound
    if not versions.can(row, said.decision):
        raise NotNow
    if said.decision == "withdraw" and not said.words.strip():
        raise WithdrawalWordsRequired
    if said.decision == "publish":
        require(actor, Permission.BENCHMARK_PUBLISH)
    if said.decision != "withdraw" and row.entered_by == actor.account_id:
        raise EnteredByYou
    _DO[said.decision](session, actor, row, at)
    row.words = said.words.strip()
    session.flush()
    _tell(session, actor, f"benchmark_list_{said.decision}", code, version, at, request_id)


def whole(session: Session, actor: Actor, code: str, version: int) -> ListVersionWire:
    """Raises ListRowNotFound."""
    rows = list_queries.of_code(session, actor, code)
    row = next((each.BenchmarkListVersion for each in rows if each.BenchmarkListVersion.version == version), None)
    if row is None:
        raise ListRowNotFound
    before = list_queries.published_before(session, code, version)
    every = [row_of(each) for each in rows]
    return ListVersionWire(
        row=next(each for each in every if each.version == version),
        list_row=content(row),
        changes=changes(content(before), content(row)) if before else [],
        may=versions.may(actor, row),
        versions=every,
    )


def row_of(row: Any) -> ListVersionRow:
    said = row.BenchmarkListVersion
    return ListVersionRow(
        code=said.code, version=said.version, status=said.status, kind=said.kind, title=said.title,
        valid_from=said.valid_from, valid_to=said.valid_to, demo=said.demo, agency_id=said.agency_id,
        entered_by=row.entered_name, entered_at=said.entered_at, approved_by=row.approved_name,
        approved_at=said.approved_at, published_by=row.published_name, published_at=said.published_at,
        words=said.words,
    )  # fmt: skip


def content(row: BenchmarkListVersion) -> ListRow:
    return msgspec.convert(row.content, ListRow)


def _approve(_session: Session, actor: Actor, row: BenchmarkListVersion, at: datetime) -> None:
    row.status, row.approved_by, row.approved_at = Status.APPROVED.value, actor.account_id, at


def _publish(session: Session, actor: Actor, row: BenchmarkListVersion, at: datetime) -> None:
    """What was published before ends where this begins; those in the field hear of it; benchmarks follow."""
    list_queries.close_others(session, row.code, row.valid_from, today_of(at))
    row.status, row.published_by, row.published_at = Status.PUBLISHED.value, actor.account_id, at
    said = content(row)
    target = Target("benchmark_list", f"{row.code}/{row.version}")
    words = f"{KIND_WORDS[said.ground.kind]}清单“{said.ground.title}”已更新,自 {row.valid_from} 起施行。"
    for field in list_queries.fields_concerned(session, said.fields, said.codes):
        notify.standard_changed(session, target, field=field, words=words, at=at)
    enqueue(session, versions.PACK, {}, at=at)


def _withdraw(_session: Session, _actor: Actor, row: BenchmarkListVersion, _at: datetime) -> None:
    row.status = Status.WITHDRAWN.value


def _tell(
    session: Session, actor: Actor, action: str, code: str, version: int, at: datetime, request_id: str | None
) -> None:
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action=action,
        target_type="benchmark_list",
        target_id=code,
        request_id=request_id,
        detail={"version": version},
    )


_DO = {"approve": _approve, "publish": _publish, "withdraw": _withdraw}
