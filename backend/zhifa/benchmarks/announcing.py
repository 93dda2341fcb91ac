"""Tells those who act in their field that benchmarks have a new version: one message a field, however many they are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from zhifa.benchmarks.model import Benchmark
from zhifa.notify.kinds import Target
from zhifa.notify.occasions import standard_changed
from zhifa.notify.service import quote

Published = tuple[UUID, UUID | None, Benchmark]


def published(session: Session, versions: Sequence[Published], at: datetime) -> None:
    """``versions``: record, the agency that published it, what it says from now on."""
    together: dict[tuple[str, UUID | None, date], list[Published]] = defaultdict(list)
    for each in versions:
        _, agency, said = each
        together[(said.field, agency, said.valid_from)].append(each)
    for (field, agency, begins), group in together.items():
        record, _, said = group[0]
        count = f"等 {len(group)} 项" if len(group) > 1 else ""
        words = f"裁量基准“{quote(said.violation)}”{count}有新版本,自 {begins} 起施行。手机联网后自动更新。"
        standard_changed(session, Target("benchmark", str(record)), field=field, words=words, at=at, publisher=agency)
