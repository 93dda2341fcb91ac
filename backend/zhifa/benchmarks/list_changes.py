"""What changed between two versions of a row of the four lists, line by line, in plain Chinese. Pure."""

from collections.abc import Iterable, Iterator

from zhifa.benchmarks.change_list import NOTHING, Difference
from zhifa.benchmarks.lists import Ground, ListKind, ListRow
from zhifa.benchmarks.terms import Condition, Op

KIND_WORDS = {
    ListKind.NO_PENALTY: "不予处罚",
    ListKind.LIGHTER: "从轻处罚",
    ListKind.MITIGATED: "减轻处罚",
    ListKind.NO_COERCION: "不予强制",
}
_COMPARED = {Op.EQ: "为", Op.LT: "不满", Op.LE: "不超过", Op.GT: "超过", Op.GE: "不低于"}


def changes(before: ListRow, after: ListRow) -> list[Difference]:
    """Empty where the two say the same."""
    old, new = list(_lines(before)), list(_lines(after))
    pairs = zip(old, new, strict=True)
    return [Difference(what, was, now) for (what, was), (_, now) in pairs if was != now]


def condition_words(ground: Ground, conditions: Iterable[Condition]) -> str:
    """As they are read: the question, how it is compared, the choice."""
    return ";".join(_condition(ground, each) for each in conditions) or NOTHING


def _lines(row: ListRow) -> Iterator[tuple[str, str]]:
    ground = row.ground
    yield "清单", KIND_WORDS[ground.kind]
    yield "事项", ground.title
    yield "法律依据", ground.basis
    yield "须同时满足", condition_words(ground, ground.all_of)
    yield "满足其一", condition_words(ground, ground.any_of)
    yield "除外情形", condition_words(ground, ground.excluded_by)
    yield "需要的事实", ";".join(each.text for each in ground.questions) or NOTHING
    yield "可以适用(由执法人员裁量)", "是" if ground.discretionary else "否"
    yield "施行日期", str(ground.valid_from or NOTHING)
    yield "失效日期", str(ground.valid_to or NOTHING)
    yield "适用领域", "、".join(row.fields) or ("按编号" if row.codes else "全部")
    yield "适用的裁量基准", "、".join(row.codes) or ("按领域" if row.fields else "全部")
    yield "来源", ground.source or NOTHING
    yield "可信程度", ground.confidence or NOTHING
    yield "演示标记", "是" if ground.demo else "否"


def _condition(ground: Ground, condition: Condition) -> str:
    question = next((each for each in ground.questions if each.fact == condition.fact), None)
    if question is None:
        return f"{condition.fact}{_COMPARED[condition.op]}{condition.value}"
    chosen = next((each.text for each in question.options if each.value == condition.value), None)
    return f"{question.text}{_COMPARED[condition.op]}{chosen or condition.value + (question.unit or '')}"
