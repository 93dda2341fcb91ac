"""Who is qualified for 法制审核: registered with dates and proof by somebody else, and ended, never erased."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.agencies.models import Division
from zhifa.clock import SHANGHAI
from zhifa.errors import BadRequest, Forbidden, NotFound
from zhifa.identity import audit
from zhifa.identity.actor import Actor
from zhifa.ids import new_id
from zhifa.legality import people_queries as queries
from zhifa.legality.models import LegalQualification
from zhifa.legality.schemas import LegalHolder, QualificationDraft, QualificationEnd, QualificationRow
from zhifa.pages import Page, page_of

#: 行政处罚法 (2017) asked first-time reviewers for the exam from this day on; who reviewed before is none.
EXAM_SINCE = date(2018, 1, 1)
SHOWN = 30


class QualificationNotFound(NotFound):
    code = "legal_qualification_not_found"
    detail = "没有找到这项资格或人员,或不在您的管辖范围内。未作登记。"


class OwnQualification(Forbidden):
    code = "own_qualification"
    detail = "不能登记或终止自己的审核资格。请由其他人员办理。"


class DatesWrong(BadRequest):
    code = "legal_qualification_dates"
    detail = "日期不合理,未作登记:资格日期不能晚于今天或生效日;以“2018 年前已从事”登记的,须早于 2018-01-01。"


def listed(session: Session, actor: Actor, *, cursor: str | None, limit: int, at: datetime) -> Page[QualificationRow]:
    today = at.astimezone(SHANGHAI).date()
    rows = queries.qualifications(session, actor, cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: (row.id,), lambda row: _row(row, today))


def holders(session: Session, actor: Actor, words: str) -> list[LegalHolder]:
    """The first thirty by name of those who may be qualified."""
    rows = queries.holders(session, actor, words.strip(), SHOWN)
    return [LegalHolder(row.id, row.display_name, row.unit) for row in rows]


def record(
    session: Session, actor: Actor, draft: QualificationDraft, *, at: datetime, request_id: str | None
) -> QualificationRow:
    """Registers that an account is qualified from a day on.

    Raises:
        OwnQualification, QualificationNotFound, DatesWrong
    """
    today = at.astimezone(SHANGHAI).date()
    if draft.account_id == actor.account_id:
        raise OwnQualification
    if not queries.may_hold(session, actor, draft.account_id) or not _division_known(session, draft.shared_in):
        raise QualificationNotFound
    late = draft.ground == "before_2018" and draft.since >= EXAM_SINCE
    if draft.since > min(today, draft.valid_from) or late:
        raise DatesWrong
    row = LegalQualification(
        id=new_id(),
        account_id=draft.account_id,
        ground=draft.ground,
        number=draft.number.strip(),
        since=draft.since,
        valid_from=draft.valid_from,
        shared_in=draft.shared_in,
        words=draft.words.strip(),
        recorded_by=actor.account_id,
        recorded_at=at,
    )
    session.add(row)
    session.flush()
    _audit(session, actor, row.id, "legal_qualification_record", {"account": str(row.account_id)}, at, request_id)
    return _read(session, actor, row.id, today)


def end(
    session: Session,
    actor: Actor,
    identifier: UUID,
    draft: QualificationEnd,
    *,
    at: datetime,
    request_id: str | None,
) -> QualificationRow:
    """Ends a qualification with a day; opinions given until then stand.

    Raises:
        OwnQualification, QualificationNotFound, DatesWrong
    """
    seen = queries.qualification(session, actor, identifier)
    if seen is None:
        raise QualificationNotFound
    if seen.account_id == actor.account_id:
        raise OwnQualification
    if draft.last_day < seen.valid_from or (seen.valid_to is not None and draft.last_day > seen.valid_to):
        raise DatesWrong("终止日期不能早于生效日期,也不能晚于已登记的终止日期,未作更改。")
    row = session.get_one(LegalQualification, identifier)
    row.valid_to, row.end_words, row.ended_by = draft.last_day, draft.words.strip(), actor.account_id
    session.flush()
    told = {"account": str(row.account_id), "last_day": draft.last_day.isoformat()}
    _audit(session, actor, row.id, "legal_qualification_end", told, at, request_id)
    return _read(session, actor, identifier, at.astimezone(SHANGHAI).date())


def _division_known(session: Session, code: str | None) -> bool:
    return code is None or session.get(Division, code) is not None


def _read(session: Session, actor: Actor, identifier: UUID, today: date) -> QualificationRow:
    return _row(queries.qualification(session, actor, identifier), today)


def _row(row: Any, today: date) -> QualificationRow:
    said = {
        name: getattr(row, name) for name in QualificationRow.__struct_fields__ if name not in {"recorded_by", "holds"}
    }
    holds = row.valid_from <= today and (row.valid_to is None or today <= row.valid_to)
    return QualificationRow(**said, recorded_by=row.recorder, holds=holds)


def _audit(
    session: Session,
    actor: Actor,
    target: UUID,
    action: str,
    detail: dict[str, Any],
    at: datetime,
    request_id: str | None,
) -> None:
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action=action,
        target_type="legal_qualification",
        target_id=target,
        request_id=request_id,
        detail=detail,
    )
