"""What is told to whom, and in which words: one function an occasion, called last in the transaction that causes it.

The words are for the screen of whoever is logged in. What a push service gets to see is in ``kinds.py``.
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.credentials.lifecycle import WORDS as STATUS_WORDS
from zhifa.credentials.models import CertificateStatus
from zhifa.identity.models import Role
from zhifa.notify import recipient_queries as people
from zhifa.notify.kinds import Kind, Target
from zhifa.notify.service import put_away, quote, tell


def record_decided(
    session: Session,
    inspection: UUID,
    *,
    subject: str,
    officers: Collection[UUID],
    accepted: bool,
    words: str,
    at: datetime,
) -> None:
    """To the officers of a visit: accepted, or returned with the reason."""
    kind = Kind.RECORD_ACCEPTED if accepted else Kind.RECORD_RETURNED
    said = f"“{subject}”的检查记录已审核通过。" if accepted else f"“{subject}”的检查记录需要补正:{quote(words)}"
    to = people.accounts_of_officers(session, officers)
    tell(session, kind, to, Target("inspection", str(inspection)), said, at=at)


def decision_taken_back(
    session: Session, inspection: UUID, *, subject: str, officers: Collection[UUID], accepted: bool, at: datetime
) -> None:
    """To the same officers: what they were told does not hold any more. What lay unread of it is put away."""
    kind = Kind.RECORD_ACCEPTED if accepted else Kind.RECORD_RETURNED
    was = "“审核通过”的决定已由审核人员撤销" if accepted else "退回已由审核人员撤销,暂不需要补正"
    target, to = Target("inspection", str(inspection)), people.accounts_of_officers(session, officers)
    put_away(session, kind, to, target, at=at)
    tell(session, Kind.DECISION_TAKEN_BACK, to, target, f"“{subject}”的检查记录:{was},将重新审核。", at=at)


def record_referred(
    session: Session, inspection: UUID, *, subject: str, sender: str, agency: UUID, words: str, at: datetime
) -> None:
    """To those who answer for the addressed agency."""
    said = f"{sender}移送“{subject}”的检查记录,请接收或退还。理由:{quote(words)}"
    to = _who_answers_for(session, agency)
    tell(session, Kind.RECORD_REFERRED, to, Target("inspection", str(inspection)), said, at=at)


def referral_recalled(session: Session, inspection: UUID, *, agency: UUID, at: datetime) -> None:
    """What lay unread of it is put away."""
    to = _who_answers_for(session, agency)
    put_away(session, Kind.RECORD_REFERRED, to, Target("inspection", str(inspection)), at=at)


def referral_answered(
    session: Session,
    inspection: UUID,
    *,
    subject: str,
    agency: str,
    sender: UUID,
    accepted: bool,
    words: str,
    at: datetime,
) -> None:
    """To whoever referred the record."""
    more = f"{quote(words)}" if words else ""
    what = f"已接收,由其审核。{more}" if accepted else f"退还了移送:{more}"
    target = Target("inspection", str(inspection))
    tell(session, Kind.REFERRAL_ANSWERED, [sender], target, f"“{subject}”的检查记录:{agency}{what}", at=at)


def _who_answers_for(session: Session, agency: UUID) -> set[UUID]:
    """Its supervisors; where neither it nor those above it have any, the overseers of its division."""
    return people.supervisors_of(session, agency) or people.overseers_of(
        session, people.agency(session, agency).division_code
    )


def records_assigned(session: Session, first: UUID, reviewer: UUID, subject: str, count: int, *, at: datetime) -> None:
    """Once a hand-out, however many records it is; ``first``: of them."""
    what = f"“{subject}”等 {count} 份检查记录" if count > 1 else f"“{subject}”的检查记录"
    said = f"{what}交由您审核。在待审列表中选“给我的”可以逐份查看。"
    tell(session, Kind.RECORDS_ASSIGNED, [reviewer], Target("inspection", str(first)), said, at=at)


def second_officer_named(session: Session, inspection: UUID, officers: Collection[UUID], *, at: datetime) -> None:
    """To whoever was entered as the second officer by the lead, on the lead's phone."""
    said = "主办人员把您登记为这次检查的协办人员。请打开核对;如与事实不符,请告知本单位审核人员。"
    to = people.accounts_of_officers(session, officers)
    target = Target("inspection", str(inspection))
    tell(session, Kind.SECOND_OFFICER_NAMED, to, target, said, at=at, once=f"second:{inspection}")


def device_registered(session: Session, account: UUID, device: UUID, name: str, *, at: datetime) -> None:
    said = f"您的账号在“{quote(name)}”上登记了新设备。若非本人操作,请立即修改密码并告知管理员停用该设备。"
    tell(session, Kind.DEVICE_REGISTERED, [account], Target("device", str(device)), said, at=at)


def device_revoked(session: Session, account: UUID, device: UUID, name: str, reason: str, *, at: datetime) -> None:
    said = f"您的设备“{quote(name)}”已停用,原因:{quote(reason)}。停用前已上传的记录不受影响。"
    tell(session, Kind.DEVICE_REVOKED, [account], Target("device", str(device)), said, at=at)


