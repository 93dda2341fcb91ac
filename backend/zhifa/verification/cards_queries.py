"""SQL of the sheet of cards."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.agencies.queries import visible_to
from zhifa.credentials.models import CardCode, Certificate, Officer
from zhifa.identity.actor import Actor


def cards(session: Session, actor: Actor, numbers: Collection[str]) -> Sequence[Any]:
    """Certificates that the actor may see, with the card code in force where there is one."""
    return session.execute(
        sa.select(
            col(Certificate.number),
            col(Officer.name).label("officer_name"),
            col(Agency.name).label("agency_name"),
            col(Certificate.category),
            col(Certificate.area),
            col(Certificate.issuer),
            col(Certificate.valid_from),
            col(Certificate.valid_to),
            col(Certificate.portrait),
            col(CardCode.code),
        )
        .join(Officer, col(Officer.id) == col(Certificate.officer_id))
        .join(Agency, col(Agency.id) == col(Officer.agency_id))
        .outerjoin(
            CardCode,
            sa.and_(col(CardCode.certificate_number) == col(Certificate.number), col(CardCode.ended_at).is_(None)),
        )
        .where(col(Certificate.number).in_(numbers), visible_to(actor))
    ).all()
