"""Terms that a visit sets running, near their end or past it, until what they ask is registered as done.

A record cannot show what is done afterwards, so each term names a ``duty`` that a reviewer registers with its day
(``zhifa.compliance.duties``). A term reckoned through a year whose holidays are not announced says so.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zhifa.calendar import Deadline, Term, deadline
from zhifa.compliance.facts import Facts, day_of
from zhifa.compliance.model import Rule, Seen, Severity, rule

WORKING = {"working": "个工作日", "calendar": "日(自然日)"}


@dataclass(frozen=True, slots=True)
class Running:
    """A term that runs in a record: what must be done by when, and how many days before that it is near."""

    duty: str
    what: str
    ending: Deadline
    near_days: int
    entries: tuple[str, ...] = ()

    @property
    def near_from(self) -> date:
        """The first day on which the end is near, in working days where the term is in working days."""
        day = self.ending.day
        while day > self.ending.start and self._left(day - timedelta(days=1)) <= self.near_days:
            day -= timedelta(days=1)
        return day

    def _left(self, today: date) -> int:
        if self.ending.term.unit == "working":
            return self.ending.working_days_left(today)
        return (self.ending.day - today).days


def told(facts: Facts, running: Running | None) -> Seen | None:
    """Nothing while the end is far or after it was met; a hint when near; the rule's own weight when past."""
    if running is None:
        return None
    ending, done = running.ending, facts.duties.get(running.duty)
    seen = {"duty": running.duty, "due": ending.day, "start": ending.start, "uncertain_year": ending.uncertain_year}
    if done is not None:
        if done <= ending.day:
            return None
        said = f"{running.what}应于 {ending.day} 前完成,登记的办理日期为 {done},已逾期。"
        return Seen(said, running.entries, seen, severity=Severity.WARN)
    if facts.today < running.near_from:
        return None
    how = f"自 {ending.start} 起 {ending.term.days} {WORKING[ending.term.unit]}"
    doubt = f"({ending.uncertain_year} 年放假安排未知,仅按周末推算)" if ending.uncertain_year else ""
    if facts.today <= ending.day:
        said = f"{running.what}的期限将于 {ending.day} 届满{doubt}({how}),尚未登记办理。"
        return Seen(said, running.entries, seen, severity=Severity.INFO)
    return Seen(f"{running.what}的期限已于 {ending.day} 届满{doubt}({how}),没有登记办理。", running.entries, seen)


def _measures(facts: Facts, *kinds: str) -> Iterator[tuple[date, str]]:
    return ((day_of(each.at), each.jti) for each in facts.record.measures if each.measure in kinds)


def preserved(facts: Facts) -> Running | None:
    """先行登记保存: seven working days, 行政处罚法 art. 56 and 85."""
    first = min(_measures(facts, "register_preserve"), default=None)
    if first is None:
        return None
    ending = deadline(first[0], Term(7, "working", "行政处罚法第五十六条、第八十五条"))
    return Running("preserved", "先行登记保存物品的处理", ending, facts.limit("near_working_days"), (first[1],))


def sealed(facts: Facts) -> Running | None:
    """查封扣押: thirty calendar days, 行政强制法 art. 25; they end with the term (art. 28), on whatever day."""
    first = min(_measures(facts, "seal", "seize"), default=None)
    if first is None:
        return None
    ending = deadline(first[0], Term(30, "calendar", "行政强制法第二十五条"))
    return Running("sealed", "查封、扣押的处理或解除", ending, facts.limit("near_days"), (first[1],))


def published(facts: Facts) -> Running | None:
    """公示: twenty working days from when the result is formed, 食品生产经营监督检查管理办法 art. 39."""
    if not facts.ended or not any(matter.food for matter in facts.matters):
        return None
    ending = deadline(facts.closed_on, Term(20, "working", "食品生产经营监督检查管理办法第三十九条"))
    entries = facts.jtis("closed")
    return Running("published", "检查结果公开", ending, facts.limit("near_publish_days"), entries)


