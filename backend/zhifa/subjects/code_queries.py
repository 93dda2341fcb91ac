"""SQL of the printed codes of subjects."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.divisions import within
from zhifa.identity.actor import Actor
from zhifa.subjects.models import Subject, SubjectCode
from zhifa.subjects.queries import ORDER, visible_to


def chosen(session: Session, actor: Actor, ids: Sequence[UUID]) -> Sequence[Any]:
    """Those of the subjects that the actor may see, in the order of the lists."""
    return session.execute(
        sa.select(col(Subject.id), col(Subject.name), col(Subject.address))
        .where(col(Subject.id).in_(ids), visible_to(session, actor))
        .order_by(*ORDER)
    ).all()


def hold_codes(session: Session, subjects: Sequence[UUID]) -> Sequence[SubjectCode]:
    """Their codes, held until the transaction ends."""
    session.execute(sa.select(col(Subject.id)).where(col(Subject.id).in_(subjects)).order_by("id").with_for_update())
    return session.scalars(sa.select(SubjectCode).where(col(SubjectCode.subject_id).in_(subjects))).all()


def write_code(session: Session, subject: UUID, serial: int, sha256: str, at: datetime) -> None:
    row = session.get(SubjectCode, subject) or SubjectCode(subject_id=subject, serial=0, sha256="", issued_at=at)
    row.serial, row.sha256, row.issued_at = serial, sha256, at
    session.add(row)
    session.flush()


def touch(session: Session, subject: UUID, at: datetime) -> None:
    """The packs that hold the subject are made anew."""
    session.execute(sa.update(Subject).where(col(Subject.id) == subject).values(updated_at=at))


def hashes_in(session: Session, division: str) -> dict[UUID, str]:
    """SHA-256 of the codes of a division's subjects."""
    rows = session.execute(
        sa.select(col(SubjectCode.subject_id), col(SubjectCode.sha256))
        .join(Subject, col(Subject.id) == col(SubjectCode.subject_id))
        .where(within(col(Subject.division_code), division))
    )
    return {subject: sha256 for subject, sha256 in rows}
