"""What was gathered: when, where, and whether it is this visit's own. 行政诉讼证据规定 art. 12 and 64."""

from zhifa.compliance.facts import Facts, FileFacts
from zhifa.compliance.model import Seen, Severity, rule


def _named(files: list[FileFacts]) -> str:
    return "、".join(f"“{file.shows}”" for file in files[:3]) + (f" 等 {len(files)} 份" if len(files) > 3 else "")


def _jtis(files: list[FileFacts]) -> tuple[str, ...]:
    return tuple(file.jti for file in files)


@rule("E02-1", "证据形成于检查结束之后", Severity.WARN, "evidence-12", "penalty-46")
def after_the_end(facts: Facts) -> Seen | None:
    bad = [file for file in facts.files if facts.closed_at and file.captured_at > facts.closed_at]
    if not bad:
        return None
    return Seen(f"{_named(bad)}的拍摄时间晚于检查结束,请说明来由。", _jtis(bad), {"files": len(bad)})


@rule("E02-2", "取证位置远离检查地点", Severity.WARN, "product-position")
def far_away(facts: Facts) -> Seen | None:
    most = facts.limit("far_m")
    bad = [file for file in facts.files if file.distance is not None and file.distance - file.accuracy > most]
    if not bad:
        return None
    metres = max(round(file.distance or 0) for file in bad)
    return Seen(
        f"{_named(bad)}的取证位置距检查对象登记地址约 {metres} 米,超过 {most} 米。", _jtis(bad), {"metres": metres}
    )


@rule("E02-3", "同一证据用于多次检查", Severity.BLOCK, "product-same-file", "penalty-40")
def in_two_cases(facts: Facts) -> Seen | None:
    bad = [file for file in facts.files if file.elsewhere]
    if not bad:
        return None
    most = max(file.elsewhere for file in bad)
    return Seen(f"{_named(bad)}与另外 {most} 次检查中的文件完全相同。", _jtis(bad), {"elsewhere": most})


@rule("E04-1", "证据从相册导入", Severity.INFO, "evidence-64")
def imported(facts: Facts) -> Seen | None:
    bad = [file for file in facts.files if file.source == "library"]
    if not bad:
        return None
    return Seen(f"{_named(bad)}不是现场直接拍摄,由相册导入,须核对原始载体。", _jtis(bad), {"files": len(bad)})


@rule("E01-1", "不合格项没有证据或说明", Severity.WARN, "penalty-40")
def nothing_to_show(facts: Facts) -> Seen | None:
    record = facts.record
    shown = {file.item for file in record.attachments} | {note.item for note in record.notes}
    bad = {
        item: answer
        for item, answer in record.answers.items()
        if answer.answer == "fail" and item not in shown and not (answer.note or "").strip()
    }
    if not bad:
        return None
    said = f"不合格项 {'、'.join(sorted(bad))} 既没有照片,也没有说明。"
    return Seen(said, tuple(answer.jti for answer in bad.values()), {"items": sorted(bad)})


RULES = (after_the_end, far_away, in_two_cases, imported, nothing_to_show)
