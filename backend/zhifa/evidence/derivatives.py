"""The job that makes a picture's previews: fetch the original, have it decoded, store, record.

It may run twice and changes nothing the second time: keys and contents are the same.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from zhifa.db import Database
from zhifa.evidence.arrival import object_key
from zhifa.evidence.decoding import DECODER
from zhifa.evidence.derive import FORMATS, SIZES, Outcome
from zhifa.evidence.models import Evidence
from zhifa.evidence.reading import derivative_key
from zhifa.evidence.spool import Spool
from zhifa.ports import ObjectStore, full_disk_told
from zhifa.settings import Settings


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
        outcome = DECODER.run(source, evidence.media_type, folder, self.settings.image_max_pixels)
        source.unlink()
        return outcome

    def _record(self, sha256: str, outcome: Outcome) -> None:
        with self.db.write() as session:
            evidence = session.get_one(Evidence, sha256)
            evidence.derivative, evidence.derivative_reason = outcome.state, outcome.reason
            evidence.width, evidence.height = outcome.width, outcome.height
            evidence.exif_captured_at = outcome.exif_captured_at
