"""Handing a record on: sent with a reason, accepted or given back, recalled while nobody has answered."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from zhifa.agencies import queries as agencies
from zhifa.errors import BadRequest, Conflict, NotFound
from zhifa.identity.actor import Actor
from zhifa.ids import new_id
from zhifa.inspections.models import Inspection
from zhifa.inspections.policy import require_visible
from zhifa.inspections.state import State
from zhifa.notify import occasions as notify
from zhifa.review import models
from zhifa.review import queries as reviews
from zhifa.review import referral_queries as queries
from zhifa.review.blockers import AlreadyAccepted, InspectionOpen, InspectionWithdrawn
from zhifa.review.jurisdiction import in_the_way
from zhifa.review.referral_models import Referral
from zhifa.review.referral_reading import wire_row
from zhifa.review.referral_schemas import ReferralAnswer, ReferralDraft, ReferralRow
from zhifa.review.schemas import Said
from zhifa.review.service import check_entries, check_unchanged, hold, lock
from zhifa.review.writing import note_in_audit, put

#: Of each step of an answer: from which states it may be taken, to which it leads, and how the history calls it.
STEPS: dict[str, tuple[frozenset[str], str, Said]] = {
    "accept": (frozenset({"pending"}), "accepted", "take"),
    "give_back": (frozenset({"pending", "accepted"}), "given_back", "give_back"),
    "recall": (frozenset({"pending"}), "recalled", "recall"),
}
NOT_REFERRED: dict[State, type[Conflict]] = {
    State.OPEN: InspectionOpen,
    State.ACCEPTED: AlreadyAccepted,
    State.WITHDRAWN: InspectionWithdrawn,
}


class ReferralNotFound(NotFound):
    code = "referral_not_found"
    detail = "没有找到这次移送,或它不在您的管辖范围内。"


class ReferralWordsRequired(BadRequest):
    code = "words_required"
    detail = "移送和退还都要写明理由,尚未提交。请写明后再提交。"


class AgencyNotAddressable(BadRequest):
    code = "agency_not_addressable"
    detail = "记录不能移送到所选的单位,尚未提交。请选择本市的其他执法单位。"


class FindingsUnknown(BadRequest):
    code = "findings_unknown"
    detail = "所选的核查情形不属于这份记录,尚未提交。请刷新后重新勾选。"


class ReferralMoved(Conflict):
    code = "referral_moved"
    detail = "这次移送的状态已有变化,您的操作尚未提交。请刷新后查看。"


def refer(
    session: Session, actor: Actor, inspection_id: UUID, draft: ReferralDraft, *, at: datetime, request_id: str | None
) -> ReferralRow:
    """Sends a record of the actor's scope to another agency; until that answers, nobody decides on it.

    Raises:
        InspectionNotFound, ConflictOfInterest, EntriesUnknown
        ReviewConflict: the record is no longer the version that the reviewer saw.
        ReferralWordsRequired, AgencyNotAddressable, FindingsUnknown
        Conflict: its state does not allow it, or another agency has it.
    """
    require_visible(session, actor, inspection_id)
    inspection = hold(session, actor, inspection_id)
    _check_draft(session, inspection, draft)
    check_unchanged(session, inspection, draft.version)
    _check_may_refer(session, actor, inspection)
    words = draft.words.strip()
    sent = put(session, actor, inspection, "refer", at=at, words=words, entries=draft.entries)
    referral = Referral(
        id=new_id(),
        inspection_id=inspection_id,
        from_agency_id=inspection.agency_id,
        to_agency_id=draft.agency_id,
        sent_id=sent.id,
        state="pending",
        findings=list(draft.findings),
        at=at,
    )
    session.add(referral)
    session.flush()
    _audit(session, actor, referral, sent, at, request_id)
    notify.record_referred(
        session,
        inspection_id,
        subject=inspection.subject_name,
        sender=agencies.name_of(session, inspection.agency_id),
        agency=draft.agency_id,
        words=words,
        at=at,
    )
    return wire_row(queries.one(session, actor, referral.id))


def answer(
    session: Session, actor: Actor, referral_id: UUID, draft: ReferralAnswer, *, at: datetime, request_id: str | None
) -> ReferralRow:
    """Accepts, gives back or recalls.

    Raises:
        ReferralNotFound: there is none, or this side of it is not the actor's.
        ConflictOfInterest, ReferralWordsRequired
        ReferralMoved: somebody was faster, or the record is decided.
    """
    referral = queries.held(session, actor, referral_id)
    side = None if referral is None else _side(referral, draft.step)
    if referral is None or side is None or not agencies.in_scope(session, actor, {side}):
        raise ReferralNotFound
    inspection = lock(session, actor, referral.inspection_id)
    session.refresh(referral)
    words = draft.words.strip()
    if draft.step == "give_back" and not words:
        raise ReferralWordsRequired
    _check_stands(inspection, referral, draft)
    _, referral.state, said = STEPS[draft.step]
    told = put(session, actor, inspection, said, at=at, words=words)
    referral.answer_id = told.id
    session.flush()
    _audit(session, actor, referral, told, at, request_id)
    _tell(session, inspection, referral, words, at)
    return wire_row(queries.one(session, actor, referral.id))


def _side(referral: Referral, step: str) -> UUID:
    """The agency whose people may take the step."""
    return referral.from_agency_id if step == "recall" else referral.to_agency_id


def _check_draft(session: Session, inspection: Inspection, draft: ReferralDraft) -> None:
    if not draft.words.strip():
        raise ReferralWordsRequired
    if not queries.may_address(session, inspection.agency_id, draft.agency_id):
        raise AgencyNotAddressable
    check_entries(session, inspection.id, draft.entries)
    unknown = queries.unknown_rules(session, inspection.id, draft.findings)
    if unknown:
        raise FindingsUnknown(findings=sorted(unknown))


def _check_may_refer(session: Session, actor: Actor, inspection: Inspection) -> None:
    refusal = NOT_REFERRED.get(State(inspection.state))
    if refusal is not None:
        raise refusal
    elsewhere = in_the_way(session, actor, inspection.id)
    if elsewhere is not None:
        raise elsewhere
    if queries.in_force(session, inspection.id) is not None:
        raise ReferralMoved("这份记录由接收单位审核。应由其他单位处理的,请先退还移送,未作改动。")


def _check_stands(inspection: Inspection, referral: Referral, draft: ReferralAnswer) -> None:
    if referral.state != draft.state or referral.state not in STEPS[draft.step][0]:
        raise ReferralMoved(state=referral.state)
    if inspection.state in {State.ACCEPTED, State.WITHDRAWN}:
        raise ReferralMoved("这份记录已有审核结论或已撤回,不能再退还或收回,未作改动。", state=referral.state)


def _audit(
    session: Session, actor: Actor, referral: Referral, review: models.Review, at: datetime, request_id: str | None
) -> None:
    detail = {
        "decision": review.decision,
        "review": str(review.id),
        "referral": str(referral.id),
        "to": str(referral.to_agency_id),
    }
    note_in_audit(session, actor, referral.inspection_id, detail, at=at, request_id=request_id)


def _tell(session: Session, inspection: Inspection, referral: Referral, words: str, at: datetime) -> None:
    if referral.state == "recalled":
        notify.referral_recalled(session, inspection.id, agency=referral.to_agency_id, at=at)
        return
    notify.referral_answered(
        session,
        inspection.id,
        subject=inspection.subject_name,
        agency=agencies.name_of(session, referral.to_agency_id),
        sender=reviews.author_of(session, referral.sent_id),
        accepted=referral.state == "accepted",
        words=words,
        at=at,
    )
