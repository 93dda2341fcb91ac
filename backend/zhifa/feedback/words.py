"""What the public pages say of a visit: results, measures and ratings, in plain words."""

import json
from functools import cache
from importlib import resources

from zhifa.inspections.record import Measure, Record

RESULTS = {
    "no_problem": "未发现问题",
    "corrected_on_spot": "发现问题,已当场改正",
    "order_to_correct": "责令限期改正",
    "case_suggested": "建议立案调查,后续处理将另行书面告知",
    "other": "其他结果,见现场笔录",
}
MEASURES = {
    "order_to_correct": "责令改正",
    "register_preserve": "先行登记保存",
    "seal": "查封",
    "seize": "扣押",
    "warn": "警告",
    "other": "其他措施",
}
#: From the best to the worst; the number is what is counted.
VERDICTS = {5: "很满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "很不满意"}


def officers_of(record: Record) -> list[tuple[str, str]]:
    """A line for each officer of the visit."""
    return [(f"执法人员{n}", f"{one.name}(证号 {one.certificate})") for n, one in enumerate(record.people(), start=1)]


def measure_words(measure: Measure) -> str:
    due = f"(期限 {measure.due})" if isinstance(measure.due, str) else ""
    return f"{MEASURES[measure.measure]}:{measure.words}{due}"


@cache
def rights() -> list[str]:
    """The notice of rights, word for word the one that the officer's phone shows."""
    read = json.loads(resources.files("zhifa.inspections").joinpath("rights.json").read_text(encoding="utf-8"))
    told: list[str] = read["rights"]
    return told
