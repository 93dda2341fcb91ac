"""What a change of the catalogue changes, line by line, as it is read."""

from collections.abc import Iterator
from datetime import date

from zhifa.matters.change_schemas import (
    Amend,
    Delegate,
    ItemDraft,
    LineChange,
    MatterDraft,
    Publish,
    TakeBack,
    What,
    Withdraw,
)
from zhifa.matters.schemas import MatterWire

NOTHING = "(无)"
CONFIDENCE = {"high": "已核对原文", "medium": "据转载核对", "low": "未核对"}


def differences(what: What, now: MatterWire | None, agency_name: str | None) -> list[LineChange]:
    """``now``: the matter as it stands, None for one that is not there yet."""
    match what:
        case Publish() | Amend():
            found = list(_content(draft_of(now) if now else None, what.content))
            return [*found, LineChange("施行日期", NOTHING, what.starts_on.isoformat())] if found else []
        case Withdraw():
            ends = now.valid_to.isoformat() if now and now.valid_to else NOTHING
            return [LineChange("最后有效日", ends, what.ends_on.isoformat())]
        case Delegate():
            return [LineChange("赋权", NOTHING, f"{agency_name}:{_days(what.starts_on, what.ends_on)}")]
        case TakeBack():
            return [LineChange(f"{agency_name}的赋权", "有效", f"{what.ends_on.isoformat()} 止")]


def draft_of(matter: MatterWire) -> MatterDraft:
    """A matter as it would be proposed again."""
    items = matter.checklist.items if matter.checklist else []
    return MatterDraft(
        name=matter.name,
        kind=matter.kind,  # type: ignore[arg-type]
        field=matter.field,
        basis=matter.basis,
        basis_confidence=matter.basis_confidence,  # type: ignore[arg-type]
        items=[ItemDraft(item.text, item.requirement, item.basis, item.merge_key) for item in items],
        trades=list(matter.trades),
        annual_cap=matter.annual_cap,
    )


def _content(before: MatterDraft | None, after: MatterDraft) -> Iterator[LineChange]:
    old, new = _lines(before) if before else {}, _lines(after)
    for what in new:
        if old.get(what, NOTHING) != new[what]:
            yield LineChange(what, old.get(what, NOTHING), new[what])
    yield from _items(before.items if before else [], after.items)


def _lines(draft: MatterDraft) -> dict[str, str]:
    return {
        "名称": draft.name,
        "类别": draft.kind,
        "领域": draft.field,
        "依据": draft.basis,
        "依据核对": CONFIDENCE[draft.basis_confidence],
        "适用行业": "、".join(draft.trades) or NOTHING,
        "年度频次上限": NOTHING if draft.annual_cap is None else f"{draft.annual_cap} 次",
    }


def _items(before: list[ItemDraft], after: list[ItemDraft]) -> Iterator[LineChange]:
    """By what is looked at; the same items in another order are told as that."""
    old, new = ({item.text: item for item in items} for items in (before, after))
    for text in dict.fromkeys([*old, *new]):
        if old.get(text) != new.get(text):
            yield LineChange(f"检查标准“{text}”", _item(old.get(text)), _item(new.get(text)))
    if old == new and [item.text for item in before] != [item.text for item in after]:
        yield LineChange("检查标准的顺序", "现行顺序", "、".join(item.text for item in after))


def _item(item: ItemDraft | None) -> str:
    if item is None:
        return NOTHING
    merged = f"(合并标识 {item.merge_key})" if item.merge_key else ""
    return f"{item.requirement}。依据:{item.basis}{merged}"


def _days(first: date, last: date | None) -> str:
    return f"{first.isoformat()} 起" + (f",至 {last.isoformat()}" if last else "")