def certificate_expiring(session: Session, *, number: str, officer: UUID, valid_to: date, at: datetime) -> None:
    """To the officer and their supervisors, once a term."""
    holder = people.certificate_holder(session, number)
    to = people.accounts_of_officers(session, [officer]) | people.supervisors_of(session, holder.agency_id)
    said = f"{holder.name}的执法证件({number})有效期至 {valid_to.isoformat()}。到期后不得执法,请及时办理换证。"
    mark = f"expiring:{number}:{valid_to.isoformat()}"
    tell(session, Kind.CERTIFICATE_EXPIRING, to, Target("certificate", number), said, at=at, once=mark)


def certificate_ended(
    session: Session, *, number: str, status: CertificateStatus, starts_at: datetime, at: datetime
) -> None:
    """To the officer and their supervisors: it gives no power from this moment."""
    holder = people.certificate_holder(session, number)
    to = people.accounts_of_officers(session, [holder.id]) | people.supervisors_of(session, holder.agency_id)
    day = starts_at.astimezone(SHANGHAI).date().isoformat()
    said = f"{holder.name}的执法证件({number})自 {day} 起{STATUS_WORDS[status]},此后不得以该证件执法。"
    tell(session, Kind.CERTIFICATE_WITHDRAWN, to, Target("certificate", number), said, at=at)


def sheets_given(session: Session, account: UUID, draw: UUID, count: int, *, at: datetime) -> None:
    """To whoever appraises records of a draw."""
    said = f"有 {count} 份案卷交由您评查。提交前看不到另一名评查员的意见;应当回避的,请写明理由退回。"
    tell(session, Kind.SHEETS_GIVEN, [account], Target("sheets", str(draw)), said, at=at)


def record_appraised(
    session: Session,
    inspection: UUID,
    *,
    agency: UUID,
    officers: Collection[UUID],
    subject: str,
    grade: str,
    at: datetime,
) -> None:
    """To the officers of the visit and the supervisors of their agency, once the result is settled."""
    to = people.accounts_of_officers(session, officers) | people.supervisors_of(session, agency)
    said = f"“{subject}”的检查记录经案卷评查,结果为{grade}。可查看扣分项;有不同意见的,可以提交申辩。"
    tell(session, Kind.RECORD_APPRAISED, to, Target("inspection", str(inspection)), said, at=at)


def legal_review_asked(session: Session, review: UUID, reviewer: UUID, subject: str, *, at: datetime) -> None:
    """To the reviewer of a major decision."""
    said = f"“{subject}”的检查记录送您法制审核。请逐项审核后出具意见;应当回避的,请写明理由退回。"
    tell(session, Kind.LEGAL_REVIEW_ASKED, [reviewer], Target("legal_review", str(review)), said, at=at)


def legal_opinion_given(
    session: Session, inspection: UUID, asker: UUID, subject: str, opinion: str, *, at: datetime
) -> None:
    """To whoever asked for it. ``opinion``: in words."""
    said = f"“{subject}”的法制审核:{opinion}。"
    tell(session, Kind.LEGAL_OPINION_GIVEN, [asker], Target("inspection", str(inspection)), said, at=at)


def alert_assigned(session: Session, alert: str, accounts: Collection[UUID], words: str, *, at: datetime) -> None:
    """``words``: what the alert is about, and by when it is to be looked at."""
    tell(session, Kind.ALERT_ASSIGNED, accounts, Target("alert", alert), words, at=at)


def standard_changed(
    session: Session, target: Target, *, field: str, words: str, at: datetime, publisher: UUID | None = None
) -> None:
    """A checklist or benchmark has a new version: to everybody at agencies that act in the field (市场监管 …).

    ``publisher``: the agency in whose division, and also in whose field, it holds; None: it holds everywhere.
    """
    fields, division = {field}, None
    if publisher is not None:
        own = people.agency(session, publisher)
        fields, division = {field, own.field}, own.division_code
    to = people.accounts_of_fields(session, fields, at.astimezone(SHANGHAI).date(), division)
    tell(session, Kind.STANDARD_CHANGED, to, target, words, at=at)


def complaint_received(
    session: Session, complaint: str, accounts: Collection[UUID], due: date, *, at: datetime
) -> None:
    """Nothing of what it says or whom it concerns: only that it is there and by when it is to be answered."""
    said = f"收到一件投诉,办理期限为 {due.isoformat()}。请打开查看并处理。"
    tell(session, Kind.COMPLAINT_RECEIVED, accounts, Target("complaint", complaint), said, at=at)


def complaint_due(session: Session, complaint: str, accounts: Collection[UUID], due: date, *, at: datetime) -> None:
    """Once a deadline, however often it is looked at."""
    said = f"一件投诉的办理期限是 {due.isoformat()},尚未办结。请尽快处理。"
    mark = f"due:{complaint}:{due.isoformat()}"
    tell(session, Kind.COMPLAINT_DUE, accounts, Target("complaint", complaint), said, at=at, once=mark)


def announce(session: Session, words: str, *, role: Role | None, at: datetime) -> int:
    """To all active accounts, or those of one role; how many they are."""
    to = people.accounts_of_role(session, role)
    tell(session, Kind.ANNOUNCEMENT, to, Target("none", ""), words, at=at)
    return len(to)
