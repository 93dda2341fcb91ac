"""Changing the catalogue takes two people: one proposes, another approves, and only then is anything different."""

from datetime import date, datetime, time
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.identity import audit
from zhifa.identity.actor import Actor, require
from zhifa.identity.permissions import Permission
from zhifa.ids import new_id
from zhifa.jobs import enqueue
from zhifa.matters import change_effects, service
from zhifa.matters import change_problems as problems
from zhifa.matters import change_queries as queries
from zhifa.matters.change_checks import check
from zhifa.matters.change_differences import differences, draft_of
from zhifa.matters.change_schemas import (
    Amend,
    ChangeDecision,
    Delegate,
    LineChange,
    NewChange,
    Publish,
    TakeBack,
    What,
    Withdraw,
)
from zhifa.matters.models import MatterChange
from zhifa.matters.schemas import MatterWire
from zhifa.notify import occasions as notify
from zhifa.notify.kinds import Target

#: The job that checks again the visits which rest on the matters; see `zhifa.compliance.rechecking`.
CHANGED = "matters.changed"
TOLD = {"publish": "新公布", "amend": "有变更", "withdraw": "取消"}


def propose(session: Session, actor: Actor, said: NewChange, *, at: datetime, request_id: str | None) -> UUID:
    """Keeps the change until another person decides; the id it is found under.

    Raises:
        any of `zhifa.matters.change_problems.IN_THE_WAY`, MatterNotFound
    """
    what, today = said.what, at.astimezone(SHANGHAI).date()
    now = _now(session, actor, what, today)
    if isinstance(what, Publish) and queries.code_is_known(session, what.code):
        raise problems.CodeTaken
    if isinstance(what, Publish | Amend) and what.starts_on < today:
        raise problems.DayInPast
    check(session, actor, what, now)
    change = MatterChange(
        id=new_id(),
        matter_id=None if isinstance(what, Publish) else what.matter_id,
        agency_id=_agency(what) or actor.agency_id,
        kind=str(type(what).__struct_config__.tag),
        code=now.code if now else what.code,  # type: ignore[union-attr]
        name=now.name if now else what.content.name,  # type: ignore[union-attr]
        what=msgspec.to_builtins(what),
        reason=said.reason.strip(),
        document=said.document.strip(),
        status="proposed",
        proposed_by=actor.account_id,
        proposed_at=at,
    )
    session.add(change)
    _audit(session, actor, change, "matter_change_propose", at, request_id)
    return change.id


def decide(
    session: Session, actor: Actor, change_id: UUID, said: ChangeDecision, *, at: datetime, request_id: str | None
) -> None:
    """Carries it out, rejects it with words, or takes one's own back.

    Raises:
        ChangeNotFound, ChangeDecided, SamePerson, NotYours, RejectionWordsRequired, BeyondScope, Forbidden,
        and what `propose` raises, where the catalogue has changed since.
    """
    change = queries.held(session, actor, change_id)
    if change is None:
        raise problems.ChangeNotFound
    if change.status != "proposed":
        raise problems.ChangeDecided
    {"approve": _approve, "reject": _reject, "revoke": _revoke}[said.decision](session, actor, change, said, at)
    change.decided_by, change.decided_at, change.words = actor.account_id, at, said.words.strip()
    _audit(session, actor, change, f"matter_change_{said.decision}", at, request_id)


def may(session: Session, actor: Actor, row: MatterChange) -> list[str]:
    """What the actor may decide on a change now."""
    if row.status != "proposed":
        return []
    if row.proposed_by == actor.account_id:
        return ["revoke"]
    return ["approve", "reject"] if actor.may(Permission.MATTER_DECIDE) and not _beyond(session, actor, row) else []


def what_of(row: MatterChange) -> What:
    what: What = msgspec.convert(row.what, What)
    return what


