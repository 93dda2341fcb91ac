"""What one text of the law says to facts: stage, branch, band, tier, range. Pure; ``reckoning.ts`` is its twin.

Never below or above the statutory band save by a ground of 减轻 (行政处罚法 art. 32); never a guess where the
statute leaves a gap or two tiers claim the same case.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from zhifa.benchmarks import choosing, trace
from zhifa.benchmarks.advice import advice_of
from zhifa.benchmarks.answer import Assessment, LawChoice, Money, Verdict
from zhifa.benchmarks.exact import EXACT, FEN, plain
from zhifa.benchmarks.facts import Facts, all_hold, number, unique, unknown
from zhifa.benchmarks.model import STAGE, Benchmark, Branch, ListKind, Points, Range, Tier
from zhifa.benchmarks.money import Span, needed, span, within


@dataclass
class _Sheet:
    """The answer while it is being written."""

    benchmark: Benchmark
    facts: Facts
    trace: list[str]
    branch: Branch | None = None
    tier: Tier | None = None
    band: Span | None = None
    range: Span | None = None
    person: Span | None = None
    measures: list[str] = field(default_factory=list)
    law: LawChoice | None = None

    def close(self, outcome: Verdict, *said: str, missing: list[str] | None = None) -> Assessment:
        self.trace.extend(said)
        fined = outcome is Verdict.RANGE
        decision = _decision(self) if fined else None
        return Assessment(
            outcome=outcome,
            branch=self.branch.id if self.branch else None,
            tier=self.tier.level if self.tier else None,
            band=_wire(self.band),
            range=_wire(self.range) if fined else None,
            person=_wire(self.person) if fined else None,
            optional=bool(fined and self.branch and self.branch.optional),
            measures=self.measures,
            decision=decision,
            advice=advice_of(self.benchmark, self.facts),
            missing=missing or [],
            trace=[*self.trace, decision] if decision else self.trace,
            law=self.law,
        )


def reckon(benchmark: Benchmark, facts: Facts, said: list[str], law: LawChoice | None = None) -> Assessment:
    """``said`` comes into the trace before the facts; ``law``: which text this is, where there were two."""
    sheet = _begun(benchmark, facts, said, law)
    if benchmark.lawful:
        return sheet.close(Verdict.NO_PENALTY, "按这一规定,该行为不认为是违法,不予行政处罚。")
    spared = [g for g in choosing.grounds(benchmark, facts, ListKind.NO_PENALTY) if not g.discretionary]
    if spared:
        return sheet.close(Verdict.NO_PENALTY, *(f"符合“{each.title}”,不予行政处罚({each.basis})。" for each in spared))
    stage = choosing.stage_of(benchmark, facts)
    if stage is None:
        return _ask(sheet, [STAGE])
    among = choosing.branches_at(benchmark, stage)
    if not among:
        return sheet.close(Verdict.NOT_YET, "法条在本案目前的阶段没有规定处罚:应先依法责令改正,再看是否改正。")
    choice = choosing.choose(among, facts)
    if choice.missing:
        return _ask(sheet, choice.missing)
    if choice.one is None:
        return _no_branch(sheet, choice.fitting)
    sheet.branch = choice.one
    added = [m for branch in choosing.added_at(benchmark, stage, facts) for m in branch.measures]
    sheet.measures = unique([*benchmark.measures, *choice.one.measures, *added])
    sheet.trace.append(trace.branch_words(choice.one))
    return _fine(sheet, choice.one)


def undecided(benchmark: Benchmark, facts: Facts, said: list[str], law: LawChoice | None = None) -> Assessment:
    """Which text of the law applies is for a person to say."""
    return _begun(benchmark, facts, said, law).close(Verdict.CHOOSE_LAW)


def _begun(benchmark: Benchmark, facts: Facts, said: list[str], law: LawChoice | None) -> _Sheet:
    told = [trace.law_words(benchmark), *said, *trace.fact_words(benchmark, facts)]
    return _Sheet(benchmark, facts, told, law=law)


def _fine(sheet: _Sheet, branch: Branch) -> Assessment:
    ranges = [each for each in (branch.fine, branch.person) if each is not None]
    missing = unique(fact for each in ranges for fact in needed(each, sheet.facts, branch.daily))
    if missing:
        return _ask(sheet, missing)
    if branch.fine is not None:
        sheet.band = span(branch.fine, sheet.facts, branch.daily)
        sheet.trace.append(f"法定罚款幅度:{_arithmetic(sheet, branch.fine, sheet.band, branch.daily)}。")
    among = choosing.tiers_of(sheet.benchmark, branch)
    tiers = choosing.choose(among, sheet.facts)
    mitigated = choosing.grounds(sheet.benchmark, sheet.facts, ListKind.MITIGATED)
    if mitigated and sheet.band is not None and sheet.band.low > 0:
        sheet.range = Span(Decimal(0), sheet.band.low, False, False)
        words = trace.money_words(sheet.range.wire())
        ground = f"{mitigated[0].title}({mitigated[0].basis})"
        return _end(sheet, f"依“{ground}”减轻处罚,低于法定最低额:罚款{words}。须说明理由并经批准。")
    if tiers.missing:
        return _ask(sheet, tiers.missing)
    if among and tiers.one is None:
        return _no_tier(sheet, tiers.fitting)
    if branch.score:
        return _scored(sheet, branch)
    return _tiered(sheet, branch, tiers.one)


def _tiered(sheet: _Sheet, branch: Branch, tier: Tier | None) -> Assessment:
    sheet.tier, sheet.range = tier, sheet.band
    sheet.person = None if branch.person is None else span(branch.person, sheet.facts)
    if tier is None:
        return _end(sheet, *(["该情形没有公布阶次,在法定幅度内裁量。"] if sheet.band else []))
    if tier.spare:
        return sheet.close(Verdict.NO_PENALTY, trace.tier_words(tier, None), "该阶次不予行政处罚。")
    sheet.measures = unique([*sheet.measures, *tier.measures])
    if tier.person is not None and sheet.person is not None:
        sheet.person = within(span(tier.person, sheet.facts) or sheet.person, sheet.person) or sheet.person
    if tier.range is None:
        sheet.range = None if tier.measures else sheet.band
        return _end(sheet, trace.tier_words(tier, None))
    missing = needed(tier.range, sheet.facts, branch.daily)
    if missing:
        return _ask(sheet, missing)
    return _stopped(sheet, tier, branch)


def _stopped(sheet: _Sheet, tier: Tier, branch: Branch) -> Assessment:
    """The tier's range, and the hard stop where it leaves the band."""
    assert tier.range is not None
    wanted = span(tier.range, sheet.facts, branch.daily)
    sheet.range = within(wanted, sheet.band) if wanted and sheet.band else wanted
    said = trace.tier_words(tier, _arithmetic(sheet, tier.range, wanted, branch.daily))
    sheet.trace.extend(trace.formula_words(sheet.benchmark, branch))
    if sheet.range == wanted:
        return _end(sheet, said)
    if sheet.range is None:
        sheet.range, sheet.tier = sheet.band, None
        return _end(sheet, said, "该阶次在法定幅度之外,不予采用;只能在法定幅度内裁量。")
    return _end(sheet, said, f"该阶次超出法定幅度,以法定幅度为限:{trace.money_words(sheet.range.wire())}。")


