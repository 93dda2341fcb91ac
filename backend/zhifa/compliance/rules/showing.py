"""Before the inspection begins: certificates shown 亮证 (行政处罚法 art. 55), the party told 告知."""

from datetime import datetime

from zhifa.clock import SHANGHAI
from zhifa.compliance.facts import Facts, instant
from zhifa.compliance.model import Seen, Severity, rule

#: Entries by which an inspection is under way.
INSPECTING = ("answered", "attached", "noted", "found")


def _clock(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%H:%M:%S")


def _late(facts: Facts, moments: list[datetime]) -> tuple[datetime, datetime] | None:
    """(when, when the inspection began), where the first of ``moments`` came after the beginning."""
    began = min((entry.at for entry in facts.entries_of(*INSPECTING)), default=None)
    first = min(moments, default=None)
    return (first, began) if first and began and first > began else None


@rule("P08-1", "没有亮证记录", Severity.BLOCK, "penalty-55")
def never_shown(facts: Facts) -> Seen | None:
    if facts.record.presented:
        return None
    return Seen("整个检查没有出示执法证件的记录,当事人有权拒绝接受检查。", facts.jtis("opened"))


@rule("P08-2", "亮证晚于检查开始", Severity.BLOCK, "penalty-55", while_open=True)
def shown_late(facts: Facts) -> Seen | None:
    late = _late(facts, [instant(each) for each in facts.record.presented])
    if late is None:
        return None
    said = f"首次亮证在 {_clock(late[0])},晚于首条检查记录({_clock(late[1])})。"
    return Seen(said, (facts.record.presented[0].jti,), {"shown": late[0], "began": late[1]})


@rule("P08-3", "有执法人员的证件没有出示", Severity.WARN, "penalty-55")
def not_everyones(facts: Facts) -> Seen | None:
    shown = {number for each in facts.record.presented for number in each.certificates}
    bad = {one.id: one for one in facts.officers if one.certificate not in shown}
    if not facts.record.presented or not bad:
        return None
    names = "、".join(f"{one.name}(证号 {one.certificate or '未填'})" for one in bad.values())
    return Seen(f"亮证记录里没有{names}的证件。", (facts.record.presented[0].jti,), about=next(iter(bad)))


@rule("P08-4", "证件的核验情况异常", Severity.WARN, "product-verification", while_open=True)
def unusual_verification(facts: Facts) -> Seen | None:
    bad = [one for one in facts.officers if one.unusual]
    if not bad:
        return None
    told = "、".join(f"{one.name}的证件 {one.certificate} 在 {one.unusual} 处被核验" for one in bad)
    said = f"检查当日{told},证件码可能被转发或复制,请核实亮证是否本人。"
    return Seen(said, facts.jtis("presented"), {one.certificate: one.unusual for one in bad}, about=bad[0].id)


@rule("P09-1", "没有告知记录", Severity.BLOCK, "inspection")
def never_told(facts: Facts) -> Seen | None:
    if facts.record.notified:
        return None
    return Seen("没有向当事人告知检查事项、依据和权利的记录。", facts.jtis("opened"))


@rule("P09-2", "告知晚于检查开始", Severity.WARN, "inspection", while_open=True)
def told_late(facts: Facts) -> Seen | None:
    late = _late(facts, [instant(each) for each in facts.record.notified])
    if late is None:
        return None
    said = f"告知在 {_clock(late[0])},晚于首条检查记录({_clock(late[1])})。"
    return Seen(said, (facts.record.notified[0].jti,), {"told": late[0], "began": late[1]})


RULES = (never_shown, shown_late, not_everyones, unusual_verification, never_told, told_late)
