"""A temporary PostgreSQL cluster from Debian's binaries, without durability: it lives for one test run."""

import getpass
import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_numbers = itertools.count()
_idle: list[str] = []  # of this process's one cluster


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if not found:
        raise RuntimeError("PostgreSQL's server binaries are missing: run `make setup`")
    return found[-1].parent


def _run(*command: object) -> None:
    """As the user `postgres` if we are root, since PostgreSQL refuses to run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def cluster() -> Iterator[str]:
    """Yields the URL of a fresh cluster, without a database name."""
    folder = Path(tempfile.mkdtemp(prefix="zhifa-pg-"))
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    shutil.chown(folder, user)
    port, binaries, data = free_port(), _binaries(), folder / "data"
    try:
        _run(binaries / "initdb", "-D", data, "-A", "trust", "-U", "zhifa", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        settings = "-c fsync=off -c full_page_writes=off -c max_connections=200 -c timezone=UTC"
        options = f"-p {port} -h 127.0.0.1 -k {folder} {settings}"
        _run(binaries / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql://zhifa@127.0.0.1:{port}"
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create_database(server: str, name: str, *, template: str = "template1") -> str:
    """Creates a database and returns its URL."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{server}/{name}"


@contextmanager
def lent_database(server: str, *, template: str) -> Iterator[str]:
    """A database without rows: one that an earlier test has done with, or a copy of the template."""
    url = _idle.pop() if _idle else create_database(server, f"zhifa_{next(_numbers)}", template=template)
    try:
        yield url
    finally:
        _empty(url)
        _idle.append(url)


def _empty(url: str) -> None:
    """Ends every other connection and removes every row, which costs a tenth of a new database."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND relname <> 'alembic_version'"
        ).fetchall()
        emptied = "; ".join(f'DELETE FROM "{name}"' for (name,) in tables)
        connection.execute(f"SET session_replication_role = replica; {emptied}")  # asks no foreign key
