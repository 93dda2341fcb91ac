"""The library of 50,000 benchmarks: what its pack weighs and costs, and how fast both ends find something in it."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any

import brotli
import sqlalchemy as sa
from sqlmodel import Session

from tests.bench import importing
from tests.benchmarks.many import many, rows
from tests.support import postgres
from zhifa.benchmarks import indexing, queries
from zhifa.benchmarks.model import Benchmark
from zhifa.benchmarks.models import BenchmarkRecord, BenchmarkVersion
from zhifa.benchmarks.shards import Document, documents_file, index_file, stretches
from zhifa.db import Database
from zhifa.migrations import upgrade

ROOT = Path(__file__).parents[2]
ROWS, QUERIES, BATCH = 50_000, 200, 5_000
#: Of the queries, each asked in all three ways: what takes long in one way need not in another.
ON_THE_SERVER = 80
TODAY = date(2026, 11, 23)


def say(name: str, value: str, against: str = "") -> None:
    print(f"{name:<46} {value:>16}   {against}", flush=True)


def main() -> None:
    library = sorted(many(ROWS), key=lambda each: each.code)
    asked = _queries(library)
    _phone(library, asked)
    with _sqlite() as db:
        _server("SQLite", db, library, asked)
    with _postgres() as db:
        _server("PostgreSQL", db, library, asked)
    importing.main()


def _queries(library: list[Benchmark]) -> list[str]:
    """Two to six characters as they stand somewhere; every fifth with a law's article."""
    random, made = Random(3), []
    for number in range(QUERIES):
        each = random.choice(library)
        start = random.randrange(max(1, len(each.violation) - 6))
        words = each.violation[start : start + random.choice((2, 2, 2, 3, 4, 6))]
        article = f" {each.penalising[0].law} {each.penalising[0].article[:4]}" if number % 5 == 0 else ""
        made.append((words.replace("\n", "") + article).strip())
    return made


def _phone(library: list[Benchmark], asked: list[str]) -> None:
    began, index, documents = time.perf_counter(), 0, 0
    held = [Document("0" * 36, 1, indexing.sha256(each), each) for each in library]
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, stretch in enumerate(stretches(held)):
            content = index_file(stretch)
            index += len(brotli.compress(content, quality=5))
            documents += len(brotli.compress(documents_file(stretch), quality=5))
            names.append(f"{number}.index")
            (Path(folder) / names[-1]).write_bytes(content)
        spent = time.perf_counter() - began
        say(f"library of {ROWS:,}: pack, compressed", f"{(index + documents) / 1e6:.1f} MB", _parts(index, documents))
        say("library: made by the server", f"{spent:.1f} s", f"{len(names)} stretches, once for each publication")
        (Path(folder) / "asked.json").write_text(json.dumps({"files": names, "queries": asked}, ensure_ascii=False))
        environment = {**os.environ, "NODE_PATH": str(ROOT / "pwa/node_modules")}
        subprocess.run(["node", str(ROOT / "tests/bench/library.cjs"), folder], check=True, env=environment)


def _parts(index: int, documents: int) -> str:
    return f"index {index / 1e6:.1f} MB, benchmarks {documents / 1e6:.1f} MB"


def _server(name: str, db: Database, library: list[Benchmark], asked: list[str]) -> None:
    with db.write() as session:
        for start in range(0, ROWS, BATCH):
            _fill(session, library[start : start + BATCH])
    if not db.is_sqlite:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("ANALYZE"))
    with db.read() as session:
        some = asked[:ON_THE_SERVER]
        found, like, unranked = (_p95(some, partial(ask, session)) for ask in (_found, _like, _unranked))
    rivals = f"LIKE over all texts, ranked alike: p95 {like:.1f} ms; unranked {unranked:.1f} ms"
    say(f"library: search on the server, {name}", f"p95 {found:.1f} ms", rivals)


def _fill(session: Session, some: list[Benchmark]) -> None:
    made = list(rows(some))
    tables: list[tuple[Any, list[dict[str, Any]]]] = [
        (BenchmarkRecord, [record for record, _ in made]),
        (BenchmarkVersion, [version for _, version in made]),
    ]
    for table, content in tables:
        session.connection().execute(sa.insert(table), content)


def _found(session: Session, q: str) -> int:
    return len(queries.listed(session, queries.Filters(on=TODAY, q=q), cursor=None, limit=20))


def _like(session: Session, q: str) -> int:
    """The same rows in the same order by a plain LIKE for each word, without pairs of characters."""
    filters = queries.Filters(on=TODAY, q=q)
    text = sa.column("title").concat(sa.column("body"))
    words = [text.like(f"%{word}%") for word in filters.words]
    rank = queries._rank(filters)
    query = queries.in_force(TODAY).with_only_columns(sa.column("code"), rank).where(*words)
    return len(session.execute(query.order_by(rank.desc(), sa.column("code")).limit(21)).all())


def _unranked(session: Session, q: str) -> int:
    """A LIKE that stops at the first twenty by code: it ranks nothing, so a frequent word costs it little."""
    text = sa.column("title").concat(sa.column("body"))
    words = [text.like(f"%{word}%") for word in q.casefold().split()]
    query = sa.select(sa.column("code")).select_from(sa.table("benchmark")).where(*words).order_by(sa.column("code"))
    return len(session.execute(query.limit(21)).all())


def _p95(asked: list[str], ask: Callable[[str], int]) -> float:
    spent = []
    for q in asked:
        began = time.perf_counter()
        ask(q)
        spent.append((time.perf_counter() - began) * 1000)
    return quantiles(spent, n=20)[-1]


@contextmanager
def _sqlite() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        db = Database(f"sqlite:///{folder}/library.sqlite3")
        upgrade(db)
        yield db
        db.close()


@contextmanager
def _postgres() -> Iterator[Database]:
    with postgres.cluster() as server:
        db = Database(postgres.create_database(server, "library"))
        upgrade(db)
        yield db
        db.close()


if __name__ == "__main__":
    main()
