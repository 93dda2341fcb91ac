"""A temporary PostgreSQL cluster from Debian's binaries, without durability: it lives for one test run."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


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
        options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c max_connections=200 -c timezone=UTC"
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


def drop_database(server: str, name: str) -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
