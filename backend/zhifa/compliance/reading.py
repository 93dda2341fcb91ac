"""Findings as the wire has them: what is kept of a rule's word, with what the rule itself says of it."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.compliance import findings_queries as queries
from zhifa.compliance.rules import RULES
from zhifa.compliance.schemas import ComplianceRow


def findings(session: Session, inspection: UUID) -> list[ComplianceRow]:
    """Open ones first, the gravest first. Callers ask first whether the asker may see the inspection."""
    return [_row(row) for row in queries.shown(session, inspection)]


def title_of(rule: str) -> str:
    """A rule that is no longer applied is told by its number."""
    return RULES[rule].title if rule in RULES else rule


def _row(row: Any) -> ComplianceRow:
    rule = RULES.get(row.rule)
    return ComplianceRow(
        rule=row.rule,
        version=row.version,
        severity=row.severity,
        title=title_of(row.rule),
        trace=row.trace,
        source=rule.citation if rule else "",
        confidence=rule.sources[0].confidence if rule else "low",
        at=row.at,
        first_at=row.first_at,
        state=row.state,
        entries=[UUID(entry) for entry in row.entries if entry],
        duty=row.facts.get("duty"),
    )
