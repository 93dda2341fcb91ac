"""When it was written down and when it came: late entries, changes afterwards, clocks, holes in the chain."""

from datetime import timedelta
from typing import Any

from zhifa.compliance.facts import EntryFacts, Facts, instant
from zhifa.compliance.model import Seen, Severity, rule

SECONDS = 1000


def _arrival(facts: Facts) -> EntryFacts | None:
    """The closing's entry."""
    return next(iter(facts.entries_of("closed")), None)


def _told_why(facts: Facts) -> bool:
    """Whether something was written down after the end, which is where a late report is explained."""
    return any(note.late for note in facts.record.notes) or bool(facts.record.supplements)


@rule("P07-1", "记录迟报", Severity.WARN, "product-late", "shenzhen")
def late(facts: Facts) -> Seen | None:
    closing = _arrival(facts)
    if closing is None:
        return None
    waited = closing.received_at - (closing.at - timedelta(milliseconds=closing.skew_ms))
    if waited <= timedelta(hours=facts.limit("late_hours")):
        return None
    days, most = waited.days, facts.limit("late_days")
    over = waited > timedelta(days=most)
    why = "已补充说明" if _told_why(facts) else "记录中没有说明原因"
    said = f"检查结束后 {_long(waited)} 才上传,{why}" + (f";超过 {most} 个自然日的补录期限。" if over else "。")
    severity = Severity.BLOCK if over else Severity.INFO if _told_why(facts) else Severity.WARN
    return Seen(said, (closing.jti,), {"days": days, "hours": int(waited.total_seconds() // 3600)}, severity=severity)


def _long(waited: timedelta) -> str:
    hours = int(waited.total_seconds() // 3600)
    return f"{hours} 小时" if hours < 72 else f"{waited.days} 天"


@rule("P07-2", "检查结束后又改动内容", Severity.WARN, "penalty-47", "process")
def changed_afterwards(facts: Facts) -> Seen | None:
    record = facts.record
    parts: list[Any] = [*record.answers.values(), *record.findings, *record.measures]
    bad = [part for part in parts if part.late]
    if not bad or record.supplements:
        return None
    said = f"检查结束后又新增或改动了 {len(bad)} 项(检查项、发现或措施),没有补正说明。"
    return Seen(said, tuple(part.jti for part in bad), {"parts": len(bad)})


@rule("P10-5", "当事人签名后又改动检查项", Severity.BLOCK, "penalty-55")
def changed_after_signature(facts: Facts) -> Seen | None:
    party = facts.record.party
    if party is None or party.outcome != "signed":
        return None
    bad = [a for a in facts.record.answers.values() if not a.late and instant(a) > instant(party)]
    if not bad:
        return None
    said = f"当事人签名之后又改动了 {len(bad)} 个检查项,签名所认的不是最后的内容。"
    return Seen(said, (party.jti, *(answer.jti for answer in bad)), {"items": len(bad)})


@rule("T02-1", "手机时钟偏差", Severity.WARN, "product-clock", while_open=True)
def clock_off(facts: Facts) -> Seen | None:
    most = facts.limit("clock_skew_s") * SECONDS
    bad = [entry for entry in facts.entries if abs(entry.skew_ms) > most]
    if not bad:
        return None
    worst = max((entry.skew_ms for entry in bad), key=abs)
    way = "快" if worst > 0 else "慢"
    said = f"手机时钟比服务器{way} {abs(worst) // SECONDS} 秒,记录的时间须按此核对。"
    return Seen(said, (bad[0].jti,), {"skew_ms": worst, "entries": len(bad)})


@rule("T02-2", "检查中手机时间被回拨", Severity.WARN, "product-clock", while_open=True)
def clock_set_back(facts: Facts) -> Seen | None:
    bad = [entry for entry in facts.entries if entry.set_back]
    if not bad:
        return None
    said = f"有 {len(bad)} 条记录的时间晚于实际先后,手机时间在检查中被调慢过。"
    return Seen(said, tuple(entry.jti for entry in bad), {"entries": len(bad)})


@rule("C21-1", "记录链有缺口", Severity.BLOCK, "product-chain", "penalty-47", while_open=True)
def hole(facts: Facts) -> Seen | None:
    if not facts.held:
        return None
    return Seen(f"有 {facts.held} 条记录的前一条没有到达,记录不完整。", facts={"held": facts.held})


@rule("C21-2", "收到相互矛盾的记录", Severity.BLOCK, "product-chain", "penalty-47", while_open=True)
def contradiction(facts: Facts) -> Seen | None:
    if not facts.conflict:
        return None
    return Seen("同一位置收到过两条不同的记录,另一条在隔离区待处理。")


@rule("P07-3", "检查开始后长期没有结束", Severity.WARN, "process", while_open=True)
def never_ended(facts: Facts) -> Seen | None:
    most = facts.limit("open_days")
    if facts.ended or facts.now - facts.opened_at <= timedelta(days=most):
        return None
    said = f"检查于 {facts.day} 开始,超过 {most} 天没有结束,请提醒执法人员结束或撤回。"
    return Seen(said, facts.jtis("opened"), {"opened": facts.day})


RULES = (
    late,
    changed_afterwards,
    changed_after_signature,
    clock_off,
    clock_set_back,
    hole,
    contradiction,
    never_ended,
)
