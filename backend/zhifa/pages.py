"""Keyset paging: a page is found by where the last one ended, so the last is as fast as the first."""

import base64
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

import msgspec
import sqlalchemy as sa
from litestar.params import QueryParameter

from zhifa.errors import BadRequest

T = TypeVar("T")

DEFAULT_LIMIT = 20
MAX_LIMIT = 100

#: Litestar drops a msgspec.Meta inside FromQuery, so the bounds are the parameter's own.
Limit = Annotated[int, QueryParameter(ge=1, le=MAX_LIMIT)]


class Page(msgspec.Struct, Generic[T]):
    """One page; ``next`` is the cursor of the one after, or null at the end."""

    items: list[T]
    next: str | None


class CursorInvalid(BadRequest):
    code = "cursor_invalid"
    detail = "翻页位置无效,请回到第一页重新查看。"


def encode_cursor(values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(list(values))).decode().rstrip("=")


def decode_cursor(cursor: str, types: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values a cursor holds, converted to ``types``.

    Raises:
        CursorInvalid: it is not one that we gave out.
    """
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return msgspec.json.decode(raw, type=tuple[types])  # type: ignore[valid-type]
    except (ValueError, msgspec.MsgspecError) as error:
        raise CursorInvalid from error


def after(columns: Sequence[Any], values: Sequence[Any], *, descending: bool) -> sa.ColumnElement[bool]:
    """``(a, b) < (:a, :b)``: the rows that come after the cursor, as one index range."""
    left = sa.tuple_(*columns)
    right = sa.tuple_(*[sa.literal(v, c.type) for v, c in zip(values, columns, strict=True)])
    return left < right if descending else left > right


def page_of(rows: Sequence[Any], limit: int, key: Callable[[Any], Sequence[Any]], make: Callable[[Any], T]) -> Page[T]:
    """A page from ``limit + 1`` rows: the one too many says that there is more."""
    shown = rows[:limit]
    following = encode_cursor(key(shown[-1])) if len(rows) > limit else None
    return Page(items=[make(row) for row in shown], next=following)
