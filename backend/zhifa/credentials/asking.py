"""What the registry's addresses take in their query, bounded and read once."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from uuid import UUID

from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, QueryParameter

from zhifa.clock import SHANGHAI, Clock
from zhifa.credentials import numbers
from zhifa.credentials.registry_queries import Filters
from zhifa.credentials.registry_schemas import KindName, StatusName
from zhifa.credentials.validity import TICK
from zhifa.errors import BadRequest

Words = Annotated[str | None, QueryParameter(max_length=100, description="A number's beginning, or part of a name")]
AsOf = Annotated[
    str | None,
    QueryParameter(max_length=40, description="A day of Asia/Shanghai (as at its end), or an RFC 3339 moment"),
]


class MomentInvalid(BadRequest):
    code = "moment_invalid"
    detail = "时间写法不正确,请按“2026-11-23”的样子填写后重试。"


def moment_of(text: str | None, now: datetime) -> datetime:
    """The moment asked for; now if none is.

    Raises:
        MomentInvalid
    """
    if not text:
        return now
    try:
        if len(text) == len("2026-11-23"):
            return datetime.combine(date.fromisoformat(text), time(), SHANGHAI) + timedelta(days=1) - TICK
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise MomentInvalid from error
    if moment.tzinfo is None:
        raise MomentInvalid
    return moment


def filters_of_query(
    clock: NamedDependency[Clock],
    q: Words = None,
    status: FromQuery[StatusName | None] = None,
    agency: FromQuery[UUID | None] = None,
    kind: FromQuery[KindName | None] = None,
    expiring_before: FromQuery[date | None] = None,
    as_of: AsOf = None,
) -> Filters:
    return Filters(
        as_of=moment_of(as_of, clock()),
        words=numbers.normal(q or "") or None,
        status=status,
        agency=agency,
        kind=kind,
        expiring_before=expiring_before,
    )


FILTERS = {"filters": Provide(filters_of_query, sync_to_thread=False)}
