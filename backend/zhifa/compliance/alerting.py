"""Puts findings before people: similar ones in one alert, opened with the first and ended with the last."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.compliance import alert_queries as queries
from zhifa.compliance.rules import RULES
from zhifa.notify import occasions as notify

#: Findings that only inform raise no alert.
ALERTING = frozenset({"block", "warn"})

#: What the owner of a new alert is told of at once; the others wait in the list.
GRAVE = "block"


def follow(
    session: Session,
    opened: Sequence[Mapping[str, Any]],
    lost: Sequence[UUID],
    agencies: Mapping[UUID, UUID],
    now: datetime,
) -> None:
    """Gathers findings that appeared or grew graver; ends the alerts whose findings have all gone."""
    touched, fresh = set(lost), _Fresh()
    groups: defaultdict[tuple[str, UUID, str], list[Mapping[str, Any]]] = defaultdict(list)
    for finding in opened:
        if finding["severity"] in ALERTING and finding["state"] == "open":
            groups[finding["rule"], agencies[finding["inspection_id"]], finding["about"]].append(finding)
    for (rule, agency, about), findings in groups.items():
        touched.add(_gather(session, {"rule": rule, "agency_id": agency, "about": about}, findings, fresh, now))
    for alert in sorted(touched):
        if queries.recount(session, alert, now) == 0:
            _end(session, alert, now)
            fresh.forget(alert)
    fresh.tell(session, now)


class _Fresh:
    """New alerts that cannot wait, by owner: of one check's, however many they are, each owner hears once."""

    def __init__(self) -> None:
        self._of: dict[UUID, dict[UUID, str]] = {}

    def add(self, alert: UUID, owner: UUID | None, rule: str, severity: str) -> None:
        if owner is not None and severity == GRAVE:
            self._of.setdefault(owner, {})[alert] = RULES[rule].title

    def forget(self, alert: UUID) -> None:
        for alerts in self._of.values():
            alerts.pop(alert, None)

    def tell(self, session: Session, at: datetime) -> None:
        for owner, alerts in self._of.items():
            for first, title in list(alerts.items())[:1]:
                count = f"等 {len(alerts)} 条" if len(alerts) > 1 else ""
                said = f"新的预警“{title}”{count}由您负责,须处理。请打开核实。"
                notify.alert_assigned(session, str(first), [owner], said, at=at)


def _gather(
    session: Session, key: Mapping[str, Any], findings: Sequence[Mapping[str, Any]], fresh: _Fresh, now: datetime
) -> UUID:
    """The alert of these findings' group: the one that is not closed, or a new one with an owner."""
    severity = "block" if any(finding["severity"] == "block" for finding in findings) else "warn"
    alert = queries.not_closed(session, key)
    if alert is None:
        alert = queries.open_alert(session, key, severity, now)
        owner = queries.owner_of(session, alert)
        queries.add_step(session, alert, None, "opened", "", {"owner": str(owner) if owner else None}, now)
        fresh.add(alert, owner, key["rule"], severity)
    queries.join(session, alert, [finding["id"] for finding in findings], severity)
    return alert


def _end(session: Session, alert: UUID, now: datetime) -> None:
    """Closed by the system: a recheck found nothing left of it."""
    if queries.close_resolved(session, alert):
        queries.add_step(session, alert, None, "closed", "复查后所有情形均已消除。", {"conclusion": "resolved"}, now)