def _scored(sheet: _Sheet, branch: Branch) -> Assessment:
    """Points of the factors place the fine between the ends of the band; rounded down to fen."""
    chosen: list[Points] = []
    for factor in branch.score:
        verdicts = [(each, all_hold(each.when, sheet.facts)) for each in factor]
        missing = unique(f for each, verdict in verdicts if verdict is None for f in unknown(each.when, sheet.facts))
        if missing:
            return _ask(sheet, missing)
        chosen.extend(each for each, verdict in verdicts if verdict)
    if len(chosen) != len(branch.score) or sheet.band is None:
        return _no_tier(sheet, len(chosen))
    points, most = sum(p.points for p in chosen), sum(max(p.points for p in factor) for factor in branch.score)
    fen = EXACT.divide_int(
        EXACT.multiply(EXACT.subtract(sheet.band.high, sheet.band.low), Decimal(points * 100)), Decimal(most)
    )
    amount = EXACT.add(sheet.band.low, EXACT.multiply(fen, FEN))
    sheet.range = Span(amount, amount, True, True)
    sum_words = f"{plain(sheet.band.low)}+({plain(sheet.band.high)}-{plain(sheet.band.low)})×{points}÷{most}"
    return _end(sheet, f"裁量因子共{points}分(满分{most}分):{sum_words}={plain(amount)}元。")


def _end(sheet: _Sheet, *said: str) -> Assessment:
    outcome = Verdict.RANGE if sheet.range or sheet.person else Verdict.MEASURES
    sheet.trace.extend(said)
    if sheet.person is not None:
        sheet.trace.append(f"对直接负责的主管人员和其他直接责任人员:罚款{trace.money_words(sheet.person.wire())}。")
    if sheet.branch is not None and sheet.branch.optional and outcome is Verdict.RANGE:
        sheet.trace.append("法条规定的是“可以”处罚款:是否罚款也应裁量。")
    if sheet.measures:
        sheet.trace.append(trace.measures_words(sheet.measures))
    return sheet.close(outcome)


def _ask(sheet: _Sheet, missing: list[str]) -> Assessment:
    return sheet.close(Verdict.ASK, trace.ask_words(sheet.benchmark, missing), missing=missing)


def _no_branch(sheet: _Sheet, fitting: int) -> Assessment:
    if fitting:
        return sheet.close(Verdict.OVERLAP, f"有{fitting}种法定情形同时符合,不能自动选择:请核对事实并说明理由。")
    for gap in sheet.benchmark.gaps:
        if number(sheet.facts.get(gap.fact)) == Decimal(gap.at):
            return sheet.close(Verdict.GAP, f"{gap.why}本系统不作推定,请集体讨论后说明理由。")
    return sheet.close(Verdict.GAP, "法条没有规定这种情形,本系统不作推定,请核对事实或集体讨论。")


def _no_tier(sheet: _Sheet, fitting: int) -> Assessment:
    if fitting > 1:
        return sheet.close(Verdict.OVERLAP, f"有{fitting}个裁量阶次同时符合(阶次界限重叠),不能自动选择:请说明理由。")
    return sheet.close(Verdict.GAP, "公布的裁量阶次没有规定这种情形,不作推定:请在法定幅度内说明理由。")


def _arithmetic(sheet: _Sheet, range_: Range, money: Span | None, daily: str | None) -> str:
    assert money is not None
    return trace.span_words(sheet.benchmark, range_, sheet.facts, money.wire(), daily)


def _decision(sheet: _Sheet) -> str | None:
    """Who decides where the fine reaches the limit; ``可能`` where only its upper end does."""
    limit, money = sheet.benchmark.decision, sheet.range
    if limit is None or money is None or money.high < Decimal(limit.at_least):
        return None
    return f"{'罚款' if money.low >= Decimal(limit.at_least) else '如果罚款'}达到{limit.at_least}元,{limit.words}。"


def _wire(money: Span | None) -> Money | None:
    return money.wire() if money else None
