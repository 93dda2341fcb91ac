"""Stands in where an installation has no SMS or 政务微信 gateway yet: writes to a file what would have been sent."""

import json
from pathlib import Path

import structlog

from zhifa.ports import Handing, Parcel

log = structlog.get_logger("zhifa.gateway")


class FileGateway:
    """A double that shouts: every parcel is a line of ``<folder>/<name>.jsonl`` and a warning in the log."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name, self._path = name, folder / f"{name}.jsonl"

    def send(self, parcel: Parcel) -> Handing:
        line = json.dumps({"to": parcel.address, "topic": parcel.topic, **json.loads(parcel.body)}, ensure_ascii=False)
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        log.warning("NOT SENT: there is no gateway, the message was written to a file", gateway=self._name)
        return Handing("sent")
