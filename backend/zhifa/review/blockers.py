"""What stands in the way of a decision, in words that say what to do about it. Pure."""

from collections.abc import Mapping, Sequence

from zhifa.errors import Conflict
from zhifa.inspections.schemas import Blocker, ChainHead, MissingFile
from zhifa.inspections.state import State


class InspectionOpen(Conflict):
    code = "inspection_open"
    detail = "这次检查还没有结束,暂不能审核。请等执法人员结束检查并上传后再审,现在可以填写意见。"


class InspectionWithdrawn(Conflict):
    code = "inspection_withdrawn"
    detail = "这次检查已由执法人员撤回,不再审核。记录完整保留,仍可填写意见。"


class AlreadyAccepted(Conflict):
    code = "already_accepted"
    detail = "这份记录已审核通过,不能再次审核或退回。仍可填写意见。"


class ChainIncomplete(Conflict):
    code = "chain_incomplete"
    detail = "记录有缺失,暂不能审核。请提醒执法人员打开应用联网上传,补齐后再审。"


class EvidenceMissing(Conflict):
    code = "evidence_missing"
    detail = "有证据的原件还没有传到服务器,暂不能审核。请提醒执法人员打开应用联网上传后再审。"


class ReferralPending(Conflict):
    code = "referral_pending"
    detail = "记录已移送其他单位,等待其接收或退还,暂不能审核。"


class ReferredElsewhere(Conflict):
    code = "referred_elsewhere"
    detail = "记录已由其他单位接收,由其审核。"


REFUSALS: Mapping[str, type[Conflict]] = {
    refusal.code: refusal
    for refusal in (
        InspectionWithdrawn,
        AlreadyAccepted,
        InspectionOpen,
        ChainIncomplete,
        EvidenceMissing,
        ReferralPending,
        ReferredElsewhere,
    )
}

#: So many missing files are named in the sentence; the list itself is complete.
NAMED_FILES = 3


def blockers_of(state: State, chains: Sequence[ChainHead], missing: Sequence[MissingFile]) -> list[Blocker]:
    """Empty where accept and return are possible. A comment is possible always."""
    if state is State.WITHDRAWN:
        return [_as_said(InspectionWithdrawn)]
    if state is State.ACCEPTED:
        return [_as_said(AlreadyAccepted)]
    found = [_as_said(InspectionOpen)] if state is State.OPEN else []
    broken = [chain for chain in chains if chain.held]
    if broken:
        found.append(_incomplete(broken))
    if missing:
        found.append(_missing_files(missing))
    return found


def refusal_of(blockers: Sequence[Blocker], missing: Sequence[MissingFile]) -> Conflict:
    """The problem that names the first blocker by its code, and all of them in its words."""
    detail = " ".join(blocker.detail for blocker in blockers)
    return REFUSALS[blockers[0].code](detail, blockers=list(blockers), missing=list(missing))


def as_blocker(refusal: Conflict) -> Blocker:
    return Blocker(refusal.code, refusal.detail)


def _as_said(refusal: type[Conflict]) -> Blocker:
    return Blocker(refusal.code, refusal.detail)


def _incomplete(broken: Sequence[ChainHead]) -> Blocker:
    gaps = ";".join(
        f"{chain.officer_name}的设备“{chain.device_name}”缺第 {chain.entries + 1} 条,"
        f"其后 {chain.held} 条已收到、留存待接"
        for chain in broken
    )
    return Blocker(ChainIncomplete.code, f"记录有缺失:{gaps}。请提醒执法人员打开应用联网上传,补齐后再审。")


def _missing_files(missing: Sequence[MissingFile]) -> Blocker:
    named = "、".join(f"“{file.shows}”({file.account_name})" for file in missing[:NAMED_FILES])
    rest = " 等" if len(missing) > NAMED_FILES else ""
    detail = f"有 {len(missing)} 份证据的原件还没有传到服务器:{named}{rest}。请提醒执法人员打开应用联网上传后再审。"
    return Blocker(EvidenceMissing.code, detail, missing=list(missing))
