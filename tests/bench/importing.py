"""How long a table of 20,000 benchmarks takes, from the upload to what everybody reads, through the doors of HTTP.

    python -m tests.bench.importing [--rows 20000]

Limit: 30 s from the first byte sent to the drafts that stand: upload, reading by the worker, entering. Every row is a
violation of its own, which costs the most. Approval and publication of all of them are told beside it.
"""

import argparse
from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

from tests.bench.registry import engines, say_spent, timed
from tests.conftest import TestClock
from tests.support.city import make_city
from zhifa.app import create_litestar, make_parts
from zhifa.credentials import sheets
from zhifa.jobs import run_due
from zhifa.migrations import upgrade
from zhifa.settings import Settings
from zhifa.worker import handlers

ROWS = 20_000
HEADING = ["编号", "领域", "执法部门", "制定机关", "层级", "处罚条款", "违法行为"]
HEADING += ["法定罚款", "阶次", "情节", "裁量标准"]
SAID = ["市场监管", "市场监督管理", "盐湖区市场监督管理局", "县", "《食品安全法》第一百二十六条第一款"]
FINE = ["处5000元以上50000元以下罚款", "一般", "", "处5000元以上50000元以下罚款"]


def files(rows: int) -> dict[str, bytes]:
    lines = [[f"K-{number:06}", *SAID, f"从事第{number}种试验的违法行为", *FINE] for number in range(rows)]
    return {"CSV": sheets.write_csv([HEADING, *lines]), "XLSX": sheets.write_xlsx([HEADING, *lines], "裁量基准", [])}


def measure(engine: str, settings: Settings, rows: int) -> None:
    parts = make_parts(settings, clock=TestClock())
    upgrade(parts.db)
    with TestClient(create_litestar(parts)) as client:
        city = make_city(parts)
        supervisor, overseer = city.headers("supervisor"), city.headers("overseer")
        jobs = handlers(parts)

        def read(content: bytes) -> Any:
            client.post("/api/benchmarks/import", content=content, headers=supervisor).raise_for_status()
            while run_due(parts.db, jobs, clock=parts.clock):
                pass
            return client.get("/api/benchmark-imports/last", headers=supervisor).json()

        for name, content in files(rows).items():
            spent, looked = timed(lambda content=content: read(content))
            assert looked["report"]["benchmarks"] == rows, looked
            say_spent(f"{engine}: {rows:,} benchmarks read, {name}", spent)
        entering, entered = timed(lambda: _post(client, f"/api/benchmark-imports/{looked['id']}/entry", supervisor))
        assert entered["state"] == "entered", entered
        say_spent(f"{engine}: entered as drafts", entering)
        whole = (spent[0] + entering[0], spent[1] + entering[1])
        say_spent(f"{engine}: XLSX from upload to drafts", whole)
        decision = f"/api/benchmark-imports/{entered['report']['import_id']}/decision"
        for step in ("approve", "publish"):
            spent, _ = timed(lambda step=step: _post(client, decision, overseer, {"decision": step}))
            say_spent(f"{engine}: {step} all of them", spent)
    parts.db.close()


def _post(client: TestClient[Litestar], path: str, headers: dict[str, str], body: Any = None) -> Any:
    answer = client.post(path, json=body or {}, headers=headers)
    answer.raise_for_status()
    return answer.json()


def main(rows: int = ROWS) -> None:
    with engines() as both:
        for engine, settings in both:
            measure(engine, settings, rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    main(parser.parse_args().rows)
