"""The record 笔录: what the entries of a visit say together, as both the server and the phone fold them.

Names and shapes are those of ``pwa/shared/record/types.ts``; a field that may be absent is ``UNSET`` and is
then absent on the wire too. Times are the text that the phone signed (RFC 3339 with offset).
"""

from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from zhifa.benchmarks.recompute import Check
from zhifa.inspections.claims import Position as Position

Optional = str | UnsetType
Answer = Literal["pass", "fail", "na"]
Stroke = list[float]  # x, y, t (milliseconds), x, y, t … in canvas pixels


class SubjectRef(msgspec.Struct):
    """The visited party as the officer named it; ``id`` only where it was chosen from a pack."""

    name: str
    address: str
    id: Optional = UNSET
    uscc: Optional = UNSET
    uscc_reason: Optional = UNSET
    kind: Optional = UNSET
    division: Optional = UNSET
    by: Optional = UNSET


class MatterRef(msgspec.Struct):
    id: str
    code: str
    name: str
    checklist: str
    checklist_version: int


class OfficerOnVisit(msgspec.Struct):
    officer: str
    name: str
    certificate: str
    role: Literal["lead", "second"]
    via: Literal["opened", "device", "named"]
    reason: str | None
    device: str


class Presented(msgspec.Struct):
    """亮证."""

    to: str
    method: Literal["screen", "card"]
    certificates: list[str]
    at: str
    jti: str


class Notified(msgspec.Struct):
    """告知 of rights and of recusal 回避."""

    text_version: str
    acknowledged: Literal["tick", "scan", "signature", "oral"]
    recusal: Literal["none", "requested"]
    at: str
    jti: str
    words: Optional = UNSET


class EarlierAnswer(msgspec.Struct):
    answer: Answer
    note: str | None
    at: str
    jti: str


class ItemAnswer(msgspec.Struct):
    """The answer of an item that counts (the latest), with those that it replaced."""

    answer: Answer
    note: str | None
    bulk: bool
    at: str
    jti: str
    late: bool
    history: list[EarlierAnswer]


class Note(msgspec.Struct):
    text: str
    item: str | None
    at: str
    jti: str
    late: bool


class AttachedFile(msgspec.Struct):
    sha256: str
    size: int
    type: str
    shows: str
    item: str | None
    captured_at: str
    source: Literal["camera", "library"]
    at: str
    pos: Position | None
    jti: str
    late: bool


class BenchmarkRef(msgspec.Struct):
    id: str
    version: str
    sha256: str


class Finding(msgspec.Struct):
    """A violation found, with the benchmark and the facts that led to the tier where one was looked up.

    ``check``: the server's own reckoning, beside the record when it is read; no entry says it.
    """

    title: str
    items: list[str]
    words: str
    at: str
    jti: str
    late: bool
    basis: Optional = UNSET
    benchmark: BenchmarkRef | UnsetType = UNSET
    facts: dict[str, Any] | UnsetType = UNSET
    tier: Optional = UNSET
    range: Optional = UNSET
    trace: list[str] | UnsetType = UNSET
    fine: Optional = UNSET
    reason: Optional = UNSET
    check: Check | UnsetType = UNSET


class Measure(msgspec.Struct):
    """责令改正, 先行登记保存 and other measures taken on the spot."""

    measure: Literal["order_to_correct", "register_preserve", "seal", "seize", "warn", "other"]
    words: str
    at: str
    jti: str
    late: bool
    due: Optional = UNSET
    items: list[str] | UnsetType = UNSET


class Party(msgspec.Struct):
    """The party's signature, or their refusal to sign with its reason and witness."""

    outcome: Literal["signed", "refused"]
    at: str
    jti: str
    name: Optional = UNSET
    role: Optional = UNSET
    strokes: list[Stroke] | UnsetType = UNSET
    width: float | UnsetType = UNSET
    height: float | UnsetType = UNSET
    objections: Optional = UNSET
    reason: Optional = UNSET
    witness: Optional = UNSET
    witness_contact: Optional = UNSET


class OfficerSignature(msgspec.Struct):
    officer: str
    name: str
    certificate: str
    strokes: list[Stroke]
    width: float
    height: float
    at: str
    jti: str


class Supplement(msgspec.Struct):
    """What was added after a return; ``review`` is the return that it answers."""

    review: str
    reason: str
    text: str
    at: str
    jti: str
    items: list[str] | UnsetType = UNSET


class Withdrawal(msgspec.Struct):
    reason: str
    at: str
    jti: str


class Record(msgspec.Struct):
    """The whole visit. ``late`` on a part: it lies after ``closed`` in canonical order."""

    id: str
    state: Literal["open", "closed", "withdrawn"] = "open"
    subject: SubjectRef | None = None
    matters: list[MatterRef] = []
    source: str | None = None
    repeat_reason: str | None = None
    agency: str | None = None
    opened_at: str | None = None
    closed_at: str | None = None
    result: str | None = None
    summary: str | None = None
    missing: list[str] = []
    officers: list[OfficerOnVisit] = []
    presented: list[Presented] = []
    notified: list[Notified] = []
    answers: dict[str, ItemAnswer] = {}
    notes: list[Note] = []
    attachments: list[AttachedFile] = []
    findings: list[Finding] = []
    measures: list[Measure] = []
    party: Party | None = None
    officer_signatures: list[OfficerSignature] = []
    supplements: list[Supplement] = []
    withdrawn: Withdrawal | None = None
    chains: dict[str, int] = {}
    problems: list[str] = []

    def people(self) -> list[OfficerOnVisit]:
        """Each officer once: one may be named by the lead and join from a phone of their own later."""
        first: dict[str, OfficerOnVisit] = {}
        for officer in self.officers:
            first.setdefault(officer.officer, officer)
        return list(first.values())
