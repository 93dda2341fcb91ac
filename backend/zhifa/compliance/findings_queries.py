"""SQL of the findings: how they are kept, what they weigh, and what a record shows of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.compliance.models import ComplianceCheck, ComplianceFinding, FindingStep
from zhifa.inspections.models import Inspection, Notebook

INSPECTIONS, FINDINGS, STEPS, CHECKS = (
    cast("sa.Table", sa.inspect(model).local_table)
    for model in (Inspection, ComplianceFinding, FindingStep, ComplianceCheck)
)
#: A finding's columns that a later check may change; a change that names fewer leaves the others.
_UPDATE = sa.update(FINDINGS).where(FINDINGS.c.id == sa.bindparam("row_id"))


def lock(session: Session, ids: Collection[UUID]) -> None:
    """As the sync door does, in the same order. On SQLite the write transaction is the lock."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(
            sa.select(col(Notebook.id)).where(col(Notebook.id).in_(ids)).order_by(col(Notebook.id)).with_for_update()
        ).all()


def versions(session: Session, ids: Collection[UUID]) -> Mapping[UUID, int]:
    rows = session.execute(sa.select(INSPECTIONS.c.id, INSPECTIONS.c.version).where(INSPECTIONS.c.id.in_(ids)))
    return {inspection: version for inspection, version in rows}


def kept(session: Session, ids: Collection[UUID]) -> Sequence[Any]:
    return session.execute(sa.select(FINDINGS).where(FINDINGS.c.inspection_id.in_(ids))).all()


def write(
    session: Session,
    fresh: Sequence[dict[str, Any]],
    changed: Sequence[dict[str, Any]],
    steps: Sequence[dict[str, Any]],
) -> None:
    connection = session.connection()
    if fresh:
        connection.execute(sa.insert(FINDINGS), fresh)
    for row in changed:
        connection.execute(_UPDATE, row)
    if steps:
        connection.execute(sa.insert(STEPS), steps)


def weights(session: Session, ids: Collection[UUID]) -> Mapping[UUID, Mapping[str, int]]:
    """By inspection: how many open findings of each severity."""
    found: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    place = (FINDINGS.c.inspection_id, FINDINGS.c.severity)
    rows = session.execute(
        sa.select(*place, sa.func.count())
        .where(FINDINGS.c.inspection_id.in_(ids), FINDINGS.c.state == "open")
        .group_by(*place)
    )
    for inspection, severity, count in rows:
        found[inspection][severity] = count
    return found


def write_risks(session: Session, risks: Mapping[UUID, int]) -> None:
    if risks:
        session.connection().execute(
            sa.update(INSPECTIONS).where(INSPECTIONS.c.id == sa.bindparam("row_id")),
            [{"row_id": inspection, "risk": risk} for inspection, risk in risks.items()],
        )


def write_checks(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Writes those that say something new."""
    ids = [row["inspection_id"] for row in rows]
    there = {
        row.inspection_id: row for row in session.execute(sa.select(CHECKS).where(CHECKS.c.inspection_id.in_(ids)))
    }
    fresh = [row for row in rows if row["inspection_id"] not in there]
    if fresh:
        session.connection().execute(sa.insert(CHECKS), fresh)
    names = ("version", "source", "matters", "next_look")
    for row in rows:
        before = there.get(row["inspection_id"])
        if before is not None and any(row[name] != getattr(before, name) for name in names):
            session.connection().execute(
                sa.update(CHECKS).where(CHECKS.c.inspection_id == row["inspection_id"]).values(row)
            )


def open_findings_of(session: Session, inspections: Collection[UUID]) -> Sequence[Any]:
    """Inspection, rule and severity of what is open, the gravest first.

    The few rows are found by their inspection: said like this, no planner walks everybody's open findings instead.
    """
    weight = sa.case({"block": 0, "warn": 1}, value=FINDINGS.c.severity, else_=2)
    return session.execute(
        sa.select(FINDINGS.c.inspection_id, FINDINGS.c.rule, FINDINGS.c.severity)
        .where(FINDINGS.c.inspection_id.in_(inspections), FINDINGS.c.state.concat("") == "open")
        .order_by(FINDINGS.c.inspection_id, weight, FINDINGS.c.rule)
    ).all()


def shown(session: Session, inspection: UUID) -> Sequence[Any]:
    """The findings of an inspection, resolved ones too, those that weigh most first."""
    weight = sa.case({"block": 0, "warn": 1}, value=FINDINGS.c.severity, else_=2)
    return session.execute(
        sa.select(FINDINGS)
        .where(FINDINGS.c.inspection_id == inspection)
        .order_by(FINDINGS.c.state, weight, FINDINGS.c.rule)  # "open" sorts before "resolved"
    ).all()
