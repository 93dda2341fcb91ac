"""A qualified reviewer of the demo city, who agrees to what of its past is major before a supervisor accepts it."""

from datetime import date, datetime, timedelta
from typing import get_args
from uuid import UUID

from sqlmodel import Session

from zhifa.app import Parts
from zhifa.db import insert_once
from zhifa.demo.places import CITY
from zhifa.demo.seed import EPOCH, demo_id
from zhifa.identity.actor import Actor
from zhifa.identity.models import Role
from zhifa.legality import service
from zhifa.legality.gate import stand_of
from zhifa.legality.models import LegalQualification
from zhifa.legality.schemas import LegalOpinion, LegalPoint, LegalReviewRequest, PointName

LAWYER, REGISTERED_BY = "yunchengsf-jd2", "yunchengsf-jd"
TAKES = timedelta(hours=6)


def qualify(parts: Parts) -> None:
    """The city's reviewer, whom every agency of the city shares."""
    with parts.db.write() as session:
        insert_once(
            session,
            LegalQualification,
            id=demo_id("legal_qualification", LAWYER),
            account_id=demo_id("account", LAWYER),
            ground="legal_exam",
            number="演示-法职-0001",
            since=date(2019, 3, 1),
            valid_from=date(2026, 1, 1),
            shared_in=CITY,
            words="演示数据,不作执法依据",
            recorded_by=demo_id("account", REGISTERED_BY),
            recorded_at=EPOCH,
        )


def have_reviewed(session: Session, asker: Actor, inspection: UUID, *, at: datetime) -> None:
    """Has a major decision reviewed, in the hours before ``at``; others need no review."""
    stand = stand_of(session, inspection)
    if not stand.blocks:
        return
    lawyer = demo_id("account", LAWYER)
    asked = service.request(
        session, asker, inspection, LegalReviewRequest(lawyer, "拟处理达到法制审核情形,请审核。"), at=at - TAKES,
        request_id=None,
    )  # fmt: skip
    points = [LegalPoint(point, True) for point in get_args(PointName)]
    opinion = LegalOpinion("agreed", stand.sha256, points, "事实清楚,证据充分,适用依据正确,程序合法。")
    actor = Actor(lawyer, lawyer, Role.OVERSEER, LAWYER, None, CITY, None)
    service.give(session, actor, asked.reviews[0].row.id, opinion, at=at, request_id=None)