def filed(facts: Facts) -> Running | None:
    """备案: a warning given on the spot is filed with the agency, 行政处罚法 art. 52, which names no number of days."""
    first = min(_measures(facts, "warn"), default=None)
    if first is None:
        return None
    ending = deadline(first[0], Term(facts.limit("filing_days"), "working", facts.limits["filing_days"].source))
    return Running("filed", "当场处罚决定报所属机关备案", ending, 1, (first[1],))


def approved(facts: Facts) -> Running | None:
    """补办审批: an urgent visit made without approval is reported and approved afterwards."""
    if facts.record.source != "spot":
        return None
    ending = deadline(facts.day, Term(facts.limit("approval_days"), "working", facts.limits["approval_days"].source))
    return Running("approved", "紧急情况当场检查的报告和补办审批", ending, 0, facts.jtis("opened"))


def case_opened(facts: Facts) -> Running | None:
    """立案: in time, 行政处罚法 art. 54; the number of days is published by each authority."""
    if facts.record.result != "case_suggested":
        return None
    term = Term(facts.limit("case_days"), "working", facts.limits["case_days"].source)
    return Running("case_opened", "建议立案后的立案审批", deadline(facts.closed_on, term), 3, facts.jtis("closed"))


def decided(facts: Facts) -> Running | None:
    """处罚决定: ninety calendar days from 立案, 行政处罚法 art. 60; the cautious reading, without extension."""
    begun = facts.duties.get("case_opened")
    if facts.record.result != "case_suggested" or begun is None:
        return None
    ending = deadline(begun, Term(90, "calendar", "行政处罚法第六十条"))
    return Running("decided", "作出处罚决定", ending, facts.limit("near_days"), facts.jtis("closed"))


def rechecked(facts: Facts) -> Running | None:
    """复查: an order to correct has a date 行政处罚法 art. 28; a later visit looks whether it was kept."""
    dated = [(str(m.due), m.jti) for m in facts.record.measures if m.measure == "order_to_correct" and m.due]
    if not dated:
        return None
    due, jti = max(dated)
    if any(day >= facts.day for day in facts.later_visits):
        return None
    term = Term(facts.limit("recheck_days"), "working", facts.limits["recheck_days"].source)
    return Running("rechecked", "责令改正到期后的复查", deadline(date.fromisoformat(due), term), 1, (jti,))


Reckon = Callable[[Facts], Running | None]

#: Every term, in the order of the rules below.
RUNNING: tuple[Reckon, ...] = (preserved, sealed, published, filed, approved, case_opened, decided, rechecked)


def next_look(facts: Facts) -> date | None:
    """The next day on which a term may speak differently; None where none runs.

    A term that runs through a year whose holidays are not known is looked at every day: they may have been announced.
    """
    days = []
    for reckon in RUNNING:
        running = reckon(facts)
        if running is not None and running.duty not in facts.duties:
            days += [running.near_from, running.ending.day + timedelta(days=1)]
            if running.ending.uncertain_year is not None:
                days.append(facts.today + timedelta(days=1))
    return min((day for day in days if day > facts.today), default=None)


def _of(identifier: str, title: str, severity: Severity, *sources: str, reckon: Reckon) -> Rule:
    return rule(identifier, title, severity, *sources)(lambda facts: told(facts, reckon(facts)))


RULES = (
    _of("E06-1", "先行登记保存期限", Severity.BLOCK, "penalty-56", reckon=preserved),
    _of("E07-1", "查封扣押期限", Severity.BLOCK, "compulsion-25", reckon=sealed),
    _of("P12-1", "检查结果公开期限", Severity.WARN, "food-39", reckon=published),
    _of("S02-1", "当场处罚备案期限", Severity.WARN, "penalty-52", "product-filing", reckon=filed),
    _of("P05-1", "补办检查审批期限", Severity.WARN, "inspection", "faq-21", reckon=approved),
    _of("C01-1", "立案期限", Severity.INFO, "penalty-54", reckon=case_opened),
    _of("C02-1", "处罚决定期限(九十日)", Severity.WARN, "penalty-60", reckon=decided),
    _of("C16-3", "责令改正复查", Severity.WARN, "penalty-28", reckon=rechecked),
)
