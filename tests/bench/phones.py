"""Eight phones that send at once, as lean as a client can be: the server should be what is measured."""

import base64
import hashlib
import json
import multiprocessing
import os
import re
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

PHONES = 8
PROCESSES = 2
TUS = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}

#: What goes over the wire, and whether the head and body of an answer say that it was taken.
Request = tuple[bytes, Callable[[bytes, bytes], bool]]


@dataclass
class Load:
    """What one phone will send: signed batches and files, with its Authorization header."""

    headers: dict[str, str]
    batches: list[list[str]] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)  # (sha256 hex, bytes)
    visits: list[list[Request]] = field(default_factory=list)  # made from these by ``all_at_once``

    @property
    def bytes(self) -> int:
        return sum(len(content) for _, content in self.files)


def photo_like(size: int) -> tuple[str, bytes]:
    """Bytes that no layer can compress or deduplicate, as photographs are."""
    content = b"\xff\xd8\xff\xe0" + os.urandom(size - 4)
    return hashlib.sha256(content).hexdigest(), content


def requests(load: Load) -> list[list[Request]]:
    """Every request of a phone as the bytes that go over the wire, each with what its answer must be: visit by visit
    the entries, then each of its files whole (creation-with-upload). Made before the clock starts."""
    each = len(load.files) // len(load.batches) if load.batches else 1
    batches = [[_entries(load, batch)] for batch in load.batches] or [[] for _ in load.files]
    files = [_file(load, *file) for file in load.files]
    return [[*batch, *files[number * each : (number + 1) * each]] for number, batch in enumerate(batches)]


def _entries(load: Load, batch: list[str]) -> Request:
    sent_at = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
    body = json.dumps({"sent_at": sent_at, "entries": batch}).encode()
    headers = {**load.headers, "Content-Type": "application/json"}
    return _post("/api/sync/entries", headers, body), lambda _, told: told.count(b'"outcome":"applied"') == len(batch)


def _file(load: Load, sha256: str, content: bytes) -> Request:
    said = {"sha256": sha256, "type": "image/jpeg"}
    metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items())
    headers = {**load.headers, **TUS, "Upload-Length": str(len(content)), "Upload-Metadata": metadata}
    taken = f"upload-offset: {len(content)}".encode()
    return _post("/api/evidence/uploads", headers, content), lambda head, _: b" 201 " in head and taken in head


def _post(path: str, headers: dict[str, str], body: bytes) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def send(port: int, load: Load) -> None:
    """One request after another, each visit over a connection of its own, as phones come back into signal; all must
    be taken."""
    for visit in load.visits:
        with socket.create_connection(("127.0.0.1", port), timeout=120) as line:
            for request, taken in visit:
                line.sendall(request)
                head, told = _answer(line)
                if not taken(head, told):
                    raise RuntimeError(f"not taken: {head!r} {told!r}")


def _answer(line: socket.socket) -> tuple[bytes, bytes]:
    """The head of an answer in lower case, and its body."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += _some(line)
    head, _, body = got.partition(b"\r\n\r\n")
    head = head.lower()
    length = re.search(rb"content-length: (\d+)", head)
    while length and len(body) < int(length[1]):
        body += _some(line)
    return head, body


def _some(line: socket.socket) -> bytes:
    got = line.recv(65536)
    if not got:
        raise RuntimeError("the server hung up")
    return got


def all_at_once(port: int, loads: Sequence[Load]) -> float:
    """Seconds until every phone is done; the phones live in two processes so that they do not wait on one GIL."""
    for load in loads:
        load.visits = requests(load)
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
