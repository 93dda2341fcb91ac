"""法制审核: whether a major decision was reviewed before it is accepted, 行政处罚法 art. 58."""

from zhifa.compliance.facts import Facts
from zhifa.compliance.model import Seen, Severity, rule
from zhifa.legality.criteria import grounds_of
from zhifa.legality.standing import State, settled

TOLD = {
    "none": "尚未送法制审核",
    "stale": "送审后认定或处理有变动,须重新送审",
    State.WAITING: "正在法制审核",
    State.AMEND: "法制审核建议修改",
    State.REFUSED: "法制审核不同意",
}


@rule("C11-1", "重大执法决定未经法制审核", Severity.BLOCK, "penalty-58", "process")
def unreviewed(facts: Facts) -> Seen | None:
    grounds = grounds_of(facts.record, facts.subject_kind, facts.limits, facts.day, _departures(facts))
    if settled(facts.legal, major=bool(grounds)):
        return None
    why = "".join(ground.words for ground in grounds) or "审核人员已送法制审核。"
    seen = {"grounds": [ground.code for ground in grounds], "standing": facts.legal}
    entries = tuple(jti for ground in grounds for jti in ground.entries)
    severity = Severity.INFO if facts.legal == State.WAITING else None
    return Seen(f"{why}{TOLD[facts.legal]}。", entries, seen, severity=severity)


def _departures(facts: Facts) -> frozenset[str]:
    """Findings whose fine leaves the tier with a reason."""
    return frozenset(each.jti for each in facts.benchmarks if each.verdict == "outside_reasoned")


RULES = (unreviewed,)
