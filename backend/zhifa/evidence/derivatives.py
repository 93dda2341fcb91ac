"""The job that makes pictures' previews: fetch the original, have it decoded, store, record.

It may run twice and changes nothing the second time: keys and contents are the same.
"""

import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from zhifa.db import Database
from zhifa.evidence import queries
from zhifa.evidence.arrival import object_key
from zhifa.evidence.decoding import DECODER
from zhifa.evidence.forms import FORMATS, SIZES, Outcome
from zhifa.evidence.models import Evidence
from zhifa.evidence.reading import derivative_key
from zhifa.evidence.spool import Spool
from zhifa.ports import ObjectStore, full_disk_told
from zhifa.settings import Settings

#: A supervisor who opens a record just then does not wait longer for its pictures than this.
MOMENT_S = 1.0


@dataclass(frozen=True, slots=True)
class Derivatives:
    db: Database
    objects: ObjectStore
    settings: Settings
    spool: Spool

    def make(self, wanted: Sequence[str]) -> None:
        """Makes what is pending. What is made within a moment is recorded together: whoever receives waits for each
        transaction."""
        made: dict[str, Outcome] = {}
        since = time.monotonic()
        with self.db.read() as session:
            pending = queries.pending(session, wanted)
        for evidence in pending:
            made[evidence.sha256] = self._made(evidence)
            if time.monotonic() - since > MOMENT_S:
                self._record(made)
                made, since = {}, time.monotonic()
        self._record(made)

    def _made(self, evidence: Evidence) -> Outcome:
        with tempfile.TemporaryDirectory(dir=self.spool.folder) as name:
            folder = Path(name)
            outcome = self._outcome(evidence, folder)
            if outcome.state == "ready":
                for derivative in SIZES:
                    self.objects.put_file(derivative_key(evidence.sha256, derivative), folder / derivative)
        return outcome

    def _outcome(self, evidence: Evidence, folder: Path) -> Outcome:
        if evidence.media_type not in FORMATS:
            return Outcome("impossible", "not_an_image")
        source = folder / "source"
        with full_disk_told(), source.open("wb") as file:
            file.writelines(self.objects.read(object_key(evidence.sha256)))
        outcome = DECODER.run(source, evidence.media_type, folder, self.settings.image_max_pixels)
        source.unlink()
        return outcome

    def _record(self, made: Mapping[str, Outcome]) -> None:
        if made:
            with self.db.write() as session:
                queries.record_outcomes(session, {sha256: asdict(outcome) for sha256, outcome in made.items()})
