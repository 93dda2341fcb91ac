"""Rubrics: published as they are written, each change a new version, so that old results keep their measure."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.appraisal import queries
from zhifa.appraisal.models import Rubric
from zhifa.appraisal.rubric import Standard, faults_of
from zhifa.appraisal.schemas import RubricDraft, RubricWire
from zhifa.errors import BadRequest, NotFound
from zhifa.identity import audit
from zhifa.identity.actor import Actor
from zhifa.ids import new_id


class RubricFaulty(BadRequest):
    code = "rubric_faulty"
    detail = "评查标准有误,尚未保存。请按提示修改后再保存。"


class RubricNotFound(NotFound):
    code = "rubric_not_found"
    detail = "没有找到这份评查标准。请刷新后重新选择。"


def write(session: Session, actor: Actor, draft: RubricDraft, *, at: datetime, request_id: str | None) -> RubricWire:
    """The next version of the rubric of that name.

    Raises:
        RubricFaulty: with what is wrong, sentence by sentence.
    """
    if faults := faults_of(draft.standard):
        raise RubricFaulty("评查标准有误,尚未保存:" + "".join(faults), faults=faults)
    name = draft.name.strip()
    rubric = Rubric(
        id=new_id(),
        name=name,
        version=queries.last_version(session, name) + 1,
        content=msgspec.to_builtins(draft.standard),
        source=draft.source.strip(),
        created_by=actor.account_id,
        created_at=at,
    )
    session.add(rubric)
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action="rubric_write",
        target_type="rubric",
        target_id=rubric.id,
        request_id=request_id,
        detail={"version": rubric.version},
    )
    return wire(rubric)


def listed(session: Session) -> list[RubricWire]:
    return [wire(rubric) for rubric in queries.rubrics(session)]


def versions(session: Session, rubric_id: UUID) -> list[RubricWire]:
    """Every version of the rubric, the newest first.

    Raises:
        RubricNotFound
    """
    name = find(session, rubric_id).name
    return [wire(row, row.author) for row in queries.versions(session, name)]


def find(session: Session, rubric_id: UUID) -> Rubric:
    """Raises: RubricNotFound."""
    rubric = session.get(Rubric, rubric_id)
    if rubric is None:
        raise RubricNotFound
    return rubric


def standard_of(rubric: Rubric) -> Standard:
    return msgspec.convert(rubric.content, Standard)


def wire(rubric: Any, author: str | None = None) -> RubricWire:
    standard = standard_of(rubric)
    return RubricWire(
        rubric.id,
        rubric.name,
        rubric.version,
        rubric.source,
        rubric.demo,
        standard.points,
        standard,
        rubric.created_at,
        author,
    )
