"""Deciding on a proposal: by someone else than who entered it, once, and on what holds at that moment."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.credentials import card_codes, change_queries, import_queries, proposals, registry_queries
from zhifa.credentials.changes_reading import ChangeNotFound, shown
from zhifa.credentials.importing import carry_out as carry_out_import
from zhifa.credentials.models import (
    PUBLISHED,
    Certificate,
    CertificateChange,
    CertificateInterval,
    CertificateMatter,
    Officer,
)
from zhifa.credentials.models import CertificateStatus as S
from zhifa.credentials.policy import require_one
from zhifa.credentials.registry_schemas import Change, Decision, NewCredential, PortraitProposal, StatusProposal
from zhifa.db import insert_once
from zhifa.errors import BadRequest, Conflict
from zhifa.identity import audit
from zhifa.identity.actor import Actor, require
from zhifa.ids import new_id
from zhifa.jobs import enqueue
from zhifa.notify import occasions as notify
from zhifa.ports import ObjectStore

#: Statuses in which a certificate gives no power: its holder must know before the next visit.
ENDED = frozenset({*PUBLISHED, S.SUSPENDED})


#: The job by which visits that rested on a certificate are looked at again.
CHANGED = "credentials.changed"


class SamePerson(Conflict):
    code = "same_person"
    detail = "这项申请是您录入的,须由另一位证件管理人员审核。申请已保留,您也可以撤回(不同意)后重新提交。"


class ChangeDecided(Conflict):
    code = "change_decided"
    detail = "这项申请已经办结,您的决定未执行。请刷新查看结果。"


class RejectionWordsRequired(BadRequest):
    code = "words_required"
    detail = "不同意须写明理由,尚未提交。"


def decide(
    session: Session,
    actor: Actor,
    objects: ObjectStore,
    change_id: UUID,
    decision: Decision,
    *,
    at: datetime,
    request_id: str | None,
) -> Change:
    """Approves and carries out, or rejects. Who entered a proposal may take it back, but not approve it.

    Raises:
        ChangeNotFound, ChangeDecided, SamePerson, RejectionWordsRequired
        Conflict: what is proposed cannot be done any more; the proposal stays undecided.
    """
    change = change_queries.held(session, actor, change_id)
    if change is None:
        raise ChangeNotFound
    if change.state != "proposed":
        raise ChangeDecided(state=change.state)
    if decision.decision == "approve":
        if change.entered_by == actor.account_id:
            raise SamePerson
        _CARRY_OUT[change.kind](session, actor, objects, change, at)
    elif not decision.words.strip():
        raise RejectionWordsRequired
    _close(session, actor, change, decision, at, request_id)
    return shown(session, actor, change_id)


def _close(
    session: Session, actor: Actor, change: CertificateChange, decision: Decision, at: datetime, request_id: str | None
) -> None:
    change.state = "approved" if decision.decision == "approve" else "rejected"
    change.decided_by, change.decided_at, change.words = actor.account_id, at, decision.words.strip()
    session.flush()
    if change.state == "approved" and change.kind != "portrait":
        enqueue(session, CHANGED, {"change": str(change.id)}, at=at)
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action=f"credential_{decision.decision}",
        target_type="certificate_change",
        target_id=change.id,
        request_id=request_id,
        detail={"kind": change.kind, "number": change.certificate_number},
    )


def _create(session: Session, actor: Actor, _objects: ObjectStore, change: CertificateChange, at: datetime) -> None:
    """审核 passed: the certificate is being made 制证, and is not in force before it is handed out 发证."""
    new = msgspec.convert(change.proposal, NewCredential)
    import_queries.issuers(session, hold=True)
    proposals.check_credential(session, actor, new)
    officer_id = new.officer_id or _new_officer(session, new)
    fields = {name: getattr(new, name) for name in ("kind", "category", "area", "issuer", "valid_from", "valid_to")}
    if not insert_once(session, Certificate, number=new.number, officer_id=officer_id, demo=False, **fields):
        raise proposals.NumberTaken
    session.add_all(CertificateMatter(certificate_number=new.number, matter_id=matter) for matter in set(new.matters))
    first = datetime.combine(new.valid_from, datetime.min.time(), SHANGHAI)
    _record(session, actor, change, new.number, StatusProposal("制证", "pending", min(first, at)), at)


def _new_officer(session: Session, new: NewCredential) -> UUID:
    officer = Officer(id=new_id(), name=new.officer_name, agency_id=new.agency_id)
    session.add(officer)
    session.flush()
    return officer.id


def _status(session: Session, actor: Actor, _objects: ObjectStore, change: CertificateChange, at: datetime) -> None:
    """The step must still lead from where the certificate is: another may have been approved since."""
    step = msgspec.convert(change.proposal, StatusProposal)
    number = _number(change)
    registry_queries.held(session, number)
    allowed = proposals.checked_step(session, require_one(session, actor, number), step.status, step.starts_at)
    require(actor, allowed.approves)
    _record(session, actor, change, number, step, at)
    if step.status == "valid" and registry_queries.card_code(session, number) is None:
        card_codes.issue(session, number, at)


def _portrait(session: Session, actor: Actor, _objects: ObjectStore, change: CertificateChange, _at: datetime) -> None:
    number = _number(change)
    require_one(session, actor, number)
    registry_queries.held(session, number).portrait = msgspec.convert(change.proposal, PortraitProposal).sha256


def _record(
    session: Session, actor: Actor, change: CertificateChange, number: str, step: StatusProposal, at: datetime
) -> None:
    session.add(
        CertificateInterval(
            id=new_id(),
            certificate_number=number,
            status=step.status,
            starts_at=step.starts_at,
            ends_at=step.ends_at,
            reason=change.reason,
            document=change.document,
            entered_by=change.entered_by,
            approved_by=actor.account_id,
            change_id=change.id,
            recorded_at=at,
        )
    )
    session.flush()
    if step.status in ENDED:
        notify.certificate_ended(session, number=number, status=S(step.status), starts_at=step.starts_at, at=at)


def _number(change: CertificateChange) -> str:
    if change.certificate_number is None:
        raise ValueError(f"change {change.id} names no certificate")
    return change.certificate_number


CarryOut = Callable[[Session, Actor, ObjectStore, CertificateChange, datetime], None]
_CARRY_OUT: Mapping[str, CarryOut] = {
    "create": _create,
    "status": _status,
    "portrait": _portrait,
    "import": carry_out_import,
}
