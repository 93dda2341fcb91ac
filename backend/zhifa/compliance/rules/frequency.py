"""How often the same subject is visited: published caps 频次上限, repeats, many agencies one after another."""

from datetime import timedelta

from zhifa.compliance.facts import Facts, OtherVisit
from zhifa.compliance.model import Seen, Severity, rule

#: Sources of a visit that published notices usually exempt from the cap, given evidence of them.
EXEMPT = {"complaint": "投诉举报", "assigned": "上级交办", "transferred": "部门移送"}


def _exempt(facts: Facts) -> bool:
    return facts.record.source in EXEMPT


def _reason(facts: Facts) -> str:
    return (facts.record.repeat_reason or "").strip()


def _of_this_year(facts: Facts) -> list[OtherVisit]:
    """Earlier visits of this agency that count against the cap."""
    year = facts.day.year
    return [v for v in facts.visits if v.agency == facts.agency and v.day.year == year and not v.exempt]


def _within(facts: Facts, days: int) -> list[OtherVisit]:
    return [visit for visit in facts.visits if facts.opened_at - visit.at <= timedelta(days=days)]


@rule("P06-1", "超过年度检查频次上限", Severity.BLOCK, "inspection", while_open=True)
def over_the_cap(facts: Facts) -> Seen | None:
    caps = [matter.cap for matter in facts.matters if matter.cap is not None]
    number = len(_of_this_year(facts)) + 1
    if not caps or number <= min(caps) or _exempt(facts):
        return None
    why = f",记录的理由:{_reason(facts)}" if _reason(facts) else ",记录中没有理由"
    said = f"这是{facts.agency_name}本年度对该对象的第 {number} 次检查,上限为 {min(caps)} 次{why}。"
    return Seen(said, facts.jtis("opened"), {"number": number, "cap": min(caps)}, about=facts.subject)


@rule("P06-2", "以豁免情形检查,缺少凭据", Severity.WARN, "inspection", while_open=True)
def exemption_without_evidence(facts: Facts) -> Seen | None:
    caps = [matter.cap for matter in facts.matters if matter.cap is not None]
    number = len(_of_this_year(facts)) + 1
    if not _exempt(facts) or not caps or number <= min(caps) or _reason(facts):
        return None
    said = (
        f"已达年度上限 {min(caps)} 次,本次以“{EXEMPT[str(facts.record.source)]}”不计入频次,"
        "但没有写明线索编号或交办文号。"
    )
    return Seen(said, facts.jtis("opened"), {"number": number, "cap": min(caps)}, about=facts.subject)


@rule("P06-3", "短期内重复检查", Severity.WARN, "inspection", while_open=True)
def repeated(facts: Facts) -> Seen | None:
    days = facts.limit("repeat_days")
    same = [visit for visit in _within(facts, days) if visit.agency == facts.agency]
    if not same or _exempt(facts) or _reason(facts):
        return None
    before = (facts.day - same[0].day).days
    said = f"{facts.agency_name} {before} 天前刚检查过该对象,{days} 天内重复检查,记录中没有理由。"
    return Seen(said, facts.jtis("opened"), {"before": same[0].id, "days": before}, about=facts.subject)


@rule("P06-4", "短期内多头检查", Severity.WARN, "inspection", while_open=True)
def many_headed(facts: Facts) -> Seen | None:
    days, most = facts.limit("many_heads_days"), facts.limit("many_heads")
    others = {v.agency: v.agency_name for v in _within(facts, days) if v.agency != facts.agency}
    if len(others) + 1 < most:
        return None
    names = "、".join(others.values())
    said = f"{days} 天内连同本次有 {len(others) + 1} 个机关检查该对象({names}),应能合并则合并、能联合则联合。"
    return Seen(said, facts.jtis("opened"), {"agencies": sorted(others)}, about=facts.subject)


@rule("P06-5", "上级检查过的项目三个月内再查", Severity.WARN, "food-42", while_open=True)
def after_a_superior(facts: Facts) -> Seen | None:
    food = {matter.code for matter in facts.matters if matter.food}
    since = timedelta(days=facts.limit("superior_days"))
    seen = [v for v in facts.visits if v.superior and facts.opened_at - v.at <= since and food & v.matters]
    if not seen or _exempt(facts) or _reason(facts):
        return None
    said = (
        f"上级机关{seen[0].agency_name}已于 {seen[0].day} 检查过相同事项,三个月内一般不再重复,"
        "涉嫌违法或有明显隐患的除外,记录中没有理由。"
    )
    return Seen(said, facts.jtis("opened"), {"before": seen[0].id}, about=facts.subject)


RULES = (over_the_cap, exemption_without_evidence, repeated, many_headed, after_a_superior)
