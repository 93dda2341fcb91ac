"""What a certificate was worth at a moment: a pure reading of its recorded intervals.

What was recorded last about a moment holds, so that a late correction outranks what it corrects and the
earlier record stays to be seen. A certificate that would be valid is ``pending`` before its first day and
``expired`` after its last, in the zone of the law; suspension, loss and the like say more than that and stay.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from zhifa.clock import SHANGHAI
from zhifa.credentials.models import CertificateStatus

TICK = timedelta(microseconds=1)


class Interval(Protocol):
    """A stretch ``[starts_at, ends_at)``; no end means until further notice."""

    status: str
    starts_at: datetime
    ends_at: datetime | None
    recorded_at: datetime


class Term(Protocol):
    """The first and the last day printed on the certificate."""

    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``[starts_at, ends_at)`` of one status as it is judged now; None: unbounded."""

    status: CertificateStatus
    starts_at: datetime | None
    ends_at: datetime | None


def status_at(term: Term, intervals: Iterable[Interval], at: datetime) -> CertificateStatus:
    """The status in force at ``at``; pending where nothing is recorded yet."""
    covering = [i for i in intervals if i.starts_at <= at and (i.ends_at is None or at < i.ends_at)]
    if not covering:
        return CertificateStatus.PENDING
    status = CertificateStatus(max(covering, key=lambda i: (i.recorded_at, i.starts_at)).status)
    return _within_term(term, at) if status is CertificateStatus.VALID else status


def status_since(term: Term, intervals: Sequence[Interval], at: datetime) -> datetime | None:
    """The moment from which the status of ``at`` has held without a break; None: always so."""
    status = status_at(term, intervals, at)
    for moment in sorted(_boundaries(term, intervals), reverse=True):
        if moment <= at and status_at(term, intervals, moment - TICK) is not status:
            return moment
    return None


def known_by(intervals: Iterable[Interval], moment: datetime) -> list[Interval]:
    """What was recorded by ``moment``: ``status_at(term, known_by(i, asked), at)`` is what was answered then."""
    return [interval for interval in intervals if interval.recorded_at <= moment]


def timeline(term: Term, intervals: Sequence[Interval]) -> list[Span]:
    """The certificate's whole life without gap or overlap, oldest first; neighbours differ in status."""
    moments: list[datetime | None] = [None, *sorted(_boundaries(term, intervals))]
    spans: list[Span] = []
    for start, end in zip(moments, [*moments[1:], None], strict=True):
        status = CertificateStatus.PENDING if start is None else status_at(term, intervals, start)
        if spans and spans[-1].status is status:
            spans[-1] = Span(status, spans[-1].starts_at, end)
        else:
            spans.append(Span(status, start, end))
    return spans


def _within_term(term: Term, at: datetime) -> CertificateStatus:
    day = at.astimezone(SHANGHAI).date()
    if day < term.valid_from:
        return CertificateStatus.PENDING
    return CertificateStatus.EXPIRED if day > term.valid_to else CertificateStatus.VALID


def _boundaries(term: Term, intervals: Iterable[Interval]) -> set[datetime]:
    """Every moment at which the status may change."""
    moments = {_midnight(term.valid_from), _midnight(term.valid_to + timedelta(days=1))}
    for interval in intervals:
        moments.add(interval.starts_at)
        if interval.ends_at is not None:
            moments.add(interval.ends_at)
    return moments


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)
