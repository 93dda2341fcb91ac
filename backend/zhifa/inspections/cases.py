"""The cases of 同案同罚, kept beside the read model and made from the same entries."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from msgspec import UNSET
from sqlmodel import Session

from zhifa.inspections import case_queries
from zhifa.inspections.finding_checks import named_version
from zhifa.inspections.record import Record
from zhifa.inspections.state import State

#: A record leaves the accepted by being withdrawn, or by :func:`forget`; the others have no cases to look for.
DECIDED = {State.ACCEPTED.value, State.WITHDRAWN.value}


def write_cases(session: Session, records: Sequence[Record], rows: Sequence[Mapping[str, Any]]) -> None:
    """Exactly the cases of these inspections; ``rows`` are those of the read model, in the same order."""
    decided = [(record, row) for record, row in zip(records, rows, strict=True) if row["state"] in DECIDED]
    if decided:
        made = [case for record, row in decided if row["state"] == State.ACCEPTED.value for case in _cases(record, row)]
        case_queries.replace_cases(session, [row["id"] for _, row in decided], made)


def forget(session: Session, inspection: UUID) -> None:
    """Its acceptance was taken back: it is no decided case any more."""
    case_queries.replace_cases(session, [inspection], [])


def _cases(record: Record, row: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """The last fine proposed under each benchmark."""
    last = {
        version[0]: finding
        for finding in record.findings
        if finding.fine is not UNSET and (version := named_version(finding)) is not None
    }
    for benchmark, finding in last.items():
        yield {
            "inspection_id": row["id"],
            "agency_id": row["agency_id"],
            "benchmark_id": benchmark,
            "tier": finding.tier or "",
            "fen": int(Decimal(str(finding.fine)) * 100),
        }
