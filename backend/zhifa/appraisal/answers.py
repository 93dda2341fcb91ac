"""What the agency and the officers see of an appraisal once it is settled, and what they answer to it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.appraisal import answer_queries, queries, reading, rubrics
from zhifa.appraisal.models import Part, Statement
from zhifa.appraisal.rubric import Mark, Settled, Standard, result_of
from zhifa.appraisal.schemas import Appraisal, Marked, StatementDraft
from zhifa.errors import NotFound
from zhifa.identity import audit
from zhifa.identity.actor import Actor
from zhifa.ids import new_id
from zhifa.inspections.policy import require_visible


class AppraisalNotFound(NotFound):
    code = "appraisal_not_found"
    detail = "没有找到这份评查结果,或结果尚未形成。申辩意见未提交。"


def of_record(session: Session, actor: Actor, inspection: UUID) -> list[Appraisal]:
    """The settled results of a record, newest draw first; of what is still being marked, nothing.

    Raises:
        InspectionNotFound
    """
    require_visible(session, actor, inspection)
    said = answer_queries.statements(session, inspection=inspection)
    rows = answer_queries.draws_of(session, inspection)
    told = (_appraisal(session, row, inspection, [one for one in said if one.draw_id == row.id]) for row in rows)
    return [each for each in told if each is not None]


def answer(
    session: Session,
    actor: Actor,
    inspection: UUID,
    draw_id: UUID,
    draft: StatementDraft,
    *,
    at: datetime,
    request_id: str | None,
) -> list[Appraisal]:
    """Keeps what the agency or an officer says to the result; those who drew the sample read it there.

    Raises:
        InspectionNotFound, AppraisalNotFound
    """
    if draw_id not in {each.draw_id for each in of_record(session, actor, inspection)}:
        raise AppraisalNotFound
    row = Statement(
        id=new_id(),
        draw_id=draw_id,
        inspection_id=inspection,
        account_id=actor.account_id,
        words=draft.words.strip(),
        at=at,
    )
    session.add(row)
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action="appraisal_answer",
        target_type="inspection",
        target_id=inspection,
        request_id=request_id,
        detail={"draw": str(draw_id), "statement": str(row.id)},
    )
    session.flush()
    return of_record(session, actor, inspection)


def _appraisal(session: Session, row: Any, inspection: UUID, said: Sequence[Any]) -> Appraisal | None:
    standard = rubrics.standard_of(rubrics.find(session, row.rubric_id))
    sheets = queries.sheets_of_draw(session, row.id, inspection)
    settled, result = reading.outcome(standard, sheets)
    if settled not in {Settled.AGREED, Settled.ARBITRATED} or result is None:
        return None
    return Appraisal(
        draw_id=row.id,
        draw_title=row.title,
        rubric_name=row.rubric_name,
        settled="arbitrated" if settled is Settled.ARBITRATED else "agreed",
        result=result,
        marks=_marked(standard, reading.handed_in(standard, sheets)),
        statements=[reading.statement(one) for one in said],
    )


def _marked(standard: Standard, marks: dict[str, list[Mark]]) -> list[Marked]:
    """The arbiter's where there was one; else those of both, the first's before the second's."""
    standing = marks.get(Part.ARBITER) or [*marks[Part.FIRST], *marks[Part.SECOND]]
    items = {item.code: item for item in standard.items}
    whole = result_of(standard, []).points
    return [
        Marked(
            item=mark.item,
            text=items[mark.item].text,
            veto=items[mark.item].veto,
            lost=0 if items[mark.item].veto else whole - result_of(standard, [mark]).points,
            words=mark.words,
            entries=mark.entries,
        )
        for mark in standing
        if mark.faults
    ]
