"""`make bench`: what the product does in a second, each figure beside a rival or a limit of the same run."""

import multiprocessing
import os
import subprocess
import tempfile
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import jwt

from tests.bench import compliance, library, notify, overview, registry, verification
from tests.bench.phones import PHONES, Load, all_at_once, bare, photo_like
from tests.bench.server import Server, serving
from tests.support.city import PASSWORD
from tests.support.phone import Phone
from tests.support.visits import clean_visit
from zhifa.ids import new_id
from zhifa.subjects.models import Subject

ROOT = Path(__file__).parents[2]
VISITS_PER_PHONE = 12
PHOTOS_PER_VISIT = 3
ODK_VISITS_PER_S, ODK_MB_PER_S = 58, 53
"""ODK Central on such a machine: unsigned submissions with three photographs of 300 KB a second, evidence MB/s."""


def say(name: str, value: str, against: str = "") -> None:
    print(f"{name:<46} {value:>16}   {against}", flush=True)


def phones(server: Server) -> list[tuple[Phone, Load]]:
    made = []
    for _ in range(PHONES):
        phone = Phone().register(server.city, "li")
        made.append((phone, Load(server.city.headers("li", device=phone.device))))
    return made


def shops(server: Server, count: int) -> list[dict[str, Any]]:
    """Subjects, as entries name them: nobody is visited a hundred times a day."""
    made = [{"id": str(new_id()), "name": f"盐湖区第 {number} 号面馆"} for number in range(count)]
    common = {"kind": "个体工商户", "address": "盐湖区解放南路", "division": "140802001"}
    with server.city.parts.db.write() as session:
        known = session.get_one(Subject, server.city.subject).model_dump()
        for each in made:
            session.add(Subject(**{**known, "id": UUID(each["id"]), "name": each["name"], "uscc": None}))
    return [{**common, **each} for each in made]


def signed_loads(server: Server, photo_bytes: int) -> list[Load]:
    loads, places = [], iter(shops(server, PHONES * VISITS_PER_PHONE))
    for phone, load in phones(server):
        for _ in range(VISITS_PER_PHONE):
            photos = [photo_like(photo_bytes) for _ in range(PHOTOS_PER_VISIT)] if photo_bytes else []
            named = [(sha, len(content)) for sha, content in photos]
            _, entries = clean_visit(server.city, phone, photos=named, subject=next(places))
            load.batches.append(entries)
            load.files += photos
        loads.append(load)
    return loads


def file_loads(server: Server, size: int, count: int) -> list[Load]:
    return [Load(load.headers, files=[photo_like(size) for _ in range(count)]) for _, load in phones(server)]


def bare_cost(folder: Path, key: object) -> Callable[[Load], None]:
    """Verify each entry, hash each file, write each durably: what no server can do without."""

    def work(load: Load) -> None:
        import hashlib

        for batch in load.batches:
            for entry in batch:
                jwt.decode(entry, key, algorithms=["ES256"], options={"verify_signature": True, "verify_iat": False})
            _durable(folder, "".join(batch).encode())
        for _, content in load.files:
            hashlib.sha256(content).hexdigest()
            _durable(folder, content)

    return work


def _durable(folder: Path, content: bytes) -> None:
    with (folder / new_id().hex).open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def whole_visits() -> None:
    visits = PHONES * VISITS_PER_PHONE
    rate, receiving_ms, worker_ms = _visits_arrive(worker=True)
    without, _, _ = _visits_arrive(worker=False)
    rival = f"ODK Central, unsigned: {ODK_VISITS_PER_S}/s, ratio {rate / ODK_VISITS_PER_S:.2f} (wanted 1.00)"
    say("signed visits (25 entries, 3 x 300 KB)", f"{rate:.0f} visits/s", rival)
    most = 1000 * len(os.sched_getaffinity(0)) / receiving_ms * visits
    time_of = f"room for {most:.0f} a second; the worker meanwhile {worker_ms / visits:.1f} ms"
    say("  of the receiving processes' time", f"{receiving_ms / visits:.1f} ms a visit", time_of)
    say("  beside the worker at work", f"{rate / without:.2f} of the rate", f"{without:.0f} without it (wanted 0.85)")


def _visits_arrive(*, worker: bool) -> tuple[float, float, float]:
    """Visits a second, and the processor time that the receiving processes and the worker took meanwhile, ms."""
    with serving(worker=worker) as server:
        loads = signed_loads(server, 300_000)
        receiving, working = server.receiving_s(), server.worker_s()
        spent = all_at_once(server.port, loads)
        times = (server.receiving_s() - receiving) * 1000, (server.worker_s() - working) * 1000
    return PHONES * VISITS_PER_PHONE / spent, *times


