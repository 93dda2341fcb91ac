"""From the lines of a table to benchmarks: lines of one violation become its branches and tiers."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from zhifa.benchmarks import citing, import_rows
from zhifa.benchmarks.formulas import catalogue
from zhifa.benchmarks.import_rows import Line, TableFault
from zhifa.benchmarks.layouts import Layout
from zhifa.benchmarks.model import (
    CIRCUMSTANCE,
    STAGE,
    Benchmark,
    Branch,
    Condition,
    Formula,
    Level,
    Op,
    Option,
    Question,
    Range,
    Source,
    Stage,
    Standing,
    Tier,
    TierKind,
)
from zhifa.benchmarks.tier_text import Read
from zhifa.credentials.columns import CellWrong

T = TypeVar("T")
CASE = "case"
LEVELS = {"国家": Level.NATION, "国": Level.NATION, "省": Level.PROVINCE, "市": Level.CITY, "县": Level.COUNTY}
STAGES = {
    "违法行为本身": Stage.BASE,
    "责令改正": Stage.ORDER_TO_CORRECT,
    "拒不改正": Stage.REFUSAL,
    "逾期未改正": Stage.OVERDUE,
    "逾期未改正或拒不改正": Stage.OVERDUE_OR_REFUSAL,
    "拒绝监督检查": Stage.REFUSAL_OF_INSPECTION,
    "情节严重": Stage.AGGRAVATED,
}
STANDINGS = {"现行": Standing.IN_FORCE, "失效": Standing.LAPSED, "被上级替代": Standing.REPLACED}
UNCHECKED = "导入的表格,未与法条原文核对"
_SEPARATORS = re.compile(r"[;;\n]+")


@dataclass(slots=True)
class Group:
    """One violation while its lines are read; ``asks``: questions for what ranges are counted by."""

    first: Line
    code: str
    lines: list[Line] = field(default_factory=list)
    asks: dict[str, Question] = field(default_factory=dict)
    formulas: dict[str, Formula] = field(default_factory=dict)
    circumstances: dict[str, Option] = field(default_factory=dict)
    faults: list[TableFault] = field(default_factory=list)

    def wrong(self, line: Line, name: str, code: str, detail: str) -> None:
        self.faults.append(TableFault(line.row, line.heading(name), code, f"{line.heading(name)}{detail}"))


def assembled(
    lines: Iterable[Line], layout: Layout, today: date, faults: list[TableFault]
) -> list[tuple[int, Benchmark]]:
    """Each benchmark with the row it begins at; those with a fault are left out, their faults told."""
    made = []
    for group in _groups(lines, layout):
        benchmark = _benchmark(group, layout, today)
        faults += group.faults
        if benchmark is not None and not group.faults:
            made.append((group.first.row, benchmark))
    return made


def _groups(lines: Iterable[Line], layout: Layout) -> list[Group]:
    groups: dict[str, Group] = {}
    for line in lines:
        code = _code(line, layout)
        groups.setdefault(code, Group(line, code)).lines.append(line)
    return list(groups.values())


def _code(line: Line, layout: Layout) -> str:
    """The table's own number; without one, a name that follows from violation and article."""
    try:
        own = line.text("code")
        said = own or hashlib.sha256(f"{line.text('violation')}/{line.text('penalising')}".encode()).hexdigest()[:10]
    except CellWrong:
        said = f"row-{line.row}"
    return f"{layout.code_prefix}{said}"


def _benchmark(group: Group, layout: Layout, today: date) -> Benchmark | None:
    line = group.first
    text = {name: _text(group, line, name) for name in ("violation", "penalising", "field", "authority", "issuer")}
    for name, value in text.items():
        if value is None:
            group.wrong(line, name, "value_missing", "没有填写。")
    cited = citing.articles(text["penalising"] or "", _text(group, line, "law"), _text(group, line, "law_version"))
    if text["penalising"] and not cited:
        group.wrong(line, "penalising", "article_unreadable", "没有认出法律和条款,请写成“《法律名称》第几条”的样子。")
    branches = _branches(group, layout)
    days = {name: _day(group, line, name) for name in ("valid_from", "valid_to", "published_on")}
    level = _one_of(group, line, "level", LEVELS) or Level.COUNTY
    if group.faults or not all(text.values()):
        return None
    return Benchmark(
        code=group.code, field=str(text["field"]), violation=str(text["violation"]),
        authority=str(text["authority"]), level=level, issuer=str(text["issuer"]), penalising=cited,
        violated=citing.articles(_text(group, line, "violated") or "", _text(group, line, "law")),
        branches=branches, questions=_questions(group, branches), formulas=list(group.formulas.values()),
        matters=_parts(_text(group, line, "matters")), source=_source(group, line, layout),
        valid_from=days["valid_from"] or days["published_on"] or today, valid_to=days["valid_to"],
        published_on=days["published_on"], note=_text(group, line, "note"),
        standing=_one_of(group, line, "standing", STANDINGS) or Standing.IN_FORCE,
        demo=_text(group, line, "demo") == "是",
    )  # fmt: skip


