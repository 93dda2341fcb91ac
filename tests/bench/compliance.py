"""Findings recomputed for many visits: visits a second, and the memory before and after."""

import base64
import json
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from tests.support.city import City, make_city
from tests.support.phone import Phone
from tests.support.visits import clean_visit
from zhifa.app import Parts, make_parts
from zhifa.compliance.rechecking import Rechecks
from zhifa.ids import new_id
from zhifa.inspections.entry import digest, reread
from zhifa.inspections.models import Entry, Inspection, Notebook
from zhifa.migrations import upgrade
from zhifa.settings import Settings

TOGETHER = 500
KIBI = 1024


def recomputed(visits: int = 100_000) -> tuple[float, float, float]:
    """(visits a second, MB of memory before, MB at the most), the second time: all findings are there already."""
    with tempfile.TemporaryDirectory() as folder:
        parts = make_parts(Settings(data_dir=Path(folder), log_level="ERROR", worker=False))
        upgrade(parts.db)
        city = make_city(parts)
        fill(parts, city, visits)
        rechecks = Rechecks(parts.db, parts.clock)
        rechecks.everything()
        before, started = _memory_mb(), time.monotonic()
        done = rechecks.everything()
        spent = time.monotonic() - started
        assert (done.visits, done.changes) == (visits, 0)
        parts.db.close()
        return visits / spent, before, _memory_mb()


def fill(parts: Parts, city: City, visits: int) -> None:
    """Copies of one visit of 25 entries, each with ids of its own; nobody verifies what is in place already."""
    phone = Phone().register(city, "li")
    _, written = clean_visit(city, phone)
    pattern = [reread(jws) for jws in written]
    heads = [jws.split(".") for jws in written]
    for start in range(0, visits, TOGETHER):
        with parts.db.write() as session:
            for number in range(start, min(start + TOGETHER, visits)):
                _copy(session, city, number, pattern, heads)


def _copy(session: Session, city: City, number: int, pattern: list[Any], heads: list[list[str]]) -> None:
    inspection, moved = new_id(), timedelta(minutes=number % 400_000)
    rows = list(_entries(inspection, city.people["li"].account, moved, pattern, heads))
    opened, closed = rows[0]["at"], rows[-1]["at"]
    session.execute(sa.insert(Notebook), {"id": inspection, "first_received_at": opened})
    session.execute(sa.insert(Entry), rows)
    told = {"subject_name": f"第{number}号", "state": "closed", "version": len(rows), "conflict": False, "risk": 0}
    moments = {"opened_at": opened, "closed_at": closed, "sort_at": closed, "first_received_at": opened}
    who = {"id": inspection, "agency_id": city.yanhu, "account_id": city.people["li"].account, "summary": {}}
    session.execute(sa.insert(Inspection), {**who, **told, **moments, "last_received_at": closed})


def _entries(
    inspection: UUID, account: UUID, moved: timedelta, pattern: list[Any], heads: list[list[str]]
) -> Iterator[dict[str, Any]]:
    for entry, (head, payload, signature) in zip(pattern, heads, strict=True):
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        jti, at = new_id(), entry.at - moved
        claims |= {"jti": str(jti), "sub": str(inspection), "at": at.isoformat(timespec="milliseconds")}
        packed = base64.urlsafe_b64encode(json.dumps(claims, ensure_ascii=False).encode()).decode().rstrip("=")
        jws = f"{head}.{packed}.{signature}"
        place = {"jti": jti, "inspection_id": inspection, "device_id": entry.device, "account_id": account}
        told = {"seq": entry.seq, "kind": entry.claims.kind, "at": at, "received_at": at, "skew_ms": 0}
        yield {**place, **told, "sha256": digest(jws), "jws": jws}


def _memory_mb() -> float:
    """The most that this process has used."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBI


if __name__ == "__main__":
    import sys

    rate, before, most = recomputed(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    print(f"findings recomputed: {rate:.0f} visits/s; memory {before:.0f} MB before, {most:.0f} MB at the most")
