"""Every rule, stage by stage: each a pure function from the facts of a visit to what it saw, or nothing."""

from collections.abc import Mapping

from zhifa.compliance.model import Rule
from zhifa.compliance.rules import deadlines, evidence, frequency, legality, matters, outcome, persons, showing, time

#: In the order of a visit; the words are the headings of the manual.
STAGES: Mapping[str, tuple[Rule, ...]] = {
    "人员": persons.RULES,
    "亮证告知": showing.RULES,
    "事项": matters.RULES,
    "频次": frequency.RULES,
    "证据": evidence.RULES,
    "时间与记录链": time.RULES,
    "认定与处理": outcome.RULES,
    "法制审核": legality.RULES,
    "期限": deadlines.RULES,
}

RULES: Mapping[str, Rule] = {rule.id: rule for rules in STAGES.values() for rule in rules}
