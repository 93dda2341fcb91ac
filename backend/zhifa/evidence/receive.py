"""The body of a request into a spool file, in blocks; the event loop only ever collects.

A connection that is cut, or silent for too long, is no error here: what has arrived is the answer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from zhifa.evidence.problems import ChecksumMismatch, UploadOverrun
from zhifa.evidence.spool import BLOCK, Spool, SpoolFile

#: A phone that sends nothing for so long is gone, though its network has not said so.
SILENCE_S = 60.0

Receive = Callable[[], Awaitable[Any]]


@dataclass(slots=True)
class Received:
    """``rest`` is not written yet: the thread that finishes the upload writes it, which saves a hop."""

    file: SpoolFile
    rest: list[bytes]
    cut: bool


async def receive_body(receive: Receive, spool: Spool, *, limit: int) -> Received:
    """Reads to the end of the body, to the cut, or to silence. The caller discards the file.

    Raises:
        UploadOverrun: more than ``limit`` bytes came; the file is discarded.
        StorageFull
    """
    file = spool.file()
    try:
        return await _collect(receive, spool, file, limit)
    except BaseException:
        await asyncio.shield(spool.run(file.discard))
        raise


async def _collect(receive: Receive, spool: Spool, file: SpoolFile, limit: int) -> Received:
    blocks: list[bytes] = []
    waiting = 0
    while True:
        message = await _next(receive)
        if message is None:
            return Received(file, blocks, cut=True)
        if body := message["body"]:
            blocks.append(body)
            waiting += len(body)
        if file.size + waiting > limit:
            raise UploadOverrun
        if not message.get("more_body", False):
            return Received(file, blocks, cut=False)
        if waiting >= BLOCK:
            await spool.run(file.write, blocks)
            blocks, waiting = [], 0


async def _next(receive: Receive) -> Any | None:
    """The next piece of the body, or None when the connection is cut or silent."""
    try:
        async with asyncio.timeout(SILENCE_S):
            message = await receive()
    except TimeoutError:
        return None
    return message if message["type"] == "http.request" else None


@contextmanager
def written(received: Received, checksum: bytes | None) -> Iterator[SpoolFile]:
    """The received file with its last blocks, compared with the request's checksum; gone at the end.

    Raises:
        ChecksumMismatch: it does not fit, or the connection was cut before it could be compared.
    """
    file = received.file
    try:
        file.write(received.rest)
        if checksum is not None and (received.cut or file.digest != checksum):
            raise ChecksumMismatch
        yield file
    finally:
        file.discard()
