"""A draw's life: the list is frozen and hashed, the seed is named, the sample is drawn and handed to reviewers."""

from collections import Counter
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlmodel import Session

from zhifa.agencies.models import Agency
from zhifa.appraisal import drawing, queries, reading, rubrics
from zhifa.appraisal.models import Draw, Part, Sheet
from zhifa.appraisal.reading import DrawNotFound
from zhifa.appraisal.schemas import DrawDraft, DrawWire, Seed
from zhifa.clock import SHANGHAI
from zhifa.errors import BadRequest, Conflict
from zhifa.identity import audit
from zhifa.identity.actor import Actor
from zhifa.ids import new_id
from zhifa.matters.models import Matter
from zhifa.notify import occasions as notify

#: Two who mark, and one who decides should they differ.
REVIEWERS = 3


class NothingToDraw(Conflict):
    code = "nothing_to_draw"
    detail = "这段时间内没有审核通过的记录可供抽取,未建立抽样。请调整时间或执法机关。"


class PopulationUnknown(BadRequest):
    code = "population_unknown"
    detail = "没有这个执法机关或事项,未建立抽样。请刷新后重新选择。"


class DaysReversed(BadRequest):
    code = "days_reversed"
    detail = "起始日期晚于截止日期,未建立抽样。请检查日期。"


class AlreadyDrawn(Conflict):
    code = "already_drawn"
    detail = "这次抽样已公布种子并抽取完毕,不能更改。"


class ReviewersTooFew(Conflict):
    code = "reviewers_too_few"
    detail = (
        "可以评查的人员不足,尚未抽取。每份案卷需要两名评查员和一名仲裁员,"
        "审核过该案卷、参与过检查或属于该机关的人员须回避。请增加监督人员账号。"
    )


def freeze(session: Session, actor: Actor, draft: DrawDraft, *, at: datetime, request_id: str | None) -> DrawWire:
    """Freezes the list and publishes its hash; nobody knows yet which records will be drawn.

    Raises:
        RubricNotFound, DaysReversed, PopulationUnknown, NothingToDraw
    """
    rubrics.find(session, draft.rubric_id)
    for model, identifier in ((Agency, draft.agency_id), (Matter, draft.matter_id)):
        if identifier is not None and not queries.named(session, model, identifier):
            raise PopulationUnknown
    if draft.closed_from > draft.closed_to:
        raise DaysReversed
    row = Draw(
        id=new_id(),
        title=draft.title.strip(),
        division_code=actor.division_code or "",
        agency_id=draft.agency_id,
        matter_id=draft.matter_id,
        rubric_id=draft.rubric_id,
        closed_from=draft.closed_from,
        closed_to=draft.closed_to,
        size=draft.size,
        list_sha256="",
        list_count=0,
        frozen_by=actor.account_id,
        frozen_at=at,
    )
    session.add(row)
    session.flush()
    since = datetime.combine(draft.closed_from, time.min, SHANGHAI)
    until = datetime.combine(draft.closed_to + timedelta(days=1), time.min, SHANGHAI)
    queries.freeze(session, actor, row.id, agency=draft.agency_id, matter=draft.matter_id, since=since, until=until)
    listed = queries.members(session, row.id)
    if not listed:
        raise NothingToDraw
    row.list_count, row.list_sha256 = len(listed), drawing.list_hash(listed)
    _audit(session, actor, row, "draw_freeze", at, request_id)
    session.flush()
    return reading.draw(session, actor, row.id)


def name_seed(
    session: Session, actor: Actor, draw_id: UUID, seed: Seed, *, at: datetime, request_id: str | None
) -> DrawWire:
    """Draws the sample by the seed and gives each record two reviewers.

    Raises:
        DrawNotFound, AlreadyDrawn
        ReviewersTooFew: nothing has changed; the seed was not taken.
    """
    row = queries.draw_held(session, actor, draw_id)
    if row is None:
        raise DrawNotFound
    if row.seed is not None:
        raise AlreadyDrawn
    chosen = drawing.draw(
        queries.members(session, draw_id), seed=seed.seed.strip(), listed=row.list_sha256, size=row.size
    )
    queries.place(session, draw_id, chosen)
    row.seed, row.seed_source = seed.seed.strip(), seed.source.strip()
    row.drawn_by, row.drawn_at = actor.account_id, at
    _hand_out(session, draw_id, at)
    _audit(session, actor, row, "draw_seed", at, request_id)
    session.flush()
    return reading.draw(session, actor, draw_id)


def next_reviewer(session: Session, draw_id: UUID, inspection: UUID) -> UUID | None:
    """Who could be asked next: of those who may appraise the record and have no sheet of it, the least busy."""
    taken = {row.account_id for row in queries.sheets_of_draw(session, draw_id, inspection)}
    barred = {account for _, account in queries.barred(session, draw_id, [inspection])}
    everybody = queries.reviewers_of(session, queries.division_of(session, inspection))
    return next((account for account in everybody if account not in taken | barred), None)


def _hand_out(session: Session, draw_id: UUID, at: datetime) -> None:
    cases = queries.drawn(session, draw_id)
    barred = queries.barred(session, draw_id, [case.inspection_id for case in cases])
    people = {code: queries.reviewers_of(session, code) for code in {case.division_code for case in cases}}
    given: Counter[UUID] = Counter()
    for case in cases:
        fit = [one for one in people[case.division_code] if (case.inspection_id, one) not in barred]
        if len(fit) < REVIEWERS:
            raise ReviewersTooFew
        pair = sorted(fit, key=lambda one: given[one])[:2]
        given.update(pair)
        for account, part in zip(pair, (Part.FIRST, Part.SECOND), strict=True):
            session.add(new_sheet(draw_id, case.inspection_id, account, part, at))
    session.flush()
    for account, count in given.items():
        notify.sheets_given(session, account, draw_id, count, at=at)


def new_sheet(draw_id: UUID, inspection: UUID, account: UUID, part: Part, at: datetime) -> Sheet:
    return Sheet(
        id=new_id(), draw_id=draw_id, inspection_id=inspection, account_id=account, part=part.value, assigned_at=at
    )


def _audit(session: Session, actor: Actor, row: Draw, action: str, at: datetime, request_id: str | None) -> None:
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action=action,
        target_type="draw",
        target_id=row.id,
        request_id=request_id,
        detail={"list_sha256": row.list_sha256, "list_count": row.list_count, "seed": row.seed},
    )
