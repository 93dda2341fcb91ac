"""What was asked and answered, written down before the answers are given; the worker makes the log of it.

Those who ask at the same moment share one row and one commit (group commit). The log has an index for everybody who
reads it, and each costs a page of its own for each question; so it is written later, by whom nobody waits for.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from zhifa.clock import SHANGHAI
from zhifa.db import Database
from zhifa.ids import new_id
from zhifa.verification import queries
from zhifa.verification.judging import AHEAD, FRESH, REUSED, VALID, Judgement

LOG_KEPT = timedelta(days=180)
#: How long a code may still be shown to another viewer, and a little more: the clocks of two servers differ.
SHOWN = AHEAD + FRESH + timedelta(minutes=1)
#: Turns that are entered into the log in one transaction.
AT_ONCE = 20


class Line(msgspec.Struct, array_like=True):
    """One verification to be logged. ``viewer`` is set for a code that one phone draws for one viewer, true or not:
    what is not true is written down alike, so that the time of an answer does not tell which it was."""

    at: datetime
    kind: str
    code_sha256: str
    judgement: Judgement
    origin: str
    number: str | None = None
    agency_id: UUID | None = None
    presented_at: datetime | None = None
    viewer: str | None = None


_written = msgspec.json.Encoder().encode
_read = msgspec.json.Decoder(list[Line]).decode


class Viewers:
    """Who saw each valid dynamic code first, as long as another could be shown it."""

    def __init__(self) -> None:
        self._first: OrderedDict[str, tuple[datetime, str]] = OrderedDict()

    def judge(self, lines: Sequence[Line]) -> Mapping[str, tuple[datetime, str]]:
        """``VALID`` becomes ``REUSED`` where another saw the code before. Returns who sees one first, to be kept."""
        seen: dict[str, tuple[datetime, str]] = {}
        for line in lines:
            if line.judgement == VALID and line.viewer is not None:
                first = self._first.get(line.code_sha256) or seen.setdefault(line.code_sha256, (line.at, line.viewer))
                if first[1] != line.viewer:
                    line.judgement = REUSED
        return seen

    def keep(self, seen: Mapping[str, tuple[datetime, str]], at: datetime) -> None:
        self._first.update(seen)
        while self._first and next(iter(self._first.values()))[0] < at - SHOWN:
            self._first.popitem(last=False)


class Journal:
    """One a process; safe for threads. What other processes wrote is read before it is judged who saw a code first."""

    def __init__(self, db: Database) -> None:
        self._db, self._lock = db, threading.Lock()
        self._viewers, self._seq = Viewers(), 0

    def write(self, lines: Sequence[Line]) -> None:
        """Writes the lines down. The judgement of one whose code another viewer saw before becomes ``REUSED``.

        Raises:
            Unavailable: they could not be written down, so nothing is answered.
        """
        at = max(line.at for line in lines)
        with self._lock:
            with self._db.bare(writes=True) as on:
                for row in queries.turns_after(on, self._seq, since=at - SHOWN):
                    self._viewers.keep(self._viewers.judge(_read(row.lines)), at)
                    self._seq = row.seq
                seen = self._viewers.judge(lines)
                seq = queries.add_turn(on, at, _written(lines).decode())
            self._viewers.keep(seen, at)
            self._seq = seq


def enter(db: Database, at: datetime) -> bool:
    """Enters the turns into the log whose codes nobody can be shown any more, the oldest first, and forgets what is
    past its time. Returns whether there are more."""
    with db.write() as session:
        turns = queries.take_turns(session, before=at - SHOWN, at_most=AT_ONCE)
        queries.log(session, [_row(line) for turn in turns for line in _read(turn.lines)])
        queries.forget_log(session, before=(at - LOG_KEPT).astimezone(SHANGHAI).date())
    return len(turns) == AT_ONCE


def _row(line: Line) -> dict[str, Any]:
    return {
        "id": new_id(),
        "at": line.at,
        "day": line.at.astimezone(SHANGHAI).date(),
        "kind": line.kind,
        "code_sha256": line.code_sha256,
        "certificate_number": line.number,
        "agency_id": line.agency_id,
        "answer": line.judgement.answer,
        "reason": line.judgement.reason,
        "presented_at": line.presented_at,
        "origin": line.origin,
    }
