"""Versions of benchmarks: entered by one person, approved and published by others, and never changed afterwards."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.benchmarks import announcing, indexing, version_queries
from zhifa.benchmarks.fault import Severity
from zhifa.benchmarks.linter import lint_one
from zhifa.benchmarks.model import Benchmark
from zhifa.benchmarks.models import BenchmarkListVersion, BenchmarkRecord, BenchmarkVersion, Status
from zhifa.benchmarks.version_schemas import VersionDecision
from zhifa.clock import SHANGHAI
from zhifa.errors import BadRequest, Conflict, NotFound, Unprocessable
from zhifa.identity import audit
from zhifa.identity.actor import Actor, require
from zhifa.identity.permissions import Permission
from zhifa.ids import new_id
from zhifa.jobs import enqueue

#: The job that makes the phones' pack anew before the first of them asks; see `zhifa.benchmarks.jobs`.
PACK = "benchmarks.pack"


class VersionNotFound(NotFound):
    code = "benchmark_version_not_found"
    detail = "没有找到这个裁量基准版本,或它不在您的管辖范围内。"


class CodeTaken(Conflict):
    code = "benchmark_code_taken"
    detail = "这个编号已被其他单位的裁量基准使用,没有保存。请换一个编号。"


class NotNow(Conflict):
    code = "benchmark_step_impossible"
    detail = "这个版本的状态已经变化,您的决定未执行。请刷新后查看。"


class EnteredByYou(Conflict):
    code = "same_person"
    detail = "这个版本是您录入的,须由另一人审核、发布。草稿已保留。"


class StillFaulty(Unprocessable):
    code = "benchmark_faulty"
    detail = "校验发现必须改正的错误,没有通过。草稿已保留,请改正后作为新版本录入。"


class WithdrawalWordsRequired(BadRequest):
    code = "words_required"
    detail = "撤回须写明理由,尚未提交。"


STEPS = {
    "approve": (Status.DRAFT, Status.APPROVED),
    "publish": (Status.APPROVED, Status.PUBLISHED),
}


def today_of(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()


def enter(
    session: Session,
    actor: Actor,
    said: Sequence[Benchmark],
    *,
    at: datetime,
    request_id: str | None,
    import_id: UUID | None = None,
) -> list[tuple[UUID, int]]:
    """New drafts, each the next version of its code or the first; ids and numbers in the order given.

    Raises:
        CodeTaken: a code belongs to somebody outside the actor's scope.
    """
    known = version_queries.by_code(session, [each.code for each in said])
    records, rows = [], []
    for each in said:
        record = known.get(each.code)
        if record is not None and record.agency_id != actor.agency_id:
            raise CodeTaken(benchmark_code=each.code)
        benchmark_id = record.id if record else new_id()
        if record is None:
            records.append(indexing.record(each, benchmark_id, actor.agency_id))
        rows.append(_draft(each, benchmark_id, (record.latest if record else 0) + 1, actor, at, import_id))
    version_queries.insert(session, BenchmarkRecord, records)
    version_queries.insert(session, BenchmarkVersion, rows)
    _tell(session, actor, "benchmark_enter", rows, at, request_id)
    return [(row["benchmark_id"], row["version"]) for row in rows]


def decide(
    session: Session, actor: Actor, benchmark_id: UUID, version: int, said: VersionDecision,
    *, at: datetime, request_id: str | None,
) -> None:  # fmt: skip
    """One step of one version.

    Raises:
        VersionNotFound, NotNow, EnteredByYou, StillFaulty, WithdrawalWordsRequired, Forbidden
    """
    row = version_queries.held(session, actor, benchmark_id, version)
    if row is None:
        raise VersionNotFound
    _step(session, actor, [row], said, at, request_id)


def decide_import(
    session: Session, actor: Actor, import_id: UUID, said: VersionDecision, *, at: datetime, request_id: str | None
) -> int:
    """The same step for every version of an import that awaits it: all or none; how many there were.

    Raises:
        VersionNotFound, NotNow, EnteredByYou, StillFaulty, WithdrawalWordsRequired, Forbidden
    """
    rows = version_queries.of_import(session, actor, import_id)
    if not rows:
        raise VersionNotFound
    waiting = [row for row in rows if can(row, said.decision)]
    if not waiting:
        raise NotNow
    _step(session, actor, waiting, said, at, request_id)
    return len(waiting)


def may(actor: Actor, row: BenchmarkVersion | BenchmarkListVersion) -> list[str]:
    """What the actor may decide on a version now."""
    other = row.entered_by != actor.account_id
    allowed = {
        "approve": other,
        "publish": other and actor.may(Permission.BENCHMARK_PUBLISH),
        "withdraw": actor.may(Permission.BENCHMARK_EDIT),
    }
    return [name for name, open_ in allowed.items() if open_ and can(row, name)]


def can(row: BenchmarkVersion | BenchmarkListVersion, decision: str) -> bool:
    """Whether the step is open from where the version stands."""
    if decision == "withdraw":
        return row.status in {Status.DRAFT.value, Status.APPROVED.value}
    return row.status == STEPS[decision][0].value


def _step(
    session: Session, actor: Actor, rows: Sequence[BenchmarkVersion], said: VersionDecision,
    at: datetime, request_id: str | None,
) -> None:  # fmt: skip
    if not all(can(row, said.decision) for row in rows):
        raise NotNow
    if said.decision == "withdraw":
        _withdraw(rows, said.words)
    else:
        _check(actor, rows, said.decision, at)
        _DO[said.decision](session, actor, rows, at)
        for row in rows:
            row.status, row.words = STEPS[said.decision][1].value, said.words.strip()
    session.flush()
    told = [{"benchmark_id": row.benchmark_id, "version": row.version} for row in rows]
    _tell(session, actor, f"benchmark_{said.decision}", told, at, request_id)


def _check(actor: Actor, rows: Sequence[BenchmarkVersion], decision: str, at: datetime) -> None:
    if decision == "publish":
        require(actor, Permission.BENCHMARK_PUBLISH)
    if any(row.entered_by == actor.account_id for row in rows):
        raise EnteredByYou
    faults = [fault for row in rows for fault in lint_one(content(row), today_of(at))]
    wrong = [fault for fault in faults if fault.severity is Severity.ERROR]
    if wrong:
        raise StillFaulty(faults=msgspec.to_builtins(wrong[:20]), fault_count=len(wrong))


def _withdraw(rows: Sequence[BenchmarkVersion], words: str) -> None:
    if not words.strip():
        raise WithdrawalWordsRequired
    for row in rows:
        row.status, row.words = Status.WITHDRAWN.value, words.strip()


def _approve(_session: Session, actor: Actor, rows: Sequence[BenchmarkVersion], at: datetime) -> None:
    for row in rows:
        row.approved_by, row.approved_at = actor.account_id, at


def _publish(session: Session, actor: Actor, rows: Sequence[BenchmarkVersion], at: datetime) -> None:
    """What was published before ends where this begins; the library is found by the new text from now on."""
    for begins in dict.fromkeys(row.valid_from for row in rows):
        ids = [row.benchmark_id for row in rows if row.valid_from == begins]
        version_queries.close_others(session, ids, begins, today_of(at))
    for row in rows:
        row.published_by, row.published_at = actor.account_id, at
    owners = {each.id: each.agency_id for each in version_queries.owners(session, [row.benchmark_id for row in rows])}
    published = [(row.benchmark_id, owners[row.benchmark_id], content(row)) for row in rows]
    version_queries.index_anew(session, published)
    announcing.published(session, published, at)
    enqueue(session, PACK, {}, at=at)


def content(row: Any) -> Benchmark:
    return msgspec.convert(row.content, Benchmark)


def _draft(
    said: Benchmark, benchmark_id: UUID, version: int, actor: Actor, at: datetime, import_id: UUID | None
) -> dict[str, Any]:
    return {
        "benchmark_id": benchmark_id,
        "version": version,
        "status": Status.DRAFT.value,
        "valid_from": said.valid_from,
        "valid_to": said.valid_to,
        "sha256": indexing.sha256(said),
        "content": msgspec.to_builtins(said),
        "import_id": import_id,
        "entered_by": actor.account_id,
        "entered_at": at,
        "words": "",
    }


def _tell(
    session: Session, actor: Actor, action: str, rows: Sequence[dict[str, Any]], at: datetime, request_id: str | None
) -> None:
    """One audit row for one, one for all of an import."""
    first = rows[0]
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action=action,
        target_type="benchmark",
        target_id=first["benchmark_id"],
        request_id=request_id,
        detail={"version": first["version"], "count": len(rows)},
    )


_DO = {"approve": _approve, "publish": _publish}
