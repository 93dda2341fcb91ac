"""The overview of what an actor may see: what was counted, added up."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.compliance.rules import RULES
from zhifa.identity.actor import Actor
from zhifa.overview import catalogue, queries
from zhifa.overview.figures import OF_A_YEAR, Figures, Tally, decode, part, quantile, total, visits
from zhifa.overview.periods import Period, is_month, parse, year_of
from zhifa.overview.queries import Filters
from zhifa.overview.schemas import (
    AgencyFigures,
    AlertsTold,
    Caps,
    DivisionFigures,
    KeyFieldShare,
    MatterGap,
    Matters,
    Overview,
    PeriodTold,
    RuleShare,
    Scope,
    Share,
    Slice,
    Totals,
    WarningShare,
)

GAPS = 100
#: Only a month is shown day by day, and only a year tells of caps.
CAPS = frozenset({"cap"})
OF_A_MONTH = OF_A_YEAR | {"day"}


@dataclass(slots=True)
class Gathered:
    """What was counted, added up in one pass: of the period by agency, of the period before as a whole, the visits of
    every month, and the caps of the year."""

    by_agency: defaultdict[UUID, Tally] = field(default_factory=lambda: defaultdict(Tally))
    then: Tally = field(default_factory=Tally)
    months: Counter[str] = field(default_factory=Counter)
    year: Tally = field(default_factory=Tally)
    counted_at: datetime | None = None


def overview(session: Session, actor: Actor, filters: Filters) -> Overview:
    """Everything that the screen, the pictures and the file show."""
    period = filters.period
    asked = {*_counts(period), *_counts(period.before), year_of(period.code)}
    agencies = queries.agencies(session, actor, filters)
    gathered = _gather(queries.counted(session, actor, filters, asked), period)
    by_agency = {row.id: gathered.by_agency[row.id].counts for row in agencies}
    now, then = total(by_agency.values()), gathered.then.counts
    held = queries.held(session, actor, filters)
    return Overview(
        scope=Scope(_scope_name(session, actor, filters, agencies), len(agencies), any(row.demo for row in agencies)),
        period=_told(period),
        before=_told(period.before),
        counted_at=gathered.counted_at,
        behind=queries.is_behind(session, actor, filters, asked),
        now=totals(now),
        then=totals(then),
        slices=_slices(period, gathered.months, now, then),
        results=_shares(now, then, "result"),
        reasons=_shares(now, then, "source"),
        fields=_shares(now, then, "field"),
        rules=_rules(now, then),
        warnings=_warnings(now, then),
        key_fields=_key_fields(now, then, agencies),
        key_fields_source=catalogue.key_fields_source(),
        matters=_matters(held, now),
        caps=_caps(period.first[0], gathered.year.counts),
        alerts=AlertsTold(**queries.alerts(session, actor, filters)),
        divisions=_divisions(session, agencies, by_agency),
        agencies=_agencies(agencies, by_agency, held),
    )


def totals(figures: Figures) -> Totals:
    states, first, answers = part(figures, "state"), part(figures, "first"), part(figures, "answer")
    return Totals(
        visits=visits(figures),
        **{state: states.get(state, 0) for state in ("open", "closed", "returned", "accepted", "withdrawn")},
        found=part(figures, "found").get("any", 0),
        decided=sum(first.values()),
        first_returned=first.get("return", 0),
        median_hours=quantile(figures, 0.5),
        ninety_hours=quantile(figures, 0.9),
        answers=sum(answers.values()),
        answers_failed=answers.get("fail", 0),
    )


def _gather(rows: Sequence[Any], period: Period) -> Gathered:
    gathered, year = Gathered(), year_of(period.code)
    now, before = _counts(period), _counts(period.before)
    families = OF_A_MONTH if period.kind == "month" else OF_A_YEAR
    for row in rows:
        figures = decode(row.figures)
        if row.period == year:
            gathered.year.take(figures, CAPS)
        if row.period in now:
            gathered.by_agency[row.agency_id].take(figures, families)
        elif row.period in before:
            gathered.then.take(figures, families)
        else:  # a year that is asked for its caps alone
            continue
        gathered.months.update(_by_month(row.period, figures))
    gathered.counted_at = max((row.counted_at for row in rows), default=None)
    return gathered


def _counts(period: Period) -> tuple[str, ...]:
    """The codes of the counts that make a period up."""
    return (period.code,) if period.kind == "year" else period.months


def _by_month(code: str, figures: Figures) -> Mapping[str, int]:
    """The visits of a month, or of each month of a year."""
    if is_month(code):
        return {code: visits(figures)}
    return {f"{code}-{month}": number for month, number in part(figures, "month").items()}


def _told(period: Period) -> PeriodTold:
    return PeriodTold(period.code, period.name, period.kind, period.first_day, period.last_day)


def _scope_name(session: Session, actor: Actor, filters: Filters, agencies: Sequence[Any]) -> str:
    """The narrowest name of what is shown."""
    if filters.agency and agencies:
        return str(agencies[0].name)
    name = queries.own_name(session, actor)
    if filters.division and filters.division != actor.division_code:
        name = queries.division_names(session, [filters.division]).get(filters.division, name)
    return f"{name} · {filters.field}" if filters.field else name


def _slices(period: Period, months: Mapping[str, int], now: Figures, then: Figures) -> list[Slice]:
    if period.kind == "month":
        return _days(period, now, then)
    pairs = zip(period.months, period.before.months, strict=True)
    return [_month(month, months[month], months[before]) for month, before in pairs]


def _days(period: Period, now: Figures, then: Figures) -> list[Slice]:
    here, before = part(now, "day"), part(then, "day")
    last = period.before.last_day.day
    days = (period.first_day + timedelta(days=number) for number in range(period.last_day.day))
    return [_day(day, here, before if day.day <= last else None) for day in days]


def _day(day: date, here: Mapping[str, int], before: Mapping[str, int] | None) -> Slice:
    key = f"{day:%d}"
    return Slice(f"{day.day}日", day, day, here.get(key, 0), None if before is None else before.get(key, 0))


def _month(code: str, here: int, before: int) -> Slice:
    month = parse(code)
    return Slice(f"{month.first[1]}月", month.first_day, month.last_day, here, before)


def _shares(now: Figures, then: Figures, family: str) -> list[Share]:
    """In the order of their names, the same in every period."""
    here, before = part(now, family), part(then, family)
    return [Share(name, here.get(name, 0), before.get(name, 0)) for name in sorted({*here, *before})]


def _rules(now: Figures, then: Figures) -> list[RuleShare]:
    """Those of which anything was found, in the order of the rules."""
    here, before = part(now, "rule"), part(then, "rule")
    return [
        RuleShare(rule.id, rule.title, rule.severity.value, here.get(rule.id, 0), before.get(rule.id, 0))
        for rule in RULES.values()
        if rule.id in here or rule.id in before
    ]


def _warnings(now: Figures, then: Figures) -> list[WarningShare]:
    here, before = part(now, "warning"), part(then, "warning")
    return [
        WarningShare(each.code, each.name, here.get(each.code, 0), before.get(each.code, 0))
        for each in catalogue.warnings()
    ]


def _key_fields(now: Figures, then: Figures, agencies: Sequence[Any]) -> list[KeyFieldShare]:
    here, before, charged = part(now, "field"), part(then, "field"), Counter(row.field for row in agencies)
    found = []
    for each in catalogue.key_fields():
        seen, seen_before, many = (sum(of.get(name, 0) for name in each.fields) for of in (here, before, charged))
        found.append(KeyFieldShare(each.name, many, seen, seen_before, gap=many > 0 and seen == 0))
    return found


def _matters(held: Sequence[Any], now: Figures) -> Matters:
    seen, by_code = part(now, "matter"), {row.code: row for row in held}
    many = Counter(row.code for row in held)
    gaps = [MatterGap(code, row.name, row.field, many[code]) for code, row in by_code.items() if code not in seen]
    return Matters(len(by_code), len(by_code) - len(gaps), gaps[:GAPS])


def _caps(year: int, figures: Figures) -> Caps:
    caps = part(figures, "cap")
    return Caps(year, *(caps.get(name, 0) for name in ("subjects", "near", "reached", "over")))


def _divisions(session: Session, agencies: Sequence[Any], by_agency: Mapping[UUID, Figures]) -> list[DivisionFigures]:
    """By county; a town's agencies are counted in their county."""
    counties: defaultdict[str, list[UUID]] = defaultdict(list)
    for row in agencies:
        counties[row.division_code[:6]].append(row.id)
    names = queries.division_names(session, list(counties))
    return [
        DivisionFigures(code, names.get(code, code), len(ids), totals(total(by_agency[each] for each in ids)))
        for code, ids in counties.items()
    ]


def _agencies(agencies: Sequence[Any], by_agency: Mapping[UUID, Figures], held: Sequence[Any]) -> list[AgencyFigures]:
    own: defaultdict[UUID, set[str]] = defaultdict(set)
    for row in held:
        own[row.agency_id].add(row.code)
    return [
        AgencyFigures(
            id=row.id,
            name=row.name,
            division_name=row.division_name,
            field=row.field,
            totals=totals(by_agency[row.id]),
            matters_held=len(own[row.id]),
            matters_covered=len(own[row.id] & part(by_agency[row.id], "matter").keys()),
        )
        for row in agencies
    ]
