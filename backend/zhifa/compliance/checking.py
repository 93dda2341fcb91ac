"""Runs every rule over some visits and keeps what they say; again on the same facts changes nothing.

The facts are gathered and the rules run outside any write transaction, so that what arrives meanwhile waits for none
of it: one check at a time, of all workers. What was found is written in a transaction that looks first, with the
notebooks locked as the sync door locks them, whether each visit is as it was; where one is not, all begins anew.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.compliance import alerting
from zhifa.compliance import findings_queries as queries
from zhifa.compliance.facts import Facts
from zhifa.compliance.loading import load, noted
from zhifa.compliance.model import WEIGHTS, Finding
from zhifa.compliance.rules import RULES
from zhifa.compliance.rules.deadlines import next_look
from zhifa.db import Database
from zhifa.ids import new_id

#: How often a check begins anew because a visit has changed meanwhile.
ATTEMPTS = 3
#: What of a finding is compared with what is kept; a step of its history is written when any of it changes.
TOLD = ("state", "version", "severity", "trace")


@dataclass(frozen=True, slots=True)
class Checked:
    """How many visits were checked, and how many findings appeared, changed or went."""

    visits: int = 0
    changes: int = 0

    def __add__(self, other: "Checked") -> "Checked":
        return Checked(self.visits + other.visits, self.changes + other.changes)


def findings_of(facts: Facts) -> list[Finding]:
    """Every rule's word on these facts, in the order of the rules. Pure."""
    if facts.record.state == "withdrawn":
        return []
    return [found for rule in RULES.values() if (found := rule.apply(facts))]


def check(db: Database, ids: Collection[UUID], now: datetime) -> Checked:
    """Checks these inspections; those unknown or not opened are passed over.

    What else facts rest on (certificates, matters, figures) may change between reading and writing: whoever changes
    it has the visits checked again afterwards.
    """
    with db.alone("check"):
        for _ in range(ATTEMPTS):
            with db.read() as session:
                found = find(session, ids, now)
            with db.write() as session:
                if _as_read(session, found):
                    return _write(session, found)
        with db.write() as session:  # visits that change faster than they are read
            queries.lock(session, ids)
            return _write(session, find(session, ids, now))


@dataclass(frozen=True, slots=True)
class Found:
    """What a check of some visits found: inspections' rows with their facts, and what differs from what is kept."""

    loaded: Sequence[tuple[Any, Facts]]
    changes: "_Changes"
    now: datetime


def find(session: Session, ids: Collection[UUID], now: datetime) -> Found:
    """Reads and runs the rules; writes nothing."""
    loaded = load(session, ids, now)
    found = {row.id: {each.rule.id: each for each in findings_of(facts)} for row, facts in loaded}
    changes = _Changes(now)
    for row in queries.kept(session, list(found)):
        changes.compare(row, found[row.inspection_id].pop(row.rule, None))
    for inspection, fresh in found.items():
        for each in fresh.values():
            changes.add(inspection, each)
    return Found(loaded, changes, now)


def _as_read(session: Session, found: Found) -> bool:
    """Whether every visit has the version that was read."""
    read = {row.id: row.version for row, _ in found.loaded}
    queries.lock(session, list(read))
    return queries.versions(session, list(read)) == read


def _write(session: Session, found: Found) -> Checked:
    changes, loaded = found.changes, found.loaded
    agencies = {row.id: row.agency_id for row, _ in loaded}
    queries.write(session, changes.fresh, changes.changed, changes.steps)
    alerting.follow(session, changes.opened, changes.closed, agencies, found.now)
    _note(session, loaded, found.now)
    return Checked(len(loaded), len(changes.steps))


def _note(session: Session, loaded: Sequence[tuple[Any, Facts]], now: datetime) -> None:
    """The weight of each visit's findings, and what the checks of others need of it."""
    weights = queries.weights(session, [row.id for row, _ in loaded])
    risks = {row.id: risk_of(weights.get(row.id, {})) for row, _ in loaded}
    queries.write_risks(session, {row.id: risks[row.id] for row, _ in loaded if row.risk != risks[row.id]})
    queries.write_checks(session, [_check_row(row, facts, now) for row, facts in loaded])


def risk_of(counts: Mapping[str, int]) -> int:
    """From how many open findings of each severity there are."""
    return sum(weight * counts.get(severity.value, 0) for severity, weight in WEIGHTS.items())


def _check_row(row: Any, facts: Facts, now: datetime) -> dict[str, Any]:
    source, matters = noted(facts.record)
    ended = facts.ended and facts.record.state != "withdrawn"
    return {
        "inspection_id": row.id,
        "checked_at": now,
        "version": row.version,
        "source": source,
        "matters": matters,
        "next_look": next_look(facts) if ended else None,
    }


class _Changes:
    """What differs between the findings that are kept and those that the rules make now."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self.fresh: list[dict[str, Any]] = []
        self.changed: list[dict[str, Any]] = []
        self.steps: list[dict[str, Any]] = []
        self.opened: list[dict[str, Any]] = []  # findings that an alert should gather
        self.closed: list[UUID] = []  # alerts that have lost one

    def add(self, inspection: UUID, found: Finding) -> None:
        row = {"id": new_id(), "inspection_id": inspection, "first_at": self._now, **self._told(found)}
        self.fresh.append({**row, "alert_id": None})
        self._step(row)
        self.opened.append(row)

    def compare(self, kept: Any, found: Finding | None) -> None:
        if found is None:
            if kept.state == "open":
                self._change(kept, {"state": "resolved"})
            return
        told = self._told(found)
        if any(told[name] != getattr(kept, name) for name in (*TOLD, "facts", "entries", "about")):
            self._change(kept, told)

    def _change(self, kept: Any, told: Mapping[str, Any]) -> None:
        before = {name: getattr(kept, name) for name in (*TOLD, "rule", "about", "inspection_id", "id")}
        after = {**before, **told, "at": self._now}
        self.changed.append({"row_id": kept.id, **{n: v for n, v in after.items() if n not in {"id", "inspection_id"}}})
        if any(after[name] != before[name] for name in TOLD):
            self._step(after)
        if after["state"] == "resolved" and kept.alert_id:
            self.closed.append(kept.alert_id)
        elif (kept.state, kept.severity) != (after["state"], after["severity"]):
            self.opened.append(after)

    def _told(self, found: Finding) -> dict[str, Any]:
        seen = found.seen
        return {
            "rule": found.rule.id,
            "version": found.rule.version,
            "severity": found.severity.value,
            "state": "open",
            "trace": seen.trace,
            "facts": msgspec.to_builtins(dict(seen.facts)),
            "entries": list(dict.fromkeys(seen.entries)),
            "about": seen.about or "",
            "at": self._now,
        }

    def _step(self, row: Mapping[str, Any]) -> None:
        told = {name: row[name] for name in TOLD}
        self.steps.append({"id": new_id(), "finding_id": row["id"], "at": self._now, **told})
