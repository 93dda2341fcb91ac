"""SQL of what each account wants its phones to be woken for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from zhifa.clock import SHANGHAI
from zhifa.notify.kinds import TELLINGS, Kind
from zhifa.notify.models import Preference


@dataclass(frozen=True, slots=True)
class Kept:
    """``quiet``: from and to, minutes after midnight in Asia/Shanghai."""

    muted: frozenset[Kind] = frozenset()
    quiet: tuple[int, int] | None = None

    def due(self, kind: Kind, at: datetime) -> datetime | None:
        """When a phone may be woken for this kind, at the earliest now; None: not at all."""
        if kind in self.muted:
            return None
        if self.quiet is None or TELLINGS[kind].urgent:
            return at
        return _after_quiet(at, *self.quiet)


def of(session: Session, accounts: Collection[UUID]) -> Mapping[UUID, Kept]:
    """Of those that ever chose anything."""
    rows = session.scalars(sa.select(Preference).where(col(Preference.account_id).in_(accounts)))
    return {row.account_id: _kept(row) for row in rows}


def keep(session: Session, account: UUID, kept: Kept) -> None:
    start, end = kept.quiet or (None, None)
    values = {"muted": " ".join(sorted(kept.muted)), "quiet_from": start, "quiet_to": end}
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    chosen = insert(Preference).values(account_id=account, **values)
    session.execute(chosen.on_conflict_do_update(index_elements=["account_id"], set_=values))


def _kept(row: Preference) -> Kept:
    muted = frozenset(Kind(kind) for kind in row.muted.split() if kind in set(Kind))
    both = row.quiet_from is not None and row.quiet_to is not None
    return Kept(muted, (row.quiet_from, row.quiet_to) if both else None)  # type: ignore[arg-type]


def _after_quiet(at: datetime, start: int, end: int) -> datetime:
    """The end of the quiet hours that ``at`` lies in, else ``at`` itself."""
    local = at.astimezone(SHANGHAI)
    minute = local.hour * 60 + local.minute
    quiet = start <= minute < end if start < end else minute >= start or minute < end
    if not quiet:
        return at
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    ends = midnight + timedelta(minutes=end)
    return ends if ends > local else ends + timedelta(days=1)
