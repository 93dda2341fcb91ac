"""The job that makes a picture's previews: fetch the original, run the child, store, record.

It may run twice and changes nothing the second time: keys and contents are the same.
"""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec
import structlog

from zhifa.db import Database
from zhifa.evidence.arrival import object_key
from zhifa.evidence.derive import FORMATS, SIZES, Outcome
from zhifa.evidence.models import Evidence
from zhifa.evidence.reading import derivative_key
from zhifa.evidence.spool import Spool
from zhifa.ports import ObjectStore, full_disk_told
from zhifa.settings import Settings

TIMEOUT_S = 120

log = structlog.get_logger("zhifa.evidence")


@dataclass(frozen=True, slots=True)
class Derivatives:
    db: Database
    objects: ObjectStore
    settings: Settings
    spool: Spool

    def make(self, sha256: str) -> None:
        with self.db.read() as session:
            evidence = session.get(Evidence, sha256)
        if evidence is None or evidence.derivative != "pending":
            return
        with tempfile.TemporaryDirectory(dir=self.spool.folder) as name:
            folder = Path(name)
            outcome = self._outcome(evidence, folder)
            if outcome.state == "ready":
                for derivative in SIZES:
                    self.objects.put_file(derivative_key(sha256, derivative), folder / derivative)
        self._record(sha256, outcome)

    def _outcome(self, evidence: Evidence, folder: Path) -> Outcome:
        if evidence.media_type not in FORMATS:
            return Outcome("impossible", "not_an_image")
        source = folder / "source"
        with full_disk_told(), source.open("wb") as file:
            file.writelines(self.objects.read(object_key(evidence.sha256)))
        outcome = run_child(source, evidence.media_type, folder, self.settings.image_max_pixels)
        source.unlink()
        return outcome

    def _record(self, sha256: str, outcome: Outcome) -> None:
        with self.db.write() as session:
            evidence = session.get_one(Evidence, sha256)
            evidence.derivative, evidence.derivative_reason = outcome.state, outcome.reason
            evidence.width, evidence.height = outcome.width, outcome.height
            evidence.exif_captured_at = outcome.exif_captured_at


def run_child(source: Path, media_type: str, folder: Path, max_pixels: int) -> Outcome:
    """Runs ``derive`` in a process of its own. One that was killed, or is not done in time, asked for too much.

    Raises:
        RuntimeError: the child failed of itself; the job is tried again and then shown to people.
    """
    command = [sys.executable, "-m", "zhifa.evidence.derive", str(source), media_type, str(folder), str(max_pixels)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=False)  # noqa: S603 our own words
    except subprocess.TimeoutExpired:
        return Outcome("impossible", "image_too_large")
    if done.returncode < 0:
        log.warning("a picture ended its child", signal=-done.returncode)
        return Outcome("impossible", "image_too_large")
    if done.returncode > 0:
        raise RuntimeError(done.stderr[-500:].decode(errors="replace"))
    return msgspec.json.decode(done.stdout, type=Outcome)
