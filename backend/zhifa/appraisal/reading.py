"""Draws and sheets as the wire has them; what must stay blind stays blind here."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.appraisal import answer_queries, queries, rubrics
from zhifa.appraisal.models import Part
from zhifa.appraisal.rubric import (
    FAILED,
    Mark,
    Result,
    Settled,
    Standard,
    arbitrated,
    disputed,
    result_of,
    settle,
)
from zhifa.appraisal.schemas import (
    AgencySummary,
    DrawnCase,
    DrawRow,
    DrawWire,
    Handover,
    OtherSheet,
    SheetGlance,
    SheetRow,
    SheetWire,
    StatementWire,
)
from zhifa.errors import NotFound
from zhifa.identity.actor import Actor
from zhifa.pages import Page, page_of

BOTH = frozenset({Part.FIRST.value, Part.SECOND.value})
Outcome = tuple[Settled | None, Result | None]  # None: not both are in


class DrawNotFound(NotFound):
    code = "draw_not_found"
    detail = "没有找到这次抽样,或不在您的管辖范围内。"


class SheetNotFound(NotFound):
    code = "sheet_not_found"
    detail = "没有找到这份评查表,或在两名评查员都提交之前不能查看他人的评查表。"


def draws(session: Session, actor: Actor, *, cursor: str | None, limit: int) -> Page[DrawRow]:
    rows = queries.draws(session, actor, cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: (row.id,), draw_row)


def draw(session: Session, actor: Actor, draw_id: UUID) -> DrawWire:
    """The draw with its drawn records, and their results as far as they are settled.

    Raises:
        DrawNotFound
    """
    row = _row(session, actor, draw_id)
    standard = rubrics.standard_of(rubrics.find(session, row.rubric_id))
    sheets: defaultdict[UUID, list[Any]] = defaultdict(list)
    for sheet in queries.sheets_of_draw(session, draw_id):
        sheets[sheet.inspection_id].append(sheet)
    said = answer_queries.statements(session, draw=draw_id)
    cases = [_case(standard, case, sheets[case.inspection_id], said) for case in queries.drawn(session, draw_id)]
    _tell_handovers(session, draw_id, cases)
    return DrawWire(draw_row(row), cases, summaries(cases))


def _tell_handovers(session: Session, draw_id: UUID, cases: Sequence[DrawnCase]) -> None:
    by_record = {case.inspection_id: case for case in cases}
    for row in queries.handovers(session, draw_id):
        case = by_record.get(row.inspection_id)
        if case is not None:
            case.handovers = [*case.handovers, Handover(row.reviewer, row.by, row.words, row.at)]


def listed(session: Session, actor: Actor, draw_id: UUID) -> str:
    """The frozen list, exactly the text whose SHA-256 was published.

    Raises:
        DrawNotFound
    """
    _row(session, actor, draw_id)
    return "".join(f"{each}\n" for each in queries.members(session, draw_id))


def outcome(standard: Standard, sheets: Sequence[Any]) -> Outcome:
    """What the sheets of one record have come to."""
    results = {part: result_of(standard, marks) for part, marks in handed_in(standard, sheets).items()}
    if not results.keys() >= BOTH:
        return None, None
    return settle(standard, results[Part.FIRST], results[Part.SECOND], results.get(Part.ARBITER))


def handed_in(standard: Standard, sheets: Sequence[Any]) -> dict[str, list[Mark]]:
    """The marks of each sheet that is in, by part; the arbiter's are joined to what the two agree on."""
    found = {row.part: marks_of(row) for row in sheets if row.submitted_at is not None}
    if found.keys() >= BOTH and Part.ARBITER in found:
        found[Part.ARBITER] = arbitrated(standard, found[Part.FIRST], found[Part.SECOND], found[Part.ARBITER])
    return found


def in_dispute(standard: Standard, sheets: Sequence[Any]) -> list[str]:
    """Codes of the items on which the two differ; empty until both are in."""
    found = handed_in(standard, sheets)
    return disputed(standard, found[Part.FIRST], found[Part.SECOND]) if found.keys() >= BOTH else []


