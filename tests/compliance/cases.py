"""For each rule: facts that it must see, facts that it must not, and the facts on the line between."""

from datetime import date, timedelta
from typing import Any

from tests.compliance.made import (
    CLOSED,
    ENTRIES,
    OFFICERS,
    answer,
    arrived,
    at,
    attachment,
    day,
    entries,
    entry,
    facts,
    file,
    finding,
    limited,
    matters,
    measure,
    officers,
    visit,
)  # fmt: skip
from zhifa.compliance.facts import BenchmarkFacts, Facts

FAIL, NOTED = {"I-1": answer("fail"), "I-2": answer()}, {"I-1": answer("fail", note="地面积水"), "I-2": answer()}
REFUSED = {"outcome": "refused", "reason": "不同意", "at": at(45), "jti": "party"}
SHOWN = {"to": "店主", "method": "card", "certificates": ["N1"], "at": at(2), "jti": "shown"}
OTHERS = ("aa", "bb", "cc")


def told(minutes: float, **more: Any) -> dict[str, Any]:
    return {"text_version": "1", "acknowledged": "tick", "recusal": "none", "at": at(minutes), "jti": "told", **more}


def presented(minutes: float) -> dict[str, Any]:
    return {"presented": [{**SHOWN, "certificates": ["N1", "N2"], "at": at(minutes)}]}


def ordered(**more: Any) -> dict[str, Any]:
    return {"findings": [finding()], "measures": [measure(**more)], "result": "order_to_correct"}


def case(now: str, result: str = "case_suggested", **duties: str) -> Facts:
    done = {duty: date.fromisoformat(day) for duty, day in duties.items()}
    return facts({"result": result}, now=day(now), duties=done)


def benchmark(verdict: str) -> Facts:
    return facts(benchmarks=(BenchmarkFacts("found", "未戴口罩", verdict, "应为 5000 至 20000 元"),))


def fined(yuan: str, kind: str, **changes: Any) -> Facts:
    return facts({"findings": [finding(fine=yuan)]}, subject_kind=kind, **changes)


def again(days: float, *, fined: str = "b", fine: str | None = "500") -> Facts:
    """A fine by a benchmark, with an earlier visit whose accepted record proposed one too."""
    named = {"benchmark": {"id": "b", "version": "1", "sha256": "ab" * 32}, **({"fine": fine} if fine else {})}
    before = (visit(days, fined=frozenset({fined})),)
    return facts({"findings": [finding(**named)], "repeat_reason": "复查"}, visits=before)