def _branches(group: Group, layout: Layout) -> list[Branch]:
    """Lines of the same stage and case are tiers of one branch."""
    cases: dict[tuple[Stage, str], list[Line]] = {}
    for line in group.lines:
        stage = _one_of(group, line, "stage", STAGES) or Stage.BASE
        cases.setdefault((stage, _text(group, line, "branch") or "符合违法行为的构成"), []).append(line)
    several = {stage for stage, _ in cases if sum(stage is other for other, _ in cases) > 1}
    return [
        _branch(group, layout, f"b{number}", stage, label, some, apart=stage in several)
        for number, ((stage, label), some) in enumerate(cases.items(), start=1)
    ]


def _branch(
    group: Group, layout: Layout, name: str, stage: Stage, label: str, lines: Sequence[Line], *, apart: bool
) -> Branch:
    band = next((found for line in lines if (found := _range(group, line, layout, "band"))), None)
    formula = _one_of(group, lines[0], "formula", catalogue())
    if formula is not None:
        group.formulas[formula.id] = formula
    return Branch(
        id=name,
        label=label,
        stage=stage,
        when=[Condition(CASE, Op.EQ, label)] if apart else [],
        fine=band,
        optional=_text(group, lines[0], "optional") == "是",
        tiers=[] if formula else [tier for line in lines if (tier := _tier(group, line, layout)) is not None],
        formula=formula.id if formula else None,
    )


def _tier(group: Group, line: Line, layout: Layout) -> Tier | None:
    level = _text(group, line, "tier") or _text(group, line, "condition")
    if level is None:
        return None
    condition = _text(group, line, "condition")
    value = f"{level[:60]}:{condition[:60]}" if condition and condition != level else level[:120]
    group.circumstances.setdefault(value, Option(value, value))
    range_, measures = _range(group, line, layout, "range"), _parts(_text(group, line, "measures"))
    if range_ is None and not measures:
        measures = _parts(_text(group, line, "range"))
    when = [Condition(CIRCUMSTANCE, Op.EQ, value)]
    return Tier(level[:200], range_, when=when, measures=measures, kind=TierKind.PUBLISHED)


def _range(group: Group, line: Line, layout: Layout, name: str) -> Range | None:
    try:
        found: Read | None = import_rows.range_of(line, layout, name, f"{name}_min", f"{name}_max")
    except CellWrong as wrong:
        group.wrong(line, f"{name}_max", wrong.code, wrong.detail)
        return None
    if found is None:
        return None
    if found.asks is not None:
        fact, text, unit = found.asks
        group.asks.setdefault(fact, Question(fact, text, unit))
    return found.range


def _questions(group: Group, branches: Sequence[Branch]) -> list[Question]:
    made = list(group.asks.values())
    labels = [branch.label for branch in branches if branch.when]
    if any(branch.stage is not Stage.BASE for branch in branches):
        words = {stage: text for text, stage in STAGES.items()}
        stages = dict.fromkeys([Stage.BASE, *(branch.stage for branch in branches)])
        made.insert(0, Question(STAGE, "本案的阶段", options=[Option(each.value, words[each]) for each in stages]))
    if labels:
        made.append(Question(CASE, "适用情形", options=[Option(each, each) for each in dict.fromkeys(labels)]))
    chosen = list(group.circumstances.values())
    if group.formulas:
        steps = [step.level for each in group.formulas.values() for step in each.steps if not step.when]
        chosen += [Option(each, each) for each in dict.fromkeys(steps)]
    return [*made, Question(CIRCUMSTANCE, "违法情节", options=chosen)] if chosen else made


def _source(group: Group, line: Line, layout: Layout) -> Source:
    document, confidence = _text(group, line, "document"), _text(group, line, "confidence") or "unchecked"
    return Source(UNCHECKED, confidence, document or layout.title, confidence, "未核对", document=document)


def _text(group: Group, line: Line, name: str) -> str | None:
    try:
        return line.text(name)
    except CellWrong as wrong:
        group.wrong(line, name, wrong.code, wrong.detail)
        return None


def _day(group: Group, line: Line, name: str) -> date | None:
    try:
        return line.day(name)
    except CellWrong as wrong:
        group.wrong(line, name, wrong.code, wrong.detail)
        return None


def _one_of(group: Group, line: Line, name: str, known: Mapping[str, T]) -> T | None:
    said = _text(group, line, name)
    if said is not None and said not in known:
        group.wrong(line, name, "value_unknown", f"应为{'、'.join(known)}之一。")
    return known.get(said or "")


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(text or "") if part.strip()]