def summaries(cases: Sequence[DrawnCase]) -> list[AgencySummary]:
    """One line an agency, by name. Pure."""
    by_name: defaultdict[str, list[DrawnCase]] = defaultdict(list)
    for case in cases:
        by_name[case.agency_name].append(case)
    return [_summary(name, by_name[name]) for name in sorted(by_name)]


def _summary(name: str, cases: Sequence[DrawnCase]) -> AgencySummary:
    results = [case.result for case in cases if case.result is not None]
    whole = sum(result.of for result in results)
    percent = round(100 * sum(result.points for result in results) / whole, 1) if whole else None
    failed = sum(result.grade == FAILED for result in results)
    return AgencySummary(name, len(cases), len(results), failed, percent)


def own_sheets(
    session: Session, actor: Actor, *, submitted: bool | None, cursor: str | None, limit: int
) -> Page[SheetRow]:
    rows = queries.own_sheets(session, actor, submitted=submitted, cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: (row.id,), sheet_row)


def sheet(session: Session, actor: Actor, sheet_id: UUID) -> SheetWire:
    """A sheet with what its reader may know of the others'.

    Raises:
        SheetNotFound: there is none, or it is another's and not both are in.
    """
    row = queries.sheet(session, actor, sheet_id)
    if row is None:
        raise SheetNotFound
    siblings = queries.sheets_of_draw(session, row.draw_id, row.inspection_id)
    both_in = all(one.submitted_at for one in siblings if one.part != Part.ARBITER)
    mine = row.account_id == actor.account_id
    if not mine and not (both_in and row.submitted_at):
        raise SheetNotFound
    rubric = rubrics.find(session, row.rubric_id)
    standard, marks = rubrics.standard_of(rubric), marks_of(row)
    others = [_other(standard, one) for one in siblings if both_in and one.id != row.id and one.submitted_at]
    differing = in_dispute(standard, siblings) if both_in else []
    result = _own_result(standard, row, marks, siblings)
    return SheetWire(sheet_row(row), rubrics.wire(rubric), marks, row.words, result, others, differing)


def _own_result(standard: Standard, row: Any, marks: list[Mark], siblings: Sequence[Any]) -> Result:
    """What the sheet comes to so far; an arbiter's stands on what the two agree on."""
    found = handed_in(standard, [one for one in siblings if one.part != Part.ARBITER])
    if row.part == Part.ARBITER and found.keys() >= BOTH:
        marks = arbitrated(standard, found[Part.FIRST], found[Part.SECOND], marks)
    return result_of(standard, marks)


def statement(row: Any) -> StatementWire:
    return StatementWire(row.words, row.by, row.agency_name, row.at)


def marks_of(row: Any) -> list[Mark]:
    return msgspec.convert(row.marks, list[Mark])


def draw_row(row: Any) -> DrawRow:
    fields = {name: getattr(row, name) for name in DrawRow.__struct_fields__ if name != "frozen_by"}
    return DrawRow(**fields, frozen_by=row.frozen_name)


def sheet_row(row: Any) -> SheetRow:
    return SheetRow(**{name: getattr(row, name) for name in SheetRow.__struct_fields__})


def _row(session: Session, actor: Actor, draw_id: UUID) -> Any:
    row = queries.draw(session, actor, draw_id)
    if row is None:
        raise DrawNotFound
    return row


def _case(standard: Standard, case: Any, sheets: Sequence[Any], said: Sequence[Any]) -> DrawnCase:
    settled, result = outcome(standard, sheets)
    return DrawnCase(
        inspection_id=case.inspection_id,
        place=case.place,
        subject_name=case.subject_name,
        agency_name=case.agency_name,
        sheets=[SheetGlance(row.part, row.reviewer, row.submitted_at) for row in sheets],
        settled=settled.value if settled else "waiting",
        result=result,
        statements=[statement(row) for row in said if row.inspection_id == case.inspection_id],
    )


def _other(standard: Standard, row: Any) -> OtherSheet:
    marks = marks_of(row)
    return OtherSheet(row.part, row.reviewer, marks, row.words, result_of(standard, marks))
