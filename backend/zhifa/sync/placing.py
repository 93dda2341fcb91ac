"""Where an entry belongs in the chains of its inspection. Pure: decides over what was read under the lock.

A chain starts with ``opened`` (once an inspection) or ``joined`` (after ``opened``), and every later entry fits
onto the one before it by ``prev``. What has no predecessor yet waits; when the hole is filled it is released.
Every decision is made here before anything is written, one entry at a time, so that a bad one costs no other
its place: what a savepoint an entry would give, without its price.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from zhifa.inspections.entry import Entry, Refusal
from zhifa.sync.schemas import Fate

Place = tuple[UUID, int]  # device, seq

SEQ_TAKEN = Refusal(
    "seq_conflict", "同一设备的同一序号已有另一条不同的记录,服务器已留存这一条但未采用。请联系审核人员处理。"
)
JTI_TAKEN = Refusal("jti_conflict", "同一编号已有另一条不同的记录,服务器已留存这一条但未采用。请联系审核人员处理。")
PREV_DIFFERS = Refusal("prev_mismatch", "与上一条记录衔接不上,服务器已留存但未采用。请联系审核人员处理。")
OPENED_TWICE = Refusal("opened_twice", "这次检查已由另一台设备开始,服务器已留存这一条但未采用。请以“加入检查”参与。")
BEHIND_REFUSED = Refusal(
    "opening_refused",
    "这条记录所接的“开始检查”未被采用,服务器已留存这一条但未采用。请以“加入检查”参与,并联系审核人员。",
)
REVOKED = Refusal("device_revoked", "这台设备已被停用,记录已留存待审核人员确认。请联系本单位审核人员。")

CONFLICTS = frozenset(refusal.code for refusal in (SEQ_TAKEN, JTI_TAKEN, PREV_DIFFERS, OPENED_TWICE))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A verified entry with who sent it and when it came."""

    entry: Entry
    account: UUID
    received_at: datetime
    skew_ms: int


@dataclass(slots=True)
class Chains:
    """The chains of one inspection: digests by place, whether it was opened, and what waits. ``shut``: digests of
    openings that were refused and of what followed them, behind which nothing can ever find its place."""

    placed: dict[Place, str] = field(default_factory=dict)
    opened: bool = False
    held: dict[Place, Arrival] = field(default_factory=dict)
    shut: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Decisions:
    """What is to be written."""

    applied: list[Arrival] = field(default_factory=list)
    held: list[Arrival] = field(default_factory=list)
    released: list[Arrival] = field(default_factory=list)  # no longer held, whatever became of them
    refused: list[tuple[Arrival, Refusal]] = field(default_factory=list)


Verdict = tuple[Fate, Refusal | None]


class Placing:
    """Places arrivals one after another. ``in_place`` and ``waiting``: digests by jti, of all inspections;
    ``fresh``: the inspections of which nothing was there before."""

    def __init__(
        self,
        chains: Mapping[UUID, Chains],
        in_place: Mapping[UUID, str],
        waiting: Mapping[UUID, str],
        revoked: Collection[UUID] = (),
        *,
        fresh: frozenset[UUID] = frozenset(),
    ) -> None:
        self._chains, self._revoked, self.fresh = chains, revoked, fresh
        self._in_place, self._waiting = dict(in_place), dict(waiting)
        self.decisions = Decisions()

    def place(self, arrival: Arrival) -> Verdict:
        """Decides about one arrival, and about what was waiting for it."""
        fate, refusal = self._judge(arrival)
        if fate is Fate.APPLIED:
            self._apply(arrival)
        elif refusal is not None:
            self.decisions.refused.append((arrival, refusal))
            if refusal in (OPENED_TWICE, BEHIND_REFUSED):
                self._shut(self._chains[arrival.entry.inspection], arrival.entry)
        return fate, refusal

    def _judge(self, arrival: Arrival) -> Verdict:
        entry = arrival.entry
        known = self._in_place.get(entry.jti) or self._waiting.get(entry.jti)
        if known is not None and known != entry.sha256:
            return Fate.CONFLICT, JTI_TAKEN
        if known is not None:
            return (Fate.DUPLICATE if entry.jti in self._in_place else Fate.HELD), None
        if entry.device in self._revoked:
            return Fate.REJECTED, REVOKED
        chains = self._chains[entry.inspection]
        place = (entry.device, entry.seq)
        if place in chains.placed or place in chains.held:
            return Fate.CONFLICT, SEQ_TAKEN
        return self._fit_or_hold(chains, arrival)

    def _fit_or_hold(self, chains: Chains, arrival: Arrival) -> Verdict:
        fit = _fit(chains, arrival.entry)
        if isinstance(fit, Refusal):
            return Fate.CONFLICT, fit
        if fit:
            return Fate.APPLIED, None
        chains.held[arrival.entry.device, arrival.entry.seq] = arrival
        self._waiting[arrival.entry.jti] = arrival.entry.sha256
        self.decisions.held.append(arrival)
        return Fate.HELD, None

    def _apply(self, arrival: Arrival) -> None:
        """Puts an entry in place, then whatever waited for it, and whatever waited for that."""
        ready = [arrival]
        while ready:
            fitting = ready.pop()
            entry = fitting.entry
            chains = self._chains[entry.inspection]
            chains.placed[entry.device, entry.seq] = entry.sha256
            chains.opened = chains.opened or entry.claims.kind == "opened"
            self._in_place[entry.jti] = entry.sha256
            self.decisions.applied.append(fitting)
            ready += self._release(chains, entry)

    def _release(self, chains: Chains, entry: Entry) -> Iterable[Arrival]:
        """The held entries that fit now; one whose ``prev`` says otherwise is refused."""
        for place in _followers(chains, entry):
            waiting = chains.held.pop(place)
            self._waiting.pop(waiting.entry.jti, None)
            self.decisions.released.append(waiting)
            fit = _fit(chains, waiting.entry)
            if isinstance(fit, Refusal):
                self.decisions.refused.append((waiting, fit))
            else:
                yield waiting

    def _shut(self, chains: Chains, entry: Entry) -> None:
        """Refuses what waited for an entry that was refused for good, and what waited for that."""
        last = entry
        while True:
            chains.shut.add(last.sha256)
            place = (last.device, last.seq + 1)
            waiting = chains.held.get(place)
            if waiting is None or waiting.entry.claims.prev != last.sha256:
                return
            del chains.held[place]
            self._waiting.pop(waiting.entry.jti, None)
            self.decisions.released.append(waiting)
            self.decisions.refused.append((waiting, BEHIND_REFUSED))
            last = waiting.entry


def _fit(chains: Chains, entry: Entry) -> bool | Refusal:
    """True: it fits. False: what it follows has not come. A refusal: it can never fit."""
    if entry.claims.kind == "opened":
        return OPENED_TWICE if chains.opened else True
    if entry.claims.prev in chains.shut:
        return BEHIND_REFUSED
    if entry.seq == 0:
        return chains.opened
    before = chains.placed.get((entry.device, entry.seq - 1))
    if before is None:
        return False
    return True if before == entry.claims.prev else PREV_DIFFERS


def _followers(chains: Chains, entry: Entry) -> list[Place]:
    """The places of held entries that waited for this one: the next of its chain; other chains, for ``opened``."""
    following = [(entry.device, entry.seq + 1)] if (entry.device, entry.seq + 1) in chains.held else []
    starts = [place for place in chains.held if place[1] == 0] if entry.claims.kind == "opened" else []
    return sorted(following + starts)
