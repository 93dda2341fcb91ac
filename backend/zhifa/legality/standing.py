"""Where a record stands with its legal review. Pure.

An opinion holds for the findings, measures and result that it saw: when one of them changes it is ``stale``.
"""

from enum import StrEnum


class State(StrEnum):
    """Of one review."""

    WAITING = "waiting"
    AGREED = "agreed"  # 同意
    AMEND = "amend"  # 建议修改
    REFUSED = "refused"  # 不同意
    RECUSED = "recused"  # 回避: ended without an opinion
    RECALLED = "recalled"  # 撤回: ended without an opinion


#: States that ended without an opinion: the review before them counts.
VOID = frozenset({State.RECUSED, State.RECALLED})


def standing(state: str | None, reviewed: str, now: str) -> str:
    """Of the last review that counts: its state, ``none``, or ``stale`` where another thing is decided by now.

    ``reviewed``, ``now``: hashes of what was reviewed and of what is decided.
    """
    if state is None:
        return "none"
    if state != State.WAITING and reviewed != now:
        return "stale"
    return state


def settled(standing: str, *, major: bool) -> bool:
    """Whether nothing is owed: agreed to; or not major, with no review open and none gone against it."""
    return standing == State.AGREED or (not major and standing in {"none", "stale"})