def would_change(session: Session, actor: Actor, what: What, today: date) -> list[LineChange]:
    """What it would change, were it approved now; empty where the catalogue already says so."""
    matter_id, agency = getattr(what, "matter_id", None), _agency(what)
    now = service.detail(session, matter_id, agency_id=None, on=today) if matter_id else None
    named = queries.agency(session, actor, agency) if agency else None
    return differences(what, now, named.name if named else None)


def _approve(session: Session, actor: Actor, change: MatterChange, _said: ChangeDecision, at: datetime) -> None:
    require(actor, Permission.MATTER_DECIDE)
    if change.proposed_by == actor.account_id:
        raise problems.SamePerson
    if _beyond(session, actor, change):
        raise problems.BeyondScope
    what, today = what_of(change), at.astimezone(SHANGHAI).date()
    now = _now(session, actor, what, today)
    if isinstance(what, Publish) and queries.matter_has_code(session, what.code):
        raise problems.CodeTaken
    check(session, actor, what, now)
    change.differences = msgspec.to_builtins(would_change(session, actor, what, today))
    checklist = isinstance(what, Amend) and now is not None and draft_of(now).items != what.content.items
    since = change_effects.carry_out(session, change, what, checklist=checklist, today=today)
    change.status = "approved"
    session.flush()
    begins = datetime.combine(since, time.min, SHANGHAI)
    enqueue(session, CHANGED, {"matters": [str(change.matter_id)], "since": begins.isoformat()}, at=at)
    _tell(session, change, what, now, at)


def _reject(session: Session, actor: Actor, change: MatterChange, said: ChangeDecision, _at: datetime) -> None:
    require(actor, Permission.MATTER_DECIDE)
    if change.proposed_by == actor.account_id:
        raise problems.SamePerson
    if _beyond(session, actor, change):
        raise problems.BeyondScope
    if not said.words.strip():
        raise problems.RejectionWordsRequired
    change.status = "rejected"


def _revoke(_session: Session, actor: Actor, change: MatterChange, _said: ChangeDecision, _at: datetime) -> None:
    if change.proposed_by != actor.account_id:
        raise problems.NotYours
    change.status = "revoked"


def _beyond(session: Session, actor: Actor, change: MatterChange) -> bool:
    """The text of a matter is everybody's who holds it; to whom it is delegated is the division's own affair."""
    if change.kind in {"amend", "withdraw"} and change.matter_id is not None:
        return queries.held_beyond(session, actor, change.matter_id)
    return change.agency_id is None or queries.agency(session, actor, change.agency_id) is None


def _now(session: Session, actor: Actor, what: What, today: date) -> MatterWire | None:
    if isinstance(what, Publish):
        return None
    return service.detail(session, what.matter_id, agency_id=actor.agency_id, on=today)


def _agency(what: What) -> UUID | None:
    return what.agency_id if isinstance(what, Publish | Delegate | TakeBack) else None


def _tell(session: Session, change: MatterChange, what: What, now: MatterWire | None, at: datetime) -> None:
    """To everybody of the field whose checklist this may be. A delegation is the town's and its bureau's affair."""
    if isinstance(what, Delegate | TakeBack):
        return
    field = what.content.field if isinstance(what, Publish | Amend) else now.field if now else ""
    name = what.content.name if isinstance(what, Publish | Amend) else change.name
    day = (what.ends_on if isinstance(what, Withdraw) else what.starts_on).isoformat()
    until = "最后有效日" if isinstance(what, Withdraw) else "施行日期"
    words = f"执法事项“{name}”{TOLD[change.kind]},{until} {day}。请更新手机里的资料后再检查。"
    notify.standard_changed(session, Target("matter", str(change.matter_id)), field=field, words=words, at=at)


def _audit(
    session: Session, actor: Actor, change: MatterChange, action: str, at: datetime, request_id: str | None
) -> None:
    audit.record(
        session, at=at, account_id=actor.account_id, action=action, target_type="matter_change", target_id=change.id,
        request_id=request_id, detail={"kind": change.kind, "code": change.code},
    )  # fmt: skip
