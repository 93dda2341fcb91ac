"""The log of verifications, written before the answer is given.

Those who ask at the same moment share one transaction (group commit), which also finds who saw a dynamic code first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.db import Database
from zhifa.ids import new_id
from zhifa.verification import queries
from zhifa.verification.judging import REUSED, VALID, Judgement

LOG_KEPT = timedelta(days=180)
PRESENTED_KEPT = timedelta(days=1)
SWEEP = timedelta(hours=1)


@dataclass(slots=True)
class Line:
    """One verification to be logged. ``viewer`` is set for a code that one phone draws for one viewer, true or not:
    what is not true is written down alike, so that the time of an answer does not tell which it was."""

    at: datetime
    kind: str
    code_sha256: str
    judgement: Judgement
    origin: str
    number: str | None = None
    agency_id: Any = None
    presented_at: datetime | None = None
    viewer: str | None = None

    @property
    def row(self) -> dict[str, Any]:
        return {
            "id": new_id(),
            "at": self.at,
            "day": self.at.astimezone(SHANGHAI).date(),
            "kind": self.kind,
            "code_sha256": self.code_sha256,
            "certificate_number": self.number,
            "agency_id": self.agency_id,
            "answer": self.judgement.answer,
            "reason": self.judgement.reason,
            "presented_at": self.presented_at,
            "origin": self.origin,
        }


class Journal:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._swept: datetime | None = None

    def write(self, lines: Sequence[Line]) -> None:
        """Logs the lines. The judgement of one whose code another viewer saw before becomes ``REUSED``.

        Raises:
            Unavailable: they could not be logged, so nothing is answered.
        """
        with self._db.write() as session:
            _tell_reuse(session, [line for line in lines if line.viewer is not None])
            queries.log(session, [line.row for line in lines])
            self._sweep(session, max(line.at for line in lines))

    def _sweep(self, session: Session, at: datetime) -> None:
        """Once an hour, what is past its time goes."""
        if self._swept is None or at - self._swept >= SWEEP:
            self._swept = at
            queries.forget_log(session, at - PRESENTED_KEPT, (at - LOG_KEPT).astimezone(SHANGHAI).date())


def _tell_reuse(session: Session, lines: Sequence[Line]) -> None:
    if not lines:
        return
    seen = {line.code_sha256: line for line in reversed(lines)}
    rows = [
        {"code_sha256": sha256, "viewer": seen[sha256].viewer, "first_at": seen[sha256].at} for sha256 in sorted(seen)
    ]
    first = queries.first_viewers(session, rows)
    for line in lines:
        if line.judgement is VALID and first[line.code_sha256] != line.viewer:
            line.judgement = REUSED
