"""What is wrong with a row of the four lists before anybody relies on it, in plain Chinese. Pure."""

import re
from collections.abc import Iterator

from zhifa.benchmarks.lists import Ground, ListKind, ListRow

_ARTICLE = re.compile(r"第.+条")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def faults(row: ListRow) -> list[str]:
    """Sentences; none where the row can be used."""
    return list(_faults(row.ground))


def _faults(ground: Ground) -> Iterator[str]:
    if not _CODE.fullmatch(ground.id):
        yield "编号只能由字母、数字、点、横线组成,最多 40 个字。"
    if ground.valid_from is None:
        yield "没有填写施行日期。"
    elif ground.valid_to is not None and ground.valid_to < ground.valid_from:
        yield "失效日期早于施行日期。"
    if not _ARTICLE.search(ground.basis):
        yield "法律依据须写明第几条,如“行政处罚法第33条第1款”。"
    conditions = [*ground.all_of, *ground.any_of]
    if not conditions:
        yield "没有写适用条件:这样的一行会适用于所有案件。请至少写一个条件。"
    asked = {question.fact for question in ground.questions}
    for fact in dict.fromkeys(each.fact for each in [*conditions, *ground.excluded_by]):
        if fact not in asked:
            yield f"条件“{fact}”没有对应的问题,执法人员无法回答。"
    for question in ground.questions:
        values = {option.value for option in question.options}
        said = [each for each in [*conditions, *ground.excluded_by] if each.fact == question.fact]
        if values and any(each.value not in values for each in said):
            yield f"“{question.text}”的条件不在它的选项之中。"
    if ground.kind is ListKind.NO_PENALTY and not ground.discretionary and not ground.all_of:
        yield "不予处罚的清单须写明同时满足的条件。"
