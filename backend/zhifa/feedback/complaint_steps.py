"""What the bureau does with a complaint, step by step; each leaves its row and its audit.

received ──accept──▶ accepted ──answer──▶ answered ──close──▶ closed
   │ ▲                  │
   │ └──forward─────────┤  to another justice bureau; the deadlines stay
   └──────decline───────┴▶ declined ──close──▶ closed
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from zhifa.errors import BadRequest, Conflict
from zhifa.feedback import complaint_dues
from zhifa.feedback import complaint_queries as queries
from zhifa.feedback.models import Complaint, ComplaintStep
from zhifa.feedback.schemas import NewStep, StepName
from zhifa.identity import audit
from zhifa.identity.actor import Actor
from zhifa.ids import new_id


@dataclass(frozen=True, slots=True)
class Rule:
    """``wordless``: it may be done without a word."""

    before: frozenset[str]
    after: str
    wordless: bool = False


RULES: Mapping[StepName, Rule] = {
    "accept": Rule(frozenset({"received"}), "accepted", wordless=True),
    "decline": Rule(frozenset({"received", "accepted"}), "declined"),
    "forward": Rule(frozenset({"received", "accepted"}), "received"),
    "answer": Rule(frozenset({"accepted"}), "answered"),
    "close": Rule(frozenset({"answered", "declined"}), "closed", wordless=True),
}


class ComplaintChanged(Conflict):
    code = "complaint_changed"
    detail = "这件投诉已被他人处理,您的操作没有执行,写好的内容还在。请看过最新情况后再决定。"


class StepNotOpen(Conflict):
    code = "step_not_open"
    detail = "这件投诉现在不能这样处理,未作任何改动。请刷新后查看它的状态。"


class WordsMissing(BadRequest):
    code = "words_missing"
    detail = "请写明答复或理由,未作任何改动。"


class BureauUnknown(BadRequest):
    code = "bureau_unknown"
    detail = "请选择要转往的司法行政部门,未作任何改动。"


def open_steps(state: str) -> list[StepName]:
    return [name for name, rule in RULES.items() if state in rule.before]


def take_step(
    session: Session, actor: Actor, complaint: Complaint, asked: NewStep, *, at: datetime, request_id: str | None
) -> None:
    """Does the step on a complaint that the caller holds.

    Raises:
        ComplaintChanged, StepNotOpen, WordsMissing, BureauUnknown
    """
    rule, words = RULES[asked.step], asked.words.strip()
    if complaint.version != asked.version:
        raise ComplaintChanged
    if complaint.state not in rule.before:
        raise StepNotOpen
    if not words and not rule.wordless:
        raise WordsMissing
    division = _forwarded(session, complaint, asked)
    complaint.state, complaint.version = rule.after, complaint.version + 1
    complaint.division_code = division or complaint.division_code
    if asked.step in {"answer", "decline"}:
        complaint.answer = words
    _write(session, actor, complaint.id, asked.step, words, division, at)
    if division:
        complaint_dues.tell_received(session, complaint.id, division, complaint.accept_by, at)
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action=f"complaint_{asked.step}",
        target_type="complaint",
        target_id=complaint.id,
        request_id=request_id,
        detail={"division": division} if division else None,
    )


def _forwarded(session: Session, complaint: Complaint, asked: NewStep) -> str | None:
    if asked.step != "forward":
        return None
    others = {bureau.division_code for bureau in queries.bureaus(session, but=complaint.division_code)}
    if asked.division_code not in others:
        raise BureauUnknown
    return asked.division_code


def _write(
    session: Session, actor: Actor, complaint: UUID, step: str, words: str, division: str | None, at: datetime
) -> None:
    session.add(
        ComplaintStep(
            id=new_id(),
            complaint_id=complaint,
            at=at,
            account_id=actor.account_id,
            step=step,
            words=words,
            division_code=division,
        )
    )