def entries() -> None:
    with serving() as server, tempfile.TemporaryDirectory() as folder:
        loads = signed_loads(server, 0)
        spent = all_at_once(server.port, loads)
        key = Phone().key.public_key()
        count = sum(len(batch) for load in loads for batch in load.batches)
        cost = _bare_entries(loads, Path(folder), key)
    against = f"bare verify+fsync {count / cost:.0f}/s, ratio {cost / spent:.2f}"
    say("entries", f"{count / spent:.0f} entries/s", against)


def _bare_entries(loads: list[Load], folder: Path, key: object) -> float:
    """Verification costs the same whether it fits or not, so one key serves for all."""

    def work(load: Load) -> None:
        for batch in load.batches:
            for entry in batch:
                try:
                    jwt.decode(entry, key, algorithms=["ES256"])  # type: ignore[arg-type]
                except jwt.InvalidSignatureError:
                    continue
            _durable(folder, "".join(batch).encode())

    return bare(loads, work)


def evidence() -> None:
    with serving() as server, tempfile.TemporaryDirectory() as folder:
        loads = file_loads(server, 3_000_000, 12)
        spent = all_at_once(server.port, loads)
        cost = bare(loads, bare_cost(Path(folder), None))
    megabytes = sum(load.bytes for load in loads) / 1e6
    say(
        "evidence (3 MB photographs, 8 phones)",
        f"{megabytes / spent:.0f} MB/s",
        f"bare hash+fsync {megabytes / cost:.0f} MB/s, ratio {cost / spent:.2f} (target 0.40); "
        f"ODK Central {ODK_MB_PER_S}",
    )


def memory() -> None:
    with serving() as server, ThreadPoolExecutor(1) as beside:
        loads = [Load(load.headers, files=[photo_like(100_000_000)]) for _, load in phones(server)[:4]]
        before = most = server.memory_mb()
        sending = beside.submit(all_at_once, server.port, loads)
        while not sending.done():
            most = max(most, server.memory_mb())
            time.sleep(0.02)
        sending.result()
    say(
        "memory, 4 files of 100 MB at once",
        f"{most:.0f} MB",
        f"limit 200 MB, {before:.0f} MB before; ODK: 1,100",
    )


def verifications() -> None:
    found = verification.measure()
    (verified, cost), (constant, bare_ms) = found.verified, found.constant
    ratios = f"ratio {found.rate:.2f} (target 0.50), of core time {found.core:.2f}"
    against = f"constant page {constant:.0f}/s ({bare_ms:.2f} ms of a core), {ratios}"
    say("verifications, one process", f"{verified:.0f} pages/s", f"{cost:.2f} ms of a core each; {against}")
    waits = found.waits
    say(
        "an unknown code beside a known one",
        f"{waits.unknown / waits.known:.3f} of median",
        f"medians {waits.unknown:.2f} and {waits.known:.2f} ms; who guesses by the time is right in "
        f"{max(waits.told, 1 - waits.told):.0%} of cases (50% tells nothing; chance alone: {waits.chance:.0%} of runs)",
    )


def messages() -> None:
    found = notify.measure()
    against = f"bare encrypt-and-post {found.bare:.0f}/s, ratio {found.told / found.bare:.2f}"
    say("push messages, from the inbox on", f"{found.told:.0f} messages/s", against)
    say("a client that listens to its inbox", f"{found.listener_kb:.0f} KB", f"of {notify.LISTENERS} at once")


def findings() -> None:
    """In a process of its own, whose memory nothing else of this run has used."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
        rate, before, most = alone.submit(compliance.recomputed, 2_000).result()
    say("findings recomputed", f"{rate:.0f} visits/s", f"memory {before:.0f} MB before, {most:.0f} MB at the most")


def overviews() -> None:
    """Smaller than a million unless asked for: to write and count that many takes longer than all else here."""
    overview.main(int(os.environ.get("ZHIFA_BENCH_VISITS", "100000")), say=say)


def browser() -> None:
    environment = {**os.environ, "NODE_PATH": str(ROOT / "pwa/node_modules")}
    with serving(worker=False) as server:
        command = ["node", str(ROOT / "tests/bench/browser.cjs"), f"http://127.0.0.1:{server.port}", "li", PASSWORD]
        subprocess.run(command, check=True, env=environment)


def main() -> None:
    received = (whole_visits, entries, evidence, memory)
    failed = [
        part
        for part in (*received, verifications, findings, messages, registry.main, library.main, overviews, browser)
        if not _carried_out(part)
    ]
    if failed:
        raise SystemExit("not measured: " + ", ".join(f"{part.__module__}.{part.__name__}" for part in failed))


def _carried_out(part: Callable[[], None]) -> bool:
    """A part that breaks takes no other's figures with it."""
    try:
        part()
    except Exception:
        traceback.print_exc()
        return False
    return True


if __name__ == "__main__":
    main()
