"""Whether a record may be accepted as far as legal review goes: asked in the transaction that accepts it."""

from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.compliance.queries import thresholds
from zhifa.compliance.thresholds import limits
from zhifa.errors import Conflict
from zhifa.inspections.finding_checks import with_checks
from zhifa.inspections.record import Record
from zhifa.inspections.record_queries import record_of
from zhifa.legality import queries
from zhifa.legality.criteria import Ground, decisive_sha256, grounds_of
from zhifa.legality.departures import fines_of
from zhifa.legality.standing import settled, standing

DETAILS = {
    "none": "这份记录的拟处理达到法制审核情形,须先送法制审核并取得同意意见,才能审核通过。",
    "waiting": "这份记录正在法制审核,尚未出具意见,暂不能审核通过。",
    "amend": "法制审核建议修改,暂不能审核通过。请退回补正,改好后重新送审。",
    "refused": "法制审核不同意,不能审核通过。请退回补正,改好后重新送审。",
    "stale": "送审之后认定或处理有变动,原法制审核意见不再适用,须重新送审。",
}


class LegalReviewMissing(Conflict):
    code = "legal_review_missing"
    detail = DETAILS["none"]


class FineUnlawful(Conflict):
    code = "fine_unlawful"
    detail = "拟处罚款超出法定幅度,或在裁量阶次之外而没有写明理由,不能审核通过。请退回补正。"


class Stand(NamedTuple):
    """``blocks``: it may not be accepted; with ``legal_gate`` at 0 what is missing is only told, save the approval of
    a fine outside its tier. ``unlawful``: sentences on fines that no approval mends, only a return."""

    grounds: list[Ground]
    standing: str
    sha256: str
    settled: bool
    blocks: bool
    unlawful: list[str]

    @property
    def detail(self) -> str:
        if self.unlawful:
            return " ".join(self.unlawful)
        return "" if self.settled else DETAILS[self.standing]


def stand_of(session: Session, inspection: UUID, record: Record | None = None) -> Stand:
    """Where the record stands by now. ``record``: where the caller has folded it already."""
    case = queries.case_of(session, inspection)
    record = record or record_of(session, inspection)
    day = case.opened_at.astimezone(SHANGHAI).date()
    figures = limits(thresholds(session), case.agency_id, case.division_code, day)
    sha256, fines = decisive_sha256(record), fines_of(with_checks(session, record))
    grounds = grounds_of(record, case.subject_kind, figures, day, fines.departures)
    state, reviewed = queries.last_opinions(session, [inspection]).get(inspection, (None, ""))
    where = standing(state, reviewed, sha256)
    done = settled(where, major=bool(grounds))
    owed = not done and (bool(figures["legal_gate"].value) or bool(fines.departures))
    return Stand(grounds, where, sha256, done, owed or bool(fines.unlawful), fines.unlawful)


def require_reviewed(session: Session, inspection: UUID) -> None:
    """Lets pass what needs no review or was agreed to.

    Raises:
        LegalReviewMissing: with what is to be done first.
        FineUnlawful: the record has to be returned.
    """
    stand = stand_of(session, inspection)
    if stand.unlawful:
        raise FineUnlawful(stand.detail)
    if stand.blocks:
        raise LegalReviewMissing(
            stand.detail, standing=stand.standing, grounds=[ground.words for ground in stand.grounds]
        )
