"""Puts findings before people: similar ones in one alert, opened with the first and ended with the last."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.compliance import alert_queries as queries

#: Findings that only inform raise no alert.
ALERTING = frozenset({"block", "warn"})


def follow(
    session: Session,
    opened: Sequence[Mapping[str, Any]],
    lost: Sequence[UUID],
    agencies: Mapping[UUID, UUID],
    now: datetime,
) -> None:
    """Gathers findings that appeared or grew graver; ends the alerts whose findings have all gone."""
    touched = set(lost)
    groups: defaultdict[tuple[str, UUID, str], list[Mapping[str, Any]]] = defaultdict(list)
    for finding in opened:
        if finding["severity"] in ALERTING and finding["state"] == "open":
            groups[finding["rule"], agencies[finding["inspection_id"]], finding["about"]].append(finding)
    for (rule, agency, about), findings in groups.items():
        touched.add(_gather(session, {"rule": rule, "agency_id": agency, "about": about}, findings, now))
    for alert in sorted(touched):
        if queries.recount(session, alert, now) == 0:
            _end(session, alert, now)


def _gather(session: Session, key: Mapping[str, Any], findings: Sequence[Mapping[str, Any]], now: datetime) -> UUID:
    """The alert of these findings' group: the one that is not closed, or a new one with an owner."""
    severity = "block" if any(finding["severity"] == "block" for finding in findings) else "warn"
    alert = queries.not_closed(session, key)
    if alert is None:
        alert = queries.open_alert(session, key, severity, now)
        owner = queries.owner_of(session, alert)
        queries.add_step(session, alert, None, "opened", "", {"owner": str(owner) if owner else None}, now)
    queries.join(session, alert, [finding["id"] for finding in findings], severity)
    return alert


def _end(session: Session, alert: UUID, now: datetime) -> None:
    """Closed by the system: a recheck found nothing left of it."""
    if queries.close_resolved(session, alert):
        queries.add_step(session, alert, None, "closed", "复查后所有情形均已消除。", {"conclusion": "resolved"}, now)
