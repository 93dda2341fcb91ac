"""Reads the entries of a visit into its record. Pure; ``pwa/shared/record/fold.ts`` does the same.

Both are held to ``tests/vectors/fold``. Nothing here judges: an unlawful fact is in the record as a fact, and
what does not fit together is named in ``problems``.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from zhifa.inspections.claims import Claims
from zhifa.inspections.order import ChainedClaims, canonical
from zhifa.inspections.record import (
    AttachedFile,
    EarlierAnswer,
    Finding,
    ItemAnswer,
    MatterRef,
    Measure,
    Note,
    Notified,
    OfficerOnVisit,
    OfficerSignature,
    Party,
    Presented,
    Record,
    SubjectRef,
    Supplement,
    Withdrawal,
)

T = TypeVar("T")


def fold(entries: Iterable[ChainedClaims]) -> Record:
    """The record of one visit, the same for any order of ``entries``.

    Raises:
        ValueError: there are none.
    """
    ordered = canonical(entries)
    if not ordered:
        raise ValueError("a record needs at least one entry")
    record = Record(id=ordered[0].claims.sub)
    for entry in ordered:
        _take(record, entry)
    return record


def _take(record: Record, entry: ChainedClaims) -> None:
    record.chains[entry.device] = record.chains.get(entry.device, 0) + 1
    step = _STEPS.get(entry.claims.kind)
    if step is None:
        _problem(record, "unknown_kind")
    else:
        step(record, entry.claims, entry.device)


def _opened(record: Record, claims: Claims, device: str) -> None:
    if record.opened_at is not None:
        _problem(record, "opened_twice")
        return
    body = claims.body
    record.subject = msgspec.convert(body["subject"], SubjectRef)
    record.matters = msgspec.convert(body["matters"], list[MatterRef])
    record.source, record.repeat_reason = body["source"], body.get("repeat_reason")
    record.agency, record.opened_at = body["agency"], claims.at
    record.officers.append(OfficerOnVisit(**body["officer"], role="lead", via="opened", reason=None, device=device))


def _joined(record: Record, claims: Claims, device: str) -> None:
    body = claims.body
    second = OfficerOnVisit(**body["officer"], role="second", via=body["via"], reason=body.get("reason"), device=device)
    record.officers.append(second)


def _presented(record: Record, claims: Claims, _device: str) -> None:
    record.presented.append(_marked(Presented, claims))


def _notified(record: Record, claims: Claims, _device: str) -> None:
    record.notified.append(_marked(Notified, claims))


def _answered(record: Record, claims: Claims, _device: str) -> None:
    body, before = claims.body, record.answers.get(claims.body["item"])
    history = [] if before is None else [*before.history, _earlier(before)]
    record.answers[body["item"]] = ItemAnswer(
        answer=body["answer"],
        note=body.get("note"),
        bulk=body.get("bulk", False),
        at=claims.at,
        jti=claims.jti,
        late=_late(record),
        history=history,
    )


def _earlier(before: ItemAnswer) -> EarlierAnswer:
    return EarlierAnswer(answer=before.answer, note=before.note, at=before.at, jti=before.jti)


def _noted(record: Record, claims: Claims, _device: str) -> None:
    record.notes.append(_marked(Note, claims, item=claims.body.get("item"), late=_late(record)))


def _attached(record: Record, claims: Claims, _device: str) -> None:
    made = _marked(AttachedFile, claims, item=claims.body.get("item"), pos=claims.pos, late=_late(record))
    record.attachments.append(made)


def _found(record: Record, claims: Claims, _device: str) -> None:
    record.findings.append(_marked(Finding, claims, late=_late(record)))


def _measured(record: Record, claims: Claims, _device: str) -> None:
    record.measures.append(_marked(Measure, claims, late=_late(record)))


def _party_signed(record: Record, claims: Claims, _device: str) -> None:
    record.party = _marked(Party, claims, outcome="signed")


def _party_refused(record: Record, claims: Claims, _device: str) -> None:
    record.party = _marked(Party, claims, outcome="refused")


def _officer_signed(record: Record, claims: Claims, _device: str) -> None:
    body: Mapping[str, Any] = claims.body
    record.officer_signatures.append(_marked(OfficerSignature, claims, **body["officer"]))


def _closed(record: Record, claims: Claims, _device: str) -> None:
    if record.closed_at is not None:
        _problem(record, "closed_twice")
        return
    if record.state == "open":
        record.state = "closed"
    record.closed_at, record.result = claims.at, claims.body["result"]
    record.summary, record.missing = claims.body.get("summary"), claims.body["missing"]


def _supplemented(record: Record, claims: Claims, _device: str) -> None:
    record.supplements.append(_marked(Supplement, claims))


def _withdrawn(record: Record, claims: Claims, _device: str) -> None:
    record.state = "withdrawn"
    record.withdrawn = record.withdrawn or _marked(Withdrawal, claims)


_STEPS: Mapping[str, Callable[[Record, Claims, str], None]] = {
    "opened": _opened,
    "joined": _joined,
    "presented": _presented,
    "notified": _notified,
    "answered": _answered,
    "noted": _noted,
    "attached": _attached,
    "found": _found,
    "measured": _measured,
    "party_signed": _party_signed,
    "party_refused": _party_refused,
    "officer_signed": _officer_signed,
    "closed": _closed,
    "supplemented": _supplemented,
    "withdrawn": _withdrawn,
}


def _late(record: Record) -> bool:
    return record.closed_at is not None


def _problem(record: Record, code: str) -> None:
    if code not in record.problems:
        record.problems.append(code)


def _marked(kind: type[T], claims: Claims, **more: Any) -> T:
    """The body with what every part remembers of the entry that it came from."""
    return msgspec.convert({**claims.body, **more, "at": claims.at, "jti": claims.jti}, kind)
