"""Eight phones that send at once, as lean as a client can be: the server should be what is measured."""

import base64
import hashlib
import http.client
import json
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

PHONES = 8
PROCESSES = 2
TUS = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}


@dataclass
class Load:
    """What one phone will send: signed batches and files, with its Authorization header."""

    headers: dict[str, str]
    batches: list[list[str]] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)  # (sha256 hex, bytes)

    @property
    def bytes(self) -> int:
        return sum(len(content) for _, content in self.files)


def photo_like(size: int) -> tuple[str, bytes]:
    """Bytes that no layer can compress or deduplicate, as photographs are."""
    content = b"\xff\xd8\xff\xe0" + os.urandom(size - 4)
    return hashlib.sha256(content).hexdigest(), content


def send(port: int, load: Load) -> None:
    """Entries first, then each file in one request (creation-with-upload); all must be taken."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for batch in load.batches:
        body = json.dumps({"sent_at": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime()), "entries": batch})
        connection.request("POST", "/api/sync/entries", body, {**load.headers, "Content-Type": "application/json"})
        answer = connection.getresponse()
        outcomes = json.loads(answer.read())["outcomes"]
        if any(outcome["outcome"] != "applied" for outcome in outcomes):
            raise RuntimeError(f"not applied: {outcomes}")
    for sha256, content in load.files:
        metadata = {"sha256": sha256, "type": "image/jpeg"}
        encoded = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in metadata.items())
        headers = {**load.headers, **TUS, "Upload-Length": str(len(content)), "Upload-Metadata": encoded}
        connection.request("POST", "/api/evidence/uploads", content, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 201 or answer.headers["Upload-Offset"] != str(len(content)):
            raise RuntimeError(f"not taken: {answer.status} {answer.headers}")


def all_at_once(port: int, loads: Sequence[Load]) -> float:
    """Seconds until every phone is done; the phones live in two processes so that they do not wait on one GIL."""
    return _together(loads, lambda load: send(port, load))


def bare(loads: Sequence[Load], work: Callable[[Load], None]) -> float:
    """The same amount of work without any server, in as many threads and processes."""
    return _together(loads, work)


def _together(loads: Sequence[Load], work: Callable[[Load], None]) -> float:
    context = multiprocessing.get_context("fork")
    barrier, errors = context.Barrier(PROCESSES + 1), context.Queue()
    shares = [loads[n::PROCESSES] for n in range(PROCESSES)]
    workers = [context.Process(target=_share, args=(share, work, barrier, errors)) for share in shares]
    for worker in workers:
        worker.start()
    barrier.wait()
    started = time.perf_counter()
    for worker in workers:
        worker.join()
    spent = time.perf_counter() - started
    if not errors.empty():
        raise RuntimeError(errors.get())
    return spent


def _share(loads: Sequence[Load], work: Callable[[Load], None], barrier, errors) -> None:  # type: ignore[no-untyped-def]
    def one(load: Load) -> None:
        try:
            work(load)
        except Exception as error:
            errors.put(repr(error))

    threads = [threading.Thread(target=one, args=(load,)) for load in loads]
    barrier.wait()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