#: (rule, seen?, what is so, the facts).
CASES: list[tuple[str, bool, str, Facts]] = [
    ("P03-1", True, "one officer", facts(officers=OFFICERS[:1])),
    ("P03-1", True, "the same officer twice", facts(officers=(OFFICERS[0], OFFICERS[0]))),
    ("P03-1", False, "exactly two", facts()),
    ("P03-2", True, "suspended that day", facts(officers=officers(status="suspended"))),
    ("P03-2", True, "expired", facts(officers=officers(status="expired"))),
    ("P03-2", False, "unknown is another matter", facts(officers=officers(status=None))),
    ("P03-3", True, "not registered", facts(officers=officers(status=None, certificate=""))),
    ("P03-3", False, "registered, though lost", facts(officers=officers(status="lost"))),
    ("P03-4", True, "assisting staff", facts(officers=officers(kind="assisting"))),
    ("P03-4", False, "ministry's own certificate", facts(officers=officers(kind="ministry"))),
    ("P03-5", True, "somebody else's", facts(officers=officers(own=False))),
    ("P03-5", False, "one's own", facts()),
    ("P03-6", True, "of another agency", facts(officers=officers(of_agency=False))),
    ("P03-6", False, "before the regulation was in force", facts(
        officers=officers(of_agency=False), opened_at=day("2026-01-31"), closed_at=day("2026-01-31", 13))),
    ("P03-7", True, "another county", facts(officers=officers(covers_area=False))),
    ("P03-7", False, "the right area", facts()),
    ("P03-8", True, "outside the powers", facts(officers=officers(uncovered=("餐饮检查",)))),
    ("P03-8", False, "within", facts()),
    ("P04-1", True, "asked, undecided", facts({"notified": [told(3, recusal="requested", words="是亲戚")]})),
    ("P04-1", False, "asked, decided", facts(
        {"notified": [told(3, recusal="requested")]}, duties={"recusal": date(2026, 11, 23)})),
    ("P08-1", True, "never shown", facts({"presented": []}, entries=entries(presented=None))),
    ("P08-1", False, "shown", facts()),
    ("P08-2", True, "a second after the first answer", facts(presented(10 + 1 / 60))),
    ("P08-2", False, "in the same moment", facts(presented(10))),
    ("P08-3", True, "only the lead's", facts({"presented": [SHOWN]})),
    ("P08-3", False, "in two goes", facts({"presented": [SHOWN, {**SHOWN, "certificates": ["N2"]}]})),
    ("P08-4", True, "verified in four places", facts(officers=officers(unusual=4))),
    ("P08-4", False, "as usual", facts(officers=officers(unusual=0))),
    ("P09-1", True, "never told", facts({"notified": []})),
    ("P09-1", False, "told", facts()),
    ("P09-2", True, "told after the first answer", facts({"notified": [told(10.5)]})),
    ("P09-2", False, "told in the same moment", facts({"notified": [told(10)]})),
    ("P01-1", True, "not published", facts(matters=matters(published=False, held=False))),
    ("P01-1", False, "published", facts()),
    ("P01-2", True, "a bureau without it", facts(matters=matters(held=False))),
    ("P01-2", False, "a town is another rule's", facts(matters=matters(held=False), town=True)),
    ("P02-1", True, "taken back the day before", facts(
        matters=matters(held=False, ended=date(2026, 11, 22)), town=True)),
    ("P02-1", False, "delegated", facts(matters=matters(delegated=True), town=True)),
    ("P01-3", True, "an old checklist", facts(matters=matters(checklist_current=False))),
    ("P01-3", False, "the one in force", facts()),
    ("P11-1", True, "an item without an answer", facts(matters=matters(unanswered=("I-3",)))),
    ("P11-1", False, "all answered", facts()),
    ("P06-1", True, "the third of two", facts({"repeat_reason": "复查"}, visits=(visit(100), visit(200)))),
    ("P06-1", False, "the second of two", facts(visits=(visit(100),))),
    ("P06-1", False, "one was in the year before", facts(visits=(visit(100), visit(327)))),
    ("P06-1", False, "one was exempt", facts(visits=(visit(100, exempt=True), visit(200)))),
    ("P06-1", False, "another agency's do not count", facts(visits=(visit(100, "aa"), visit(200)))),
    ("P06-2", True, "a complaint without its number", facts({"source": "complaint"}, visits=(visit(100), visit(200)))),
    ("P06-2", False, "with it", facts(
        {"source": "complaint", "repeat_reason": "12345 工单"}, visits=(visit(100), visit(200)))),
    ("P06-3", True, "ninety days before", facts(visits=(visit(90),))),
    ("P06-3", False, "ninety-one", facts(visits=(visit(91),))),
    ("P06-3", False, "with a reason", facts({"repeat_reason": "复查"}, visits=(visit(1),))),
    ("P06-4", True, "the third agency in a month", facts(visits=(visit(10, "aa"), visit(30, "bb")))),
    ("P06-4", False, "the second", facts(visits=(visit(10, "aa"), visit(20, "aa")))),
    ("P06-4", False, "spread over longer", facts(visits=(visit(10, "aa"), visit(31, "bb")))),
    ("P06-5", True, "a superior three months before", facts(
        visits=(visit(92, "aa", superior=True, matters=frozenset({"SP-1"})),), matters=matters(food=True))),
    ("P06-5", False, "a day longer", facts(
        visits=(visit(93, "aa", superior=True, matters=frozenset({"SP-1"})),), matters=matters(food=True))),
    ("P06-5", False, "another matter", facts(
        visits=(visit(9, "aa", superior=True, matters=frozenset({"SP-2"})),), matters=matters(food=True))),
    ("E02-1", True, "taken after the end", facts(files=file(captured_at=CLOSED + timedelta(seconds=1)))),
    ("E02-1", False, "taken at the end", facts(files=file(captured_at=CLOSED))),
    ("E02-2", True, "a kilometre and a metre away", facts(files=file(distance=1001.0))),
    ("E02-2", False, "a kilometre", facts(files=file(distance=1000.0))),
    ("E02-2", False, "within the accuracy", facts(files=file(distance=1400.0, accuracy=400.0))),
    ("E02-2", False, "nobody knows where", facts(files=file(distance=None))),
    ("E02-3", True, "in another visit too", facts(files=file(elsewhere=1))),
    ("E02-3", False, "in this one only", facts(files=file())),
    ("E04-1", True, "from the album", facts(files=file(source="library"))),
    ("E04-1", False, "from the camera", facts(files=file())),
    ("E01-1", True, "nothing to show", facts({"answers": FAIL, "findings": [finding()]})),
    ("E01-1", False, "a note", facts({"answers": NOTED})),
    ("E01-1", False, "a picture", facts({"answers": FAIL, "attachments": [attachment(item="I-1")]})),
    ("P07-1", True, "a day and a second", facts(entries=arrived(hours=24, seconds=1))),
    ("P07-1", False, "a day", facts(entries=arrived(hours=24))),
    ("P07-2", True, "an answer after the end", facts({"answers": {"I-1": answer(minutes=60, late=True)}})),
    ("P07-2", False, "with a supplement", facts({
        "answers": {"I-1": answer(minutes=60, late=True)},
        "supplements": [{"review": "r", "reason": "补正", "text": "", "at": at(61), "jti": "s"}]})),
    ("P10-5", True, "an answer after the signature", facts({"answers": {"I-1": answer(minutes=46)}})),
    ("P10-5", False, "in the same moment", facts({"answers": {"I-1": answer(minutes=45)}})),
    ("T02-1", True, "61 seconds fast", facts(entries=(*ENTRIES, entry("noted", 20, skew_ms=60_001)))),
    ("T02-1", True, "61 seconds slow", facts(entries=(*ENTRIES, entry("noted", 20, skew_ms=-60_001)))),
    ("T02-1", False, "a minute", facts(entries=(*ENTRIES, entry("noted", 20, skew_ms=60_000)))),
    ("T02-2", True, "set back", facts(entries=(*ENTRIES, entry("noted", 20, set_back=True)))),
    ("T02-2", False, "running on", facts()),
    ("C21-1", True, "a hole", facts(held=1)),
    ("C21-1", False, "none", facts(held=0)),
    ("C21-2", True, "two for one place", facts(conflict=True)),
    ("C21-2", False, "one", facts()),
    ("P07-3", True, "open for three days and more", facts(
        {"state": "open", "closed_at": None}, closed_at=None, now=day("2026-11-26"))),
    ("P07-3", False, "three days", facts({"state": "open"}, closed_at=None, now=day("2026-11-26", 9))),
    ("P10-1", True, "nobody signed", facts({"party": None})),
    ("P10-1", False, "refused", facts({"party": REFUSED})),
    ("P10-2", True, "no witness", facts({"party": REFUSED})),
    ("P10-2", True, "no reason", facts({"party": {**REFUSED, "reason": " ", "witness": "村干部"}})),
    ("P10-2", False, "a witness", facts({"party": {**REFUSED, "witness": "村干部"}})),
    ("P10-2", False, "a film", facts({"party": REFUSED, "attachments": [attachment(type="video/mp4")]})),
    ("P10-3", True, "one has not signed", facts({"officer_signatures": []})),
    ("P10-3", False, "both have", facts()),
    ("P10-4", True, "failing, not found", facts({"answers": NOTED})),
    ("P10-4", False, "failing and found", facts({"answers": NOTED, "findings": [finding()]})),
    ("P10-6", True, "no problem, but a failing item", facts({"answers": NOTED})),
    ("P10-6", False, "ordered to correct", facts({"answers": NOTED, "result": "order_to_correct"})),
    ("C16-1", True, "found and nothing ordered", facts({"findings": [finding()], "result": "other"})),
    ("C16-1", False, "corrected on the spot", facts({"findings": [finding()], "result": "corrected_on_spot"})),
    ("C16-2", True, "ordered without a date", facts(ordered())),
    ("C16-2", False, "with a date", facts(ordered(due="2026-12-08"))),
    ("C15-1", True, "outside", benchmark("outside_band")),
    ("C15-1", True, "outside, with a reason", benchmark("outside_reasoned")),
    ("C15-1", False, "inside", benchmark("ok")),
    ("C15-2", True, "not what the facts give", benchmark("tampered")),
    ("C15-2", False, "what they give", benchmark("ok")),
    ("C15-3", True, "not in force", benchmark("not_in_force")),
    ("C15-3", False, "in force", benchmark("ok")),
    ("C15-4", True, "nowhere to be found", benchmark("unknown")),
    ("C15-4", False, "known", benchmark("ok")),
    ("C15-5", True, "for the city to decide", benchmark("higher_level")),
    ("C15-5", False, "below the limit", benchmark("ok")),
    ("E06-1", True, "five of seven working days", facts(
        {"measures": [measure("register_preserve")]}, now=day("2026-11-30"))),
    ("E06-1", False, "four", facts({"measures": [measure("register_preserve")]}, now=day("2026-11-29"))),
    ("E06-1", False, "handled on the last day", facts(
        {"measures": [measure("register_preserve")]}, now=day("2026-12-09"), duties={"preserved": date(2026, 12, 2)})),
    ("E06-1", True, "handled a day late", facts(
        {"measures": [measure("register_preserve")]}, now=day("2026-12-09"), duties={"preserved": date(2026, 12, 3)})),
    ("E07-1", True, "ten days left of thirty", facts({"measures": [measure("seal")]}, now=day("2026-12-13"))),
    ("E07-1", False, "eleven", facts({"measures": [measure("seize")]}, now=day("2026-12-12"))),
    ("P12-1", True, "three working days left of twenty", facts(matters=matters(food=True), now=day("2026-12-16"))),
    ("P12-1", False, "four", facts(matters=matters(food=True), now=day("2026-12-15"))),
    ("P12-1", False, "not food", facts(now=day("2027-03-01"))),
    ("S02-1", True, "a warning not filed", facts({"measures": [measure("warn")]}, now=day("2026-12-01"))),
    ("S02-1", False, "in time still", facts({"measures": [measure("warn")]}, now=day("2026-11-24"))),
    ("P05-1", True, "on the spot, the next working day over", facts({"source": "spot"}, now=day("2026-11-25"))),
    ("P05-1", False, "planned", facts(now=day("2026-11-25"))),
    ("C01-1", True, "no case after fifteen working days", case("2026-12-15")),
    ("C01-1", False, "no case was suggested", case("2026-12-15", "other")),
    ("C02-1", True, "ninety days over", case("2027-02-23", case_opened="2026-11-24")),
    ("C02-1", False, "far from ninety", case("2027-02-01", case_opened="2026-11-24")),
    ("C02-1", False, "decided", case("2027-02-23", case_opened="2026-11-24", decided="2027-02-22")),
    ("C16-3", True, "due and not looked at again", facts(ordered(due="2026-12-08"), now=day("2026-12-16"))),
    ("C16-3", False, "not yet", facts(ordered(due="2026-12-08"), now=day("2026-12-11"))),
    ("C16-3", False, "looked at", facts(
        ordered(due="2026-12-08"), now=day("2026-12-16"), later_visits=(date(2026, 12, 9),))),
    ("C05-1", True, "fined by the same benchmark thirty days before", again(30)),
    ("C05-1", False, "thirty-one days before", again(31)),
    ("C05-1", False, "by another benchmark", again(3, fined="another")),
    ("C05-1", False, "no fine is proposed now", again(3, fine=None)),
    ("C11-1", True, "a company's fine at the amount", fined("100000", "企业")),
    ("C11-1", False, "a company's fine one yuan beneath it", fined("99999", "企业")),
    ("C11-1", True, "a shop's fine is measured as a person's", fined("10000", "个体工商户")),
    ("C11-1", False, "a shop's fine beneath it", fined("9999.99", "个体工商户")),
    ("C11-1", True, "two fines that reach it together", facts(
        {"findings": [finding(fine="60000"), {**finding(fine="40000"), "jti": "found-2"}]}, subject_kind="企业")),
    ("C11-1", False, "reviewed and agreed to", fined("100000", "企业", legal="agreed")),
    ("C11-1", True, "changed since it was agreed to", fined("100000", "企业", legal="stale")),
    ("C11-1", True, "under review", fined("100000", "企业", legal="waiting")),
    ("C11-1", True, "not major, but the reviewer refused", facts(legal="refused")),
    ("C11-1", False, "not major, and changed since it was refused", facts(legal="stale")),
    ("C11-1", False, "before the law was in force", fined(
        "100000", "企业", opened_at=day("2021-07-14"), closed_at=day("2021-07-14", 13))),
    ("C11-1", True, "as many findings as are complex", facts(
        {"findings": [{**finding(), "jti": f"found-{n}"} for n in range(5)]})),
    ("C11-1", False, "one finding fewer", facts({"findings": [{**finding(), "jti": f"found-{n}"} for n in range(4)]})),
    ("C11-1", True, "sealed, where the agency's list says so", facts(
        {"measures": [measure("seal")]}, limits=limited(legal_compulsion=1))),
    ("C11-1", False, "sealed, where it does not", facts({"measures": [measure("seal")]})),
]  # fmt: skip
