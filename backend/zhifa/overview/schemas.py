"""The overview on the wire. Counts are of visits unless said otherwise; ``before``: the same in the period before."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from zhifa.compliance.schemas import SeverityName


class PeriodTold(msgspec.Struct):
    """``first_day`` and ``last_day`` both belong to it, Asia/Shanghai."""

    code: str
    name: str
    kind: Literal["month", "quarter", "year"]
    first_day: date
    last_day: date


class Scope(msgspec.Struct):
    """Whose visits these are. ``demo``: invented ones, 演示数据,不作执法依据."""

    name: str
    agencies: int
    demo: bool


class Totals(msgspec.Struct):
    """``visits``: all but the withdrawn. ``found``: of which a rule says something. ``median_hours``,
    ``ninety_hours``: within which half, nine in ten, of first decisions were made, from the arrival of the ended
    record; null where there is none. ``answers``: to checklist items."""

    visits: int
    open: int
    closed: int
    returned: int
    accepted: int
    withdrawn: int
    found: int
    decided: int
    first_returned: int
    median_hours: int | None
    ninety_hours: int | None
    answers: int
    answers_failed: int


class Slice(msgspec.Struct):
    """A day of a month, or a month of a longer period; ``before``: null where the period before has no such day."""

    name: str
    first_day: date
    last_day: date
    visits: int
    before: int | None


class Share(msgspec.Struct):
    """Visits of one kind: by result, by reason, by field."""

    name: str
    visits: int
    before: int


class RuleShare(msgspec.Struct):
    rule: str
    title: str
    severity: SeverityName
    visits: int
    before: int


class WarningShare(msgspec.Struct):
    code: str
    name: str
    visits: int
    before: int


class KeyFieldShare(msgspec.Struct):
    """``agencies``: of the scope that are charged with it; ``gap``: there are some, and no visit."""

    name: str
    agencies: int
    visits: int
    before: int
    gap: bool


class MatterGap(msgspec.Struct):
    """An inspection matter that agencies of the scope held in the period and none of them inspected."""

    code: str
    name: str
    field: str
    agencies: int


class Matters(msgspec.Struct):
    """检查事项覆盖: ``held`` matters of the scope, ``covered`` of them inspected at least once; ``gaps``: the others,
    a hundred at the most."""

    held: int
    covered: int
    gaps: list[MatterGap]


class Caps(msgspec.Struct):
    """Subjects of ``year`` under a yearly cap: one visit left, none left, more visits than the cap."""

    year: int
    subjects: int
    near: int
    reached: int
    over: int


class AlertsTold(msgspec.Struct):
    """Alerts by state as of now, whatever the period."""

    open: int = 0
    acknowledged: int = 0
    snoozed: int = 0
    closed: int = 0


class DivisionFigures(msgspec.Struct):
    """A county or the city itself, with the visits of its agencies."""

    code: str
    name: str
    agencies: int
    totals: Totals


class AgencyFigures(msgspec.Struct):
    """Ordered by division and code, never by a figure."""

    id: UUID
    name: str
    division_name: str
    field: str
    totals: Totals
    matters_held: int
    matters_covered: int


class Overview(msgspec.Struct):
    """``counted_at``: when the last of these figures was counted, null where there is none; ``behind``: changes that
    wait to be counted, a matter of seconds."""

    scope: Scope
    period: PeriodTold
    before: PeriodTold
    counted_at: datetime | None
    behind: bool
    now: Totals
    then: Totals
    slices: list[Slice]
    results: list[Share]
    reasons: list[Share]
    fields: list[Share]
    rules: list[RuleShare]
    warnings: list[WarningShare]
    key_fields: list[KeyFieldShare]
    key_fields_source: str
    matters: Matters
    caps: Caps
    alerts: AlertsTold
    divisions: list[DivisionFigures]
    agencies: list[AgencyFigures]
