"""What came of it: signatures and refusals, findings and measures, discretion within its bounds."""

from dataclasses import replace

from zhifa.compliance.facts import Facts
from zhifa.compliance.model import Seen, Severity, rule
from zhifa.legality.standing import State


@rule("P10-1", "没有当事人签名或拒签记录", Severity.BLOCK, "penalty-55")
def nobody_signed(facts: Facts) -> Seen | None:
    if facts.record.party is not None:
        return None
    return Seen("笔录既没有当事人签名,也没有拒签的记载。", facts.jtis("closed"))


@rule("P10-2", "拒签没有理由或见证", Severity.WARN, "evidence-10", "penalty-55")
def refusal_unwitnessed(facts: Facts) -> Seen | None:
    party = facts.record.party
    if party is None or party.outcome != "refused":
        return None
    reason, witness = (party.reason or "").strip(), (party.witness or "").strip()
    recorded = any(file.type.startswith(("video/", "audio/")) for file in facts.record.attachments)
    lacking = [
        word for word, there in (("拒签原因", reason), ("在场见证人或录音录像", witness or recorded)) if not there
    ]
    if not lacking:
        return None
    return Seen(f"当事人拒绝签名,记录中没有{'、'.join(lacking)}。", (party.jti,), {"lacking": lacking})


@rule("P10-3", "执法人员签名不齐", Severity.BLOCK, "penalty-55")
def officers_unsigned(facts: Facts) -> Seen | None:
    signed = {signature.officer for signature in facts.record.officer_signatures}
    bad = {one.officer: one.name for one in facts.record.officers if one.officer not in signed}
    if not bad:
        return None
    return Seen(f"笔录上没有{'、'.join(bad.values())}的签名。", facts.jtis("closed"), about=next(iter(bad)))


@rule("P10-4", "不合格项没有记为发现", Severity.WARN, "penalty-40")
def failing_unexplained(facts: Facts) -> Seen | None:
    named = {item for finding in facts.record.findings for item in finding.items}
    bad = {i: a for i, a in facts.record.answers.items() if a.answer == "fail" and i not in named}
    if not bad:
        return None
    said = f"检查项 {'、'.join(sorted(bad))} 不合格,没有对应的发现。"
    return Seen(said, tuple(answer.jti for answer in bad.values()), {"items": sorted(bad)})


@rule("P10-6", "结论与检查项不符", Severity.WARN, "food-35", "penalty-40")
def result_contradicts(facts: Facts) -> Seen | None:
    failing = [item for item, answer in facts.record.answers.items() if answer.answer == "fail"]
    if facts.record.result != "no_problem" or not (failing or facts.record.findings):
        return None
    said = f"结论为“未发现问题”,但有 {len(failing)} 个不合格项、{len(facts.record.findings)} 项发现。"
    return Seen(said, facts.jtis("closed"), {"failing": len(failing), "findings": len(facts.record.findings)})


@rule("C16-1", "发现违法,没有责令改正", Severity.WARN, "penalty-28")
def not_ordered(facts: Facts) -> Seen | None:
    ordered = any(measure.measure == "order_to_correct" for measure in facts.record.measures)
    if not facts.record.findings or ordered or facts.record.result == "corrected_on_spot":
        return None
    said = f"有 {len(facts.record.findings)} 项发现,没有责令改正或限期改正。"
    return Seen(said, tuple(finding.jti for finding in facts.record.findings))


@rule("C16-2", "责令改正没有期限", Severity.WARN, "penalty-28")
def without_a_date(facts: Facts) -> Seen | None:
    bad = [m for m in facts.record.measures if m.measure == "order_to_correct" and not m.due]
    if not bad or facts.record.result == "corrected_on_spot":
        return None
    return Seen("责令改正没有写明改正期限。", tuple(measure.jti for measure in bad))


@rule("C15-1", "拟罚数额超出幅度", Severity.BLOCK, "discretion", "penalty-34")
def outside_the_band(facts: Facts) -> Seen | None:
    """No reason reaches beyond the statute. Within it a departure needs a reason, and an approval: the legal review."""
    beyond = _reckoned(facts, "beyond_law", "拟罚数额超出法定幅度,不能以理由和审批补正")
    found = beyond or _reckoned(facts, "outside_band", "拟罚数额不在应有的幅度之内,没有写明理由")
    if found is None and facts.legal != State.AGREED:
        found = _reckoned(facts, "outside_reasoned", "拟罚数额不在应有的幅度之内,写明了理由,须核对审批")
        return found and replace(found, severity=Severity.WARN)
    return found


@rule("C15-2", "裁量结果与所填事实对不上", Severity.BLOCK, "product-tamper", "discretion")
def tampered(facts: Facts) -> Seen | None:
    return _reckoned(facts, "tampered", "按所填事实重新计算,得不出记录中的阶次或幅度")


@rule("C15-3", "裁量基准当日不在施行", Severity.WARN, "discretion", "penalty-34")
def benchmark_not_in_force(facts: Facts) -> Seen | None:
    return _reckoned(facts, "not_in_force", "所引裁量基准的版本在检查当日不在施行")


@rule("C15-4", "裁量基准查无此版", Severity.WARN, "discretion", "product-tamper")
def benchmark_unknown(facts: Facts) -> Seen | None:
    return _reckoned(facts, "unknown", "所引裁量基准或其版本不在库中,无法复算")


@rule("C15-5", "拟罚数额须由上级决定", Severity.WARN, "discretion", "penalty-34")
def decided_higher_up(facts: Facts) -> Seen | None:
    """Who decides is not yet known when the visit is read; so it is to be looked at, not refused."""
    return _reckoned(facts, "higher_level", "须核对由谁作出决定")


def _reckoned(facts: Facts, verdict: str, said: str) -> Seen | None:
    bad = [each for each in facts.benchmarks if each.verdict == verdict]
    if not bad:
        return None
    named = ";".join(f"“{each.title}”{each.words and f'({each.words})'}" for each in bad)
    return Seen(f"{named}:{said}。", tuple(each.jti for each in bad), {"findings": [each.title for each in bad]})


@rule("C05-1", "可能对同一违法行为重复罚款", Severity.WARN, "penalty-29")
def fined_before(facts: Facts) -> Seen | None:
    proposed = {one.benchmark.id: one for one in facts.record.findings if one.fine and one.benchmark}
    most = facts.limit("same_act_days")
    for other in facts.visits:
        same = proposed.keys() & other.fined
        if same and (facts.day - other.day).days <= most:
            found = proposed[min(same)]
            said = (
                f"{other.agency_name}于 {other.day} 检查同一对象时,已按同一裁量基准拟处罚款;"
                f"“{found.title}”如属同一违法行为,不得再次罚款。"
            )
            return Seen(said, (found.jti,), {"other": other.id})
    return None


RULES = (
    nobody_signed,
    refusal_unwitnessed,
    officers_unsigned,
    failing_unexplained,
    result_contradicts,
    not_ordered,
    without_a_date,
    outside_the_band,
    tampered,
    benchmark_not_in_force,
    benchmark_unknown,
    decided_higher_up,
    fined_before,
)
