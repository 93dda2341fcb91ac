"""How long an import of 15,000 officers takes, looked at and carried out, on both engines.

    python -m tests.bench.registry [--rows 15000]

Limit: 30 s for each, from the file's bytes to the committed rows. The rival of the same run is the driver itself:
as many rows inserted by one executemany.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from litestar.testing import TestClient

from tests.conftest import TestClock
from tests.support import postgres
from tests.support.city import make_city
from tests.support.desk import HEADING, Desk, line, staff, table
from zhifa.app import create_litestar, make_parts
from zhifa.credentials import import_queries, sheets
from zhifa.credentials.models import Officer
from zhifa.ids import new_id
from zhifa.migrations import upgrade
from zhifa.settings import Settings

LIMIT_S = 30


def files(rows: int) -> dict[str, bytes]:
    """The same people as CSV of either encoding and as XLSX."""
    lines = [line(f"1408{number:07}", f"人员{number}") for number in range(rows)]
    cells = [HEADING.split(","), *(text.split(",") for text in lines)]
    text = table(*lines)
    return {
        "CSV UTF-8": text.encode(),
        "CSV GB18030": text.encode("gb18030"),
        "XLSX": sheets.write_xlsx(cells, "执法证件", []),
    }


def spoilt(rows: int) -> bytes:
    """The same with one wrong cell in the middle."""
    middle = rows // 2
    lines = [line(f"1408{number:07}", f"人员{number}") for number in range(rows)]
    lines[middle] = line(f"1408{middle:07}", "人员", to="2029-02-30")
    return table(*lines).encode()


@contextmanager
def engines() -> Iterator[list[tuple[str, Settings]]]:
    folder = Path(tempfile.mkdtemp(prefix="zhifa-bench-"))
    settings = Settings(data_dir=folder, log_level="ERROR", worker=False)
    try:
        with postgres.cluster() as server:
            url = postgres.create_database(server, "bench")
            yield [("SQLite", settings), ("PostgreSQL", replace(settings, database_url=url))]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(engine: str, settings: Settings, rows: int) -> None:
    parts = make_parts(settings, clock=TestClock())
    upgrade(parts.db)
    with TestClient(create_litestar(parts)) as client:
        desk = Desk(client, staff(make_city(parts)))
        made = files(rows)
        for name, content in made.items():
            spent, report = timed(lambda content=content: desk.send(content))
            assert report["creates"] == rows, report["errors"][:3]
            say_spent(f"{engine}: dry run, {name}", spent)
        spent, report = timed(lambda: desk.send(spoilt(rows), dry_run=False))
        assert ([each["row"] for each in report["errors"]], report["change"]) == ([rows // 2 + 2], None), report
        say_spent(f"{engine}: one bad row, named, nothing proposed", spent)
        change = desk.send(made["XLSX"], dry_run=False)["change"]
        spent, answer = timed(lambda: desk.decide(change))
        assert answer.status_code == 200, answer.text
        say_spent(f"{engine}: approve and carry out, XLSX", spent, f"bare insert of officers {_bare(desk, rows):.1f} s")
        spent, report = timed(lambda: desk.send(made["XLSX"]))
        assert report["unchanged"] == rows
        say_spent(f"{engine}: dry run over what is there", spent)
        for form in ("csv", "xlsx"):
            spent, _ = timed(
                lambda form=form: client.get(f"/api/credentials/export?format={form}", headers=desk.enterer)
            )
            say_spent(f"{engine}: export, {form.upper()}", spent)
        for query in ("status=withdrawn", "status=valid", "expiring_before=2030-01-01&q=人员149"):
            spent, _ = timed(lambda query=query: client.get(f"/api/credentials?{query}", headers=desk.enterer))
            say_spent(f"{engine}: list, {query}", spent)
    parts.db.close()


def _bare(desk: Desk, rows: int) -> float:
    people = [
        {"id": new_id(), "name": "某人", "agency_id": desk.city.yanhu, "active": True, "demo": False}
        for _ in range(rows)
    ]
    begun = time.perf_counter()
    with desk.city.parts.db.write() as session:
        import_queries.insert(session, Officer, people)
    return time.perf_counter() - begun


def timed(work: Callable[[], Any]) -> tuple[tuple[float, float], Any]:
    """Seconds on the clock and of this process on a core, which differ where the machine has other work."""
    begun, worked = time.perf_counter(), time.process_time()
    done = work()
    return (time.perf_counter() - begun, time.process_time() - worked), done


def say_spent(what: str, spent: tuple[float, float], against: str = "") -> None:
    told = against or f"limit {LIMIT_S} s"
    clock, core = spent
    exceeded = "" if clock < LIMIT_S else "  EXCEEDED"
    print(f"{what:<56} {clock:>6.2f} s ({core:.2f} s of a core)   {told}{exceeded}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=15_000)
    rows = parser.parse_args().rows
    with engines() as both:
        for engine, settings in both:
            measure(engine, settings, rows)


if __name__ == "__main__":
    main()
