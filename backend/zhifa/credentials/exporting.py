"""The registry as a file, in the columns that an import reads: exported and imported again it changes nothing."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlmodel import Session

from zhifa.credentials import import_queries, registry_queries, sheets
from zhifa.credentials.columns import COLUMNS, KIND_WORDS, MATTER_SEPARATOR
from zhifa.credentials.lifecycle import WORDS
from zhifa.credentials.registry import intervals_by_number
from zhifa.credentials.registry_queries import Filters
from zhifa.credentials.validity import status_at
from zhifa.identity import audit
from zhifa.identity.actor import Actor

Format = Literal["csv", "xlsx"]
MEDIA_TYPES: dict[str, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export(session: Session, actor: Actor, filters: Filters, form: Format) -> tuple[bytes, int]:
    """Every certificate in the actor's scope that the filters let through, and how many they are."""
    rows = registry_queries.everything(session, actor, filters)
    table = [[column.heading for column in COLUMNS], *_lines(session, rows, filters.as_of)]
    if form == "csv":
        return sheets.write_csv(table), len(rows)
    return sheets.write_xlsx(table, "执法证件", [column.width for column in COLUMNS]), len(rows)


def tell(session: Session, actor: Actor, form: Format, rows: int, *, at: datetime, request_id: str | None) -> None:
    """Audits that the registry, or a part of it, was taken out."""
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action="credential_export",
        request_id=request_id,
        detail={"rows": rows, "format": form},
    )


def _lines(session: Session, rows: Sequence[Any], at: datetime) -> Iterator[list[str]]:
    for some in import_queries.chunks(rows):
        numbers = [row.number for row in some]
        history, covered = intervals_by_number(session, numbers), _covered(session, numbers)
        for row in some:
            status = WORDS[status_at(row, history.get(row.number, []), at)]
            matters = MATTER_SEPARATOR.join(sorted(covered.get(row.number, [])))
            values = {
                "number": row.number,
                "officer_name": row.officer_name,
                "agency": row.agency_code,
                "agency_name": row.agency_name,
                "kind": KIND_WORDS[row.kind],
                "category": row.category,
                "area": row.area,
                "issuer": row.issuer,
                "valid_from": row.valid_from.isoformat(),
                "valid_to": row.valid_to.isoformat(),
                "matters": matters,
                "status": status,
                "officer": str(row.officer_id),
            }
            yield [values[column.key] for column in COLUMNS]


def _covered(session: Session, numbers: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in registry_queries.matters(session, numbers):
        found.setdefault(row.certificate_number, []).append(row.code)
    return found
