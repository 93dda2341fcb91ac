"""SQL of ratings."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.db import insert_once
from zhifa.feedback.models import RatedVisit, RatingBox
from zhifa.identity.actor import Actor, agencies_in_scope

BOXES = cast("sa.Table", sa.inspect(RatingBox).local_table)


def agencies(session: Session) -> Sequence[UUID]:
    return session.scalars(sa.select(col(Agency.id)).order_by(col(Agency.id))).all()


def has_box(session: Session, period: str, agency: UUID) -> bool:
    return session.scalar(_box(period, agency).with_only_columns(col(RatingBox.period))) is not None


def add_boxes(session: Session, period: str, boxes: Mapping[UUID, bytes]) -> None:
    """Those that are there already stay as they are."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    rows = [{"period": period, "agency_id": agency, "sealed": sealed} for agency, sealed in boxes.items()]
    session.connection().execute(insert(BOXES).on_conflict_do_nothing(), rows)


def hold_box(session: Session, period: str, agency: UUID) -> bytes:
    """The box, held until the transaction ends."""
    return session.scalars(_box(period, agency).with_only_columns(col(RatingBox.sealed)).with_for_update()).one()


def put_box(session: Session, period: str, agency: UUID, sealed: bytes) -> None:
    session.connection().execute(
        sa.update(BOXES).where(BOXES.c.period == period, BOXES.c.agency_id == agency).values(sealed=sealed)
    )


def spend(session: Session, mark: str) -> bool:
    """True for the first rating of a visit."""
    return insert_once(session, RatedVisit, mark=mark)


def boxes_of(session: Session, period: str, agency_ids: Collection[UUID]) -> dict[UUID, bytes]:
    rows = session.execute(
        sa.select(col(RatingBox.agency_id), col(RatingBox.sealed)).where(
            col(RatingBox.period) == period, col(RatingBox.agency_id).in_(agency_ids)
        )
    )
    return {agency: sealed for agency, sealed in rows}


def in_scope(session: Session, actor: Actor, period: str) -> Sequence[Any]:
    """The boxes of a quarter of the agencies that the actor oversees, by name."""
    return session.execute(
        sa.select(col(Agency.id), col(Agency.name), col(RatingBox.sealed))
        .join(RatingBox, col(RatingBox.agency_id) == col(Agency.id))
        .where(col(RatingBox.period) == period, col(Agency.id).in_(agencies_in_scope(actor)))
        .order_by(col(Agency.division_code), col(Agency.code))
    ).all()


def _box(period: str, agency: UUID) -> sa.Select[Any]:
    return sa.select(RatingBox).where(col(RatingBox.period) == period, col(RatingBox.agency_id) == agency)
