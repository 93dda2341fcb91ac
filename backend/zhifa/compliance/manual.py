"""``zhifa compliance rules --markdown``: the page of the manual that lists every rule, made from the rules alone."""

from collections.abc import Iterator

from zhifa.compliance.model import Rule
from zhifa.compliance.rules import STAGES
from zhifa.compliance.thresholds import defaults

SEVERITIES = {"block": "须处理", "warn": "应核实", "info": "提示"}
CONFIDENCE = {"high": "已核对条文", "medium": "来自转载或摘要", "low": "未见原文或为产品口径"}

HEAD = """# 合规规则

本页由 `zhifa compliance rules --markdown` 从规则本身生成,请勿手工修改。

每份检查记录到达后,以及它所依据的情况变化后(证件状态追溯变更、事项取消公布、数值公布、审核决定),系统都会逐条核查。
核查只提出问题,不拒收任何记录:现场事实照实保存,由审核人员判断。

- **须处理**:审核时应先弄清;**应核实**:应当核对;**提示**:供参考。
- 依据一栏写明法律条文;标“产品口径”的不是法律规定,数值可由有关机关公布后取代。
- 依据以检查当日是否施行为准;施行日期空缺表示日期未核。
"""


def markdown() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_stages(), *_figures(), ""])


def _stages() -> Iterator[str]:
    for stage, rules in STAGES.items():
        yield f"## {stage}\n"
        yield "| 编号 | 规则 | 程度 | 依据 | 施行日期 | 核对程度 | 版本 |"
        yield "| --- | --- | --- | --- | --- | --- | --- |"
        yield from (_line(rule) for rule in rules)
        yield ""


def _line(rule: Rule) -> str:
    first = rule.sources[0]
    since = first.valid_from.isoformat() if first.valid_from else "未核" if not first.product else "—"
    until = f" 至 {first.valid_to}" if first.valid_to else ""
    cells = [
        rule.id,
        rule.title,
        SEVERITIES[rule.severity],
        rule.citation,
        since + until,
        CONFIDENCE[first.confidence],
        str(rule.version),
    ]
    return f"| {' | '.join(cells)} |"


def _figures() -> Iterator[str]:
    yield "## 核查数值\n"
    yield "由有关机关公布的数值(含年度检查频次上限)自其施行日起取代下列默认值。\n"
    yield "| 数值 | 默认 | 来源 | 自 |"
    yield "| --- | --- | --- | --- |"
    for told in defaults().values():
        yield f"| {told['words']} | {told['value']} {told['unit']} | {told['source']} | {told['valid_from']} |"
