"""Puts findings before people: similar ones in one alert, opened with the first and ended with the last."""

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
    for finding in opened:
        if finding["severity"] in ALERTING and finding["state"] == "open":
            touched.add(_gather(session, finding, agencies[finding["inspection_id"]], now))
    for alert in sorted(touched):
        if queries.recount(session, alert, now) == 0:
            _end(session, alert, now)


def _gather(session: Session, finding: Mapping[str, Any], agency: UUID, now: datetime) -> UUID:
    """The alert of the finding's group: the one that is not closed, or a new one with an owner."""
    key = {"rule": finding["rule"], "agency_id": agency, "about": finding["about"]}
    alert = queries.not_closed(session, key)
    if alert is None:
        alert = queries.open_alert(session, key, finding["severity"], now)
        owner = queries.owner_of(session, alert)
        queries.add_step(session, alert, None, "opened", "", {"owner": str(owner) if owner else None}, now)
    queries.join(session, alert, finding["id"], finding["severity"])
    return alert


def _end(session: Session, alert: UUID, now: datetime) -> None:
    """Closed by the system: a recheck found nothing left of it."""
    if queries.close_resolved(session, alert):
        queries.add_step(session, alert, None, "closed", "复查后所有情形均已消除。", {"conclusion": "resolved"}, now)
