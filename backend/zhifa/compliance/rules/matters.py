"""What was inspected: a published matter, held by the agency or delegated to the town on that day."""

from collections.abc import Sequence

from zhifa.compliance.facts import Facts, MatterFacts
from zhifa.compliance.model import Seen, Severity, rule


def _seen(facts: Facts, matters: Sequence[MatterFacts], said: str) -> Seen | None:
    if not matters:
        return None
    return Seen(said, facts.jtis("opened"), {"matters": [matter.code for matter in matters]})


def _named(matters: Sequence[MatterFacts]) -> str:
    return "、".join(f"“{matter.name}”({matter.code})" for matter in matters)


@rule("P01-1", "检查事项当日未公布", Severity.BLOCK, "inspection", "penalty-17", while_open=True)
def not_published(facts: Facts) -> Seen | None:
    bad = [matter for matter in facts.matters if not matter.published]
    return _seen(facts, bad, f"{_named(bad)}在检查当日({facts.day})不在已公布的执法事项中,未公布的不得实施。")


@rule("P01-2", "检查机关没有该事项", Severity.BLOCK, "inspection", "penalty-17", while_open=True)
def not_held(facts: Facts) -> Seen | None:
    bad = [matter for matter in facts.matters if matter.published and not matter.held and not facts.town]
    return _seen(facts, bad, f"{facts.agency_name}当日的执法事项清单中没有{_named(bad)}。")


@rule("P02-1", "事项当日未赋权给该乡镇(街道)", Severity.BLOCK, "penalty-24", while_open=True)
def not_delegated(facts: Facts) -> Seen | None:
    bad = [matter for matter in facts.matters if matter.published and not matter.held and facts.town]
    taken = [f"“{matter.name}”的赋权已于 {matter.ended} 收回" for matter in bad if matter.ended]
    more = f";{'、'.join(taken)}" if taken else ""
    return _seen(facts, bad, f"{facts.agency_name}在检查当日({facts.day})没有{_named(bad)}的赋权{more}。")


@rule("P01-3", "检查标准不是当日在用的版本", Severity.INFO, "inspection", while_open=True)
def outdated_checklist(facts: Facts) -> Seen | None:
    bad = [matter for matter in facts.matters if matter.published and not matter.checklist_current]
    return _seen(facts, bad, f"{_named(bad)}所用检查标准不是检查当日在用的版本,手机上的资料可能没有更新。")


@rule("P11-1", "有检查项没有作答", Severity.WARN, "inspection")
def unanswered(facts: Facts) -> Seen | None:
    items = sorted({item for matter in facts.matters for item in matter.unanswered})
    if not items:
        return None
    shown = "、".join(items[:5]) + (" 等" if len(items) > 5 else "")
    return Seen(f"检查标准中有 {len(items)} 项没有作答({shown})。", facts.jtis("closed"), {"items": items})


RULES = (not_published, not_held, not_delegated, outdated_checklist, unanswered)
