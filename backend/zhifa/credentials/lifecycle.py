"""The life of a certificate, as data: which step leads from where to where, and what it asks for.

申领 and 审核 happen before there is a certificate (a proposal to create one, and its approval); 制证 is the
stretch in which it is ``pending``; 年审 is an assessment, which changes nothing by itself. Every step has a
reason, is entered by one registrar and approved by another, and is judged as of the moment from which it
holds, so that a step recorded late may still be taken where it belongs.
"""

from dataclasses import dataclass

from zhifa.credentials.models import CertificateStatus as S
from zhifa.errors import BadRequest, Conflict
from zhifa.identity.permissions import Permission

WORDS: dict[S, str] = {
    S.PENDING: "待发证",
    S.VALID: "有效",
    S.SUSPENDED: "暂扣",
    S.WITHDRAWN: "收回",
    S.LOST: "挂失",
    S.CANCELLED: "注销",
    S.VOIDED: "作废",
    S.EXPIRED: "过期",
}


@dataclass(frozen=True, slots=True)
class Step:
    """``document``: a decision or notice must be named. ``may_end``: it may be for a time only."""

    act: str
    before: frozenset[S]
    after: S
    document: bool = False
    may_end: bool = False
    enters: Permission = Permission.CREDENTIAL_ENTER
    approves: Permission = Permission.CREDENTIAL_APPROVE


def _step(act: str, before: set[S], after: S, *, document: bool = False, may_end: bool = False) -> Step:
    return Step(act, frozenset(before), after, document, may_end)


STEPS: tuple[Step, ...] = (
    _step("发证", {S.PENDING}, S.VALID),
    _step("暂扣", {S.VALID}, S.SUSPENDED, document=True, may_end=True),
    _step("解除暂扣", {S.SUSPENDED}, S.VALID),
    _step("收回", {S.VALID, S.SUSPENDED, S.LOST, S.EXPIRED}, S.WITHDRAWN, document=True),
    _step("撤销收回", {S.WITHDRAWN}, S.VALID, document=True),
    _step("挂失", {S.VALID, S.SUSPENDED}, S.LOST),
    _step("解除挂失", {S.LOST}, S.VALID),
    _step("注销", {S.PENDING, S.VALID, S.SUSPENDED, S.WITHDRAWN, S.LOST, S.EXPIRED}, S.CANCELLED),
    _step("更正注销", {S.CANCELLED}, S.VALID, document=True),
    _step("作废", {S.PENDING, S.VALID, S.SUSPENDED, S.WITHDRAWN, S.LOST, S.EXPIRED}, S.VOIDED, document=True),
)


class StepNotAllowed(Conflict):
    code = "step_not_allowed"
    detail = "证件在所填的生效时间不处于可以办理此事项的状态,未作改动。请核对生效时间和证件的历史记录。"


class DocumentRequired(BadRequest):
    code = "document_required"
    detail = "办理此事项须填写依据的文书或公告名称、文号,尚未提交。"


class EndNotAllowed(BadRequest):
    code = "end_not_allowed"
    detail = "只有暂扣可以填写截止时间,且截止时间须晚于生效时间,尚未提交。"


def step_between(before: S, after: S) -> Step:
    """The step from one status to another.

    Raises:
        StepNotAllowed
    """
    for step in STEPS:
        if before in step.before and after is step.after:
            return step
    raise StepNotAllowed(
        f"证件在所填的生效时间为“{WORDS[before]}”,不能改为“{WORDS[after]}”,未作改动。",
        status=before.value,
        allowed=[step.after.value for step in steps_from(before)],
    )


def steps_from(before: S) -> list[Step]:
    return [step for step in STEPS if before in step.before]
