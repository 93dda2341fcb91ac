"""Entering a change: what is proposed is checked as far as it can be now; nothing is carried out yet."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.credentials import change_queries, numbers, registry_queries
from zhifa.credentials.changes_reading import shown
from zhifa.credentials.issuers import issues_on
from zhifa.credentials.lifecycle import DocumentRequired, EndNotAllowed, Step, step_between
from zhifa.credentials.models import CertificateChange, CertificateStatus
from zhifa.credentials.policy import OfficerUnknown, require_one
from zhifa.credentials.registry_schemas import Change, NewCredential, NewStatus, StatusProposal
from zhifa.credentials.validity import status_at
from zhifa.errors import BadRequest, Conflict
from zhifa.identity import audit
from zhifa.identity.actor import Actor, require
from zhifa.ids import new_id

#: How far ahead a step may be entered, e.g. a retirement.
AHEAD = timedelta(days=366)


class NumberTaken(Conflict):
    code = "number_taken"
    detail = "该证号已登记,或已有人提交了同一证号的申领,未作改动。请核对证号。"


class DatesReversed(BadRequest):
    code = "dates_reversed"
    detail = "有效期止早于有效期起,尚未提交。请核对日期。"


class IssuerUnknown(BadRequest):
    code = "issuer_unknown"
    detail = "系统中没有登记这个发证机关,尚未提交。请从列表中选择。"


class IssuerNotIssuing(BadRequest):
    code = "issuer_not_issuing"
    detail = "所填的有效期起不在该发证机关的发证期间内,尚未提交。请核对日期,或请管理员核对发证机关的期间。"


class AgencyUnknown(BadRequest):
    code = "agency_unknown"
    detail = "没有找到所填的执法机关,或它不在您的管辖范围内,尚未提交。"


class MattersUnknown(BadRequest):
    code = "matters_unknown"
    detail = "所选的执法事项中有系统没有登记的,尚未提交。请重新选择。"


class TooFarAhead(BadRequest):
    code = "too_far_ahead"
    detail = "生效时间最多可以填到一年以内,尚未提交。请核对。"


def propose_credential(
    session: Session, actor: Actor, new: NewCredential, *, at: datetime, request_id: str | None
) -> Change:
    """申领: the certificate comes to be when another registrar approves 审核.

    Raises:
        AgencyUnknown, OfficerUnknown, IssuerUnknown, NumberInvalid, DatesReversed, MattersUnknown, NumberTaken
    """
    new = cleaned(new)
    division = check_credential(session, actor, new)
    if registry_queries.exists(session, new.number) or change_queries.number_proposed(session, new.number):
        raise NumberTaken
    change = enter(
        session, actor, "create", new, number=new.number, agency_id=new.agency_id, division=division,
        reason=new.reason, document=new.document, at=at, request_id=request_id,
    )  # fmt: skip
    return shown(session, actor, change.id)


def propose_status(
    session: Session, actor: Actor, number: str, new: NewStatus, *, at: datetime, request_id: str | None
) -> Change:
    """Proposes a step of the certificate's life.

    Raises:
        CertificateNotFound, StepNotAllowed, DocumentRequired, EndNotAllowed, TooFarAhead
    """
    row = require_one(session, actor, number)
    if new.starts_at > at + AHEAD:
        raise TooFarAhead
    step = checked_step(session, row, new.status, new.starts_at)
    require(actor, step.enters)
    if step.document and not new.document.strip():
        raise DocumentRequired(f"办理“{step.act}”须填写依据的文书或公告名称、文号,尚未提交。")
    if new.ends_at is not None and (not step.may_end or new.ends_at <= new.starts_at):
        raise EndNotAllowed
    proposal = StatusProposal(step.act, new.status, new.starts_at, new.ends_at)
    change = enter(
        session, actor, "status", proposal, number=number, agency_id=row.agency_id, division=row.division_code,
        reason=new.reason, document=new.document, at=at, request_id=request_id,
    )  # fmt: skip
    return shown(session, actor, change.id)


def checked_step(session: Session, term: Any, status: str, starts_at: datetime) -> Step:
    """The step that leads to ``status`` from the status at ``starts_at``, by what is recorded now.

    Raises:
        StepNotAllowed
    """
    before = status_at(term, registry_queries.intervals(session, [term.number]), starts_at)
    return step_between(before, CertificateStatus(status))


def cleaned(new: NewCredential) -> NewCredential:
    """The number in its normal form, texts without blanks around them."""
    texts = {name: getattr(new, name).strip() for name in ("officer_name", "category", "area", "issuer")}
    made = msgspec.structs.replace(new, number=numbers.normal(new.number), **texts)
    if not all((made.number, *(getattr(made, name) for name in texts))):
        raise BadRequest
    return made


def check_credential(session: Session, actor: Actor, new: NewCredential) -> str:
    """Checks all but whether the number is free; the division of the agency."""
    division = registry_queries.agency_in_scope(session, actor, new.agency_id)
    if division is None:
        raise AgencyUnknown
    issuer = registry_queries.issuer(session, new.issuer)
    if issuer is None:
        raise IssuerUnknown
    numbers.check(new.number, issuer)
    if not issues_on(issuer, new.valid_from):
        raise IssuerNotIssuing
    if new.valid_to < new.valid_from:
        raise DatesReversed
    if new.officer_id and registry_queries.officer_in_scope(session, actor, new.officer_id) is None:
        raise OfficerUnknown
    if set(new.matters) - registry_queries.known_matters(session, new.matters):
        raise MattersUnknown
    return division


def enter(
    session: Session,
    actor: Actor,
    kind: str,
    proposal: msgspec.Struct,
    *,
    number: str | None,
    agency_id: UUID | None,
    division: str,
    reason: str,
    document: str = "",
    at: datetime,
    request_id: str | None,
) -> CertificateChange:
    """Records a proposal and who made it."""
    change = CertificateChange(
        id=new_id(),
        kind=kind,
        certificate_number=number,
        agency_id=agency_id,
        division_code=division,
        state="proposed",
        proposal=msgspec.to_builtins(proposal),
        reason=reason.strip(),
        document=document.strip(),
        entered_by=actor.account_id,
        entered_at=at,
    )
    session.add(change)
    session.flush()
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action="credential_propose",
        target_type="certificate_change",
        target_id=change.id,
        request_id=request_id,
        detail={"kind": kind, "number": number},
    )
    return change
